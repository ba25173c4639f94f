//! `/listing/{token}`: by it whoever looks after a listing checks it. Looking at it changes
//! nothing; only the button confirms.

mod show;

use actix_web::{
    HttpResponse,
    http::{StatusCode, header::LOCATION},
    web::{self, ServiceConfig},
};
use footpath_domain::{
    Ctx, Error, Report,
    directory::listing::{self, LinkState as State, ListingAnswer},
};
use footpath_web::{Path, Problem, reply};
use serde::Deserialize;

use crate::private::{Press, headers};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        web::scope("/listing")
            .wrap(headers())
            .route("/{token}", web::get().to(look))
            .route("/{token}", web::post().to(confirm)),
    );
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    accepting_new_patients: String,
    telehealth: String,
    languages: String,
    website: String,
    insurance: String,
    phone: String,
    address: String,
}

async fn look(ctx: web::Data<Ctx>, Path(token): Path<String>) -> Result<HttpResponse, Problem> {
    let link = listing::link(&ctx, &token).await?;
    match link.state {
        State::Open => reply::html(&show::form(
            &ctx,
            &token,
            &link,
            &link.stored,
            &Report::new(),
        )),
        State::Confirmed => reply::html(&show::confirmed(&ctx, &link)),
        State::Shut => reply::html_status(StatusCode::GONE, &show::shut(&ctx, &link)),
    }
}

async fn confirm(press: Press<Fields>) -> Result<HttpResponse, Problem> {
    let (ctx, token) = (&press.ctx, &press.token);
    let link = listing::link(ctx, token).await?;
    press.require_own_form()?;
    let typed = answer(&press.fields);
    match listing::confirm(ctx, token, &typed).await {
        Ok(()) => Ok(HttpResponse::SeeOther()
            .insert_header((LOCATION, format!("/listing/{token}")))
            .finish()),
        Err(Error::Invalid(report)) => {
            let page = show::form(ctx, token, &link, &typed, &report);
            reply::html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

fn answer(fields: &Fields) -> ListingAnswer {
    ListingAnswer {
        accepting_new_patients: fields.accepting_new_patients.clone(),
        telehealth: fields.telehealth.clone(),
        languages: fields.languages.clone(),
        website: fields.website.clone(),
        insurance: fields.insurance.clone(),
        phone: fields.phone.clone(),
        address: fields.address.clone(),
    }
}
