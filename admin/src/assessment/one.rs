use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, audit,
    triage::{self, Beside, Managed, Revealed},
};
use footpath_entity::id::AssessmentId;
use footpath_templates::{
    admin::{Act, Badge, FormPage, Moment, Panel, Tone},
    part::{Fact, Link},
};
use footpath_web::{Path, Problem, Query, reply};

use super::revealed;
use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, Fields, FormState, Posted, Values},
    referral, to, when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 50;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<AssessmentId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page(&ctx, &signed, id.0, state, None).await
}

/// Shows what it says, on this one answer: nothing of it is kept.
pub async fn reveal(
    ctx: Data<Ctx>,
    id: Path<AssessmentId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let opened = triage::show(&ctx, &posted.signed.actor(), id.0).await?;
    let state = FormState::of(Values::default());
    page(&ctx, &posted.signed, id.0, state, Some(opened)).await
}

pub async fn erase(
    ctx: Data<Ctx>,
    id: Path<AssessmentId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let actor = posted.signed.actor();
    // Whoever may not see it is told so first.
    triage::managed(&ctx, &actor, id.0).await?;
    if !posted.values.ticked("sure") {
        let error = Error::invalid("sure", "must be ticked: this cannot be undone");
        let state = FormState::again(posted.values, error)?;
        return page(&ctx, &posted.signed, id.0, state, None).await;
    }
    triage::erase_on_request(&ctx, &actor, id.0).await?;
    Ok(to(&format!("/admin/assessments/{}?done=erased", id.0)))
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: AssessmentId,
    state: FormState,
    opened: Option<Revealed>,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let found = triage::managed(ctx, &actor, id).await?;
    let entries = audit::history(ctx, &actor, "assessment", id, HISTORY).await?;
    let beside = triage::beside(ctx, &actor, id).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let aside = vec![
        acts(signed, &found, opened.is_some(), &mut fields),
        seen_by(ctx, &beside),
        consents(ctx, &beside),
        kit::history(ctx.now(), &entries),
    ];
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, "Assessments").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Assessments", "/admin/assessments"),
        heading: format!("Assessment of {}", when::exact(found.created_at)),
        state: found.erased_at.map(|_| Badge::new("Erased", Tone::Quiet)),
        view: None,
        problems,
        conflict: None,
        form: None,
        facts: facts(ctx, &found),
        sections: opened.map(revealed::sections).unwrap_or_default(),
        aside,
    };
    reply::html_status(state.status, &view)
}

/// Whoever has read what it says.
fn seen_by(ctx: &Ctx, beside: &Beside) -> Panel {
    let mut panel = Panel::new("Who saw it");
    if beside.seen_by.is_empty() {
        panel.note = Some("Nobody yet.".to_owned());
    }
    panel.timeline = beside
        .seen_by
        .iter()
        .map(|seen| Moment {
            text: match seen.what.as_str() {
                "assessment.exported" => "Handed out to the holder of the receipt".to_owned(),
                "referral.exported" => format!("Downloaded by {}", seen.who),
                "referral.notes_read" => format!("Notes read by {}", seen.who),
                _ => format!("Opened by {}", seen.who),
            },
            when: when::ago(ctx.now(), seen.at),
        })
        .collect();
    panel
}

/// What was agreed to, in which words.
fn consents(ctx: &Ctx, beside: &Beside) -> Panel {
    let mut panel = Panel::new("Consents");
    panel.timeline = beside
        .consents
        .iter()
        .map(|given| {
            let when = when::ago(ctx.now(), given.given_at);
            Moment {
                text: given.text.to_owned(),
                when: match given.withdrawn_at {
                    Some(_) => format!("text {}, {when}, withdrawn since", given.text_version),
                    None => format!("text {}, {when}", given.text_version),
                },
            }
        })
        .collect();
    panel
}

fn facts(ctx: &Ctx, found: &Managed) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new("Received", when::ago(ctx.now(), found.created_at)),
        Fact::new(
            "Questionnaire",
            format!("Version {}", found.rule_set_version),
        ),
    ];
    facts.push(match found.referral {
        Some((id, status)) => Fact::new("Referral", referral::badge(status).label)
            .linked(format!("/admin/referrals/{id}")),
        None => Fact::new("Referral", "none"),
    });
    facts.push(match found.erased_at {
        Some(at) => Fact::new("Erased", when::exact(at)),
        None => Fact::new("Kept until", when::exact(found.expires_at)),
    });
    facts
}

fn acts(signed: &Signed, found: &Managed, open: bool, fields: &mut Fields<'_>) -> Panel {
    let mut panel = Panel::new("What it says");
    if found.erased_at.is_some() {
        panel.note = Some("This person was erased. Nobody can read it any more.".to_owned());
        return panel;
    }
    let action = |verb: &str| format!("/admin/assessments/{}/{verb}", found.id);
    if !open {
        panel.acts.push(kit::act(
            signed,
            action("reveal"),
            "Show it",
            "Answers, findings and contact. The audit log remembers that you saw them.",
        ));
    }
    panel.acts.push(Act {
        danger: true,
        fields: vec![fields.check("sure", "The person has asked for this", "")],
        ..kit::act(
            signed,
            action("erase"),
            "Erase this person",
            "Answers, contact, referral and mails are gone for ever. A clinic that has opened \
             the referral is asked to delete what it has kept.",
        )
    });
    panel
}
