//! One version: what it says, whether its checks pass, and where it stands.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, audit,
    policy::Action,
    triage::rules::{self, Checks, Edition, Status},
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{
    admin::{Act, Badge, Cell, Column, FormPage, Panel, Row, Section, Table, Tone},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Path, Problem, Query, reply};

use super::{example, part, words};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Done, Fields, FormState, Posted, Values},
    to, when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 30;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<RuleSetId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page(&ctx, &signed, id.0, state).await
}

pub async fn describe(
    ctx: Data<Ctx>,
    id: Path<RuleSetId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    let note = posted.values.text("note");
    match rules::describe(&ctx, &actor, id.0, seen, note).await {
        Ok(()) => Ok(part::done(id.0, "saved")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn review(
    ctx: Data<Ctx>,
    id: Path<RuleSetId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match rules::review(&ctx, &posted.signed.actor(), id.0, posted.version()).await {
        Ok(()) => Ok(part::done(id.0, "reviewed")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn discard(
    ctx: Data<Ctx>,
    id: Path<RuleSetId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match rules::discard(&ctx, &posted.signed.actor(), id.0).await {
        Ok(()) => Ok(to("/admin/triage-rules?done=discarded")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

/// The page as it is, with why a button did nothing.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: RuleSetId,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    page(ctx, &posted.signed, id, state).await
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: RuleSetId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let edition = rules::get(ctx, &actor, id).await?;
    let checks = rules::check(&edition.definition);
    let entries = audit::history(ctx, &actor, "rule_set", id, HISTORY).await?;
    let values = state
        .values
        .over(Values::default().with("note", &edition.note));
    let mut fields = Fields::new(&values, &state.report);
    let mut aside = vec![acts(signed, &edition, &checks)];
    if edition.is_open() {
        aside.push(about(signed, &edition, &mut fields));
    }
    aside.push(kit::history(ctx.now(), &entries));
    let mut console = frame::around(ctx, signed, part::ROOM).await?;
    console.flashes = state.flashes;
    if state.stale {
        console.flashes.push(footpath_templates::admin::Flash {
            text: "Somebody changed this version in between. Look at it as it is now; then try \
                   again."
                .to_owned(),
            failed: true,
        });
    }
    let view = FormPage {
        console,
        up: Link::new(part::ROOM, "/admin/triage-rules"),
        heading: format!("Version {}", edition.version),
        state: Some(words::badge(edition.status)),
        view: None,
        problems: fields.problems(),
        conflict: None,
        form: None,
        facts: facts(ctx, &edition),
        sections: sections(&edition, &checks),
        aside,
    };
    reply::html_status(state.status, &view)
}

fn facts(ctx: &Ctx, edition: &Edition) -> Vec<Fact> {
    let mut facts = Vec::new();
    if !edition.note.is_empty() {
        facts.push(Fact::new("What it changes", &edition.note));
    }
    let signed = match (edition.clinically_reviewed, edition.reviewed_at) {
        (true, Some(at)) => {
            let who = edition.reviewed_by.as_deref().unwrap_or("a reviewer");
            format!("by {who}, {}", when::ago(ctx.now(), at))
        }
        (true, None) => "yes".to_owned(),
        (false, _) => "not yet: readers and programs are told so".to_owned(),
    };
    facts.push(Fact::new("Signed off by a clinician", signed));
    let times = [
        ("In use since", edition.live_from),
        ("Retired", edition.retired_at),
    ];
    for (label, at) in times {
        facts.extend(at.map(|at| Fact::new(label, when::exact(at))));
    }
    facts.push(Fact::new(
        "Changed",
        when::ago(ctx.now(), edition.updated_at),
    ));
    facts.push(Fact::new("Fingerprint (SHA-256)", &edition.hash));
    facts
}

fn sections(edition: &Edition, checks: &Checks) -> Vec<Section> {
    let home = part::address(edition.id);
    let mut sections = vec![problems(&home, checks), rules_of(&home, edition)];
    sections.push(questions(&home, edition));
    let outcomes = Section {
        links: vec![
            Link::new("What readers are told", format!("{home}/outcomes")),
            Link::new("Screens and topics", format!("{home}/screens")),
        ],
        ..Section::new("Words")
    };
    sections.push(outcomes);
    sections.push(examples(&home, edition, checks));
    sections
}

fn problems(home: &str, checks: &Checks) -> Section {
    if checks.problems.is_empty() {
        return Section {
            note: Some(
                "All pass: every name is known, every example comes to what it should, and \
                 every rule and branch is reached by one."
                    .to_owned(),
            ),
            ..Section::new("Checks")
        };
    }
    let rows = checks.problems.iter().map(|problem| Row {
        title: problem.field.clone(),
        href: href(home, &problem.field),
        note: None,
        cells: vec![Cell::Text(problem.message.clone())],
    });
    Section {
        note: Some("Until these are mended, nobody can sign it off.".to_owned()),
        table: Some(Table {
            label: "Failing checks".to_owned(),
            columns: ["Where", "What is wrong"].map(Column::new).into(),
            rows: rows.collect(),
        }),
        ..Section::new("Checks")
    }
}

/// The page of the part that a check names, such as `rules.pe`.
fn href(home: &str, place: &str) -> Option<String> {
    let (kind, name) = place.split_once('.').unwrap_or((place, ""));
    match kind {
        "rules" | "questions" | "examples" if !name.is_empty() => {
            Some(format!("{home}/{kind}/{name}"))
        }
        "outcomes" => Some(format!("{home}/outcomes")),
        "screens" | "related_topics" => Some(format!("{home}/screens")),
        _ => None,
    }
}

fn add(home: &str, edition: &Edition, kind: &str, label: &str) -> Vec<Link> {
    let link = Link::new(label, format!("{home}/{kind}/new"));
    edition.is_open().then_some(link).into_iter().collect()
}

fn rules_of(home: &str, edition: &Edition) -> Section {
    let rows = edition.definition.rules.iter().map(|rule| Row {
        title: rule.code.clone(),
        href: Some(format!("{home}/rules/{}", rule.code)),
        note: None,
        cells: vec![
            Cell::Text(words::tier(rule.tier).to_owned()),
            Cell::Text(rule.when.to_string()),
            Cell::Text(rule.label.clone()),
        ],
    });
    Section {
        table: Some(Table {
            label: "Rules".to_owned(),
            columns: ["Rule", "Tier", "Matches when", "Says"]
                .map(Column::new)
                .into(),
            rows: rows.collect(),
        }),
        links: add(home, edition, "rules", "Add a rule"),
        ..Section::new("Rules")
    }
}

fn questions(home: &str, edition: &Edition) -> Section {
    let rows = edition.definition.questions.iter().map(|question| Row {
        title: question.id.clone(),
        href: Some(format!("{home}/questions/{}", question.id)),
        note: None,
        cells: vec![
            Cell::Text(question.text.clone()),
            Cell::Number(question.screen.to_string()),
            Cell::Text(question.kind.as_str().to_owned()),
            Cell::Text(if question.required { "yes" } else { "no" }.to_owned()),
        ],
    });
    Section {
        table: Some(Table {
            label: "Questions".to_owned(),
            columns: vec![
                Column::new("Question"),
                Column::new("Asks"),
                Column::new("Screen").number(),
                Column::new("Kind"),
                Column::new("Required"),
            ],
            rows: rows.collect(),
        }),
        links: add(home, edition, "questions", "Add a question"),
        ..Section::new("Questions")
    }
}

fn examples(home: &str, edition: &Edition, checks: &Checks) -> Section {
    let failing = checks.examples.iter().filter(|run| !run.passes()).count();
    let rows = checks.examples.iter().map(|run| {
        let state = if run.passes() {
            Badge::new("Passes", Tone::Green)
        } else {
            Badge::new("Fails", Tone::Red)
        };
        let got = (run.wanted != run.got).then(|| format!("comes to {}", words::outcome(&run.got)));
        Row {
            title: format!("{}. {}", run.n, example::in_a_line(&run.answers)),
            href: Some(format!("{home}/examples/{}", run.n)),
            note: got,
            cells: vec![Cell::Text(words::outcome(&run.wanted)), Cell::State(state)],
        }
    });
    let mut links = add(home, edition, "examples", "Add an example");
    links.push(Link::new(
        "What every example answers",
        format!("{home}/examples/base"),
    ));
    Section {
        note: Some(match failing {
            0 => format!("All {} come to what they should.", checks.examples.len()),
            n => format!(
                "{n} of {} do not come to what they should.",
                checks.examples.len()
            ),
        }),
        table: Some(Table {
            label: "Example cases".to_owned(),
            columns: ["Answers", "Should come to", "Now"].map(Column::new).into(),
            rows: rows.collect(),
        }),
        links,
        ..Section::new("Example cases")
    }
}

fn acts(signed: &Signed, edition: &Edition, checks: &Checks) -> Panel {
    let home = part::address(edition.id);
    let mut panel = Panel::new("Where it stands");
    panel.links.push(Link::new("Try it", format!("{home}/try")));
    if edition.status != Status::Live {
        let compare = format!("{home}/compare");
        panel
            .links
            .push(Link::new("Compare with the version in use", compare));
    }
    panel
        .links
        .push(Link::new("Export as a file", format!("{home}/file")));
    let sign = review_act(signed, edition);
    panel.note = Some(
        match edition.status {
            Status::Draft if !checks.problems.is_empty() => {
                "A draft. Some checks fail; it cannot be signed off yet."
            }
            Status::Draft => "A draft. A clinical reviewer signs it off, then it can be published.",
            Status::Reviewed => "Signed off. Readers are not asked by it yet.",
            Status::Live => "Readers are asked by this version. To change it, begin a new draft.",
            Status::Retired => {
                "Out of use. Whoever had begun with it could finish within seven days."
            }
        }
        .to_owned(),
    );
    panel.acts.extend(sign);
    if edition.status == Status::Reviewed {
        panel
            .links
            .insert(0, Link::new("Publish\u{2026}", format!("{home}/publish")));
    }
    if edition.is_open() {
        panel.acts.push(Act {
            danger: true,
            ..kit::act(
                signed,
                format!("{home}/discard"),
                "Discard",
                "It is thrown away; nobody was ever asked by it.",
            )
        });
    }
    panel
}

fn review_act(signed: &Signed, edition: &Edition) -> Option<Act> {
    let wanting = match edition.status {
        Status::Draft => true,
        Status::Live => !edition.clinically_reviewed,
        Status::Reviewed | Status::Retired => false,
    };
    let wanting = wanting && signed.may(Action::SignOff);
    wanting.then(|| {
        let mut act = kit::act(
            signed,
            format!("{}/review", part::address(edition.id)),
            "Sign off",
            "You say, as a clinician, that these rules, words and examples are right.",
        );
        act.hidden.push(seen(edition));
        act
    })
}

/// Which state of the version a button is about.
pub fn seen(edition: &Edition) -> HiddenField {
    HiddenField::new("_version", edition.lock_version.to_string())
}

fn about(signed: &Signed, edition: &Edition, fields: &mut Fields<'_>) -> Panel {
    let mut panel = Panel::new("What it changes");
    let mut act = kit::act(signed, part::address(edition.id), "Save", "");
    act.hidden.push(seen(edition));
    act.fields = vec![fields.line(
        "note",
        "In one line",
        "text",
        "For those who read the list of versions.",
    )];
    panel.acts.push(act);
    panel
}
