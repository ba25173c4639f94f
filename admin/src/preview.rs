use actix_web::{HttpResponse, http::header};
use footpath_templates::markdown;
use footpath_web::Problem;

use crate::kit::Posted;

/// Markdown without live blocks as readers would see it, for a script that puts it below a form.
pub async fn fragment(posted: Posted) -> Result<HttpResponse, Problem> {
    let html = markdown::render(posted.values.text("body"));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .body(html.to_string()))
}
