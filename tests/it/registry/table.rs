//! All that an import may write, to compare.

use footpath_entity::{
    directory::{clinic, import_run, podiatrist, podiatrist_specialty, practice},
    id::ImportRunId,
    kernel::search_change,
    value::Npi,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder};

use super::rig;
use crate::support::App;

/// The directory, and how much the search index had to read.
#[derive(Debug, PartialEq)]
pub struct Everything {
    pub podiatrists: Vec<podiatrist::Model>,
    pub clinics: Vec<clinic::Model>,
    pub practices: Vec<practice::Model>,
    pub specialties: Vec<podiatrist_specialty::Model>,
    changes: usize,
}

impl App {
    pub async fn everything(&self) -> Everything {
        let conn = self.ctx.store.read();
        Everything {
            podiatrists: podiatrist::Entity::find()
                .order_by_asc(podiatrist::Column::Npi)
                .all(conn)
                .await
                .unwrap(),
            clinics: clinic::Entity::find()
                .order_by_asc(clinic::Column::Id)
                .all(conn)
                .await
                .unwrap(),
            practices: practice::Entity::find()
                .order_by_asc(practice::Column::Npi)
                .order_by_asc(practice::Column::ClinicId)
                .all(conn)
                .await
                .unwrap(),
            specialties: podiatrist_specialty::Entity::find()
                .order_by_asc(podiatrist_specialty::Column::Npi)
                .order_by_asc(podiatrist_specialty::Column::Code)
                .all(conn)
                .await
                .unwrap(),
            changes: search_change::Entity::find().all(conn).await.unwrap().len(),
        }
    }

    pub async fn podiatrist_row(&self, nine: &str) -> podiatrist::Model {
        let npi: Npi = rig::npi(nine);
        let found = podiatrist::Entity::find_by_id(npi).one(self.ctx.store.read());
        found.await.unwrap().unwrap()
    }

    /// The clinics of somebody, the primary one first.
    pub async fn clinics_of(&self, nine: &str) -> Vec<clinic::Model> {
        let all = self.everything().await;
        let mut practices = all.practices;
        practices.retain(|practice| practice.npi == rig::npi(nine));
        practices.sort_by_key(|practice| !practice.is_primary);
        practices
            .iter()
            .map(|practice| {
                let mut clinics = all.clinics.iter();
                clinics
                    .find(|clinic| clinic.id == practice.clinic_id)
                    .unwrap()
                    .clone()
            })
            .collect()
    }

    /// Writes a clinic as it is given, past every rule.
    pub async fn rewrite(&self, row: clinic::Model) {
        let tx = self.ctx.store.begin().await.unwrap();
        row.into_active_model()
            .reset_all()
            .update(&tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Every import, the newest first.
    pub async fn runs(&self) -> Vec<import_run::Model> {
        let all = import_run::Entity::find()
            .order_by_desc(import_run::Column::StartedAt)
            .order_by_desc(import_run::Column::Id);
        all.all(self.ctx.store.read()).await.unwrap()
    }

    pub async fn run(&self, id: ImportRunId) -> import_run::Model {
        let found = import_run::Entity::find_by_id(id).one(self.ctx.store.read());
        found.await.unwrap().unwrap()
    }
}
