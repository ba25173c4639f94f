//! A referral as a clinic's own system takes it: a FHIR R4 bundle of the patient, the request,
//! the task and the answers.

use chrono::{DateTime, SecondsFormat, Utc};
use footpath_entity::referral::attempt::{self, Status as AttemptStatus};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{plea::reference, view::enter};
use crate::{
    Actor, Ctx, Error, Result, audit,
    triage::{self, Given, Revealed, Screen, Tier, WordedAnswer},
};

/// The bundle, for whoever has opened the referral. Health data is read, and the audit log says
/// so. `referral.not_opened` before that.
pub async fn bundle(ctx: &Ctx, actor: &Actor) -> Result<Value> {
    let tx = ctx.store.begin().await?;
    let (case, attempt) = enter(ctx, &tx, actor).await?;
    if attempt.opened_at.is_none() {
        return Err(Error::conflict(
            "referral.not_opened",
            "Open the referral first.",
        ));
    }
    let revealed = triage::reveal(ctx, &tx, case.row.assessment_id).await?;
    let bundle = Bundle {
        site: ctx.config.link("/fhir"),
        name: ctx.config.site_name.clone(),
        now: ctx.now(),
        referred_at: case.row.created_at,
        attempt: &attempt,
        revealed: &revealed,
    };
    let bundle = bundle.render();
    let event = audit::Event {
        action: "referral.exported",
        object_kind: "referral",
        object_id: &case.row.id,
        detail: json!({ "attempt": attempt.id, "format": "fhir" }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(bundle)
}

struct Bundle<'a> {
    /// Where our FHIR resources are.
    site: String,
    name: String,
    now: DateTime<Utc>,
    referred_at: DateTime<Utc>,
    attempt: &'a attempt::Model,
    revealed: &'a Revealed,
}

impl Bundle<'_> {
    fn render(&self) -> Value {
        let urn = |name: &str| {
            // The same resource has the same name in every download.
            let id = Uuid::new_v5(&self.attempt.id.0, name.as_bytes());
            format!("urn:uuid:{id}")
        };
        let (patient, request) = (urn("Patient"), urn("ServiceRequest"));
        let (task, answers) = (urn("Task"), urn("QuestionnaireResponse"));
        let entry = |url: &str, resource: Value| json!({ "fullUrl": url, "resource": resource });
        json!({
            "resourceType": "Bundle",
            "type": "collection",
            "timestamp": instant(self.now),
            "entry": [
                entry(&patient, self.patient()),
                entry(&request, self.request(&patient, &answers)),
                entry(&task, self.task(&patient, &request)),
                entry(&answers, self.answers(&patient)),
            ],
        })
    }

    fn patient(&self) -> Value {
        let contact = self.revealed.contact.as_ref();
        let mut telecom = Vec::new();
        if let Some(phone) = contact.and_then(|contact| contact.phone.as_ref()) {
            telecom.push(json!({ "system": "phone", "value": phone }));
        }
        if let Some(email) = contact.and_then(|contact| contact.email.as_ref()) {
            telecom.push(json!({ "system": "email", "value": email.as_str() }));
        }
        let name = contact
            .map(|contact| contact.name.clone())
            .unwrap_or_default();
        let mut patient = json!({ "resourceType": "Patient" });
        if self.revealed.for_a_child {
            // The contact is the adult who answered, not the patient.
            patient["contact"] = json!([{
                "relationship": [{ "text": "Adult who answered for the patient" }],
                "name": { "text": name },
                "telecom": telecom,
            }]);
        } else {
            patient["name"] = json!([{ "text": name }]);
            if !telecom.is_empty() {
                patient["telecom"] = json!(telecom);
            }
        }
        patient
    }

    fn request(&self, patient: &str, answers: &str) -> Value {
        let reasons = self.revealed.red_flags.iter().map(|flag| {
            json!({
                "coding": [{
                    "system": format!("{}/CodeSystem/red-flag", self.site),
                    "code": flag.code,
                    "display": flag.label,
                }],
                "text": flag.label,
            })
        });
        json!({
            "resourceType": "ServiceRequest",
            "identifier": [self.identifier()],
            "status": request_status(self.attempt.status),
            "intent": "proposal",
            "priority": priority(self.revealed.tier),
            "code": { "text": "Podiatry consultation" },
            "subject": { "reference": patient },
            "authoredOn": instant(self.referred_at),
            "requester": { "display": self.name },
            "performer": [{ "display": self.attempt.recipient_name }],
            "reasonCode": reasons.collect::<Vec<_>>(),
            "supportingInfo": [{ "reference": answers }],
        })
    }

    fn task(&self, patient: &str, request: &str) -> Value {
        let attempt = self.attempt;
        let steps = [attempt.opened_at, attempt.decided_at, attempt.progressed_at];
        let changed = steps.into_iter().flatten().max();
        json!({
            "resourceType": "Task",
            "identifier": [self.identifier()],
            "status": task_status(self.attempt.status),
            "businessStatus": { "text": self.attempt.status.as_str() },
            "intent": "order",
            "priority": priority(self.revealed.tier),
            "focus": { "reference": request },
            "for": { "reference": patient },
            "authoredOn": instant(self.attempt.created_at),
            "lastModified": instant(changed.unwrap_or(self.attempt.created_at)),
            "requester": { "display": self.name },
            "owner": { "display": self.attempt.recipient_name },
            "restriction": { "period": { "end": instant(self.attempt.due_at) } },
        })
    }

    fn answers(&self, patient: &str) -> Value {
        let version = self.revealed.rule_set_version;
        let screens = self.revealed.screens.iter();
        let groups = screens.filter_map(|screen| group(self.revealed, screen));
        json!({
            "resourceType": "QuestionnaireResponse",
            "questionnaire": format!("{}/Questionnaire/{version}|{version}", self.site),
            "status": if self.revealed.complete { "completed" } else { "in-progress" },
            "subject": { "reference": patient },
            "authored": instant(self.revealed.received_at),
            "item": groups.collect::<Vec<_>>(),
        })
    }

    fn identifier(&self) -> Value {
        json!({
            "system": format!("{}/referral", self.site),
            "value": reference(self.attempt.id),
        })
    }
}

