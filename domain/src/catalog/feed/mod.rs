//! The product feed, in three formats of the same items: one for each live product.
//!
//! Nothing here holds the whole feed: products are read in batches and each batch is handed on
//! before the next is read.

mod item;
mod json;
mod revision;
mod tsv;
mod xml;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use footpath_entity::{
    catalog::{ProductKind, product},
    id::ProductId,
};
use footpath_templates::feed::ProductFeedItem;
use futures::{Stream, stream};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::product::{assemble, live};
use crate::{Ctx, Error, Result};

/// Products read at a time.
const BATCH: u64 = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xml,
    Tsv,
    Json,
}

/// Which products, in which format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub format: Format,
    /// Both kinds when `None`.
    pub kind: Option<ProductKind>,
}

impl Asked {
    /// `kind` as typed; an unknown one is named in the error.
    pub fn parse(format: Format, kind: Option<&str>) -> Result<Self> {
        let kind = kind
            .map(|kind| {
                kind.parse()
                    .map_err(|why| Error::invalid("kind", format!("{why}")))
            })
            .transpose()?;
        Ok(Self { format, kind })
    }

    fn file(self) -> &'static str {
        match self.format {
            Format::Xml => "products.xml",
            Format::Tsv => "products.tsv",
            Format::Json => "products.json",
        }
    }

    /// Where this feed is found, on this site.
    fn path(self) -> String {
        let query = self
            .kind
            .map_or_else(String::new, |kind| format!("?kind={kind}"));
        format!("/feeds/{}{query}", self.file())
    }
}

/// A feed at one moment: prices that are stale then are left out of all of it.
pub struct Feed {
    ctx: Ctx,
    asked: Asked,
    now: DateTime<Utc>,
    /// Changes whenever the bytes of the feed would. Strong, without quotes.
    pub etag: String,
}

/// Looks at what the feed would say now, without reading it.
pub async fn open(ctx: &Ctx, asked: Asked) -> Result<Feed> {
    let now = ctx.now();
    let etag = revision::tag(ctx, asked, now).await?;
    Ok(Feed {
        ctx: ctx.clone(),
        asked,
        now,
        etag,
    })
}

/// Where a stream of a feed stands.
enum Step {
    Head,
    After {
        last: Option<ProductId>,
        first: bool,
    },
    Over,
}

impl Feed {
    /// The feed, piece by piece. A write in between shows in the pieces that are still to come;
    /// the tag has changed by then, so whoever keeps the answer asks again.
    pub fn pieces(self) -> impl Stream<Item = Result<String>> + Send + 'static {
        let feed = Arc::new(self);
        stream::try_unfold(Step::Head, move |step| {
            let feed = Arc::clone(&feed);
            async move { feed.step(step).await }
        })
    }

    async fn step(&self, step: Step) -> Result<Option<(String, Step)>> {
        match step {
            Step::Head => {
                let next = Step::After {
                    last: None,
                    first: true,
                };
                Ok(Some((self.head()?, next)))
            }
            Step::After { last, first } => {
                let (items, last) = self.batch(last).await?;
                let mut piece = String::new();
                for (n, item) in items.iter().enumerate() {
                    self.write(&mut piece, item, first && n == 0)?;
                }
                if let Some(last) = last {
                    let next = Step::After {
                        last: Some(last),
                        first: first && items.is_empty(),
                    };
                    return Ok(Some((piece, next)));
                }
                piece.push_str(self.foot());
                Ok(Some((piece, Step::Over)))
            }
            Step::Over => Ok(None),
        }
    }

    /// The next items, and where to go on; `None` when these are the last.
    async fn batch(
        &self,
        after: Option<ProductId>,
    ) -> Result<(Vec<ProductFeedItem>, Option<ProductId>)> {
        let mut query = live().order_by_asc(product::Column::Id).limit(BATCH);
        if let Some(kind) = self.asked.kind {
            query = query.filter(product::Column::Kind.eq(kind));
        }
        if let Some(after) = after {
            query = query.filter(product::Column::Id.gt(after));
        }
        let conn = self.ctx.store.read();
        let rows = query.all(conn).await?;
        let full = u64::try_from(rows.len()).is_ok_and(|n| n == BATCH);
        let last = rows.last().map(|row| row.id).filter(|_| full);
        let products = assemble(&self.ctx, conn, rows, self.now).await?;
        let items = products.iter().map(item::item).collect();
        Ok((items, last))
    }

    fn head(&self) -> Result<String> {
        match self.asked.format {
            Format::Xml => xml::head(&self.ctx, &self.asked.path()),
            Format::Tsv => Ok(tsv::head()),
            Format::Json => Ok(json::head(&self.ctx, &self.asked.path())),
        }
    }

    fn write(&self, out: &mut String, item: &ProductFeedItem, first: bool) -> Result<()> {
        match self.asked.format {
            Format::Xml => xml::write(out, item)?,
            Format::Tsv => tsv::write(out, item),
            Format::Json => json::write(out, item, first),
        }
        Ok(())
    }

    fn foot(&self) -> &'static str {
        match self.asked.format {
            Format::Xml => xml::FOOT,
            Format::Tsv => "",
            Format::Json => json::FOOT,
        }
    }
}

/// What the feed is called, in the formats that say so.
fn title(ctx: &Ctx) -> String {
    format!("{}: shoes and insoles", ctx.config.site_name)
}
