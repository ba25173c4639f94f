use footpath_domain::{Ctx, content::topic, paging::Page};
use footpath_entity::content::Status;
use footpath_templates::admin::{Act, Badge, Button, Field, FieldGroup, Tone};
use footpath_web::Problem;

use crate::gate::Signed;

/// Topics that a form offers.
const TOPICS: u64 = 500;

/// Sends the form with `verb`.
pub fn button(verb: &str, label: &str) -> Button {
    Button {
        verb: verb.to_owned(),
        label: label.to_owned(),
    }
}

/// Fields that belong together.
pub fn group(heading: &str, fields: Vec<Field>) -> FieldGroup {
    FieldGroup {
        heading: heading.to_owned(),
        fields,
    }
}

/// A button that does one thing; `help` says what it will mean.
pub fn act(signed: &Signed, action: String, label: &str, help: &str) -> Act {
    Act {
        action,
        hidden: signed.hidden(),
        label: label.to_owned(),
        help: Some(help.to_owned()).filter(|help| !help.is_empty()),
        danger: false,
        fields: Vec::new(),
    }
}

/// What is sent and done, in the order of the buttons: the first one is the primary.
pub fn buttons(status: Option<Status>) -> Vec<Button> {
    match status {
        Some(Status::Published) => vec![button("save", "Save")],
        Some(Status::Archived) => vec![button("publish", "Publish"), button("save", "Save")],
        Some(Status::Draft) | None => {
            vec![button("publish", "Publish"), button("save", "Save draft")]
        }
    }
}

/// Where something stands, by words that are the same everywhere.
pub fn badge(status: Status) -> Badge {
    match status {
        Status::Draft => Badge::new("Draft", Tone::Amber),
        Status::Published => Badge::new("Published", Tone::Green),
        Status::Archived => Badge::new("Archived", Tone::Quiet),
    }
}

/// The states as chips offer them.
pub fn states() -> impl Iterator<Item = (String, String)> {
    Status::ALL
        .into_iter()
        .map(|state| (state.as_str().to_owned(), badge(state).label))
}

/// Every topic by slug and name, for a form to choose from.
pub async fn topics(ctx: &Ctx, signed: &Signed) -> Result<Vec<(String, String)>, Problem> {
    let all = topic::ManageFilter::default();
    let found = topic::manage_list(ctx, &signed.actor(), &all, Page::first(TOPICS)).await?;
    let topics = found.items.into_iter().map(|topic| {
        let name = match topic.status {
            Status::Published => topic.name,
            Status::Draft => format!("{} (draft)", topic.name),
            Status::Archived => format!("{} (archived)", topic.name),
        };
        (topic.slug.into_string(), name)
    });
    Ok(topics.collect())
}

/// A whole number as typed; blank is 0, and what is none is refused by the rule.
pub fn whole(text: &str) -> i32 {
    match text.trim() {
        "" => 0,
        typed => typed.parse().unwrap_or(i32::MIN),
    }
}
