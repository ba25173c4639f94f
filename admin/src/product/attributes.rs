//! What is known of a shoe or an insole, as fields.

use std::fmt::Display;

use footpath_domain::catalog::{attributes::AttributesDraft, card::spoken};
use footpath_entity::catalog::{
    ArchHeight, ArchSupport, Cushioning, Firmness, Gender, Length, ProductKind, Stability, Width,
};
use footpath_templates::admin::Field;

use crate::kit::{Fields, Values};

/// As the form would send them.
pub fn values(values: Values, known: &AttributesDraft) -> Values {
    values
        .with_some("attributes.cushioning", known.cushioning.as_ref())
        .with_some("attributes.stability", known.stability.as_ref())
        .with_some("attributes.arch_support", known.arch_support.as_ref())
        .with_some("attributes.heel_drop_mm", known.heel_drop_mm)
        .with_some("attributes.weight_g", known.weight_g)
        .with_some("attributes.gender", known.gender.as_ref())
        .with_all("attributes.widths", &known.widths)
        .with_some("attributes.arch_height", known.arch_height.as_ref())
        .with_some("attributes.firmness", known.firmness.as_ref())
        .with_some("attributes.length", known.length.as_ref())
        .with_some("attributes.material", known.material.as_ref())
}

/// What the form says. What is no number is no number for the rule either, which then says so.
pub fn draft(values: &Values) -> AttributesDraft {
    let text = |name: &str| values.some(name).map(str::to_owned);
    let drop = values.some("attributes.heel_drop_mm");
    let weight = values.some("attributes.weight_g");
    AttributesDraft {
        cushioning: text("attributes.cushioning"),
        stability: text("attributes.stability"),
        arch_support: text("attributes.arch_support"),
        heel_drop_mm: drop.map(|typed| typed.parse().unwrap_or(f64::NAN)),
        weight_g: weight.map(|typed| typed.parse().unwrap_or(i32::MIN)),
        gender: text("attributes.gender"),
        widths: values.list("attributes.widths"),
        arch_height: text("attributes.arch_height"),
        firmness: text("attributes.firmness"),
        length: text("attributes.length"),
        material: text("attributes.material"),
    }
}

/// The fields of a kind; what is not known stays blank.
pub fn fields(fields: &mut Fields<'_>, kind: ProductKind) -> Vec<Field> {
    match kind {
        ProductKind::Shoe => vec![
            choice(fields, "cushioning", "Cushioning", Cushioning::ALL),
            choice(fields, "stability", "Stability", Stability::ALL),
            choice(fields, "arch_support", "Arch support", ArchSupport::ALL),
            fields.line(
                "attributes.heel_drop_mm",
                "Heel drop",
                "text",
                "In millimeters, such as 8. Blank: not known.",
            ),
            fields.line(
                "attributes.weight_g",
                "Weight",
                "text",
                "In grams, one shoe. Blank: not known.",
            ),
            choice(fields, "gender", "Made for", Gender::ALL),
            fields.checks(
                "attributes.widths",
                "Widths",
                Width::ALL
                    .iter()
                    .map(|one| (one.as_str().to_owned(), spoken(one.as_str()))),
                "",
            ),
        ],
        ProductKind::Insole => vec![
            choice(fields, "arch_height", "Arch height", ArchHeight::ALL),
            choice(fields, "firmness", "Firmness", Firmness::ALL),
            choice(fields, "length", "Length", Length::ALL),
            fields.line(
                "attributes.material",
                "Material",
                "text",
                "Blank: not known.",
            ),
        ],
    }
}

fn choice(fields: &mut Fields<'_>, name: &str, label: &str, words: &[impl Display]) -> Field {
    let unknown = (String::new(), "Not known".to_owned());
    let known = words.iter().map(|one| {
        let word = one.to_string();
        let label = spoken(&word);
        (word, label)
    });
    let name = format!("attributes.{name}");
    fields.select(&name, label, [unknown].into_iter().chain(known), "")
}
