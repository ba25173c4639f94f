use footpath_entity::{directory::clinic::Column, directory::clinic::Entity, id::ClinicId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::accepting::taking;
use crate::{
    Result,
    directory::place::{Point, Sieve, distance_miles},
};

/// A clinic that a reader may ask for.
#[derive(Clone, Debug, PartialEq)]
pub struct ClinicChoice {
    pub id: ClinicId,
    pub name: String,
    pub city: String,
    pub distance_miles: f64,
}

/// Every clinic within a distance that takes referrals now, in the order in which they are asked:
/// the nearest first, of equally near ones the first by name, then ID.
pub async fn accepting_within(
    conn: &impl ConnectionTrait,
    center: Point,
    within_miles: f64,
) -> Result<Vec<ClinicChoice>> {
    let sieve = Sieve::around(center, within_miles);
    let mut lon = Condition::any();
    for (west, east) in sieve.lon {
        lon = lon.add(Column::Lon.between(west, east));
    }
    let rows = Entity::find()
        .filter(taking())
        .filter(Column::Lat.between(sieve.lat.0, sieve.lat.1))
        .filter(lon)
        .all(conn)
        .await?;
    let mut choices: Vec<ClinicChoice> = rows
        .into_iter()
        .filter_map(|row| {
            let at = Point::new(row.lat?, row.lon?)?;
            let miles = distance_miles(center, at);
            (miles <= within_miles).then_some(ClinicChoice {
                id: row.id,
                name: row.name,
                city: row.city,
                distance_miles: miles,
            })
        })
        .collect();
    choices.sort_by(|a, b| {
        a.distance_miles
            .total_cmp(&b.distance_miles)
            .then_with(|| (&a.name, a.id).cmp(&(&b.name, b.id)))
    });
    Ok(choices)
}
