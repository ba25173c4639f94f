//! Pages of the console are for those who have signed in; others are sent to the door.

use actix_web::{
    Error, FromRequest, HttpRequest, dev::Payload, error::InternalError, http::Method,
};
use footpath_domain::{
    Actor,
    account::Session,
    policy::{self, Action},
};
use footpath_templates::part::HiddenField;
use footpath_web::{ConsoleSession, Problem};
use futures::future::LocalBoxFuture;
use subtle::ConstantTimeEq;

use crate::{next, to};

/// The session behind a page of the console, and what its forms must carry.
pub struct Signed {
    pub session: Session,
    pub csrf: String,
}

impl Signed {
    pub fn actor(&self) -> Actor {
        self.session.actor()
    }

    /// Whether this person may; what it is for is not shown otherwise.
    pub fn may(&self, action: Action) -> bool {
        policy::require(&self.actor(), action).is_ok()
    }

    /// Refuses a form that was not made for this session.
    pub fn check(&self, sent: &str) -> Result<(), Problem> {
        if bool::from(self.csrf.as_bytes().ct_eq(sent.as_bytes())) {
            return Ok(());
        }
        Err(footpath_domain::Error::forbidden(
            "session.csrf",
            "This form is from another session. Load the page again.",
        )
        .into())
    }

    pub fn hidden(&self) -> Vec<HiddenField> {
        vec![HiddenField::new("_csrf", &self.csrf)]
    }
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
