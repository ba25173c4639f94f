//! The screens, and what readers are pointed to beside a result.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    triage::{
        Definition, RelatedTopic, Screen,
        rules::{self, Edit},
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

/// The form offers so many screens and topics more than there are.
const MORE: usize = 2;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<RuleSetId>,
) -> Result<HttpResponse, Problem> {
    page(&ctx, &signed, id.0, FormState::of(Values::default())).await
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<RuleSetId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    let edition = rules::get(&ctx, &actor, id.0).await?;
    let changed = match read(&edition.definition, &posted.values) {
        Ok(edit) => rules::change(&ctx, &actor, id.0, seen, edit).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(part::done(id.0, "saved")),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id.0, state).await
        }
    }
}

/// Blank ones are left out; what topics test stays, as only the rules that they follow from
/// are typed here.
fn read(definition: &Definition, values: &Values) -> Result<Edit, Error> {
    let mut report = Report::new();
    let mut screens = Vec::new();
    for n in 1..=definition.screens.len() + MORE {
        let title = values.text(&format!("screen.{n}.title")).trim();
        let intro = values.text(&format!("screen.{n}.intro")).trim();
        if title.is_empty() && intro.is_empty() {
            continue;
        }
        if title.is_empty() {
            report.add(format!("screen.{n}.title"), "must not be empty");
        }
        let id = u32::try_from(screens.len() + 1).unwrap_or(u32::MAX);
        screens.push(Screen {
            id,
            title: title.to_owned(),
            intro: intro.to_owned(),
        });
    }
    let mut topics = Vec::new();
    for n in 1..=definition.related_topics.len() + MORE {
        let topic = values.text(&format!("topic.{n}.slug")).trim();
        if topic.is_empty() {
            continue;
        }
        let rules = values.text(&format!("topic.{n}.rules")).split([',', ' ']);
        let rules = rules.map(str::trim).filter(|code| !code.is_empty());
        let known = definition.related_topics.get(n - 1);
        topics.push(RelatedTopic {
            topic: topic.to_owned(),
            when: known.and_then(|known| known.when.clone()),
            rules: rules.map(str::to_owned).collect(),
        });
    }
    report.into_result()?;
    Ok(Edit::Screens { screens, topics })
}

fn values(definition: &Definition) -> Values {
    let screens = (1..).zip(&definition.screens);
    let values = screens.fold(Values::default(), |values, (n, screen): (usize, _)| {
        values
            .with(&format!("screen.{n}.title"), &screen.title)
            .with(&format!("screen.{n}.intro"), &screen.intro)
    });
    let topics = (1..).zip(&definition.related_topics);
    topics.fold(values, |values, (n, related): (usize, _)| {
        values
            .with(&format!("topic.{n}.slug"), &related.topic)
            .with(&format!("topic.{n}.rules"), related.rules.join(", "))
    })
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: RuleSetId,
    state: FormState,
) -> Result<HttpResponse, Problem> {
    let edition = rules::get(ctx, &signed.actor(), id).await?;
    let (typed, report, answer) = part::split(state);
    let stored = values(&edition.definition);
    let shown = typed.over(stored.clone());
    let mut fields = Fields::new(&shown, &report);
    let mut part = Part::new(&edition, "Screens and topics", "screens");
    part.groups = groups(&mut fields, &edition.definition);
    part.buttons = vec![kit::button("save", "Save")];
    part.facts = facts(&edition.definition);
    part.sections = vec![topics_by_answer(&edition.definition)];
    part.stored = stored;
    part::page(ctx, signed, part, &shown, fields, answer).await
}

fn groups(fields: &mut Fields<'_>, definition: &Definition) -> Vec<FieldGroup> {
    let mut groups = Vec::new();
    for n in 1..=definition.screens.len() + MORE {
        let says = vec![
            fields.line(&format!("screen.{n}.title"), "Title", "text", ""),
            fields.area(&format!("screen.{n}.intro"), "Introduction", 2, ""),
        ];
        groups.push(kit::group(&format!("Screen {n}"), says));
    }
    for n in 1..=definition.related_topics.len() + MORE {
        let says = vec![
            fields.line(
                &format!("topic.{n}.slug"),
                "Topic",
                "text",
                "Its address, such as heel-pain.",
            ),
            fields.line(
                &format!("topic.{n}.rules"),
                "After these rules",
                "text",
                "Their codes; blank where only an answer leads there.",
            ),
        ];
        groups.push(kit::group(&format!("Topic {n}"), says));
    }
    groups
}

fn facts(definition: &Definition) -> Vec<Fact> {
    let screens = definition.screens.iter();
    screens
        .map(|screen| {
            let says = format!("{} {}", screen.title, screen.intro);
            Fact::new(format!("Screen {}", screen.id), says)
        })
        .collect()
}

fn topics_by_answer(definition: &Definition) -> Section {
    let facts = definition.related_topics.iter().map(|related| {
        let when = related.when.as_ref().map(ToString::to_string);
        let rules = (!related.rules.is_empty()).then(|| related.rules.join(", "));
        let by: Vec<_> = when.into_iter().chain(rules).collect();
        Fact::new(&related.topic, by.join(" or "))
    });
    Section {
        facts: facts.collect(),
        ..Section::new("Topics that follow from answers and rules")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starters_screens_and_topics_go_through_the_form_unchanged() {
        let definition = Definition::starter().unwrap();
        let Ok(Edit::Screens { screens, topics }) = read(&definition, &values(&definition)) else {
            panic!("it did not go through");
        };
        assert_eq!(screens, definition.screens);
        assert_eq!(topics, definition.related_topics);
    }
}
