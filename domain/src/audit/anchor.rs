//! How far the log had come, kept in the data folder: without it, a log whose last entries were
//! deleted would look whole.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use base64::prelude::*;
use footpath_entity::kernel::audit_entry::Entity;
use sea_orm::EntityTrait;
use tokio::{sync::watch, time};

use super::tail;
use crate::{Ctx, Error, Result};

/// How often a running instance moves the anchor.
const EVERY: Duration = Duration::from_mins(1);

/// How the log stands to its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchored {
    /// It is as it was, or longer; or it had no anchor yet.
    Holds,
    /// It had so many entries, and ends before that now.
    Short(i64),
    /// The entry of this number is not the one that was there.
    Changed(i64),
}

/// Compares the log with its anchor and, where it holds, moves the anchor to the log's end.
pub async fn renew_anchor(ctx: &Ctx) -> Result<Anchored> {
    let known = read(&path(ctx)).map_err(Error::internal)?;
    if let Some((count, head)) = &known {
        let entry = Entity::find_by_id(*count).one(ctx.store.read()).await?;
        match entry {
            None => return Ok(Anchored::Short(*count)),
            Some(entry) if written(&entry.mac) != *head => return Ok(Anchored::Changed(*count)),
            Some(_) => {}
        }
    }
    let end = tail(ctx.store.read()).await?;
    if end.map(|end| end.seq) != known.map(|(count, _)| count) {
        anchor(ctx).await?;
    }
    Ok(Anchored::Holds)
}

/// Sets the anchor at the log's end, whatever it was before: for a log that was just restored.
pub async fn anchor(ctx: &Ctx) -> Result<()> {
    let path = path(ctx);
    let done = match tail(ctx.store.read()).await? {
        Some(end) => write(&path, &format!("{} {}\n", end.seq, written(&end.mac))),
        None => remove(&path),
    };
    done.map_err(Error::internal)
}

/// Renews the anchor; what is wrong with it is logged, and nobody is stopped.
pub async fn renew_or_log(ctx: &Ctx) {
    match renew_anchor(ctx).await {
        Ok(Anchored::Holds) => {}
        Ok(Anchored::Short(entry) | Anchored::Changed(entry)) => {
            tracing::error!(
                entry,
                "the audit log lost an entry that it had; run footpath doctor"
            );
        }
        Err(error) => {
            let source = std::error::Error::source(&error);
            tracing::error!(%error, ?source, "the anchor of the audit log could not be renewed");
        }
    }
}

/// Renews the anchor now, every minute, and a last time when `stop` turns true.
pub async fn keep_anchored(ctx: Ctx, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        renew_or_log(&ctx).await;
        tokio::select! {
            () = time::sleep(EVERY) => {}
            _ = stop.changed() => {}
        }
    }
    renew_or_log(&ctx).await;
}

fn path(ctx: &Ctx) -> PathBuf {
    ctx.config.data_dir.join("audit.anchor")
}

fn written(mac: &[u8]) -> String {
    BASE64_STANDARD.encode(mac)
}

/// How many entries there were, and the MAC of the last one; `None` when there is no anchor.
fn read(path: &Path) -> io::Result<Option<(i64, String)>> {
    let text = match fs::read_to_string(path) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let parsed = text
        .trim()
        .split_once(' ')
        .and_then(|(count, head)| Some((count.parse::<i64>().ok()?, head.to_owned())));
    let anchor = parsed.ok_or_else(|| io::Error::other(format!("{} is torn", path.display())))?;
    Ok(Some(anchor))
}

/// Replaces the anchor as a whole, or not at all.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension(format!("anchor.{}", std::process::id()));
    let mut file = fs::File::create(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_read_as_it_was_written_and_a_torn_one_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("audit.anchor");
        assert_eq!(read(&path).unwrap(), None);
        for (count, head) in [(1, "abc="), (7_000_000_000, "def=")] {
            write(&path, &format!("{count} {head}\n")).unwrap();
            assert_eq!(read(&path).unwrap(), Some((count, head.to_owned())));
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        for torn in ["", "7", "seven abc="] {
            write(&path, torn).unwrap();
            assert!(read(&path).is_err(), "{torn:?}");
        }
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert_eq!(read(&path).unwrap(), None);
    }
}
