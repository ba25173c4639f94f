use footpath_templates::admin::{FieldGroup, Kept};

/// A control, the name by which an import knows what it holds, and whether the registry knows
/// that too, so that it can be given back.
pub type KeptControl = (&'static str, &'static str, bool);

/// Marks the controls of what staff have changed. The first of those that go together has the
/// button; `action` is where it leads.
pub fn mark_kept(
    groups: &mut [FieldGroup],
    controls: &[KeptControl],
    edited: &[String],
    action: &str,
) {
    let mark = |control: &str| {
        let at = controls.iter().position(|(name, ..)| *name == control)?;
        let (_, field, registry) = controls[at];
        let first = !controls[..at].iter().any(|(_, before, _)| *before == field);
        edited.iter().any(|name| name == field).then(|| Kept {
            field: field.to_owned(),
            follow: (registry && first).then(|| action.to_owned()),
        })
    };
    for group in groups {
        group.mark_kept(mark);
    }
}

#[cfg(test)]
mod tests {
    use footpath_domain::Report;
    use footpath_templates::admin::Field;

    use super::*;
    use crate::kit::{Fields, Values, group};

    #[test]
    fn what_goes_together_is_given_back_by_one_button() {
        let (values, report) = (Values::default(), Report::new());
        let mut fields = Fields::new(&values, &report);
        let controls = ["city", "state", "hours", "phone"];
        let lines = controls.map(|name| fields.line(name, name, "text", ""));
        let mut groups = [group("", lines.into())];
        let table = [
            ("city", "address", true),
            ("state", "address", true),
            ("hours", "hours", false),
            ("phone", "phone", true),
        ];
        let edited = ["address", "hours"].map(str::to_owned);
        mark_kept(&mut groups, &table, &edited, "/follow");
        let marks: Vec<_> = groups[0]
            .fields
            .iter()
            .map(|field| match field {
                Field::Text(field) => field.kept.as_ref().map(|kept| kept.follow.is_some()),
                _ => panic!("no line"),
            })
            .collect();
        assert_eq!(marks, [Some(true), Some(false), Some(false), None]);
    }
}
