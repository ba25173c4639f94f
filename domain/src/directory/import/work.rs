//! The work of an import: read all of the file, then write.

use std::{path::PathBuf, sync::Arc};

use footpath_entity::directory::{clinic, import_run::Kind, podiatrist, practice};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query},
};

use super::{
    Import, Refused, Report,
    deactivations::deactivations,
    dry::Dry,
    gather::{Found, Newest, Numbers, Said, gather},
    locations::{Locations, locations},
    places::Places,
    progress::Gauge,
    source::{Member, holds},
    write::{BATCH, Writer},
};
use crate::{Ctx, Error, Result};

/// What came of it.
pub struct Outcome {
    pub report: Report,
    /// Gzipped CSV.
    pub rejected: Option<Vec<u8>>,
    /// Gzipped CSV of what a dry run would change.
    pub changes: Option<Vec<u8>>,
}

pub async fn work(ctx: &Ctx, what: &Import, gauge: &Arc<Gauge>) -> Result<Outcome> {
    let known = Arc::new(known(ctx).await?);
    match what.kind {
        Kind::Nppes => providers(ctx, what, known, gauge).await,
        Kind::Deactivations => out_of_use(ctx, what, known, gauge).await,
    }
}

async fn providers(
    ctx: &Ctx,
    what: &Import,
    known: Arc<Numbers>,
    gauge: &Arc<Gauge>,
) -> Result<Outcome> {
    let found = {
        let (path, known, gauge) = (what.path.clone(), Arc::clone(&known), Arc::clone(gauge));
        blocking(move || gather(&path, &known, &gauge)).await?
    };
    let locations = secondary(what, &found).await?;
    let Found {
        rows,
        said,
        rejected,
        duplicates,
        unknown_codes,
        practices,
    } = found;
    let report = Report {
        rows,
        duplicates,
        unknown_codes,
        rejected: rejected.told(),
        ..Report::default()
    };
    let writer = Writer {
        ctx,
        known: &known,
        places: Places::load(ctx, practices).await?,
        locations,
        dry: dry(ctx, what).await?,
        report,
    };
    let newest = said.into_values().collect();
    let mut outcome = write(writer, newest, gauge).await?;
    outcome.rejected = rejected.into_sheet().map_err(Error::internal)?;
    Ok(outcome)
}

/// Those of the named file, else those in the same archive.
async fn secondary(what: &Import, found: &Found) -> Result<Option<Locations>> {
    let podiatrists = found.said.iter();
    let wanted: Numbers = podiatrists
        .filter(|(_, newest)| matches!(newest.said, Said::Podiatrist(_)))
        .map(|(npi, _)| *npi)
        .collect();
    let (named, same) = (what.locations.clone(), what.path.clone());
    blocking(move || {
        let path: PathBuf = match named {
            Some(path) => path,
            None if holds(&same, Member::Locations)? => same,
            None => return Ok(None),
        };
        locations(&path, &wanted).map(Some)
    })
    .await
}

async fn out_of_use(
    ctx: &Ctx,
    what: &Import,
    known: Arc<Numbers>,
    gauge: &Arc<Gauge>,
) -> Result<Outcome> {
    let listed = {
        let (path, known) = (what.path.clone(), Arc::clone(&known));
        blocking(move || deactivations(&path, &known)).await?
    };
    let report = Report {
        rows: listed.rows,
        rejected: listed.rejected.told(),
        ..Report::default()
    };
    let newest = listed.since.into_values().map(|(npi, on)| Newest {
        npi,
        day: Some(on),
        said: Said::OutOfUse(on),
    });
    let writer = Writer {
        ctx,
        known: &known,
        places: Places::default(),
        locations: None,
        dry: dry(ctx, what).await?,
        report,
    };
    let mut outcome = write(writer, newest.collect(), gauge).await?;
    outcome.rejected = listed.rejected.into_sheet().map_err(Error::internal)?;
    Ok(outcome)
}

async fn write(mut writer: Writer<'_>, newest: Vec<Newest>, gauge: &Gauge) -> Result<Outcome> {
    let ctx = writer.ctx;
    gauge.begin_writing(newest.len() as u64);
    let mut newest = newest.into_iter();
    loop {
        let some: Vec<Newest> = newest.by_ref().take(BATCH).collect();
        if some.is_empty() {
            break;
        }
        let n = some.len() as u64;
        writer.batch(some).await?;
        gauge.wrote(n);
    }
    let Writer {
        mut report, dry, ..
    } = writer;
    let changes = if let Some(dry) = dry {
        Some(dry.finish(&mut report)?)
    } else {
        (report.podiatrists, report.clinics) = listed(ctx.store.read()).await?;
        None
    };
    Ok(Outcome {
        report,
        rejected: None,
        changes,
    })
}

async fn dry(ctx: &Ctx, what: &Import) -> Result<Option<Dry>> {
    if what.dry_run {
        return Dry::load(ctx).await.map(Some);
    }
    Ok(None)
}

/// The numbers of everybody in the directory, listed or not.
async fn known(ctx: &Ctx) -> Result<Numbers> {
    let npis: Vec<String> = podiatrist::Entity::find()
        .select_only()
        .column(podiatrist::Column::Npi)
        .into_tuple()
        .all(ctx.store.read())
        .await?;
    Ok(npis.iter().filter_map(|npi| npi.parse().ok()).collect())
}

/// How many podiatrists readers can find, and at how many clinics.
pub async fn listed(conn: &impl ConnectionTrait) -> Result<(u64, u64)> {
    let visible = || {
        Query::select()
            .column((practice::Entity, practice::Column::Npi))
            .from(practice::Entity)
            .inner_join(
                clinic::Entity,
                Expr::col((clinic::Entity, clinic::Column::Id))
                    .equals((practice::Entity, practice::Column::ClinicId)),
            )
            .and_where(clinic::Column::Hidden.eq(false))
            .to_owned()
    };
    let active = || {
        podiatrist::Entity::find()
            .filter(podiatrist::Column::Hidden.eq(false))
            .filter(podiatrist::Column::DeactivatedOn.is_null())
    };
    let podiatrists = active()
        .filter(podiatrist::Column::Npi.in_subquery(visible()))
        .count(conn)
        .await?;
    let theirs = Query::select()
        .column((practice::Entity, practice::Column::ClinicId))
        .from(practice::Entity)
        .inner_join(
            podiatrist::Entity,
            Expr::col((podiatrist::Entity, podiatrist::Column::Npi))
                .equals((practice::Entity, practice::Column::Npi)),
        )
        .and_where(podiatrist::Column::Hidden.eq(false))
        .and_where(podiatrist::Column::DeactivatedOn.is_null())
        .to_owned();
    let clinics = clinic::Entity::find()
        .filter(clinic::Column::Hidden.eq(false))
        .filter(clinic::Column::Id.in_subquery(theirs))
        .count(conn)
        .await?;
    Ok((podiatrists, clinics))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Result<T> {
    Ok(tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)??)
}
