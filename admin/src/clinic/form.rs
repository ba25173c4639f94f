//! The page of one clinic.

use actix_web::HttpResponse;
use footpath_domain::{
    Ctx, audit,
    directory::{
        clinic::{self, Beside, ClinicDraft, ClinicEdit, Handling, Managed, city_line},
        phone,
    },
    policy::Action,
};
use footpath_entity::directory::clinic::Model;
use footpath_templates::{
    admin::{Button, EditForm, FieldGroup, FormPage},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use super::{badge, handling, kept, merge, side, split};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Values, conflict, group},
    when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 20;

/// What the page shows: a clinic or a new one, as stored or as typed.
pub struct Shown {
    pub clinic: Option<Managed>,
    pub state: FormState,
}

/// A clinic as its forms would send it.
pub fn values(row: &Model) -> Values {
    let draft = ClinicDraft::of(row);
    let ticked = row.accepts_referrals.then_some("true");
    Values::default()
        .with("name", draft.name)
        .with("phone", phone::spoken(&draft.phone))
        .with("address_1", draft.address_1)
        .with("address_2", draft.address_2)
        .with("city", draft.city)
        .with("state", draft.state)
        .with("postal_code", draft.postal_code)
        .with_some("lat", draft.lat)
        .with_some("lon", draft.lon)
        .with("website", draft.website)
        .with("hours", draft.hours)
        .with("insurance", draft.insurance)
        .with_some("inbox", row.inbox.as_ref())
        .with_some("accepts_referrals", ticked)
}

/// What the form of a new clinic says.
pub fn draft(values: &Values) -> ClinicDraft {
    let text = |name: &str| values.text(name).to_owned();
    ClinicDraft {
        name: text("name"),
        address_1: text("address_1"),
        address_2: text("address_2"),
        city: text("city"),
        state: text("state"),
        postal_code: text("postal_code"),
        phone: text("phone"),
        lat: degrees(values, "lat"),
        lon: degrees(values, "lon"),
        website: text("website"),
        hours: text("hours"),
        insurance: text("insurance"),
        inbox: None,
    }
}

/// What the form says; the inbox has a form of its own.
pub fn change(values: &Values) -> ClinicEdit {
    let draft = draft(values);
    ClinicEdit {
        name: Some(draft.name),
        address_1: Some(draft.address_1),
        address_2: Some(draft.address_2),
        city: Some(draft.city),
        state: Some(draft.state),
        postal_code: Some(draft.postal_code),
        phone: Some(draft.phone),
        lat: Some(draft.lat),
        lon: Some(draft.lon),
        website: Some(draft.website),
        hours: Some(draft.hours),
        insurance: Some(draft.insurance),
        ..ClinicEdit::default()
    }
}

/// Blank is none. What is no number is no number for the rule either, which then says so.
fn degrees(values: &Values, name: &str) -> Option<f64> {
    let typed = values.some(name)?;
    Some(typed.parse().unwrap_or(f64::NAN))
}

/// What the console knows of a clinic beside its row.
struct Around {
    beside: Beside,
    handling: Handling,
    history: Vec<audit::Entry>,
}

async fn around(ctx: &Ctx, signed: &Signed, row: &Model) -> Result<Around, Problem> {
    let actor = signed.actor();
    Ok(Around {
        beside: clinic::beside(ctx, &actor, row).await?,
        handling: clinic::handling(ctx.store.read(), row.id).await?,
        history: audit::history(ctx, &actor, "clinic", row.id, HISTORY).await?,
    })
}

