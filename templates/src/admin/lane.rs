use super::{Badge, Tone};
use crate::{
    part::Link,
    sample::{Sample, Sampler},
};

/// A column of a board: everything in one state.
#[derive(Clone)]
pub struct Lane {
    pub state: Badge,
    /// How many there are, shown or not.
    pub count: String,
    pub cards: Vec<LaneCard>,
    /// Leads to those that have no card.
    pub more: Option<Link>,
}

/// One thing of a board, with nothing of health on it.
#[derive(Clone)]
pub struct LaneCard {
    pub title: String,
    pub href: String,
    /// Such as "26 hours old".
    pub age: String,
    /// What is pressing about it, such as "Overdue".
    pub state: Option<Badge>,
}

impl Sample for Lane {
    fn sample(s: &Sampler) -> Self {
        Self {
            state: Badge::new(s.text("Sent"), Tone::Info),
            count: s.text("27"),
            cards: vec![LaneCard {
                title: s.text("Boise Foot Clinic"),
                href: s.text("/admin/referrals/1"),
                age: s.text("26 hours old"),
                state: Some(Badge::new(s.text("Overdue"), Tone::Amber)),
            }],
            more: Some(Link::new(s.text("All 27"), s.text("/admin/referrals"))),
        }
    }
}
