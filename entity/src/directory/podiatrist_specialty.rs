//! What a podiatrist does, by taxonomy code.

use sea_orm::entity::prelude::*;

use crate::value::Npi;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "podiatrist_specialty")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub npi: Npi,
    /// Of the National Uniform Claim Committee, such as `213ES0103X`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
}

impl ActiveModelBehavior for ActiveModel {}
