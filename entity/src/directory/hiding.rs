//! Why something of the directory is hidden. Gone once it is shown again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hiding")]
pub struct Model {
    /// `clinic` or `podiatrist`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub object_kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub object_id: String,
    /// In the words of whoever hid it.
    pub reason: String,
    pub hidden_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
