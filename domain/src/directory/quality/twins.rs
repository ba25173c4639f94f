//! What may stand in the directory twice.

use std::collections::HashMap;

use footpath_entity::{
    directory::clinic,
    id::ClinicId,
    value::{Npi, PostalCode, State},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};

use crate::{
    Result,
    directory::{clinic::city_line, listing::names},
};

/// Groups that are named.
pub const NAMED: u64 = 50;
/// Members that are named, of all these groups.
const MEMBERS: u64 = 200;

/// Groups of what looks the same.
#[derive(Clone, Debug, Default)]
pub struct Twins<T> {
    /// How many groups there are.
    pub groups: u64,
    /// Those of the first groups, each group together.
    pub named: Vec<T>,
}

/// A podiatrist with the first and last name of another one in the same state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameName {
    pub npi: Npi,
    /// With credential.
    pub name: String,
    /// Of the primary clinic, such as `Boise, ID 83702`.
    pub place: String,
}

/// A clinic at the address of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameAddress {
    pub id: ClinicId,
    pub name: String,
    pub address: String,
    /// E.164.
    pub phone: Option<String>,
}

/// What is written in several ways, in the one that is compared.
const WAYS: [(&str, &str); 22] = [
    (".", " "),
    (",", " "),
    ("#", " "),
    (" suite ", " "),
    (" ste ", " "),
    (" unit ", " "),
    (" apt ", " "),
    (" street ", " st "),
    (" avenue ", " ave "),
    (" road ", " rd "),
    (" drive ", " dr "),
    (" boulevard ", " blvd "),
    (" highway ", " hwy "),
    (" lane ", " ln "),
    (" parkway ", " pkwy "),
    (" north ", " n "),
    (" south ", " s "),
    (" east ", " e "),
    (" west ", " w "),
    ("    ", " "),
    ("  ", " "),
    ("  ", " "),
];

#[derive(FromQueryResult)]
struct NameRow {
    npi: Npi,
    city: String,
    state: State,
    postal_code: Option<PostalCode>,
    many: i64,
}

pub(super) async fn same_name(conn: &impl ConnectionTrait) -> Result<Twins<SameName>> {
    let sql = format!(
        "WITH person AS (SELECT p.npi, lower(p.last_name) AS last, lower(p.first_name) AS first, \
         c.city, c.state, c.postal_code FROM podiatrist p \
         JOIN practice w ON w.npi = p.npi AND w.is_primary JOIN clinic c ON c.id = w.clinic_id \
         WHERE NOT p.hidden AND p.deactivated_on IS NULL), \
         twin AS (SELECT last, first, state, COUNT(*) OVER () AS many FROM person \
         GROUP BY last, first, state HAVING COUNT(*) > 1 ORDER BY last, first, state LIMIT {NAMED}) \
         SELECT person.npi, person.city, person.state, person.postal_code, twin.many \
         FROM twin JOIN person ON person.last = twin.last AND person.first = twin.first \
         AND person.state = twin.state \
         ORDER BY twin.last, twin.first, twin.state, person.npi LIMIT {MEMBERS}"
    );
    let rows: Vec<NameRow> = all(conn, &sql).await?;
    let names = names(conn, rows.iter().map(|row| &row.npi)).await?;
    Ok(Twins {
        groups: groups(rows.first().map(|row| row.many)),
        named: rows
            .into_iter()
            .map(|row| SameName {
                name: names.get(&row.npi).cloned().unwrap_or_default(),
                place: city_line(&row.city, &row.state, row.postal_code.as_ref()),
                npi: row.npi,
            })
            .collect(),
    })
}

#[derive(FromQueryResult)]
struct PlaceRow {
    id: ClinicId,
    many: i64,
}

pub(super) async fn same_address(conn: &impl ConnectionTrait) -> Result<Twins<SameAddress>> {
    let street = plain("' ' || lower(address_1) || ' ' || lower(coalesce(address_2, '')) || ' '");
    let sql = format!(
        "WITH place AS (SELECT id, {street} AS street, \
         coalesce(postal_code, lower(city) || ' ' || state) AS town \
         FROM clinic WHERE NOT hidden AND merged_into IS NULL), \
         twin AS (SELECT town, street, COUNT(*) OVER () AS many FROM place \
         GROUP BY town, street HAVING COUNT(*) > 1 ORDER BY town, street LIMIT {NAMED}) \
         SELECT place.id, twin.many \
         FROM twin JOIN place ON place.town = twin.town AND place.street = twin.street \
         ORDER BY twin.town, twin.street, place.id LIMIT {MEMBERS}"
    );
    let rows: Vec<PlaceRow> = all(conn, &sql).await?;
    let clinics = clinic::Entity::find()
        .filter(clinic::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .all(conn)
        .await?;
    let mut clinics: HashMap<ClinicId, clinic::Model> =
        clinics.into_iter().map(|row| (row.id, row)).collect();
    let named = rows.iter().filter_map(|row| clinics.remove(&row.id));
    Ok(Twins {
        groups: groups(rows.first().map(|row| row.many)),
        named: named.map(SameAddress::from).collect(),
    })
}

async fn all<T: FromQueryResult>(conn: &impl ConnectionTrait, sql: &str) -> Result<Vec<T>> {
    let query = Statement::from_string(conn.get_database_backend(), sql);
    Ok(T::find_by_statement(query).all(conn).await?)
}

fn groups(many: Option<i64>) -> u64 {
    many.and_then(|many| u64::try_from(many).ok()).unwrap_or(0)
}

/// The expression with each of `WAYS` written in one way.
fn plain(expression: &str) -> String {
    WAYS.iter()
        .fold(expression.to_owned(), |inside, (from, to)| {
            format!("replace({inside}, '{from}', '{to}')")
        })
}

impl From<clinic::Model> for SameAddress {
    fn from(row: clinic::Model) -> Self {
        let town = city_line(&row.city, &row.state, row.postal_code.as_ref());
        let lines = [Some(row.address_1), row.address_2, Some(town)];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        Self {
            id: row.id,
            name: row.name,
            address: lines.join(", "),
            phone: row.phone,
        }
    }
}
