//! A shoe or an insole. What is not known about it is null, never guessed.

use sea_orm::entity::prelude::*;

use super::{
    ArchHeight, ArchSupport, Cushioning, Firmness, Gender, Length, ProductKind, PublishState,
    Stability, Widths,
};
use crate::{id::ProductId, value::Slug};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProductId,
    #[sea_orm(unique)]
    pub slug: Slug,
    pub kind: ProductKind,
    pub brand: String,
    pub model: String,
    pub title: String,
    pub summary: String,
    /// One line: why a reader might want it.
    pub reason: String,
    pub body_markdown: String,
    /// A path on this site or an absolute address.
    pub image: Option<String>,
    /// Brand, title, model and summary in lower case: what `q` looks through.
    pub search_text: String,
    pub cushioning: Option<Cushioning>,
    pub stability: Option<Stability>,
    pub arch_support: Option<ArchSupport>,
    /// Heel-to-toe drop in millimeters.
    pub heel_drop_mm: Option<f64>,
    /// Weight of one shoe in grams, in the maker's sample size.
    pub weight_g: Option<i32>,
    pub gender: Option<Gender>,
    #[sea_orm(column_type = "JsonBinary")]
    pub widths: Widths,
    pub arch_height: Option<ArchHeight>,
    pub firmness: Option<Firmness>,
    pub length: Option<Length>,
    pub material: Option<String>,
    pub status: PublishState,
    /// Grows with every write.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub published_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
