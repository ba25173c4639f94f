//! What several pages share.

mod card;
mod form;
mod frame;
mod locator;
mod pager;

pub use card::{ArticleCard, FaqItem, Image, PodiatristCard, ProductCard, RedFlag};
pub use form::{
    AreaField, CheckField, ChecksField, Choice, FieldProblem, HiddenField, SelectField, TextField,
};
pub use frame::{Crumb, Frame, Link};
pub use locator::{LocatorMap, Pin, Point};
pub use pager::Pager;

/// A label with what it says, and where it leads if anywhere.
#[derive(Clone)]
pub struct Fact {
    pub label: String,
    pub value: String,
    pub href: Option<String>,
}

impl Fact {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            href: None,
        }
    }

    #[must_use]
    pub fn linked(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}
