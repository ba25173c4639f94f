use std::{io::Write, net::TcpListener, sync::Arc};

use footpath_domain::{account, clock::SystemClock};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{Failure, address};
use crate::{application::Application, context, settings::Settings, worker::Background};

#[derive(clap::Args)]
pub struct Args {
    /// Leave mail, reminders and search to `footpath worker`
    #[arg(long)]
    no_worker: bool,
}

/// Serves until told to stop.
pub async fn run(settings: Settings, args: Args) -> Result<(), Failure> {
    let ready = Ready::prepare(settings).await?;
    ready.serve(!args.no_worker, "").await
}

/// A bound port and an open site, not yet serving.
pub struct Ready {
    pub ctx: footpath_domain::Ctx,
    listener: TcpListener,
    settings: Settings,
}

impl Ready {
    /// Binds first, so that a port in use is told before anything is touched.
    pub async fn prepare(settings: Settings) -> Result<Self, Failure> {
        let listener = TcpListener::bind(settings.listen)
            .map_err(|why| Failure::Other(format!("FOOTPATH_LISTEN {}: {why}", settings.listen)))?;
        let public_url = match &settings.public_url {
            Some(url) => url.clone(),
            None => address(listener.local_addr()?),
        };
        let ctx = context::open(&settings, public_url, Arc::new(SystemClock)).await?;
        Ok(Self {
            ctx,
            listener,
            settings,
        })
    }

    /// Serves until SIGTERM or Ctrl-C; requests in flight are finished, then jobs in hand.
    /// `greeting` follows the first line on stdout.
    pub async fn serve(self, with_workers: bool, greeting: &str) -> Result<(), Failure> {
        let background = if with_workers {
            Some(Background::start(&self.ctx).await?)
        } else {
            None
        };
        // Before the first line is out: whoever reads it may tell us to stop at once.
        let mut told = Told::listen()?;
        let code = account::setup_code(&self.ctx).await?;
        let listening = address(self.listener.local_addr()?);
        let application =
            Application::build(self.ctx.clone(), &self.settings, self.listener).await?;
        {
            let mut stdout = std::io::stdout().lock();
            writeln!(
                stdout,
                "listening on {}",
                listening.as_str().trim_end_matches('/')
            )?;
            write!(stdout, "{greeting}")?;
            if let Some(code) = code {
                writeln!(
                    stdout,
                    "\n  No account yet. Make the first one at {}\n  Code      {code}\n",
                    self.ctx.config.link("/admin/setup"),
                )?;
            }
            stdout.flush()?;
        }
        let handle = application.handle();
        let mut running = tokio::spawn(application.run());
        let ended = tokio::select! {
            ended = &mut running => ended,
            () = told.wait() => {
                handle.stop(true).await;
                running.await
            }
        };
        let outcome = ended.map_err(std::io::Error::other)?;
        if let Some(background) = background {
            background.stop().await;
        }
        self.ctx.store.close().await?;
        Ok(outcome?)
    }
}

/// The workers alone, until told to stop.
pub async fn work(settings: Settings) -> Result<(), Failure> {
    let ctx = super::open(&settings).await?;
    let background = Background::start(&ctx).await?;
    let mut told = Told::listen()?;
    tracing::info!("working");
    told.wait().await;
    background.stop().await;
    ctx.store.close().await?;
    Ok(())
}

/// SIGTERM or Ctrl-C, kept until somebody waits for them.
pub struct Told {
    terminate: Signal,
    interrupt: Signal,
}

impl Told {
    pub fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    pub async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
