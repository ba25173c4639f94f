use footpath_entity::{
    id::{AttemptId, ReferralId},
    referral::{attempt, record},
    value::Email,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    EntityTrait, QuerySelect,
};

use super::{
    route::Routing,
    state::{Step, attempt_after, is_closed, referral_after},
};
use crate::{
    Ctx, Error, Result,
    seal::{Place, SubjectKey},
    store::Tx,
};

/// A referral in the hands of a command: its row, locked, and the key to what is sealed.
pub(super) struct Case {
    pub row: record::Model,
    /// Absent once the person was erased.
    pub subject: Option<SubjectKey>,
}

impl Case {
    pub async fn load(ctx: &Ctx, tx: &Tx, id: ReferralId) -> Result<Self> {
        let row = record::Entity::find_by_id(id)
            .lock_exclusive()
            .one(tx)
            .await?
            .ok_or(Error::not_found("referral.unknown"))?;
        let subject = match SubjectKey::load(ctx, tx, row.subject_key_id).await {
            Ok(subject) => Some(subject),
            Err(Error::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(Self { row, subject })
    }

    pub fn subject(&self) -> Result<&SubjectKey> {
        self.subject
            .as_ref()
            .ok_or(Error::not_found("subject.erased"))
    }

    pub fn routing(&self) -> Result<Routing> {
        let plain = self.open("routing", &self.row.routing)?;
        serde_json::from_slice(plain.as_bytes()).map_err(Error::internal)
    }

    /// Where the patient wants mail, if anywhere.
    pub fn patient_email(&self) -> Result<Option<Email>> {
        if self.row.email_me {
            self.stored_email()
        } else {
            Ok(None)
        }
    }

    /// The patient's address, as long as it is kept.
    pub fn stored_email(&self) -> Result<Option<Email>> {
        let Some(sealed) = self.row.patient_email.as_ref() else {
            return Ok(None);
        };
        let text = self.open("patient_email", sealed)?;
        text.parse().map(Some).map_err(Error::internal)
    }

    pub fn patient_token(&self) -> Result<String> {
        self.open("patient_token", &self.row.patient_token)
    }

    fn open(&self, column: &'static str, sealed: &[u8]) -> Result<String> {
        let plain = self.subject()?.open(&place(self.row.id, column), sealed)?;
        String::from_utf8(plain.to_vec()).map_err(Error::internal)
    }

    /// Takes a step and writes it, together with `change`.
    pub async fn step(
        &mut self,
        ctx: &Ctx,
        tx: &Tx,
        step: Step,
        mut change: record::ActiveModel,
    ) -> Result<()> {
        let to = referral_after(self.row.status, step)?;
        change.id = Unchanged(self.row.id);
        if to != self.row.status {
            change.status = Set(to);
        }
        if is_closed(to) && self.row.closed_at.is_none() {
            change.closed_at = Set(Some(ctx.now()));
        }
        if change.is_changed() {
            self.row = change.update(tx).await?;
        }
        Ok(())
    }

    /// The attempt that has the referral now.
    pub async fn attempt(&self, tx: &Tx) -> Result<Option<attempt::Model>> {
        match self.row.attempt_id {
            Some(id) => Ok(Some(load_attempt(tx, id).await?)),
            None => Ok(None),
        }
    }
}

pub(super) async fn load_attempt(tx: &Tx, id: AttemptId) -> Result<attempt::Model> {
    attempt::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("referral.link_unknown"))
}

/// Takes a step of an attempt and writes it, together with `change`.
pub(super) async fn step_attempt(
    tx: &Tx,
    row: &attempt::Model,
    step: Step,
    mut change: attempt::ActiveModel,
) -> Result<attempt::Model> {
    let to = attempt_after(row.status, step)?;
    change.id = Unchanged(row.id);
    change.status = Set(to);
    Ok(change.update(tx).await?)
}

pub(super) fn place(id: ReferralId, column: &'static str) -> Place {
    Place::new("referral", id, column)
}
