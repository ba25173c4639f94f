use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, audit,
    outbox::{self, Look, Status},
};
use footpath_entity::id::MailId;
use footpath_templates::{
    admin::{Act, FormPage, Panel, Section},
    part::{Fact, Link},
};
use footpath_web::{Path, Problem, Query, reply};

use super::{badge, kind};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, FormState, Posted, Values},
    to, when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 20;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<MailId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page(&ctx, &signed, id.0, state).await
}

pub async fn retry(
    ctx: Data<Ctx>,
    id: Path<MailId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match outbox::retry(&ctx, &posted.signed.actor(), id.0).await {
        Ok(()) => Ok(done(id.0, "resent")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn cancel(
    ctx: Data<Ctx>,
    id: Path<MailId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match outbox::cancel(&ctx, &posted.signed.actor(), id.0).await {
        Ok(()) => Ok(done(id.0, "cancelled")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

fn done(id: MailId, what: &str) -> HttpResponse {
    to(&format!("/admin/outbox/{id}?done={what}"))
}

/// The page as it is, with why a button did nothing.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: MailId,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    page(ctx, &posted.signed, id, state).await
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: MailId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let look = outbox::look(ctx, &actor, id).await?;
    let entries = audit::history(ctx, &actor, "mail", id, HISTORY).await?;
    let mut console = frame::around(ctx, signed, "Outbox").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Outbox", "/admin/outbox"),
        heading: kind(&look.row.kind),
        state: Some(badge(look.row.status)),
        view: None,
        problems: Vec::new(),
        conflict: None,
        form: None,
        facts: facts(&look),
        sections: vec![letter(&look)],
        aside: vec![acts(signed, &look), kit::history(ctx.now(), &entries)],
    };
    reply::html_status(state.status, &view)
}

fn facts(look: &Look) -> Vec<Fact> {
    let row = &look.row;
    let mut facts = Vec::new();
    if let Some(words) = &look.words {
        facts.push(Fact::new("To", &words.to));
        facts.push(Fact::new("Subject", &words.subject));
    }
    facts.push(Fact::new("Written", when::exact(row.created_at)));
    let times = [
        ("Taken by the mail server", row.sent_at),
        ("Erased on", row.erase_at),
    ];
    for (label, at) in times {
        facts.extend(at.map(|at| Fact::new(label, when::exact(at))));
    }
    if let Some(why) = &row.last_error {
        facts.push(Fact::new("The mail server said", why));
    }
    facts.push(Fact::new("Message-ID", &row.message_id));
    if let Some(id) = row.referral_id {
        let fact = Fact::new("About", "a referral");
        facts.push(fact.linked(format!("/admin/referrals/{id}")));
    }
    facts
}

fn letter(look: &Look) -> Section {
    let mut section = Section::new("The mail");
    match &look.words {
        Some(words) => {
            section.note = Some("Links and addresses are masked.".to_owned());
            section.text = Some(words.text.clone());
        }
        None => section.note = Some("Its text was erased.".to_owned()),
    }
    section
}

fn acts(signed: &Signed, look: &Look) -> Panel {
    let row = &look.row;
    let mut panel = Panel::new("What to do");
    let action = |verb: &str| format!("/admin/outbox/{}/{verb}", row.id);
    let kept = look.words.is_some();
    match row.status {
        Status::Queued => {
            panel.note =
                Some("It waits for the mail server, and is tried again by itself.".to_owned());
            panel.acts.push(Act {
                danger: true,
                ..kit::act(
                    signed,
                    action("cancel"),
                    "Cancel",
                    "It is not sent, and its text is erased.",
                )
            });
        }
        Status::Dead | Status::Sent if kept => panel.acts.push(kit::act(
            signed,
            action("retry"),
            if row.status == Status::Dead {
                "Try again"
            } else {
                "Send again"
            },
            "The same mail, with the same Message-ID.",
        )),
        Status::Dead | Status::Sent | Status::Void => {
            panel.note = Some("There is nothing left to send.".to_owned());
        }
    }
    panel
}
