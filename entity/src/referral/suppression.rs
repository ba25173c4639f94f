//! Addresses that are not written to any more.

use sea_orm::entity::prelude::*;

use crate::id::SuppressionId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(24))")]
pub enum Reason {
    /// A mail came back.
    #[sea_orm(string_value = "bounced")]
    Bounced,
    /// Staff put it on the list.
    #[sea_orm(string_value = "staff")]
    Staff,
    /// Whoever reads it never asked for a referral: no patient's mail goes there.
    #[sea_orm(string_value = "disowned")]
    Disowned,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "suppression")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SuppressionId,
    /// A keyed hash of the address, by which it is found.
    #[sea_orm(unique)]
    pub address_mac: Vec<u8>,
    /// Sealed with the site's key; staff see it masked. Of a disowned one only the masked form.
    pub address: Vec<u8>,
    pub reason: Reason,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
