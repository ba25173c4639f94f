//! A list of anything: filters in the address, a table, fifty rows a page.

use std::borrow::Borrow;

use askama::Template;

use super::ConsoleFrame;
use crate::{
    part::{HiddenField, Link, Pager},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "admin/list.html")]
pub struct ListPage {
    pub console: ConsoleFrame,
    /// As in the navigation: "Articles".
    pub heading: String,
    /// Such as "34 articles".
    pub summary: String,
    /// Where something new is made; absent when this person may not.
    pub new: Option<Link>,
    /// Absent where a list cannot be searched.
    pub search: Option<SearchField>,
    pub filters: Vec<Filter>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// In place of an empty table: the one next step.
    pub empty: String,
    pub pager: Option<Pager>,
}

impl ListPage {
    fn table(&self) -> Table {
        Table {
            label: self.heading.clone(),
            columns: self.columns.clone(),
            rows: self.rows.clone(),
        }
    }
}

/// Rows under heads; on a narrow screen, each row is a card.
#[derive(Clone)]
pub struct Table {
    /// What it lists, for those who do not see it.
    pub label: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

impl Table {
    /// What stands above a row's cell, where a narrow screen shows no head.
    pub(super) fn head(&self, column: impl Borrow<usize>) -> &str {
        self.columns
            .get(*column.borrow())
            .map_or("", |column| &column.label)
    }
}

/// Parameter `q`, as typed, and the filters that a search keeps.
#[derive(Clone)]
pub struct SearchField {
    /// Such as "Search articles".
    pub label: String,
    pub q: String,
    pub keep: Vec<HiddenField>,
}

/// Chips of which one is in force.
#[derive(Clone)]
pub struct Filter {
    /// Such as "State".
    pub label: String,
    pub links: Vec<Link>,
}

impl Filter {
    /// More than a row holds: folded away behind the one in force.
    pub fn is_long(&self) -> bool {
        self.links.len() > 10
    }

    pub fn current(&self) -> &str {
        let current = self.links.iter().find(|link| link.current);
        current.map_or("", |link| &link.label)
    }
}

/// A column's head. `href` sorts by it.
#[derive(Clone)]
pub struct Column {
    pub label: String,
    pub href: Option<String>,
    /// "ascending", "descending" or "none".
    pub sorted: &'static str,
    /// Its figures stand at the right.
    pub number: bool,
}

impl Column {
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: None,
            sorted: "none",
            number: false,
        }
    }

    /// The one that the list is sorted by, newest or largest first.
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.sorted = "descending";
        self
    }

    /// The one that the list is sorted by, A first.
    #[must_use]
    pub fn ascending(mut self) -> Self {
        self.sorted = "ascending";
        self
    }

    #[must_use]
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }
}

/// Its title leads to the thing itself; `cells` stand under the columns after the first.
#[derive(Clone)]
pub struct Row {
    pub title: String,
    pub href: Option<String>,
    /// What needs somebody, such as "Review due December 1".
    pub note: Option<String>,
    pub cells: Vec<Cell>,
}

#[derive(Clone)]
pub enum Cell {
    Text(String),
    Number(String),
    State(Badge),
    /// Such as "2 days ago", with the exact time.
    When {
        text: String,
        exact: String,
    },
}

/// A state in a word, with a color and a shape beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    pub label: String,
    pub tone: Tone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Due, or not finished.
    Amber,
    Green,
    Info,
    /// Failed, or cannot be undone.
    Red,
    Quiet,
}

impl Badge {
    pub fn new(label: impl Into<String>, tone: Tone) -> Self {
        Self {
            label: label.into(),
            tone,
        }
    }

    pub fn class(&self) -> &'static str {
        match self.tone {
            Tone::Amber => "amber",
            Tone::Green => "green",
            Tone::Info => "info",
            Tone::Red => "red",
            Tone::Quiet => "quiet",
        }
    }
}

impl Sample for ListPage {
    fn sample(s: &Sampler) -> Self {
        let row = |title: &str, state: &str, tone, note: Option<&str>| Row {
            title: s.text(title),
            href: s.some("/admin/articles/1"),
            note: note.map(|note| s.text(note)),
            cells: vec![
                Cell::State(Badge::new(s.text(state), tone)),
                Cell::Text(s.text("A running coach")),
                Cell::Number(s.text("3")),
                Cell::When {
                    text: s.text("2 days ago"),
                    exact: s.text("November 21, 2026, 3:05 PM UTC"),
                },
            ],
        };
        let mut states: Vec<_> = ["All", "Draft", "Published"]
            .map(|label| Link::new(s.text(label), s.text("/admin/articles?state=draft")))
            .into();
        states[0].current = true;
        let mut places: Vec<_> = (1..=12)
            .map(|n| {
                Link::new(
                    s.text(&format!("Place {n}")),
                    s.text("/admin/articles?place=1"),
                )
            })
            .collect();
        places[1].current = true;
        let sorting = Column {
            href: s.some("/admin/articles?sort=title"),
            ..Column::new(s.text("Title"))
        };
        Self {
            console: ConsoleFrame::sample(s),
            heading: s.text("Articles"),
            summary: s.text("3 articles"),
            new: Some(Link::new(
                s.text("New article"),
                s.text("/admin/articles/new"),
            )),
            search: Some(SearchField {
                label: s.text("Search articles"),
                q: s.text("heel"),
                keep: vec![HiddenField::new(s.text("state"), s.text("draft"))],
            }),
            filters: vec![
                Filter {
                    label: s.text("State"),
                    links: states,
                },
                Filter {
                    label: s.text("Place"),
                    links: places,
                },
            ],
            columns: vec![
                sorting,
                Column::new(s.text("State")),
                Column::new(s.text("Author")),
                Column::new(s.text("Pictures")).number(),
                Column::new(s.text("Changed")).descending(),
            ],
            rows: vec![
                row(
                    "Heel pain when walking after running",
                    "Published",
                    Tone::Green,
                    Some("Review due December 1"),
                ),
                row("Choosing shoes and insoles", "Scheduled", Tone::Info, None),
                row("Plantar fasciitis", "Draft", Tone::Amber, None),
                row("Blisters", "Archived", Tone::Quiet, None),
                row("Bunions", "Failed", Tone::Red, None),
            ],
            empty: s.text("No article fits these filters."),
            pager: Some(Pager::sample(s)),
        }
    }
}
