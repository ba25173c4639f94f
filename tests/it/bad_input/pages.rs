use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::{
    form::{Form, encoded, forms},
    nasty,
    probe::{Probe, all},
    routes::{self, Route},
    world::{METRICS, World, assessment},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// Readers' pages and the console; with the cookie of whoever may see them.
struct Browser {
    world: World,
    door: String,
    forms: Vec<Form>,
}

impl Browser {
    async fn new() -> Self {
        let world = World::new().await;
        let door = world.app.get("/admin/sign-in").await.expect(200);
        let mut browser = Self {
            door: door.cookie("footpath-door"),
            forms: forms(&door.body),
            world,
        };
        for route in pages("GET") {
            let request = browser.request("GET", &browser.world.real(&route.path));
            browser.read(request).await;
        }
        browser.go_through_the_assessment().await;
        let clinic = browser.world.real("/r/{token}");
        browser.press(&clinic).await;
        browser
    }

    async fn read(&mut self, request: RequestBuilder) -> String {
        let body = request.send().await.unwrap().text().await.unwrap();
        self.forms.extend(forms(&body));
        body
    }

    /// To the result, and on to what was received.
    async fn go_through_the_assessment(&mut self) {
        let body = assessment(&self.world.app).await;
        let version = body["questionnaire_version"].to_string();
        let mut fields = vec![
            ("_version".to_owned(), version),
            ("_screen".to_owned(), "99".to_owned()),
            ("postal_code".to_owned(), "83702".to_owned()),
        ];
        for (id, value) in body["answers"].as_object().unwrap() {
            let value = match value {
                Value::Array(chosen) => chosen[0].as_str().unwrap().to_owned(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            fields.push((id.clone(), value));
        }
        let result = self.post("/assessment", &fields);
        self.read(result).await;
        let mut share = self.form("/assessment/share").fields.clone();
        for (name, value) in &mut share {
            match name.as_str() {
                "contact.name" => "Sam Reader".clone_into(value),
                "contact.email" => "sam@reader.example.org".clone_into(value),
                _ => {}
            }
        }
        let received = self.post("/assessment/share", &share);
        self.read(received).await;
        self.form("/assessment/erase");
    }

    /// The button that opens what a page is about.
    async fn press(&mut self, path: &str) {
        let button = self.form(path).fields.clone();
        let opened = self.post(path, &button);
        self.read(opened).await;
    }

    fn form(&self, action: &str) -> &Form {
        let found = self.forms.iter().rfind(|form| form.action == action);
        found.unwrap_or_else(|| panic!("no form goes to {action}"))
    }

    /// What a form sends there; a button that is not shown yet sends what those beside it do.
    fn fields(&self, path: &str) -> Vec<(String, String)> {
        // A site that is set up shows no such form; what the door's form carries is good there.
        let path = path.replace("/admin/setup", "/admin/sign-in");
        let path = &*path;
        let beside = path.rsplit_once('/').map_or("", |(beside, _)| beside);
        let there = self.forms.iter().rfind(|form| form.action == path);
        let there = there.or_else(|| self.forms.iter().rfind(|form| form.action == beside));
        let sibling = |form: &&Form| {
            let last = form.action.strip_prefix(beside);
            last.is_some_and(|last| last.starts_with('/'))
        };
        let there = there.or_else(|| self.forms.iter().rfind(sibling));
        there.map_or_else(Vec::new, |form| form.fields.clone())
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}{path}", self.world.app.base);
        let at_the_door = ["/admin/sign-in", "/admin/setup", "/admin/password/"];
        let cookie = if at_the_door.iter().any(|start| path.starts_with(start)) {
            &self.door
        } else {
            &self.world.session
        };
        let request = self.world.app.client.request(method, url);
        if path.starts_with("/admin") {
            request.header("cookie", cookie)
        } else if path == "/metrics" {
            request.bearer_auth(METRICS)
        } else {
            request
        }
    }

    fn post(&self, path: &str, fields: &[(String, String)]) -> RequestBuilder {
        self.send(path, encoded(fields))
    }

    fn send(&self, path: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self.request("POST", path);
        request.header("content-type", FORM).body(body)
    }
}

fn pages(method: &str) -> Vec<Route> {
    let mut routes = routes::all();
    routes.retain(|route| route.method == method);
    routes
}

fn probe(what: String, path: &str, request: RequestBuilder) -> Probe {
    let probe = Probe::new(what, request);
    if routes::is_for_program(path) {
        probe
    } else {
        probe.page()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_value_in_an_address_breaks_a_page() {
    let browser = Box::pin(Browser::new()).await;
    asked_rightly(&browser).await;
    in_queries(&browser).await;
    in_paths(&browser).await;
}

async fn in_queries(browser: &Browser) {
    let mut probes = Vec::new();
    for route in pages("GET") {
        let path = browser.world.real(&route.path);
        let asking = browser.forms.iter().filter(|form| !form.post);
        let asking = asking.filter(|form| form.action == path);
        let mut names: Vec<&str> = asking
            .flat_map(|form| &form.fields)
            .map(|(name, _)| name.as_str())
            .collect();
        let has_form = !names.is_empty();
        names.extend(["page", "per_page", "next", "nobody_knows"]);
        names.sort_unstable();
        names.dedup();
        for (n, (value, _)) in nasty::values().into_iter().enumerate() {
            // A page without a form hardly looks at what is asked.
            if !has_form && !(n + path.len()).is_multiple_of(3) {
                continue;
            }
            for name in names.iter().filter(|_| has_form) {
                let short = if *name == "per_page" {
                    ""
                } else {
                    "per_page=1&"
                };
                let asked = format!("{path}?{short}{name}={value}");
                let what = format!("GET {} {name}={value}", route.path);
                probes.push(probe(what, &path, browser.request("GET", &asked)));
            }
            if value.len() < 1000 {
                let pairs: Vec<_> = names.iter().map(|n| format!("{n}={value}")).collect();
                let asked = format!("{path}?{}", pairs.join("&"));
                let what = format!("GET {} all={value}", route.path);
                probes.push(probe(what, &path, browser.request("GET", &asked)));
            }
        }
        for name in names.iter().filter(|_| has_form) {
            let asked = format!("{path}?{name}=1&{name}=2");
            let what = format!("GET {} {name} twice", route.path);
            probes.push(probe(what, &path, browser.request("GET", &asked)));
        }
    }
    all(probes).await;
}

async fn in_paths(browser: &Browser) {
    let mut probes = Vec::new();
    for route in routes::all() {
        let Some((start, rest)) = route.path.split_once('{') else {
            continue;
        };
        let (_, end) = rest.split_once('}').unwrap();
        for value in nasty::texts().into_iter().filter(|text| !text.is_empty()) {
            let path = format!("{start}{}{end}", value.replace('/', "%2F"));
            let what = format!("{} {} {value}", route.method, route.path);
            let request = if route.method == "GET" {
                browser.request("GET", &path)
            } else {
                browser.send(&path, "_csrf=x")
            };
            probes.push(probe(what, &path, request).refused(&[404]));
        }
    }
    all(probes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_breaks_a_page() {
    let browser = Box::pin(Browser::new()).await;
    let mut probes = Vec::new();
    for route in pages("POST") {
        let path = browser.world.real(&route.path);
        let fields = browser.fields(&path);
        let mut push = |what: &str, body: Vec<u8>| {
            let what = format!("POST {} {what}", route.path);
            probes.push(probe(what, &path, browser.send(&path, body)));
        };
        for (n, (name, _)) in fields.iter().enumerate() {
            let mut others = fields.clone();
            others.remove(n);
            let others = encoded(&others);
            push(&format!("without {name}"), others.clone().into());
            push(
                &format!("{name} twice"),
                format!("{}&{name}=1", encoded(&fields)).into(),
            );
            // A long form has many fields of one kind: each value meets some of them.
            let some = nasty::texts().into_iter().enumerate();
            let some = some.filter(|(k, _)| fields.len() < 10 || (k + n) % 4 == 0);
            for (_, value) in some {
                let shown: String = value.chars().take(60).collect();
                let body = format!("{others}&{name}={value}");
                push(&format!("{name}={shown}"), body.into());
            }
        }
        for (what, body) in [
            ("nothing", Vec::new()),
            ("JSON", b"{\"a\":1}".to_vec()),
            ("NUL bytes", vec![0; 64]),
            ("no UTF-8", b"a=\xff\xfe&\xff=1".to_vec()),
            ("only signs", b"&&&===&&&".to_vec()),
            ("many fields", "a=1&".repeat(20_000).into()),
            ("many names", numbered(20_000, "=1&").into()),
            ("nested names", b"a[b][c]=1&a[]=2&a.b=3".to_vec()),
        ] {
            push(what, body);
        }
        let large = browser.send(&path, vec![b'a'; 2 * 1024 * 1024]);
        let what = format!("POST {} 2 MB", route.path);
        // Where a file is sent, what is no such form is not even read.
        let takes_files = path.ends_with("/import") || path.ends_with("/imports/new");
        let refusal = if takes_files { 415 } else { 413 };
        probes.push(probe(what, &path, large).refused(&[404, refusal]));
        for kind in [
            "application/json",
            "text/plain",
            "multipart/form-data",
            "",
            "%%%",
        ] {
            let request = browser.request("POST", &path).header("content-type", kind);
            let what = format!("POST {} as {kind:?}", route.path);
            let request = request.body(encoded(&fields));
            probes.push(probe(what, &path, request).refused(&[404, 415]));
        }
    }
    all(probes).await;
}

async fn asked_rightly(browser: &Browser) {
    let mut probes = Vec::new();
    for route in pages("GET") {
        let path = browser.world.real(&route.path);
        let asked = if path == "/search" {
            "/search?q=heel"
        } else {
            &path
        };
        let request = browser.request("GET", asked);
        let probe = probe(format!("GET {}", route.path), &path, request);
        probes.push(probe.refused(&[200, 302, 303]));
    }
    all(probes).await;
    for route in pages("POST") {
        let path = browser.world.real(&route.path);
        assert!(!browser.fields(&path).is_empty(), "no form goes to {path}");
    }
}

fn numbered(many: usize, end: &str) -> String {
    let names = (0..many).map(|n| format!("a{n}{end}"));
    names.collect::<Vec<_>>().concat()
}
