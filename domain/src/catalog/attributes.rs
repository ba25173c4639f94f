//! What is known about a shoe or an insole. Unknown is empty, never guessed.

use footpath_entity::catalog::{
    ArchHeight, ArchSupport, Cushioning, Firmness, Gender, Length, ProductKind, Stability, Width,
    Widths, product,
};
use serde::{Deserialize, Serialize};

use super::{card::spoken, text};
use crate::Report;

/// The attributes of one product, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Attributes {
    Shoe(Shoe),
    Insole(Insole),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Shoe {
    pub cushioning: Option<Cushioning>,
    pub stability: Option<Stability>,
    pub arch_support: Option<ArchSupport>,
    /// Millimeters.
    pub heel_drop_mm: Option<f64>,
    /// Grams, one shoe in the maker's sample size.
    pub weight_g: Option<i32>,
    pub gender: Option<Gender>,
    pub widths: Vec<Width>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Insole {
    pub arch_height: Option<ArchHeight>,
    pub firmness: Option<Firmness>,
    pub length: Option<Length>,
    pub material: Option<String>,
}

/// Attributes as somebody typed them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AttributesDraft {
    pub cushioning: Option<String>,
    pub stability: Option<String>,
    pub arch_support: Option<String>,
    pub heel_drop_mm: Option<f64>,
    pub weight_g: Option<i32>,
    pub gender: Option<String>,
    pub widths: Vec<String>,
    pub arch_height: Option<String>,
    pub firmness: Option<String>,
    pub length: Option<String>,
    pub material: Option<String>,
}

impl Attributes {
    pub fn of(row: &product::Model) -> Self {
        match row.kind {
            ProductKind::Shoe => Self::Shoe(Shoe {
                cushioning: row.cushioning,
                stability: row.stability,
                arch_support: row.arch_support,
                heel_drop_mm: row.heel_drop_mm,
                weight_g: row.weight_g,
                gender: row.gender,
                widths: row.widths.0.clone(),
            }),
            ProductKind::Insole => Self::Insole(Insole {
                arch_height: row.arch_height,
                firmness: row.firmness,
                length: row.length,
                material: row.material.clone(),
            }),
        }
    }

    /// Writes these attributes into a row and empties those of the other kind.
    pub(super) fn put(self, row: &mut product::Model) {
        let (shoe, insole) = match self {
            Self::Shoe(shoe) => (shoe, Insole::default()),
            Self::Insole(insole) => (Shoe::default(), insole),
        };
        row.cushioning = shoe.cushioning;
        row.stability = shoe.stability;
        row.arch_support = shoe.arch_support;
        row.heel_drop_mm = shoe.heel_drop_mm;
        row.weight_g = shoe.weight_g;
        row.gender = shoe.gender;
        row.widths = Widths(shoe.widths);
        row.arch_height = insole.arch_height;
        row.firmness = insole.firmness;
        row.length = insole.length;
        row.material = insole.material;
    }

