use footpath_entity::{
    directory::{EditedFields, Source, clinic},
    id::ClinicId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

use super::{ClinicDraft, draft::Checked};
use crate::{
    Actor, Ctx, Result,
    audit::{self, Event},
    policy::{self, Action},
};

/// Adds a clinic. It takes no referrals before its inbox is set and confirmed.
pub async fn create(ctx: &Ctx, actor: &Actor, draft: &ClinicDraft) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let checked = draft.check()?;
    let tx = ctx.store.begin().await?;
    let row = new_row(ctx, checked);
    clinic::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(&tx)
        .await?;
    let event = Event {
        action: "clinic.created",
        object_kind: "clinic",
        object_id: &row.id,
        detail: json!({ "name": row.name }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(row)
}

fn new_row(ctx: &Ctx, checked: Checked) -> clinic::Model {
    let now = ctx.now();
    let today = now.date_naive();
    let mut row = clinic::Model {
        id: ctx.new_id::<ClinicId>(),
        name: String::new(),
        address_1: String::new(),
        address_2: None,
        city: String::new(),
        state: checked.state.clone(),
        postal_code: checked.postal_code.clone(),
        phone: None,
        lat: None,
        lon: None,
        precision: None,
        inbox: None,
        inbox_confirmed_at: None,
        accepts_referrals: false,
        hidden: false,
        source: Source::Editor,
        place_key: None,
        edited: EditedFields::default(),
        verified_on: Some(today),
        updated_on: today,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    checked.put(&mut row);
    row
}
