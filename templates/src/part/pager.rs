use crate::sample::{Sample, Sampler};

/// The way to the pages before and after.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Such as "Page 2 of 7".
    pub summary: String,
}

/// What a page holds when its address does not say.
const USUAL: u64 = 20;

impl Pager {
    /// A pager over `total` items, or nothing where they fit one page. `base` is the address
    /// with its query but without `page` and `per_page`, such as `/products?kind=shoe`.
    pub fn over(base: &str, page: u64, per_page: u64, total: u64) -> Option<Self> {
        let pages = total.div_ceil(per_page.max(1));
        if pages <= 1 {
            return None;
        }
        let glue = if base.contains('?') { '&' } else { '?' };
        let size = if per_page == USUAL {
            String::new()
        } else {
            format!("per_page={per_page}&")
        };
        let to = |page: u64| format!("{base}{glue}{size}page={page}");
        Some(Self {
            previous: (page > 1).then(|| to((page - 1).min(pages))),
            next: (page < pages).then(|| to(page + 1)),
            summary: format!("Page {page} of {pages}"),
        })
    }
}

impl Sample for Pager {
    fn sample(s: &Sampler) -> Self {
        Self {
            previous: s.some("/products?page=1"),
            next: s.some("/products?page=3"),
            summary: s.text("Page 2 of 7"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_ends_where_the_list_ends() {
        assert!(Pager::over("/faqs", 1, 20, 20).is_none());
        let first = Pager::over("/faqs", 1, 20, 21).unwrap();
        assert_eq!(first.previous, None);
        assert_eq!(first.next.as_deref(), Some("/faqs?page=2"));
        let last = Pager::over("/products?kind=shoe", 2, 20, 21).unwrap();
        assert_eq!(last.previous.as_deref(), Some("/products?kind=shoe&page=1"));
        assert_eq!(last.next, None);
        assert_eq!(last.summary, "Page 2 of 2");
        let few = Pager::over("/faqs", 1, 3, 21).unwrap();
        assert_eq!(few.next.as_deref(), Some("/faqs?per_page=3&page=2"));
        let beyond = Pager::over("/faqs", 9, 20, 21).unwrap();
        assert_eq!(beyond.previous.as_deref(), Some("/faqs?page=2"));
    }
}
