//! The answer to keeping and sharing.

use footpath_domain::{Ctx, Error, referral::Referred, triage::Assessed};
use footpath_templates::{
    page::{ReceiptView, SharedPage},
    part::Frame,
    words,
};
use serde::{Deserialize, Serialize};

/// What is kept of the answer, for a reader who presses the button twice.
#[derive(Serialize, Deserialize)]
pub struct Received {
    id: String,
    receipt: String,
    status: Option<String>,
    recipient: Option<String>,
    /// It can be shared later.
    #[serde(default)]
    referable: bool,
}

impl Received {
    pub fn of(assessed: &Assessed) -> Result<Self, Error> {
        // Of a child nothing is kept unless an adult answers.
        let (id, receipt) = assessed
            .kept
            .clone()
            .ok_or_else(|| Error::invalid("consents.guardian", words::GUARDIAN_NEEDED))?;
        let referral = assessed.referral.as_ref();
        Ok(Self {
            id: id.to_string(),
            receipt,
            status: referral.map(|made| made.status.as_str().to_owned()),
            recipient: referral.and_then(|made| made.recipient.clone()),
            referable: referral.is_none() && !assessed.outcome.codes.is_empty(),
        })
    }

    pub fn page(self, ctx: &Ctx) -> SharedPage {
        let referable = self.referable;
        let mut page = told(ctx, self.status.as_deref(), self.recipient);
        page.lead = match self.status {
            Some(_) => None,
            None if referable => Some(words::KEPT_UNSHARED.to_owned()),
            None => Some(words::KEPT_ALONE.to_owned()),
        };
        page.receipt = Some(ReceiptView {
            id: self.id,
            receipt: self.receipt,
            export_action: Some("/assessment/export".to_owned()),
            refer_action: referable.then(|| "/assessment/receipt".to_owned()),
            erase_action: Some("/assessment/erase".to_owned()),
        });
        page
    }
}

/// What was kept before is shared now.
pub fn referred(ctx: &Ctx, made: Referred) -> SharedPage {
    told(ctx, Some(made.status.as_str()), made.recipient)
}

/// How a referral stands; without one, that the result is kept.
fn told(ctx: &Ctx, status: Option<&str>, recipient: Option<String>) -> SharedPage {
    let next: Vec<String> = match (status, &recipient) {
        (Some("queued"), Some(recipient)) => vec![
            words::next_recipient(recipient),
            words::NEXT_IN_TOUCH.to_owned(),
        ],
        (Some("held"), _) => vec![words::NEXT_HELD.to_owned()],
        (Some(_), _) => vec![words::NEXT_UNROUTED.to_owned(), words::NEXT_CALL.to_owned()],
        (None, _) => Vec::new(),
    };
    let headline = status.map_or(words::KEPT, |_| words::RECEIVED);
    SharedPage {
        frame: Frame::new(&ctx.config.site_name, headline, "/assessment").hidden(),
        headline: headline.to_owned(),
        recipient,
        lead: None,
        next,
        receipt: None,
        status_href: None,
    }
}

/// Nothing is left.
pub fn erased(ctx: &Ctx) -> SharedPage {
    SharedPage {
        frame: Frame::new(&ctx.config.site_name, words::ERASED, "/assessment").hidden(),
        headline: words::ERASED.to_owned(),
        recipient: None,
        lead: Some(format!("{} {}", words::ERASED_ALL, words::ERASED_REFERRAL)),
        next: Vec::new(),
        receipt: None,
        status_href: None,
    }
}
