use chrono::{DateTime, Utc};
use footpath_domain::content::topic::{NewTopic, TopicEdit};
use footpath_entity::content::topic;
use footpath_web::Meta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One page of the topics.
#[derive(ToSchema)]
pub struct ManagedTopicList {
    pub data: Vec<ManagedTopic>,
    pub meta: Meta,
}

/// A topic as staff see it.
#[derive(Serialize, ToSchema)]
pub struct ManagedTopic {
    pub id: Uuid,
    /// `draft`, `published` or `archived`.
    pub status: &'static str,
    /// Also the `ETag`.
    pub version: i64,
    pub slug: String,
    pub name: String,
    pub summary: String,
    /// Lists go by this, then by name.
    pub position: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What may be written. What is left out stays as it is; a new topic needs a name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Trail running", "summary": "Mud, grit and long descents.", "position": 20}))]
pub struct TopicInput {
    /// Made from the name when a new topic says none; stays from then on.
    pub slug: Option<String>,
    pub name: Option<String>,
    /// One or two sentences at the top of the topic's page.
    pub summary: Option<String>,
    pub position: Option<i32>,
}

impl From<TopicInput> for NewTopic {
    fn from(input: TopicInput) -> Self {
        Self {
            slug: input.slug.filter(|slug| !slug.is_empty()),
            name: input.name.unwrap_or_default(),
            summary: input.summary.unwrap_or_default(),
            position: input.position.unwrap_or_default(),
        }
    }
}

impl From<TopicInput> for TopicEdit {
    fn from(input: TopicInput) -> Self {
        Self {
            slug: input.slug,
            name: input.name,
            summary: input.summary,
            position: input.position,
        }
    }
}

impl From<topic::Model> for ManagedTopic {
    fn from(row: topic::Model) -> Self {
        Self {
            id: row.id.0,
            status: row.status.as_str(),
            version: row.version,
            slug: row.slug.into_string(),
            name: row.name,
            summary: row.summary,
            position: row.position,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
