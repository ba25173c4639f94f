use footpath_domain::triage::{Definition, Question, QuestionKind};
use footpath_templates::part::HiddenField;
use serde_json::{Map, Value};

/// A posted form as it came; a name may stand there more than once.
pub type Pairs = Vec<(String, String)>;

/// Chosen instead of any of the options.
pub const NONE_OF_THESE: &str = "none";

const POSTAL_CODE: &str = "postal_code";

#[derive(Default)]
pub struct Fields(Pairs);

impl Fields {
    pub fn of(pairs: Pairs) -> Self {
        Self(pairs)
    }

    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.first(name)?.parse().ok()
    }

    /// A text that is not blank.
    pub fn text(&self, name: &str) -> Option<String> {
        self.first(name)
            .filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
    }

    pub fn ticked(&self, name: &str) -> bool {
        self.first(name).is_some_and(|value| !value.is_empty())
    }

    pub fn postal_code(&self) -> Option<String> {
        self.text(POSTAL_CODE)
    }

    /// The answers as the API takes them. What cannot be one is left as typed, so that it is
    /// refused beside its field.
    pub fn answers(&self, definition: &Definition) -> Map<String, Value> {
        definition
            .questions
            .iter()
            .filter_map(|question| Some((question.id.clone(), self.answer(question)?)))
            .collect()
    }

    fn answer(&self, question: &Question) -> Option<Value> {
        let id = question.id.as_str();
        match question.kind {
            QuestionKind::Choices => {
                self.first(id)?;
                let chosen = self.all(id).filter(|value| *value != NONE_OF_THESE);
                Some(chosen.map(Value::from).collect())
            }
            QuestionKind::Int => {
                let text = self.text(id)?;
                Some(match text.trim().parse::<i64>() {
                    Ok(n) => n.into(),
                    Err(_) => text.into(),
                })
            }
            QuestionKind::Tri | QuestionKind::Choice => self.text(id).map(Value::from),
        }
    }

    /// Everything answered outside of a screen (0: everything), to travel along unseen.
    pub fn carried(&self, definition: &Definition, but_for: u32) -> Vec<HiddenField> {
        let mut hidden = Vec::new();
        for question in definition.questions.iter().filter(|q| q.screen != but_for) {
            for value in self.all(&question.id).filter(|value| !value.is_empty()) {
                hidden.push(HiddenField::new(&question.id, value));
            }
        }
        let last = definition.screens.last().map_or(0, |screen| screen.id);
        if let Some(code) = self.postal_code().filter(|_| but_for != last) {
            hidden.push(HiddenField::new(POSTAL_CODE, code));
        }
        hidden
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Fields::of(pairs.iter().map(own).collect())
    }

    #[test]
    fn a_form_reads_as_the_answers_of_the_api() {
        let definition = Definition::starter().unwrap();
        let sent = fields(&[
            ("injury", "no"),
            ("pain_site", "arch"),
            ("pain_site", "none"),
            ("age", " 35 "),
            ("severity", "a lot"),
            ("home_care_days", ""),
            ("trend", "same"),
            ("_go", "next"),
            ("stranger", "1"),
        ]);
        assert_eq!(
            Value::Object(sent.answers(&definition)),
            json!({
                "injury": "no", "pain_site": ["arch"], "age": 35, "severity": "a lot",
                "trend": "same",
            })
        );
        let none = fields(&[("pain_site", "none")]);
        assert_eq!(none.answers(&definition)["pain_site"], json!([]));
    }

    #[test]
    fn going_back_and_forth_loses_nothing() {
        let definition = Definition::starter().unwrap();
        let sent = fields(&[
            ("injury", "no"),
            ("pain_site", "arch"),
            ("pain_site", "calf"),
            ("age", "x"),
            ("postal_code", "83702"),
        ]);
        let names = |screen| -> Vec<String> {
            let carried = sent.carried(&definition, screen);
            carried.into_iter().map(|field| field.name).collect()
        };
        assert_eq!(names(1), ["pain_site", "pain_site", "age", "postal_code"]);
        assert_eq!(names(2), ["injury", "age", "postal_code"]);
        assert_eq!(names(3), ["injury", "pain_site", "pain_site"]);
        assert_eq!(names(0).len(), 5);
    }
}
