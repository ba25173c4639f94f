use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, audit,
    directory::report::{self, Reported, Settle, State},
    policy::Action,
};
use footpath_entity::id::ListingReportId;
use footpath_templates::{
    admin::{EditForm, FormPage, Section},
    part::{Fact, Link},
};
use footpath_web::{Path, Problem, Query, reply};

use super::reports::{PATH, badge};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, Fields, FormState, Posted, Values},
    to, when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 10;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ListingReportId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page(&ctx, &signed, id.0, state).await
}

/// Resolves or dismisses, by the button that was pressed.
pub async fn settle(
    ctx: Data<Ctx>,
    id: Path<ListingReportId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let cmd = Settle {
        resolved: posted.verb() == "resolve",
        note: posted.values.text("note").to_owned(),
    };
    match report::settle(&ctx, &posted.signed.actor(), id.0, &cmd).await {
        Ok(row) => Ok(to(&format!("{PATH}/{}?done={}", id.0, row.state.as_str()))),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id.0, state).await
        }
    }
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: ListingReportId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let found = report::one(ctx, &actor, id).await?;
    let entries = audit::history(ctx, &actor, "listing_report", id, HISTORY).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let form = form(signed, &found, &mut fields);
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, "Reports").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Reports", PATH),
        heading: found.name.clone(),
        state: Some(badge(found.row.state)),
        view: Some(Link::new(
            "See it on the site",
            format!("/podiatrists/{}", found.row.npi),
        )),
        problems,
        conflict: None,
        form,
        facts: facts(&found),
        sections: message(&found).into_iter().collect(),
        aside: vec![kit::history(ctx.now(), &entries)],
    };
    reply::html_status(state.status, &view)
}

fn facts(found: &Reported) -> Vec<Fact> {
    let row = &found.row;
    let podiatrist = format!("/admin/podiatrists/{}", row.npi);
    let mut facts = vec![
        Fact::new("What is wrong", row.what.label()),
        Fact::new("Listing", &found.name).linked(podiatrist),
        Fact::new("Reported", when::exact(row.created_at)),
    ];
    facts.extend(
        row.settled_at
            .map(|at| Fact::new("Settled", when::exact(at))),
    );
    facts.extend(row.note.as_ref().map(|note| Fact::new("Note", note)));
    facts
}

fn message(found: &Reported) -> Option<Section> {
    let text = Some(found.row.message.clone()).filter(|text| !text.is_empty());
    text.map(|text| Section {
        text: Some(text),
        ..Section::new("In the reader\u{2019}s words")
    })
}

/// For those who may settle it, while it waits.
fn form(signed: &Signed, found: &Reported, fields: &mut Fields<'_>) -> Option<EditForm> {
    let may = signed.may(Action::DirectoryManage) && found.row.state == State::Open;
    let note = || {
        fields.line(
            "note",
            "Note",
            "text",
            "What you did about it; may stay blank.",
        )
    };
    may.then(note).map(|note| EditForm {
        action: format!("{PATH}/{}", found.row.id),
        hidden: signed.hidden(),
        groups: vec![kit::group("Settle it", vec![note])],
        buttons: vec![
            kit::button("resolve", "Resolve"),
            kit::button("dismiss", "Dismiss"),
        ],
        preview: None,
    })
}
