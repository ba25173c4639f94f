//! Indexes on the server: making, settings, tasks.

use std::time::{Duration, Instant};

use meilisearch_sdk::{
    client::Client,
    errors::{Error as SdkError, ErrorCode},
    indexes::Index,
    settings::{MinWordSizeForTypos, PaginationSetting, Settings, TypoToleranceSettings},
    task_info::TaskInfo,
    tasks::Task,
};

use super::http::Http;
use crate::{
    Error, Result,
    words::{ONE_TYPO, TWO_TYPOS},
};

/// How long a task may take: the server works through one after the other.
const TASK: Duration = Duration::from_mins(5);
const LOOK_EVERY: Duration = Duration::from_millis(25);
/// Totals are exact up to here, and pages end here.
const MOST_HITS: usize = 200_000;

/// Whether a server has an index.
pub(super) async fn exists(client: &Client<Http>, uid: &str) -> Result<bool> {
    match client.get_raw_index(uid).await {
        Ok(_) => Ok(true),
        Err(error) if is_missing(&error) => Ok(false),
        Err(error) => Err(why(error)),
    }
}

/// Makes an index where it is missing, and gives it our settings.
pub(super) async fn prepare(client: &Client<Http>, uid: &str) -> Result<Index<Http>> {
    if !exists(client, uid).await? {
        let task = client.create_index(uid, Some("key")).await.map_err(why)?;
        // Another instance may have made it in between; its settings are ours.
        match done(client, task).await {
            Err(Error::Failed(_)) if exists(client, uid).await? => {}
            other => other?,
        }
    }
    let index = client.index(uid);
    let task = index.set_settings(&settings()).await.map_err(why)?;
    done(client, task).await?;
    Ok(index)
}

/// Removes an index if it is there.
pub(super) async fn remove(client: &Client<Http>, uid: &str) -> Result<()> {
    if exists(client, uid).await? {
        let task = client.delete_index(uid).await.map_err(why)?;
        done(client, task).await?;
    }
    Ok(())
}

/// Waits for a task and fails if it failed: the server accepts first and checks later.
pub(super) async fn done(client: &Client<Http>, task: TaskInfo) -> Result<()> {
    let since = Instant::now();
    loop {
        match client.get_task(&task).await.map_err(why)? {
            Task::Succeeded { .. } => return Ok(()),
            Task::Failed { content } => return Err(Error::failed(content.error)),
            Task::Enqueued { .. } | Task::Processing { .. } if since.elapsed() > TASK => {
                return Err(Error::unavailable(
                    "a task of the search server takes too long",
                ));
            }
            Task::Enqueued { .. } | Task::Processing { .. } => {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }
}

fn settings() -> Settings {
    Settings::new()
        .with_searchable_attributes(["title", "text"])
        .with_filterable_attributes([
            "key",
            "object",
            "kind",
            "topic",
            "product_kind",
            "brand",
            "cushioning",
            "stability",
            "arch_support",
            "specialty",
            "accepting_new_patients",
            "telehealth",
            "accepts_referrals",
            "_geo",
        ])
        .with_sortable_attributes(["_geo", "sort_name", "id", "clinic_rank", "clinic_id"])
        // A sort that was asked for comes before how well the words match.
        .with_ranking_rules([
            "sort",
            "words",
            "typo",
            "proximity",
            "attribute",
            "exactness",
            "sort_name:asc",
            "id:asc",
        ])
        // As in the embedded engine, a sign is never part of a word.
        .with_separation_tokens([
            "<", ">", "=", "+", "*", "&", "#", "@", "~", "^", "`", "$", "%",
        ])
        .with_distinct_attribute(Some("object"))
        .with_pagination(PaginationSetting {
            max_total_hits: MOST_HITS,
        })
        .with_typo_tolerance(TypoToleranceSettings {
            enabled: Some(true),
            disable_on_numbers: Some(true),
            min_word_size_for_typos: Some(MinWordSizeForTypos {
                one_typo: Some(ONE_TYPO),
                two_typos: Some(TWO_TYPOS),
            }),
            ..TypoToleranceSettings::default()
        })
}

pub(super) fn is_missing(error: &SdkError) -> bool {
    matches!(error, SdkError::Meilisearch(error) if error.error_code == ErrorCode::IndexNotFound)
}

/// An answer that says we asked wrongly is a failure; whatever else goes wrong may pass.
pub(super) fn why(error: SdkError) -> Error {
    use meilisearch_sdk::errors::ErrorType;
    match &error {
        SdkError::Meilisearch(refused)
            if matches!(refused.error_type, ErrorType::InvalidRequest) && !is_missing(&error) =>
        {
            Error::failed(error)
        }
        SdkError::ParseError(_) => Error::failed(error),
        _ => Error::unavailable(error),
    }
}
