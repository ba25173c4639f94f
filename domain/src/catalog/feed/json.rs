use serde_json::json;

use super::Item;
use crate::Ctx;

pub(super) const FOOT: &str = "\n]}\n";

/// Opens the object and its list of items.
pub(super) fn head(ctx: &Ctx, path: &str) -> String {
    let about = json!({
        "title": super::title(ctx),
        "link": ctx.config.link("/products"),
        "self": ctx.config.link(path),
    });
    let mut head = about.to_string();
    head.pop();
    head.push_str(",\"items\":[");
    head
}

pub(super) fn write(out: &mut String, item: &Item, first: bool) {
    out.push_str(if first { "\n" } else { ",\n" });
    out.push_str(&json!(item).to_string());
}
