//! The HTTP side of one instance.

use std::{io, net::TcpListener};

use actix_web::{
    App, HttpServer,
    dev::{Server, ServerHandle},
    http::KeepAlive,
    middleware::{Compress, from_fn},
    web::Data,
};
use footpath_domain::{Ctx, search_index};
use footpath_web::{
    Metrics, assets,
    stack::{self, ErrorPages, Https, TrustedProxies},
};
use utoipa_actix_web::AppExt;

use crate::{
    health::{self, StartMark},
    metrics,
    settings::Settings,
};

/// Requests in flight get this long when the instance is told to stop; seconds.
const FINISH_WITHIN: u64 = 8;

/// A server that listens already and answers once it runs.
pub struct Application {
    server: Server,
}

impl Application {
    /// Puts the faces together on a bound port.
    pub async fn build(ctx: Ctx, settings: &Settings, listener: TcpListener) -> io::Result<Self> {
        let mark = search_index::mark(&ctx).await.map_err(io::Error::other)?;
        let mark = Data::new(StartMark(mark));
        let https = Data::new(Https(ctx.config.public_url.scheme() == "https"));
        let proxies = Data::new(TrustedProxies(settings.trusted_proxies.clone()));
        let pages = Data::new(ErrorPages {
            site_name: ctx.config.site_name.clone(),
        });
        let metrics = Data::new(Metrics::new().map_err(io::Error::other)?);
        let token = Data::new(metrics::Token(settings.metrics_token.clone()));
        let ctx = Data::new(ctx);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(ctx.clone())
                .app_data(mark.clone())
                .app_data(https.clone())
                .app_data(proxies.clone())
                .app_data(pages.clone())
                .app_data(metrics.clone())
                .app_data(token.clone())
                .wrap(Compress::default())
                .wrap(from_fn(stack::pass))
                .into_utoipa_app()
                .configure(footpath_api::configure)
                .into_app()
                .configure(footpath_site::configure)
                .configure(footpath_admin::configure)
                .configure(assets::routes)
                .configure(health::routes)
                .configure(metrics::routes)
        })
        .keep_alive(KeepAlive::Timeout(std::time::Duration::from_secs(30)))
        .shutdown_timeout(FINISH_WITHIN)
        .disable_signals()
        .listen(listener)?
        .run();
        Ok(Self { server })
    }

    /// Stops the server from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Answers until the handle stops it.
    pub async fn run(self) -> io::Result<()> {
        self.server.await
    }
}
