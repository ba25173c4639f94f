//! Two entries that are one clinic: finding the other one, and choosing it.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    directory::clinic::{self, ManageFilter, Managed, Merge, city_line},
    paging::Page,
    policy::{self, Action},
};
use footpath_entity::{directory::clinic::Model, id::ClinicId};
use footpath_templates::{
    admin::{Act, EditForm, FieldGroup, FormPage, Panel, Section},
    part::{HiddenField, Link},
};
use footpath_web::{Path, Problem, reply};

use super::{badge, edit::done, form::version};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

/// Clinics that a search offers.
const OFFERED: u64 = 20;

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ClinicId>,
) -> Result<HttpResponse, Problem> {
    page(&ctx, &signed, id.0, FormState::of(Values::default())).await
}

pub async fn merge(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    if posted.verb() == "find" {
        return page(&ctx, &posted.signed, id.0, FormState::of(posted.values)).await;
    }
    let cmd = Merge {
        into: posted.values.text("into").to_owned(),
        with_inbox: posted.values.ticked("with_inbox"),
    };
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match clinic::merge(&ctx, &actor, id.0, seen, &cmd).await {
        Ok(_) => Ok(done(id.0, "merged")),
        Err(Error::Stale { .. }) => Ok(done(id.0, "stale")),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id.0, state).await
        }
    }
}

/// The search on the clinic's own page.
pub fn panel(signed: &Signed, row: &Model, fields: &mut Fields<'_>) -> Panel {
    let mut panel = Panel::new("Merge into another clinic");
    let mut hidden = signed.hidden();
    hidden.push(HiddenField::new("_do", "find"));
    panel.acts.push(Act {
        action: format!("/admin/clinics/{}/merge", row.id),
        hidden,
        label: "Find clinics".to_owned(),
        help: Some("For a clinic that is listed twice. You choose on the next page.".to_owned()),
        danger: false,
        fields: vec![fields.line("find_clinic", "Which one it is", "text", HOW_TO_FIND)],
    });
    panel
}

const HOW_TO_FIND: &str = "By name, city, ZIP or ID.";

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: ClinicId,
    mut state: FormState,
) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::DirectoryManage)?;
    let Managed { row, .. } = clinic::managed(ctx, &signed.actor(), id).await?;
    // A clinic that is listed twice mostly is so in one city.
    state = state.over(Values::default().with("find_clinic", &row.city));
    let found = found(ctx, signed, &row, &mut state).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let fields_shown = shown(signed, &row, &found, &mut fields);
    let mut console = frame::around(ctx, signed, "Clinics").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new(&row.name, format!("/admin/clinics/{id}")),
        heading: format!("Merge {}", row.name),
        state: Some(badge(&row)),
        view: None,
        problems: fields.problems(),
        conflict: None,
        form: Some(form(signed, &row, fields_shown)),
        facts: Vec::new(),
        sections: vec![meaning(&row)],
        aside: Vec::new(),
    };
    reply::html_status(state.status, &view)
}

/// Others that readers see, by what was typed; what cannot be looked for is wrong with its field.
async fn found(
    ctx: &Ctx,
    signed: &Signed,
    row: &Model,
    state: &mut FormState,
) -> Result<Vec<Model>, Problem> {
    let actor = signed.actor();
    let typed = state.values.text("find_clinic").trim();
    let known = match typed.parse::<ClinicId>() {
        Ok(id) => match clinic::managed(ctx, &actor, id).await {
            Ok(found) => vec![found],
            Err(Error::NotFound { .. }) => Vec::new(),
            Err(other) => return Err(other.into()),
        },
        Err(_) => match ManageFilter::parse_q(Some(typed)) {
            Ok(filter) => {
                let filter = ManageFilter {
                    hidden: Some(false),
                    ..filter
                };
                let found = clinic::manage_list(ctx, &actor, &filter, Page::first(OFFERED)).await?;
                found.items
            }
            Err(Error::Invalid(report)) => {
                let wrong = report.0.into_iter();
                wrong.for_each(|error| state.report.add("find_clinic", error.message));
                Vec::new()
            }
            Err(other) => return Err(other.into()),
        },
    };
    let others = known.into_iter().map(|found| found.row);
    Ok(others.filter(|other| other.id != row.id).collect())
}

fn shown(
    signed: &Signed,
    row: &Model,
    found: &[Model],
    fields: &mut Fields<'_>,
) -> Vec<FieldGroup> {
    let help = match found.len() {
        0 => "Nothing fits. Look for other words.",
        _ => "Those that fit the words above.",
    };
    let blank = (String::new(), "Choose\u{2026}".to_owned());
    let options = found.iter().map(|row| {
        let city = city_line(&row.city, &row.state, row.postal_code.as_ref());
        let label = format!("{} \u{b7} {}, {city}", row.name, row.address_1);
        (row.id.to_string(), label)
    });
    let options = [blank].into_iter().chain(options);
    let mut choice = vec![fields.select("into", "The clinic that stays", options, help)];
    if row.inbox.is_some() && signed.may(Action::InboxManage) {
        let help = "Only where the other one has none. It is mailed a link and takes no referrals before it confirms.";
        choice.push(fields.check("with_inbox", "Take the referral inbox there, too", help));
    }
    let search = fields.line("find_clinic", "Find a clinic", "text", HOW_TO_FIND);
    vec![kit::group("", vec![search]), kit::group("", choice)]
}

fn form(signed: &Signed, row: &Model, groups: Vec<FieldGroup>) -> EditForm {
    let mut hidden = signed.hidden();
    hidden.push(version(row));
    EditForm {
        action: format!("/admin/clinics/{}/merge", row.id),
        hidden,
        groups,
        buttons: vec![
            kit::button("merge", "Merge"),
            kit::button("find", "Find clinics"),
        ],
        preview: None,
    }
}

fn meaning(row: &Model) -> Section {
    let inbox = match &row.inbox {
        Some(inbox) => format!(" Its referral inbox, {inbox}, does not move by itself."),
        None => String::new(),
    };
    Section {
        note: Some(format!(
            "Everybody who practises here practises at the clinic that you choose, and readers no \
             longer find this one. Referrals that are open stay with it and with their links.{inbox} \
             It can be shown again later; whoever moved then stays where they are."
        )),
        ..Section::new("What happens")
    }
}
