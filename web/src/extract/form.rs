use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::StatusCode};
use futures::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::{field::invalid, json::read};
use crate::Problem;

/// The fields of a posted form.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = req
            .content_type()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let body = payload.take();
        Box::pin(async move {
            if !is_form {
                return Err(Problem::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "request.media_type",
                    "Send application/x-www-form-urlencoded.",
                ));
            }
            decode(&read(body).await?).map(Self)
        })
    }
}

/// Reads `name=value&…`; percent-escapes must be whole and spell UTF-8.
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    if let Some(name) = badly_escaped(text) {
        return Err(Problem::field(
            StatusCode::BAD_REQUEST,
            "request.encoding",
            name,
            "is not UTF-8, percent-encoded",
        ));
    }
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text));
    serde_path_to_error::deserialize(reader)
        .map_err(|why| invalid(&why.path().to_string(), &why.inner().to_string()))
}

/// The name of the first pair that does not decode; the usual decoder would put in
/// replacement characters and go on.
fn badly_escaped(text: &[u8]) -> Option<String> {
    text.split(|b| *b == b'&').find_map(|pair| {
        let decoded = unescape(pair).and_then(|bytes| String::from_utf8(bytes).ok());
        decoded.is_none().then(|| {
            let name = pair.split(|b| *b == b'=').next().unwrap_or_default();
            String::from_utf8_lossy(name).into_owned()
        })
    })
}

fn unescape(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        if *byte == b'%' {
            let digits = [*rest.next()?, *rest.next()?];
            // The parser below would take a sign for a digit.
            if !digits.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            let digits = std::str::from_utf8(&digits).ok()?;
            out.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            out.push(*byte);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Sample {
        near: String,
    }

    fn wrong(text: &str) -> (u16, String) {
        let problem = decode::<Sample>(text.as_bytes()).unwrap_err();
        (problem.status.as_u16(), problem.errors[0].field.clone())
    }

    #[test]
    fn a_pair_that_does_not_decode_is_named() {
        assert_eq!(wrong("near=%ff"), (400, "near".to_owned()));
        assert_eq!(wrong("near=%4"), (400, "near".to_owned()));
        assert_eq!(wrong("near=%+4"), (400, "near".to_owned()));
        assert_eq!(wrong("x=1"), (422, "near".to_owned()));
        assert_eq!(wrong("near=1&near=2"), (422, "near".to_owned()));
        assert_eq!(
            decode::<Sample>(b"near=Boise%2C+ID&other=x").unwrap().near,
            "Boise, ID"
        );
    }
}
