use footpath_templates::admin::{Clash, Conflict};

use super::Values;

/// What somebody else saved beside what was typed here; only the fields that differ.
pub fn conflict(
    when: String,
    labels: &[(String, String)],
    theirs: &Values,
    yours: &Values,
) -> Conflict {
    let text = |values: &Values, name: &str| values.list(name).join("\n");
    let fields = labels.iter().filter_map(|(name, label)| {
        let (theirs, yours) = (text(theirs, name), text(yours, name));
        (plain(&theirs) != plain(&yours)).then(|| Clash {
            label: label.clone(),
            theirs,
            yours,
        })
    });
    Conflict {
        when,
        fields: fields.collect(),
    }
}

/// A browser sends other line ends than it got.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let labels = [("title", "Title"), ("body", "Text")].map(|(n, l)| (n.into(), l.into()));
        let theirs = Values::default()
            .with("title", "A")
            .with("body", "one\ntwo");
        let yours = Values::default()
            .with("title", "B")
            .with("body", "one\r\ntwo");
        let shown = conflict(String::new(), &labels, &theirs, &yours);
        assert_eq!(shown.fields.len(), 1);
        assert_eq!(shown.fields[0].theirs, "A");
        assert_eq!(shown.fields[0].yours, "B");
    }
}
