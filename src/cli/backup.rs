use std::{
    fs::{File, OpenOptions},
    io::{BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use base64::prelude::*;
use flate2::{Compression, write::GzEncoder};
use footpath_domain::{
    Result as Done, audit,
    store::{Snapshot, Table},
};
use footpath_migration::{Migrator, MigratorTrait};
use serde_json::json;

use super::{
    Failure,
    archive::{self, Head, Keys, Line},
    open,
};
use crate::{secret_key, settings::Settings};

#[derive(clap::Args)]
pub struct Args {
    /// The archive to make; it must not exist yet
    file: PathBuf,
    /// Write the secret key and the subject keys there; without them nothing sealed can be read
    #[arg(long, value_name = "KEYFILE")]
    with_keys: Option<PathBuf>,
}

/// Writes everything that the database holds, as it is at one moment; others may go on writing.
pub async fn run(settings: &Settings, args: Args) -> Result<(), Failure> {
    let ctx = open(settings).await?;
    let mut out = GzEncoder::new(BufWriter::new(private(&args.file)?), Compression::default());
    let mut keys = match &args.with_keys {
        Some(path) => Some(BufWriter::new(private(path)?)),
        None => None,
    };
    let applied = Migrator::get_applied_migrations(ctx.store.schema_connection())
        .await
        .map_err(footpath_domain::Error::from)?;
    let head = Head {
        footpath_backup: archive::FORMAT,
        database: ctx.store.engine().to_owned(),
        steps: applied.iter().map(|step| step.name().to_owned()).collect(),
        made_at: ctx.now(),
        key_fingerprint: ctx.keys.fingerprint(),
    };
    line(&mut out, &head)?;
    if let Some(keys) = &mut keys {
        let secret = secret_key::read(settings)?;
        let head = Keys {
            footpath_keys: archive::FORMAT,
            secret_key: BASE64_STANDARD.encode(secret),
        };
        line(keys, &head)?;
    }
    let snapshot = ctx.store.snapshot().await?;
    let rows = tables(&snapshot, &mut out, keys.as_mut()).await?;
    line(&mut out, &Line::End { rows })?;
    let mut file = out.finish()?;
    file.flush()?;
    file.get_ref().sync_all()?;
    if let Some(mut keys) = keys {
        keys.flush()?;
        keys.get_ref().sync_all()?;
    }
    eprintln!("{rows} rows in {}", args.file.display());
    drop(snapshot);
    audit::renew_or_log(&ctx).await;
    ctx.store.close().await?;
    Ok(())
}

/// Each table with its rows; subject keys go where keys go, or nowhere.
async fn tables(
    snapshot: &Snapshot,
    out: &mut impl Write,
    mut keys: Option<&mut BufWriter<File>>,
) -> Result<u64, Failure> {
    let mut rows = 0;
    for table in snapshot.tables().await? {
        if table.name == archive::KEYS {
            if let Some(keys) = &mut keys {
                key_rows(snapshot, &table, *keys).await?;
            }
            continue;
        }
        if let (archive::SEALING_KEYS, Some(keys)) = (table.name.as_str(), &mut keys) {
            key_rows(snapshot, &table, *keys).await?;
        }
        line(out, &start(&table))?;
        let take = |row: Vec<String>| {
            rows += 1;
            written(out, &row)
        };
        snapshot.rows(&table, take).await?;
    }
    Ok(rows)
}

async fn key_rows(
    snapshot: &Snapshot,
    table: &Table,
    keys: &mut impl Write,
) -> Result<(), Failure> {
    line(keys, &start(table))?;
    snapshot.rows(table, |row| written(keys, &row)).await?;
    Ok(())
}

fn start(table: &Table) -> Line {
    Line::Table {
        table: table.name.clone(),
        columns: table.columns.clone(),
    }
}

fn written(out: &mut impl Write, row: &[String]) -> Done<()> {
    writeln!(out, "{}", json!(row)).map_err(footpath_domain::Error::internal)
}

fn line(out: &mut impl Write, value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(footpath_domain::Error::internal)?;
    Ok(writeln!(out, "{text}")?)
}

/// A new file for its owner only; what is there stays.
fn private(path: &Path) -> Result<File, Failure> {
    let mut new = OpenOptions::new();
    let file = new.write(true).create_new(true).mode(0o600).open(path);
    file.map_err(|why| Failure::Other(format!("{}: {why}", path.display())))
}
