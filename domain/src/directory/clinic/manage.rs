//! Clinics as staff see them: every one, hidden or not.

use std::str::FromStr;

use chrono::NaiveDate;
use footpath_entity::{
    directory::{Source, clinic, podiatrist, practice},
    id::ClinicId,
    value::{Npi, ParseError, State},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Func, LikeExpr, Query, SelectStatement},
};

use super::{
    accepting::taking,
    confirm::{Asked, waiting},
};
use crate::{
    Actor, Ctx, Error, Result,
    content::text::Words,
    directory::{
        Verified,
        hiding::{self, CLINIC},
        podiatrist::display_name,
    },
    paging::{Page, Paged},
    policy::{self, Action},
};

/// Podiatrists of one clinic that its page names.
const NAMED: u64 = 50;

/// How a clinic stands to referrals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referrals {
    /// It takes them now.
    Taking,
    /// It says so, but its inbox is not confirmed.
    Waiting,
    No,
}

/// What a list for staff is asked for.
#[derive(Clone, Debug, Default)]
pub struct ManageFilter {
    /// Each in name, city or ZIP code.
    pub words: Words,
    /// Where this podiatrist practises.
    pub npi: Option<Npi>,
    pub state: Option<State>,
    pub hidden: Option<bool>,
    pub referrals: Option<Referrals>,
    pub source: Option<Source>,
    pub verified: Option<Verified>,
}

/// A clinic in whatever state.
#[derive(Clone, Debug, PartialEq)]
pub struct Managed {
    pub row: clinic::Model,
    /// Why it is hidden, while it is.
    pub hidden_because: Option<String>,
}

/// What the console shows beside a clinic.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The confirmation mail that has no answer yet.
    pub asked: Option<Asked>,
    /// By name, the first fifty, with how they are called.
    pub podiatrists: Vec<(Npi, String)>,
    /// All of them.
    pub count: u64,
}

impl Referrals {
    pub const ALL: [Self; 3] = [Self::Taking, Self::Waiting, Self::No];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Taking => "taking",
            Self::Waiting => "waiting",
            Self::No => "no",
        }
    }

    fn condition(self) -> Condition {
        let says_so = || {
            Condition::all()
                .add(clinic::Column::AcceptsReferrals.eq(true))
                .add(clinic::Column::Inbox.is_not_null())
        };
        match self {
            Self::Taking => taking(),
            Self::Waiting => says_so().add(clinic::Column::InboxConfirmedAt.is_null()),
            Self::No => Condition::any()
                .add(clinic::Column::AcceptsReferrals.eq(false))
                .add(clinic::Column::Inbox.is_null()),
        }
    }
}

impl FromStr for Referrals {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL
            .into_iter()
            .find(|known| known.as_str() == text)
            .ok_or(ParseError("must be one of taking, waiting, no"))
    }
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

    fn query(&self, today: NaiveDate) -> Select<clinic::Entity> {
        let mut query = clinic::Entity::find();
        if let Some(npi) = &self.npi {
            let theirs = Query::select()
                .column(practice::Column::ClinicId)
                .from(practice::Entity)
                .and_where(practice::Column::Npi.eq(npi.as_str()))
                .to_owned();
            query = query.filter(clinic::Column::Id.in_subquery(theirs));
        }
        for pattern in self.words.patterns() {
            query = query.filter(
                Condition::any()
                    .add(lower(clinic::Column::Name).like(pattern.clone()))
                    .add(in_city(pattern)),
            );
        }
        if let Some(state) = &self.state {
            query = query.filter(clinic::Column::State.eq(state.as_str()));
        }
        if let Some(hidden) = self.hidden {
            query = query.filter(clinic::Column::Hidden.eq(hidden));
        }
        if let Some(referrals) = self.referrals {
            query = query.filter(referrals.condition());
        }
        if let Some(source) = self.source {
            query = query.filter(clinic::Column::Source.eq(source));
        }
        if let Some(verified) = self.verified {
            query = query.filter(verified.condition(clinic::Column::VerifiedOn, today));
        }
        query
    }
}

/// Clinics in a city or at a ZIP code like this, in lower case.
pub(in crate::directory) fn in_city(pattern: LikeExpr) -> Condition {
    Condition::any()
        .add(lower(clinic::Column::City).like(pattern.clone()))
        .add(clinic::Column::PostalCode.like(pattern))
}

fn lower(column: clinic::Column) -> Expr {
    Func::lower(Expr::col((clinic::Entity, column))).into()
}

/// Clinics in every state, by name.
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
        .order_by_asc(clinic::Column::Name)
        .order_by_asc(clinic::Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = with_reasons(conn, rows).await?;
    Ok(Paged { items, page, total })
}

/// One clinic in whatever state.
pub async fn managed(ctx: &Ctx, actor: &Actor, id: ClinicId) -> Result<Managed> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let row = clinic::Entity::find_by_id(id).one(conn).await?;
    let found = with_reasons(conn, row.into_iter().collect()).await?.pop();
    found.ok_or(Error::not_found("clinic.not_found"))
}

async fn with_reasons(
    conn: &impl ConnectionTrait,
    rows: Vec<clinic::Model>,
) -> Result<Vec<Managed>> {
    let hidden = rows.iter().filter(|row| row.hidden);
    let ids = hidden.map(|row| row.id.to_string()).collect::<Vec<_>>();
    let mut reasons = hiding::reasons(conn, CLINIC, ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| Managed {
            hidden_because: reasons.remove(&row.id.to_string()),
            row,
        })
        .collect())
}

/// What the console shows beside a clinic.
pub async fn beside(ctx: &Ctx, actor: &Actor, row: &clinic::Model) -> Result<Beside> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let here = podiatrist::Entity::find()
        .filter(podiatrist::Column::Npi.in_subquery(practising_at(row.id)));
    let count = here.clone().count(conn).await?;
    let named = here
        .order_by_asc(podiatrist::Column::SortName)
        .order_by_asc(podiatrist::Column::Npi)
        .limit(NAMED)
        .all(conn)
        .await?;
    Ok(Beside {
        asked: waiting(conn, row).await?,
        podiatrists: named
            .into_iter()
            .map(|row| (row.npi.clone(), display_name(&row)))
            .collect(),
        count,
    })
}

fn practising_at(id: ClinicId) -> SelectStatement {
    Query::select()
        .column(practice::Column::Npi)
        .from(practice::Entity)
        .and_where(practice::Column::ClinicId.eq(id))
        .to_owned()
}
