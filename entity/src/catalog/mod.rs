//! Tables of the catalog room: shoes and insoles, what they treat, where they are sold, and how
//! often a reader went there.

mod attribute;
pub mod offer;
pub mod offer_click;
pub mod product;
pub mod product_topic;

pub use attribute::{
    ArchHeight, ArchSupport, Availability, Cushioning, Firmness, Gender, Length, ProductKind,
    PublishState, Stability, Width, Widths,
};
