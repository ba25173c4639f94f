//! `/p/{token}`: the patient's link: to whom it went, how it stands, and three buttons.

mod show;

use actix_web::{
    HttpResponse,
    http::header::LOCATION,
    web::{self, ServiceConfig},
};
use footpath_domain::{Actor, Ctx, Result as Done, referral};
use footpath_web::{Path, Problem};
use serde::Deserialize;

use crate::private::{Press, headers};

type Answer = Result<HttpResponse, Problem>;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        web::scope("/p")
            .wrap(headers())
            .route("/{token}", web::get().to(follow))
            .route("/{token}/confirm", web::post().to(confirm))
            .route("/{token}/withdraw", web::post().to(withdraw))
            .route("/{token}/not-me", web::post().to(not_me)),
    );
}

/// The buttons need nothing.
#[derive(Deserialize)]
struct Fields {}

async fn follow(ctx: web::Data<Ctx>, Path(token): Path<String>) -> Answer {
    let patient = referral::patient_by_token(&ctx, &token).await?;
    let followed = referral::follow(&ctx, &patient).await?;
    show::followed(&ctx, &token, &followed)
}

async fn confirm(press: Press<Fields>) -> Answer {
    press.act(referral::confirm).await
}

async fn withdraw(press: Press<Fields>) -> Answer {
    press.act(referral::withdraw).await
}

async fn not_me(press: Press<Fields>) -> Answer {
    press.act(referral::not_me).await
}

impl Press<Fields> {
    /// Does something and leads back to the page, which then tells of it.
    async fn act(&self, action: impl AsyncFnOnce(&Ctx, &Actor) -> Done<()>) -> Answer {
        let patient = referral::patient_by_token(&self.ctx, &self.token).await?;
        self.require_own_form()?;
        action(&self.ctx, &patient).await?;
        Ok(HttpResponse::SeeOther()
            .insert_header((LOCATION, format!("/p/{}", self.token)))
            .finish())
    }
}
