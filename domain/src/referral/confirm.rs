use footpath_entity::referral::{record, suppression::Reason};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};

use super::{
    state::is_closed,
    withdraw::{Whose, enter, erase_mails, record, stop},
};
use crate::{Actor, Ctx, Result, mail, triage};

/// Whoever reads the patient's mail says that the referral is theirs; the clinic sees that.
pub async fn confirm(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let case = enter(ctx, &tx, actor).await?;
    if case.row.confirmed_at.is_none() {
        let confirmed = record::ActiveModel {
            id: Unchanged(case.row.id),
            confirmed_at: Set(Some(ctx.now())),
            ..Default::default()
        };
        confirmed.update(&tx).await?;
        record(ctx, &tx, actor, case.row.id, "referral.confirmed").await?;
    }
    tx.commit().await
}

/// "This was not me": the referral is taken back, and the address is erased, here and in the
/// assessment, and gets no patient's mail ever again.
pub async fn not_me(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let mut case = enter(ctx, &tx, actor).await?;
    let address = match case.subject {
        Some(_) => case.stored_email()?,
        None => None,
    };
    let disowned = record::ActiveModel {
        disowned_at: Set(case.row.disowned_at.or(Some(ctx.now()))),
        email_me: Set(false),
        patient_email: Set(None),
        ..Default::default()
    };
    if is_closed(case.row.status) {
        let id = Unchanged(case.row.id);
        record::ActiveModel { id, ..disowned }.update(&tx).await?;
    } else {
        stop(ctx, &tx, &mut case, disowned).await?;
    }
    if let Some(address) = address {
        mail::suppress(ctx, &tx, &address, Reason::Disowned).await?;
    }
    triage::disown_contact(ctx, &tx, case.row.assessment_id).await?;
    triage::consent::take_back(ctx, &tx, case.row.assessment_id).await?;
    erase_mails(ctx, &tx, case.row.id, Whose::Patients).await?;
    record(ctx, &tx, actor, case.row.id, "referral.disowned").await?;
    tx.commit().await
}
