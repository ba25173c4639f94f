use std::fmt;

use askama::filters::HtmlSafe;
use serde_json::Value;

/// JSON-LD for a `<script type="application/ld+json">`. Every character that could end the
/// element or start markup is written as a JSON escape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonLd(String);

impl JsonLd {
    pub fn new(value: &Value) -> Self {
        let json = value.to_string();
        let mut safe = String::with_capacity(json.len() + 16);
        for c in json.chars() {
            match c {
                '<' => safe.push_str("\\u003C"),
                '>' => safe.push_str("\\u003E"),
                '&' => safe.push_str("\\u0026"),
                '\u{2028}' => safe.push_str("\\u2028"),
                '\u{2029}' => safe.push_str("\\u2029"),
                c => safe.push(c),
            }
        }
        Self(safe)
    }
}

impl fmt::Display for JsonLd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for JsonLd {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_breaks_out_of_the_script_element() {
        let value = json!({"name": "</script><!-- & \u{2028}\u{2029} <script>", "n": 3});
        let text = JsonLd::new(&value).to_string();
        for bad in ["<", ">", "&", "\u{2028}", "\u{2029}"] {
            assert!(!text.contains(bad), "{text}");
        }
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
