use footpath_entity::{
    id::{AssessmentId, ClinicId},
    triage::assessment,
    value::PostalCode,
};
use footpath_templates::words;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Answers, Consents, ContactInput, consent, receipt,
    record::{self, Findings},
    repeat, ruleset,
};
use crate::{
    Actor, Ctx, Error, Report, Result,
    referral::{self, NewReferral, Referred},
    seal::SubjectKey,
};

/// A referral asked for after the result was seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReferLater {
    pub contact: Option<ContactInput>,
    pub consents: Consents,
    pub clinic_id: Option<ClinicId>,
}

/// Refers an assessment that was kept without a referral, by its receipt.
///
/// `NotFound` for an unknown ID and a wrong receipt alike; `Conflict referral.not_needed` when
/// no rule matched, `referral.exists` when it was referred already.
pub async fn refer_later(
    ctx: &Ctx,
    actor: &Actor,
    id: AssessmentId,
    secret: &str,
    cmd: &ReferLater,
) -> Result<Referred> {
    let tx = ctx.store.begin().await?;
    let row = receipt::enter(ctx, &tx, id, secret).await?;
    let subject = SubjectKey::load(ctx, &tx, row.subject_key_id).await?;
    let rules = ruleset::stored(ctx, &tx, row.rule_set_version).await?;
    let sent: Map<String, Value> = record::open(&subject, id, "answers", row.answers.as_ref())?;
    let (answers, _) = Answers::partial(&rules.definition, &sent);
    let findings: Findings = record::open(&subject, id, "result", row.result.as_ref())?;
    let postal_code: Option<PostalCode> = match &row.postal_code {
        Some(sealed) => Some(record::open(&subject, id, "postal_code", Some(sealed))?),
        None => None,
    };

    let mut report = Report::new();
    if !cmd.consents.share_with_clinic {
        report.add("consents.share_with_clinic", words::SHARE_NEEDED);
    }
    if answers.of_a_child() && !cmd.consents.guardian {
        report.add("consents.guardian", words::GUARDIAN_NEEDED);
    }
    let contact = cmd.contact.clone().unwrap_or_default();
    let contact = contact.parse(cmd.consents.email_me, &mut report);
    report.into_result()?;
    let contact = contact.ok_or_else(|| Error::internal("contact data neither good nor bad"))?;
    if findings.codes.is_empty() {
        return Err(Error::conflict(
            "referral.not_needed",
            "No rule matched, so there is nothing to refer.",
        ));
    }

    let new = NewReferral {
        assessment: id,
        subject: &subject,
        tier: findings.tier,
        contact: &contact,
        email_me: cmd.consents.email_me,
        postal_code: postal_code.as_ref(),
        clinic: cmd.clinic_id,
    };
    let referred = referral::refer(ctx, &tx, actor, new).await?;
    let mut change = assessment::ActiveModel {
        id: Unchanged(id),
        contact: Set(Some(record::seal(&subject, id, "contact", &contact)?)),
        ..Default::default()
    };
    repeat::mark(ctx, &mut change, &contact);
    change.update(&tx).await?;
    repeat::forget_later(ctx, &tx, id).await?;
    let given = Consents {
        collect: false,
        ..cmd.consents
    };
    consent::record(ctx, &tx, id, given).await?;
    tx.commit().await?;
    Ok(referred)
}
