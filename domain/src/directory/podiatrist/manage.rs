//! Podiatrists as staff see them: every one, hidden, deactivated or not.

use std::collections::HashMap;

use chrono::NaiveDate;
use footpath_entity::{
    directory::{Source, clinic, podiatrist, podiatrist_specialty, practice},
    id::ClinicId,
    value::{Npi, State},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::display_name;
use crate::{
    Actor, Ctx, Error, Result,
    content::text::Words,
    directory::{
        Verified,
        clinic::{in_city, taking},
        hiding::{self, PODIATRIST},
    },
    paging::{Page, Paged},
    policy::{self, Action},
};

const NOBODY: Error = Error::NotFound {
    code: "podiatrist.not_found",
};

/// What a list for staff is asked for.
#[derive(Clone, Debug, Default)]
pub struct ManageFilter {
    /// Each in the name, or in city or ZIP code of a clinic.
    pub words: Words,
    pub npi: Option<Npi>,
    /// Of a clinic.
    pub state: Option<State>,
    pub hidden: Option<bool>,
    /// Whether a clinic takes referrals now.
    pub accepts_referrals: Option<bool>,
    pub source: Option<Source>,
    pub verified: Option<Verified>,
    /// The registry no longer lists them.
    pub deactivated: Option<bool>,
}

/// A podiatrist in whatever state.
#[derive(Clone, Debug, PartialEq)]
pub struct Managed {
    pub row: podiatrist::Model,
    /// With credential, such as `Jane Q. Doe, DPM`.
    pub name: String,
    /// Codes, in order.
    pub specialties: Vec<String>,
    /// Hidden ones too, the primary one first.
    pub clinics: Vec<clinic::Model>,
    /// Why it is hidden, while it is.
    pub hidden_because: Option<String>,
}

impl ManageFilter {
    /// Reads `q` as typed: an NPI, or words.
    pub fn parse_q(q: Option<&str>) -> Result<Self> {
        let npi = q.and_then(|q| q.parse().ok());
        Ok(Self {
            words: Words::parse(q.filter(|_| npi.is_none()))?,
            npi,
            ..Self::default()
        })
    }

    fn query(&self, today: NaiveDate) -> Select<podiatrist::Entity> {
        use podiatrist::Column;
        let mut query = podiatrist::Entity::find();
        if let Some(npi) = &self.npi {
            query = query.filter(Column::Npi.eq(npi.as_str()));
        }
        for pattern in self.words.patterns() {
            query = query.filter(
                Condition::any()
                    .add(Column::SortName.like(pattern.clone()))
                    .add(Column::Npi.in_subquery(practising(in_city(pattern)))),
            );
        }
        if let Some(state) = &self.state {
            let there = Condition::all().add(clinic::Column::State.eq(state.as_str()));
            query = query.filter(Column::Npi.in_subquery(practising(there)));
        }
        if let Some(hidden) = self.hidden {
            query = query.filter(Column::Hidden.eq(hidden));
        }
        match self.accepts_referrals {
            Some(true) => query = query.filter(Column::Npi.in_subquery(practising(taking()))),
            Some(false) => query = query.filter(Column::Npi.not_in_subquery(practising(taking()))),
            None => {}
        }
        if let Some(source) = self.source {
            query = query.filter(Column::Source.eq(source));
        }
        if let Some(verified) = self.verified {
            query = query.filter(verified.condition(Column::VerifiedOn, today));
        }
        match self.deactivated {
            Some(true) => query.filter(Column::DeactivatedOn.is_not_null()),
            Some(false) => query.filter(Column::DeactivatedOn.is_null()),
            None => query,
        }
    }
}

/// The NPIs of those who practise at such a clinic.
fn practising(at: Condition) -> SelectStatement {
    Query::select()
        .column((practice::Entity, practice::Column::Npi))
        .from(practice::Entity)
        .inner_join(
            clinic::Entity,
            Expr::col((clinic::Entity, clinic::Column::Id))
                .equals((practice::Entity, practice::Column::ClinicId)),
        )
        .cond_where(at)
        .to_owned()
}

/// Podiatrists in every state, by last name.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ManageFilter,
    page: Page,
) -> Result<Paged<Managed>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let query = filter.query(ctx.now().date_naive());
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_asc(podiatrist::Column::SortName)
        .order_by_asc(podiatrist::Column::Npi)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = assemble(conn, rows).await?;
    Ok(Paged { items, page, total })
}

/// One podiatrist in whatever state, by NPI as typed.
pub async fn managed(ctx: &Ctx, actor: &Actor, npi: &str) -> Result<Managed> {
    policy::require(actor, Action::ConsoleView)?;
    let npi = self::npi(npi)?;
    let conn = ctx.store.read();
    let row = podiatrist::Entity::find_by_id(npi).one(conn).await?;
    let found = assemble(conn, row.into_iter().collect()).await?.pop();
    found.ok_or(NOBODY)
}

/// An NPI as typed; what is no NPI belongs to nobody.
pub fn npi(text: &str) -> Result<Npi> {
    text.parse().map_err(|_| NOBODY)
}

async fn assemble(
    conn: &impl ConnectionTrait,
    rows: Vec<podiatrist::Model>,
) -> Result<Vec<Managed>> {
    let npis: Vec<&str> = rows.iter().map(|row| row.npi.as_str()).collect();
    let mut clinics = clinics(conn, &npis).await?;
    let mut specialties = specialties(conn, &npis).await?;
    let hidden = rows.iter().filter(|row| row.hidden);
    let hidden = hidden.map(|row| row.npi.to_string()).collect::<Vec<_>>();
    let mut reasons = hiding::reasons(conn, PODIATRIST, hidden).await?;
    Ok(rows
        .into_iter()
        .map(|row| Managed {
            name: display_name(&row),
            specialties: specialties.remove(&row.npi).unwrap_or_default(),
            clinics: clinics.remove(&row.npi).unwrap_or_default(),
            hidden_because: reasons.remove(row.npi.as_str()),
            row,
        })
        .collect())
}

async fn clinics(
    conn: &impl ConnectionTrait,
    npis: &[&str],
) -> Result<HashMap<Npi, Vec<clinic::Model>>> {
    let practices = practice::Entity::find()
        .filter(practice::Column::Npi.is_in(npis.iter().copied()))
        .order_by_desc(practice::Column::IsPrimary)
        .order_by_asc(practice::Column::ClinicId)
        .all(conn)
        .await?;
    let rows = clinic::Entity::find()
        .filter(clinic::Column::Id.is_in(practices.iter().map(|practice| practice.clinic_id)))
        .all(conn)
        .await?;
    let rows: HashMap<ClinicId, clinic::Model> =
        rows.into_iter().map(|row| (row.id, row)).collect();
    let mut clinics: HashMap<Npi, Vec<clinic::Model>> = HashMap::new();
    for practice in practices {
        let known = rows.get(&practice.clinic_id).cloned();
        clinics.entry(practice.npi).or_default().extend(known);
    }
    Ok(clinics)
}

async fn specialties(
    conn: &impl ConnectionTrait,
    npis: &[&str],
) -> Result<HashMap<Npi, Vec<String>>> {
    let rows = podiatrist_specialty::Entity::find()
        .filter(podiatrist_specialty::Column::Npi.is_in(npis.iter().copied()))
        .order_by_asc(podiatrist_specialty::Column::Code)
        .all(conn)
        .await?;
    let mut codes: HashMap<Npi, Vec<String>> = HashMap::new();
    for row in rows {
        codes.entry(row.npi).or_default().push(row.code);
    }
    Ok(codes)
}
