//! The editors' console.

use askama::Template;

use crate::{
    assets,
    part::{FieldProblem, Frame, HiddenField, Link, Pager, TextField},
    sample::{Sample, Sampler},
};

/// What stands around a page of the console.
#[derive(Clone)]
pub struct ConsoleFrame {
    pub site_name: String,
    pub title: String,
    /// Only what exists and what this person may see.
    pub nav: Vec<NavGroup>,
    pub user_name: String,
    pub user_role: String,
    /// Where "Sign out" posts, with the hidden fields.
    pub sign_out_action: String,
    pub hidden: Vec<HiddenField>,
    pub flashes: Vec<Flash>,
}

#[derive(Clone)]
pub struct NavGroup {
    /// "Content", "Catalogue", "Directory", "Care" or "System".
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Clone)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub current: bool,
    /// A number that waits for somebody, such as articles in review, and what it counts.
    pub count: Option<(String, String)>,
}

/// A message about what was just done.
#[derive(Clone)]
pub struct Flash {
    pub text: String,
    /// It failed: it stays, and says what to do.
    pub failed: bool,
}

impl ConsoleFrame {
    pub fn style(&self) -> &'static str {
        assets::STYLE
    }

    pub fn theme_script(&self) -> &'static str {
        assets::THEME_SCRIPT
    }

    pub fn page_script(&self) -> &'static str {
        assets::PAGE_SCRIPT
    }

    pub fn favicon(&self) -> &'static str {
        assets::FAVICON
    }
}

/// Fields *Email*, *Password*, button *Sign in*.
#[derive(Clone, Template)]
#[template(path = "admin/sign_in.html")]
pub struct SignInPage {
    pub frame: Frame,
    pub action: String,
    pub hidden: Vec<HiddenField>,
    /// The same words for an unknown account and a wrong password.
    pub problem: Option<String>,
    /// As typed.
    pub email: String,
    /// Asks for the second factor, field `totp`, instead.
    pub second_factor: bool,
}

/// First run: the code that the server printed makes the first administrator.
#[derive(Clone, Template)]
#[template(path = "admin/setup.html")]
pub struct SetupPage {
    pub frame: Frame,
    pub action: String,
    pub hidden: Vec<HiddenField>,
    pub problems: Vec<FieldProblem>,
    /// `code`, `name`, `email`, `password`.
    pub fields: Vec<TextField>,
}

#[derive(Clone, Template)]
#[template(path = "admin/articles.html")]
pub struct AdminArticlesPage {
    pub console: ConsoleFrame,
    /// Such as "34 articles".
    pub summary: String,
    /// Where *New article* leads; absent when this person may not.
    pub new_href: Option<String>,
    /// Parameter `q`, as typed.
    pub q: String,
    /// States, the one in force current.
    pub filters: Vec<Link>,
    pub columns: Vec<Column>,
    pub rows: Vec<ArticleRow>,
    /// In place of the table: what to do next.
    pub empty: Option<String>,
    pub pager: Option<Pager>,
}

/// A column's head. `href` sorts by it.
#[derive(Clone)]
pub struct Column {
    pub label: String,
    pub href: Option<String>,
    /// "ascending", "descending" or "none".
    pub sorted: &'static str,
}

#[derive(Clone)]
pub struct ArticleRow {
    pub title: String,
    /// Where it can be read or edited; absent while there is no such page.
    pub href: Option<String>,
    pub state: RowState,
    pub owner: String,
    /// Such as "2 days ago", with the exact time.
    pub when: String,
    pub when_exact: String,
    /// Such as "Review due December 1".
    pub note: Option<String>,
}

/// A state in a word, with a colour beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    Draft,
    InReview,
    Approved,
    Scheduled,
    Published,
    Archived,
}

