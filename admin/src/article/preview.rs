use actix_web::{HttpResponse, http::header, web::Data};
use footpath_domain::{Ctx, content::article};
use footpath_web::Problem;

use crate::kit::Posted;

/// The text as readers would see it, for a script that puts it below the form.
pub async fn fragment(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    let actor = posted.signed.actor();
    let preview = article::preview(&ctx, &actor, None, posted.values.text("body")).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .body(preview.html.to_string()))
}
