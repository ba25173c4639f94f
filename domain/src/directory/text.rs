//! What may stand in a text field of the directory.

use crate::Report;

/// One line, trimmed; notes an error when it is longer than `max` characters or holds a control
/// character.
pub(super) fn line(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        report.add(field, "must be one line without control characters");
    }
    if text.chars().count() > max {
        report.add(field, format!("must have at most {max} characters"));
    }
    text.to_owned()
}

/// A `line` that must not be empty.
pub(super) fn needed(report: &mut Report, field: &str, text: &str, max: usize) -> String {
    if text.trim().is_empty() {
        report.add(field, "must not be empty");
    }
    line(report, field, text, max)
}

/// A `line`; blank is none.
pub(super) fn optional(report: &mut Report, field: &str, text: &str, max: usize) -> Option<String> {
    Some(line(report, field, text, max)).filter(|text| !text.is_empty())
}
