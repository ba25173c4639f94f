use super::{nasty, probe::Probe, probe::all, world::World};

/// All parameters that must be there, and this one.
fn with(needed: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let others = needed.iter().filter(|(known, _)| known != name);
    let mut pairs: Vec<_> = others.cloned().collect();
    pairs.push((name.to_owned(), value.to_owned()));
    pairs
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_value_of_a_parameter_breaks_the_api() {
    let world = World::new().await;
    asked_rightly(&world).await;
    in_queries(&world).await;
    in_paths(&world).await;
}

async fn in_queries(world: &World) {
    let mut probes = Vec::new();
    for operation in world.operations.iter().filter(|one| one.is_get()) {
        let path = world.real(&operation.path);
        for name in &operation.in_query {
            for (value, broken) in nasty::values() {
                let query = with(&operation.needed, name, &value);
                let what = format!("{} {name}={value}", operation.name());
                let probe = Probe::new(what, world.request(operation, &path, &query));
                let probe = probe.names([name.as_str()]);
                probes.push(if broken {
                    probe.refused(&[400, 422])
                } else {
                    probe
                });
            }
            let mut twice = with(&operation.needed, name, "1");
            twice.push((name.clone(), "2".to_owned()));
            let what = format!("{} {name} twice", operation.name());
            let request = world.request(operation, &path, &twice);
            probes.push(Probe::new(what, request).names([name.as_str()]));
        }
        // All of them at once, one that nobody knows, and a thousand.
        for (n, (value, broken)) in nasty::values().into_iter().enumerate() {
            let names = operation.in_query.iter();
            let query: Vec<_> = names.map(|n| (n.clone(), value.clone())).collect();
            if !query.is_empty() && value.len() < 1000 && n % 2 == 0 {
                let what = format!("{} all={value}", operation.name());
                probes.push(Probe::new(what, world.request(operation, &path, &query)));
            }
            if n % 8 == 0 || broken {
                let query = with(&operation.needed, "nobody_knows", &value);
                let what = format!("{} nobody_knows={value}", operation.name());
                probes.push(Probe::new(what, world.request(operation, &path, &query)));
            }
        }
        let mut many = operation.needed.clone();
        many.extend((0..1000).map(|n| (format!("p{n}"), n.to_string())));
        let what = format!("{} with 1000 parameters", operation.name());
        probes.push(Probe::new(what, world.request(operation, &path, &many)));
    }
    all(probes).await;
}

async fn in_paths(world: &World) {
    let mut probes = Vec::new();
    for operation in &world.operations {
        for name in &operation.in_path {
            for value in nasty::texts().into_iter().filter(|text| !text.is_empty()) {
                let part = format!("{{{name}}}");
                let path = operation.path.replace(&part, &value.replace('/', "%2F"));
                let what = format!("{} {name}={value}", operation.name());
                let request = world.request(operation, &path, &operation.needed);
                let request = match world.body(operation).await {
                    Some(body) => request.json(&body),
                    None => request,
                };
                // What cannot be there is not found; nobody needs to be told why.
                probes.push(Probe::new(what, request).refused(&[404]));
                if operation.secured {
                    let mut open = operation.clone();
                    open.secured = false;
                    let request = world.request(&open, &path, &operation.needed);
                    let what = format!("{} {name}={value} without token", operation.name());
                    probes.push(Probe::new(what, request).refused(&[401]));
                }
            }
        }
    }
    all(probes).await;
}

/// So that what follows is refused for what is wrong in it, and for nothing else.
async fn asked_rightly(world: &World) {
    let mut probes = Vec::new();
    for operation in world.operations.iter().filter(|one| one.is_get()) {
        let path = world.real(&operation.path);
        let request = world.request(operation, &path, &operation.needed);
        probes.push(Probe::new(operation.name(), request).refused(&[200]));
        if operation.secured {
            let url = format!("{}{path}", world.app.base);
            let request = world.app.client.get(url);
            probes.push(Probe::new(operation.name(), request).refused(&[401]));
        }
    }
    all(probes).await;
}
