use footpath_domain::Report;
use footpath_templates::{
    admin::Field,
    part::{AreaField, CheckField, ChecksField, Choice, FieldProblem, SelectField, TextField},
};

use super::Values;

/// Makes a form's fields, filled in, each with what is wrong with it.
pub struct Fields<'a> {
    values: &'a Values,
    report: &'a Report,
    /// Names with their labels, in order.
    labels: Vec<(String, String)>,
}

impl<'a> Fields<'a> {
    pub fn new(values: &'a Values, report: &'a Report) -> Self {
        Self {
            values,
            report,
            labels: Vec::new(),
        }
    }

    /// `kind` as in HTML: `text`, `email`, `url`, `date`, …
    pub fn line(&mut self, name: &str, label: &str, kind: &'static str, help: &str) -> Field {
        let field = TextField::new(name, label, kind, "off")
            .valued(self.values.text(name))
            .wrong(self.wrong(name, label));
        Field::Text(TextField {
            help: some(help),
            ..field
        })
    }

    pub fn area(&mut self, name: &str, label: &str, rows: u8, help: &str) -> Field {
        Field::Area(self.text_area(name, label, rows, help))
    }

    /// A text set as readers will see it.
    pub fn manuscript(&mut self, name: &str, label: &str, rows: u8, help: &str) -> Field {
        Field::Area(AreaField {
            markdown: true,
            ..self.text_area(name, label, rows, help)
        })
    }

    fn text_area(&mut self, name: &str, label: &str, rows: u8, help: &str) -> AreaField {
        AreaField {
            value: self.values.text(name).to_owned(),
            help: some(help),
            error: self.wrong(name, label),
            ..AreaField::new(name, label, rows)
        }
    }

    pub fn select(
        &mut self,
        name: &str,
        label: &str,
        options: impl IntoIterator<Item = (String, String)>,
        help: &str,
    ) -> Field {
        let chosen = self.values.text(name);
        let choices = options
            .into_iter()
            .map(|(value, text)| Choice::new(value.clone(), text, value == chosen));
        Field::Select(SelectField {
            help: some(help),
            error: self.wrong(name, label),
            ..SelectField::new(name, label, choices.collect())
        })
    }

    /// What is ticked comes first, in the order in which it was stored.
    pub fn checks(
        &mut self,
        name: &str,
        label: &str,
        options: impl IntoIterator<Item = (String, String)>,
        help: &str,
    ) -> Field {
        let ticked: Vec<&str> = self.values.all(name).collect();
        let at = |value: &str| ticked.iter().position(|one| *one == value);
        let mut options: Vec<_> = options.into_iter().collect();
        options.sort_by_key(|(value, _)| at(value).unwrap_or(usize::MAX));
        let choices = options.into_iter().map(|(value, text)| {
            let selected = at(&value).is_some();
            Choice::new(value, text, selected)
        });
        Field::Checks(ChecksField {
            help: some(help),
            error: self.wrong(name, label),
            ..ChecksField::new(name, label, choices.collect())
        })
    }

    pub fn check(&mut self, name: &str, label: &str, help: &str) -> Field {
        let field = CheckField::new(name, label)
            .ticked(self.values.ticked(name))
            .wrong(self.wrong(name, label));
        Field::Check(CheckField {
            help: some(help),
            ..field
        })
    }

    pub fn file(&mut self, name: &str, label: &str, help: &str) -> Field {
        let field = TextField::new(name, label, "file", "off").wrong(self.wrong(name, label));
        Field::File(TextField {
            help: some(help),
            ..field
        })
    }

    /// A field that is made elsewhere: what is wrong with it.
    pub fn noted(&mut self, name: &str, label: &str) -> Option<String> {
        self.wrong(name, label)
    }

    fn wrong(&mut self, name: &str, label: &str) -> Option<String> {
        self.labels.push((name.to_owned(), label.to_owned()));
        let wrong = self.report.0.iter().filter(|error| error.field == name);
        let messages: Vec<_> = wrong.map(|error| error.message.as_str()).collect();
        (!messages.is_empty()).then(|| messages.join("; "))
    }

    /// Names with their labels, in the order of the form.
    pub fn labels(&self) -> &[(String, String)] {
        &self.labels
    }

    /// Everything that is wrong, for the summary above the form; the last thing asked for.
    pub fn problems(self) -> Vec<FieldProblem> {
        let errors = self.report.0.iter();
        errors
            .map(|error| {
                let known = self.labels.iter().find(|(name, _)| *name == error.field);
                FieldProblem {
                    field: known.map_or("page_main", |(name, _)| name).to_owned(),
                    label: known.map_or(&*error.field, |(_, label)| label).to_owned(),
                    message: error.message.clone(),
                }
            })
            .collect()
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_form_comes_back_filled_in_with_the_message_beside_its_field() {
        let values = Values::default().with("title", "Heel").with("kind", "shoe");
        let report = Report::one("title", "is taken");
        let mut fields = Fields::new(&values, &report);
        let Field::Text(title) = fields.line("title", "Title", "text", "") else {
            panic!("no line");
        };
        assert_eq!(
            (&*title.value, title.error.as_deref()),
            ("Heel", Some("is taken"))
        );
        let kinds = ["insole", "shoe"].map(|kind| (kind.to_owned(), kind.to_owned()));
        let Field::Select(kind) = fields.select("kind", "Kind", kinds, "") else {
            panic!("no select");
        };
        assert!(kind.choices[1].selected && kind.error.is_none());
        let problems = fields.problems();
        assert_eq!(
            (&*problems[0].field, &*problems[0].label),
            ("title", "Title")
        );
    }
}
