use std::collections::{HashMap, hash_map::Entry};

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

/// The best score of each value of a number that every document has, and where it stands.
pub(super) struct BestBy(pub &'static str);

pub(super) type Best = HashMap<u64, (Score, DocAddress)>;

pub(super) struct OfSegment {
    ordinal: SegmentOrdinal,
    column: Column<u64>,
    hits: Vec<(u64, Score, DocId)>,
}

impl Collector for BestBy {
    type Fruit = Best;
    type Child = OfSegment;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<OfSegment> {
        Ok(OfSegment {
            ordinal,
            column: segment.fast_fields().u64(self.0)?,
            hits: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(
        &self,
        segments: Vec<(SegmentOrdinal, Vec<(u64, Score, DocId)>)>,
    ) -> tantivy::Result<Best> {
        let mut best = Best::new();
        for (ordinal, hits) in segments {
            for (value, score, doc) in hits {
                let hit = (score, DocAddress::new(ordinal, doc));
                match best.entry(value) {
                    Entry::Vacant(entry) => {
                        entry.insert(hit);
                    }
                    Entry::Occupied(mut entry) if entry.get().0 < score => {
                        entry.insert(hit);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        Ok(best)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = (SegmentOrdinal, Vec<(u64, Score, DocId)>);

    fn collect(&mut self, doc: DocId, score: Score) {
        if let Some(value) = self.column.first(doc) {
            self.hits.push((value, score, doc));
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.ordinal, self.hits)
    }
}
