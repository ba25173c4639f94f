use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use footpath_domain::paging::Page;
use serde::Deserialize;

use super::form::decode;
use crate::Problem;

/// `page` and `per_page` of a list.
pub struct PageQuery(pub Page);

#[derive(Deserialize)]
struct Raw {
    page: Option<String>,
    per_page: Option<String>,
}

impl FromRequest for PageQuery {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let page = decode::<Raw>(req.query_string().as_bytes())
            .and_then(|raw| Ok(Page::parse(raw.page.as_deref(), raw.per_page.as_deref())?));
        ready(page.map(Self))
    }
}