    /// Name and value of each known attribute, worded for readers.
    pub fn worded(&self) -> Vec<(&'static str, String)> {
        let known = match self {
            Self::Shoe(shoe) => vec![
                ("Cushioning", shoe.cushioning.map(|w| spoken(w.as_str()))),
                ("Stability", shoe.stability.map(|w| spoken(w.as_str()))),
                (
                    "Arch support",
                    shoe.arch_support.map(|w| spoken(w.as_str())),
                ),
                ("Heel drop", shoe.heel_drop_mm.map(|mm| format!("{mm} mm"))),
                ("Weight", shoe.weight_g.map(|g| format!("{g} g"))),
                ("Made for", shoe.gender.map(|w| spoken(w.as_str()))),
                ("Widths", listed(&shoe.widths)),
            ],
            Self::Insole(insole) => vec![
                (
                    "Arch height",
                    insole.arch_height.map(|w| spoken(w.as_str())),
                ),
                ("Firmness", insole.firmness.map(|w| spoken(w.as_str()))),
                ("Length", insole.length.map(|w| length(w).to_owned())),
                ("Material", insole.material.clone()),
            ],
        };
        known
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

fn length(length: Length) -> &'static str {
    match length {
        Length::Full => "Full",
        Length::ThreeQuarter => "Three-quarter",
        Length::Heel => "Heel only",
    }
}

fn listed(widths: &[Width]) -> Option<String> {
    let words: Vec<String> = widths.iter().map(|w| spoken(w.as_str())).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

impl AttributesDraft {
    pub(super) fn of(row: &product::Model) -> Self {
        let own = |word: &str| Some(word.to_owned());
        Self {
            cushioning: row.cushioning.and_then(|w| own(w.as_str())),
            stability: row.stability.and_then(|w| own(w.as_str())),
            arch_support: row.arch_support.and_then(|w| own(w.as_str())),
            heel_drop_mm: row.heel_drop_mm,
            weight_g: row.weight_g,
            gender: row.gender.and_then(|w| own(w.as_str())),
            widths: row.widths.0.iter().map(|w| w.as_str().to_owned()).collect(),
            arch_height: row.arch_height.and_then(|w| own(w.as_str())),
            firmness: row.firmness.and_then(|w| own(w.as_str())),
            length: row.length.and_then(|w| own(w.as_str())),
            material: row.material.clone(),
        }
    }

    /// The attributes that this says, with everything that is wrong noted by its name.
    pub(super) fn check(&self, kind: ProductKind, report: &mut Report) -> Attributes {
        for name in self.foreign(kind) {
            report.add(
                format!("attributes.{name}"),
                format!("does not belong to a {kind}"),
            );
        }
        let amiss = |range: std::ops::RangeInclusive<f64>, n: Option<f64>| {
            n.is_some_and(|n| !range.contains(&n))
        };
        if amiss(0.0..=30.0, self.heel_drop_mm) {
            report.add(
                "attributes.heel_drop_mm",
                "must be from 0 to 30 millimeters",
            );
        }
        if amiss(50.0..=1500.0, self.weight_g.map(f64::from)) {
            report.add("attributes.weight_g", "must be from 50 to 1500 grams");
        }
        match kind {
            ProductKind::Shoe => Attributes::Shoe(Shoe {
                cushioning: text::word(report, "attributes.cushioning", self.cushioning.as_deref()),
                stability: text::word(report, "attributes.stability", self.stability.as_deref()),
                arch_support: text::word(
                    report,
                    "attributes.arch_support",
                    self.arch_support.as_deref(),
                ),
                heel_drop_mm: self.heel_drop_mm,
                weight_g: self.weight_g,
                gender: text::word(report, "attributes.gender", self.gender.as_deref()),
                widths: self.widths(report),
            }),
            ProductKind::Insole => Attributes::Insole(Insole {
                arch_height: text::word(
                    report,
                    "attributes.arch_height",
                    self.arch_height.as_deref(),
                ),
                firmness: text::word(report, "attributes.firmness", self.firmness.as_deref()),
                length: text::word(report, "attributes.length", self.length.as_deref()),
                material: self
                    .material
                    .as_deref()
                    .map(|m| text::line(report, "attributes.material", m, 120))
                    .filter(|m| !m.is_empty()),
            }),
        }
    }

    fn widths(&self, report: &mut Report) -> Vec<Width> {
        let mut widths: Vec<Width> = self
            .widths
            .iter()
            .filter_map(|width| report.parse("attributes.widths", width))
            .collect();
        widths.sort_unstable();
        widths.dedup();
        widths
    }

    /// Names of what was given but belongs to the other kind.
    fn foreign(&self, kind: ProductKind) -> Vec<&'static str> {
        let shoe = [
            ("cushioning", self.cushioning.is_some()),
            ("stability", self.stability.is_some()),
            ("arch_support", self.arch_support.is_some()),
            ("heel_drop_mm", self.heel_drop_mm.is_some()),
            ("weight_g", self.weight_g.is_some()),
            ("gender", self.gender.is_some()),
            ("widths", !self.widths.is_empty()),
        ];
        let insole = [
            ("arch_height", self.arch_height.is_some()),
            ("firmness", self.firmness.is_some()),
            ("length", self.length.is_some()),
            ("material", self.material.is_some()),
        ];
        let foreign: &[(&'static str, bool)] = match kind {
            ProductKind::Shoe => &insole,
            ProductKind::Insole => &shoe,
        };
        foreign
            .iter()
            .filter(|(_, given)| *given)
            .map(|(name, _)| *name)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shoe_has_no_length_and_no_made_up_word() {
        let draft = AttributesDraft {
            cushioning: Some("plush".into()),
            length: Some("full".into()),
            heel_drop_mm: Some(f64::NAN),
            widths: vec!["wide".into(), "standard".into(), "wide".into()],
            ..AttributesDraft::default()
        };
        let mut report = Report::new();
        let Attributes::Shoe(shoe) = draft.check(ProductKind::Shoe, &mut report) else {
            panic!("a shoe stays a shoe")
        };
        assert_eq!(shoe.widths, [Width::Standard, Width::Wide]);
        let fields: Vec<&str> = report.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "attributes.length",
                "attributes.heel_drop_mm",
                "attributes.cushioning"
            ]
        );
    }

    #[test]
    fn readers_see_words_and_only_what_is_known() {
        let shoe = Attributes::Shoe(Shoe {
            cushioning: Some(Cushioning::Max),
            stability: Some(Stability::MotionControl),
            heel_drop_mm: Some(4.0),
            widths: vec![Width::Standard, Width::ExtraWide],
            ..Shoe::default()
        });
        let worded: Vec<String> = shoe
            .worded()
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(
            worded,
            [
                "Cushioning: Maximum",
                "Stability: Motion control",
                "Heel drop: 4 mm",
                "Widths: Standard, Extra wide"
            ]
        );
    }
}
