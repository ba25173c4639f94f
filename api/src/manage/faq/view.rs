use chrono::{DateTime, Utc};
use footpath_domain::content::faq::{FaqEdit, Managed, NewFaq};
use footpath_web::Meta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One page of the questions.
#[derive(ToSchema)]
pub struct ManagedFaqList {
    pub data: Vec<ManagedFaq>,
    pub meta: Meta,
}

/// A question as staff see it.
#[derive(Serialize, ToSchema)]
pub struct ManagedFaq {
    pub id: Uuid,
    /// `draft`, `published` or `archived`.
    pub status: &'static str,
    /// Also the `ETag`.
    pub version: i64,
    pub question: String,
    /// Markdown.
    pub answer: String,
    /// Slugs.
    pub topics: Vec<String>,
    /// Lists go by this, then by the time of making.
    pub position: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What may be written. What is left out stays as it is; a new one needs question and answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FaqInput {
    pub question: Option<String>,
    /// Markdown.
    #[serde(alias = "answer_markdown")]
    pub answer: Option<String>,
    /// Slugs.
    pub topics: Option<Vec<String>>,
    pub position: Option<i32>,
}

impl From<FaqInput> for NewFaq {
    fn from(input: FaqInput) -> Self {
        Self {
            question: input.question.unwrap_or_default(),
            answer: input.answer.unwrap_or_default(),
            topics: input.topics.unwrap_or_default(),
            position: input.position.unwrap_or_default(),
            is_example: false,
        }
    }
}

impl From<FaqInput> for FaqEdit {
    fn from(input: FaqInput) -> Self {
        Self {
            question: input.question,
            answer: input.answer,
            topics: input.topics,
            position: input.position,
        }
    }
}

impl From<Managed> for ManagedFaq {
    fn from(faq: Managed) -> Self {
        let topics = faq.topics.into_iter();
        Self {
            id: faq.row.id.0,
            status: faq.row.status.as_str(),
            version: faq.row.version,
            question: faq.row.question,
            answer: faq.row.answer_markdown,
            topics: topics.map(|topic| topic.slug.into_string()).collect(),
            position: faq.row.position,
            created_at: faq.row.created_at,
            updated_at: faq.row.updated_at,
        }
    }
}
