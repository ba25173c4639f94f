//! Which podiatrist practises at which clinic.

use sea_orm::entity::prelude::*;

use crate::{id::ClinicId, value::Npi};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "practice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub npi: Npi,
    #[sea_orm(primary_key, auto_increment = false)]
    pub clinic_id: ClinicId,
    /// The one that stands for the podiatrist where no place is asked for.
    pub is_primary: bool,
}

impl ActiveModelBehavior for ActiveModel {}
