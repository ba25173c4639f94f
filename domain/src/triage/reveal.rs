use chrono::{DateTime, Utc};
use footpath_entity::id::AssessmentId;
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value};

use super::{
    Answer, Answers, Choice, Contact, Definition, GoTo, Question, RedFlag, Screen, Tier,
    record::{self, Findings},
    ruleset,
};
use crate::{Ctx, Result, seal::SubjectKey};

/// An assessment in words, for whoever it was shared with. Health data: whoever calls for it
/// writes the audit entry.
pub struct Revealed {
    pub received_at: DateTime<Utc>,
    pub tier: Tier,
    pub go_to: Option<GoTo>,
    pub headline: String,
    /// In the order of the rules.
    pub red_flags: Vec<RedFlag>,
    /// As the questions were asked together.
    pub screens: Vec<Screen>,
    /// In the order of the questionnaire; what was left out is not listed.
    pub answers: Vec<WordedAnswer>,
    pub contact: Option<Contact>,
    /// Nothing that must be answered was left out: an emergency is told before all of it is.
    pub complete: bool,
    /// The person is under 18, and the contact is the adult who answered.
    pub for_a_child: bool,
    /// Which version of the questionnaire was answered.
    pub rule_set_version: i32,
    pub rule_set_hash: String,
    /// Where the same contact asked more than once in two weeks: the highest tier of all.
    pub highest_with_repeats: Option<Tier>,
    /// Whether a clinical reviewer has signed that version off.
    pub clinically_reviewed: bool,
}

/// A question and its answer as the reader saw them.
#[derive(Clone, PartialEq, Eq)]
pub struct WordedAnswer {
    /// The question's ID.
    pub id: String,
    /// The ID of the screen that asked it.
    pub screen: u32,
    pub given: Given,
    pub question: String,
    pub answer: String,
    /// A plain No: most answers are, and they can be read last.
    pub denied: bool,
}

/// An answer by the values that the question knows.
#[derive(Clone, PartialEq, Eq)]
pub enum Given {
    Number(i64),
    /// None, where nothing of a list was chosen.
    Chosen(Vec<Choice>),
}

/// Opens what is sealed. `NotFound` when there is no such assessment or it was erased.
pub async fn reveal(ctx: &Ctx, conn: &impl ConnectionTrait, id: AssessmentId) -> Result<Revealed> {
    let row = record::load(conn, id).await?;
    let subject = SubjectKey::load(ctx, conn, row.subject_key_id).await?;
    let rules = ruleset::stored(ctx, conn, row.rule_set_version).await?;
    let sent: Map<String, Value> = record::open(&subject, id, "answers", row.answers.as_ref())?;
    let (answers, _) = Answers::partial(&rules.definition, &sent);
    let findings: Findings = record::open(&subject, id, "result", row.result.as_ref())?;
    let contact = match &row.contact {
        Some(sealed) => Some(record::open(&subject, id, "contact", Some(sealed))?),
        None => None,
    };
    let wording = rules.definition.wording(findings.tier, findings.go_to);
    Ok(Revealed {
        received_at: row.created_at,
        tier: findings.tier,
        go_to: findings.go_to,
        headline: wording.map_or_else(String::new, |wording| wording.headline.clone()),
        red_flags: RedFlag::of(&rules.definition, &findings.codes),
        screens: rules.definition.screens.clone(),
        answers: worded(&rules.definition, &answers),
        complete: rules
            .definition
            .questions
            .iter()
            .all(|question| !question.required || answers.get(&question.id).is_some()),
        contact,
        for_a_child: answers.of_a_child(),
        rule_set_version: row.rule_set_version,
        rule_set_hash: row.rule_set_hash.clone(),
        highest_with_repeats: None,
        clinically_reviewed: rules.clinically_reviewed,
    })
}

pub(super) fn worded(definition: &Definition, answers: &Answers) -> Vec<WordedAnswer> {
    definition
        .questions
        .iter()
        .filter_map(|question| Some((question, answers.get(&question.id)?)))
        .map(|(question, answer)| WordedAnswer {
            id: question.id.clone(),
            screen: question.screen,
            given: given(question, answer),
            question: question.text.clone(),
            answer: in_words(question, answer),
            denied: *answer == Answer::No,
        })
        .collect()
}

fn given(question: &Question, answer: &Answer) -> Given {
    let is_chosen = |choice: &Choice| match answer {
        Answer::Yes => choice.value == "yes",
        Answer::No => choice.value == "no",
        Answer::NotSure => choice.value == "not_sure",
        Answer::Choice(value) => choice.value == *value,
        Answer::Choices(values) => values.contains(&choice.value),
        Answer::Number(_) => false,
    };
    match answer {
        Answer::Number(n) => Given::Number(*n),
        _ => Given::Chosen(question.choices().into_iter().filter(is_chosen).collect()),
    }
}

fn in_words(question: &Question, answer: &Answer) -> String {
    let option = |value: &String| {
        let found = question
            .options
            .iter()
            .find(|option| option.value == *value);
        found.map_or_else(|| value.clone(), |option| option.text.clone())
    };
    match answer {
        Answer::Yes => "Yes".to_owned(),
        Answer::No => "No".to_owned(),
        Answer::NotSure => "Not sure".to_owned(),
        Answer::Number(n) => n.to_string(),
        Answer::Choice(value) => option(value),
        Answer::Choices(values) if values.is_empty() => "None of these".to_owned(),
        Answer::Choices(values) => values.iter().map(option).collect::<Vec<_>>().join("; "),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_read_as_the_readers_words_in_the_order_of_the_questions() {
        let definition = Definition::starter().unwrap();
        let sent = json!({
            "trend": "worse", "age": 41, "pain_site": ["arch", "under_heel"],
            "injury": "not_sure", "pus": "no",
        });
        let (answers, _) = Answers::partial(&definition, sent.as_object().unwrap());
        let said: Vec<_> = worded(&definition, &answers)
            .into_iter()
            .map(|worded| (worded.answer, worded.denied))
            .collect();
        assert_eq!(
            said,
            [
                ("Not sure", false),
                ("In the arch; Under the heel", false),
                ("No", true),
                ("41", false),
                ("Worse", false),
            ]
            .map(|(answer, denied)| (answer.to_owned(), denied))
        );
    }
}
