//! A rule set as one file, to be kept, sent and read elsewhere.

use footpath_entity::id::RuleSetId;
use serde::{Deserialize, Serialize};

use super::{begin::insert, find::get};
use crate::{
    Actor, Ctx, Error, Result,
    policy::{self, Action},
    triage::Definition,
};

/// What the file says it is.
const FORMAT: &str = "footpath rule set 1";

/// The largest file that is read, in bytes.
const MOST: usize = 2 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(default)]
    note: String,
    definition: Definition,
}

/// The name of the file, and what is in it.
pub async fn export(ctx: &Ctx, actor: &Actor, id: RuleSetId) -> Result<(String, Vec<u8>)> {
    let edition = get(ctx, actor, id).await?;
    let file = File {
        format: FORMAT.to_owned(),
        note: edition.note,
        definition: edition.definition,
    };
    let mut text = serde_json::to_vec_pretty(&file).map_err(Error::internal)?;
    text.push(b'\n');
    Ok((format!("triage-rules-{}.json", edition.version), text))
}

/// A new draft from a file. What the rules mean is judged by the checks, as of any draft.
pub async fn import(ctx: &Ctx, actor: &Actor, bytes: &[u8]) -> Result<RuleSetId> {
    policy::require(actor, Action::ClinicalReview)?;
    let file = read(bytes)?;
    let tx = ctx.store.begin().await?;
    tx.serialize_on("rule_set").await?;
    let note: String = file
        .note
        .chars()
        .filter(|c| !c.is_control())
        .take(500)
        .collect();
    let id = insert(
        ctx,
        &tx,
        actor,
        &file.definition,
        &note,
        "rule_set.imported",
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

fn read(bytes: &[u8]) -> Result<File> {
    let wrong = |why: String| Error::invalid("file", why);
    if bytes.is_empty() {
        return Err(wrong("choose a file".to_owned()));
    }
    if bytes.len() > MOST {
        return Err(wrong(
            "is larger than 2 MB, so it is no rule set".to_owned(),
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("is not UTF-8 text".to_owned()))?;
    if text.contains("\\u0000") || text.contains('\0') {
        return Err(wrong("must not hold the character NUL".to_owned()));
    }
    let file: File = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|why| wrong(format!("is not a rule set: {why}")))?;
    if file.format != FORMAT {
        return Err(wrong(format!(
            "must have the format \u{201c}{FORMAT}\u{201d}"
        )));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_rule_set_is_told_where_it_fails() {
        let message = |bytes: &[u8]| match read(bytes) {
            Err(Error::Invalid(report)) => report.0[0].message.clone(),
            _ => panic!("it was read"),
        };
        assert!(message(b"").contains("choose"));
        assert!(message(b"{").contains("line 1"));
        assert!(message(b"\xff").contains("UTF-8"));
        assert!(message(br#"{"format":"x","surprise":1}"#).contains("surprise"));
        assert!(message(" ".repeat(MOST + 1).as_bytes()).contains("2 MB"));
    }
}
