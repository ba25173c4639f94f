//! The page of one podiatrist.

use actix_web::HttpResponse;
use footpath_domain::{
    Ctx, Error, audit,
    content::text::Words,
    directory::{
        clinic,
        podiatrist::{Managed, PodiatristDraft, PodiatristEdit},
        specialty,
    },
    paging::Page,
    policy::Action,
};
use footpath_entity::directory::clinic::Model as Clinic;
use footpath_templates::{
    admin::{Act, Button, EditForm, FieldGroup, FormPage, Panel},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use super::{badge, kept};
use crate::{
    clinic::{checked, edited, source},
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Values, conflict, group},
    when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 20;
/// Clinics that a search offers.
const OFFERED: u64 = 20;

/// A podiatrist or a new one, as stored or as typed.
pub struct Shown {
    pub podiatrist: Option<Managed>,
    pub state: FormState,
    /// Clinics were searched for.
    pub find: bool,
}

/// A podiatrist as the form would send it.
pub fn values(found: &Managed) -> Values {
    let row = &found.row;
    let said = |flag: Option<bool>| flag.map(|is| if is { "yes" } else { "no" });
    Values::default()
        .with("first_name", &row.first_name)
        .with_some("middle_name", row.middle_name.as_ref())
        .with("last_name", &row.last_name)
        .with_some("suffix", row.suffix.as_ref())
        .with_some("credential", row.credential.as_ref())
        .with_some("accepting_new_patients", said(row.accepting_new_patients))
        .with_some("telehealth", said(row.telehealth))
        .with("languages", row.languages.0.join(", "))
        .with_some("website", row.website.as_ref())
        .with_some("insurance", row.insurance.as_ref())
        .with_all("specialties", &found.specialties)
        .with_all("clinics", found.clinics.iter().map(|clinic| clinic.id))
}

/// What the form of a new one says.
pub fn draft(values: &Values) -> PodiatristDraft {
    let text = |name: &str| values.text(name).to_owned();
    PodiatristDraft {
        first_name: text("first_name"),
        middle_name: text("middle_name"),
        last_name: text("last_name"),
        suffix: text("suffix"),
        credential: text("credential"),
        specialties: values.list("specialties"),
        accepting_new_patients: said(values, "accepting_new_patients"),
        telehealth: said(values, "telehealth"),
        languages: values
            .text("languages")
            .split(',')
            .map(str::to_owned)
            .collect(),
        website: text("website"),
        insurance: text("insurance"),
        clinics: values.list("clinics"),
    }
}

fn said(values: &Values, name: &str) -> Option<bool> {
    match values.text(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

pub fn change(values: &Values) -> PodiatristEdit {
    let draft = draft(values);
    PodiatristEdit {
        first_name: Some(draft.first_name),
        middle_name: Some(draft.middle_name),
        last_name: Some(draft.last_name),
        suffix: Some(draft.suffix),
        credential: Some(draft.credential),
        specialties: Some(draft.specialties),
        accepting_new_patients: Some(draft.accepting_new_patients),
        telehealth: Some(draft.telehealth),
        languages: Some(draft.languages),
        website: Some(draft.website),
        insurance: Some(draft.insurance),
        clinics: Some(draft.clinics),
    }
}

/// The clinics that are ticked, then those that were searched for.
async fn offered(ctx: &Ctx, signed: &Signed, shown: &Shown) -> Result<Vec<Clinic>, Problem> {
    let actor = signed.actor();
    let mut clinics: Vec<Clinic> = Vec::new();
    for id in shown.state.values.all("clinics").take(50) {
        // What is no clinic is reported when the form is saved.
        let Ok(id) = id.parse() else { continue };
        match clinic::managed(ctx, &actor, id).await {
            Ok(found) => clinics.push(found.row),
            Err(Error::NotFound { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let words = shown
        .state
        .values
        .some("find_clinic")
        .filter(|_| shown.find);
    if let Some(words) = words {
        let filter = clinic::ManageFilter {
            words: Words::parse(Some(words))?,
            ..clinic::ManageFilter::default()
        };
        let found = clinic::manage_list(ctx, &actor, &filter, Page::first(OFFERED)).await?;
        let known: Vec<_> = clinics.iter().map(|clinic| clinic.id).collect();
        let new = found.items.into_iter().map(|found| found.row);
        clinics.extend(new.filter(|row| !known.contains(&row.id)));
    }
    Ok(clinics)
}

pub async fn page(ctx: &Ctx, signed: &Signed, shown: Shown) -> Result<HttpResponse, Problem> {
    let clinics = offered(ctx, signed, &shown).await?;
    let found = shown.podiatrist.as_ref();
    let mut fields = Fields::new(&shown.state.values, &shown.state.report);
    let mut groups = groups(&mut fields, found.is_none(), &clinics);
    let mut aside = Vec::new();
    if let Some(found) = found {
        kept::mark(&mut groups, &found.row);
        aside.push(status(signed, found, &mut fields));
        let npi = found.row.npi.as_str();
        let entries = audit::history(ctx, &signed.actor(), "podiatrist", npi, HISTORY).await?;
        aside.push(kit::history(ctx.now(), &entries));
    }
    let clash = found.filter(|_| shown.state.stale).map(|found| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), found.row.updated_at));
        conflict(ago, fields.labels(), &values(found), &shown.state.values)
    });
    let may = signed.may(Action::DirectoryManage);
    let mut console = frame::around(ctx, signed, "Podiatrists").await?;
    console.flashes = shown.state.flashes;
    let seen = found.filter(|found| !found.row.hidden && found.row.deactivated_on.is_none());
    let view = FormPage {
        console,
        up: Link::new("Podiatrists", "/admin/podiatrists"),
        heading: found
            .map_or("New podiatrist", |found| &found.name)
            .to_owned(),
        state: found.map(|found| badge(&found.row)),
        view: seen.map(|found| {
            let address = format!("/podiatrists/{}", found.row.npi);
            Link::new("See it on the site", address)
        }),
        problems: fields.problems(),
        conflict: clash,
        form: may.then(|| form(signed, found, groups)),
        facts: found.filter(|_| !may).map(facts).unwrap_or_default(),
        sections: Vec::new(),
        aside,
    };
    reply::html_status(shown.state.status, &view)
}

fn groups(fields: &mut Fields<'_>, new: bool, clinics: &[Clinic]) -> Vec<FieldGroup> {
    let option = |value: &str, label: &str| (value.to_owned(), label.to_owned());
    let codes = specialty::ALL.map(|known| option(known.code, known.name));
    let known = [
        option("", "Nobody knows"),
        option("yes", "Yes"),
        option("no", "No"),
    ];
    let places = clinics.iter().map(|clinic| {
        let place = format!("{} \u{b7} {}, {}", clinic.name, clinic.city, clinic.state);
        (clinic.id.to_string(), place)
    });
    let mut name = vec![
        fields.line("first_name", "First name", "text", ""),
        fields.line("middle_name", "Middle name", "text", "Blank: none."),
        fields.line("last_name", "Last name", "text", ""),
        fields.line("suffix", "Suffix", "text", "Such as Jr. Blank: none."),
        fields.line(
            "credential",
            "Credential",
            "text",
            "Such as DPM. Blank: none.",
        ),
    ];
    if new {
        let help = "Ten digits, as in the national registry. It never changes.";
        name.insert(0, fields.line("npi", "NPI", "text", help));
    }
    vec![
        group("", name),
        group(
            "What they do",
            vec![
                fields.checks("specialties", "Specialties", codes, ""),
                fields.select(
                    "accepting_new_patients",
                    "Takes new patients",
                    known.clone(),
                    "",
                ),
                fields.select("telehealth", "Sees patients by video or phone", known, ""),
                fields.line(
                    "languages",
                    "Languages",
                    "text",
                    "Beside English, with commas between, such as Spanish, American Sign Language.",
                ),
            ],
        ),
        group(
            "Where they practise",
            vec![
                fields.checks(
                    "clinics",
                    "Clinics",
                    places,
                    "The first one is the primary one. Search below for others.",
                ),
                fields.line(
                    "find_clinic",
                    "Find a clinic",
                    "text",
                    "By name, city or ZIP; then choose Find clinics.",
                ),
            ],
        ),
        group(
            "For readers",
            vec![
                fields.line(
                    "website",
                    "Website",
                    "url",
                    "Such as https://www.example.com. Blank: none.",
                ),
                fields.area(
                    "insurance",
                    "Insurance",
                    3,
                    "Which they take, in words. Blank: not known.",
                ),
            ],
        ),
    ]
}

fn form(signed: &Signed, found: Option<&Managed>, groups: Vec<FieldGroup>) -> EditForm {
    let mut hidden = signed.hidden();
    hidden.extend(found.map(|found| HiddenField::new("_version", found.row.version.to_string())));
    let button = |verb: &str, label: &str| Button {
        verb: verb.to_owned(),
        label: label.to_owned(),
    };
    EditForm {
        action: found.map_or_else(
            || "/admin/podiatrists".to_owned(),
            |found| format!("/admin/podiatrists/{}", found.row.npi),
        ),
        hidden,
        groups,
        buttons: vec![button("save", "Save"), button("find", "Find clinics")],
        preview: None,
    }
}

/// Whether readers see them, where it comes from, and the button that hides or shows.
fn status(signed: &Signed, found: &Managed, fields: &mut Fields<'_>) -> Panel {
    let row = &found.row;
    let mut panel = Panel::new("Status");
    panel.note = Some(match &found.hidden_because {
        Some(reason) => format!("Hidden from readers: {reason}"),
        None if row.hidden => "Hidden from readers.".to_owned(),
        None if found.clinics.is_empty() => {
            "Practises nowhere, so readers do not find them.".to_owned()
        }
        None => "Readers see them.".to_owned(),
    });
    panel.facts = vec![
        Fact::new("NPI", row.npi.to_string()),
        Fact::new("From", source(row.source)),
        Fact::new("Checked", checked(row.verified_on)),
    ];
    if let Some(day) = row.deactivated_on {
        let day = checked(Some(day));
        panel.facts.push(Fact::new("Left the registry", day));
    }
    if let Some(names) = edited(&row.edited.0) {
        let fact = Fact::new("Changed by staff; an import keeps it", names);
        panel.facts.push(fact);
    }
    if !signed.may(Action::DirectoryManage) {
        return panel;
    }
    let act = |verb: &str, label: &str, danger| Act {
        action: format!("/admin/podiatrists/{}/{verb}", row.npi),
        hidden: signed.hidden(),
        label: label.to_owned(),
        help: None,
        danger,
        fields: Vec::new(),
    };
    panel.acts.push(Act {
        help: Some("You have looked, and what it says is right.".to_owned()),
        ..act("verify", "Checked today", false)
    });
    panel.acts.push(if row.hidden {
        act("show", "Show again", false)
    } else {
        Act {
            help: Some("Readers no longer find them; nothing is lost.".to_owned()),
            fields: vec![fields.line("reason", "Why hide it", "text", "")],
            ..act("hide", "Hide", true)
        }
    });
    panel
}

/// For those who may only read.
fn facts(found: &Managed) -> Vec<Fact> {
    let names = found
        .specialties
        .iter()
        .map(|code| specialty::by_code(code).map_or(code.as_str(), |known| known.name));
    let clinics = found.clinics.iter().map(|clinic| clinic.name.as_str());
    vec![
        Fact::new("Specialties", names.collect::<Vec<_>>().join(", ")),
        Fact::new("Clinics", clinics.collect::<Vec<_>>().join(", ")),
        Fact::new("Languages", found.row.languages.0.join(", ")),
        Fact::new("Website", found.row.website.clone().unwrap_or_default()),
        Fact::new("Insurance", found.row.insurance.clone().unwrap_or_default()),
    ]
}
