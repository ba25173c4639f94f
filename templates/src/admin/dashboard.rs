use askama::Template;

use super::{Badge, BarChart, ConsoleFrame, Tone};
use crate::{
    part::{Fact, Link},
    sample::{Sample, Sampler},
};

/// What waits for somebody, what was done last, and how it goes.
#[derive(Clone, Template)]
#[template(path = "admin/dashboard.html")]
pub struct DashboardPage {
    pub console: ConsoleFrame,
    pub heading: String,
    /// What one does most.
    pub starts: Vec<Link>,
    /// Only what waits.
    pub waiting: Vec<Waiting>,
    /// In place of an empty list: that nothing waits.
    pub nothing: String,
    pub recent: Vec<Recent>,
    pub charts: Vec<BarChart>,
    /// How much there is.
    pub facts: Vec<Fact>,
}

/// Something that waits for somebody.
#[derive(Clone)]
pub struct Waiting {
    pub count: u64,
    /// Such as "referrals are overdue".
    pub what: String,
    pub href: String,
    pub tone: Tone,
}

/// Something that was changed last.
#[derive(Clone)]
pub struct Recent {
    pub link: Link,
    pub state: Badge,
    pub when: String,
}

impl Waiting {
    pub fn class(&self) -> &'static str {
        Badge::new("", self.tone).class()
    }
}

impl Sample for DashboardPage {
    fn sample(s: &Sampler) -> Self {
        let days = (1..=14).map(|day| (s.text(&format!("November {day}")), day % 5));
        Self {
            console: ConsoleFrame::sample(s),
            heading: s.text("Dashboard"),
            starts: vec![Link::new(
                s.text("New article"),
                s.text("/admin/articles/new"),
            )],
            waiting: vec![Waiting {
                count: 2,
                what: s.text("referrals are overdue"),
                href: s.text("/admin/referrals?stage=overdue"),
                tone: Tone::Red,
            }],
            nothing: s.text("Nothing waits for you."),
            recent: vec![Recent {
                link: Link::new(s.text("Heel pain"), s.text("/admin/articles/1")),
                state: Badge::new(s.text("Draft"), Tone::Amber),
                when: s.text("2 days ago"),
            }],
            charts: vec![BarChart::over(
                s.text("Clicks to shops"),
                "clicks",
                days.collect(),
            )],
            facts: vec![Fact::new(s.text("Podiatrists"), s.text("30,000")).linked(s.text("/x"))],
        }
    }
}
