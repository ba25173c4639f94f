//! Cells that no spreadsheet runs.

/// Whether a spreadsheet would take a cell for a formula. Blanks are dropped before that is
/// decided, so they do not hide one.
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
        .starts_with(['=', '+', '-', '@'])
        || text.starts_with(['\t', '\r'])
}

/// A cell of comma-separated values (RFC 4180): one line, quoted where it must be, and after an
/// apostrophe where it would be a formula.
pub(crate) fn csv_cell(text: &str) -> String {
    let mark = if is_formula(text) { "'" } else { "" };
    let flat: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let cell = format!("{mark}{flat}");
    if cell.contains(['"', ',']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for start in [
            "=", "+", "-", "@", "\t", "\r", " =", "\n+", "\u{0}@", "\u{a0}=",
        ] {
            let cell = csv_cell(&format!("{start}1+1"));
            assert!(cell.starts_with('\''), "{start:?} gave {cell:?}");
            let cell = csv_cell(&format!("{start}1,\"1\""));
            assert!(cell.starts_with("\"'"), "{start:?} gave {cell:?}");
            assert!(!cell.contains(['\t', '\r', '\n']));
        }
        assert_eq!(csv_cell("Stride 2 - wide"), "Stride 2 - wide");
    }

    #[test]
    fn a_cell_stays_one_cell() {
        assert_eq!(csv_cell("a,b"), "\"a,b\"");
        assert_eq!(csv_cell("the \"Max\""), "\"the \"\"Max\"\"\"");
        assert_eq!(csv_cell("a\r\nb"), "a  b");
        assert_eq!(csv_cell(""), "");
    }
}
