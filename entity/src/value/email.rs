use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{ParseError, text_value};

/// One mailbox address. Kept as typed but for the domain, which is lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

text_value!(Email);

impl Email {
    /// The form to compare by: all lower case.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl std::str::FromStr for Email {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        const WRONG: ParseError = ParseError("must be an email address such as name@example.org");
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(WRONG)?;
        let local_ok = (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let label_ok = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        if !local_ok || domain.len() > 253 || !domain.split('.').all(label_ok) {
            return Err(WRONG);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_local_part_and_folds_its_domain() {
        assert_eq!(
            "Ann.B@Example.ORG".parse::<Email>().unwrap().as_str(),
            "Ann.B@example.org"
        );
    }

    #[test]
    fn line_breaks_spaces_and_second_addresses_are_refused() {
        for text in [
            "",
            "a",
            "a@",
            "@b.c",
            "a b@c.d",
            "a@b.c\r\nBcc: d@e.f",
            "a@b.c,d@e.f",
            "a@-b.c",
            "a..b@c.d",
            "a@b..c",
            "<a@b.c>",
            "a\0@b.c",
        ] {
            assert!(text.parse::<Email>().is_err(), "{text:?}");
        }
    }
}
