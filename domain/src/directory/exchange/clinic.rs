use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use footpath_entity::{
    directory::clinic::{Column, Entity, Model},
    id::ClinicId,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use super::{
    visible::somebody,
    wanted::{All, Any, Wanted, each},
};
use crate::{
    Ctx, Error, Result,
    directory::{
        clinic::Clinic,
        place::{KM_PER_MILE, Point, Sieve, distance_miles},
    },
    paging::{Page, Paged},
};

/// What anybody may know of a clinic.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    pub clinic: Clinic,
    pub verified_on: Option<NaiveDate>,
    pub updated_at: DateTime<Utc>,
    /// From the point that was asked for; absent without one.
    pub distance_km: Option<f64>,
}

/// Around a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    pub center: Point,
    pub km: f64,
}

/// Which clinics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClinicQuery {
    pub ids: All<Any<ClinicId>>,
    pub name: All<Any<Wanted>>,
    pub city: All<Any<Wanted>>,
    pub state: All<Any<Wanted>>,
    pub postal_code: All<Any<Wanted>>,
    pub near: Option<Near>,
}

impl ClinicQuery {
    fn select(&self) -> Select<Entity> {
        let id = |id: &ClinicId| Condition::all().add(Column::Id.eq(*id));
        Entity::find()
            .filter(somebody())
            .filter(each(&self.ids, id))
            .filter(each(&self.name, |wanted| wanted.of(Column::Name)))
            .filter(each(&self.city, |wanted| wanted.of(Column::City)))
            .filter(each(&self.state, |wanted| wanted.of(Column::State)))
            .filter(each(&self.postal_code, |wanted| {
                wanted.of(Column::PostalCode)
            }))
    }
}

/// Clinics by distance where a point is given, else by name; then by ID.
pub async fn sites(ctx: &Ctx, query: &ClinicQuery, page: Page) -> Result<Paged<Site>> {
    if let Some(near) = query.near {
        return around(ctx, query.select(), near, page).await;
    }
    let conn = ctx.store.read();
    let query = query.select();
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = rows.into_iter().map(of).collect();
    Ok(Paged { items, page, total })
}

async fn around(ctx: &Ctx, query: Select<Entity>, near: Near, page: Page) -> Result<Paged<Site>> {
    let sieve = Sieve::around(near.center, near.km / KM_PER_MILE);
    let east_to_west = sieve.lon.into_iter();
    let lon = east_to_west.fold(Condition::any(), |any, (west, east)| {
        any.add(Column::Lon.between(west, east))
    });
    let rows: Vec<(ClinicId, String, f64, f64)> = query
        .filter(Column::Lat.between(sieve.lat.0, sieve.lat.1))
        .filter(lon)
        .select_only()
        .columns([Column::Id, Column::Name, Column::Lat, Column::Lon])
        .into_tuple()
        .all(ctx.store.read())
        .await?;
    let found = nearest(rows, near);
    let shown = found.iter().map(|(_, _, id)| *id);
    let shown: Vec<ClinicId> = shown.skip(skip(page)).take(take(page)).collect();
    let distances: HashMap<ClinicId, f64> = found.iter().map(|(km, _, id)| (*id, *km)).collect();
    let mut sites = sites_of(ctx, &shown).await?;
    let items = shown.iter().filter_map(|id| {
        let mut site = sites.remove(id)?;
        site.distance_km = distances.get(id).copied();
        Some(site)
    });
    Ok(Paged {
        items: items.collect(),
        page,
        total: found.len() as u64,
    })
}

/// Those within the circle, the nearest first; of equals by name, then ID.
fn nearest(rows: Vec<(ClinicId, String, f64, f64)>, near: Near) -> Vec<(f64, String, ClinicId)> {
    let mut found: Vec<_> = rows
        .into_iter()
        .filter_map(|(id, name, lat, lon)| {
            let km = distance_miles(near.center, Point::new(lat, lon)?) * KM_PER_MILE;
            (km <= near.km).then_some((km, name, id))
        })
        .collect();
    found.sort_unstable_by(|a, b| {
        let by_name = (&a.1, a.2).cmp(&(&b.1, b.2));
        a.0.total_cmp(&b.0).then(by_name)
    });
    found
}

fn skip(page: Page) -> usize {
    usize::try_from(page.offset()).unwrap_or(usize::MAX)
}

fn take(page: Page) -> usize {
    usize::try_from(page.per_page).unwrap_or(usize::MAX)
}

/// Those of these that readers may see.
pub async fn sites_of(ctx: &Ctx, ids: &[ClinicId]) -> Result<HashMap<ClinicId, Site>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find()
        .filter(somebody())
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(ctx.store.read())
        .await?;
    let sites = rows.into_iter().map(|row| (row.id, of(row)));
    Ok(sites.collect())
}

/// The clinic with this ID, as typed.
pub async fn site(ctx: &Ctx, id: &str) -> Result<Site> {
    const NONE: Error = Error::NotFound {
        code: "clinic.not_found",
    };
    let id: ClinicId = id.parse().map_err(|_| NONE)?;
    let mut found = sites_of(ctx, &[id]).await?;
    found.remove(&id).ok_or(NONE)
}

fn of(row: Model) -> Site {
    Site {
        verified_on: row.verified_on,
        updated_at: row.updated_at,
        distance_km: None,
        clinic: Clinic::from(row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_of_the_circle_is_inside_and_names_break_ties() {
        let id = |n| ClinicId::from(uuid::Uuid::from_u128(n));
        let center = Point::new(0.0, 0.0).unwrap();
        let rows = vec![
            (id(1), "Far".to_owned(), 0.0, 2.0),
            (id(2), "Zed".to_owned(), 0.0, 1.0),
            (id(4), "Ann".to_owned(), 0.0, -1.0),
            (id(3), "Ann".to_owned(), 0.0, 1.0),
        ];
        let km = distance_miles(center, Point::new(0.0, 1.0).unwrap()) * KM_PER_MILE;
        let found = nearest(rows, Near { center, km });
        let ids: Vec<_> = found.iter().map(|(_, _, id)| *id).collect();
        assert_eq!(ids, [id(3), id(4), id(2)]);
    }
}
