//! What may be asked for.

/// A search parameter of a resource, as it is read and as the capability statement tells it.
#[derive(Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
    pub about: &'static str,
}

/// <https://hl7.org/fhir/R4/search.html#ptypes>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Token,
    /// To a resource of this type.
    Reference(&'static str),
    Special,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Token => "token",
            Self::Reference(_) => "reference",
            Self::Special => "special",
        }
    }

    /// Whether what stands behind the colon of a parameter's name is understood.
    pub fn takes(self, modifier: &str) -> bool {
        match self {
            Self::Text => matches!(modifier, "exact" | "contains"),
            Self::Reference(kind) => modifier == kind,
            Self::Token | Self::Special => false,
        }
    }
}

pub const fn parameter(name: &'static str, kind: Kind, about: &'static str) -> Parameter {
    Parameter { name, kind, about }
}

pub const ID: Parameter = parameter("_id", Kind::Token, "The resource's id");

/// What shapes an answer, of whatever resource.
pub const OF_RESULTS: [&str; 5] = ["_count", "_summary", "page", "_format", "_pretty"];
