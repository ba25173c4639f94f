//! What staff read is nobody's to keep, and tagged with its version.

use std::fmt::Display;

use actix_web::{HttpResponse, HttpResponseBuilder, http::header};
use footpath_domain::paging::Paged;
use footpath_web::List;
use serde::Serialize;

use super::precondition;

/// One page of a list.
pub(super) fn listed<T: Serialize>(found: Paged<T>) -> HttpResponse {
    private(HttpResponse::Ok()).json(List::from(found))
}

/// One thing as it is now.
pub(super) fn tagged(
    mut response: HttpResponseBuilder,
    version: i64,
    body: impl Serialize,
) -> HttpResponse {
    response.insert_header((header::ETAG, precondition::tag(version)));
    private(response).json(body)
}

/// 201, and where what was made is: `kind` as in the address, such as `clinics`.
pub(super) fn created(kind: &str, id: impl Display) -> HttpResponseBuilder {
    let mut response = HttpResponse::Created();
    let location = format!("/api/v1/manage/{kind}/{id}");
    response.insert_header((header::LOCATION, location));
    response
}

fn private(mut response: HttpResponseBuilder) -> HttpResponseBuilder {
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    response
}
