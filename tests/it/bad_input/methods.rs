use std::collections::BTreeMap;

use reqwest::Method;

use super::{
    probe::{Probe, all},
    routes,
    world::World,
};

const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_refused_in_its_readers_form() {
    let world = World::new().await;
    other_methods(&world).await;
    other_addresses(&world).await;
}

async fn other_methods(world: &World) {
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for operation in &world.operations {
        let methods = known.entry(operation.path.clone()).or_default();
        methods.push(operation.method.clone());
    }
    for route in routes::all() {
        let methods = known.entry(route.path).or_default();
        methods.push(route.method);
    }
    let mut probes = Vec::new();
    for (path, methods) in &known {
        let real = world.real(path);
        for method in METHODS {
            let takes = |method: &str| methods.iter().any(|known| known == method);
            if takes(method) || (method == "HEAD" && takes("GET")) {
                continue;
            }
            let name = Method::from_bytes(method.as_bytes()).unwrap();
            let url = format!("{}{real}", world.app.base);
            let mut request = world.app.client.request(name, url);
            if path.starts_with("/api/v1/manage") {
                request = request.bearer_auth(&world.token);
            }
            let probe = Probe::new(format!("{method} {path}"), request);
            let probe = if routes::is_for_program(path) {
                probe
            } else {
                probe.page()
            };
            let probe = if method == "HEAD" {
                probe.head()
            } else {
                probe
            };
            probes.push(probe.refused(&[404, 405]));
        }
    }
    all(probes).await;
}

async fn other_addresses(world: &World) {
    let mut probes = Vec::new();
    for path in [
        "/nope",
        "//",
        "/.env",
        "/wp-login.php",
        "/index.php?s=/a/b",
        "/%00",
        "/%FF",
        "/a%2F..%2Fb",
        "/cgi-bin/%2e%2e/%2e%2e/bin/sh",
        "/articles/a/b/c/d",
        "/r",
        "/r/",
        "/p//",
        "/go/",
        "/assets/",
        "/assets/..%2F..%2FCargo.toml",
        "/admin/nope",
        "/🦶",
    ] {
        let request = world.app.client.get(format!("{}{path}", world.app.base));
        probes.push(Probe::new(path, request).page().refused(&[404]));
    }
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/articles",
        "/api/v1/nope",
        "/api/v1/articles/",
        "/api/v1/articles/a/b",
        "/api/v1/%FF",
        "/feeds/",
        "/feeds/products.csv",
        "/health/",
    ] {
        let request = world.app.client.get(format!("{}{path}", world.app.base));
        let probe = Probe::new(path, request).refused(&[404]);
        probes.push(if path == "/api" { probe.page() } else { probe });
    }
    all(probes).await;
}
