//! The keys that seal what is the site's own, wrapped by its secret key. The newest seals; older
//! ones open until nothing is sealed with them any more.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sealing_key")]
pub struct Model {
    /// From 2; the first is not stored, it follows from the secret key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub wrapped: Vec<u8>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
