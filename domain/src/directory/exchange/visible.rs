//! Whom and what readers may see: the same rule as that of lists, asked of the database.

use footpath_entity::directory::{clinic, podiatrist, practice};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    Select,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

/// Who practises where: neither is hidden, and nobody is deactivated.
pub(super) fn practices() -> Select<practice::Entity> {
    let person = practice::Entity::belongs_to(podiatrist::Entity)
        .from(practice::Column::Npi)
        .to(podiatrist::Column::Npi);
    let clinic = practice::Entity::belongs_to(clinic::Entity)
        .from(practice::Column::ClinicId)
        .to(clinic::Column::Id);
    practice::Entity::find()
        .join(JoinType::InnerJoin, person.into())
        .join(JoinType::InnerJoin, clinic.into())
        .filter(listed())
        .filter(clinic::Column::Hidden.eq(false))
}

/// A podiatrist with a clinic, of which this holds as well.
pub(super) fn somewhere(more: Condition) -> Condition {
    let there = practice::Entity::belongs_to(clinic::Entity)
        .from(practice::Column::ClinicId)
        .to(clinic::Column::Id);
    let clinics = practice::Entity::find()
        .join(JoinType::InnerJoin, there.into())
        .filter(same(
            practice::Column::Npi,
            (podiatrist::Entity, podiatrist::Column::Npi),
        ))
        .filter(clinic::Column::Hidden.eq(false))
        .filter(more);
    listed().add(Expr::exists(one(clinics)))
}

/// A clinic with somebody who practises there. One that stands empty, or whose only podiatrist
/// does not want to be seen, is not shown by itself either.
pub(super) fn somebody() -> Condition {
    let who = practice::Entity::belongs_to(podiatrist::Entity)
        .from(practice::Column::Npi)
        .to(podiatrist::Column::Npi);
    let people = practice::Entity::find()
        .join(JoinType::InnerJoin, who.into())
        .filter(same(
            practice::Column::ClinicId,
            (clinic::Entity, clinic::Column::Id),
        ))
        .filter(listed());
    Condition::all()
        .add(clinic::Column::Hidden.eq(false))
        .add(Expr::exists(one(people)))
}

fn listed() -> Condition {
    Condition::all()
        .add(podiatrist::Column::Hidden.eq(false))
        .add(podiatrist::Column::DeactivatedOn.is_null())
}

fn same<E, C>(column: practice::Column, other: (E, C)) -> SimpleExpr
where
    (E, C): sea_orm::sea_query::IntoColumnRef,
{
    Expr::col((practice::Entity, column)).equals(other)
}

fn one(query: Select<practice::Entity>) -> SelectStatement {
    query.select_only().expr(Expr::val(1)).into_query()
}
