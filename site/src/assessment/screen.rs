use footpath_domain::{
    Ctx, Report,
    error::FieldError,
    triage::{self, Definition, QuestionKind, RuleSet},
};
use footpath_templates::{
    page::{Alarm, AssessmentPage, PostalCodeField, Question, QuestionKind as Control},
    part::{Choice, FieldProblem, Frame},
    words,
};

use serde_json::{Value, json};

use super::fields::{Fields, NONE_OF_THESE};

const PATH: &str = "/assessment";

/// The number of the last screen.
pub fn last(rules: &RuleSet) -> u32 {
    rules
        .definition
        .screens
        .last()
        .map_or(1, |screen| screen.id)
}

/// The screen that a reader goes back to, whatever was answered here.
pub fn turned_to(fields: &Fields, at: u32) -> Option<u32> {
    match fields.first("_go") {
        Some("back") => Some(at.saturating_sub(1).max(1)),
        Some("change") => Some(at),
        _ => None,
    }
}

/// The first screen that something is wrong on.
pub fn of_first(rules: &RuleSet, report: &Report) -> Option<u32> {
    let fields = report.0.iter();
    fields
        .filter_map(|error| rules.definition.question(&error.field))
        .map(|question| question.screen)
        .min()
}

/// A screen with what has been answered so far and what is wrong with it.
pub fn page(
    ctx: &Ctx,
    rules: &RuleSet,
    fields: &Fields,
    at: u32,
    wrong: &[FieldError],
) -> AssessmentPage {
    let definition = &rules.definition;
    let screen = definition.screens.iter().find(|screen| screen.id == at);
    let last = last(rules);
    let needed = triage::needed(definition);
    let questions: Vec<Question> = definition
        .questions
        .iter()
        .filter(|question| question.screen == at)
        .map(|asked| Question {
            alarm: alarm(definition, asked),
            ..question(asked, needed.contains(asked.id.as_str()), fields, wrong)
        })
        .collect();
    let postal_code = (at == last).then(|| PostalCodeField {
        value: fields.first("postal_code").unwrap_or_default().to_owned(),
        error: message(wrong, "postal_code"),
    });
    AssessmentPage {
        frame: Frame::new(&ctx.config.site_name, words::TITLE, PATH)
            .described(words::DESCRIPTION)
            .canonical(ctx.config.link(PATH)),
        action: PATH.to_owned(),
        screen: at.to_string(),
        version: rules.version.to_string(),
        progress: words::progress(at, last),
        heading: screen.map_or_else(String::new, |screen| screen.title.clone()),
        intro: screen.map_or_else(String::new, |screen| screen.intro.clone()),
        emergency_check: at == 1,
        clinically_reviewed: rules.clinically_reviewed,
        problems: problems(&questions, wrong),
        questions,
        alarms: alarms(definition),
        carried: fields.carried(definition, at),
        postal_code,
        has_back: at > 1,
        next_label: if at == last {
            words::SHOW_RESULT
        } else {
            words::CONTINUE
        }
        .to_owned(),
    }
}

/// The first screen again, since the questions have changed.
pub fn changed(ctx: &Ctx, live: &RuleSet, fields: &Fields) -> AssessmentPage {
    let mut page = page(ctx, live, fields, 1, &[]);
    page.problems.push(FieldProblem {
        field: page
            .questions
            .first()
            .map_or_else(String::new, |q| q.id.clone()),
        label: words::CHANGED.to_owned(),
        message: words::CHANGED_HELP.to_owned(),
    });
    page
}

/// The emergency rules, for the script of the page.
fn alarms(definition: &Definition) -> String {
    let alarms = triage::alarms(definition).into_iter();
    let alarms = alarms.map(|alarm| json!({"when": alarm.when, "headline": alarm.headline}));
    Value::Array(alarms.collect()).to_string()
}

/// By which answers to a question an emergency is told at once.
fn alarm(definition: &Definition, asked: &triage::Question) -> Option<Alarm> {
    let choices = asked.choices().into_iter();
    let said: Vec<(String, &str)> = choices
        .filter_map(|choice| {
            let headline = triage::alone(definition, asked, &choice.value)?;
            Some((choice.value, headline))
        })
        .collect();
    let (_, headline) = said.first()?;
    Some(Alarm {
        headline: (*headline).to_owned(),
        values: said.into_iter().map(|(value, _)| value).collect(),
    })
}

fn problems(questions: &[Question], wrong: &[FieldError]) -> Vec<FieldProblem> {
    let label = |field: &str| match questions.iter().find(|question| question.id == field) {
        Some(question) => Some(question.text.clone()),
        None => (field == "postal_code").then(|| words::ZIP_SHORT.to_owned()),
    };
    wrong
        .iter()
        .filter_map(|error| {
            Some(FieldProblem {
                field: error.field.clone(),
                label: label(&error.field)?,
                message: error.message.clone(),
            })
        })
        .collect()
}

fn question(
    asked: &triage::Question,
    needed: bool,
    fields: &Fields,
    wrong: &[FieldError],
) -> Question {
    let given = |value: &str| fields.all(&asked.id).any(|one| one == value);
    let mut choices: Vec<Choice> = asked
        .choices()
        .into_iter()
        .map(|choice| {
            let selected = given(&choice.value);
            Choice::new(choice.value, choice.text, selected)
        })
        .collect();
    if asked.kind == QuestionKind::Choices {
        let none = Choice::new(NONE_OF_THESE, words::NONE_OF_THESE, given(NONE_OF_THESE));
        choices.push(none);
    }
    let bound = |bound: Option<i64>| bound.map_or_else(String::new, |n| n.to_string());
    Question {
        id: asked.id.clone(),
        kind: match asked.kind {
            QuestionKind::Tri => Control::Tri,
            QuestionKind::Int => Control::Int,
            QuestionKind::Choice => Control::Choice,
            QuestionKind::Choices => Control::Choices,
        },
        text: asked.text.clone(),
        help: asked.help.clone(),
        required: needed,
        choices,
        value: fields.first(&asked.id).unwrap_or_default().to_owned(),
        min: bound(asked.min),
        max: bound(asked.max),
        error: message(wrong, &asked.id),
        alarm: None,
    }
}

fn message(wrong: &[FieldError], field: &str) -> Option<String> {
    let found = wrong.iter().find(|error| error.field == field);
    found.map(|error| error.message.clone())
}
