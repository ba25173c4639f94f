use askama::Template;

use crate::{
    admin::{ConditionLine, Field},
    part::{
        AreaField, Choice, Crumb, Fact, FieldProblem, Frame, HiddenField, Link, SelectField,
        TextField,
    },
    sample::{Sample, Sampler},
};

/// A form about a listing: something is wrong with it, it is mine, or, behind a mailed link, it is
/// right. The fields are those of the console.
#[derive(Clone, Template)]
#[template(path = "site/listing_form.html")]
pub struct ListingFormPage {
    pub frame: Frame,
    /// Empty behind a private link.
    pub crumbs: Vec<Crumb>,
    pub heading: String,
    pub lead: Vec<String>,
    pub problems: Vec<FieldProblem>,
    /// The listing as it stands.
    pub facts: Vec<Fact>,
    pub action: String,
    pub hidden: Vec<HiddenField>,
    pub fields: Vec<Field>,
    pub button: String,
    /// Below the button, such as what becomes of what was typed.
    pub foot: Vec<String>,
}

/// What came of such a form, or of a link.
#[derive(Clone, Template)]
#[template(path = "site/listing_done.html")]
pub struct ListingDonePage {
    pub frame: Frame,
    pub heading: String,
    pub lines: Vec<String>,
    pub links: Vec<Link>,
}

impl Sample for ListingFormPage {
    fn sample(s: &Sampler) -> Self {
        let choices = ["The telephone number", "The address"];
        let choices = choices.map(|label| Choice::new(s.text("phone"), s.text(label), false));
        Self {
            frame: Frame::titled(s, "Report an error", "/podiatrists").hidden(),
            crumbs: vec![Crumb::new(
                s.text("Jane Q. Sample, DPM"),
                s.text("/podiatrists/1234567893"),
            )],
            heading: s.text("Report an error"),
            lead: s.texts(&["Jane Q. Sample, DPM"]),
            problems: vec![FieldProblem {
                field: "message".to_owned(),
                label: s.text("What is right?"),
                message: s.text("must not be empty"),
            }],
            facts: vec![Fact::new(s.text("Boise Foot Clinic"), s.text("Boise, ID"))],
            action: s.text("/podiatrists/1234567893/report"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            fields: vec![
                Field::Select(SelectField::new(
                    "what",
                    s.text("What is wrong?"),
                    choices.into(),
                )),
                Field::Area(AreaField {
                    error: s.some("must not be empty"),
                    ..AreaField::new("message", s.text("What is right?"), 5)
                }),
                Field::Text(TextField::new("email", s.text("Email"), "email", "email")),
            ],
            button: s.text("Send"),
            foot: s.texts(&["Nothing is kept of who sent it."]),
        }
    }
}

impl Sample for ListingDonePage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Thank you", "/podiatrists").hidden(),
            heading: s.text("Thank you"),
            lines: s.texts(&["Our staff will look at it."]),
            links: vec![Link::new(
                s.text("Back to the listing"),
                s.text("/podiatrists/1234567893"),
            )],
        }
    }
}
