use footpath_templates::feed::ProductFeedItem;
use serde_json::{Map, Value, json};

use super::item::{NAMES, values};
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

pub(super) fn write(out: &mut String, item: &ProductFeedItem, first: bool) {
    let known = NAMES
        .into_iter()
        .zip(values(item))
        .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))));
    out.push_str(if first { "\n" } else { ",\n" });
    out.push_str(&Value::Object(known.collect::<Map<_, _>>()).to_string());
}
