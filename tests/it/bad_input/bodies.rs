use reqwest::RequestBuilder;
use serde_json::{Map, Value};

use super::{
    document::Operation,
    nasty,
    probe::{Probe, all},
    world::World,
};

const JSON: &str = "application/json";

fn sent(request: RequestBuilder, kind: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
    request.header("content-type", kind).body(body)
}

/// Where something stands in a body, outermost first.
type At = Vec<String>;

/// Every object's member, and the first of every list.
fn places(value: &Value, at: &At, found: &mut Vec<At>) {
    let mut go_in = |key: String, inner: &Value| {
        let mut at = at.clone();
        at.push(key);
        found.push(at.clone());
        places(inner, &at, found);
    };
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                go_in(name.clone(), inner);
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                go_in("0".to_owned(), first);
            }
        }
        _ => {}
    }
}

fn pointer(at: &[String]) -> String {
    at.iter().flat_map(|part| ["/", part]).collect()
}

fn without(body: &Value, at: &At) -> Value {
    let mut body = body.clone();
    let (last, parent) = at.split_last().unwrap();
    match body.pointer_mut(&pointer(parent)).unwrap() {
        Value::Object(members) => drop(members.remove(last)),
        Value::Array(items) => drop(items.remove(0)),
        _ => {}
    }
    body
}

/// The body's text with a member that stands twice.
fn doubled(body: &Map<String, Value>, name: &str) -> String {
    let whole = Value::Object(body.clone()).to_string();
    let again = format!(",{}:{}", Value::from(name), body[name]);
    format!("{}{again}}}", &whole[..whole.len() - 1])
}

fn broken(request: impl Fn() -> RequestBuilder, operation: &Operation, body: &Value) -> Vec<Probe> {
    let name = &operation.name();
    let whole = body.to_string();
    let deep = |open: &str, close: &str| open.repeat(100_000) + &close.repeat(100_000);
    let mut probes = Vec::new();
    let mut texts: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("blank", b" \n".to_vec()),
        ("no JSON", b"heel pain".to_vec()),
        ("half", whole.as_bytes()[..whole.len() / 2].to_vec()),
        ("an open brace", b"{".to_vec()),
        ("more behind it", format!("{whole} {whole}").into()),
        ("deep lists", deep("[", "]").into()),
        ("deep objects", deep("{\"a\":", "}").into()),
        ("a byte order mark", format!("\u{feff}{whole}").into()),
        ("NUL bytes", vec![0; 64]),
        ("no UTF-8", b"{\"a\":\"\xff\xfe\"}".to_vec()),
        ("half of a pair", b"{\"a\":\"\\ud800\"}".to_vec()),
        ("a form", b"a=1&b=2".to_vec()),
        ("NaN", b"{\"a\":NaN}".to_vec()),
        ("a comma at the end", b"{\"a\":1,}".to_vec()),
    ];
    if !operation.body_needed {
        texts.retain(|(text, _)| *text != "nothing");
    }
    for (what, bytes) in texts {
        let request = sent(request(), JSON, bytes);
        probes.push(Probe::new(format!("{name}: {what}"), request).refused(&[400, 422]));
    }
    // What a body could be instead of an object; a list is not read as an object's members.
    let values: Vec<Value> = body.as_object().unwrap().values().cloned().collect();
    for other in ["null", "true", "1", "1e400", "\"text\"", "[]", "[[]]"] {
        let request = sent(request(), JSON, other.to_owned());
        probes.push(Probe::new(format!("{name}: {other}"), request).refused(&[400, 422]));
    }
    let list = sent(request(), JSON, Value::Array(values).to_string());
    probes.push(Probe::new(format!("{name}: a list of its members"), list).refused(&[422]));

    let large = format!("{}{whole}", " ".repeat(2 * 1024 * 1024));
    let request_large = sent(request(), JSON, large);
    probes.push(Probe::new(format!("{name}: 2 MB"), request_large).refused(&[413]));
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
        "json",
        "",
        "%%%",
    ] {
        let request = sent(request(), kind, whole.clone());
        probes.push(Probe::new(format!("{name}: as {kind:?}"), request).refused(&[415]));
    }
    let bare = request().body(whole);
    probes.push(Probe::new(format!("{name}: as nothing"), bare).refused(&[415]));
    probes
}

