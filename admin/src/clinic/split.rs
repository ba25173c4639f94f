//! One entry that is two clinics: who leaves, and where to.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    directory::clinic::{self, Beside, Managed, Split},
    policy::{self, Action},
};
use footpath_entity::{directory::clinic::Model, id::ClinicId};
use footpath_templates::{
    admin::{EditForm, FieldGroup, FormPage, Panel, Section},
    part::Link,
};
use footpath_web::{Path, Problem, reply};

use super::{
    badge,
    edit::done,
    form::{self, version},
};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Posted, Values},
};

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ClinicId>,
) -> Result<HttpResponse, Problem> {
    page(&ctx, &signed, id.0, FormState::of(Values::default())).await
}

pub async fn split(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let cmd = Split {
        npis: posted.values.list("npis"),
        clinic: form::draft(&posted.values),
    };
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match clinic::split(&ctx, &actor, id.0, seen, &cmd).await {
        Ok(made) => Ok(done(made.id, "split")),
        Err(Error::Stale { .. }) => Ok(done(id.0, "stale")),
        Err(error) => {
            // A box that is not ticked sends nothing.
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, id.0, state).await
        }
    }
}

/// The way there from the clinic's own page.
pub fn panel(row: &Model, beside: &Beside) -> Panel {
    let mut panel = Panel::new("Split");
    if beside.count < 2 {
        panel.note = Some("With fewer than two podiatrists there is nothing to split.".to_owned());
        return panel;
    }
    panel.note = Some("For two clinics that are listed as one.".to_owned());
    let href = format!("/admin/clinics/{}/split", row.id);
    panel.links = vec![Link::new("Choose who leaves", href)];
    panel
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    id: ClinicId,
    mut state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    policy::require(&actor, Action::DirectoryManage)?;
    let Managed { row, .. } = clinic::managed(ctx, &actor, id).await?;
    let beside = clinic::beside(ctx, &actor, &row).await?;
    state = state.over(form::values(&row).without("name"));
    let mut fields = Fields::new(&state.values, &state.report);
    let groups = groups(&row, &beside, &mut fields);
    let mut console = frame::around(ctx, signed, "Clinics").await?;
    console.flashes = state.flashes;
    let mut hidden = signed.hidden();
    hidden.push(version(&row));
    let view = FormPage {
        console,
        up: Link::new(&row.name, format!("/admin/clinics/{id}")),
        heading: format!("Split {}", row.name),
        state: Some(badge(&row)),
        view: None,
        problems: fields.problems(),
        conflict: None,
        form: Some(EditForm {
            action: format!("/admin/clinics/{id}/split"),
            hidden,
            groups,
            buttons: vec![kit::button("split", "Make the new clinic")],
            preview: None,
        }),
        facts: Vec::new(),
        sections: vec![meaning(&beside)],
        aside: Vec::new(),
    };
    reply::html_status(state.status, &view)
}

fn groups(row: &Model, beside: &Beside, fields: &mut Fields<'_>) -> Vec<FieldGroup> {
    let people = beside.podiatrists.iter();
    let people = people.map(|(npi, name)| (npi.to_string(), name.clone()));
    let phone = "Such as (208) 555-0100. Blank: none.";
    vec![
        kit::group(
            "Who leaves",
            vec![fields.checks("npis", "Podiatrists", people, "")],
        ),
        kit::group(
            "The new clinic",
            vec![
                fields.line("name", "Name", "text", ""),
                fields.line("phone", "Phone", "tel", phone),
            ],
        ),
        form::address(fields, Some(row)),
    ]
}

fn meaning(beside: &Beside) -> Section {
    let named = u64::try_from(beside.podiatrists.len()).unwrap_or(u64::MAX);
    let rest = if beside.count > named {
        format!(" The first {named} of {} are offered.", beside.count)
    } else {
        String::new()
    };
    Section {
        note: Some(format!(
            "Those whom you choose practise at the new clinic in place of this one, and an import \
             keeps it so. The new clinic has no referral inbox yet.{rest}"
        )),
        ..Section::new("What happens")
    }
}
