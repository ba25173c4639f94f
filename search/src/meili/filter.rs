//! Filters, built from types: nothing that somebody typed is ever read as an operator.

use std::fmt::Write;

use crate::{Bounds, Circle, Facet, Kind, NearFilter, geo::KM_PER_MILE};

/// Conditions that must all hold.
#[derive(Default)]
pub(super) struct Filter(Vec<String>);

impl Filter {
    pub fn flag(mut self, field: &str, value: bool) -> Self {
        self.0.push(format!("{field} = {value}"));
        self
    }

    /// One of the values; no values, no condition.
    pub fn one_of<'a>(mut self, field: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: Vec<String> = values.into_iter().map(quoted).collect();
        if !values.is_empty() {
            self.0.push(format!("{field} IN [{}]", values.join(", ")));
        }
        self
    }

    pub fn none_of<'a>(mut self, field: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: Vec<String> = values.into_iter().map(quoted).collect();
        if !values.is_empty() {
            self.0
                .push(format!("{field} NOT IN [{}]", values.join(", ")));
        }
        self
    }

    pub fn kinds(self, kinds: &[Kind]) -> Self {
        self.one_of("kind", kinds.iter().map(|kind| kind.as_str()))
    }

    pub fn facets(mut self, facets: &[Facet]) -> Self {
        for name in [
            "topic",
            "product_kind",
            "brand",
            "cushioning",
            "stability",
            "arch_support",
        ] {
            let values = facets.iter().filter(|facet| facet.name() == name);
            self = self.one_of(name, values.map(Facet::value));
        }
        self
    }

    pub fn near(mut self, filter: &NearFilter, within: Option<Circle>) -> Self {
        self = self.kinds(&[Kind::Podiatrist]);
        self = self.one_of("specialty", filter.specialties.iter().map(String::as_str));
        if let Some(want) = filter.accepting_new_patients {
            self = self.flag("accepting_new_patients", want);
        }
        if let Some(want) = filter.telehealth {
            self = self.flag("telehealth", want);
        }
        if let Some(want) = filter.accepts_referrals {
            self = self.flag("accepts_referrals", want);
        }
        if let Some(Bounds {
            west,
            south,
            east,
            north,
        }) = filter.bounds
        {
            // The server reads an east below the west as a box across the antimeridian.
            self.0.push(format!(
                "_geoBoundingBox([{north}, {east}], [{south}, {west}])"
            ));
        }
        if let Some(Circle {
            center,
            radius_miles,
        }) = within
        {
            let meters = radius_miles * KM_PER_MILE * 1000.0;
            self.0.push(format!(
                "_geoRadius({}, {}, {meters})",
                center.lat, center.lon
            ));
        }
        self
    }

    pub fn text(&self) -> String {
        self.0.join(" AND ")
    }
}

fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for c in value.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        let _ = write!(quoted, "{c}");
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_a_value() {
        let facets = [
            Facet::Brand("x\" OR kind = \"faq\\".to_owned()),
            Facet::Topic("a".to_owned()),
            Facet::Topic("b".to_owned()),
        ];
        let filter = Filter::default().kinds(&[Kind::Product]).facets(&facets);
        assert_eq!(
            filter.text(),
            r#"kind IN ["product"] AND topic IN ["a", "b"] AND brand IN ["x\" OR kind = \"faq\\"]"#
        );
        assert_eq!(Filter::default().kinds(&[]).text(), "");
    }
}
