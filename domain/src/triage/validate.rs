//! What a definition must hold before it may be published.

#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::{
    Answers, Condition, Definition, GoTo, Question, QuestionKind, Rule, Tier, condition::Reading,
    evaluate,
};
use crate::{Report, Result};

impl Definition {
    /// Every reason why this must not be published, by the part that it concerns: names that do
    /// not exist, examples that fail, rules and `or` branches that no example reaches.
    pub fn validate(&self) -> Result<()> {
        let mut report = Report::new();
        questions(self, &mut report);
        for rule in &self.rules {
            let place = format!("rules.{}", rule.code);
            if matches!(rule.when, Condition::Unsure(_)) {
                continue;
            }
            condition(self, &rule.when, &place, &mut report);
        }
        rules(self, &mut report);
        topics(self, &mut report);
        wordings(self, &mut report);
        words::words(self, &mut report);
        // Examples of broken rules would only say the same again.
        if report.is_empty() {
            examples(self, &mut report);
        }
        report.into_result()
    }
}

fn questions(definition: &Definition, report: &mut Report) {
    for (n, screen) in (1..).zip(&definition.screens) {
        if screen.id != n {
            report.add(
                "screens",
                format!("screen {} should have the number {n}", screen.id),
            );
        }
    }
    let mut seen = BTreeSet::new();
    for question in &definition.questions {
        let place = format!("questions.{}", question.id);
        if !seen.insert(&question.id) {
            report.add(&place, "is there twice");
        }
        if !is_name(&question.id) {
            report.add(&place, "must have an ID of a–z, 0–9 and _");
        }
        if !definition
            .screens
            .iter()
            .any(|screen| screen.id == question.screen)
        {
            report.add(&place, "is on a screen that does not exist");
        }
        let values: BTreeSet<_> = question
            .options
            .iter()
            .map(|option| &option.value)
            .collect();
        let chosen = matches!(question.kind, QuestionKind::Choice | QuestionKind::Choices);
        if chosen == question.options.is_empty() || values.len() != question.options.len() {
            report.add(
                &place,
                "a choice needs different options, and only a choice has them",
            );
        }
        let bounded = question.min.is_some() || question.max.is_some();
        let crossed = matches!((question.min, question.max), (Some(min), Some(max)) if min > max);
        if bounded && question.kind != QuestionKind::Int || crossed {
            report.add(&place, "only a number has bounds, the lower one first");
        }
    }
    let age = definition.question("age");
    if !age.is_some_and(|age| age.kind == QuestionKind::Int && age.required) {
        report.add(
            "questions.age",
            "must be a required number: children are protected by it",
        );
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn rules(definition: &Definition, report: &mut Report) {
    let mut codes = BTreeSet::new();
    let mut unsure: BTreeMap<Tier, usize> = BTreeMap::new();
    for rule in &definition.rules {
        let place = format!("rules.{}", rule.code);
        if !codes.insert(&rule.code) {
            report.add(&place, "is there twice");
        }
        if !is_name(&rule.code) {
            report.add(&place, "must have a code of a–z, 0–9 and _");
        }
        if rule.tier == Tier::SelfCare {
            report.add(&place, "self-care is what remains when no rule matches");
        }
        if let Condition::Unsure(about) = rule.when {
            *unsure.entry(about).or_default() += 1;
            if rule.tier >= about {
                report.add(
                    &place,
                    "must be of a lower tier than the rules it is unsure about",
                );
            }
        }
    }
    for (tier, wanted) in Tier::ALL.map(|tier| (tier, usize::from(tier >= Tier::Urgent))) {
        if unsure.get(&tier).copied().unwrap_or(0) != wanted {
            let tier = tier.as_str();
            report.add(
                "rules",
                format!("{wanted} rule(s) must be unsure about {tier}"),
            );
        }
    }
}

/// Names, kinds and values of one condition and its parts.
fn condition(definition: &Definition, when: &Condition, place: &str, report: &mut Report) {
    let question = |id: &str, kinds: &[QuestionKind], report: &mut Report| -> Option<&Question> {
        match definition.question(id) {
            None => report.add(place, format!("reads {id}, which is not a question")),
            Some(question) if !kinds.contains(&question.kind) => {
                let kind = question.kind.as_str();
                report.add(
                    place,
                    format!("reads {id} wrongly: it is a {kind} question"),
                );
            }
            found => return found,
        }
        None
    };
    let offered = |found: Option<&Question>, value: &str, report: &mut Report| {
        if found.is_some_and(|found| found.options.iter().all(|option| option.value != value)) {
            report.add(place, format!("{value} cannot be answered there"));
        }
    };
    match when {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            let count = if let Condition::AtLeast { count, .. } = when {
                *count
            } else {
                1
            };
            if count == 0 || count > parts.len() {
                report.add(place, "has a group that is empty or can never be met");
            }
            for part in parts {
                condition(definition, part, place, report);
            }
        }
        Condition::Yes(id) => {
            question(id, &[QuestionKind::Tri], report);
        }
        Condition::Is {
            question: id,
            value,
        }
        | Condition::IsNot {
            question: id,
            value,
        } => {
            let found = question(id, &[QuestionKind::Choice], report);
            offered(found, value, report);
        }
        Condition::Has {
            question: id,
            value,
        } => {
            let found = question(id, &[QuestionKind::Choices], report);
            offered(found, value, report);
        }
        Condition::Number {
            question: id,
            from,
            to,
        } => {
            let found = question(id, &[QuestionKind::Int], report);
            let within = |n: &i64| {
                found.is_none_or(|question| {
                    question.min.is_none_or(|min| *n >= min)
                        && question.max.is_none_or(|max| *n <= max)
                })
            };
            let crossed = matches!((from, to), (Some(from), Some(to)) if from > to);
            if from.is_none() && to.is_none() || crossed || !from.iter().chain(to).all(within) {
                report.add(place, format!("compares {id} with numbers it cannot have"));
            }
        }
        Condition::Unsure(_) => report.add(place, "being unsure must be the whole condition"),
    }
}

fn topics(definition: &Definition, report: &mut Report) {
    for related in &definition.related_topics {
        let place = format!("related_topics.{}", related.topic);
        if let Some(when) = &related.when {
            condition(definition, when, &place, report);
        }
        for code in &related.rules {
            if definition.rule(code).is_none() {
                report.add(&place, format!("names {code}, which is not a rule"));
            }
        }
    }
}

/// Whatever tier and place can come out together must be worded.
fn wordings(definition: &Definition, report: &mut Report) {
    let mut wanted: BTreeSet<(Tier, Option<GoTo>)> = BTreeSet::from([(Tier::SelfCare, None)]);
    for top in &definition.rules {
        for other in definition
            .rules
            .iter()
            .filter(|other| other.tier <= top.tier)
        {
            wanted.insert((top.tier, Some(top.go_to.max(other.go_to))));
        }
    }
    for (tier, go_to) in wanted {
        if definition.wording(tier, go_to).is_none() {
            let go_to = go_to.map_or("nowhere", GoTo::as_str);
            report.add(
                "outcomes",
                format!("nothing says what {} with {go_to} means", tier.as_str()),
            );
        }
    }
}

fn examples(definition: &Definition, report: &mut Report) {
    let mut read: Vec<(Answers, &[String])> = Vec::new();
    for (n, example) in (1..).zip(&definition.examples) {
        let place = format!("examples.{n}");
        let mut sent: Map<String, Value> = definition.example_base.clone().into_iter().collect();
        sent.extend(example.answers.clone());
        let (answers, wrong) = Answers::partial(definition, &sent);
        for error in wrong.0 {
            report.add(&place, format!("{} {}", error.field, error.message));
        }
        let outcome = evaluate(definition, &answers, NaiveDate::default());
        if outcome.tier != example.tier || outcome.codes != example.codes {
            let (tier, codes) = (outcome.tier.as_str(), outcome.codes.join(", "));
            report.add(&place, format!("comes to {tier} with [{codes}]"));
        }
        read.push((answers, &example.codes));
    }
    for rule in &definition.rules {
        reached(rule, &read, report);
    }
}

/// A branch counts as reached when some example matches the rule with it and not without it.
fn reached(rule: &Rule, examples: &[(Answers, &[String])], report: &mut Report) {
    let place = format!("rules.{}", rule.code);
    if !examples.iter().any(|(_, codes)| codes.contains(&rule.code)) {
        report.add(&place, "no example reaches it");
        return;
    }
    let mut branches = Vec::new();
    rule.when.or_branches(&mut branches);
    for branch in branches {
        let decisive = examples.iter().any(|(answers, _)| {
            rule.when.holds(answers, Reading::AsItStands)
                && !rule
                    .when
                    .holds_without(answers, Reading::AsItStands, Some(branch))
        });
        if !decisive {
            let mut read = Vec::new();
            branch.questions(&mut read);
            report.add(
                &place,
                format!("no example needs its branch on {}", read.join(", ")),
            );
        }
    }
}