pub async fn page(ctx: &Ctx, signed: &Signed, mut shown: Shown) -> Result<HttpResponse, Problem> {
    let around = match &shown.clinic {
        Some(clinic) => Some(around(ctx, signed, &clinic.row).await?),
        None => None,
    };
    if let Some(around) = &around {
        // Each form of the page sends its own fields; a blank one is sent, too.
        shown.state = shown.state.over(handling::values(&around.handling));
    }
    let mut fields = Fields::new(&shown.state.values, &shown.state.report);
    let mut groups = groups(&mut fields, shown.clinic.as_ref().map(|clinic| &clinic.row));
    let mut aside = Vec::new();
    if let (Some(clinic), Some(around)) = (&shown.clinic, &around) {
        kept::mark(&mut groups, &clinic.row);
        aside.push(side::status(signed, clinic, &mut fields));
        aside.push(side::referrals(
            ctx,
            signed,
            &clinic.row,
            &around.beside,
            &mut fields,
        ));
        aside.push(handling::panel(
            signed,
            &clinic.row,
            &around.handling,
            &mut fields,
        ));
        aside.push(side::podiatrists(signed, &clinic.row, &around.beside));
        if signed.may(Action::DirectoryManage) && clinic.row.merged_into.is_none() {
            aside.push(merge::panel(signed, &clinic.row, &mut fields));
            aside.push(split::panel(&clinic.row, &around.beside));
        }
        aside.push(kit::history(ctx.now(), &around.history));
    }
    let row = shown.clinic.as_ref().map(|clinic| &clinic.row);
    let clash = row.filter(|_| shown.state.stale).map(|row| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), row.updated_at));
        conflict(ago, fields.labels(), &values(row), &shown.state.values)
    });
    let may = signed.may(Action::DirectoryManage);
    let mut console = frame::around(ctx, signed, "Clinics").await?;
    console.flashes = shown.state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Clinics", "/admin/clinics"),
        heading: row.map_or("New clinic", |row| &row.name).to_owned(),
        state: row.map(badge),
        view: None,
        problems: fields.problems(),
        conflict: clash,
        form: may.then(|| form(signed, row, groups)),
        facts: row.filter(|_| !may).map(facts).unwrap_or_default(),
        sections: Vec::new(),
        aside,
    };
    reply::html_status(shown.state.status, &view)
}

fn groups(fields: &mut Fields<'_>, row: Option<&Model>) -> Vec<FieldGroup> {
    vec![
        group(
            "",
            vec![
                fields.line("name", "Name", "text", ""),
                fields.line("phone", "Phone", "tel", "Such as (208) 555-0100. Blank: none."),
            ],
        ),
        address(fields, row),
        group(
            "Position",
            vec![
                fields.line("lat", "Latitude", "text", "In degrees, where the address itself is. Blank: the ZIP code says where. A new address with the old position is placed by its ZIP code."),
                fields.line("lon", "Longitude", "text", "Negative in the United States."),
            ],
        ),
        group(
            "For readers",
            vec![
                fields.line("website", "Website", "url", "Such as https://www.example.com. Blank: none."),
                fields.area("hours", "Opening hours", 4, "One line for each day or days, such as Mon-Fri 9-5. Blank: not known."),
                fields.area("insurance", "Insurance", 3, "Which it takes, in words. Blank: not known."),
            ],
        ),
    ]
}

/// Where a clinic is. One whose ZIP code nobody knows need not have one made up.
pub fn address(fields: &mut Fields<'_>, row: Option<&Model>) -> FieldGroup {
    let blank = (String::new(), "Choose\u{2026}".to_owned());
    let states = [blank].into_iter().chain(kit::states());
    let unknown = row.is_some_and(|row| row.postal_code.is_none());
    let zip = if unknown {
        "The registry does not know it. Blank: not known."
    } else {
        ""
    };
    group(
        "Address",
        vec![
            fields.line("address_1", "Street", "text", ""),
            fields.line("address_2", "Suite or floor", "text", "Blank: none."),
            fields.line("city", "City", "text", ""),
            fields.select("state", "State", states, ""),
            fields.line("postal_code", "ZIP code", "text", zip),
        ],
    )
}

fn form(signed: &Signed, row: Option<&Model>, groups: Vec<FieldGroup>) -> EditForm {
    let mut hidden = signed.hidden();
    hidden.extend(row.map(version));
    EditForm {
        action: row.map_or_else(
            || "/admin/clinics".to_owned(),
            |row| format!("/admin/clinics/{}", row.id),
        ),
        hidden,
        groups,
        buttons: vec![Button {
            verb: "save".to_owned(),
            label: "Save".to_owned(),
        }],
        preview: None,
    }
}

/// What a form was made from.
pub fn version(row: &Model) -> HiddenField {
    HiddenField::new("_version", row.version.to_string())
}

/// For those who may only read.
fn facts(row: &Model) -> Vec<Fact> {
    let mut lines = vec![row.address_1.clone()];
    lines.extend(row.address_2.clone());
    lines.push(city_line(&row.city, &row.state, row.postal_code.as_ref()));
    let phone = row
        .phone
        .as_deref()
        .map_or("none".to_owned(), phone::spoken);
    let said = |text: &Option<String>| text.as_ref().map_or("not known", |text| text).to_owned();
    vec![
        Fact::new("Address", lines.join(", ")),
        Fact::new("Phone", phone),
        Fact::new("Website", said(&row.website)),
        Fact::new("Opening hours", said(&row.hours)),
        Fact::new("Insurance", said(&row.insurance)),
    ]
}
