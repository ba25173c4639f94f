use footpath_entity::{
    directory::{EditedFields, Languages, Source, podiatrist},
    value::Npi,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{
    PodiatristDraft,
    draft::Checked,
    store::{link, record},
};
use crate::{
    Actor, Ctx, Error, Report, Result,
    policy::{self, Action},
    store::is_unique_violation,
};

/// Adds a podiatrist by its NPI, as typed.
pub async fn create(
    ctx: &Ctx,
    actor: &Actor,
    npi: &str,
    draft: &PodiatristDraft,
) -> Result<podiatrist::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let (npi, checked) = check(npi, draft)?;
    let tx = ctx.store.begin().await?;
    let (specialties, clinics) = (checked.specialties.clone(), checked.clinics.clone());
    let row = new_row(ctx, npi, checked);
    podiatrist::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(&tx)
        .await
        .map_err(npi_taken)?;
    link(&tx, &row.npi, &specialties, &clinics).await?;
    record(ctx, &tx, actor, &row, "podiatrist.created").await?;
    tx.commit().await?;
    Ok(row)
}

/// Reads both, so that everything wrong with either is named at once.
fn check(npi: &str, draft: &PodiatristDraft) -> Result<(Npi, Checked)> {
    let mut report = Report::new();
    let npi: Option<Npi> = report.parse("npi", npi);
    let checked = report.part(draft.check())?;
    report.into_result()?;
    // What is missing here has been reported above.
    let missing = || Error::invalid("", "is not a whole podiatrist");
    npi.zip(checked).ok_or_else(missing)
}

fn npi_taken(error: sea_orm::DbErr) -> Error {
    if is_unique_violation(&error) {
        Error::invalid("npi", "is in the directory already")
    } else {
        error.into()
    }
}

fn new_row(ctx: &Ctx, npi: Npi, checked: Checked) -> podiatrist::Model {
    let now = ctx.now();
    let today = now.date_naive();
    let mut row = podiatrist::Model {
        npi,
        first_name: String::new(),
        middle_name: None,
        last_name: String::new(),
        suffix: None,
        credential: None,
        sort_name: String::new(),
        accepting_new_patients: None,
        telehealth: None,
        languages: Languages::default(),
        website: None,
        insurance: None,
        hidden: false,
        deactivated_on: None,
        source: Source::Editor,
        edited: EditedFields::default(),
        verified_on: Some(today),
        registry_updated_on: None,
        contact: None,
        reminded_at: None,
        updated_on: today,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    checked.put(&mut row);
    row
}
