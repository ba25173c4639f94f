//! How a clinic wants to be asked.

use sea_orm::entity::prelude::*;

use crate::id::ClinicId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clinic_handling")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub clinic_id: ClinicId,
    /// Referrals a day that it takes; none: any number.
    pub capacity: Option<i32>,
    /// Hours of its own clock, 0–23; both or neither.
    pub quiet_from: Option<i32>,
    pub quiet_to: Option<i32>,
    /// IANA name, such as `America/Boise`.
    pub time_zone: Option<String>,
    /// Asked for before a link opens.
    pub pin_hash: Option<String>,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
