//! From words to a query of the index.

use tantivy::{
    Score, Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery,
        Occur, PhraseQuery, Query, TermQuery, TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::schema::{Fields, facet_term};
use crate::{
    Facet, Kind,
    words::{Wanted, Word},
};

/// How many of the words a document must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    All,
    /// Of one or two words all, of more about two thirds.
    Most,
    One,
}

/// Whatever is of these kinds, has these facets and matches the words.
pub(super) fn build(
    fields: &Fields,
    wanted: &Wanted,
    need: Need,
    kinds: &[Kind],
    facets: &[Facet],
) -> Box<dyn Query> {
    let mut must: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    must.push((Occur::Must, words(fields, wanted, need)));
    if !kinds.is_empty() {
        let kinds = kinds
            .iter()
            .map(|kind| Term::from_field_text(fields.kind, kind.as_str()));
        must.push((Occur::Must, silent(TermSetQuery::new(kinds))));
    }
    for name in [
        "topic",
        "product_kind",
        "brand",
        "cushioning",
        "stability",
        "arch_support",
    ] {
        let mut values = facets
            .iter()
            .filter(|facet| facet.name() == name)
            .peekable();
        if values.peek().is_some() {
            let terms = values
                .map(|facet| Term::from_field_text(fields.facet, &facet_term(name, facet.value())));
            must.push((Occur::Must, silent(TermSetQuery::new(terms))));
        }
    }
    Box::new(BooleanQuery::new(must))
}

/// Narrows down without counting.
fn silent(query: impl Query) -> Box<dyn Query> {
    always(query, 0.0)
}

fn always(query: impl Query, score: Score) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), score))
}

fn words(fields: &Fields, wanted: &Wanted, need: Need) -> Box<dyn Query> {
    let n = wanted.words.len();
    if n == 0 {
        return silent(AllQuery);
    }
    let required = match need {
        Need::All => n,
        Need::Most => n - n / 3,
        Need::One => 1,
    };
    let each = wanted
        .words
        .iter()
        .enumerate()
        .map(|(i, one)| (Occur::Should, word(fields, one, wanted.open && i + 1 == n)));
    let matching = BooleanQuery::with_minimum_required_clauses(each.collect(), required);

    let mut query: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(matching))];
    let title = TermQuery::new(
        Term::from_field_text(fields.whole_title, &wanted.whole),
        IndexRecordOption::Basic,
    );
    query.push((Occur::Should, always(title, 12.0)));
    if n > 1 {
        for (field, score) in [(fields.title_stems, 5.0), (fields.text_stems, 2.0)] {
            let terms = wanted
                .words
                .iter()
                .map(|word| Term::from_field_text(field, &word.stem));
            query.push((
                Occur::Should,
                always(PhraseQuery::new(terms.collect()), score),
            ));
        }
    }
    Box::new(BooleanQuery::new(query))
}

/// The best of what makes a word match: as it is before its stem, the stem before a typing
/// error, the title before the text.
fn word(fields: &Fields, word: &Word, open: bool) -> Box<dyn Query> {
    let term = |field: Field, text: &str| {
        TermQuery::new(
            Term::from_field_text(field, text),
            IndexRecordOption::WithFreqs,
        )
    };
    let mut ways: Vec<Box<dyn Query>> = vec![
        always(term(fields.title, &word.plain), 4.0),
        always(term(fields.title_stems, &word.stem), 3.0),
        Box::new(BoostQuery::new(
            Box::new(term(fields.title_stems, &word.stem)),
            2.0,
        )),
        always(term(fields.text, &word.plain), 1.2),
        always(term(fields.text_stems, &word.stem), 1.0),
        Box::new(term(fields.text_stems, &word.stem)),
    ];
    if open {
        for (field, score) in [(fields.title, 2.0), (fields.text, 0.6)] {
            let start =
                FuzzyTermQuery::new_prefix(Term::from_field_text(field, &word.plain), 0, true);
            ways.push(always(start, score));
        }
    }
    // Fewer errors count more: two are also tried as one.
    for edits in 1..=word.edits() {
        for (field, score) in [(fields.title, 1.6), (fields.text, 0.4)] {
            let near = FuzzyTermQuery::new(Term::from_field_text(field, &word.plain), edits, true);
            ways.push(always(near, score / Score::from(edits)));
        }
    }
    Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, 0.1))
}
