use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    id::RuleSetId,
    triage::rule_set::{self, Status},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use serde_json::json;

use super::{Condition, Definition, Tier};
use crate::{Actor, Ctx, Error, Result, audit};

/// How long a retired version is still evaluated, for readers who had begun with it.
const GRACE: TimeDelta = TimeDelta::days(7);

/// One published version of the questionnaire.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    pub version: i32,
    /// SHA-256 of the definition.
    pub hash: String,
    /// Whether a clinical reviewer has signed it off.
    pub clinically_reviewed: bool,
    pub definition: Arc<Definition>,
}

impl RuleSet {
    /// The labels of emergency and urgent rules, gravest first, for an article's list of red
    /// flags. Rules about not being sure are left out: they are no signs of anything.
    pub fn red_flag_labels(&self) -> Vec<(Tier, &str)> {
        let mut flags: Vec<_> = self
            .definition
            .rules
            .iter()
            .filter(|rule| rule.tier >= Tier::Urgent)
            .filter(|rule| !matches!(rule.when, Condition::Unsure(_)))
            .map(|rule| (rule.tier, rule.label.as_str()))
            .collect();
        flags.sort_by_key(|(tier, _)| std::cmp::Reverse(*tier));
        flags
    }
}

/// A version without its body, which is read only when it is not in memory yet.
pub(super) type Head = (i32, String, bool, Status, Option<DateTime<Utc>>);

/// The questionnaire that readers are asked now. `Unavailable` before the first seeding.
pub async fn live(ctx: &Ctx) -> Result<Arc<RuleSet>> {
    let live = rule_set::Column::Status.eq(Status::Live);
    match head(ctx.store.read(), live).await? {
        Some(head) => load(ctx, ctx.store.read(), head).await,
        None => Err(Error::Unavailable {
            code: "questionnaire.none",
            source: None,
        }),
    }
}

/// The version that a reader's answers belong to: the live one, or one retired not long ago.
/// `questionnaire.retired` for an older one; a number that was never live is invalid.
pub(super) async fn answered(ctx: &Ctx, version: i32) -> Result<Arc<RuleSet>> {
    let head = recent_head(ctx, version).await?;
    let status = head.as_ref().map(|head| (head.3, head.4));
    match (usable(status, ctx.now())?, head) {
        ((), Some(head)) => load(ctx, ctx.store.read(), head).await,
        ((), None) => Err(never_live()),
    }
}

/// Any version that answers were kept with.
pub(super) async fn stored(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    version: i32,
) -> Result<Arc<RuleSet>> {
    let head = head(conn, rule_set::Column::Version.eq(version))
        .await?
        .ok_or_else(|| Error::internal("an assessment without its rule set"))?;
    load(ctx, conn, head).await
}

/// A version that is or was live, and whether it still is; `None` of any other.
pub async fn published(ctx: &Ctx, version: i32) -> Result<Option<(Arc<RuleSet>, bool)>> {
    let conn = ctx.store.read();
    let head = head(conn, rule_set::Column::Version.eq(version)).await?;
    match head {
        Some(head) if matches!(head.3, Status::Live | Status::Retired) => {
            let live = head.3 == Status::Live;
            Ok(Some((load(ctx, conn, head).await?, live)))
        }
        _ => Ok(None),
    }
}

/// As of a moment ago at most.
async fn recent_head(ctx: &Ctx, version: i32) -> Result<Option<Head>> {
    if let Some(known) = ctx.triage.head(ctx, version) {
        return Ok(Some(known));
    }
    let stamp = ctx.store.changes().stamp();
    let read = head(ctx.store.read(), rule_set::Column::Version.eq(version)).await?;
    if let Some(read) = &read {
        ctx.triage.keep_head(stamp, read);
    }
    Ok(read)
}

fn usable(found: Option<(Status, Option<DateTime<Utc>>)>, now: DateTime<Utc>) -> Result<()> {
    match found {
        Some((Status::Live, _)) => Ok(()),
        Some((Status::Retired, Some(at))) if now - at <= GRACE => Ok(()),
        Some((Status::Retired, _)) => Err(Error::conflict(
            "questionnaire.retired",
            "This version of the questionnaire is no longer in use. Get the current one and ask again.",
        )),
        Some((Status::Draft | Status::Reviewed, _)) | None => Err(never_live()),
    }
}

