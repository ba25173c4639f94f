//! How values of parameters are written: `,` between alternatives, `|` between parts, and `\`
//! before one of these that is meant as it stands.

/// The alternatives of a value, still escaped; empty ones ask for nothing.
pub fn alternatives(value: &str) -> Vec<&str> {
    let parts = split(value, ',').into_iter();
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// The parts of one alternative as they are meant.
pub fn parts(value: &str) -> Vec<String> {
    split(value, '|').into_iter().map(meant).collect()
}

/// A text without its escapes.
pub fn meant(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            plain.extend(chars.next());
        } else {
            plain.push(c);
        }
    }
    plain
}

fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (n, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == at {
            parts.push(&text[start..n]);
            start = n + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// A coded value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// In whatever system.
    Code(String),
    /// In that system; an empty one stands for none.
    In(String, String),
    /// Anything in that system.
    Any(String),
}

impl Token {
    pub fn read(text: &str) -> Self {
        let mut parts = parts(text).into_iter().map(|part| part.trim().to_owned());
        let first = parts.next().unwrap_or_default();
        match parts.next() {
            None => Self::Code(first),
            Some(code) if code.is_empty() => Self::Any(first),
            Some(code) => Self::In(first, code),
        }
    }

    /// What is meant where all codes are of one system.
    pub fn of(self, system: &str) -> Meant {
        match self {
            Self::Code(code) => Meant::Code(code),
            Self::In(other, code) if other == system => Meant::Code(code),
            Self::Any(other) if other == system => Meant::Any,
            Self::In(..) | Self::Any(_) => Meant::Nothing,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    Code(String),
    Any,
    /// A code of another system, which is not here.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_meant_as_it_stands() {
        assert_eq!(alternatives(r"a,b\,c,,d"), ["a", r"b\,c", "d"]);
        assert_eq!(meant(r"b\,c\\\|"), r"b,c\|");
        assert_eq!(parts(r"1|2\|3|"), ["1", "2|3", ""]);
        assert_eq!(meant("a\\"), "a");
    }

    #[test]
    fn a_token_may_name_its_system() {
        let read = |text| Token::read(text).of("sys");
        assert_eq!(read("1"), Meant::Code("1".to_owned()));
        assert_eq!(read("sys|1"), Meant::Code("1".to_owned()));
        assert_eq!(read("sys|"), Meant::Any);
        assert_eq!(read("other|1"), Meant::Nothing);
        assert_eq!(read("|1"), Meant::Nothing);
    }
}
