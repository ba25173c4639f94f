//! What readers are told about affiliate links, in one place.

/// Stands before the first affiliate link of every page, and in every product's JSON.
pub const TEXT: &str = "Some links to shops are affiliate links: if you buy through them, this \
    site may earn a commission. You pay the same, and no shop or brand decides what is listed.";
