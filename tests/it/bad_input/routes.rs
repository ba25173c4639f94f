//! The addresses outside the API, as the rooms register them. Read from their source, so that a
//! page that is added is swept as well.

use std::{fs, path::Path};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: String,
    pub path: String,
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Those of the reader's pages, the console, the assets and the health checks.
pub fn all() -> Vec<Route> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut routes = Vec::new();
    // A room whose files all stand under one scope names it in one of them only.
    for (room, scope) in [
        ("site/src", ""),
        ("admin/src", "/admin"),
        ("web/src", ""),
        ("src", ""),
    ] {
        read(&root.join(room), scope, &mut routes);
    }
    routes.sort();
    routes.dedup();
    routes
}

/// Whether errors there are told as to a program.
pub fn is_for_program(path: &str) -> bool {
    ["/api/", "/feeds/", "/fhir/", "/health/"]
        .iter()
        .any(|start| path.starts_with(start))
        || ["/metrics", "/sitemap.xml", "/robots.txt"].contains(&path)
}

fn read(folder: &Path, scope: &str, routes: &mut Vec<Route>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, scope, routes);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            // What stands in unit tests is nobody's address.
            let source = source.split("#[cfg(test)]").next().unwrap();
            routes.extend(of(source, scope));
        }
    }
}

/// The routes of one file: attributes, and what is registered by hand below its scope.
fn of(source: &str, above: &str) -> Vec<Route> {
    let mut routes = Vec::new();
    let mut add = |method: &str, path: String| {
        routes.push(Route {
            method: method.to_uppercase(),
            path,
        });
    };
    for method in METHODS {
        for rest in source.split(&format!("#[{method}(\"")).skip(1) {
            add(method, literal(rest));
        }
    }
    let scope = source.split("scope(\"").nth(1).map(literal);
    let scope = scope.unwrap_or_else(|| above.to_owned());
    for rest in source.split(".route(\"").skip(1) {
        add(&first_method(rest), format!("{scope}{}", literal(rest)));
    }
    for rest in source.split("resource(").skip(1) {
        let Some((paths, handlers)) = rest.split_once(')') else {
            continue;
        };
        // Every other piece between quotation marks is a path.
        let paths: Vec<&str> = paths.split('"').skip(1).step_by(2).collect();
        // As far as the next service goes.
        let end = handlers.find(".service(").unwrap_or(handlers.len());
        for handler in handlers[..end].split(".route(").skip(1) {
            for path in &paths {
                add(&first_method(handler), format!("{scope}{path}"));
            }
        }
    }
    routes
}

fn literal(rest: &str) -> String {
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn first_method(rest: &str) -> String {
    let called = |method: &&&str| rest.find(&format!("{method}()"));
    let first = METHODS
        .iter()
        .filter(|m| called(m).is_some())
        .min_by_key(called);
    (*first.unwrap_or_else(|| panic!("no method in {rest:.80}"))).to_owned()
}

/// Written down by hand: when one is missing, it has gone, or nobody finds it any more.
const KNOWN: [(&str, &str); 34] = [
    ("GET", "/"),
    ("GET", "/privacy"),
    ("GET", "/articles"),
    ("GET", "/articles/{slug}"),
    ("GET", "/faqs"),
    ("GET", "/topics/{slug}"),
    ("GET", "/products"),
    ("GET", "/products/{slug}"),
    ("GET", "/go/{offer}"),
    ("GET", "/find-a-podiatrist"),
    ("GET", "/podiatrists/{npi}"),
    ("GET", "/search"),
    ("GET", "/sitemap.xml"),
    ("GET", "/robots.txt"),
    ("GET", "/assessment"),
    ("POST", "/assessment"),
    ("POST", "/assessment/share"),
    ("POST", "/assessment/erase"),
    ("GET", "/r/{token}"),
    ("POST", "/r/{token}"),
    ("POST", "/r/{token}/accept"),
    ("GET", "/p/{token}"),
    ("POST", "/p/{token}/not-me"),
    ("GET", "/assets/{name}"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/admin"),
    ("GET", "/admin/articles"),
    ("POST", "/admin/articles/{id}/archive"),
    ("GET", "/admin/password/{token}"),
    ("POST", "/admin/setup"),
    ("POST", "/admin/users/{id}/disable"),
    ("POST", "/admin/sign-in"),
    ("POST", "/admin/sign-out"),
];

#[test]
fn every_page_is_found_where_it_is_registered() {
    let found = all();
    for (method, path) in KNOWN {
        let wanted = Route {
            method: method.to_owned(),
            path: path.to_owned(),
        };
        assert!(found.contains(&wanted), "{method} {path} in {found:#?}");
    }
    let odd = |route: &&Route| !route.path.starts_with('/');
    assert_eq!(found.iter().find(odd), None);
}