/// What the body is refused for as it is; twice, as the second may be one too many.
async fn refused_already(request: impl Fn() -> RequestBuilder, body: &Value) -> Vec<String> {
    let mut fields = Vec::new();
    for _ in 0..2 {
        let answer = request().json(body).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap_or_default();
        let errors = answer["errors"].as_array().cloned().unwrap_or_default();
        fields.extend(
            errors
                .iter()
                .filter_map(|error| Some(error["field"].as_str()?.to_owned())),
        );
    }
    fields
}

/// The names that a refusal may say when this stands there instead: where it stands, the same
/// within it, and what was wrong before.
fn names(body: &Value, at: &At, already: &[String]) -> Vec<String> {
    let inside = body.pointer(&pointer(at)).and_then(Value::as_object);
    let inside = inside.into_iter().flat_map(Map::keys).cloned();
    let mut names = at.clone();
    names.extend(inside);
    names.extend(already.iter().cloned());
    names
}

fn mutated(
    request: impl Fn() -> RequestBuilder,
    name: &str,
    body: &Value,
    already: &[String],
) -> Vec<Probe> {
    let mut probes = Vec::new();
    let mut at = Vec::new();
    places(body, &Vec::new(), &mut at);
    for (n, place) in at.iter().enumerate() {
        // A long list of questions is of few kinds: each value meets some of them.
        let parent = pointer(&place[..place.len() - 1]);
        let beside = body.pointer(&parent).and_then(Value::as_object);
        let many = beside.is_some_and(|members| members.len() > 10);
        let some = nasty::json_values().into_iter().enumerate();
        let some = some.filter(|(k, _)| !many || (k + n) % 4 == 0);
        for (_, value) in some {
            let mut changed = body.clone();
            *changed.pointer_mut(&pointer(place)).unwrap() = value.clone();
            let shown: String = value.to_string().chars().take(40).collect();
            let what = format!("{name}: {} = {shown}", place.join("."));
            let request = sent(request(), JSON, changed.to_string());
            let inside = value.as_object().into_iter().flat_map(Map::keys).cloned();
            let names = names(body, place, already).into_iter().chain(inside);
            probes.push(Probe::new(what, request).names(names));
        }
        let what = format!("{name}: without {}", place.join("."));
        let lacking = sent(request(), JSON, without(body, place).to_string());
        probes.push(Probe::new(what, lacking).names(names(body, place, already)));
        // A list is not read as an object's members.
        if let Some(Value::Object(members)) = body.pointer(&pointer(place)) {
            let list = Value::Array(members.values().cloned().collect());
            let mut changed = body.clone();
            *changed.pointer_mut(&pointer(place)).unwrap() = list;
            let what = format!("{name}: {} as a list", place.join("."));
            let request = sent(request(), JSON, changed.to_string());
            probes.push(
                Probe::new(what, request)
                    .refused(&[422])
                    .names(place.clone()),
            );
        }
    }
    let members = body.as_object().unwrap();
    for member in members.keys() {
        let request = sent(request(), JSON, doubled(members, member));
        let probe = Probe::new(format!("{name}: {member} twice"), request);
        probes.push(probe.refused(&[422]).names([member.as_str()]));
    }
    let mut more = members.clone();
    more.insert("nobody_knows".to_owned(), Value::from(1));
    let request = sent(request(), JSON, Value::Object(more).to_string());
    probes.push(Probe::new(format!("{name}: nobody_knows"), request).names(["nobody_knows"]));
    probes
}

/// What is sent to an operation without a body.
fn unasked(request: impl Fn() -> RequestBuilder, operation: &Operation) -> Vec<Probe> {
    ["", "{", "[[[[", "\0"]
        .map(|text| {
            let request = sent(request(), JSON, text);
            Probe::new(format!("{} with {text:?}", operation.name()), request)
        })
        .into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_body_breaks_the_api() {
    let world = World::new().await;
    let mut probes = Vec::new();
    let mut erasing = Vec::new();
    for operation in &world.operations {
        let path = world.real(&operation.path);
        let request = || world.request(operation, &path, &operation.needed);
        match world.body(operation).await {
            Some(body) => {
                probes.extend(broken(request, operation, &body));
                let already = refused_already(request, &body).await;
                probes.extend(mutated(request, &operation.name(), &body, &already));
                if operation.secured {
                    let mut open = operation.clone();
                    open.secured = false;
                    let request = || world.request(&open, &path, &operation.needed);
                    let probes_open = broken(request, operation, &body);
                    probes.extend(probes_open.into_iter().map(|probe| probe.refused(&[401])));
                }
            }
            None if operation.method == "DELETE" => erasing.extend(unasked(request, operation)),
            None => probes.extend(unasked(request, operation)),
        }
    }
    all(probes).await;
    all(erasing).await;
}
