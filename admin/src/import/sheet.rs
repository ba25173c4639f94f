use actix_web::{HttpResponse, http::header, web::Data};
use footpath_domain::{
    Ctx,
    directory::import::{self, Sheet},
};
use footpath_entity::id::ImportRunId;
use footpath_web::{Path, Problem};

use crate::gate::Signed;

pub async fn rejected(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ImportRunId>,
) -> Result<HttpResponse, Problem> {
    download(&ctx, &signed, id.0, Sheet::Rejected, "rejected.csv").await
}

pub async fn changes(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ImportRunId>,
) -> Result<HttpResponse, Problem> {
    download(&ctx, &signed, id.0, Sheet::Changes, "changes.csv").await
}

async fn download(
    ctx: &Ctx,
    signed: &Signed,
    id: ImportRunId,
    which: Sheet,
    name: &str,
) -> Result<HttpResponse, Problem> {
    let csv = import::sheet(ctx, &signed.actor(), id, which).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(csv))
}
