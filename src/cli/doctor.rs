use std::{fs, path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use footpath_domain::{
    Actor, Ctx, Error,
    audit::{self, Anchored},
    clock::{Clock, SystemClock},
    search_index, store,
};

use super::{Failure, address};
use crate::{context, migrate, settings::Settings};

/// Less free space than this is a warning sign.
const LOW_DISK: u64 = 500 * 1024 * 1024;

/// One thing looked at, and how to mend it when it is not right.
struct Check {
    what: &'static str,
    outcome: Result<String, (String, &'static str)>,
}

impl Check {
    fn new(what: &'static str, outcome: Result<String, String>, mend: &'static str) -> Self {
        Self {
            what,
            outcome: outcome.map_err(|why| (why, mend)),
        }
    }
}

/// Looks at every part, and fails when one is not right. It changes nothing but the anchor of an
/// audit log that holds.
pub async fn run(settings: &Settings) -> Result<(), Failure> {
    println!("ok      settings: read");
    let mut checks = vec![
        Check::new(
            "data folder",
            writable(&settings.data_dir),
            "run footpath migrate, which makes it, as a user who may write there",
        ),
        Check::new(
            "disk",
            disk(&settings.data_dir),
            "make room, or move FOOTPATH_DATA_DIR to a larger disk",
        ),
        Check::new(
            "clock",
            clock(SystemClock.now()),
            "set the system clock, best with NTP",
        ),
    ];
    match database(settings).await {
        Err(why) => checks.push(Check::new(
            "database",
            Err(why),
            "check FOOTPATH_DATABASE_URL, that the server runs, and run footpath migrate",
        )),
        Ok(told) => {
            checks.push(Check::new("database", Ok(told), ""));
            checks.extend(parts(settings).await);
        }
    }
    let mut wrong = 0;
    for check in &checks {
        match &check.outcome {
            Ok(told) => println!("ok      {}: {told}", check.what),
            Err((why, mend)) => {
                wrong += 1;
                println!("WRONG   {}: {why}\n        to mend it, {mend}", check.what);
            }
        }
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(Failure::Other(format!(
            "{wrong} of {} checks failed",
            checks.len() + 1
        )))
    }
}

fn writable(dir: &Path) -> Result<String, String> {
    let probe = dir.join(".doctor");
    fs::write(&probe, b"ok")
        .and_then(|()| fs::remove_file(&probe))
        .map_err(|why| format!("{}: {why}", dir.display()))?;
    Ok(dir.display().to_string())
}

fn disk(dir: &Path) -> Result<String, String> {
    let free = fs4::available_space(dir).map_err(|why| why.to_string())?;
    let told = format!("{} MiB free", free / (1024 * 1024));
    if free < LOW_DISK { Err(told) } else { Ok(told) }
}

/// Links and leases are wrong with a wrong clock; a clock before this version was made is.
fn clock(now: DateTime<Utc>) -> Result<String, String> {
    let told = now.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    if now.timestamp() < 1_790_000_000 {
        Err(told)
    } else {
        Ok(told)
    }
}

async fn database(settings: &Settings) -> Result<String, String> {
    let store = store::connect(&settings.database_url())
        .await
        .map_err(told)?;
    let pending = migrate::pending(&store).await.map_err(told)?;
    let kind = store.engine();
    store.close().await.map_err(told)?;
    if pending == 0 {
        Ok(format!("{kind}, schema up to date"))
    } else {
        Err(format!("{kind}, {pending} migration steps missing"))
    }
}

/// The parts that need an open site: key, audit log, search, mail.
async fn parts(settings: &Settings) -> Vec<Check> {
    let public_url = settings
        .public_url
        .clone()
        .unwrap_or_else(|| address(settings.listen));
    let ctx = match context::open(settings, public_url, Arc::new(SystemClock)).await {
        Ok(ctx) => ctx,
        Err(why) => {
            let mend =
                "bring back the FOOTPATH_SECRET_KEY or secret.key that the database was made with";
            return vec![Check::new("secret key", Err(told(why)), mend)];
        }
    };
    vec![
        Check::new("secret key", Ok("fits the database".to_owned()), ""),
        Check::new(
            "audit log",
            audit_log(&ctx).await,
            "compare the log with a backup and find out who wrote to the database; if you put an older database back yourself, or audit.anchor is torn, remove that file from the data folder",
        ),
        Check::new(
            "search",
            search(&ctx).await,
            "check FOOTPATH_MEILI_URL and FOOTPATH_MEILI_KEY, or run footpath reindex",
        ),
        Check::new(
            "mail",
            mail(&ctx).await,
            "check FOOTPATH_SMTP_URL: host, port, user, password, and that the server runs",
        ),
    ]
}

/// Whether the entries follow from one another, and whether any that were there are gone.
async fn audit_log(ctx: &Ctx) -> Result<String, String> {
    let chain = audit::verify(ctx, &Actor::System("doctor"))
        .await
        .map_err(told)?;
    let entries = chain.whole;
    if let Some(at) = chain.broken_at {
        return Err(format!("it does not hold from entry {at} on"));
    }
    match audit::renew_anchor(ctx).await.map_err(told)? {
        Anchored::Holds => Ok(format!("whole, {entries} entries")),
        Anchored::Short(had) => Err(format!("it had {had} entries and has {entries}")),
        Anchored::Changed(at) => Err(format!("entry {at} is not the one that was there")),
    }
}

async fn search(ctx: &Ctx) -> Result<String, String> {
    let mark = search_index::mark(ctx).await.map_err(told)?;
    let status = search_index::status(ctx, mark).await;
    if !status.reachable {
        return Err(format!("{} does not answer", status.engine));
    }
    let state = if status.covered {
        "up to date"
    } else {
        "behind; a running instance catches up"
    };
    Ok(format!("{}, {state}", status.engine))
}

async fn mail(ctx: &Ctx) -> Result<String, String> {
    ctx.mailer
        .reachable()
        .await
        .map_err(|why| why.to_string())?;
    Ok(format!("from {}", ctx.config.mail_from))
}

/// An error with what is behind it, or every field of a report.
fn told(why: Error) -> String {
    if let Error::Invalid(report) = &why {
        return report
            .0
            .iter()
            .map(|e| format!("{} {}", e.field, e.message))
            .collect::<Vec<_>>()
            .join("; ");
    }
    std::error::Error::source(&why)
        .map_or_else(|| why.to_string(), |source| format!("{why}: {source}"))
}
