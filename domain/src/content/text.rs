//! What may stand in a text field, and looking for words in it.

use sea_orm::sea_query::LikeExpr;

use crate::{Report, Result};

const MAX_QUERY: usize = 200;
const MAX_WORDS: usize = 8;

/// One line, trimmed; notes an error when it is longer than `max` characters or holds a control
/// character.
pub(crate) fn line(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        report.add(field, "must be one line without control characters");
    }
    length(report, field, text, max);
    text.to_owned()
}

/// Several lines.
pub(super) fn paragraphs(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(odd) {
        report.add(field, "must not hold control characters");
    }
    length(report, field, text, max);
    text.to_owned()
}

fn length(report: &mut Report, field: &str, text: &str, max: usize) {
    if text.chars().count() > max {
        report.add(field, format!("must have at most {max} characters"));
    }
}

/// Where something stands among its like.
pub(super) fn position(report: &mut Report, position: i32) {
    if !(0..=10_000).contains(&position) {
        report.add("position", "must be a whole number from 0 to 10000");
    }
}

/// What `q` looks through.
pub(super) fn searchable(parts: &[&str]) -> String {
    parts.join("\n").to_lowercase()
}

/// The words of a reader's `q`, in lower case; all of them must be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Reads `q` as typed; blank asks for everything.
    pub fn parse(q: Option<&str>) -> Result<Self> {
        let text = q.unwrap_or_default();
        let mut report = Report::new();
        if text.chars().any(char::is_control) {
            report.add("q", "must not hold control characters");
        }
        length(&mut report, "q", text, MAX_QUERY);
        let words: Vec<String> = text
            .to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        if words.len() > MAX_WORDS {
            report.add("q", format!("must have at most {MAX_WORDS} words"));
        }
        report.into_result()?;
        Ok(Self(words))
    }

    /// Patterns for texts that hold each word as it stands: no wildcard of the reader's.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = LikeExpr> {
        self.0.iter().map(|word| {
            let mut pattern = String::from("%");
            for c in word.chars() {
                if matches!(c, '%' | '_' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(c);
            }
            pattern.push('%');
            LikeExpr::new(pattern).escape('\\')
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn a_query_that_is_too_long_or_odd_is_refused_by_name() {
        for bad in ["a\0b", &"x".repeat(201), &"x ".repeat(9)] {
            let Err(Error::Invalid(report)) = Words::parse(Some(bad)) else {
                panic!("{bad:?} passed")
            };
            assert_eq!(report.0[0].field, "q");
        }
        assert_eq!(Words::parse(Some("  ")).unwrap(), Words::default());
    }

    #[test]
    fn a_line_has_no_breaks_and_a_text_no_other_control_characters() {
        let mut report = Report::new();
        assert_eq!(line(&mut report, "title", " Heel ", 9), "Heel");
        assert_eq!(paragraphs(&mut report, "body", "a\n\tb", 9), "a\n\tb");
        assert!(report.is_empty());
        line(&mut report, "title", "a\r\nb", 9);
        line(&mut report, "title", "0123456789", 9);
        paragraphs(&mut report, "body", "a\0b", 9);
        assert_eq!(report.0.len(), 3);
    }
}
