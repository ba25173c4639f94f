use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// An amount of money in hundredths of its currency. Never a float.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    DeriveValueType,
)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let n = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", n / 100, n % 100)
    }
}

impl std::str::FromStr for Cents {
    type Err = super::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: super::ParseError = super::ParseError("must be an amount such as 129.95");
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "00"));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || whole.len() > 9 || part.len() != 2 || !digits(part) {
            return Err(WRONG);
        }
        let whole: i64 = whole.parse().map_err(|_| WRONG)?;
        let part: i64 = part.parse().map_err(|_| WRONG)?;
        Ok(Self(whole * 100 + part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_and_write_alike() {
        for (text, cents) in [("129.95", 12_995), ("0.05", 5), ("7.00", 700)] {
            assert_eq!(text.parse::<Cents>().unwrap(), Cents(cents));
            assert_eq!(Cents(cents).to_string(), text);
        }
        for text in ["", "1.5", "-1.00", "1,00", "1e3", "9999999999.00"] {
            assert!(text.parse::<Cents>().is_err(), "{text:?}");
        }
    }
}
