//! The search log: each committed change to something that can be found, in commit order.
//! Every index keeps the number of the last entry that it holds.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_change")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// `article`, `faq`, `product`, `topic`, `podiatrist`.
    pub kind: String,
    /// The row's ID; a podiatrist's NPI.
    pub object_id: String,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