/// The same link IDs, types and codes as in the questionnaire at `/fhir/Questionnaire`.
fn group(revealed: &Revealed, screen: &Screen) -> Option<Value> {
    let here = revealed
        .answers
        .iter()
        .filter(|answer| answer.screen == screen.id);
    let items: Vec<Value> = here.map(item).collect();
    (!items.is_empty())
        .then(|| json!({ "linkId": screen.link_id(), "text": screen.title, "item": items }))
}

fn item(worded: &WordedAnswer) -> Value {
    let answers = match &worded.given {
        Given::Number(n) => vec![json!({ "valueInteger": n })],
        Given::Chosen(choices) => choices
            .iter()
            .map(
                |choice| json!({ "valueCoding": { "code": choice.value, "display": choice.text } }),
            )
            .collect(),
    };
    let mut item = json!({ "linkId": worded.id, "text": worded.question });
    if !answers.is_empty() {
        item["answer"] = json!(answers);
    }
    item
}

fn priority(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => "stat",
        Tier::Urgent => "urgent",
        Tier::Podiatrist | Tier::SelfCare => "routine",
    }
}

/// <https://hl7.org/fhir/R4/valueset-request-status.html>
fn request_status(status: AttemptStatus) -> &'static str {
    use AttemptStatus as S;
    match status {
        S::Completed => "completed",
        S::Withdrawn | S::Declined | S::Rerouted | S::Undeliverable | S::Expired => "revoked",
        S::Queued | S::Sent | S::Viewed | S::Accepted | S::Scheduled => "active",
    }
}

/// <https://hl7.org/fhir/R4/valueset-task-status.html>
fn task_status(status: AttemptStatus) -> &'static str {
    use AttemptStatus as S;
    match status {
        S::Queued | S::Sent => "requested",
        S::Viewed => "received",
        S::Accepted => "accepted",
        S::Scheduled => "in-progress",
        S::Completed => "completed",
        S::Declined => "rejected",
        S::Rerouted | S::Undeliverable | S::Withdrawn | S::Expired => "cancelled",
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
