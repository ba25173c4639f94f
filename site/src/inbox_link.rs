//! `/inbox/{token}`: by it a clinic confirms where its referrals go. Looking at it changes
//! nothing; only the button confirms.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header::LOCATION},
    web::{self, ServiceConfig},
};
use footpath_domain::{
    Ctx,
    directory::clinic::{self, InboxLinkState as State},
};
use footpath_templates::{
    page::{InboxLinkPage, InboxLinkState},
    part::Frame,
};
use footpath_web::{Path, Problem, reply};
use serde::Deserialize;

use crate::private::{Press, headers, hidden};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        web::scope("/inbox")
            .wrap(headers())
            .route("/{token}", web::get().to(look))
            .route("/{token}", web::post().to(confirm)),
    );
}

/// The button needs nothing.
#[derive(Deserialize)]
struct Fields {}

async fn look(ctx: web::Data<Ctx>, Path(token): Path<String>) -> Result<HttpResponse, Problem> {
    let link = clinic::inbox_link(&ctx, &token).await?;
    let (status, state) = match link.state {
        State::Open => {
            let action = format!("/inbox/{token}");
            let hidden = hidden(&ctx, &token);
            (StatusCode::OK, InboxLinkState::Open { action, hidden })
        }
        State::Confirmed => (StatusCode::OK, InboxLinkState::Confirmed),
        State::Shut => (StatusCode::GONE, InboxLinkState::Shut),
    };
    let page = InboxLinkPage {
        frame: Frame::new(&ctx.config.site_name, "Confirm this inbox", "/inbox").hidden(),
        clinic: link.clinic,
        state,
    };
    reply::html_status(status, &page)
}

async fn confirm(press: Press<Fields>) -> Result<HttpResponse, Problem> {
    clinic::inbox_link(&press.ctx, &press.token).await?;
    press.require_own_form()?;
    clinic::confirm_inbox(&press.ctx, &press.token).await?;
    Ok(HttpResponse::SeeOther()
        .insert_header((LOCATION, format!("/inbox/{}", press.token)))
        .finish())
}