fn never_live() -> Error {
    Error::invalid(
        "questionnaire_version",
        "is not a version of the questionnaire",
    )
}

async fn head(
    conn: &impl ConnectionTrait,
    filter: impl sea_orm::sea_query::IntoCondition,
) -> Result<Option<Head>> {
    Ok(rule_set::Entity::find()
        .select_only()
        .column(rule_set::Column::Version)
        .column(rule_set::Column::Hash)
        .column(rule_set::Column::ClinicallyReviewed)
        .column(rule_set::Column::Status)
        .column(rule_set::Column::RetiredAt)
        .filter(filter)
        .into_tuple()
        .one(conn)
        .await?)
}

async fn load(ctx: &Ctx, conn: &impl ConnectionTrait, head: Head) -> Result<Arc<RuleSet>> {
    let (version, hash, clinically_reviewed, ..) = head;
    let definition = match ctx.triage.definition(&hash) {
        Some(known) => known,
        None => ctx.triage.keep(&hash, read(conn, version, &hash).await?),
    };
    Ok(Arc::new(RuleSet {
        version,
        hash,
        clinically_reviewed,
        definition,
    }))
}

/// Reads a body and makes sure that it is the one that was published.
async fn read(conn: &impl ConnectionTrait, version: i32, hash: &str) -> Result<Definition> {
    let row = rule_set::Entity::find()
        .filter(rule_set::Column::Version.eq(version))
        .one(conn)
        .await?
        .ok_or_else(|| Error::internal("a rule set vanished"))?;
    let definition: Definition = serde_json::from_value(row.body).map_err(Error::internal)?;
    if definition.hash()? != hash {
        return Err(Error::internal(format!(
            "rule set {version} is not what was published"
        )));
    }
    Ok(definition)
}

/// Publishes the starter questionnaire where there is none at all.
pub async fn seed(ctx: &Ctx) -> Result<()> {
    let definition = Definition::starter()?;
    definition.validate()?;
    let tx = ctx.store.begin().await?;
    tx.serialize_on("rule_set").await?;
    if rule_set::Entity::find().count(&tx).await? > 0 {
        return Ok(());
    }
    let id: RuleSetId = ctx.new_id();
    let row = rule_set::ActiveModel {
        id: Set(id),
        version: Set(1),
        hash: Set(definition.hash()?),
        status: Set(Status::Live),
        body: Set(serde_json::to_value(&definition).map_err(Error::internal)?),
        clinically_reviewed: Set(false),
        created_at: Set(ctx.now()),
        live_from: Set(Some(ctx.now())),
        retired_at: Set(None),
        lock_version: Set(1),
        note: Set("The questionnaire that Footpath ships with.".to_owned()),
        updated_at: Set(None),
        reviewed_at: Set(None),
        reviewed_by: Set(None),
    };
    rule_set::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = audit::Event {
        action: "rule_set.published",
        object_kind: "rule_set",
        object_id: &id,
        detail: json!({"version": 1, "clinically_reviewed": false}),
    };
    audit::record(ctx, &tx, &Actor::System("seed"), event).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_good_for_seven_days_after_it_was_retired() {
        let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
        let retired = |days| Some((Status::Retired, Some(now - TimeDelta::days(days))));
        assert!(usable(Some((Status::Live, None)), now).is_ok());
        assert!(usable(retired(0), now).is_ok());
        assert!(usable(retired(7), now).is_ok());
        let code = |found| usable(found, now).map_err(|error| error.code());
        assert_eq!(code(retired(8)), Err("questionnaire.retired"));
        assert_eq!(code(Some((Status::Draft, None))), Err("request.invalid"));
        assert_eq!(code(None), Err("request.invalid"));
    }

    #[test]
    fn red_flags_are_listed_gravest_first_and_without_doubts() {
        let definition = Arc::new(Definition::starter().unwrap());
        let rules = RuleSet {
            version: 1,
            hash: String::new(),
            clinically_reviewed: false,
            definition,
        };
        let labels = rules.red_flag_labels();
        assert_eq!(labels.len(), 8 + 13);
        assert!(labels.is_sorted_by_key(|(tier, _)| std::cmp::Reverse(*tier)));
        assert!(labels.iter().all(|(_, label)| !label.contains("sure")));
    }
}
