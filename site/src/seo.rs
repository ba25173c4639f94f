//! What search engines ask for.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx, Error,
    content::feed::{self, Address},
};
use footpath_templates::{
    Template,
    feed::{SITEMAP_END, SITEMAP_HEAD, SitemapUrl},
};
use footpath_web::{Problem, reply};

/// Seconds that these may be kept.
const MAX_AGE: u32 = 3600;
/// What is private, counted, or of no use to be found.
const CLOSED: [&str; 4] = ["/admin", "/go/", "/r/", "/p/"];

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(sitemap).service(robots);
}

#[get("/sitemap.xml")]
async fn sitemap(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let addresses = feed::addresses(&ctx).await?;
    let xml = sitemap_of(&addresses)?;
    Ok(reply::cached(
        &req,
        "application/xml; charset=utf-8",
        xml.into_bytes(),
        MAX_AGE,
    ))
}

fn sitemap_of(addresses: &[Address]) -> Result<String, Error> {
    let mut xml = SITEMAP_HEAD.to_owned();
    for address in addresses {
        let url = SitemapUrl {
            loc: address.url.clone(),
            lastmod: address
                .changed
                .map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
        };
        xml.push_str(&url.render().map_err(Error::internal)?);
    }
    xml.push_str(SITEMAP_END);
    Ok(xml)
}

#[get("/robots.txt")]
async fn robots(req: HttpRequest, ctx: Data<Ctx>) -> HttpResponse {
    let closed = CLOSED.map(|path| format!("Disallow: {path}\n")).concat();
    let map = ctx.config.link("/sitemap.xml");
    let text = format!("User-agent: *\n{closed}\nSitemap: {map}\n");
    reply::cached(
        &req,
        "text/plain; charset=utf-8",
        text.into_bytes(),
        MAX_AGE,
    )
}
