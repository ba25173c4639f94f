//! Access tokens that are almost right.

use base64::prelude::*;
use footpath_domain::account;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::rig::{site, tokens};

/// Signs any claims with any header; `key` as the site's own unless said.
fn signed(header: &Header, claims: &Value, key: &[u8]) -> String {
    encode(header, claims, &EncodingKey::from_secret(key)).unwrap()
}

fn header(algorithm: Algorithm, typ: Option<&str>) -> Header {
    Header {
        typ: typ.map(str::to_owned),
        ..Header::new(algorithm)
    }
}

fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

fn claims_of(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// `None` takes the claim away.
fn changed(claims: &Value, name: &str, value: Option<Value>) -> Value {
    let mut claims = claims.clone();
    let map = claims.as_object_mut().unwrap();
    match value {
        Some(value) => map.insert(name.to_owned(), value),
        None => map.remove(name),
    };
    claims
}

fn with_odd_claims(claims: &Value, key: &[u8]) -> Vec<(String, String)> {
    let exp = claims["exp"].as_i64().unwrap();
    let iat = claims["iat"].as_i64().unwrap();
    let odd = [
        ("exp", None),
        ("exp", Some(json!(iat))),
        ("exp", Some(json!(iat - 1))),
        ("exp", Some(json!(exp + 1))),
        ("exp", Some(json!(exp + 86_400))),
        ("exp", Some(json!("never"))),
        ("exp", Some(json!(-1))),
        ("iat", None),
        ("iat", Some(json!(exp + 600))),
        ("aud", None),
        ("aud", Some(json!("other"))),
        ("aud", Some(json!(""))),
        ("iss", None),
        ("iss", Some(json!("other"))),
        ("iss", Some(Value::Null)),
        ("sub", None),
        ("sub", Some(json!("robin"))),
        ("sub", Some(json!("00000000-0000-0000-0000-000000000000"))),
        ("sub", Some(json!(1))),
        ("epoch", None),
        ("epoch", Some(json!(0))),
        ("epoch", Some(json!(2))),
        ("epoch", Some(json!("1"))),
    ];
    let right = header(Algorithm::HS256, Some("at+jwt"));
    odd.into_iter()
        .map(|(name, value)| {
            let what = format!("{name} {value:?}");
            (what, signed(&right, &changed(claims, name, value), key))
        })
        .collect()
}

fn with_odd_headers(claims: &Value, key: &[u8]) -> Vec<(String, String)> {
    let mut mutants: Vec<_> = [
        (Algorithm::HS256, None),
        (Algorithm::HS256, Some("JWT")),
        (Algorithm::HS256, Some("refresh+jwt")),
        (Algorithm::HS384, Some("at+jwt")),
        (Algorithm::HS512, Some("at+jwt")),
    ]
    .map(|(algorithm, typ)| {
        let token = signed(&header(algorithm, typ), claims, key);
        (format!("{algorithm:?} {typ:?}"), token)
    })
    .into();
    for alg in ["none", "None", "NONE", "RS256", ""] {
        let head = part(&json!({ "alg": alg, "typ": "at+jwt" }));
        mutants.push((format!("alg {alg:?}"), format!("{head}.{}.", part(claims))));
    }
    mutants
}

fn with_odd_shapes(token: &str, claims: &Value, key: &[u8]) -> Vec<(String, String)> {
    let parts: Vec<&str> = token.split('.').collect();
    let (head, body, sig) = (parts[0], parts[1], parts[2]);
    let other = signed(
        &header(Algorithm::HS256, Some("at+jwt")),
        &changed(claims, "epoch", Some(json!(7))),
        key,
    );
    let other_body = other.split('.').nth(1).unwrap();
    let flipped = if sig.starts_with('A') { "B" } else { "A" };
    let mut shapes = vec![
        ("no signature", format!("{head}.{body}")),
        ("empty signature", format!("{head}.{body}.")),
        ("short signature", format!("{head}.{body}.{}", &sig[..20])),
        (
            "flipped bit",
            format!("{head}.{body}.{flipped}{}", &sig[1..]),
        ),
        ("other body", format!("{head}.{other_body}.{sig}")),
        ("no head", format!(".{body}.{sig}")),
        ("four parts", format!("{token}.{sig}")),
        ("cut", token[..token.len() / 2].to_owned()),
        ("doubled", format!("{token}{token}")),
        ("not base64", format!("{head}.***.{sig}")),
        ("a word", "token".to_owned()),
    ];
    for (what, key) in [("zero key", &[0; 32][..]), ("empty key", &[])] {
        let right = header(Algorithm::HS256, Some("at+jwt"));
        shapes.push((what, signed(&right, claims, key)));
    }
    shapes
        .into_iter()
        .map(|(what, token)| (what.to_owned(), token))
        .collect()
}

#[tokio::test]
async fn a_token_that_is_almost_right_is_refused() {
    let site = site().await;
    let tokens = tokens(&site).await;
    let token = tokens["access_token"].as_str().unwrap();
    let key = site.ctx.keys.derive("access-token");
    let claims = claims_of(token);

    // The right one, made here, passes: what follows is refused for its one difference.
    let right = signed(&header(Algorithm::HS256, Some("at+jwt")), &claims, &*key);
    assert!(account::bearer(&site.ctx, &right).await.is_ok());

    let mut mutants = with_odd_claims(&claims, &*key);
    mutants.extend(with_odd_headers(&claims, &*key));
    mutants.extend(with_odd_shapes(token, &claims, &*key));
    mutants.push((
        "refresh token".to_owned(),
        tokens["refresh_token"].as_str().unwrap().to_owned(),
    ));
    assert!(mutants.len() >= 40, "{}", mutants.len());
    for (what, mutant) in mutants {
        let refused = account::bearer(&site.ctx, &mutant).await;
        let code = refused.err().map(|why| why.code());
        assert_eq!(code, Some("token.invalid"), "{what}");
    }
}
