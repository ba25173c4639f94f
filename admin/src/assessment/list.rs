use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx, Report,
    paging::Page,
    triage::{self, Kept, Managed},
};
use footpath_templates::{
    admin::{Badge, Cell, Column, ListPage, Row, Tone},
    part::Pager,
};
use footpath_web::{Problem, Query, reply};
use serde::Deserialize;

use crate::{
    frame,
    gate::Signed,
    kit::{self, Address, PER_PAGE},
    referral, when,
};

#[derive(Deserialize)]
pub struct Asked {
    kept: Option<String>,
    page: Option<String>,
}

pub async fn list(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let mut report = Report::new();
    let kept = asked.0.kept.filter(|text| !text.is_empty());
    let kept: Option<Kept> = kept.and_then(|text| report.parse("kept", &text));
    report.into_result()?;
    let page = Page::parse(asked.0.page.as_deref(), Some(PER_PAGE))?;
    let found = triage::manage_list(&ctx, &signed.actor(), kept, page).await?;
    let current = kept.map_or("", Kept::as_str);
    let address = Address::new("/admin/assessments").with("kept", current);
    let options = Kept::ALL.map(|kept| (kept.as_str().to_owned(), label(kept).to_owned()));
    let columns = ["Received", "Referral", "Questionnaire"].map(Column::new);
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Assessments").await?,
        heading: "Assessments".to_owned(),
        summary: kit::counted(found.total, "assessment", "assessments"),
        new: None,
        search: None,
        filters: vec![kit::chips(
            &address,
            "What became of it",
            "kept",
            current,
            options,
        )],
        columns: columns
            .into_iter()
            .chain([Column::new("Age").descending()])
            .collect(),
        rows: found
            .items
            .iter()
            .map(|item| row(ctx.now(), item))
            .collect(),
        empty: "No assessment of this kind is kept.".to_owned(),
        pager: Pager::over(&address.text(), page.page, page.per_page, found.total),
    })
}

fn label(kept: Kept) -> &'static str {
    match kept {
        Kept::Referred => "Referred",
        Kept::Alone => "Not referred",
        Kept::Erased => "Erased",
    }
}

fn row(now: DateTime<Utc>, item: &Managed) -> Row {
    let state = match item.referral {
        _ if item.erased_at.is_some() => Badge::new("Erased", Tone::Quiet),
        Some((_, status)) => referral::badge(status),
        None => Badge::new("None", Tone::Quiet),
    };
    Row {
        title: when::exact(item.created_at),
        href: Some(format!("/admin/assessments/{}", item.id)),
        note: None,
        cells: vec![
            Cell::State(state),
            Cell::Text(format!("Version {}", item.rule_set_version)),
            Cell::When {
                text: when::ago(now, item.created_at),
                exact: when::exact(item.created_at),
            },
        ],
    }
}
