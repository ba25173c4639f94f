use askama::Template;

use crate::{
    part::Frame,
    sample::{Sample, Sampler},
};

/// What the site keeps, for how long, and how to have it erased.
#[derive(Clone, Template)]
#[template(path = "site/privacy.html")]
pub struct PrivacyPage {
    pub frame: Frame,
    /// Such as "365 days".
    pub retention: String,
    /// Where to write, if anywhere.
    pub contact_email: Option<String>,
}

impl Sample for PrivacyPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Privacy", "/privacy"),
            retention: s.text("365 days"),
            contact_email: s.some("desk@footpath.example"),
        }
    }
}

/// The same for health data alone, as some states ask for.
#[derive(Clone, Template)]
#[template(path = "site/consumer_health.html")]
pub struct ConsumerHealthPage {
    pub frame: Frame,
    pub retention: String,
    pub contact_email: Option<String>,
}

impl Sample for ConsumerHealthPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Consumer health data", "/consumer-health-data"),
            retention: s.text("365 days"),
            contact_email: s.some("desk@footpath.example"),
        }
    }
}
