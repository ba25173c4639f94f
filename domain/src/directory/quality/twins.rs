//! What may stand in the directory twice.

use std::{collections::HashMap, str::FromStr};

use footpath_entity::{
    directory::{clinic, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, Statement,
};

use crate::{
    Result,
    directory::{clinic::city_line, listing::names},
};

/// Groups that are named.
pub const NAMED: u64 = 50;
/// Members that are named, of all these groups.
const MEMBERS: usize = 200;

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

/// A group of what looks the same.
#[derive(FromQueryResult)]
struct Group {
    /// IDs, with commas between them.
    members: String,
    /// How many groups there are in all.
    many: i64,
}

pub(super) async fn same_name(conn: &impl ConnectionTrait) -> Result<Twins<SameName>> {
    let sql = format!(
        "SELECT string_agg(p.npi, ',') AS members, COUNT(*) OVER () AS many FROM podiatrist p \
         JOIN practice w ON w.npi = p.npi AND w.is_primary JOIN clinic c ON c.id = w.clinic_id \
         WHERE NOT p.hidden AND p.deactivated_on IS NULL \
         GROUP BY lower(p.last_name), lower(p.first_name), c.state HAVING COUNT(*) > 1 \
         ORDER BY lower(p.last_name), lower(p.first_name), c.state LIMIT {NAMED}"
    );
    let (groups, npis) = members::<Npi>(conn, &sql).await?;
    let names = names(conn, &npis).await?;
    let practices = practice::Entity::find()
        .filter(practice::Column::Npi.is_in(npis.iter().map(Npi::as_str)))
        .filter(practice::Column::IsPrimary.eq(true))
        .all(conn)
        .await?;
    let clinics = clinics(conn, practices.iter().map(|practice| practice.clinic_id)).await?;
    let mut places: HashMap<Npi, String> = practices
        .into_iter()
        .filter_map(|practice| Some((practice.npi, town(clinics.get(&practice.clinic_id)?))))
        .collect();
    let each = npis.into_iter().map(|npi| SameName {
        name: names.get(&npi).cloned().unwrap_or_default(),
        place: places.remove(&npi).unwrap_or_default(),
        npi,
    });
    Ok(Twins {
        groups,
        named: each.collect(),
    })
}

pub(super) async fn same_address(conn: &impl ConnectionTrait) -> Result<Twins<SameAddress>> {
    let street = plain("' ' || lower(address_1) || ' ' || lower(coalesce(address_2, '')) || ' '");
    let id = match conn.get_database_backend() {
        DbBackend::Sqlite => "hex(id)",
        _ => "id::text",
    };
    let sql = format!(
        "SELECT string_agg({id}, ',') AS members, COUNT(*) OVER () AS many FROM \
         (SELECT id, {street} AS street, coalesce(postal_code, lower(city) || ' ' || state) AS town \
         FROM clinic WHERE NOT hidden AND merged_into IS NULL) AS place \
         GROUP BY town, street HAVING COUNT(*) > 1 ORDER BY town, street LIMIT {NAMED}"
    );
    let (groups, ids) = members::<ClinicId>(conn, &sql).await?;
    let mut clinics = clinics(conn, ids.iter().copied()).await?;
    let named = ids.iter().filter_map(|id| clinics.remove(id));
    Ok(Twins {
        groups,
        named: named.map(SameAddress::from).collect(),
    })
}

/// How many groups there are, and the members of the first ones, each group together.
async fn members<T: FromStr + Ord>(
    conn: &impl ConnectionTrait,
    sql: &str,
) -> Result<(u64, Vec<T>)> {
    let query = Statement::from_string(conn.get_database_backend(), sql);
    let rows = Group::find_by_statement(query).all(conn).await?;
    let many = rows.first().map_or(0, |group| group.many);
    let mut all = Vec::new();
    for group in rows {
        let mut ids: Vec<T> = group
            .members
            .split(',')
            .filter_map(|id| id.parse().ok())
            .collect();
        ids.sort();
        all.extend(ids);
    }
    all.truncate(MEMBERS);
    Ok((u64::try_from(many).unwrap_or(0), all))
}

async fn clinics(
    conn: &impl ConnectionTrait,
    ids: impl Iterator<Item = ClinicId>,
) -> Result<HashMap<ClinicId, clinic::Model>> {
    let rows = clinic::Entity::find()
        .filter(clinic::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

fn town(row: &clinic::Model) -> String {
    city_line(&row.city, &row.state, row.postal_code.as_ref())
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
        let town = town(&row);
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
