//! One import: how far it is, or what came of it.

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderValue},
    web::Data,
};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    directory::import::{self, Phase, Report, Run, Status},
};
use footpath_entity::id::ImportRunId;
use footpath_templates::{
    admin::{FormPage, Panel, Section},
    part::{Fact, Link},
};
use footpath_web::{Path, Problem, reply};

use super::{ROOM, badge, kind};
use crate::{frame, gate::Signed, kit, when};

/// Seconds after which the page of a running import loads itself again.
const AGAIN: HeaderValue = HeaderValue::from_static("2");

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ImportRunId>,
) -> Result<HttpResponse, Problem> {
    let run = import::run(&ctx, &signed.actor(), id.0).await?;
    let view = FormPage {
        console: frame::around(&ctx, &signed, ROOM).await?,
        up: Link::new(ROOM, "/admin/imports"),
        heading: run.file_name.clone(),
        state: Some(badge(run.status)),
        view: None,
        problems: Vec::new(),
        conflict: None,
        form: None,
        facts: facts(&run),
        sections: sections(ctx.now(), &run),
        aside: vec![aside(&run)],
    };
    let mut response = reply::html(&view)?;
    if is_open(&run) {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

fn is_open(run: &Run) -> bool {
    matches!(run.status, Status::Waiting | Status::Running)
}

fn facts(run: &Run) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new("Kind", kind(run.kind)),
        Fact::new("Started", when::exact(run.started_at)),
    ];
    facts.extend(
        run.finished_at
            .map(|at| Fact::new("Ended", when::exact(at))),
    );
    if run.dry_run {
        facts.push(Fact::new("Dry run", "nothing is written"));
    }
    facts
}

fn sections(now: DateTime<Utc>, run: &Run) -> Vec<Section> {
    let mut sections = Vec::new();
    if is_open(run) {
        sections.push(progress(now, run));
    }
    if let Some(problem) = &run.problem {
        let mut section = Section::new("What went wrong");
        section.note = Some(problem.clone());
        sections.push(section);
    }
    if let Some(report) = run.report() {
        sections.push(outcome(run, &report));
        sections.push(left_out(&report));
    }
    sections
}

fn progress(now: DateTime<Utc>, run: &Run) -> Section {
    let mut section = Section::new("Progress");
    let at = run.progress();
    let percent = (at.done.saturating_mul(100) / at.total.max(1)).min(100);
    let seconds = u64::try_from((now - run.started_at).num_seconds()).unwrap_or(0);
    section.note = Some(match (run.status, at.phase) {
        (Status::Waiting, _) => "It begins in a moment. This page loads itself again.".to_owned(),
        (_, Phase::Reading) => format!("Reading, {percent} % of the file."),
        (_, Phase::Writing) => format!(
            "Writing, {} of {} podiatrists.",
            kit::thousands(at.done),
            kit::thousands(at.total)
        ),
    });
    section.facts = vec![Fact::new("Rows looked at", kit::thousands(at.rows))];
    if let Some(rate) = at.rows.checked_div(seconds) {
        let rate = format!("{} a second", kit::thousands(rate));
        section.facts.push(Fact::new("Rows", rate));
    }
    let left = (seconds * (100 - percent)).checked_div(percent);
    if let Some(left) = left.filter(|_| at.phase == Phase::Reading) {
        let left = Fact::new("Time left", when::lasting(left));
        section.facts.push(left);
    }
    section
}

fn outcome(run: &Run, report: &Report) -> Section {
    let mut section = Section::new(if run.dry_run {
        "What would happen"
    } else {
        "What happened"
    });
    section.facts = [
        ("Rows in the file", report.rows),
        ("New podiatrists", report.created),
        ("Changed", report.updated),
        ("As they were", report.unchanged),
        ("Deactivated", report.deactivated),
        ("No longer podiatrists", report.delisted),
        ("Not found on the map", report.not_geocoded),
        ("Podiatrists listed now", report.podiatrists),
        ("Clinics", report.clinics),
    ]
    .map(|(label, n)| Fact::new(label, kit::thousands(n)))
    .into();
    section
}

fn left_out(report: &Report) -> Section {
    let mut section = Section::new("Rows that were left out");
    let reasons = report.rejected.iter();
    section.facts = reasons
        .map(|(reason, n)| Fact::new(spoken(reason), kit::thousands(*n)))
        .collect();
    let more = [
        ("Older rows of the same podiatrist", report.duplicates),
        ("Older than what is known", report.stale),
    ];
    let more = more.into_iter().filter(|(_, n)| *n > 0);
    section
        .facts
        .extend(more.map(|(label, n)| Fact::new(label, kit::thousands(n))));
    let codes = report.unknown_codes.iter();
    section.facts.extend(codes.map(|(code, n)| {
        let label = format!("Code {code}, not known as podiatry");
        Fact::new(label, kit::thousands(*n))
    }));
    if section.facts.is_empty() {
        section.note = Some("None.".to_owned());
    }
    section
}

fn spoken(reason: &str) -> String {
    let words = match reason {
        "invalid_npi" => "NPI is none: digits or check digit",
        "organization" => "An organization, not a person",
        "deactivated_with_data" => "Out of use",
        "missing_name" => "Without a name",
        "foreign_practice_address" => "Practises abroad",
        "invalid_date" => "A date that is none",
        "unknown_state" => "Without a state or ZIP code",
        "wrong_columns" => "Too few or too many columns",
        other => return kit::spoken(other),
    };
    words.to_owned()
}

fn aside(run: &Run) -> Panel {
    let mut panel = Panel::new("Downloads");
    let link =
        |text: &str, name: &str| Link::new(text, format!("/admin/imports/{}/{name}", run.id));
    let rejected = run
        .report()
        .is_some_and(|report| !report.rejected.is_empty());
    if rejected {
        panel
            .links
            .push(link("Rows left out, as CSV", "rejected.csv"));
    }
    if run.dry_run && run.status == Status::Done {
        panel.links.push(link("Differences, as CSV", "changes.csv"));
    }
    if panel.links.is_empty() {
        panel.note = Some("There is nothing to download.".to_owned());
    }
    panel
}
