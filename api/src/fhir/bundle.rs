use footpath_domain::{Ctx, paging::Page};
use form_urlencoded::Serializer;
use serde_json::{Value, json};

use super::asked::Asked;

/// What was found, as a page of it with the way to the others.
pub fn searchset(ctx: &Ctx, kind: &str, asked: &Asked, total: u64, entries: Vec<Value>) -> Value {
    let link = |relation: &str, page: u64| {
        let part = format!("_count={}&page={page}", asked.page.per_page);
        let url = ctx.config.link(&address(kind, asked, &part));
        json!({ "relation": relation, "url": url })
    };
    if asked.count_only {
        return json!({
            "resourceType": "Bundle",
            "type": "searchset",
            "total": total,
            "link": [{
                "relation": "self",
                "url": ctx.config.link(&address(kind, asked, "_summary=count")),
            }],
        });
    }
    let Page { page, per_page } = asked.page;
    let last = total.div_ceil(per_page).max(1);
    let mut links = vec![link("self", page)];
    if page > 1 {
        links.push(link("previous", (page - 1).min(last)));
    }
    if page < last {
        links.push(link("next", page + 1));
    }
    let mut bundle = json!({
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": links,
    });
    // A list in FHIR is never empty.
    if !entries.is_empty() {
        bundle["entry"] = Value::Array(entries);
    }
    bundle
}

/// The search as it was understood, with which part of what it finds.
fn address(kind: &str, asked: &Asked, part: &str) -> String {
    let mut query = Serializer::new(String::new());
    for given in &asked.given {
        let modifier = given.modifier.as_deref();
        let name = modifier.map_or_else(
            || given.name.to_owned(),
            |modifier| format!("{}:{modifier}", given.name),
        );
        query.append_pair(&name, &given.value);
    }
    let query = query.finish();
    let and = if query.is_empty() { "" } else { "&" };
    format!("/fhir/{kind}?{query}{and}{part}")
}

/// Something that was asked for.
pub fn found(ctx: &Ctx, resource: Value) -> Value {
    entry(ctx, resource, json!({ "mode": "match" }))
}

/// Something that comes with what was asked for.
pub fn included(ctx: &Ctx, resource: Value) -> Value {
    entry(ctx, resource, json!({ "mode": "include" }))
}

pub fn entry(ctx: &Ctx, resource: Value, search: Value) -> Value {
    let text = |field: &str| resource[field].as_str().unwrap_or_default();
    let path = format!("/fhir/{}/{}", text("resourceType"), text("id"));
    json!({ "fullUrl": ctx.config.link(&path), "resource": resource, "search": search })
}
