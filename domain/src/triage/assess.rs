use chrono::TimeDelta;
use footpath_entity::{
    id::{AssessmentId, ClinicId},
    triage::assessment,
    value::PostalCode,
};
use footpath_templates::words;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::{
    Answers, Assessed, Consents, Contact, ContactInput, Definition, RuleSet, consent, evaluate,
    idempotency::{Once, Token},
    receipt,
    record::{self, Findings},
    repeat, ruleset, tally,
};
use crate::{
    Actor, Ctx, Report, Result, audit,
    referral::{self, NewReferral, Referred},
    seal::SubjectKey,
    store::Tx,
};

/// Answers to evaluate and, where the reader allows it, to keep and to refer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Assess {
    pub questionnaire_version: i32,
    pub answers: Map<String, Value>,
    pub postal_code: Option<String>,
    /// Looked at only when `consents.collect`.
    pub contact: Option<ContactInput>,
    /// The clinic that the reader asks for.
    pub clinic_id: Option<ClinicId>,
    pub consents: Consents,
}

/// What came of a request.
pub enum Answered {
    New(Box<Assessed>),
    /// The very bytes that the first request of this key was answered with.
    Replayed(Zeroizing<Vec<u8>>),
}

/// Evaluates answers for a reader. Nothing is stored unless `consents.collect`, and of a child
/// nothing without a guardian's consent. `once` makes a repeated request safe.
///
/// `Conflict questionnaire.retired` for a version that is out of use; `Invalid` with a field for
/// each wrong answer or contact; `RateLimited` above the limit of evaluations.
pub async fn assess(
    ctx: &Ctx,
    actor: &Actor,
    cmd: &Assess,
    once: Option<Once<'_>>,
) -> Result<Answered> {
    let once = once.filter(|_| cmd.consents.collect);
    let once = once.map(|once| Token::of(ctx, once)).transpose()?;
    if let Some(token) = &once
        && let Some(answer) = token.replay(ctx, ctx.store.read()).await?
    {
        return Ok(Answered::Replayed(answer));
    }
    if let Actor::Public { addr } = actor {
        ctx.triage.gate.pass(*addr)?;
    }
    let rules = ruleset::answered(ctx, cmd.questionnaire_version).await?;
    let checked = check(&rules.definition, cmd)?;
    let outcome = evaluate(&rules.definition, &checked.answers, ctx.now().date_naive());
    let assessed = Assessed::new(ctx, &rules, outcome, checked.postal_code.as_ref()).await?;
    if checked.keep {
        keep(ctx, actor, &rules, &checked, assessed, once).await
    } else {
        Ok(Answered::New(Box::new(assessed)))
    }
}

/// What was sent, after all of it was found good.
struct Checked {
    answers: Answers,
    postal_code: Option<PostalCode>,
    contact: Option<Contact>,
    clinic: Option<ClinicId>,
    consents: Consents,
    keep: bool,
}

/// Checks everything and decides whether anything may be kept. Pure.
fn check(definition: &Definition, cmd: &Assess) -> Result<Checked> {
    let mut report = Report::new();
    let answers = Answers::complete(definition, &cmd.answers, &mut report);
    let postal_code = cmd.postal_code.as_deref().and_then(|text| {
        let parsed = text.parse::<PostalCode>();
        parsed
            .map_err(|_| report.add("postal_code", words::ZIP_WRONG))
            .ok()
    });
    let consents = cmd.consents;
    let child_alone = answers.of_a_child() && !consents.guardian;
    let contact = match &cmd.contact {
        Some(_) if consents.collect && child_alone => {
            report.add("consents.guardian", words::GUARDIAN_NEEDED);
            None
        }
        Some(contact) if consents.collect => contact.parse(consents.email_me, &mut report),
        _ => None,
    };
    report.into_result()?;
    Ok(Checked {
        answers,
        postal_code,
        contact,
        clinic: cmd.clinic_id,
        consents,
        keep: consents.collect && !child_alone,
    })
}

