//! What needs no server, or none that answers.

use super::*;

#[tokio::test]
async fn a_server_that_is_away_or_mute_is_unavailable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let settings = |port: u16| MeiliSettings {
        url: format!("http://127.0.0.1:{port}"),
        key: None,
        prefix: String::new(),
    };
    let query = TextQuery {
        q: "x".to_owned(),
        limit: 1,
        ..TextQuery::default()
    };
    let mute = Meili::new(&settings(port)).unwrap().text(&query).await;
    assert!(matches!(mute, Err(Error::Unavailable(_))), "{mute:?}");
    drop(listener);
    let away = Meili::new(&settings(port)).unwrap().text(&query).await;
    assert!(matches!(away, Err(Error::Unavailable(_))), "{away:?}");
}

/// The library brings an older version of the token library than ours; each panics at its first
/// use if it was built without its cryptography.
#[test]
fn both_versions_of_the_token_library_can_sign_and_verify() {
    use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
    let http = Http::new(None).unwrap();
    let client = Client::new_with_client("http://127.0.0.1:1", Some(KEY), http);
    let rules = serde_json::json!(["*"]);
    let token = client
        .generate_tenant_token(
            "76cf8b87-fd12-4688-ad34-260d930ca4f4".to_owned(),
            rules,
            None,
            None,
        )
        .unwrap();
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let verify = |token: &str| {
        decode::<serde_json::Value>(
            token,
            &DecodingKey::from_secret(KEY.as_bytes()),
            &validation,
        )
    };
    assert_eq!(verify(&token).unwrap().claims["searchRules"][0], "*");
    let ours = encode(
        &Header::default(),
        &serde_json::json!({ "a": 1 }),
        &EncodingKey::from_secret(KEY.as_bytes()),
    )
    .unwrap();
    assert_eq!(verify(&ours).unwrap().claims["a"], 1);
    assert!(verify(&ours.replace('.', ".x")).is_err());
}

#[test]
fn lists_in_a_query_string_are_joined_by_commas() {
    let mut url = reqwest::Url::parse("http://h/x").unwrap();
    http::add_query(
        &mut url,
        &serde_json::json!({ "fields": ["a", "b"], "limit": 2, "none": null }),
    )
    .unwrap();
    assert_eq!(url.query(), Some("fields=a%2Cb&limit=2"));
}
