//! What may stand in a text field of the catalog.

use crate::Report;

/// One line, trimmed; notes an error when it is longer than `max` characters or holds a control
/// character.
pub(super) fn line(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        report.add(field, "must be one line without control characters");
    }
    length(report, field, text, max);
    text.to_owned()
}

/// A `line` that must not be empty.
pub(super) fn needed(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    if text.trim().is_empty() {
        report.add(field, "must not be empty");
    }
    line(report, field, text, max)
}

/// Several lines.
pub(super) fn block(report: &mut Report, field: &str, text: &str, max: usize) -> String {
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

/// One of the catalog's words; blank is none.
pub(super) fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
    report: &mut Report,
    field: &str,
    text: Option<&str>,
) -> Option<T> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    report.parse(field, text)
}
