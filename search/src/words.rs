//! Words as both engines and the snippets understand them.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer,
    StopWordFilter, TextAnalyzer,
};

/// Longer words are no words; bytes.
const LONGEST: usize = 48;
/// Further words of a query change little and cost much.
const MOST: usize = 12;
/// From so many letters on, one or two typing errors are forgiven.
pub(crate) const ONE_TYPO: u8 = 4;
pub(crate) const TWO_TYPOS: u8 = 8;

/// Lower case, without accents.
pub(crate) fn plain() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// The same, cut down to the stem: `running` and `runs` are `run`.
pub(crate) fn stemmed() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// A word of a query or of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub plain: String,
    pub stem: String,
    /// Where it stands in the text, bytes.
    pub from: usize,
    pub to: usize,
}

impl Word {
    /// How many typing errors are forgiven. A number is right or wrong.
    pub(crate) fn edits(&self) -> u8 {
        let length = self.plain.chars().count();
        if self.plain.chars().any(|c| c.is_ascii_digit()) || length < usize::from(ONE_TYPO) {
            0
        } else if length < usize::from(TWO_TYPOS) {
            1
        } else {
            2
        }
    }
}

pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    plain().token_stream(text).process(&mut |token| {
        words.push(Word {
            plain: token.text.clone(),
            stem: String::new(),
            from: token.offset_from,
            to: token.offset_to,
        });
    });
    let mut stems = Vec::with_capacity(words.len());
    stemmed()
        .token_stream(text)
        .process(&mut |token| stems.push(token.text.clone()));
    // Both analyzers cut the text alike; they differ in their last step only.
    for (word, stem) in words.iter_mut().zip(stems) {
        word.stem = stem;
    }
    words
}

/// What is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Every word as typed, the common ones too: what a title is compared with.
    pub whole: String,
    pub words: Vec<Word>,
    /// The last word may go on: somebody is still typing it.
    pub open: bool,
}

impl Wanted {
    /// Reads a query as typed. Words that every text has count only where there is no other.
    pub(crate) fn parse(q: &str) -> Self {
        let all = words(q);
        let whole = joined(&all);
        let open = all.last().is_some_and(|last| last.to == q.len());
        let mut telling: Vec<Word> = all
            .iter()
            .filter(|word| !is_common(&word.plain))
            .cloned()
            .collect();
        let open = open && telling.last() == all.last();
        if telling.is_empty() {
            telling = all;
        }
        let mut seen = Vec::new();
        telling.retain(|word| {
            let new = !seen.contains(&word.plain);
            seen.push(word.plain.clone());
            new
        });
        let open = open && telling.len() <= MOST;
        telling.truncate(MOST);
        Self {
            whole,
            words: telling,
            open,
        }
    }

    /// Which of the wanted words a word of a text is, if any.
    pub(crate) fn find(&self, word: &Word) -> Option<usize> {
        let last = self.words.len().checked_sub(1)?;
        self.words.iter().enumerate().position(|(n, wanted)| {
            word.stem == wanted.stem
                || (self.open && n == last && word.plain.starts_with(&wanted.plain))
                || within_edits(&word.plain, &wanted.plain, wanted.edits())
        })
    }
}

/// The words of a text with one space between.
pub(crate) fn joined(words: &[Word]) -> String {
    let plain: Vec<_> = words.iter().map(|word| word.plain.as_str()).collect();
    plain.join(" ")
}

fn within_edits(a: &str, b: &str, edits: u8) -> bool {
    edits > 0
        && a.len().abs_diff(b.len()) <= 2 * usize::from(edits)
        && strsim::osa_distance(a, b) <= usize::from(edits)
}

fn is_common(word: &str) -> bool {
    let Some(filter) = StopWordFilter::new(Language::English) else {
        return false;
    };
    let mut analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(filter)
        .build();
    !analyzer.token_stream(word).advance()
}

/// FNV-1a: the same on every machine and in every version, unlike the standard hasher.
pub(crate) fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_words(q: &str) -> Vec<String> {
        Wanted::parse(q)
            .words
            .into_iter()
            .map(|word| word.plain)
            .collect()
    }

    #[test]
    fn operators_quotes_and_emoji_are_no_words() {
        assert_eq!(
            plain_words("\"heel\" AND -pain~2 (title:* 🦶"),
            ["heel", "pain", "2", "title"]
        );
        assert!(plain_words("🦶 \u{0} ''").is_empty());
    }

    #[test]
    fn common_words_count_only_among_themselves() {
        assert_eq!(plain_words("the pain in the heel"), ["pain", "heel"]);
        assert_eq!(plain_words("to be or not"), ["to", "be", "or", "not"]);
        assert_eq!(
            Wanted::parse("The pain in the heel").whole,
            "the pain in the heel"
        );
        assert!(!Wanted::parse("pain in the ").open);
        assert!(Wanted::parse("heel pa").open);
    }

    #[test]
    fn words_match_by_stem_by_beginning_and_with_typing_errors() {
        let wanted = Wanted::parse("plantr fasciitus run");
        let find = |text: &str| wanted.find(&words(text)[0]);
        assert_eq!(find("Plantar"), Some(0));
        assert_eq!(find("fasciitis"), Some(1));
        assert_eq!(find("running"), Some(2));
        assert_eq!(find("runners"), Some(2));
        assert_eq!(find("sun"), None);
    }
}
