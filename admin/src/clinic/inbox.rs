use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    directory::clinic::{self, SetInbox},
};
use footpath_entity::id::ClinicId;
use footpath_web::{Path, Problem};

use super::edit::{again, done};
use crate::kit::Posted;

pub async fn set(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let cmd = SetInbox {
        inbox: posted.values.text("inbox").to_owned(),
        accepts_referrals: posted.values.ticked("accepts_referrals"),
    };
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match clinic::set_inbox(&ctx, &actor, id.0, seen, cmd).await {
        Ok(_) => Ok(done(id.0, "inbox")),
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

pub async fn ask(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match clinic::ask_again(&ctx, &posted.signed.actor(), id.0).await {
        Ok(_) => Ok(done(id.0, "asked")),
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}
