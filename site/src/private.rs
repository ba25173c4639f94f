//! What the two private links share: nothing of them is stored on the way, and no other page
//! learns their address.

use std::pin::Pin;

use actix_web::{
    Error as WebError, FromRequest, HttpRequest, dev::Payload, http::header,
    middleware::DefaultHeaders, web,
};
use chrono::{DateTime, Utc};
use footpath_domain::{Ctx, Result, referral};
use footpath_templates::part::HiddenField;
use footpath_web::{Form, Path};
use serde::{Deserialize, de::DeserializeOwned};

/// A button that was pressed on the page behind a link.
pub struct Press<T> {
    pub ctx: web::Data<Ctx>,
    pub token: String,
    pub fields: T,
    form_token: String,
}

#[derive(Deserialize)]
struct Posted<T> {
    #[serde(rename = "_csrf", default)]
    form_token: String,
    #[serde(flatten)]
    fields: T,
}

impl<T: DeserializeOwned + 'static> FromRequest for Press<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, WebError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let parts = <(web::Data<Ctx>, Path<String>, Form<Posted<T>>)>::from_request(req, payload);
        Box::pin(async move {
            let (ctx, Path(token), Form(posted)) = parts.await?;
            Ok(Self {
                ctx,
                token,
                fields: posted.fields,
                form_token: posted.form_token,
            })
        })
    }
}

impl<T> Press<T> {
    /// Refuses a form that we did not serve. That no other site sent it, the middleware has
    /// seen to.
    pub fn require_own_form(&self) -> Result<()> {
        referral::check_form(&self.ctx, &self.token, &self.form_token)
    }
}

/// On every answer, failures included.
pub fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::CACHE_CONTROL, "no-store"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add(("X-Robots-Tag", "noindex, nofollow"))
}

/// What each form of a page carries.
pub fn hidden(ctx: &Ctx, token: &str) -> Vec<HiddenField> {
    vec![HiddenField::new("_csrf", referral::form_token(ctx, token))]
}

/// Such as `Monday, November 23, 2026, 3:41 PM UTC`.
pub fn date_and_time(at: DateTime<Utc>) -> String {
    at.format("%A, %B %-d, %Y, %-I:%M %p UTC").to_string()
}

/// `+12085550100` as people write it; a number from elsewhere stays as it is.
pub fn phone(e164: &str) -> String {
    match e164.strip_prefix("+1") {
        Some(ten) if ten.len() == 10 && ten.bytes().all(|b| b.is_ascii_digit()) => {
            format!("({}) {}-{}", &ten[..3], &ten[3..6], &ten[6..])
        }
        _ => e164.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_as_people_write_it() {
        assert_eq!(phone("+12085550100"), "(208) 555-0100");
        assert_eq!(phone("+442079460000"), "+442079460000");
        assert_eq!(phone("+1"), "+1");
    }
}
