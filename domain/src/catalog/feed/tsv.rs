use footpath_templates::feed::ProductFeedItem;

use super::item::{NAMES, values};
use crate::spreadsheet::is_formula;

/// The line of names.
pub(super) fn head() -> String {
    NAMES.join("\t") + "\n"
}

pub(super) fn write(out: &mut String, item: &ProductFeedItem) {
    for (n, value) in values(item).into_iter().enumerate() {
        if n > 0 {
            out.push('\t');
        }
        out.push_str(&cell(value.unwrap_or_default()));
    }
    out.push('\n');
}

/// A cell that no spreadsheet runs and no reader of lines trips over.
fn cell(text: &str) -> String {
    let formula = is_formula(text);
    let flat: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if formula {
        format!("'{flat}")
    } else if flat.starts_with('"') {
        // Only at its start does a quote mean something to readers of such files.
        format!("\"{}\"", flat.replace('"', "\"\""))
    } else {
        flat
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
            let cell = cell(&format!("{start}1+1"));
            assert!(cell.starts_with('\''), "{start:?} gave {cell:?}");
            assert!(!cell.contains(['\t', '\r', '\n']));
        }
        assert_eq!(cell("Stride 2 - wide"), "Stride 2 - wide");
    }

    #[test]
    fn a_cell_stays_one_cell() {
        assert_eq!(cell("a\tb\r\nc"), "a b  c");
        assert_eq!(cell("\"Max\" shoe"), "\"\"\"Max\"\" shoe\"");
        assert_eq!(cell("the \"Max\""), "the \"Max\"");
    }
}
