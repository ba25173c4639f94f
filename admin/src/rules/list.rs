use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    paging::Page,
    triage::rules::{self, Edition},
};
use footpath_templates::{
    admin::{Act, Cell, Column, FormPage, Panel, Row, Section, Table},
    part::Link,
};
use footpath_web::{Problem, Query, reply};

use super::{part, words};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, Posted},
    when,
};

/// Versions that the page shows.
const SHOWN: u64 = 100;

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let found = rules::list(&ctx, &signed.actor(), Page::first(SHOWN)).await?;
    let mut console = frame::around(&ctx, &signed, part::ROOM).await?;
    console.flashes = frame::done(done.0.what());
    let rows = found.items.iter().map(|item| row(ctx.now(), item));
    let versions = Section {
        note: Some(
            "Readers are asked by the version in use. What they answered stays with the version \
             that they answered, for good."
                .to_owned(),
        ),
        table: Some(Table {
            label: "Versions".to_owned(),
            columns: [
                "Version",
                "What it changes",
                "State",
                "Signed off",
                "Changed",
            ]
            .map(Column::new)
            .into(),
            rows: rows.collect(),
        }),
        ..Section::new("Versions")
    };
    reply::html(&FormPage {
        console,
        up: Link::new("Console", "/admin"),
        heading: part::ROOM.to_owned(),
        state: None,
        view: Some(Link::new("See the assessment", "/assessment")),
        problems: Vec::new(),
        conflict: None,
        form: None,
        facts: Vec::new(),
        sections: vec![versions],
        aside: vec![acts(&signed)],
    })
}

/// A new draft from the version in use.
pub async fn begin(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    let id = rules::begin(&ctx, &posted.signed.actor()).await?;
    Ok(part::done(id, "created"))
}

fn acts(signed: &Signed) -> Panel {
    let mut panel = Panel::new("Change the rules");
    panel.acts.push(Act {
        ..kit::act(
            signed,
            "/admin/triage-rules".to_owned(),
            "New draft",
            "A copy of the version in use, to be changed and tried before anybody is asked by it.",
        )
    });
    panel
        .links
        .push(Link::new("Import a file", "/admin/triage-rules/import"));
    panel
}

fn row(now: DateTime<Utc>, item: &Edition) -> Row {
    let signed = match (item.clinically_reviewed, &item.reviewed_by) {
        (true, Some(who)) => format!("by {who}"),
        (true, None) => "yes".to_owned(),
        (false, _) => "no".to_owned(),
    };
    Row {
        title: format!("Version {}", item.version),
        href: Some(part::address(item.id)),
        note: None,
        cells: vec![
            Cell::Text(item.note.clone()),
            Cell::State(words::badge(item.status)),
            Cell::Text(signed),
            Cell::When {
                text: when::ago(now, item.updated_at),
                exact: when::exact(item.updated_at),
            },
        ],
    }
}
