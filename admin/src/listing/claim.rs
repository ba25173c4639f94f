use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, audit,
    directory::listing::{self, Claimed, State},
    policy::Action,
};
use footpath_entity::id::ListingClaimId;
use footpath_templates::{
    admin::{Act, FormPage, Panel, Section},
    part::{Fact, Link},
};
use footpath_web::{Path, Problem, Query, reply};

use super::claims::{PATH, badge, is_reminder};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, FormState, Posted, Values},
    to, when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 10;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ListingClaimId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page(&ctx, &signed, id.0, state).await
}

pub async fn mail(
    ctx: Data<Ctx>,
    id: Path<ListingClaimId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match listing::mail_link(&ctx, &posted.signed.actor(), id.0).await {
        Ok(_) => Ok(to(&format!("{PATH}/{}?done=mailed", id.0))),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn dismiss(
    ctx: Data<Ctx>,
    id: Path<ListingClaimId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match listing::dismiss(&ctx, &posted.signed.actor(), id.0).await {
        Ok(_) => Ok(to(&format!("{PATH}/{}?done=dismissed", id.0))),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

/// The page as it is, with why a button did nothing.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: ListingClaimId,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    page(ctx, &posted.signed, id, state).await
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: ListingClaimId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let found = listing::one(ctx, &actor, id).await?;
    let entries = audit::history(ctx, &actor, "listing_claim", id, HISTORY).await?;
    let mut console = frame::around(ctx, signed, "Claims").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Claims", PATH),
        heading: found.name.clone(),
        state: Some(badge(found.row.state)),
        view: Some(Link::new(
            "See it on the site",
            format!("/podiatrists/{}", found.row.npi),
        )),
        problems: Vec::new(),
        conflict: None,
        form: None,
        facts: facts(&found),
        sections: message(&found).into_iter().collect(),
        aside: vec![acts(signed, &found), kit::history(ctx.now(), &entries)],
    };
    reply::html_status(state.status, &view)
}

fn facts(found: &Claimed) -> Vec<Fact> {
    let row = &found.row;
    let podiatrist = format!("/admin/podiatrists/{}", row.npi);
    let mut facts = vec![
        Fact::new("Email", row.email.as_str()),
        Fact::new("Listing", &found.name).linked(podiatrist),
    ];
    if is_reminder(found) {
        facts.push(Fact::new("Why", "A reminder to check the listing again"));
    }
    let contact = found.contact.as_ref().map_or("nobody", |to| to.as_str());
    facts.push(Fact::new("Looks after the listing now", contact));
    facts.push(Fact::new("Claimed", when::exact(row.created_at)));
    let times = [
        ("The link holds until", row.expires_at),
        ("Settled", row.settled_at),
    ];
    for (label, at) in times {
        facts.extend(at.map(|at| Fact::new(label, when::exact(at))));
    }
    facts
}

fn message(found: &Claimed) -> Option<Section> {
    let text = Some(found.row.message.clone()).filter(|text| !text.is_empty());
    text.map(|text| Section {
        text: Some(text),
        ..Section::new("How we may check it")
    })
}

fn acts(signed: &Signed, found: &Claimed) -> Panel {
    let mut panel = Panel::new("What to do");
    let action = |verb: &str| format!("{PATH}/{}/{verb}", found.row.id);
    let (label, help) = match found.row.state {
        State::Open => (
            "Mail the link to this address",
            "Only once you know that the address is the practice\u{2019}s: whoever gets the link changes the listing.",
        ),
        State::Mailed => (
            "Mail the link again",
            "A new link; the one before holds no longer.",
        ),
        State::Confirmed | State::Dismissed => {
            panel.note = Some("It is settled.".to_owned());
            return panel;
        }
    };
    if !signed.may(Action::DirectoryManage) {
        panel.note = Some("It waits for an editor.".to_owned());
        return panel;
    }
    panel.acts = vec![
        kit::act(signed, action("mail"), label, help),
        Act {
            danger: true,
            ..kit::act(
                signed,
                action("dismiss"),
                "Dismiss",
                "Nothing more is mailed, and a link that is out holds no longer.",
            )
        },
    ];
    panel
}
