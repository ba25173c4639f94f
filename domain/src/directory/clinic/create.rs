use footpath_entity::{
    directory::{EditedFields, Source, clinic},
    id::ClinicId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

use super::{ClinicDraft, draft::Checked, inbox};
use crate::{
    Actor, Ctx, Error, Report, Result,
    audit::{self, Event},
    policy::{self, Action},
};

/// Adds a clinic, with its inbox if the actor may set that. It takes no referrals before that
/// inbox is confirmed.
pub async fn create(ctx: &Ctx, actor: &Actor, draft: &ClinicDraft) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    if draft.inbox.is_some() {
        policy::require(actor, Action::InboxManage)?;
    }
    let mut report = Report::new();
    let checked = report.part(draft.check())?;
    let inbox = draft.inbox.as_ref().map(super::inbox::SetInbox::check);
    let inbox = report.part(inbox.transpose())?.flatten();
    report.into_result()?;
    let tx = ctx.store.begin().await?;
    // What is missing here has been reported above.
    let checked = checked.ok_or_else(|| Error::invalid("", "is not a whole clinic"))?;
    let mut row = new_row(ctx, checked);
    clinic::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(&tx)
        .await?;
    if let Some(inbox) = inbox {
        inbox::put(ctx, &tx, &mut row, inbox).await?;
        clinic::Entity::update(row.clone().into_active_model().reset_all())
            .exec(&tx)
            .await?;
    }
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

pub(super) fn new_row(ctx: &Ctx, checked: Checked) -> clinic::Model {
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
        website: None,
        hours: None,
        insurance: None,
        merged_into: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    checked.put(&mut row);
    row
}
