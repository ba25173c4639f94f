use footpath_templates::{
    Template,
    feed::{PRODUCT_FEED_END, ProductFeedHead, ProductFeedItem},
};

use crate::{Ctx, Error, Result};

pub(super) const FOOT: &str = PRODUCT_FEED_END;

/// RSS 2.0 up to the first item.
pub(super) fn head(ctx: &Ctx, path: &str) -> Result<String> {
    let head = ProductFeedHead {
        title: super::title(ctx),
        link: ctx.config.link("/products"),
        self_link: ctx.config.link(path),
        description: "Shoes and insoles for runners with sore feet.".to_owned(),
    };
    head.render().map_err(Error::internal)
}

pub(super) fn write(out: &mut String, item: &ProductFeedItem) -> Result<()> {
    item.render_into(out).map_err(Error::internal)
}