/// Everything or nothing: what the reader is told was received is on disk by then.
async fn keep(
    ctx: &Ctx,
    actor: &Actor,
    rules: &RuleSet,
    checked: &Checked,
    mut assessed: Assessed,
    once: Option<Token<'_>>,
) -> Result<Answered> {
    let tx = ctx.store.begin().await?;
    if let Some(token) = &once {
        // A twin that came first has committed by the time we hold this.
        token.wait(&tx).await?;
        if let Some(answer) = token.replay(ctx, &tx).await? {
            return Ok(Answered::Replayed(answer));
        }
    }
    let id: AssessmentId = ctx.new_id();
    let subject = SubjectKey::create(ctx, &tx).await?;
    let receipt = receipt::make(ctx);
    let contact = checked
        .contact
        .as_ref()
        .filter(|_| checked.consents.share_with_clinic && !assessed.outcome.codes.is_empty());
    let row = sealed_row(
        ctx,
        rules,
        checked,
        contact,
        &assessed,
        id,
        &subject,
        receipt.hash,
    )?;
    assessment::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    tally::count(ctx, &tx, assessed.outcome.tier).await?;
    consent::record(ctx, &tx, id, checked.consents).await?;
    if let Some(contact) = contact {
        let referred = refer(ctx, &tx, actor, checked, &assessed, id, &subject, contact).await?;
        assessed.referral = Some(referred);
        repeat::forget_later(ctx, &tx, id).await?;
    }
    assessed.kept = Some((id, receipt.secret));
    let event = audit::Event {
        action: "assessment.received",
        object_kind: "assessment",
        object_id: &id,
        detail: json!({ "questionnaire_version": rules.version }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    if let Some(token) = once {
        token.store(ctx, &tx, &subject, &assessed).await?;
    }
    tx.commit().await?;
    Ok(Answered::New(Box::new(assessed)))
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call, one row, each part named"
)]
fn sealed_row(
    ctx: &Ctx,
    rules: &RuleSet,
    checked: &Checked,
    contact: Option<&Contact>,
    assessed: &Assessed,
    id: AssessmentId,
    subject: &SubjectKey,
    receipt_hash: Vec<u8>,
) -> Result<assessment::ActiveModel> {
    let findings = Findings {
        tier: assessed.outcome.tier,
        go_to: assessed.outcome.go_to,
        codes: assessed.outcome.codes.clone(),
    };
    let postal_code = checked.postal_code.as_ref();
    let postal_code = postal_code.map(|code| record::seal(subject, id, "postal_code", code));
    let known = contact;
    let contact = contact.map(|contact| record::seal(subject, id, "contact", contact));
    let mut row = assessment::ActiveModel {
        id: Set(id),
        receipt_hash: Set(receipt_hash),
        rule_set_version: Set(rules.version),
        rule_set_hash: Set(rules.hash.clone()),
        subject_key_id: Set(subject.id),
        answers: Set(Some(record::seal(
            subject,
            id,
            "answers",
            &checked.answers,
        )?)),
        result: Set(Some(record::seal(subject, id, "result", &findings)?)),
        contact: Set(contact.transpose()?),
        postal_code: Set(postal_code.transpose()?),
        created_at: Set(ctx.now()),
        expires_at: Set(ctx.now() + TimeDelta::days(i64::from(ctx.config.retention_days))),
        erased_at: Set(None),
        email_mac: Set(None),
        phone_mac: Set(None),
    };
    if let Some(contact) = known {
        repeat::mark(ctx, &mut row, contact);
    }
    Ok(row)
}

#[expect(
    clippy::too_many_arguments,
    reason = "it only names the parts of a referral"
)]
async fn refer(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    checked: &Checked,
    assessed: &Assessed,
    assessment: AssessmentId,
    subject: &SubjectKey,
    contact: &Contact,
) -> Result<Referred> {
    let new = NewReferral {
        assessment,
        subject,
        tier: assessed.outcome.tier,
        contact,
        email_me: checked.consents.email_me,
        postal_code: checked.postal_code.as_ref(),
        clinic: checked.clinic,
    };
    referral::refer(ctx, tx, actor, new).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn cmd(age: i64, collect: bool, guardian: bool, contact: bool) -> Assess {
        let mut answers: Map<_, _> = Definition::starter()
            .unwrap()
            .example_base
            .into_iter()
            .collect();
        answers.insert("age".to_owned(), json!(age));
        Assess {
            questionnaire_version: 1,
            answers,
            postal_code: None,
            contact: contact.then(|| ContactInput {
                name: Some("Ann".to_owned()),
                email: None,
                phone: Some("208 555 0100".to_owned()),
            }),
            clinic_id: None,
            consents: Consents {
                collect,
                guardian,
                ..Consents::default()
            },
        }
    }

    fn outcome(cmd: &Assess) -> Result<(bool, bool), Vec<String>> {
        match check(&Definition::starter().unwrap(), cmd) {
            Ok(checked) => Ok((checked.keep, checked.contact.is_some())),
            Err(Error::Invalid(report)) => {
                Err(report.0.into_iter().map(|error| error.field).collect())
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn of_a_child_nothing_is_kept_without_a_guardian() {
        assert_eq!(outcome(&cmd(17, true, false, false)), Ok((false, false)));
        assert_eq!(
            outcome(&cmd(17, true, false, true)),
            Err(vec!["consents.guardian".to_owned()])
        );
        assert_eq!(outcome(&cmd(17, true, true, true)), Ok((true, true)));
        assert_eq!(outcome(&cmd(18, true, false, true)), Ok((true, true)));
    }

    #[test]
    fn what_is_not_to_be_kept_is_not_even_looked_at() {
        let mut cmd = cmd(17, false, false, true);
        cmd.contact = Some(ContactInput::default());
        assert_eq!(outcome(&cmd), Ok((false, false)));
    }

    #[test]
    fn wrong_answers_place_and_contact_are_told_together() {
        let mut cmd = cmd(30, true, false, true);
        cmd.contact = Some(ContactInput::default());
        cmd.postal_code = Some("8370".to_owned());
        cmd.answers.insert("trend".to_owned(), json!(1));
        assert_eq!(
            outcome(&cmd),
            Err(["trend", "postal_code", "contact.name", "contact.email"]
                .map(str::to_owned)
                .into())
        );
    }
}
