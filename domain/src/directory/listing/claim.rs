use footpath_entity::{
    directory::listing_claim::{self, State},
    id::ListingClaimId,
    value::Email,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::require_listed;
use crate::{
    Actor, Ctx, Error, Report, Result,
    audit::{self, Event},
    directory::{message::message, podiatrist, throttle::throttle},
};

/// A claim as somebody typed it.
#[derive(Clone, Debug, Default)]
pub struct ClaimListing {
    pub email: String,
    /// How staff may check that the address belongs to the practice.
    pub message: String,
}

/// Notes that somebody says that a listing is theirs. Nothing is mailed before staff have
/// confirmed the address.
pub async fn claim(ctx: &Ctx, actor: &Actor, npi: &str, cmd: &ClaimListing) -> Result<()> {
    use listing_claim::Column;
    let npi = podiatrist::npi(npi)?;
    let tx = ctx.store.begin().await?;
    require_listed(&tx, &npi).await?;
    let (email, message) = check(cmd)?;
    throttle(ctx, &tx, actor, "claim").await?;
    let same = listing_claim::Entity::find()
        .filter(Column::Npi.eq(npi.as_str()))
        .filter(Column::Email.eq(email.as_str()))
        .filter(Column::State.eq(State::Open))
        .count(&tx)
        .await?;
    if same == 0 {
        let id: ListingClaimId = ctx.new_id();
        let row = listing_claim::ActiveModel {
            id: Set(id),
            npi: Set(npi.clone()),
            email: Set(email),
            message: Set(message),
            state: Set(State::Open),
            token_hash: Set(None),
            created_at: Set(ctx.now()),
            settled_at: Set(None),
            expires_at: Set(None),
        };
        listing_claim::Entity::insert(row)
            .exec_without_returning(&tx)
            .await?;
        let event = Event {
            action: "listing_claim.filed",
            object_kind: "listing_claim",
            object_id: &id,
            detail: json!({ "npi": npi }),
        };
        audit::record(ctx, &tx, actor, event).await?;
    }
    tx.commit().await
}

fn check(cmd: &ClaimListing) -> Result<(Email, String)> {
    let mut report = Report::new();
    let email = report.parse::<Email>("email", &cmd.email);
    let message = message(&mut report, "message", &cmd.message);
    if message.is_empty() {
        report.add("message", "say how we may check that it is you");
    }
    match email {
        Some(email) if report.is_empty() => Ok((email, message)),
        _ => Err(Error::Invalid(report)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_has_an_address_and_a_way_to_check_it() {
        let Err(Error::Invalid(report)) = check(&ClaimListing::default()) else {
            panic!("it passed")
        };
        let fields: Vec<_> = report.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["email", "message"]);
        let good = ClaimListing {
            email: " desk@Clinic.example.org ".to_owned(),
            message: "Call the practice".to_owned(),
        };
        assert_eq!(check(&good).unwrap().0.as_str(), "desk@clinic.example.org");
    }
}
