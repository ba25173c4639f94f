//! How the schema came to be, one file a step. Steps never import `entity`: it drifts.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m0001_kernel;
mod m0002_account;
mod m0003_content;
mod m0004_catalog;
mod m0005_directory;
mod m0006_triage;
mod m0007_referral;
mod m0008_account_console;
mod m0009_directory_console;
mod m0010_console;
mod m0011_reminder;
mod m0012_rules;
mod m0013_care;
mod m0014_lanes_and_keys;
mod m0015_registry;
mod m0016_care_mends;
mod m0017_one_way_to_a_job;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_kernel::Migration),
            Box::new(m0002_account::Migration),
            Box::new(m0003_content::Migration),
            Box::new(m0004_catalog::Migration),
            Box::new(m0005_directory::Migration),
            Box::new(m0006_triage::Migration),
            Box::new(m0007_referral::Migration),
            Box::new(m0008_account_console::Migration),
            Box::new(m0009_directory_console::Migration),
            Box::new(m0010_console::Migration),
            Box::new(m0011_reminder::Migration),
            Box::new(m0012_rules::Migration),
            Box::new(m0013_care::Migration),
            Box::new(m0014_lanes_and_keys::Migration),
            Box::new(m0015_registry::Migration),
            Box::new(m0016_care_mends::Migration),
            Box::new(m0017_one_way_to_a_job::Migration),
        ]
    }
}
