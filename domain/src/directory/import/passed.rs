/// NPIs of rows that went by: a bit for each that there may be, in pages that are made when the
/// first of their numbers comes.
#[derive(Default)]
pub struct Passed(Vec<Option<Box<[u64; WORDS]>>>);

/// A page holds 32,768 numbers in 4 KiB.
const WORDS: usize = 512;
const PAGE: u64 = 64 * WORDS as u64;
/// NPIs begin with 1 or 2. The tenth digit is a check digit and tells nothing.
const FIRST: u64 = 100_000_000;
const LAST: u64 = 299_999_999;

impl Passed {
    pub fn add(&mut self, npi: u64) {
        let Some((page, word, bit)) = place(npi) else {
            return;
        };
        if self.0.len() <= page {
            self.0.resize_with(page + 1, || None);
        }
        let page = self.0[page].get_or_insert_with(|| Box::new([0; WORDS]));
        page[word] |= bit;
    }

    pub fn has(&self, npi: u64) -> bool {
        place(npi).is_some_and(|(page, word, bit)| {
            let page = self.0.get(page).and_then(Option::as_ref);
            page.is_some_and(|page| page[word] & bit != 0)
        })
    }
}

fn place(npi: u64) -> Option<(usize, usize, u64)> {
    let nine = npi / 10;
    if !(FIRST..=LAST).contains(&nine) {
        return None;
    }
    let n = nine - FIRST;
    let page = usize::try_from(n / PAGE).ok()?;
    let word = usize::try_from(n % PAGE / 64).ok()?;
    Some((page, word, 1 << (n % 64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_what_was_added_and_nothing_else() {
        let mut passed = Passed::default();
        let there = [1_000_000_004, 1_234_567_893, 2_999_999_990];
        for npi in there {
            assert!(!passed.has(npi));
            passed.add(npi);
        }
        assert!(there.into_iter().all(|npi| passed.has(npi)));
        assert!(!passed.has(1_000_000_012) && !passed.has(2_999_999_982));
        for strange in [0, 999_999_999, 3_000_000_000, u64::MAX] {
            passed.add(strange);
            assert!(!passed.has(strange), "{strange}");
        }
    }
}
