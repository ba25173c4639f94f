use std::{
    io::IsTerminal,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use footpath_domain::{
    Actor, Error,
    directory::import::{Import, Kind, Phase, Progress, file_name, import},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{Failure, open, serve::Told};
use crate::settings::Settings;

/// How often a plain line tells how far it is.
const PLAIN: Duration = Duration::from_secs(5);

#[derive(clap::Subcommand)]
pub enum Command {
    /// The registry's file of providers, bulk or weekly, .csv or .zip
    Nppes {
        file: PathBuf,
        /// The registry's file of secondary locations; the one in the same archive is found by itself
        #[arg(long, value_name = "FILE")]
        locations: Option<PathBuf>,
        /// Tell what would change and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// The registry's monthly list of numbers that are out of use, CSV or XLSX
    Deactivations {
        file: PathBuf,
        /// Tell what would change and write nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// Imports and prints the report on one line of standard output.
pub async fn run(settings: &Settings, command: Command) -> Result<(), Failure> {
    let what = match command {
        Command::Nppes {
            file,
            locations,
            dry_run,
        } => asked(Kind::Nppes, file, locations, dry_run),
        Command::Deactivations { file, dry_run } => asked(Kind::Deactivations, file, None, dry_run),
    };
    for path in std::iter::once(&what.path).chain(&what.locations) {
        readable(path)?;
    }
    let ctx = open(settings).await?;
    let shown = Shown::new();
    let stopped = stopped()?;
    let actor = Actor::System("import");
    let watch = |progress| {
        shown.show(progress);
        if stopped.load(Relaxed) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    };
    let report = import(&ctx, &actor, &what, &watch).await;
    shown.end();
    let report = report?;
    let line = serde_json::to_string(&report).map_err(Error::internal)?;
    println!("{line}");
    ctx.store.close().await?;
    Ok(())
}

/// Turns true when somebody wants the import to end: it then writes down that it did.
fn stopped() -> Result<Arc<AtomicBool>, Failure> {
    let stopped = Arc::new(AtomicBool::new(false));
    let mut told = Told::listen()?;
    let flag = Arc::clone(&stopped);
    tokio::spawn(async move {
        told.wait().await;
        flag.store(true, Relaxed);
    });
    Ok(stopped)
}

fn asked(kind: Kind, path: PathBuf, locations: Option<PathBuf>, dry_run: bool) -> Import {
    Import {
        kind,
        file_name: file_name(&path),
        path,
        locations,
        dry_run,
    }
}

fn readable(path: &Path) -> Result<(), Failure> {
    std::fs::File::open(path)
        .map(drop)
        .map_err(|why| Failure::Other(format!("{}: {why}", path.display())))
}

/// A bar on a terminal, now and then a line elsewhere.
enum Shown {
    Bar(ProgressBar),
    Lines(Mutex<Lately>),
}

/// What the last line said.
struct Lately {
    at: Instant,
    begun: Instant,
    phase: Option<Phase>,
}

impl Shown {
    fn new() -> Self {
        if std::io::stderr().is_terminal() {
            Self::Bar(ProgressBar::new(0))
        } else {
            let at = Instant::now();
            Self::Lines(Mutex::new(Lately {
                at,
                begun: at,
                phase: None,
            }))
        }
    }

    fn show(&self, progress: Progress) {
        match self {
            Self::Bar(bar) => {
                bar.set_style(style(progress.phase));
                bar.set_length(progress.total);
                bar.set_position(progress.done);
                bar.set_message(format!("{} rows", progress.rows));
            }
            Self::Lines(last) => {
                let mut last = last
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                let new = last.phase != Some(progress.phase);
                if new || last.at.elapsed() >= PLAIN {
                    if new {
                        last.begun = Instant::now();
                    }
                    last.at = Instant::now();
                    last.phase = Some(progress.phase);
                    eprintln!("{}", plain(progress, last.begun.elapsed()));
                }
            }
        }
    }

    fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn style(phase: Phase) -> ProgressStyle {
    let template = match phase {
        Phase::Reading => {
            "reading {bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {msg}, {eta} left"
        }
        Phase::Writing => "writing {bar:30} {pos}/{len} podiatrists, {per_sec}, {eta} left",
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn plain(progress: Progress, lasting: Duration) -> String {
    let percent = progress.done * 100 / progress.total.max(1);
    let said = match progress.phase {
        Phase::Reading => format!("reading: {percent} % ({} rows)", progress.rows),
        Phase::Writing => format!(
            "writing: {} of {} podiatrists",
            progress.done, progress.total
        ),
    };
    let seconds = lasting.as_secs();
    if seconds == 0 || percent == 0 {
        return said;
    }
    let rate = match progress.phase {
        Phase::Reading => progress.rows,
        Phase::Writing => progress.done,
    } / seconds;
    let left = seconds * 100_u64.saturating_sub(percent) / percent;
    format!("{said}, {rate} a second, {left} s left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_line_tells_how_far_how_fast_and_how_long_yet() {
        let progress = Progress {
            phase: Phase::Reading,
            done: 500,
            total: 2000,
            rows: 400,
        };
        let at_once = plain(progress, Duration::ZERO);
        assert_eq!(at_once, "reading: 25 % (400 rows)");
        let later = plain(progress, Duration::from_secs(10));
        assert_eq!(later, "reading: 25 % (400 rows), 40 a second, 30 s left");
    }
}
