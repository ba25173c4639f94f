//! The closed vocabularies of the catalog. Each is stored, sent and typed by the same word.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! word {
    ($(#[$doc:meta])* $name:ident, $one_of:literal, { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum,
            Serialize, Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
        pub enum $name {
            $($(#[$vdoc])* #[sea_orm(string_value = $text)] #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::value::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|word| word.as_str() == text)
                    .ok_or(crate::value::ParseError(concat!("must be one of ", $one_of)))
            }
        }
    };
}

word!(ProductKind, "shoe, insole", { Shoe = "shoe", Insole = "insole" });

word!(
    /// Only what is live can be seen by readers.
    PublishState, "draft, live, archived",
    { Draft = "draft", Live = "live", Archived = "archived" }
);

word!(Cushioning, "low, medium, high, max", {
    Low = "low", Medium = "medium", High = "high", Max = "max",
});

word!(Stability, "neutral, stability, motion_control", {
    Neutral = "neutral", Stability = "stability", MotionControl = "motion_control",
});

word!(ArchSupport, "low, medium, high", { Low = "low", Medium = "medium", High = "high" });

word!(Gender, "men, women, unisex", { Men = "men", Women = "women", Unisex = "unisex" });

word!(Width, "narrow, standard, wide, extra_wide", {
    Narrow = "narrow", Standard = "standard", Wide = "wide", ExtraWide = "extra_wide",
});

word!(ArchHeight, "low, medium, high", { Low = "low", Medium = "medium", High = "high" });

word!(Firmness, "soft, medium, firm", { Soft = "soft", Medium = "medium", Firm = "firm" });

word!(Length, "full, three_quarter, heel", {
    Full = "full", ThreeQuarter = "three_quarter", Heel = "heel",
});

word!(
    /// As Google's product data specification names it, but for `unknown`, which it leaves out.
    Availability, "in_stock, out_of_stock, preorder, backorder, unknown",
    {
        InStock = "in_stock", OutOfStock = "out_of_stock", Preorder = "preorder",
        Backorder = "backorder", Unknown = "unknown",
    }
);

/// The widths that a model is made in; empty when not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Widths(pub Vec<Width>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_as_it_is_written() {
        for word in Stability::ALL {
            assert_eq!(word.as_str().parse::<Stability>().as_ref(), Ok(word));
            assert_eq!(
                serde_json::to_value(word).unwrap(),
                serde_json::json!(word.as_str())
            );
        }
        let why = "plush".parse::<Cushioning>().unwrap_err();
        assert_eq!(why.0, "must be one of low, medium, high, max");
    }
}
