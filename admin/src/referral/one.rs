use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, audit, outbox,
    referral::{self, AttemptStatus, Managed, Status},
};
use footpath_entity::{id::ReferralId, referral::attempt};
use footpath_templates::{
    admin::{FormPage, Moment, Panel, Section},
    part::{Fact, Link},
};
use footpath_web::{Path, Problem, Query, reply};

use super::words;
use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, Fields, FormState, Values},
    outbox as mails, when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 50;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ReferralId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page(&ctx, &signed, id.0, state).await
}

pub async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: ReferralId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let found = referral::managed(ctx, &actor, id).await?;
    let entries = audit::history(ctx, &actor, "referral", id, HISTORY).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let aside = vec![
        acts(signed, &found),
        notes(ctx.now(), signed, &found, &mut fields),
        letters(&found),
        kit::history(ctx.now(), &entries),
    ];
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, "Referrals").await?;
    console.flashes = state.flashes;
    let current = found
        .attempts
        .iter()
        .find(|one| Some(one.id) == found.row.attempt_id);
    let view = FormPage {
        console,
        up: Link::new("Referrals", "/admin/referrals"),
        heading: current.map_or_else(
            || "Referral without a recipient".to_owned(),
            |one| format!("Referral to {}", one.recipient_name),
        ),
        state: Some(words::badge(found.row.status)),
        view: None,
        problems,
        conflict: None,
        form: None,
        facts: facts(ctx.now(), &found, current),
        sections: vec![asked(ctx.now(), &found)],
        aside,
    };
    reply::html_status(state.status, &view)
}

fn facts(now: DateTime<Utc>, found: &Managed, current: Option<&attempt::Model>) -> Vec<Fact> {
    let row = &found.row;
    let mut facts = vec![Fact::new("Received", when::exact(row.created_at))];
    if let Some(limit) = row
        .held_for
        .as_deref()
        .filter(|_| row.status == Status::Held)
    {
        facts.push(Fact::new("Held because", words::held_for(limit)));
    }
    if let Some(one) = current {
        let due = when::exact(one.due_at);
        let due = if found.overdue {
            format!("{due} (overdue)")
        } else {
            due
        };
        facts.push(Fact::new("To be opened by", due));
    }
    if let Some((id, name)) = &found.asked_for {
        let fact = Fact::new("The reader asked for", name);
        facts.push(fact.linked(format!("/admin/clinics/{id}")));
    }
    let times = [("Accepted", row.accepted_at), ("Closed", row.closed_at)];
    for (label, at) in times {
        facts.extend(at.map(|at| Fact::new(label, when::ago(now, at))));
    }
    let mail = if row.email_me {
        "by email"
    } else {
        "by nobody: they want no email"
    };
    facts.push(Fact::new("The patient is told", mail));
    let says = match (row.disowned_at, row.confirmed_at) {
        (Some(_), _) => "\u{201c}This was not me\u{201d}",
        (None, Some(_)) => "that it is theirs",
        (None, None) => "nothing yet",
    };
    facts.push(Fact::new("The patient says", says));
    if let Some(day) = found.scheduled_for {
        facts.push(Fact::new(
            "Appointment",
            day.format("%A, %B %-d, %Y").to_string(),
        ));
    }
    for (id, at) in &found.repeats {
        let fact = Fact::new("The same contact asked", when::ago(now, *at));
        facts.push(fact.linked(format!("/admin/assessments/{id}")));
    }
    let href = format!("/admin/assessments/{}", row.assessment_id);
    facts.push(Fact::new("Assessment", "sealed; open it there").linked(href));
    facts
}

/// Whoever was asked, the last one first.
fn asked(now: DateTime<Utc>, found: &Managed) -> Section {
    let facts = found.attempts.iter().map(|one| {
        let mut says = words::attempt(one.status).to_owned();
        if let Some(reason) = one.decline_reason {
            says = format!("{says}: {}", reason.label());
        }
        let at = one
            .decided_at
            .or(one.opened_at)
            .or(one.sent_at)
            .unwrap_or(one.created_at);
        let says = format!("{says}, {}", when::ago(now, at));
        Fact::new(format!("{}. {}", one.n, one.recipient_name), says)
    });
    Section {
        facts: facts.collect(),
        note: found
            .attempts
            .is_empty()
            .then(|| "Nobody was asked yet.".to_owned()),
        ..Section::new("Who was asked")
    }
}

fn acts(signed: &Signed, found: &Managed) -> Panel {
    let mut panel = Panel::new("What to do");
    let act = |verb: &str, label: &str, help: &str| {
        let action = format!("/admin/referrals/{}/{verb}", found.row.id);
        kit::act(signed, action, label, help)
    };
    let waits = found.attempts.iter().any(|one| {
        Some(one.id) == found.row.attempt_id
            && matches!(one.status, AttemptStatus::Sent | AttemptStatus::Viewed)
    });
    match found.row.status {
        Status::Held => panel.acts.push(act(
            "release",
            "Release",
            "It goes to whoever is next, as if it had not been held.",
        )),
        Status::Unrouted => panel.acts.push(act(
            "release",
            "Look for a recipient again",
            "For when a clinic nearby takes referrals by now, or a triage inbox is set.",
        )),
        Status::Queued | Status::Sent | Status::Viewed => {
            panel.acts.push(act(
                "reroute",
                "Re-route",
                "It is taken from them and goes to whoever is next; the patient is told.",
            ));
            if waits {
                panel.acts.push(act(
                    "resend",
                    "Send the mail again",
                    "The same mail, with the same link.",
                ));
            }
        }
        Status::Accepted | Status::Scheduled => {
            panel.note = Some("The clinic has it. Nothing waits for you.".to_owned());
        }
        Status::Completed | Status::Withdrawn | Status::Expired => {
            panel.note = Some("It is closed.".to_owned());
        }
    }
    panel
}

fn notes(now: DateTime<Utc>, signed: &Signed, found: &Managed, fields: &mut Fields<'_>) -> Panel {
    let mut panel = Panel::new("Notes");
    panel.timeline = found
        .notes
        .iter()
        .map(|note| Moment {
            text: note.text.clone(),
            when: format!("{}, {}", note.who, when::ago(now, note.at)),
        })
        .collect();
    if found.erased {
        panel.note = Some("This person was erased, and the notes with them.".to_owned());
        return panel;
    }
    let mut add = kit::act(
        signed,
        format!("/admin/referrals/{}/note", found.row.id),
        "Add note",
        "For staff only, kept sealed.",
    );
    add.fields = vec![fields.area("note", "Note", 3, "")];
    panel.acts.push(add);
    panel
}

fn letters(found: &Managed) -> Panel {
    let mut panel = Panel::new("Mails");
    panel.facts = found
        .mails
        .iter()
        .map(|mail| {
            let fact = Fact::new(mails::kind(&mail.kind), mails::badge(mail.status).label);
            fact.linked(format!("/admin/outbox/{}", mail.id))
        })
        .collect();
    if panel.facts.is_empty() {
        panel.note = Some("None yet.".to_owned());
    }
    if found
        .mails
        .iter()
        .any(|mail| mail.status == outbox::Status::Dead)
    {
        panel.note = Some("One was given up: look at it.".to_owned());
    }
    panel
}
