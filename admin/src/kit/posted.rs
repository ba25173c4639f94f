use actix_web::{Error, FromRequest, HttpRequest, dev::Payload};
use footpath_web::Form;
use futures::future::LocalBoxFuture;

use super::Values;
use crate::gate::Signed;

/// A form of the console, sent by somebody who is signed in. That it was made for this session
/// is checked before a handler sees it.
pub struct Posted {
    pub signed: Signed,
    pub values: Values,
}

impl Posted {
    /// What the button that was pressed says, such as `publish`.
    pub fn verb(&self) -> &str {
        self.values.text("_do")
    }

    /// The version that the form was made from. A form without one matches none.
    pub fn version(&self) -> i64 {
        self.values.text("_version").parse().unwrap_or(-1)
    }
}

impl FromRequest for Posted {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed = Signed::from_request(req, &mut Payload::None);
        let form = Form::<Vec<(String, String)>>::from_request(req, payload);
        Box::pin(async move {
            let signed = signed.await?;
            let values = Values::new(form.await?.0);
            signed.check(values.text("_csrf"))?;
            Ok(Self { signed, values })
        })
    }
}
