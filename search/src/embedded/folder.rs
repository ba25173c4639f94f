//! What lies in the search folder: `CURRENT`, `writer.lock`, and a folder for each index.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::Path,
    sync::Arc,
    time::Duration,
};

use tantivy::{Index, directory::MmapDirectory};

use super::{
    Inner,
    live::Live,
    schema::{self, Fields, VERSION},
};
use crate::{Error, LockFile, Result};

const CURRENT: &str = "CURRENT";

/// The right to write, held until dropped; `None` when another process has it.
pub(super) fn lock(root: &Path) -> Result<Option<LockFile>> {
    LockFile::take(&root.join("writer.lock")).map_err(Error::failed)
}

/// Opens the live index to read; makes an empty one where there is none that can be read.
pub(super) fn open_or_create(root: &Path) -> Result<Live> {
    let mut last = None;
    for _ in 0..100 {
        match open_current(root) {
            Ok(live) => return Ok(live),
            Err(error) => last = Some(error),
        }
        if let Some(_lock) = lock(root)? {
            return open_as_writer(root);
        }
        // Another process is the writer: it may just be making the index.
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(last.unwrap_or(Error::ReadOnly))
}

/// The same for whoever holds the lock.
pub(super) fn open_as_writer(root: &Path) -> Result<Live> {
    open_current(root).or_else(|error| {
        let name = current(root)?;
        if let Some(name) = &name {
            tracing::error!(%error, name, "the search index cannot be read and is made anew");
        }
        let name = next_name(name.as_deref().unwrap_or_default());
        let (index, fields) = create(root, &name)?;
        point_to(root, &name)?;
        tidy(root, &name);
        Live::read(name, index, fields, |_| None)
    })
}

fn open_current(root: &Path) -> Result<Live> {
    let name = current(root)?.filter(|name| is_ours(name));
    let name = name.ok_or_else(|| Error::unavailable("there is no search index yet"))?;
    let index = open(root, &name)?;
    let (_, fields) = schema::build();
    Live::read(name, index, fields, |_| None)
}

/// Follows the writer to its last commit.
pub(super) fn refresh(inner: &Inner) -> Result<()> {
    let live = inner.live();
    let name = current(&inner.root)?.filter(|name| is_ours(name));
    let Some(name) = name else { return Ok(()) };
    let fresh = if name == live.name {
        if live.is_current()? {
            return Ok(());
        }
        let known = (live.payload, Arc::clone(&live.geo));
        let index = live.index.clone();
        Live::read(name, index, live.fields.clone(), |payload| {
            (payload.podiatrists == known.0.podiatrists).then_some(known.1)
        })?
    } else {
        let index = open(&inner.root, &name)?;
        Live::read(name, index, live.fields.clone(), |_| None)?
    };
    inner.set_live(fresh);
    Ok(())
}

/// Makes an empty index.
pub(super) fn create(root: &Path, name: &str) -> Result<(Index, Fields)> {
    let folder = root.join(name);
    remove(&folder)?;
    fs::create_dir(&folder).map_err(Error::failed)?;
    let (schema, fields) = schema::build();
    let index = Index::create_in_dir(&folder, schema).map_err(Error::failed)?;
    schema::register_analyzers(&index);
    Ok((index, fields))
}

/// Makes an index the live one; whole or not at all, however the process ends.
pub(super) fn point_to(root: &Path, name: &str) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let beside = root.join("CURRENT.new");
        let mut file = File::create(&beside)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, root.join(CURRENT))?;
        File::open(root)?.sync_all()
    };
    write().map_err(Error::failed)
}

/// Removes every index but the live one.
pub(super) fn tidy(root: &Path, live: &str) {
    let Ok(folders) = fs::read_dir(root) else {
        return;
    };
    for folder in folders.flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        if name != live
            && folder.path().is_dir()
            && name.starts_with('v')
            && let Err(error) = remove(&folder.path())
        {
            tracing::warn!(%error, name, "an old search index could not be removed");
        }
    }
}

/// The name after this one.
pub(super) fn next_name(name: &str) -> String {
    let number = name
        .rsplit('-')
        .next()
        .and_then(|n| n.parse::<u64>().ok())
        .unwrap_or(0);
    format!("v{VERSION}-{}", number + 1)
}

fn current(root: &Path) -> Result<Option<String>> {
    match fs::read_to_string(root.join(CURRENT)) {
        Ok(name) => Ok(Some(name.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::failed(error)),
    }
}

/// Whether a folder's name is one that this version gives: it never leads out of the folder.
fn is_ours(name: &str) -> bool {
    name.strip_prefix(&format!("v{VERSION}-"))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn open(root: &Path, name: &str) -> Result<Index> {
    let folder = MmapDirectory::open(root.join(name)).map_err(Error::failed)?;
    let index = Index::open(folder).map_err(Error::failed)?;
    schema::register_analyzers(&index);
    Ok(index)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::failed(error)),
        _ => Ok(()),
    }
}
