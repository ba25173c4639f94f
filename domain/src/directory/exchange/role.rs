use std::{fmt, str::FromStr};

use footpath_entity::{
    directory::{podiatrist, podiatrist_specialty, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use super::{
    clinic::{Site, sites_of},
    person::{Person, people_of},
    visible::practices,
    wanted::{All, Any, each},
};
use crate::{
    Ctx, Error, Result,
    paging::{Page, Paged},
};

/// Who practises where, as one name: NPI, hyphen, clinic's ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleId {
    pub npi: Npi,
    pub clinic: ClinicId,
}

impl fmt::Display for RoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.npi, self.clinic)
    }
}

/// That a text names nobody at no clinic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRole;

impl FromStr for RoleId {
    type Err = NoRole;

    fn from_str(text: &str) -> Result<Self, NoRole> {
        let (npi, clinic) = text.split_once('-').ok_or(NoRole)?;
        Ok(Self {
            npi: npi.parse().map_err(|_| NoRole)?,
            clinic: clinic.parse().map_err(|_| NoRole)?,
        })
    }
}

/// A podiatrist at a clinic.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    pub person: Person,
    pub site: Site,
}

impl Role {
    pub fn id(&self) -> RoleId {
        RoleId {
            npi: self.person.npi.clone(),
            clinic: self.site.clinic.id,
        }
    }
}

/// Which podiatrists at which clinics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleQuery {
    pub ids: All<Any<RoleId>>,
    pub npis: All<Any<Npi>>,
    pub clinics: All<Any<ClinicId>>,
    /// Taxonomy codes.
    pub specialties: All<Any<String>>,
}

impl RoleQuery {
    fn condition(&self) -> Condition {
        use practice::Column;
        let npi = |npi: &Npi| Condition::all().add(Column::Npi.eq(npi.as_str()));
        let clinic = |id: &ClinicId| Condition::all().add(Column::ClinicId.eq(*id));
        let id = |id: &RoleId| npi(&id.npi).add(clinic(&id.clinic));
        let specialty = |code: &String| {
            let those = podiatrist_specialty::Entity::find()
                .filter(podiatrist_specialty::Column::Code.eq(code.as_str()))
                .select_only()
                .column(podiatrist_specialty::Column::Npi);
            Condition::all().add(Column::Npi.in_subquery(those.into_query()))
        };
        Condition::all()
            .add(each(&self.ids, id))
            .add(each(&self.npis, npi))
            .add(each(&self.clinics, clinic))
            .add(each(&self.specialties, specialty))
    }
}

/// Who practises where, by the podiatrist as in lists, the primary clinic first.
pub async fn roles(ctx: &Ctx, query: &RoleQuery, page: Page) -> Result<Paged<Role>> {
    let conn = ctx.store.read();
    let query = practices().filter(query.condition());
    let total = query.clone().count(conn).await?;
    let pairs: Vec<(Npi, ClinicId)> = query
        .select_only()
        .columns([practice::Column::Npi, practice::Column::ClinicId])
        .order_by_asc(podiatrist::Column::SortName)
        .order_by_asc(practice::Column::Npi)
        .order_by_desc(practice::Column::IsPrimary)
        .order_by_asc(practice::Column::ClinicId)
        .offset(page.offset())
        .limit(page.per_page)
        .into_tuple()
        .all(conn)
        .await?;
    let npis: Vec<Npi> = pairs.iter().map(|(npi, _)| npi.clone()).collect();
    let clinics: Vec<ClinicId> = pairs.iter().map(|(_, clinic)| *clinic).collect();
    let people = people_of(ctx, &npis).await?;
    let sites = sites_of(ctx, &clinics).await?;
    let items = pairs.iter().filter_map(|(npi, clinic)| {
        Some(Role {
            person: people.get(npi)?.clone(),
            site: sites.get(clinic)?.clone(),
        })
    });
    Ok(Paged {
        items: items.collect(),
        page,
        total,
    })
}

/// The podiatrist at that clinic, as typed.
pub async fn role(ctx: &Ctx, id: &str) -> Result<Role> {
    const NONE: Error = Error::NotFound {
        code: "practice.not_found",
    };
    let id: RoleId = id.parse().map_err(|NoRole| NONE)?;
    let query = RoleQuery {
        ids: vec![vec![id]],
        ..RoleQuery::default()
    };
    let mut found = roles(ctx, &query, Page::first(1)).await?;
    found.items.pop().ok_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_named_by_podiatrist_and_clinic() {
        let text = "1234567893-019b0000-0000-7000-8000-000000000001";
        let id: RoleId = text.parse().unwrap();
        assert_eq!(id.npi.as_str(), "1234567893");
        assert_eq!(id.to_string(), text);
        for bad in ["", "1234567893", "1234567893-", "1234567890-x", "-", "a-b"] {
            assert_eq!(bad.parse::<RoleId>(), Err(NoRole), "{bad}");
        }
    }
}
