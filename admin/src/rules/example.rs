//! One example case, and what every example answers unless it says otherwise.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    triage::{
        Definition, Example, QuestionKind,
        rules::{self, Edit, Edition},
    },
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{admin::Section, part::Fact};
use footpath_web::{Path, Problem};
use serde_json::Value;

use super::{
    part::{self, Part},
    words,
};
use crate::{
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

type Place = Path<(RuleSetId, String)>;

pub async fn show(ctx: Data<Ctx>, signed: Signed, place: Place) -> Result<HttpResponse, Problem> {
    let (id, code) = place.0;
    let state = FormState::of(Values::default());
    page(&ctx, &signed, id, &code, state).await
}

pub async fn save(ctx: Data<Ctx>, place: Place, posted: Posted) -> Result<HttpResponse, Problem> {
    let (id, code) = place.0;
    let actor = posted.signed.actor();
    let edition = rules::get(&ctx, &actor, id).await?;
    let seen = Some(posted.version());
    let changed = match edit(&edition.definition, &posted, &code) {
        Ok((edit, what)) => rules::change(&ctx, &actor, id, seen, edit)
            .await
            .map(|()| what),
        Err(error) => Err(error),
    };
    match changed {
        Ok(what) => Ok(part::done(id, what)),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id, &code, state).await
        }
    }
}

/// What an address is about: the base, a new example, or one by its number.
fn number(code: &str) -> Option<usize> {
    code.parse().ok()
}

fn edit(
    definition: &Definition,
    posted: &Posted,
    code: &str,
) -> Result<(Edit, &'static str), Error> {
    let values = &posted.values;
    if let ("remove", Some(n)) = (posted.verb(), number(code)) {
        return Ok((Edit::RemoveExample(n), "removed"));
    }
    let mut report = Report::new();
    let answers = parse(definition, values.text("answers"), &mut report);
    if code == "base" {
        report.into_result()?;
        return Ok((Edit::ExampleBase(answers), "saved"));
    }
    let tier = report.parse("tier", values.text("tier"));
    let codes = values.text("codes").split([',', ' ', '\n', '\r']);
    let codes = codes.map(str::trim).filter(|code| !code.is_empty());
    let codes: Vec<String> = codes.map(str::to_owned).collect();
    for code in codes.iter().filter(|code| definition.rule(code).is_none()) {
        report.add("codes", format!("{code} is not a rule"));
    }
    match tier {
        Some(tier) if report.is_empty() => Ok((
            Edit::Example {
                was: number(code),
                example: Example {
                    answers,
                    tier,
                    codes,
                },
            },
            "saved",
        )),
        _ => Err(Error::Invalid(report)),
    }
}

