use actix_web::{
    FromRequest, HttpMessage, HttpRequest, dev::Payload, http::StatusCode, web::BytesMut,
};
use futures::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;

use super::{field::invalid, object::Whole};
use crate::Problem;

/// The most that a body may hold; bytes.
pub const MAX_BODY: usize = 1024 * 1024;

/// A JSON body: an object.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = req.content_type().to_ascii_lowercase();
        let is_json = is_json == "application/json" || is_json.ends_with("+json");
        let body = payload.take();
        Box::pin(async move {
            if !is_json {
                return Err(Problem::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "request.media_type",
                    "Send application/json.",
                ));
            }
            parse(&read(body).await?).map(Self)
        })
    }
}

/// Reads a body to its end, but no more than `MAX_BODY`.
pub async fn read(mut body: Payload) -> Result<BytesMut, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|_| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "request.cut_short",
                "The body could not be read to its end.",
            )
        })?;
        if bytes.len() + chunk.len() > MAX_BODY {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "request.too_large",
                "The body is larger than one mebibyte.",
            ));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read: Result<Whole<T>, _> = serde_path_to_error::deserialize(&mut reader);
    let Whole(value) = read.map_err(|why| {
        let path = why.path().to_string();
        let inner = why.into_inner();
        if inner.is_data() {
            invalid(&path, &inner.to_string())
        } else {
            not_json(&inner)
        }
    })?;
    reader.end().map_err(|why| not_json(&why))?;
    Ok(value)
}

fn not_json(why: &serde_json::Error) -> Problem {
    Problem::field(
        StatusCode::BAD_REQUEST,
        "request.not_json",
        "",
        format!("is not JSON: {why}"),
    )
}
