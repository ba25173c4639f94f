use std::{
    fs::File,
    io::{BufRead, BufReader, Lines},
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use footpath_domain::{
    Actor, Error, audit, seal,
    store::{self, Store, Table, Tx},
    triage,
};
use footpath_migration::{Migrator, MigratorTrait};

use super::{
    Failure,
    archive::{self, Head, Keys, Line},
    open,
};
use crate::{context, secret_key, settings::Settings};

/// Who was erased, by the number of their key.
const LEDGER: &str = "erasure";

#[derive(clap::Args)]
pub struct Args {
    /// What `backup` wrote
    file: PathBuf,
    /// The keys that were written with it
    #[arg(long, value_name = "KEYFILE")]
    with_keys: Option<PathBuf>,
    /// A newer backup: whoever was erased by then stays erased
    #[arg(long, value_name = "FILE")]
    erasures_from: Option<PathBuf>,
}

/// Fills an empty site from a backup. A target that holds anything is left as it is.
pub async fn run(settings: &Settings, args: Args) -> Result<(), Failure> {
    let mut lines = BufReader::new(GzDecoder::new(file(&args.file)?)).lines();
    let head: Head = head(&mut lines, "no backup of Footpath")?;
    let mut keys = match &args.with_keys {
        Some(path) => Some(BufReader::new(file(path)?).lines()),
        None => None,
    };
    let secret = keys.as_mut().map(secret).transpose()?;

    context::make_data_dir(settings)?;
    let store = store::connect(&settings.database_url()).await?;
    check(&store, settings, &head, secret.as_ref()).await?;
    if let Some(secret) = &secret {
        secret_key::put_back(settings, secret)?;
    }
    let steps = u32::try_from(head.steps.len()).map_err(Error::internal)?;
    Migrator::up(store.schema_connection(), Some(steps))
        .await
        .map_err(Error::from)?;
    let tx = store.begin().await?;
    let rows = fill(&tx, lines, keys).await?;
    if let Some(newer) = &args.erasures_from {
        erasures(&tx, newer).await?;
    }
    store::finish_load(&tx).await?;
    tx.commit().await?;
    store.close().await?;

    // The steps that came since, and a look at what is there now.
    let ctx = open(settings).await?;
    let gone = triage::finish_erasures(&ctx).await?;
    if gone > 0 {
        eprintln!("people who had been erased since, and are erased again: {gone}");
    }
    let chain = audit::verify(&ctx, &Actor::System("restore")).await?;
    audit::anchor(&ctx).await?;
    eprintln!("{rows} rows are back");
    match chain.broken_at {
        None => eprintln!("the audit log is whole: {} entries", chain.whole),
        Some(at) => eprintln!("the audit log does not hold from entry {at} on"),
    }
    if secret.is_none() {
        eprintln!("without its keys nothing sealed can be read: assessments, contacts, mails");
    }
    eprintln!("run `footpath reindex`, then `footpath serve`");
    ctx.store.close().await?;
    Ok(())
}

async fn check(
    store: &Store,
    settings: &Settings,
    head: &Head,
    secret: Option<&[u8; 32]>,
) -> Result<(), Failure> {
    let refuse = |why: String| Err(Failure::Other(why));
    if !store.is_empty().await? {
        return refuse("the database is not empty; restore into a new one".to_owned());
    }
    if store.engine() != head.database {
        let (from, to) = (&head.database, store.engine());
        return refuse(format!("a backup of {from} does not go into {to}"));
    }
    let known = Migrator::migrations();
    let known: Vec<&str> = known.iter().map(|step| step.name()).collect();
    if !known.starts_with(&head.steps.iter().map(String::as_str).collect::<Vec<_>>()) {
        return refuse("this backup was made by a newer Footpath; use that one".to_owned());
    }
    let given = match secret {
        Some(secret) => Some(*secret),
        None => secret_key::read(settings).ok(),
    };
    let fits =
        given.is_some_and(|secret| seal::Keys::new(secret).fingerprint() == head.key_fingerprint);
    if !fits {
        return refuse(
            "the secret key is not the one of this backup: give its KEYFILE, or set \
             FOOTPATH_SECRET_KEY"
                .to_owned(),
        );
    }
    Ok(())
}

async fn fill(
    tx: &Tx,
    lines: impl Iterator<Item = std::io::Result<String>>,
    keys: Option<impl Iterator<Item = std::io::Result<String>>>,
) -> Result<u64, Failure> {
    let (mut rows, mut told) = (0, None);
    let mut table: Option<Table> = None;
    for line in lines {
        match parse(&line?)? {
            Line::Table {
                table: name,
                columns,
            } => table = Some(Table { name, columns }),
            Line::Row(row) => {
                let Some(table) = &table else {
                    return Err(cut());
                };
                store::load(tx, table, &row).await?;
                rows += 1;
            }
            Line::End { rows } => told = Some(rows),
        }
    }
    if told != Some(rows) {
        return Err(cut());
    }
    if let Some(keys) = keys {
        keys_back(tx, keys).await?;
    }
    Ok(rows)
}

/// The keys of a key file; sealing keys that the archive holds too are there already.
async fn keys_back(
    tx: &Tx,
    lines: impl Iterator<Item = std::io::Result<String>>,
) -> Result<(), Failure> {
    let mut table: Option<Table> = None;
    for line in lines {
        match parse(&line?)? {
            Line::Table {
                table: name,
                columns,
            } if [archive::KEYS, archive::SEALING_KEYS].contains(&name.as_str()) => {
                table = Some(Table { name, columns });
            }
            Line::Row(row) => {
                let Some(table) = &table else {
                    return Err(Failure::Other("this is no key file of Footpath".to_owned()));
                };
                store::load_if_new(tx, table, &row).await?;
            }
            Line::Table { .. } | Line::End { .. } => {
                return Err(Failure::Other("this is no key file of Footpath".to_owned()));
            }
        }
    }
    Ok(())
}

/// Takes over the ledger of erasures of a newer backup.
async fn erasures(tx: &Tx, newer: &Path) -> Result<(), Failure> {
    let mut lines = BufReader::new(GzDecoder::new(file(newer)?)).lines();
    let _: Head = head(&mut lines, "no backup of Footpath")?;
    let mut table: Option<Table> = None;
    for line in lines {
        match parse(&line?)? {
            Line::Table {
                table: name,
                columns,
            } => table = Some(Table { name, columns }).filter(|table| table.name == LEDGER),
            Line::Row(row) => {
                if let Some(table) = &table {
                    store::load_if_new(tx, table, &row).await?;
                }
            }
            Line::End { .. } => return Ok(()),
        }
    }
    Err(cut())
}

fn cut() -> Failure {
    Failure::Other("the backup is cut off; nothing was restored".to_owned())
}

fn parse(line: &str) -> Result<Line, Failure> {
    serde_json::from_str(line).map_err(|_| Failure::Other("this is no line of a backup".to_owned()))
}

fn file(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|why| Failure::Other(format!("{}: {why}", path.display())))
}

fn head<T: serde::de::DeserializeOwned>(
    lines: &mut Lines<impl BufRead>,
    none: &str,
) -> Result<T, Failure> {
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    serde_json::from_str(&first).map_err(|_| Failure::Other(format!("this is {none}")))
}

fn secret(lines: &mut Lines<impl BufRead>) -> Result<[u8; 32], Failure> {
    let keys: Keys = head(lines, "no key file of Footpath")?;
    Ok(secret_key::decode(&keys.secret_key)?)
}
