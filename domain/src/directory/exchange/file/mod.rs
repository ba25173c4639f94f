//! All that the directory shows as a file: comma-separated values, or JSON, one object a line. A
//! row is a podiatrist at one of its clinics.
//!
//! Nothing here holds the whole directory: podiatrists are read in batches and each batch is
//! handed on before the next is read.

mod asked;
mod revision;
mod row;

use std::sync::Arc;

use footpath_entity::{
    directory::{clinic, podiatrist},
    value::Npi,
};
use futures::{Stream, stream};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

pub use asked::{Asked, Format, RawFile};

use self::row::Row;
use super::{person::Person, visible::somewhere};
use crate::{
    Ctx, Result,
    directory::{
        clinic::taking,
        podiatrist::{Listed, listed},
    },
};

/// Podiatrists read at a time.
const BATCH: u64 = 500;

/// The file as it is now.
pub struct File {
    ctx: Ctx,
    asked: Asked,
    /// Changes whenever the bytes of the file would. Strong, without quotes.
    pub etag: String,
}

/// Looks at what the file would say now, without reading it.
pub async fn open(ctx: &Ctx, asked: Asked) -> Result<File> {
    let etag = revision::tag(ctx, &asked).await?;
    Ok(File {
        ctx: ctx.clone(),
        asked,
        etag,
    })
}

/// Where a stream of a file stands.
enum Step {
    Head,
    After(Option<Npi>),
    Over,
}

impl File {
    /// The file, piece by piece. A write in between shows in the pieces that are still to come;
    /// the tag has changed by then, so whoever keeps the answer asks again.
    pub fn pieces(self) -> impl Stream<Item = Result<String>> + Send + 'static {
        let file = Arc::new(self);
        stream::try_unfold(Step::Head, move |step| {
            let file = Arc::clone(&file);
            async move { file.step(step).await }
        })
    }

    async fn step(&self, step: Step) -> Result<Option<(String, Step)>> {
        match step {
            Step::Head => Ok(Some((row::head(self.asked.format), Step::After(None)))),
            Step::After(last) => {
                let npis = self.batch(last).await?;
                let full = u64::try_from(npis.len()).is_ok_and(|n| n == BATCH);
                let piece = self.write(&npis).await?;
                let next = match npis.into_iter().last() {
                    Some(last) if full => Step::After(Some(last)),
                    _ => Step::Over,
                };
                Ok(Some((piece, next)))
            }
            Step::Over => Ok(None),
        }
    }

    /// The next podiatrists, by NPI.
    async fn batch(&self, after: Option<Npi>) -> Result<Vec<Npi>> {
        use podiatrist::Column;
        let query = podiatrist::Entity::find()
            .filter(somewhere(self.there()))
            .filter(self.asked.whom())
            .apply_if(after, |query, after| {
                query.filter(Column::Npi.gt(after.as_str()))
            });
        let npis = query
            .select_only()
            .column(Column::Npi)
            .order_by_asc(Column::Npi)
            .limit(BATCH)
            .into_tuple()
            .all(self.ctx.store.read())
            .await?;
        Ok(npis)
    }

    /// What must hold of a clinic. The same as `Asked::is_there`, asked of the database.
    fn there(&self) -> Condition {
        let mut there = Condition::all();
        if let Some(state) = &self.asked.state {
            there = there.add(clinic::Column::State.eq(state.as_str()));
        }
        match self.asked.accepts_referrals {
            Some(true) => there.add(taking()),
            Some(false) => there.add(taking().not()),
            None => there,
        }
    }

    async fn write(&self, npis: &[Npi]) -> Result<String> {
        let found = listed(self.ctx.store.read(), npis).await?;
        let mut piece = String::new();
        for listed in npis.iter().filter_map(|npi| found.get(npi)) {
            self.write_one(listed, &mut piece);
        }
        Ok(piece)
    }

    fn write_one(&self, listed: &Listed, piece: &mut String) {
        let person = Person::of(listed);
        let url = self
            .ctx
            .config
            .link(&format!("/podiatrists/{}", person.npi));
        for (n, clinic) in listed.clinics.iter().enumerate() {
            if self.asked.is_there(clinic) {
                let row = Row {
                    person: &person,
                    clinic,
                    primary: n == 0,
                    url: &url,
                };
                row.write(self.asked.format, piece);
            }
        }
    }
}