/// Such as `pain_site = back_of_heel, arch`, one a line.
pub fn lines(answers: &BTreeMap<String, Value>) -> String {
    let lines = answers
        .iter()
        .map(|(id, value)| format!("{id} = {}", spoken(value)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Such as `injury, trend better`.
pub fn in_a_line(answers: &BTreeMap<String, Value>) -> String {
    if answers.is_empty() {
        return "nothing more".to_owned();
    }
    let parts = answers.iter().map(|(id, value)| match value.as_str() {
        Some("yes") => id.clone(),
        _ => format!("{id} {}", spoken(value)),
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn spoken(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(spoken).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The answers that such lines say, by the kinds of their questions.
pub fn parse(definition: &Definition, text: &str, report: &mut Report) -> BTreeMap<String, Value> {
    let mut answers = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((id, value)) = line.split_once('=') else {
            report.add(
                "answers",
                format!("\u{201c}{line}\u{201d} must be question = answer"),
            );
            continue;
        };
        let (id, value) = (id.trim(), value.trim());
        let Some(question) = definition.question(id) else {
            report.add("answers", format!("{id} is not a question"));
            continue;
        };
        let value = match question.kind {
            QuestionKind::Tri | QuestionKind::Choice => Value::from(value),
            QuestionKind::Int => {
                if let Ok(n) = value.parse::<i64>() {
                    Value::from(n)
                } else {
                    report.add("answers", format!("{id} needs a whole number"));
                    continue;
                }
            }
            QuestionKind::Choices => {
                let chosen = value
                    .split(',')
                    .map(str::trim)
                    .filter(|one| !one.is_empty());
                Value::from(chosen.collect::<Vec<_>>())
            }
        };
        answers.insert(id.to_owned(), value);
    }
    answers
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: RuleSetId,
    code: &str,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let edition = rules::get(ctx, &signed.actor(), id).await?;
    let definition = &edition.definition;
    let example = number(code)
        .and_then(|n| n.checked_sub(1))
        .and_then(|at| definition.examples.get(at));
    let known = match code {
        "base" => true,
        "new" => edition.is_open(),
        _ => example.is_some(),
    };
    if !known {
        return Err(Error::not_found("rule_set.example_unknown").into());
    }
    let (typed, report, answer) = part::split(state);
    let stored = stored(definition, code, example);
    let shown = typed.over(stored.clone());
    let mut fields = Fields::new(&shown, &report);
    let heading = match code {
        "base" => "What every example answers".to_owned(),
        "new" => "New example".to_owned(),
        n => format!("Example {n}"),
    };
    let mut part = Part::new(&edition, heading, format!("examples/{code}"));
    let mut asks = vec![fields.area(
        "answers",
        "Answers",
        10,
        "One a line: question = answer. What is left out here is as every example answers it.",
    )];
    if code != "base" {
        asks.push(fields.select("tier", "Should come to", words::tiers(), ""));
        asks.push(fields.line(
            "codes",
            "Rules that should match",
            "text",
            "Their codes in the order of the table; blank for none.",
        ));
    }
    part.groups = vec![kit::group("", asks)];
    part.buttons = vec![kit::button("save", "Save")];
    if example.is_some() {
        part.buttons.push(kit::button("remove", "Remove example"));
    }
    part.facts = facts(&stored);
    part.sections = example.map(|_| now(&edition, code)).into_iter().collect();
    part.stored = stored;
    part::page(ctx, signed, part, &shown, fields, answer).await
}

fn stored(definition: &Definition, code: &str, example: Option<&Example>) -> Values {
    match example {
        Some(example) => Values::default()
            .with("answers", lines(&example.answers))
            .with("tier", example.tier.as_str())
            .with("codes", example.codes.join(", ")),
        None if code == "base" => {
            Values::default().with("answers", lines(&definition.example_base))
        }
        None => Values::default(),
    }
}

fn facts(stored: &Values) -> Vec<Fact> {
    [
        ("answers", "Answers"),
        ("tier", "Should come to"),
        ("codes", "Rules that should match"),
    ]
    .into_iter()
    .filter(|(name, _)| stored.all(name).next().is_some())
    .map(|(name, label)| Fact::new(label, stored.text(name)))
    .collect()
}

fn now(edition: &Edition, code: &str) -> Section {
    let runs = rules::check(&edition.definition).examples;
    let run = runs.into_iter().find(|run| Some(run.n) == number(code));
    let mut section = Section::new("What it comes to now");
    if let Some(run) = run {
        section.note = Some(words::outcome(&run.got));
        let wrong = run.wrong.into_iter();
        section.facts = wrong
            .map(|error| Fact::new(error.field, error.message))
            .collect();
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_the_starter_goes_through_its_lines_unchanged() {
        let definition = Definition::starter().unwrap();
        let bases = [&definition.example_base];
        let examples = definition.examples.iter().map(|example| &example.answers);
        for answers in examples.chain(bases) {
            let mut report = Report::new();
            assert_eq!(&parse(&definition, &lines(answers), &mut report), answers);
            assert!(report.is_empty());
        }
    }

    #[test]
    fn a_line_that_says_nothing_is_told() {
        let definition = Definition::starter().unwrap();
        let mut report = Report::new();
        parse(&definition, "injury\nage = old\nnose = long", &mut report);
        assert_eq!(report.0.len(), 3);
    }
}
