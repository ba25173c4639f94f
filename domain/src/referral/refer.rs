use footpath_entity::{
    id::{AssessmentId, ClinicId, ReferralId},
    referral::record::{self, Status},
    value::PostalCode,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    alert::{self, Alert},
    case::{Case, place},
    hold,
    link::{self, Whose},
    offer::assign,
    route::{self, Routing},
};
use crate::{
    Actor, Ctx, Error, Result, audit,
    seal::SubjectKey,
    store::{Tx, is_unique_violation},
    triage::{Contact, Tier},
};

/// What a referral is made of. The contact has an email where `email_me` is true.
pub struct NewReferral<'a> {
    pub assessment: AssessmentId,
    /// The key of the assessment's person.
    pub subject: &'a SubjectKey,
    pub tier: Tier,
    pub contact: &'a Contact,
    /// Whether the patient wants mail about it.
    pub email_me: bool,
    /// Where to look for the nearest clinic.
    pub postal_code: Option<&'a PostalCode>,
    /// The clinic that the reader asks for.
    pub clinic: Option<ClinicId>,
}

/// A referral as its maker is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    pub id: ReferralId,
    pub status: Status,
    /// The name of whoever is asked first; absent while held or unrouted.
    pub recipient: Option<String>,
}

/// Refers a person, in the caller's transaction: route, attempt, mail and job are there when
/// the caller commits, or nothing is. `referral.exists` when the assessment has one already.
pub async fn refer(ctx: &Ctx, tx: &Tx, actor: &Actor, new: NewReferral<'_>) -> Result<Referred> {
    let twin = record::Entity::find()
        .filter(record::Column::AssessmentId.eq(new.assessment))
        .one(tx)
        .await?;
    if twin.is_some() {
        return Err(exists());
    }
    let routing = Routing {
        urgency: new.tier.into(),
        postal_code: new.postal_code.cloned(),
    };
    let first = route::next(ctx, tx, &routing, new.clinic, &[]).await?;
    let clinic = first.as_ref().and_then(|first| first.clinic);
    let held_for = hold::over(ctx, tx, actor, new.contact, clinic).await?;

    let id: ReferralId = ctx.new_id();
    let row = insert(ctx, tx, id, &new, &routing, held_for).await?;
    let mut case = Case {
        row,
        subject: Some(new.subject.clone()),
    };
    let recipient = match held_for {
        Some(_) => {
            alert::raise(ctx, tx, Alert::Held(id)).await?;
            None
        }
        None => assign(ctx, tx, &mut case, first, 0).await?,
    };
    let status = case.row.status;
    let event = audit::Event {
        action: "referral.created",
        object_kind: "referral",
        object_id: &id,
        detail: json!({
            "status": status.as_str(),
            "held_for": held_for,
            "attempt": case.row.attempt_id,
            "clinic": clinic.filter(|_| held_for.is_none()),
        }),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok(Referred {
        id,
        status,
        recipient,
    })
}

async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    id: ReferralId,
    new: &NewReferral<'_>,
    routing: &Routing,
    held_for: Option<&str>,
) -> Result<record::Model> {
    let seal = |column, plain: &[u8]| new.subject.seal(&place(id, column), plain);
    let (token, token_hash) = link::make(&ctx.keys, Whose::Patient);
    let email = new.contact.email.as_ref().filter(|_| new.email_me);
    let email = email.map(|email| seal("patient_email", email.as_str().as_bytes()));
    let routing = serde_json::to_vec(routing).map_err(Error::internal)?;
    let row = record::ActiveModel {
        id: Set(id),
        assessment_id: Set(new.assessment),
        subject_key_id: Set(new.subject.id),
        status: Set(if held_for.is_some() {
            Status::Held
        } else {
            Status::Unrouted
        }),
        held_for: Set(held_for.map(str::to_owned)),
        attempt_id: Set(None),
        asked_clinic_id: Set(new.clinic),
        routing: Set(seal("routing", &routing)?),
        email_me: Set(new.email_me),
        patient_email: Set(email.transpose()?),
        patient_token: Set(seal("patient_token", token.as_bytes())?),
        patient_token_hash: Set(token_hash),
        patient_told_at: Set(None),
        confirmed_at: Set(None),
        disowned_at: Set(None),
        created_at: Set(ctx.now()),
        accepted_at: Set(None),
        closed_at: Set(None),
    };
    // On PostgreSQL a twin may have come in between; the second of them ends here.
    record::Entity::insert(row)
        .exec_with_returning(tx)
        .await
        .map_err(|error| {
            if is_unique_violation(&error) {
                exists()
            } else {
                error.into()
            }
        })
}

fn exists() -> Error {
    Error::conflict(
        "referral.exists",
        "This assessment has been referred already.",
    )
}
