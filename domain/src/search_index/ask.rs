use footpath_search::{Hit, Kind, TextQuery};

use crate::{
    Ctx, Report, Result,
    paging::{Page, Paged},
};

/// Letters of a query at most.
pub const LONGEST: usize = 200;

/// What is looked for in everything that readers may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub q: String,
    /// Empty means all.
    pub kinds: Vec<Kind>,
}

impl Asked {
    /// Reads the pairs of a query string.
    pub fn from_pairs(pairs: &[(String, String)]) -> Result<Self> {
        let named = |name: &'static str| {
            let pairs = pairs.iter().filter(move |(key, _)| key == name);
            pairs.map(|(_, value)| value.as_str())
        };
        Self::parse(named("q").next(), named("types"))
    }

    /// Reads `q` and `types` as typed. `types` may come several times, and each may hold several
    /// with commas between them.
    pub fn parse<'a>(q: Option<&str>, types: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut report = Report::new();
        let q = q.unwrap_or_default().trim().to_owned();
        if q.is_empty() {
            report.add("q", "must say what to look for");
        } else if q.chars().count() > LONGEST {
            report.add("q", format!("must have at most {LONGEST} letters"));
        }
        let mut kinds = Vec::new();
        let words = types.into_iter().flat_map(|types| types.split(','));
        for word in words.map(str::trim).filter(|word| !word.is_empty()) {
            if let Some(kind) = report.parse::<Kind>("types", word)
                && !kinds.contains(&kind)
            {
                kinds.push(kind);
            }
        }
        report.into_result()?;
        Ok(Self { q, kinds })
    }
}

/// One page of hits.
#[derive(Clone, Debug)]
pub struct Found {
    pub hits: Paged<Hit>,
    /// Which engine answered.
    pub engine: &'static str,
}

/// Finds articles, questions, topics, products and podiatrists.
pub async fn ask(ctx: &Ctx, asked: &Asked, page: Page) -> Result<Found> {
    let query = TextQuery {
        q: asked.q.clone(),
        kinds: asked.kinds.clone(),
        facets: Vec::new(),
        offset: page.offset(),
        limit: page.per_page,
    };
    let found = ctx.search.text(&query).await?;
    Ok(Found {
        hits: Paged {
            items: found.items,
            page,
            total: found.total,
        },
        engine: found.engine,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn fields(q: Option<&str>, types: &[&str]) -> Vec<String> {
        match Asked::parse(q, types.iter().copied()) {
            Err(Error::Invalid(report)) => report.0.into_iter().map(|error| error.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn everything_wrong_is_named() {
        assert_eq!(fields(None, &[]), ["q"]);
        assert_eq!(fields(Some(" "), &["article,patient"]), ["q", "types"]);
        assert_eq!(fields(Some(&"x".repeat(201)), &[]), ["q"]);
    }

    #[test]
    fn types_come_with_commas_or_one_by_one() {
        let asked = Asked::parse(Some(" heel "), ["article, faq", "", "article"]).unwrap();
        assert_eq!(
            (asked.q.as_str(), asked.kinds),
            ("heel", vec![Kind::Article, Kind::Faq])
        );
        let longest = "é".repeat(200);
        assert!(Asked::parse(Some(&longest), []).is_ok());
    }
}
