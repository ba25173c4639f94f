//! A page on which one thing is read and changed: fields at the left, what is known of it at the
//! right.

use askama::Template;

use super::{
    Badge, BarChart, Cell, ConsoleFrame, Lane, Table,
    condition::{ConditionField, ConditionLine},
};
use crate::{
    SafeHtml,
    part::{
        AreaField, CheckField, ChecksField, Fact, FieldProblem, HiddenField, Link, SelectField,
        TextField,
    },
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "admin/form.html")]
pub struct FormPage {
    pub console: ConsoleFrame,
    /// Where it is one of many: "Articles", with the list.
    pub up: Link,
    pub heading: String,
    pub state: Option<Badge>,
    /// Where it can be seen as readers see it.
    pub view: Option<Link>,
    pub problems: Vec<FieldProblem>,
    pub conflict: Option<Conflict>,
    /// Absent where this person may only read.
    pub form: Option<EditForm>,
    /// What is known, for those who may only read, or in place of fields that nobody types.
    pub facts: Vec<Fact>,
    /// Longer things to read, one after the other.
    pub sections: Vec<Section>,
    pub aside: Vec<Panel>,
}

#[derive(Clone)]
pub struct EditForm {
    pub action: String,
    pub hidden: Vec<HiddenField>,
    pub groups: Vec<FieldGroup>,
    /// The first one is the primary.
    pub buttons: Vec<Button>,
    /// Rendered Markdown, refreshed as one types where scripts run; else by the button *Preview*.
    pub preview: Option<Preview>,
}

/// Fields that belong together; the heading may be empty.
#[derive(Clone)]
pub struct FieldGroup {
    pub heading: String,
    pub fields: Vec<Field>,
}

#[derive(Clone)]
pub enum Field {
    Text(TextField),
    Area(AreaField),
    Select(SelectField),
    Check(CheckField),
    Checks(ChecksField),
    /// When a rule matches.
    Condition(ConditionField),
    /// A file to be sent.
    File(TextField),
}

impl EditForm {
    /// It has buttons amid its fields: Enter must still press the first of its own.
    fn has_inner_buttons(&self) -> bool {
        let mut fields = self.groups.iter().flat_map(|group| &group.fields);
        fields.any(|field| matches!(field, Field::Condition(_)) || field.is_kept())
    }

    /// A file travels in another shape than typed fields.
    fn sends_a_file(&self) -> bool {
        let mut fields = self.groups.iter().flat_map(|group| &group.fields);
        fields.any(|field| matches!(field, Field::File(_)))
    }
}

/// A piece of a text that was changed.
#[derive(Clone)]
pub enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// Sends the form with `_do` saying what to do.
#[derive(Clone)]
pub struct Button {
    pub verb: String,
    pub label: String,
}

/// What Markdown becomes. `field` is the control that it is made from.
#[derive(Clone)]
pub struct Preview {
    pub field: String,
    /// Where a script posts the text to get the page back.
    pub href: String,
    pub html: Option<SafeHtml>,
}

/// Somebody wrote in between: what they have and what was typed here, field by field.
#[derive(Clone)]
pub struct Conflict {
    /// Such as "Changed 2 minutes ago".
    pub when: String,
    pub fields: Vec<Clash>,
}

#[derive(Clone)]
pub struct Clash {
    pub label: String,
    pub theirs: String,
    pub yours: String,
}

/// Something to read in the main column.
#[derive(Clone, Default)]
pub struct Section {
    pub heading: String,
    pub note: Option<String>,
    pub facts: Vec<Fact>,
    /// With its own line breaks, such as a mail.
    pub text: Option<String>,
    /// The facts are questions with their answers.
    pub wide: bool,
    pub table: Option<Table>,
    pub chart: Option<BarChart>,
    /// A board, column by column.
    pub lanes: Vec<Lane>,
    /// An old text and a new one in one, word by word.
    pub diff: Vec<Piece>,
    pub links: Vec<Link>,
}

impl Section {
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            ..Self::default()
        }
    }
}

/// Something beside the form.
#[derive(Clone, Default)]
pub struct Panel {
    pub heading: String,
    pub note: Option<String>,
    pub facts: Vec<Fact>,
    pub links: Vec<Link>,
    /// What happened, newest first: when and what.
    pub timeline: Vec<Moment>,
    pub acts: Vec<Act>,
}

#[derive(Clone)]
pub struct Moment {
    pub text: String,
    pub when: String,
}

/// One button that does one thing to it.
#[derive(Clone)]
pub struct Act {
    pub action: String,
    pub hidden: Vec<HiddenField>,
    pub label: String,
    /// What it will mean, beside the button.
    pub help: Option<String>,
    /// It cannot be undone, or takes something from readers.
    pub danger: bool,
    /// Typed in with it, such as a note.
    pub fields: Vec<Field>,
}

impl Panel {
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            ..Self::default()
        }
    }
}

impl Panel {
    /// There is nothing in it to read on paper.
    fn only_acts(&self) -> bool {
        let told = !self.facts.is_empty() || !self.links.is_empty() || !self.timeline.is_empty();
        !self.acts.is_empty() && !told
    }
}

