use similar::{ChangeTag, TextDiff};

use super::super::canonical;
use crate::triage::{Definition, Question};

/// A part that one version has otherwise than another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Such as `Rule sepsis`.
    pub part: String,
    pub words: Vec<Word>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub mark: Mark,
    /// With the white space that belongs to it.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Same,
    /// Only in the old one.
    Gone,
    /// Only in the new one.
    New,
}

/// What differs, word by word, part by part in the order of the new version; what is gone comes
/// last.
pub fn compare(old: &Definition, new: &Definition) -> Vec<Change> {
    let (old, new) = (parts(old), parts(new));
    let text = |parts: &[(String, String)], name: &str| {
        let found = parts.iter().find(|(known, _)| known == name);
        found.map_or_else(String::new, |(_, text)| text.clone())
    };
    let gone = old
        .iter()
        .filter(|(name, _)| new.iter().all(|(known, _)| known != name));
    let names = new.iter().chain(gone).map(|(name, _)| name);
    names
        .map(|name| (name, text(&old, name), text(&new, name)))
        .filter(|(_, old, new)| old != new)
        .map(|(name, old, new)| Change {
            part: name.clone(),
            words: words(&old, &new),
        })
        .collect()
}

fn words(old: &str, new: &str) -> Vec<Word> {
    let diff = TextDiff::from_words(old, new);
    let mut words: Vec<Word> = Vec::new();
    for change in diff.iter_all_changes() {
        let mark = match change.tag() {
            ChangeTag::Equal => Mark::Same,
            ChangeTag::Delete => Mark::Gone,
            ChangeTag::Insert => Mark::New,
        };
        match words.last_mut() {
            Some(last) if last.mark == mark => last.text.push_str(change.value()),
            _ => words.push(Word {
                mark,
                text: change.value().to_owned(),
            }),
        }
    }
    words
}

/// Every part by its name, as text.
fn parts(definition: &Definition) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    for screen in &definition.screens {
        let text = format!("{}\n{}", screen.title, screen.intro);
        parts.push((format!("Screen {}", screen.id), text));
    }
    for question in &definition.questions {
        parts.push((format!("Question {}", question.id), question_text(question)));
    }
    let order = definition.rules.iter().map(|rule| rule.code.as_str());
    let order: Vec<_> = order.collect();
    parts.push(("Order of the rules".to_owned(), order.join(" ")));
    for rule in &definition.rules {
        let text = format!(
            "{} \u{2192} {}\n{}\n{}\n{}\n{}",
            rule.tier.as_str(),
            rule.go_to.as_str(),
            rule.when,
            rule.label,
            rule.advice,
            rule.source
        );
        parts.push((format!("Rule {}", rule.code), text));
    }
    for outcome in &definition.outcomes {
        let to = outcome.go_to.map_or("nobody", |to| to.as_str());
        let name = format!("Outcome {} \u{2192} {to}", outcome.tier.as_str());
        parts.push((
            name,
            format!("{}\n{}", outcome.headline, outcome.advice.join("\n")),
        ));
    }
    for related in &definition.related_topics {
        let when = related.when.as_ref().map(ToString::to_string);
        let text = format!("{} {}", when.unwrap_or_default(), related.rules.join(" "));
        parts.push((format!("Topic {}", related.topic), text));
    }
    let base = serde_json::to_value(&definition.example_base).unwrap_or_default();
    parts.push(("What every example answers".to_owned(), canonical(&base)));
    for example in &definition.examples {
        let answers = serde_json::to_value(&example.answers).unwrap_or_default();
        let text = format!("{} {}", example.tier.as_str(), example.codes.join(" "));
        parts.push((format!("Example {}", canonical(&answers)), text));
    }
    parts
}

fn question_text(question: &Question) -> String {
    let needed = if question.required {
        "required"
    } else {
        "optional"
    };
    let options: Vec<_> = question
        .options
        .iter()
        .map(|option| format!("{}: {}", option.value, option.text))
        .collect();
    let bound = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
    format!(
        "{}\n{}\n{} on screen {}, {needed} {} {}\n{}",
        question.text,
        question.help.as_deref().unwrap_or_default(),
        question.kind.as_str(),
        question.screen,
        bound(question.min),
        bound(question.max),
        options.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_is_told_from_the_words_around_it() {
        let old = Definition::starter().unwrap();
        assert!(compare(&old, &old).is_empty());
        let mut new = old.clone();
        new.rules[0].label = new.rules[0].label.replacen(' ', " very ", 1);
        let gone = new.rules.remove(2).code;
        let changes = compare(&old, &new);
        let names: Vec<_> = changes.iter().map(|change| &*change.part).collect();
        let removed = format!("Rule {gone}");
        assert_eq!(names, ["Order of the rules", "Rule pe", &removed]);
        let new_words: Vec<_> = changes[1]
            .words
            .iter()
            .filter(|word| word.mark != Mark::Same)
            .map(|word| (word.mark, word.text.trim()))
            .collect();
        assert_eq!(new_words, [(Mark::New, "very")]);
        assert!(changes[2].words.iter().all(|word| word.mark == Mark::Gone));
    }
}
