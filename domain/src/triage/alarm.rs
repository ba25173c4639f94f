//! What a page may know of emergencies before anything is sent: by which answers it must say so
//! at once.

use serde_json::{Map, Value, json};

use super::{Answers, Condition, Definition, GoTo, Question, QuestionKind, Tier, emergency_is_met};

/// An emergency rule as a page tries it: when it is met, and what to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm<'a> {
    pub when: &'a Condition,
    pub headline: &'a str,
}

/// The emergency rules, those of the most urgent place first.
pub fn alarms(definition: &Definition) -> Vec<Alarm<'_>> {
    let mut rules: Vec<_> = definition
        .rules
        .iter()
        .filter(|rule| rule.tier == Tier::Emergency && !rule.is_about_doubt())
        .collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.go_to));
    let said = |go_to: GoTo| definition.wording(Tier::Emergency, Some(go_to));
    rules
        .into_iter()
        .map(|rule| Alarm {
            when: &rule.when,
            headline: said(rule.go_to).map_or("", |wording| wording.headline.as_str()),
        })
        .collect()
}

/// What to say at once when a question has this answer, whatever the others are: the answer
/// alone meets an emergency rule.
pub fn alone<'a>(definition: &'a Definition, question: &Question, value: &str) -> Option<&'a str> {
    let answer = match question.kind {
        QuestionKind::Choices => json!([value]),
        QuestionKind::Tri | QuestionKind::Choice => json!(value),
        QuestionKind::Int => return None,
    };
    let sent: Map<String, Value> = Map::from_iter([(question.id.clone(), answer)]);
    let (answers, _) = Answers::partial(definition, &sent);
    if !emergency_is_met(definition, &answers) {
        return None;
    }
    let met = alarms(definition).into_iter().find(|alarm| {
        alarm
            .when
            .holds(&answers, super::condition::Reading::AsItStands)
    });
    met.map(|alarm| alarm.headline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_that_are_an_emergency_alone_are_known() {
        let starter = Definition::starter().unwrap();
        let grave: Vec<_> = starter
            .questions
            .iter()
            .filter_map(|question| Some((&*question.id, alone(&starter, question, "yes")?)))
            .collect();
        assert_eq!(
            grave,
            [
                ("chest_or_breathing", "Call 911 now"),
                (
                    "sudden_kick_back_of_heel",
                    "Go to an emergency department now"
                ),
                ("cold_or_colour_change", "Call 911 now"),
                ("spreading_within_hours", "Call 911 now"),
                ("saddle_or_bladder", "Call 911 now"),
                ("both_legs_weak", "Call 911 now"),
            ]
        );
        for question in &starter.questions {
            for value in ["no", "not_sure", "under_heel", "worse"] {
                assert_eq!(alone(&starter, question, value), None, "{}", question.id);
            }
        }
    }

    #[test]
    fn the_most_urgent_place_is_tried_first() {
        let starter = Definition::starter().unwrap();
        let said: Vec<_> = alarms(&starter).iter().map(|one| one.headline).collect();
        assert_eq!(said.len(), 8);
        assert!(said[..6].iter().all(|headline| *headline == "Call 911 now"));
        assert!(said[6..].iter().all(|said| said.contains("department")));
    }
}
