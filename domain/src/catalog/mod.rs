//! The catalog room: shoes and insoles, where they are sold, and the feed of both.
//!
//! A price is only as good as the last look at it: one that is older than `price::FRESH_FOR`
//! leaves this room neither in JSON nor on a page nor in a feed.

pub mod attributes;
pub mod card;
pub mod click;
pub mod disclosure;
pub mod feed;
pub mod json_ld;
pub mod offer;
pub mod price;
pub mod product;
mod seed;
mod text;

pub use seed::seed;
