use footpath_entity::{
    directory::clinic::{Column, Entity, Model},
    id::ClinicId,
    value::Email,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use crate::{
    Result,
    directory::place::{Point, Sieve, distance_miles},
};

/// A clinic that takes referrals now: it is listed, says so, and its inbox is confirmed.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptingClinic {
    pub id: ClinicId,
    pub name: String,
    pub inbox: Email,
    /// From the place that was asked for, if one was.
    pub distance_miles: Option<f64>,
}

/// This clinic, if it takes referrals now.
pub async fn accepting(
    conn: &impl ConnectionTrait,
    id: ClinicId,
) -> Result<Option<AcceptingClinic>> {
    let row = takes_referrals()
        .filter(Column::Id.eq(id))
        .one(conn)
        .await?;
    Ok(row.and_then(|row| offered(row, None)))
}

/// The inbox of this clinic, if it was confirmed, whether or not the clinic takes referrals now.
pub async fn confirmed_inbox(conn: &impl ConnectionTrait, id: ClinicId) -> Result<Option<Email>> {
    let row = Entity::find_by_id(id)
        .filter(Column::InboxConfirmedAt.is_not_null())
        .one(conn)
        .await?;
    Ok(row.and_then(|row| row.inbox))
}

/// The nearest clinic within a distance that takes referrals now, leaving some out. Of equally
/// near ones, the first by name, then ID. Exact: asked of the database, not of an index.
pub async fn nearest_accepting(
    conn: &impl ConnectionTrait,
    center: Point,
    within_miles: f64,
    except: &[ClinicId],
) -> Result<Option<AcceptingClinic>> {
    let sieve = Sieve::around(center, within_miles);
    let mut lon = Condition::any();
    for (west, east) in sieve.lon {
        lon = lon.add(Column::Lon.between(west, east));
    }
    let mut query = takes_referrals()
        .filter(Column::Lat.between(sieve.lat.0, sieve.lat.1))
        .filter(lon);
    if !except.is_empty() {
        query = query.filter(Column::Id.is_not_in(except.iter().copied()));
    }
    let candidates = query.all(conn).await?;
    let nearest = candidates
        .into_iter()
        .filter_map(|row| {
            let at = Point::new(row.lat?, row.lon?)?;
            let miles = distance_miles(center, at);
            (miles <= within_miles).then_some((miles, row))
        })
        .min_by(|(near, a), (far, b)| {
            near.total_cmp(far)
                .then_with(|| (&a.name, a.id).cmp(&(&b.name, b.id)))
        });
    Ok(nearest.and_then(|(miles, row)| offered(row, Some(miles))))
}

fn takes_referrals() -> Select<Entity> {
    Entity::find().filter(taking())
}

/// Clinics that take referrals now.
pub(in crate::directory) fn taking() -> Condition {
    Condition::all()
        .add(Column::Hidden.eq(false))
        .add(Column::AcceptsReferrals.eq(true))
        .add(Column::Inbox.is_not_null())
        .add(Column::InboxConfirmedAt.is_not_null())
}

fn offered(row: Model, distance_miles: Option<f64>) -> Option<AcceptingClinic> {
    Some(AcceptingClinic {
        id: row.id,
        name: row.name,
        inbox: row.inbox?,
        distance_miles,
    })
}
