//! One question.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    triage::{
        Choice, Question, QuestionKind,
        rules::{self, Edit, Edition},
    },
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{
    admin::{FieldGroup, Section},
    part::Fact,
};
use footpath_web::{Path, Problem};

use super::part::{self, Part};
use crate::{
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

type Place = Path<(RuleSetId, String)>;

/// The ID in the address of a question that is not there yet.
const NEW: &str = "new";

pub async fn show(ctx: Data<Ctx>, signed: Signed, place: Place) -> Result<HttpResponse, Problem> {
    let (id, code) = place.0;
    let state = FormState::of(Values::default());
    page(&ctx, &signed, id, &code, state).await
}

pub async fn save(ctx: Data<Ctx>, place: Place, posted: Posted) -> Result<HttpResponse, Problem> {
    let (id, code) = place.0;
    let was = Some(code.clone()).filter(|code| code != NEW);
    let edit = match (posted.verb(), &was) {
        ("remove", Some(was)) => Ok((Edit::RemoveQuestion(was.clone()), "removed")),
        _ => read(&posted.values).map(|question| (Edit::Question { was, question }, "saved")),
    };
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    let changed = match edit {
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

/// The question as typed.
fn read(values: &Values) -> Result<Question, Error> {
    let mut report = Report::new();
    let text = values.text("text").trim().to_owned();
    if text.is_empty() || text.chars().count() > 500 {
        report.add("text", "must have 1 to 500 characters");
    }
    let help = values.some("help").map(str::to_owned);
    if help.as_ref().is_some_and(|help| help.chars().count() > 500) {
        report.add("help", "must have at most 500 characters");
    }
    let kind: Option<QuestionKind> = report.parse("kind", values.text("kind"));
    let screen = report.parse("screen", values.text("screen").trim());
    let mut bound = |name: &str| match values.some(name) {
        None => None,
        Some(typed) => {
            if let Ok(n) = typed.parse() {
                Some(n)
            } else {
                report.add(name, "must be a whole number");
                None
            }
        }
    };
    let (min, max) = (bound("min"), bound("max"));
    let options = options(values.text("options"), &mut report);
    match (kind, screen) {
        (Some(kind), Some(screen)) if report.is_empty() => Ok(Question {
            id: values.text("id").trim().to_owned(),
            screen,
            kind,
            text,
            help,
            required: values.ticked("required"),
            options,
            min,
            max,
        }),
        _ => Err(Error::Invalid(report)),
    }
}

/// Such as `arch = In the arch`, one a line.
fn options(text: &str, report: &mut Report) -> Vec<Choice> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .filter_map(|line| match line.split_once('=') {
            Some((value, text)) if !value.trim().is_empty() && !text.trim().is_empty() => {
                Some(Choice {
                    value: value.trim().to_owned(),
                    text: text.trim().to_owned(),
                })
            }
            _ => {
                let line = line.trim();
                report.add(
                    "options",
                    format!("\u{201c}{line}\u{201d} must be value = words"),
                );
                None
            }
        })
        .collect()
}

fn values(question: &Question) -> Values {
    let options = question.options.iter();
    let options = options.map(|option| format!("{} = {}", option.value, option.text));
    Values::default()
        .with("id", &question.id)
        .with("screen", question.screen)
        .with("kind", question.kind.as_str())
        .with("text", &question.text)
        .with_some("help", question.help.as_ref())
        .with_some("required", question.required.then_some("true"))
        .with("options", options.collect::<Vec<_>>().join("\n"))
        .with_some("min", question.min)
        .with_some("max", question.max)
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: RuleSetId,
    code: &str,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let edition = rules::get(ctx, &signed.actor(), id).await?;
    let question = edition.definition.question(code);
    if question.is_none() && (code != NEW || !edition.is_open()) {
        return Err(Error::not_found("rule_set.question_unknown").into());
    }
    let (typed, report, answer) = part::split(state);
    let stored = question.map_or_else(Values::default, values);
    // A box that is not ticked sends nothing: what was typed is the whole form.
    let shown = if typed.all("id").next().is_some() {
        typed
    } else {
        stored.clone()
    };
    let mut fields = Fields::new(&shown, &report);
    let heading = question.map_or("New question", |question| &question.id);
    let mut part = Part::new(&edition, heading, format!("questions/{code}"));
    part.groups = groups(&mut fields, &edition);
    part.buttons = vec![kit::button("save", "Save question")];
    if let Some(question) = question {
        part.buttons.push(kit::button("remove", "Remove question"));
        part.facts = facts(question);
        part.sections = vec![read_by(&edition, question)];
    }
    part.stored = stored;
    part::page(ctx, signed, part, &shown, fields, answer).await
}

fn groups(fields: &mut Fields<'_>, edition: &Edition) -> Vec<FieldGroup> {
    let screens = edition.definition.screens.iter();
    let screens = screens.map(|screen| {
        let label = format!("{}. {}", screen.id, screen.title);
        (screen.id.to_string(), label)
    });
    let kinds = [
        (QuestionKind::Tri, "Yes, no or not sure"),
        (QuestionKind::Int, "A whole number"),
        (QuestionKind::Choice, "One of a few"),
        (QuestionKind::Choices, "Any of a few"),
    ];
    let kinds = kinds.map(|(kind, label)| (kind.as_str().to_owned(), label.to_owned()));
    let asks = vec![
        fields.line(
            "text",
            "Question",
            "text",
            "In plain words, for every reader.",
        ),
        fields.area(
            "help",
            "Help",
            2,
            "What is meant, where the question alone is not enough.",
        ),
        fields.line(
            "id",
            "ID",
            "text",
            "Small letters, digits and _. Rules and programs name the question by it.",
        ),
        fields.select("screen", "Screen", screens, ""),
        fields.select("kind", "Answered by", kinds, ""),
        fields.check("required", "Must be answered", ""),
    ];
    let bounds = vec![
        fields.area(
            "options",
            "Answers to choose from",
            6,
            "For one or any of a few: one a line, as value = words.",
        ),
        fields.line("min", "Smallest number", "number", ""),
        fields.line("max", "Largest number", "number", ""),
    ];
    vec![kit::group("", asks), kit::group("Answers", bounds)]
}

fn facts(question: &Question) -> Vec<Fact> {
    let options = question.choices();
    let options: Vec<_> = options.iter().map(|option| option.text.as_str()).collect();
    vec![
        Fact::new("Question", &question.text),
        Fact::new("Help", question.help.as_deref().unwrap_or("none")),
        Fact::new("Screen", question.screen.to_string()),
        Fact::new("Kind", question.kind.as_str()),
        Fact::new("Required", if question.required { "yes" } else { "no" }),
        Fact::new("Answers", options.join("; ")),
    ]
}

/// The rules that read it.
fn read_by(edition: &Edition, question: &Question) -> Section {
    let home = part::address(edition.id);
    let rules = edition.definition.rules.iter().filter(|rule| {
        let mut read = Vec::new();
        rule.when.questions(&mut read);
        read.contains(&question.id.as_str())
    });
    let facts: Vec<_> = rules
        .map(|rule| {
            let href = format!("{home}/rules/{}", rule.code);
            Fact::new(&rule.code, rule.when.to_string()).linked(href)
        })
        .collect();
    Section {
        note: facts.is_empty().then(|| "No rule reads it.".to_owned()),
        facts,
        ..Section::new("Rules that read it")
    }
}

#[cfg(test)]
mod tests {
    use footpath_domain::triage::Definition;

    use super::*;

    #[test]
    fn every_question_of_the_starter_goes_through_the_form_unchanged() {
        for question in Definition::starter().unwrap().questions {
            assert_eq!(read(&values(&question)).unwrap(), question);
        }
    }

    #[test]
    fn everything_wrong_is_named() {
        let typed = Values::default()
            .with("screen", "x")
            .with("kind", "essay")
            .with("min", "1.5")
            .with("options", "arch");
        let Err(Error::Invalid(report)) = read(&typed) else {
            panic!("it passed");
        };
        let fields: Vec<_> = report.0.iter().map(|error| &*error.field).collect();
        assert_eq!(fields, ["text", "kind", "screen", "min", "options"]);
    }
}
