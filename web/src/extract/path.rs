use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::StatusCode, web};
use serde::de::DeserializeOwned;

use crate::Problem;

/// The variable parts of the path. What cannot be there is not found.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let part = web::Path::<T>::from_request(req, payload).into_inner();
        ready(part.map(|part| Self(part.into_inner())).map_err(|_| {
            Problem::new(
                StatusCode::NOT_FOUND,
                "route.not_found",
                "There is nothing here.",
            )
        }))
    }
}
