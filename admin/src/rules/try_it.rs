//! Answers tried on a version: what they come to, and a button that keeps them as an example.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    triage::{
        Answers, Definition, Example, Outcome, Question, QuestionKind, evaluate,
        rules::{self, Edit, Edition},
    },
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{
    admin::{EditForm, Field, FieldGroup, FormPage, Section},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Path, Problem, reply};
use serde_json::{Map, Value};

use super::{part, words};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<RuleSetId>,
) -> Result<HttpResponse, Problem> {
    let edition = rules::get(&ctx, &signed.actor(), id.0).await?;
    let base = edition.definition.example_base.clone().into_iter();
    let values = written(&base.collect());
    page(&ctx, &signed, &edition, FormState::of(values), None).await
}

pub async fn run(
    ctx: Data<Ctx>,
    id: Path<RuleSetId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let actor = posted.signed.actor();
    let edition = rules::get(&ctx, &actor, id.0).await?;
    let sent = read(&edition.definition, &posted.values);
    let (answers, wrong) = Answers::partial(&edition.definition, &sent);
    if !wrong.is_empty() {
        let wrong = footpath_domain::Error::Invalid(wrong);
        let state = FormState::again(posted.values, wrong)?;
        return page(&ctx, &posted.signed, &edition, state, None).await;
    }
    let outcome = evaluate(&edition.definition, &answers, ctx.now().date_naive());
    if posted.verb() == "keep" {
        let edit = Edit::Example {
            was: None,
            example: example(&edition.definition, sent, &outcome),
        };
        let seen = Some(posted.version());
        if let Err(error) = rules::change(&ctx, &actor, id.0, seen, edit).await {
            let state = FormState::again(posted.values, error)?;
            return page(&ctx, &posted.signed, &edition, state, Some(outcome)).await;
        }
        return Ok(part::done(id.0, "saved"));
    }
    let state = FormState::of(posted.values);
    page(&ctx, &posted.signed, &edition, state, Some(outcome)).await
}

/// What differs from what every example answers.
fn example(definition: &Definition, sent: Map<String, Value>, outcome: &Outcome) -> Example {
    let new = |id: &String, value: &Value| definition.example_base.get(id) != Some(value);
    Example {
        answers: sent
            .into_iter()
            .filter(|(id, value)| new(id, value))
            .collect(),
        tier: outcome.tier,
        codes: outcome.codes.clone(),
    }
}

/// The answers as typed; blank ones are left out.
fn read(definition: &Definition, values: &Values) -> Map<String, Value> {
    let mut sent = Map::new();
    for question in &definition.questions {
        let typed = values.text(&question.id).trim();
        let value = match question.kind {
            QuestionKind::Choices => {
                let chosen = values.list(&question.id);
                (!chosen.is_empty()).then(|| Value::from(chosen))
            }
            _ if typed.is_empty() => None,
            QuestionKind::Int => Some(
                typed
                    .parse::<i64>()
                    .map_or_else(|_| typed.into(), Value::from),
            ),
            QuestionKind::Tri | QuestionKind::Choice => Some(Value::from(typed)),
        };
        sent.extend(value.map(|value| (question.id.clone(), value)));
    }
    sent
}

fn written(answers: &Map<String, Value>) -> Values {
    answers
        .iter()
        .fold(Values::default(), |values, (id, value)| match value {
            Value::Array(all) => values.with_all(id, all.iter().filter_map(Value::as_str)),
            Value::String(text) => values.with(id, text),
            other => values.with(id, other),
        })
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    edition: &Edition,
    state: FormState,
    outcome: Option<Outcome>,
) -> Result<HttpResponse, Problem> {
    let mut fields = Fields::new(&state.values, &state.report);
    let groups = groups(&mut fields, &edition.definition);
    let mut hidden = signed.hidden();
    let seen = edition.lock_version.to_string();
    hidden.push(HiddenField::new("_version", seen));
    let mut buttons = vec![kit::button("try", "Try these answers")];
    if outcome.is_some() && edition.is_open() {
        buttons.push(kit::button("keep", "Keep as an example"));
    }
    let home = part::address(edition.id);
    let mut console = frame::around(ctx, signed, part::ROOM).await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new(format!("Version {}", edition.version), &home),
        heading: format!("Try version {}", edition.version),
        state: Some(words::badge(edition.status)),
        view: None,
        problems: fields.problems(),
        conflict: None,
        form: Some(EditForm {
            action: format!("{home}/try"),
            hidden,
            groups,
            buttons,
            preview: None,
        }),
        facts: Vec::new(),
        sections: outcome
            .map(|outcome| result(&edition.definition, &outcome))
            .into_iter()
            .collect(),
        aside: Vec::new(),
    };
    reply::html_status(state.status, &view)
}

fn groups(fields: &mut Fields<'_>, definition: &Definition) -> Vec<FieldGroup> {
    let screens = definition.screens.iter();
    let groups = screens.map(|screen| {
        let questions = definition.questions.iter();
        let on = questions.filter(|question| question.screen == screen.id);
        kit::group(
            &screen.title,
            on.map(|question| ask(fields, question)).collect(),
        )
    });
    groups.collect()
}

fn ask(fields: &mut Fields<'_>, question: &Question) -> Field {
    let (id, label) = (&question.id, &question.text);
    let options = question.choices().into_iter();
    let options = options.map(|option| (option.value, option.text));
    match question.kind {
        QuestionKind::Int => fields.line(id, label, "number", id),
        QuestionKind::Choices => fields.checks(id, label, options, id),
        QuestionKind::Tri | QuestionKind::Choice => {
            let none = (String::new(), "\u{2013} left out \u{2013}".to_owned());
            fields.select(id, label, [none].into_iter().chain(options), id)
        }
    }
}

fn result(definition: &Definition, outcome: &Outcome) -> Section {
    let wording = definition.wording(outcome.tier, outcome.go_to);
    let mut facts = vec![
        Fact::new("Tier", words::tier(outcome.tier)),
        Fact::new("Where to go", outcome.go_to.map_or("nowhere", words::place)),
        Fact::new(
            "Told",
            wording.map_or("nothing yet", |wording| &wording.headline),
        ),
    ];
    for code in &outcome.codes {
        let when = definition.rule(code).map(|rule| rule.when.to_string());
        facts.push(Fact::new(format!("Rule {code}"), when.unwrap_or_default()));
    }
    if !outcome.unanswered.is_empty() {
        facts.push(Fact::new(
            "Left out, yet read by urgent rules",
            outcome.unanswered.join(", "),
        ));
    }
    if !outcome.related_topics.is_empty() {
        facts.push(Fact::new("Topics", outcome.related_topics.join(", ")));
    }
    Section {
        facts,
        ..Section::new("What these answers come to")
    }
}
