use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use footpath_domain::Error;
use footpath_web::{
    Problem,
    outcome::FHIR_JSON,
    reply::{allow_any_origin, cached},
};
use serde_json::Value;

use super::MAX_AGE;

/// How an answer is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    pretty: bool,
}

impl Form {
    /// JSON is all there is. `_format` goes before what the header says.
    pub fn of(req: &HttpRequest, pairs: &[(String, String)]) -> Result<Self, Problem> {
        let named = |name: &str| {
            let mut pairs = pairs.iter();
            let found = pairs.find(|(known, _)| known == name);
            found
                .map(|(_, value)| value.trim())
                .filter(|v| !v.is_empty())
        };
        let as_json = match named("_format") {
            Some(format) => is_json(format),
            None => accepts_json(req),
        };
        if !as_json {
            return Err(Problem::new(
                StatusCode::NOT_ACCEPTABLE,
                "request.format",
                "Answers are application/fhir+json.",
            ));
        }
        let pretty = named("_pretty") == Some("true");
        Ok(Self { pretty })
    }
}

fn is_json(format: &str) -> bool {
    // A plus that nobody escaped has become a blank.
    let format = format.replace(' ', "+").to_ascii_lowercase();
    let kind = format.split(';').next().unwrap_or_default();
    let names = [
        "json",
        "application/json",
        "application/fhir+json",
        "text/json",
    ];
    names.contains(&kind.trim_matches('+'))
}

/// Whether the reader takes JSON; one who does not say takes whatever there is.
fn accepts_json(req: &HttpRequest) -> bool {
    let sent = req.headers().get_all(header::ACCEPT);
    let ranges: Vec<String> = sent
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|range| {
            range
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        })
        .collect();
    let only_other = |range: &String| {
        range.contains("xml") || range.contains("turtle") || range.contains("ndjson")
    };
    let json = |range: &String| range.contains('*') || is_json(range);
    !ranges.iter().any(only_other) || ranges.iter().any(json)
}

/// A published resource: `ETag`, 304, for anybody's program.
pub fn answer(req: &HttpRequest, form: Form, body: &Value) -> Result<HttpResponse, Problem> {
    let bytes = if form.pretty {
        serde_json::to_vec_pretty(body)
    } else {
        serde_json::to_vec(body)
    };
    let bytes = bytes.map_err(Error::internal)?;
    let mut response = cached(req, FHIR_JSON, bytes, MAX_AGE);
    allow_any_origin(&mut response);
    let vary = HeaderValue::from_static("accept, prefer");
    response.headers_mut().append(header::VARY, vary);
    Ok(response)
}
