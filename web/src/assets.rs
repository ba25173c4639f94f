//! The style sheet, the scripts and the icon of every page.

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{self, ServiceConfig},
};
use footpath_domain::Error;
use footpath_templates::assets::assets;

use crate::Problem;

/// A name stands for its bytes for good: it carries their hash.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(serve);
}

#[get("/assets/{name}")]
async fn serve(name: web::Path<String>) -> Result<HttpResponse, Problem> {
    let found = assets().into_iter().find(|asset| asset.name == *name);
    let asset = found.ok_or(Error::not_found("asset.unknown"))?;
    Ok(HttpResponse::Ok()
        .content_type(asset.content_type)
        .insert_header((header::CACHE_CONTROL, FOR_GOOD))
        .body(asset.bytes))
}

#[cfg(test)]
mod tests {
    use actix_web::{App, test};

    use super::*;

    #[actix_web::test]
    async fn every_asset_is_served_and_no_other() {
        let app = test::init_service(App::new().configure(routes)).await;
        for asset in assets() {
            let request = test::TestRequest::get().uri(&format!("/assets/{}", asset.name));
            let response = test::call_service(&app, request.to_request()).await;
            let sent = |name| response.headers().get(name).unwrap().to_str().unwrap();
            assert_eq!(sent(header::CONTENT_TYPE), asset.content_type);
            assert_eq!(sent(header::CACHE_CONTROL), FOR_GOOD);
            assert_eq!(test::read_body(response).await, asset.bytes);
        }
        let request = test::TestRequest::get().uri("/assets/footpath-0.css");
        let response = test::call_service(&app, request.to_request()).await;
        assert_eq!(response.status(), 404);
    }
}
