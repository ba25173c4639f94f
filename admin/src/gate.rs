//! Pages of the console are for those who have signed in; others are sent to the door.

use actix_web::{
    Error, FromRequest, HttpRequest, dev::Payload, error::InternalError, http::Method,
};
use footpath_domain::{
    account::Session,
    policy::{self, Action},
};
use footpath_web::{ConsoleSession, Problem};
use futures::future::LocalBoxFuture;

use crate::{next, to};

/// The session behind a page of the console, and what its forms must carry.
pub struct Signed {
    pub session: Session,
    pub csrf: String,
}

impl FromRequest for Signed {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let console = ConsoleSession::from_request(req, payload);
        let back = back(req);
        Box::pin(async move {
            let console = console.await?;
            let Some(session) = console.session().cloned() else {
                let door = to(&next::sign_in_first(&back));
                return Err(InternalError::from_response("not signed in", door).into());
            };
            policy::require(&session.actor(), Action::ConsoleView).map_err(Problem::from)?;
            Ok(Self {
                csrf: console.csrf(),
                session,
            })
        })
    }
}

/// The page that was asked for; what was posted cannot be asked for again.
fn back(req: &HttpRequest) -> String {
    let asked = req
        .uri()
        .path_and_query()
        .map_or("", |asked| asked.as_str());
    let asked = if req.method() == Method::GET {
        asked
    } else {
        ""
    };
    next::safe(asked).to_owned()
}
