//! Pages of lists.

use crate::{Report, Result};

/// Which part of a list to show. `page` counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub page: u64,
    pub per_page: u64,
}

impl Page {
    pub const DEFAULT_PER_PAGE: u64 = 20;
    pub const MAX_PER_PAGE: u64 = 100;
    /// Beyond this an offset is a scan, not a page.
    pub const MAX_PAGE: u64 = 100_000;

    /// Reads `page` and `per_page` as typed; both may be left out.
    pub fn parse(page: Option<&str>, per_page: Option<&str>) -> Result<Self> {
        let mut report = Report::new();
        let page = number(&mut report, "page", page, 1, Self::MAX_PAGE);
        let per_page = number(
            &mut report,
            "per_page",
            per_page,
            Self::DEFAULT_PER_PAGE,
            Self::MAX_PER_PAGE,
        );
        report.into_result()?;
        Ok(Self { page, per_page })
    }

    pub fn first(per_page: u64) -> Self {
        Self { page: 1, per_page }
    }

    pub fn offset(self) -> u64 {
        (self.page - 1) * self.per_page
    }
}

fn number(report: &mut Report, field: &str, text: Option<&str>, default: u64, max: u64) -> u64 {
    let Some(text) = text else { return default };
    match text.parse::<u64>() {
        Ok(n) if (1..=max).contains(&n) => n,
        _ => {
            report.add(field, format!("must be a whole number from 1 to {max}"));
            default
        }
    }
}

/// One page of a list with the size of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paged<T> {
    pub items: Vec<T>,
    pub page: Page,
    pub total: u64,
}

impl<T> Paged<T> {
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            items: self.items.into_iter().map(f).collect(),
            page: self.page,
            total: self.total,
        }
    }

    pub fn last_page(&self) -> u64 {
        self.total.div_ceil(self.page.per_page).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn odd_numbers_are_refused_by_name() {
        for bad in ["0", "-1", "18446744073709551616", "101", "", "1.0", "x"] {
            let Err(Error::Invalid(report)) = Page::parse(None, Some(bad)) else {
                panic!("{bad:?} passed")
            };
            assert_eq!(report.0[0].field, "per_page");
        }
        assert_eq!(Page::parse(Some("3"), Some("50")).unwrap().offset(), 100);
    }
}
