//! Addresses that are not written to: the list, one more, one less.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    outbox::{self, Reason, Suppressed},
    paging::Page,
};
use footpath_templates::{
    admin::{Cell, Column, FormPage, Panel, Row, Section, Table},
    part::Link,
};
use footpath_web::{Problem, Query, reply};

use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, Fields, FormState, Posted, Values},
    to, when,
};

/// Addresses that the page shows.
const SHOWN: u64 = 100;
const PAGE: &str = "/admin/suppressed";

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page(&ctx, &signed, state).await
}

pub async fn add(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    let address = posted.values.text("address");
    match outbox::suppress(&ctx, &posted.signed.actor(), address).await {
        Ok(()) => Ok(to(&format!("{PAGE}?done=saved"))),
        Err(error) => again(&ctx, posted, error).await,
    }
}

pub async fn remove(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    let actor = posted.signed.actor();
    let mut report = Report::new();
    let id = report.parse("entry", posted.values.text("entry"));
    let removed = match id {
        Some(id) => outbox::unsuppress(&ctx, &actor, id).await,
        None => Err(Error::invalid("entry", "choose an address")),
    };
    match removed {
        Ok(()) => Ok(to(&format!("{PAGE}?done=removed"))),
        Err(error) => again(&ctx, posted, error).await,
    }
}

async fn again(ctx: &Ctx, posted: Posted, error: Error) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    page(ctx, &posted.signed, state).await
}

async fn page(ctx: &Ctx, signed: &Signed, state: FormState) -> Result<HttpResponse, Problem> {
    let found = outbox::suppressed(ctx, &signed.actor(), Page::first(SHOWN)).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let mut add = kit::act(signed, PAGE.to_owned(), "Write there no more", "");
    add.fields = vec![fields.line("address", "Email address", "email", "")];
    let mut panel = Panel::new("Change the list");
    panel.note = Some(
        "A clinic on the list is passed over: its referrals go to the next recipient.".to_owned(),
    );
    panel.acts.push(add);
    let options = found
        .items
        .iter()
        .map(|one| (one.id.to_string(), one.address.clone()));
    let mut less = kit::act(signed, format!("{PAGE}/remove"), "Write there again", "");
    less.fields = vec![fields.select("entry", "On the list", options, "")];
    if !found.items.is_empty() {
        panel.acts.push(less);
    }
    let rows = found.items.iter().map(|one| row(ctx, one)).collect();
    let mut section = Section::new("Addresses");
    if found.items.is_empty() {
        section.note = Some("None. Addresses whose mail comes back are put here.".to_owned());
    } else {
        section.table = Some(Table {
            label: "Addresses that are not written to".to_owned(),
            columns: ["Address", "Because", "Since"].map(Column::new).into(),
            rows,
        });
    }
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, "Outbox").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Outbox", "/admin/outbox"),
        heading: "Addresses that are not written to".to_owned(),
        state: None,
        view: None,
        problems,
        conflict: None,
        form: None,
        facts: Vec::new(),
        sections: vec![section],
        aside: vec![panel],
    };
    reply::html_status(state.status, &view)
}

fn row(ctx: &Ctx, one: &Suppressed) -> Row {
    let because = match one.reason {
        Reason::Bounced => "A mail came back",
        Reason::Staff => "Put here by staff",
        Reason::Disowned => "Somebody there said it was not them; patients' mail only",
    };
    Row {
        title: one.address.clone(),
        href: None,
        note: None,
        cells: vec![
            Cell::Text(because.to_owned()),
            Cell::When {
                text: when::ago(ctx.now(), one.at),
                exact: when::exact(one.at),
            },
        ],
    }
}
