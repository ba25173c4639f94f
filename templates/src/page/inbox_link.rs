use askama::Template;

use crate::{
    part::{Frame, HiddenField},
    sample::{Sample, Sampler},
};

/// Behind the link that is mailed to a clinic's referral inbox.
#[derive(Clone, Template)]
#[template(path = "site/inbox_link.html")]
pub struct InboxLinkPage {
    pub frame: Frame,
    pub clinic: String,
    pub state: InboxLinkState,
}

#[derive(Clone)]
pub enum InboxLinkState {
    /// The button confirms.
    Open {
        action: String,
        hidden: Vec<HiddenField>,
    },
    Confirmed,
    /// Too old, or the clinic has another inbox by now.
    Shut,
}

impl InboxLinkPage {
    /// One for each state.
    pub fn samples(s: &Sampler) -> [Self; 3] {
        let open = Self::sample(s);
        let other = |state| Self {
            state,
            ..open.clone()
        };
        let confirmed = other(InboxLinkState::Confirmed);
        let shut = other(InboxLinkState::Shut);
        [open, confirmed, shut]
    }
}

impl Sample for InboxLinkPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Confirm this inbox", "/inbox").hidden(),
            clinic: s.text("Boise Foot Clinic"),
            state: InboxLinkState::Open {
                action: s.text("/inbox/abc"),
                hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            },
        }
    }
}
