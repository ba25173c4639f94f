use footpath_templates::markdown::{self, Segment};

use super::{Block, args};

/// Something wrong with a line of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Counted from 1.
    pub line: usize,
    pub what: String,
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// The live blocks of an article, each with its line, and everything that is wrong with them.
pub fn check(source: &str) -> (Vec<(usize, Block)>, Vec<Mistake>) {
    let mut blocks = Vec::new();
    let mut mistakes = Vec::new();
    for segment in markdown::document(source).segments {
        let Segment::Block { line, text } = segment else {
            continue;
        };
        match read(&text) {
            Ok(block) => blocks.push((line, block)),
            Err(wrong) => mistakes.extend(wrong.into_iter().map(|what| Mistake { line, what })),
        }
    }
    (blocks, mistakes)
}

/// The block that a line stands for, or everything that is wrong with it.
pub fn read(line: &str) -> Result<Block, Vec<String>> {
    let body = line.trim().trim_start_matches(':');
    let Some((name, rest)) = body.split_once('{') else {
        return if body.contains(|c: char| c.is_whitespace() || c == '}') {
            Err(vec![format!(
                "“::{body}” is not a block; arguments stand in braces, and nothing after them"
            )])
        } else {
            args::block(body, "")
        };
    };
    match rest.strip_suffix('}') {
        Some(args) if !args.contains(['{', '}']) => args::block(name.trim_end(), args),
        _ => Err(vec![format!(
            "::{name} needs one pair of braces, closed at the end of the line"
        )]),
    }
}

#[cfg(test)]
mod tests {
    use footpath_entity::catalog::{Cushioning, ProductKind};

    use super::*;
    use crate::content::block::Products;

    fn mistakes(source: &str) -> Vec<String> {
        check(source).1.iter().map(Mistake::to_string).collect()
    }

    #[test]
    fn every_kind_of_block_is_read() {
        let (blocks, mistakes) = check(
            "::products{kind=shoe topic=plantar-fasciitis cushioning=max limit=3}\n\
             ::faqs{topic=heel-pain}\n::red-flags\n::find-a-podiatrist\n::assessment\n\
             ::related{topic=heel-pain limit=2}\n",
        );
        assert_eq!(mistakes, []);
        let topic = |slug: &str| slug.parse().unwrap();
        let products = Products {
            kind: ProductKind::Shoe,
            topic: Some(topic("plantar-fasciitis")),
            brand: None,
            cushioning: Some(Cushioning::Max),
            stability: None,
            arch_support: None,
            limit: 3,
        };
        assert_eq!(
            blocks,
            [
                (1, Block::Products(products)),
                (
                    2,
                    Block::Faqs {
                        topic: topic("heel-pain"),
                        limit: 50
                    }
                ),
                (3, Block::RedFlags),
                (4, Block::FindAPodiatrist),
                (5, Block::Assessment),
                (
                    6,
                    Block::Related {
                        topic: topic("heel-pain"),
                        limit: 2
                    }
                ),
            ]
        );
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let found = mistakes(
            "Text.\n\n::videos{id=3}\n\n::products{topic=heel-pain color=red kind=boot}\n\
             ::faqs\n::products{kind=shoe limit=0}\n::red-flags{all=yes}\n",
        );
        assert_eq!(found.len(), 6, "{found:?}");
        assert!(found[0].starts_with("line 3: there is no block ::videos"));
        assert_eq!(found[1], "line 5: kind must be one of shoe, insole");
        assert_eq!(found[2], "line 5: ::products takes no color");
        assert_eq!(found[3], "line 6: topic is missing");
        assert_eq!(
            found[4],
            "line 7: limit must be a whole number from 1 to 12"
        );
        assert_eq!(found[5], "line 8: ::red-flags takes no all");
    }

    #[test]
    fn broken_braces_doubled_keys_and_loose_words_are_mistakes() {
        for source in [
            "::products{kind=shoe",
            "::products kind=shoe",
            "::products{kind=shoe} and more",
            "::products{kind=shoe kind=insole}",
            "::products{kind=shoe x}",
            "::faqs{topic=Heel}",
            "::Red-Flags",
            "::products{kind=shoe limit=99999999999999999999}",
        ] {
            assert_eq!(check(source).0, [], "{source}");
            assert_eq!(mistakes(source).len(), 1, "{source}");
        }
    }

    #[test]
    fn what_stands_in_code_is_text() {
        for source in [
            "```\n::videos\n```\n",
            "    ::videos\n",
            "a ::videos b\n",
            ":: videos\n",
        ] {
            assert_eq!(mistakes(source), [""; 0], "{source}");
        }
        assert_eq!(mistakes("```\ncode\n```\n::videos").len(), 1);
    }
}
