use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use footpath_web::{Json, Problem};
use futures::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

/// A JSON body, or none at all.
pub(super) struct Maybe<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for Maybe<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let length = req.headers().get(header::CONTENT_LENGTH);
        let chunked = req.headers().contains_key(header::TRANSFER_ENCODING);
        if !chunked && length.is_none_or(|length| length == "0") {
            return Box::pin(async { Ok(Self(T::default())) });
        }
        let body = Json::<T>::from_request(req, payload);
        Box::pin(async move { Ok(Self(body.await?.0)) })
    }
}
