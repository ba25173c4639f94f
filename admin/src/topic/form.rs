//! The page of one topic.

use actix_web::HttpResponse;
use footpath_domain::{
    Ctx, audit,
    content::topic::{NewTopic, TopicEdit},
    policy::Action,
};
use footpath_entity::content::{Status, topic::Model};
use footpath_templates::{
    admin::{Act, EditForm, FieldGroup, FormPage, Panel},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Values, conflict},
    when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 20;

/// A topic or a new one, as stored or as typed.
pub struct Shown {
    pub topic: Option<Model>,
    pub state: FormState,
}

/// A topic as its form would send it.
pub fn values(row: &Model) -> Values {
    Values::default()
        .with("name", &row.name)
        .with("summary", &row.summary)
        .with("slug", &row.slug)
        .with("position", row.position)
}

/// What the form of a new one says. A blank address is made from the name.
pub fn draft(values: &Values) -> NewTopic {
    NewTopic {
        slug: values.some("slug").map(str::to_owned),
        name: values.text("name").to_owned(),
        summary: values.text("summary").to_owned(),
        position: kit::whole(values.text("position")),
    }
}

pub fn change(values: &Values) -> TopicEdit {
    TopicEdit {
        slug: None,
        name: Some(values.text("name").to_owned()),
        summary: Some(values.text("summary").to_owned()),
        position: Some(kit::whole(values.text("position"))),
    }
}

pub async fn page(ctx: &Ctx, signed: &Signed, shown: Shown) -> Result<HttpResponse, Problem> {
    let row = shown.topic.as_ref();
    let state = shown.state;
    let mut fields = Fields::new(&state.values, &state.report);
    let groups = groups(&mut fields, row.is_none());
    let clash = row.filter(|_| state.stale).map(|row| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), row.updated_at));
        conflict(ago, fields.labels(), &values(row), &state.values)
    });
    let mut aside = Vec::new();
    if let Some(row) = row {
        aside.push(status(ctx, signed, row));
        let entries = audit::history(ctx, &signed.actor(), "topic", row.id, HISTORY).await?;
        aside.push(kit::history(ctx.now(), &entries));
    }
    let may = signed.may(Action::ContentManage);
    let seen = row.filter(|row| row.status == Status::Published);
    let mut console = frame::around(ctx, signed, "Topics").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Topics", "/admin/topics"),
        heading: row.map_or("New topic", |row| &row.name).to_owned(),
        state: row.map(|row| kit::badge(row.status)),
        view: seen.map(|row| Link::new("See it on the site", format!("/topics/{}", row.slug))),
        problems: fields.problems(),
        conflict: clash,
        form: may.then(|| form(signed, row, groups)),
        facts: row.filter(|_| !may).map(facts).unwrap_or_default(),
        sections: Vec::new(),
        aside,
    };
    reply::html_status(state.status, &view)
}

fn groups(fields: &mut Fields<'_>, new: bool) -> Vec<FieldGroup> {
    let mut about = vec![
        fields.line("name", "Name", "text", ""),
        fields.area(
            "summary",
            "Summary",
            3,
            "One or two sentences at the top of the topic\u{2019}s page.",
        ),
    ];
    if new {
        let help = "Small letters, digits and hyphens. Blank: made from the name. It stays as it is made: texts and programs name the topic by it.";
        about.push(fields.line("slug", "Address", "text", help));
    }
    let help = "Lists of topics go by this number, lowest first, then by name.";
    about.push(fields.line("position", "Order", "number", help));
    vec![kit::group("", about)]
}

fn form(signed: &Signed, row: Option<&Model>, groups: Vec<FieldGroup>) -> EditForm {
    let mut hidden = signed.hidden();
    hidden.extend(row.map(|row| HiddenField::new("_version", row.version.to_string())));
    EditForm {
        action: row.map_or_else(
            || "/admin/topics".to_owned(),
            |row| format!("/admin/topics/{}", row.id),
        ),
        hidden,
        groups,
        buttons: kit::buttons(row.map(|row| row.status)),
        preview: None,
    }
}

fn status(ctx: &Ctx, signed: &Signed, row: &Model) -> Panel {
    let mut panel = Panel::new("Status");
    panel.note = Some(
        match row.status {
            Status::Published => "Readers see it. What is saved here they see at once.",
            Status::Draft => "Readers do not see it yet. Articles may be about it already.",
            Status::Archived => "Taken from readers; publishing brings it back.",
        }
        .to_owned(),
    );
    panel.facts = vec![
        Fact::new("Address", format!("/topics/{}", row.slug)),
        Fact::new("Saved", when::ago(ctx.now(), row.updated_at)),
    ];
    if row.status == Status::Published && signed.may(Action::ContentManage) {
        panel.acts.push(Act {
            danger: true,
            ..kit::act(
                signed,
                format!("/admin/topics/{}/archive", row.id),
                "Archive",
                "Its page ends, and articles no longer name it; nothing is lost.",
            )
        });
    }
    panel
}

/// For those who may only read.
fn facts(row: &Model) -> Vec<Fact> {
    vec![
        Fact::new("Name", &row.name),
        Fact::new("Summary", &row.summary),
    ]
}
