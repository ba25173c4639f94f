//! The page of one question.

use actix_web::HttpResponse;
use footpath_domain::{
    Ctx, audit,
    content::faq::{FaqEdit, Managed, NewFaq},
    policy::Action,
};
use footpath_entity::content::Status;
use footpath_templates::{
    SafeHtml,
    admin::{self, Act, EditForm, FieldGroup, FormPage, Panel, Section},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Values, conflict},
    when,
};

/// The field that is Markdown.
pub const MARKDOWN: &str = "answer";
/// Entries of the history that the page shows.
const HISTORY: u64 = 20;

/// A question or a new one, as stored or as typed.
pub struct Shown {
    pub faq: Option<Managed>,
    pub state: FormState,
    /// What was seen, where it is not what is stored by now.
    pub version: Option<i64>,
    pub preview: Option<SafeHtml>,
}

/// A question as its form would send it.
pub fn values(faq: &Managed) -> Values {
    Values::default()
        .with("question", &faq.row.question)
        .with("answer", &faq.row.answer_markdown)
        .with_all("topics", faq.topics.iter().map(|topic| &topic.slug))
        .with("position", faq.row.position)
}

/// What the form of a new one says.
pub fn draft(values: &Values) -> NewFaq {
    NewFaq {
        question: values.text("question").to_owned(),
        answer: values.text("answer").to_owned(),
        topics: values.list("topics"),
        position: kit::whole(values.text("position")),
        is_example: false,
    }
}

pub fn change(values: &Values) -> FaqEdit {
    let draft = draft(values);
    FaqEdit {
        question: Some(draft.question),
        answer: Some(draft.answer),
        topics: Some(draft.topics),
        position: Some(draft.position),
    }
}

pub async fn page(ctx: &Ctx, signed: &Signed, shown: Shown) -> Result<HttpResponse, Problem> {
    let faq = shown.faq.as_ref();
    let state = shown.state;
    let topics = kit::topics(ctx, signed).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let groups = groups(&mut fields, topics);
    let clash = faq.filter(|_| state.stale).map(|faq| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), faq.row.updated_at));
        conflict(ago, fields.labels(), &values(faq), &state.values)
    });
    let mut aside = Vec::new();
    if let Some(faq) = faq {
        aside.push(status(ctx, signed, faq));
        let entries = audit::history(ctx, &signed.actor(), "faq", faq.row.id, HISTORY).await?;
        aside.push(kit::history(ctx.now(), &entries));
    }
    let may = signed.may(Action::ContentManage);
    let seen = faq.filter(|faq| faq.row.status == Status::Published);
    let mut console = frame::around(ctx, signed, "FAQs").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new("FAQs", "/admin/faqs"),
        heading: faq.map_or("New FAQ", |faq| &faq.row.question).to_owned(),
        state: faq.map(|faq| kit::badge(faq.row.status)),
        view: seen.map(|_| Link::new("See it on the site", "/faqs")),
        problems: fields.problems(),
        conflict: clash,
        form: may.then(|| form(signed, faq, shown.version, groups, shown.preview)),
        facts: Vec::new(),
        sections: faq.filter(|_| !may).map(reading).into_iter().collect(),
        aside,
    };
    reply::html_status(state.status, &view)
}

fn groups(fields: &mut Fields<'_>, topics: Vec<(String, String)>) -> Vec<FieldGroup> {
    vec![
        kit::group(
            "",
            vec![
                fields.line("question", "Question", "text", "As a reader would ask it."),
                fields.manuscript(
                    "answer",
                    "Answer",
                    8,
                    "Markdown. Say what to do first, then why.",
                ),
            ],
        ),
        kit::group(
            "Details",
            vec![
                fields.checks("topics", "Topics", topics, ""),
                fields.line(
                    "position",
                    "Order",
                    "number",
                    "Questions of a topic go by this number, lowest first.",
                ),
            ],
        ),
    ]
}

fn form(
    signed: &Signed,
    faq: Option<&Managed>,
    version: Option<i64>,
    groups: Vec<FieldGroup>,
    preview: Option<SafeHtml>,
) -> EditForm {
    let mut hidden = signed.hidden();
    let stored = faq.map(|faq| version.unwrap_or(faq.row.version));
    hidden.extend(stored.map(|version| HiddenField::new("_version", version.to_string())));
    EditForm {
        action: faq.map_or_else(
            || "/admin/faqs".to_owned(),
            |faq| format!("/admin/faqs/{}", faq.row.id),
        ),
        hidden,
        groups,
        buttons: kit::buttons(faq.map(|faq| faq.row.status)),
        preview: Some(admin::Preview {
            field: MARKDOWN.to_owned(),
            href: "/admin/preview".to_owned(),
            html: preview,
        }),
    }
}

fn status(ctx: &Ctx, signed: &Signed, faq: &Managed) -> Panel {
    let row = &faq.row;
    let mut panel = Panel::new("Status");
    panel.note = Some(
        match row.status {
            Status::Published => "Readers see it. What is saved here they see at once.",
            Status::Draft => "Readers do not see it yet.",
            Status::Archived => "Taken from readers; publishing brings it back.",
        }
        .to_owned(),
    );
    panel.facts = vec![Fact::new("Saved", when::ago(ctx.now(), row.updated_at))];
    if row.status == Status::Published && signed.may(Action::ContentManage) {
        panel.acts.push(Act {
            danger: true,
            ..kit::act(
                signed,
                format!("/admin/faqs/{}/archive", row.id),
                "Archive",
                "Readers no longer find it; nothing is lost.",
            )
        });
    }
    panel
}

/// For those who may only read.
fn reading(faq: &Managed) -> Section {
    Section {
        text: Some(faq.row.answer_markdown.clone()),
        ..Section::new("Answer")
    }
}
