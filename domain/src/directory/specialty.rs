//! What podiatrists do, by the codes of the Health Care Provider Taxonomy (National Uniform
//! Claim Committee), group 213E.

/// One taxonomy code with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Specialty {
    pub code: &'static str,
    pub name: &'static str,
}

const fn specialty(code: &'static str, name: &'static str) -> Specialty {
    Specialty { code, name }
}

/// Every code that makes somebody a podiatrist here, in the order of lists.
pub const ALL: [Specialty; 8] = [
    specialty("213E00000X", "Podiatrist"),
    specialty("213ES0103X", "Foot & Ankle Surgery"),
    specialty("213ES0131X", "Foot Surgery"),
    specialty("213EP1101X", "Primary Podiatric Medicine"),
    specialty("213ES0000X", "Sports Medicine"),
    specialty("213EP0504X", "Public Medicine"),
    specialty("213ER0200X", "Radiology"),
    // Retired by the committee, but still in use.
    specialty("213EG0000X", "General Practice"),
];

/// The specialty of a code.
pub fn by_code(code: &str) -> Option<Specialty> {
    ALL.into_iter().find(|known| known.code == code)
}
