use chrono::{Months, NaiveDate};
use footpath_entity::directory::{
    Precision, Source, clinic,
    podiatrist::{self, Column, Entity},
    practice,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, ExprTrait, IntoCondition},
};

use super::Group;
use crate::Result;

#[derive(FromQueryResult)]
struct Row {
    source: Source,
    precision: Option<Precision>,
    total: i64,
    verified: i64,
    verified_lately: i64,
    stale: i64,
    without_phone: i64,
    without_zip: i64,
    with_contact: i64,
}

/// Counts the listings that are neither hidden nor deactivated, in one pass.
pub(super) async fn groups(conn: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<Group>> {
    let year = today - Months::new(12);
    let old = today - Months::new(24);
    let at = |column: clinic::Column| Expr::col((clinic::Entity, column));
    let before = |column: Column| column.is_null().or(column.lt(old));
    let rows: Vec<Row> = Entity::find()
        .select_only()
        .column(Column::Source)
        .column_as(at(clinic::Column::Precision), "precision")
        .column_as(Column::Npi.count(), "total")
        .column_as(those(Column::VerifiedOn.is_not_null()), "verified")
        .column_as(those(Column::VerifiedOn.gte(year)), "verified_lately")
        .column_as(
            those(
                Condition::all()
                    .add(Column::UpdatedOn.lt(old))
                    .add(before(Column::RegistryUpdatedOn))
                    .add(before(Column::VerifiedOn)),
            ),
            "stale",
        )
        .column_as(those(at(clinic::Column::Phone).is_null()), "without_phone")
        .column_as(
            those(at(clinic::Column::PostalCode).is_null()),
            "without_zip",
        )
        .column_as(those(Column::Contact.is_not_null()), "with_contact")
        .join(JoinType::LeftJoin, primary())
        .join(
            JoinType::LeftJoin,
            practice::Entity::belongs_to(clinic::Entity)
                .from(practice::Column::ClinicId)
                .to(clinic::Column::Id)
                .into(),
        )
        .filter(Column::Hidden.eq(false))
        .filter(Column::DeactivatedOn.is_null())
        .group_by(Column::Source)
        .group_by(at(clinic::Column::Precision))
        .into_model()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(Group::from).collect())
}

/// From a podiatrist to where it practises mainly.
pub(super) fn primary() -> sea_orm::RelationDef {
    Entity::belongs_to(practice::Entity)
        .from(Column::Npi)
        .to(practice::Column::Npi)
        .on_condition(|_, practice| {
            Expr::col((practice, practice::Column::IsPrimary))
                .eq(true)
                .into_condition()
        })
        .into()
}

/// How many of a group are so.
fn those(are: impl IntoCondition) -> Expr {
    Expr::expr(CaseStatement::new().case(are, 1)).count()
}

/// Hidden ones, and those that the registry no longer lists.
pub(super) async fn unseen(conn: &impl ConnectionTrait) -> Result<(u64, u64)> {
    let hidden = podiatrist::Entity::find().filter(Column::Hidden.eq(true));
    let deactivated = podiatrist::Entity::find().filter(Column::DeactivatedOn.is_not_null());
    Ok((hidden.count(conn).await?, deactivated.count(conn).await?))
}

impl From<Row> for Group {
    fn from(row: Row) -> Self {
        let whole = |n: i64| u64::try_from(n).unwrap_or(0);
        Self {
            source: row.source,
            precision: row.precision,
            all: whole(row.total),
            verified: whole(row.verified),
            verified_lately: whole(row.verified_lately),
            stale: whole(row.stale),
            without_phone: whole(row.without_phone),
            without_zip: whole(row.without_zip),
            with_contact: whole(row.with_contact),
        }
    }
}
