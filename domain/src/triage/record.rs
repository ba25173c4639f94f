//! What is kept of an assessment, sealed column by column.

use footpath_entity::{id::AssessmentId, triage::assessment};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{GoTo, Tier};
use crate::{
    Error, Result,
    seal::{Place, SubjectKey},
};

/// What an evaluation came to, as kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Findings {
    pub tier: Tier,
    pub go_to: Option<GoTo>,
    pub codes: Vec<String>,
}

pub(super) fn seal(
    subject: &SubjectKey,
    id: AssessmentId,
    column: &'static str,
    value: &impl Serialize,
) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value).map_err(Error::internal)?;
    subject.seal(&Place::new("assessment", id, column), &plain)
}

/// `assessment.erased` (not found) when the column is empty.
pub(super) fn open<T: DeserializeOwned>(
    subject: &SubjectKey,
    id: AssessmentId,
    column: &'static str,
    sealed: Option<&Vec<u8>>,
) -> Result<T> {
    let sealed = sealed.ok_or(Error::not_found("assessment.erased"))?;
    let plain = subject.open(&Place::new("assessment", id, column), sealed)?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// `assessment.not_found` when there is none or it was erased.
pub(super) async fn load(
    conn: &impl ConnectionTrait,
    id: AssessmentId,
) -> Result<assessment::Model> {
    assessment::Entity::find_by_id(id)
        .one(conn)
        .await?
        .filter(|row| row.erased_at.is_none())
        .ok_or(Error::not_found("assessment.not_found"))
}