impl Sample for FormPage {
    fn sample(s: &Sampler) -> Self {
        let hidden = || vec![HiddenField::new(s.text("_csrf"), s.text("x"))];
        let act = |label: &str, danger, fields| Act {
            action: s.text("/admin/articles/1/archive"),
            hidden: hidden(),
            label: s.text(label),
            help: s.some("Readers no longer find it; nothing is lost."),
            danger,
            fields,
        };
        Self {
            console: ConsoleFrame::sample(s),
            up: Link::new(s.text("Articles"), s.text("/admin/articles")),
            heading: s.text("Heel pain when walking after running"),
            state: Some(Badge::new(s.text("Published"), super::Tone::Green)),
            view: Some(Link::new(
                s.text("See it on the site"),
                s.text("/articles/heel-pain"),
            )),
            problems: vec![FieldProblem {
                field: "summary".to_owned(),
                label: s.text("Summary"),
                message: s.text("must not be empty"),
            }],
            conflict: Some(Conflict {
                when: s.text("Changed 2 minutes ago."),
                fields: vec![Clash {
                    label: s.text("Title"),
                    theirs: s.text("Heel pain after running"),
                    yours: s.text("Heel pain when walking after running"),
                }],
            }),
            form: Some(EditForm {
                action: s.text("/admin/articles/1"),
                hidden: hidden(),
                groups: vec![FieldGroup {
                    heading: s.text("Details"),
                    fields: sample_fields(s),
                }],
                buttons: ["Publish", "Save draft"]
                    .map(|label| Button {
                        verb: s.text("publish"),
                        label: s.text(label),
                    })
                    .into(),
                preview: Some(Preview {
                    field: "body".to_owned(),
                    href: s.text("/admin/preview"),
                    html: Some(s.html("A paragraph.")),
                }),
            }),
            facts: vec![Fact::new(s.text("Made"), s.text("November 1, 2026")).linked(s.text("/x"))],
            sections: sample_sections(s),
            aside: vec![Panel {
                heading: s.text("Status"),
                note: s.some("Changes are not published yet."),
                facts: vec![Fact::new(s.text("Version"), s.text("3"))],
                links: vec![Link::new(
                    s.text("Used in 2 articles"),
                    s.text("/admin/articles"),
                )],
                timeline: vec![Moment {
                    text: s.text("Published by Robin Hale"),
                    when: s.text("2 days ago"),
                }],
                acts: vec![
                    act("Archive", true, Vec::new()),
                    act(
                        "Add note",
                        false,
                        vec![Field::Text(TextField::new(
                            "note",
                            s.text("Note"),
                            "text",
                            "off",
                        ))],
                    ),
                ],
            }],
        }
    }
}

fn sample_sections(s: &Sampler) -> Vec<Section> {
    vec![
        Section {
            note: s.some("Erased on December 1."),
            text: s.some("Good morning,\n\na referral is waiting."),
            ..Section::new(s.text("The mail"))
        },
        Section {
            facts: vec![Fact::new(s.text("Is it warm?"), s.text("Yes"))],
            wide: true,
            table: Some(Table {
                label: s.text("Rules"),
                columns: vec![super::Column::new(s.text("Rule"))],
                rows: vec![super::Row {
                    title: s.text("sepsis"),
                    href: s.some("/admin/triage-rules/1/rules/sepsis"),
                    note: None,
                    cells: vec![Cell::Text(s.text("pus"))],
                }],
            }),
            chart: Some(BarChart::over(
                s.text("Opened"),
                "mails",
                vec![(s.text("Under 1 hour"), 4), (s.text("Not opened"), 1)],
            )),
            lanes: vec![Lane::sample(s)],
            diff: vec![
                Piece::Same(s.text("Call ")),
                Piece::Gone(s.text("a friend")),
                Piece::New(s.text("911")),
            ],
            links: vec![Link::new(s.text("Add"), s.text("/admin/new"))],
            ..Section::new(s.text("Answers"))
        },
    ]
}

fn sample_fields(s: &Sampler) -> Vec<Field> {
    let choices = || {
        ["heel-pain", "insoles"]
            .map(|value| crate::part::Choice::new(s.text(value), s.text(value), value == "insoles"))
            .to_vec()
    };
    vec![
        Field::Text(
            TextField::new("title", s.text("Title"), "text", "off").valued(s.text("Heel pain")),
        ),
        Field::Area(AreaField {
            help: s.some("One or two sentences."),
            error: s.some("must not be empty"),
            ..AreaField::new("summary", s.text("Summary"), 3)
        }),
        Field::Area(AreaField {
            value: s.text("A paragraph."),
            markdown: true,
            ..AreaField::new("body", s.text("Text"), 24)
        }),
        Field::Select(SelectField {
            help: s.some("As the maker says."),
            kept: Some(super::Kept {
                field: "kind".to_owned(),
                follow: s.some("/admin/products/1/follow"),
            }),
            error: s.some("is not one of them"),
            ..SelectField::new("kind", s.text("Kind"), choices())
        }),
        Field::Check(CheckField::new("accepting", s.text("Takes new patients")).ticked(true)),
        Field::Checks(ChecksField {
            help: s.some("In the order in which they are shown."),
            error: s.some("at most 20"),
            ..ChecksField::new("topics", s.text("Topics"), choices())
        }),
        Field::Condition(ConditionField::sample(s)),
        Field::File(TextField::new("file", s.text("File"), "file", "off")),
    ]
}