impl RowState {
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Scheduled => "Scheduled",
            Self::Published => "Published",
            Self::Archived => "Archived",
        }
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::Draft | Self::InReview => "amber",
            Self::Approved | Self::Published => "green",
            Self::Scheduled => "info",
            Self::Archived => "quiet",
        }
    }
}

impl Sample for ConsoleFrame {
    fn sample(s: &Sampler) -> Self {
        let item = |label: &str, current, count: Option<&str>| NavItem {
            label: s.text(label),
            href: s.text("/admin/articles"),
            current,
            count: count.map(|n| (s.text(n), s.text("in review"))),
        };
        Self {
            site_name: s.text("Footpath"),
            title: s.text("Articles"),
            nav: vec![
                NavGroup {
                    label: s.text("Content"),
                    items: vec![
                        item("Articles", true, Some("3")),
                        item("FAQs", false, None),
                        item("Topics", false, None),
                    ],
                },
                NavGroup {
                    label: s.text("Care"),
                    items: vec![item("Referrals", false, Some("1"))],
                },
            ],
            user_name: s.text("Robin Hale"),
            user_role: s.text("Editor"),
            sign_out_action: s.text("/admin/sign-out"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            flashes: vec![
                Flash {
                    text: s.text("Saved."),
                    failed: false,
                },
                Flash {
                    text: s.text(
                        "Not published: the sign-off is older than the text. Submit it for review.",
                    ),
                    failed: true,
                },
            ],
        }
    }
}

impl Sample for SignInPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Sign in", "/admin/sign-in").hidden(),
            action: s.text("/admin/sign-in"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            problem: s.some("Email or password is not right."),
            email: s.text("robin@example.org"),
            second_factor: false,
        }
    }
}

impl Sample for SetupPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Set up", "/admin/setup").hidden(),
            action: s.text("/admin/setup"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            problems: vec![FieldProblem {
                field: "code".to_owned(),
                label: s.text("Code"),
                message: s.text("is not the one that the server printed"),
            }],
            fields: vec![
                TextField::new("code", s.text("Code"), "text", "off")
                    .helped(s.text("The server printed it when it started."))
                    .wrong(s.some("is not the one that the server printed")),
                TextField::new("name", s.text("Name"), "text", "name").valued(s.text("Robin Hale")),
                TextField::new("email", s.text("Email"), "email", "email"),
                TextField::new("password", s.text("Password"), "password", "new-password")
                    .helped(s.text("15 characters or more.")),
            ],
        }
    }
}

impl Sample for AdminArticlesPage {
    fn sample(s: &Sampler) -> Self {
        let row = |title: &str, state, note: Option<&str>| ArticleRow {
            title: s.text(title),
            href: s.some("/admin/articles/1"),
            state,
            owner: s.text("Robin Hale"),
            when: s.text("2 days ago"),
            when_exact: s.text("November 21, 2026, 3:05 PM UTC"),
            note: note.map(|note| s.text(note)),
        };
        let mut filters: Vec<_> = ["All", "Draft", "In review", "Published"]
            .map(|label| Link::new(s.text(label), s.text("/admin/articles?state=draft")))
            .into();
        filters[0].current = true;
        let column = |label: &str, sorted| Column {
            label: s.text(label),
            href: s.some("/admin/articles?sort=title"),
            sorted,
        };
        Self {
            console: ConsoleFrame::sample(s),
            summary: s.text("3 articles"),
            new_href: s.some("/admin/articles/new"),
            q: s.text("heel"),
            filters,
            columns: vec![
                column("Title", "none"),
                column("State", "none"),
                column("Owner", "none"),
                column("Changed", "descending"),
            ],
            rows: vec![
                row(
                    "Heel pain when walking after running",
                    RowState::Published,
                    Some("Review due December 1"),
                ),
                row("Choosing shoes and insoles", RowState::InReview, None),
                row("Plantar fasciitis", RowState::Draft, None),
            ],
            empty: s.some("No article fits these filters."),
            pager: Some(Pager::sample(s)),
        }
    }
}
