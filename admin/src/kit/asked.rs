use footpath_domain::{Error, Report, content::text::Words, paging::Page};
use footpath_entity::content::Status;
use footpath_templates::admin::{Filter, SearchField};
use serde::Deserialize;

use super::{Address, PER_PAGE, chips, parts, search};

/// What lists of articles, questions and topics are asked for: words, a state, a page.
#[derive(Deserialize)]
pub struct Asked {
    q: Option<String>,
    state: Option<String>,
    page: Option<String>,
}

/// The same, read.
pub struct Wanted {
    pub status: Option<Status>,
    pub words: Words,
    pub page: Page,
}

impl Asked {
    pub fn parse(&self) -> Result<Wanted, Error> {
        let mut report = Report::new();
        let state = self.state.as_deref().filter(|text| !text.is_empty());
        let status = state.and_then(|text| report.parse("state", text));
        let words = report.part(Words::parse(self.q.as_deref()))?;
        let page = report.part(Page::parse(self.page.as_deref(), Some(PER_PAGE)))?;
        report.into_result()?;
        Ok(Wanted {
            status,
            words: words.unwrap_or_default(),
            page: page.unwrap_or(Page::first(1)),
        })
    }

    pub fn address(&self, path: &'static str) -> Address {
        Address::new(path)
            .with("q", self.q.as_deref().unwrap_or_default())
            .with("state", self.state.as_deref().unwrap_or_default())
    }

    /// Chips of the states, the one asked for in force.
    pub fn states(&self, address: &Address) -> Filter {
        let current = self.state.as_deref().unwrap_or_default();
        chips(address, "State", "state", current, parts::states())
    }

    pub fn search(&self, address: &Address, label: &str) -> SearchField {
        search(address, label, self.q.clone().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(q: &str, state: &str) -> Asked {
        Asked {
            q: Some(q.to_owned()),
            state: Some(state.to_owned()),
            page: None,
        }
    }

    #[test]
    fn a_filter_keeps_what_was_searched_for() {
        let asked = asked("heel", "published");
        let address = asked.address("/admin/articles");
        let links = asked.states(&address).links;
        let current: Vec<_> = links.iter().filter(|link| link.current).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].label, "Published");
        assert_eq!(links[0].href, "/admin/articles?q=heel");
    }

    #[test]
    fn everything_unknown_is_named() {
        let Err(Error::Invalid(report)) = asked("a\0", "gone").parse() else {
            panic!("not refused");
        };
        let fields: Vec<_> = report.0.iter().map(|error| &*error.field).collect();
        assert_eq!(fields, ["state", "q"]);
    }
}
