use footpath_entity::{
    catalog::{ArchSupport, Cushioning, ProductKind, Stability},
    value::Slug,
};
use serde::Deserialize;

use crate::{Report, Result};

/// What a list of products is asked for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawFilter {
    pub kind: Option<String>,
    pub topic: Option<String>,
    pub brand: Option<String>,
    pub cushioning: Option<String>,
    pub stability: Option<String>,
    pub arch_support: Option<String>,
    pub q: Option<String>,
    pub sort: Option<String>,
}

/// What a list of products is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFilter {
    pub kind: Option<ProductKind>,
    pub topic: Option<Slug>,
    /// Lower case.
    pub brand: Option<String>,
    pub cushioning: Option<Cushioning>,
    pub stability: Option<Stability>,
    pub arch_support: Option<ArchSupport>,
    /// Lower-case words; all of them must be there.
    pub words: Vec<String>,
    pub sort: Sort,
}

/// The order of a list. Ties break by title, then by ID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Title,
    Brand,
    /// Lowest current price in dollars first; without one, last.
    Price,
    /// Last published first.
    Newest,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Title, Self::Brand, Self::Price, Self::Newest];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Brand => "brand",
            Self::Price => "price",
            Self::Newest => "newest",
        }
    }
}

impl std::str::FromStr for Sort {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|sort| sort.as_str() == text)
            .ok_or("must be one of title, brand, price, newest")
    }
}

const MAX_TEXT: usize = 200;
const MAX_WORDS: usize = 8;

impl RawFilter {
    /// Drops what is blank: a form sends every field, also those left alone.
    #[must_use]
    pub fn without_blanks(self) -> Self {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Self {
            kind: given(self.kind),
            topic: given(self.topic),
            brand: given(self.brand),
            cushioning: given(self.cushioning),
            stability: given(self.stability),
            arch_support: given(self.arch_support),
            q: given(self.q),
            sort: given(self.sort),
        }
    }

    /// The filter that this says; each unknown value is named in the error.
    pub fn parse(&self) -> Result<ProductFilter> {
        let mut report = Report::new();
        let filter = ProductFilter {
            kind: known(&mut report, "kind", self.kind.as_deref()),
            topic: known(&mut report, "topic", self.topic.as_deref()),
            brand: text(&mut report, "brand", self.brand.as_deref()),
            cushioning: known(&mut report, "cushioning", self.cushioning.as_deref()),
            stability: known(&mut report, "stability", self.stability.as_deref()),
            arch_support: known(&mut report, "arch_support", self.arch_support.as_deref()),
            words: text(&mut report, "q", self.q.as_deref())
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            sort: known(&mut report, "sort", self.sort.as_deref()).unwrap_or_default(),
        };
        if filter.words.len() > MAX_WORDS {
            report.add("q", format!("must have at most {MAX_WORDS} words"));
        }
        report.into_result()?;
        Ok(filter)
    }
}

fn known<T: std::str::FromStr<Err: std::fmt::Display>>(
    report: &mut Report,
    field: &str,
    text: Option<&str>,
) -> Option<T> {
    text.and_then(|text| report.parse(field, text))
}

fn text(report: &mut Report, field: &str, text: Option<&str>) -> Option<String> {
    let text = text?;
    if text.chars().any(char::is_control) {
        report.add(field, "must not hold control characters");
    }
    if text.chars().count() > MAX_TEXT {
        report.add(field, format!("must have at most {MAX_TEXT} characters"));
    }
    Some(text.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn every_unknown_value_is_named() {
        let some = |text: &str| Some(text.to_owned());
        let raw = RawFilter {
            kind: some("boot"),
            topic: some("Heel Pain"),
            brand: some("a\0b"),
            cushioning: some("maximum"),
            stability: some(""),
            arch_support: some("HIGH"),
            q: some(&"x ".repeat(9)),
            sort: some("price desc"),
        };
        let Err(Error::Invalid(report)) = raw.parse() else {
            panic!("it passed")
        };
        let mut fields: Vec<&str> = report.0.iter().map(|e| e.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(
            fields,
            [
                "arch_support",
                "brand",
                "cushioning",
                "kind",
                "q",
                "sort",
                "stability",
                "topic"
            ]
        );
    }

    #[test]
    fn a_form_with_every_field_left_alone_asks_for_everything() {
        let blank = || Some(String::new());
        let raw = RawFilter {
            kind: blank(),
            topic: blank(),
            brand: blank(),
            cushioning: blank(),
            stability: blank(),
            arch_support: blank(),
            q: Some(" ".into()),
            sort: blank(),
        };
        assert_eq!(
            raw.without_blanks().parse().unwrap(),
            ProductFilter::default()
        );
    }
}
