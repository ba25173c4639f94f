//! Forms as a browser reads them from a page.

/// Where a form goes, how, and with which fields as they stand there.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub post: bool,
    pub fields: Vec<(String, String)>,
}

/// Every form of a page.
pub fn forms(page: &str) -> Vec<Form> {
    let forms = page.split("<form").skip(1);
    forms
        .map(|rest| {
            let (form, _) = rest.split_once("</form>").unwrap();
            let (head, inside) = form.split_once('>').unwrap();
            let controls = inside.split('<').filter(|tag| {
                ["input", "select", "textarea", "button"]
                    .iter()
                    .any(|control| tag.starts_with(control))
            });
            let fields = controls.filter_map(|tag| {
                let tag = tag.split('>').next().unwrap();
                let value = attribute(tag, "value").unwrap_or_default();
                Some((attribute(tag, "name")?, value))
            });
            Form {
                action: attribute(head, "action").unwrap_or_default(),
                post: attribute(head, "method").is_some_and(|m| m.eq_ignore_ascii_case("post")),
                fields: fields.collect(),
            }
        })
        .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    let signs = [
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let plain = |text: String, (sign, plain): &(&str, &str)| text.replace(sign, plain);
    Some(signs.iter().fold(value.to_owned(), plain))
}

/// The fields as a browser sends them.
pub fn encoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}
