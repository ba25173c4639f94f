use footpath_domain::triage::{Assess, Consents, ContactInput, ReferLater};
use footpath_entity::id::ClinicId;
use footpath_web::extract::object::maybe_object;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Answers, and what may be done with them.
#[derive(Deserialize, Serialize, ToSchema)]
pub struct AssessmentInput {
    /// As `GET /questionnaire` gave it.
    #[schema(example = 1)]
    questionnaire_version: i32,
    /// By question ID: `"yes"`, `"no"` or `"not_sure"`; a whole number; an option; a list of
    /// options. What is left out is not answered.
    #[schema(value_type = Object, example = json!({"injury": "no", "age": 35, "trend": "same"}))]
    answers: Map<String, Value>,
    /// Where to look for podiatrists.
    #[schema(example = "83702")]
    postal_code: Option<String>,
    #[serde(default, deserialize_with = "maybe_object")]
    contact: Option<ContactFields>,
    /// The clinic that the reader would like.
    #[schema(value_type = Option<String>, format = Uuid)]
    clinic_id: Option<ClinicId>,
    #[serde(default, deserialize_with = "maybe_object")]
    consents: Option<ConsentFields>,
}

/// Contact and consents for an assessment that was kept without a referral.
#[derive(Deserialize, Serialize, ToSchema)]
pub struct ReferralInput {
    #[serde(default, deserialize_with = "maybe_object")]
    contact: Option<ContactFields>,
    #[serde(default, deserialize_with = "maybe_object")]
    consents: Option<ConsentFields>,
    #[schema(value_type = Option<String>, format = Uuid)]
    clinic_id: Option<ClinicId>,
}

/// A name, and an email address or a phone number.
#[derive(Deserialize, Serialize, ToSchema)]
struct ContactFields {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

/// What is absent is not agreed to.
#[derive(Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four consents, each given or not, as they are sent"
)]
struct ConsentFields {
    /// Keep the answers. Without it nothing is stored, and the rest of this is ignored.
    collect: bool,
    share_with_clinic: bool,
    /// Needs an email address.
    email_me: bool,
    /// An adult answers for somebody under 18; the contact is the adult's.
    guardian: bool,
}

impl From<ContactFields> for ContactInput {
    fn from(fields: ContactFields) -> Self {
        let ContactFields { name, email, phone } = fields;
        Self { name, email, phone }
    }
}

impl From<ConsentFields> for Consents {
    fn from(fields: ConsentFields) -> Self {
        Self {
            collect: fields.collect,
            share_with_clinic: fields.share_with_clinic,
            email_me: fields.email_me,
            guardian: fields.guardian,
        }
    }
}

impl From<AssessmentInput> for Assess {
    fn from(input: AssessmentInput) -> Self {
        Self {
            questionnaire_version: input.questionnaire_version,
            answers: input.answers,
            postal_code: input.postal_code,
            contact: input.contact.map(Into::into),
            clinic_id: input.clinic_id,
            consents: input.consents.unwrap_or_default().into(),
        }
    }
}

impl From<ReferralInput> for ReferLater {
    fn from(input: ReferralInput) -> Self {
        Self {
            contact: input.contact.map(Into::into),
            consents: input.consents.unwrap_or_default().into(),
            clinic_id: input.clinic_id,
        }
    }
}
