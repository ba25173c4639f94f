use std::collections::BTreeSet;

use super::{
    nasty,
    probe::{Probe, all},
    routes,
    world::World,
};

const NAMES: [&str; 17] = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Content-Type",
    "Cookie",
    "Forwarded",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Referer",
    "Sec-Purpose",
    "User-Agent",
    "X-Forwarded-For",
    "X-Request-Id",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_header_breaks_anything() {
    let world = World::new().await;
    asked_for(&world).await;
    unasked(&world).await;
}

/// Those that any browser may send.
async fn unasked(world: &World) {
    let mut paths: BTreeSet<String> = routes::all()
        .into_iter()
        .filter(|route| route.method == "GET")
        .map(|route| route.path)
        .collect();
    let gets = world.operations.iter().filter(|one| one.is_get());
    paths.extend(gets.map(|one| one.path.clone()));
    let mut probes = Vec::new();
    for path in &paths {
        let url = format!("{}{}", world.app.base, world.real(path));
        for (n, value) in nasty::header_values().into_iter().enumerate() {
            // All of it would be twenty thousand requests: each value goes into every header at
            // once, and each address gets some of them.
            if !(n + path.len()).is_multiple_of(3) {
                continue;
            }
            let mut everywhere = world.app.client.get(&url);
            for name in NAMES {
                everywhere = everywhere.header(name, value.clone());
            }
            let shown = String::from_utf8_lossy(&value[..value.len().min(40)]).into_owned();
            let what = format!("GET {path} all headers {shown:?}");
            if value.len() < 4_000 {
                probes.push(Probe::new(what, everywhere).anyone());
            }
        }
    }
    all(probes).await;
}

/// Those that an operation reads.
async fn asked_for(world: &World) {
    let mut probes = Vec::new();
    for operation in &world.operations {
        let path = world.real(&operation.path);
        let body = world.body(operation).await;
        let asked = operation.in_header.iter().map(String::as_str);
        let asked = asked.chain(operation.secured.then_some("Authorization"));
        for name in asked {
            for value in nasty::header_values() {
                let shown = String::from_utf8_lossy(&value[..value.len().min(40)]).into_owned();
                let what = format!("{} {name}: {shown:?}", operation.name());
                let mut only = operation.clone();
                only.in_header.retain(|other| other != name);
                only.secured &= name != "Authorization";
                let request = world.request(&only, &path, &operation.needed);
                let request = request.header(name, value);
                let request = match &body {
                    Some(body) => request.json(body),
                    None => request,
                };
                let probe = Probe::new(what, request).names([name]);
                probes.push(if name == "Authorization" {
                    probe.refused(&[401])
                } else {
                    probe
                });
            }
        }
    }
    all(probes).await;
}
