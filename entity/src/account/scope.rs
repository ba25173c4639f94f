use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::value::ParseError;

/// What a program may write; whatever its owner may read, it may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Articles, FAQs and topics.
    Content,
    /// Products and offers.
    Catalog,
    /// Clinics and podiatrists.
    Directory,
}

impl Scope {
    pub const ALL: [Self; 3] = [Self::Content, Self::Catalog, Self::Directory];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Catalog => "catalog",
            Self::Directory => "directory",
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = ParseError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|scope| scope.as_str() == s);
        found.ok_or(ParseError("must be one of content, catalog, directory"))
    }
}

/// None: it reads only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Scopes(pub Vec<Scope>);
