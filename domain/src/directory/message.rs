//! What somebody from outside wrote in a form.

use crate::Report;

/// Characters that a message may have.
pub(super) const MESSAGE: usize = 1000;

/// Several lines, trimmed, each ended as on Unix; notes an error when they are too long or hold
/// other control characters.
pub(super) fn message(report: &mut Report, field: &str, text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.chars().any(odd) {
        report.add(field, "must not hold control characters");
    }
    if text.chars().count() > MESSAGE {
        report.add(field, format!("must have at most {MESSAGE} characters"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_once_however_it_ends() {
        let mut report = Report::new();
        let lines = "a\r\n".repeat(500);
        assert_eq!(message(&mut report, "m", &lines).len(), 999);
        assert!(report.is_empty());
        message(&mut report, "m", "a\0");
        message(&mut report, "m", &"\u{e9}".repeat(MESSAGE + 1));
        assert_eq!(report.0.len(), 2);
    }
}
