use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use footpath_entity::{
    directory::{Source, podiatrist},
    value::Npi,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    visible::somewhere,
    wanted::{All, Any, Wanted, each, pattern},
};
use crate::{
    Ctx, Error, Result,
    directory::{
        podiatrist::{Listed, display_name, listed},
        specialty::Specialty,
    },
    paging::{Page, Paged},
};

/// What anybody may know of a podiatrist, wherever it practises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub npi: Npi,
    /// With credential, such as `Jane Q. Doe, DPM`.
    pub name: String,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    pub credential: Option<String>,
    pub specialties: Vec<Specialty>,
    /// `None` when nobody knows.
    pub accepting_new_patients: Option<bool>,
    pub telehealth: Option<bool>,
    /// Beside English.
    pub languages: Vec<String>,
    pub website: Option<String>,
    pub insurance: Option<String>,
    pub source: Source,
    pub verified_on: Option<NaiveDate>,
    pub updated_on: NaiveDate,
    pub updated_at: DateTime<Utc>,
}

impl Person {
    pub(super) fn of(listed: &Listed) -> Self {
        let row = listed.row.clone();
        Self {
            name: display_name(&row),
            npi: row.npi,
            first_name: row.first_name,
            middle_name: row.middle_name,
            last_name: row.last_name,
            suffix: row.suffix,
            credential: row.credential,
            specialties: listed.specialties.clone(),
            accepting_new_patients: row.accepting_new_patients,
            telehealth: row.telehealth,
            languages: row.languages.0,
            website: row.website,
            insurance: row.insurance,
            source: row.source,
            verified_on: row.verified_on,
            updated_on: row.updated_on,
            updated_at: row.updated_at,
        }
    }
}

/// Which podiatrists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonQuery {
    pub npis: All<Any<Npi>>,
    /// Any part of the name.
    pub name: All<Any<Wanted>>,
    pub family: All<Any<Wanted>>,
    /// First or middle name.
    pub given: All<Any<Wanted>>,
}

impl PersonQuery {
    fn condition(&self) -> Condition {
        use podiatrist::Column;
        let npi = |npi: &Npi| Condition::all().add(Column::Npi.eq(npi.as_str()));
        let given = |wanted: &Wanted| {
            let first = wanted.of(Column::FirstName);
            Condition::any()
                .add(first)
                .add(wanted.of(Column::MiddleName))
        };
        Condition::all()
            .add(each(&self.npis, npi))
            .add(each(&self.name, name))
            .add(each(&self.family, |wanted| wanted.of(Column::LastName)))
            .add(each(&self.given, given))
    }
}

/// Any part of a name: of several words, each begins one.
fn name(wanted: &Wanted) -> Condition {
    use podiatrist::Column;
    match wanted {
        Wanted::Starts(text) => {
            let text = text.to_lowercase();
            text.split_whitespace().fold(Condition::all(), |all, word| {
                let begins = Condition::any()
                    .add(Column::SortName.like(pattern("", word)))
                    .add(Column::SortName.like(pattern("% ", word)));
                all.add(begins)
            })
        }
        Wanted::Contains(text) => {
            let text = text.to_lowercase();
            Condition::all().add(Column::SortName.like(pattern("%", &text)))
        }
        Wanted::Exact(_) => [
            Column::FirstName,
            Column::MiddleName,
            Column::LastName,
            Column::Suffix,
            Column::Credential,
        ]
        .into_iter()
        .fold(Condition::any(), |any, column| any.add(wanted.of(column))),
    }
}

/// Podiatrists, in the order of lists.
pub async fn people(ctx: &Ctx, query: &PersonQuery, page: Page) -> Result<Paged<Person>> {
    let conn = ctx.store.read();
    let query = podiatrist::Entity::find()
        .filter(somewhere(Condition::all()))
        .filter(query.condition());
    let total = query.clone().count(conn).await?;
    let npis: Vec<Npi> = query
        .select_only()
        .column(podiatrist::Column::Npi)
        .order_by_asc(podiatrist::Column::SortName)
        .order_by_asc(podiatrist::Column::Npi)
        .offset(page.offset())
        .limit(page.per_page)
        .into_tuple()
        .all(conn)
        .await?;
    let mut found = people_of(ctx, &npis).await?;
    let items = npis.iter().filter_map(|npi| found.remove(npi)).collect();
    Ok(Paged { items, page, total })
}

/// Those of these whom readers may see.
pub async fn people_of(ctx: &Ctx, npis: &[Npi]) -> Result<HashMap<Npi, Person>> {
    let found = listed(ctx.store.read(), npis).await?;
    let people = found.values().map(Person::of);
    Ok(people.map(|person| (person.npi.clone(), person)).collect())
}

/// The podiatrist with this NPI, as typed; what is no NPI belongs to nobody.
pub async fn person(ctx: &Ctx, npi: &str) -> Result<Person> {
    const NOBODY: Error = Error::NotFound {
        code: "podiatrist.not_found",
    };
    let npi: Npi = npi.parse().map_err(|_| NOBODY)?;
    let mut found = people_of(ctx, std::slice::from_ref(&npi)).await?;
    found.remove(&npi).ok_or(NOBODY)
}
