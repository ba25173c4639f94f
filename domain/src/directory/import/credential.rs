//! Credentials, which the registry keeps as everybody typed them.

use super::tidy::{capitalized, company_word};

/// Characters that the column holds.
const CREDENTIAL: usize = 40;

/// Characters of an abbreviation, but for the few that are longer.
const ABBREVIATION: usize = 6;

/// `D.P.M.`, `D. P. M.` and `DPM` are `DPM`; `DPM PHD` is `DPM, PhD`; a phrase stays in one piece.
pub fn credential(text: &str) -> String {
    let mut known: Vec<String> = Vec::new();
    for one in text.split([',', ';', '/', '&']).flat_map(of_part) {
        if !known.contains(&one) {
            known.push(one);
        }
    }
    let mut all = String::new();
    for one in known {
        let longer = if all.is_empty() {
            one
        } else {
            format!("{all}, {one}")
        };
        if longer.chars().count() > CREDENTIAL {
            break;
        }
        all = longer;
    }
    all
}

/// The credentials between two commas.
fn of_part(part: &str) -> Vec<String> {
    let words = words(part);
    let upper: Vec<String> = words.iter().map(|word| word.to_uppercase()).collect();
    if is_doctor(&upper) {
        return vec!["DPM".to_owned()];
    }
    if upper.iter().all(|word| is_abbreviation(word)) {
        return upper.into_iter().map(abbreviation).collect();
    }
    vec![capitalized(&words.join(" "), phrase_word)]
}

/// Words without their dots; letters that stand alone, one after the other, are one word.
fn words(part: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut spelled = false;
    for word in part.split_whitespace() {
        let kept: String = word
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '-')
            .collect();
        let word = kept.trim_matches('-');
        if word.is_empty() {
            continue;
        }
        let letter = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if letter && spelled => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        spelled = letter;
    }
    words
}

/// Whether it is the degree in words, which may be cut short at its end.
fn is_doctor(upper: &[String]) -> bool {
    let text = upper.join(" ");
    let rest = text
        .strip_prefix("DOCTOR ")
        .or_else(|| text.strip_prefix("DR "));
    rest.is_some_and(|rest| {
        rest.starts_with("OF PODIATRIC") && "OF PODIATRIC MEDICINE".starts_with(rest)
    })
}

fn is_abbreviation(upper: &str) -> bool {
    match upper {
        "OF" | "IN" | "AND" | "THE" => false,
        "FACFAOM" | "DACFAOM" | "FFPMRCPS" => true,
        other => other.chars().count() <= ABBREVIATION,
    }
}

fn abbreviation(upper: String) -> String {
    if upper == "PHD" {
        "PhD".to_owned()
    } else {
        upper
    }
}

fn phrase_word(word: &str) -> Option<String> {
    if word == "IN" {
        Some("in".to_owned())
    } else {
        company_word(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_have_one_form() {
        for raw in [
            "D.P.M.",
            "DPM",
            "D.P.M",
            "dpm",
            "DPM, D.P.M.",
            "D. P. M.",
            "D P M",
            "d p m",
            "DPM/D.P.M.",
            "DOCTOR OF PODIATRIC MEDICINE",
            "Doctor of Podiatric Medicine",
            "DR. OF PODIATRIC MEDICINE",
            "DOCTOR OF PODIATRIC",
            "DPM & DR OF PODIATRIC MEDICINE",
        ] {
            assert_eq!(credential(raw), "DPM", "{raw}");
        }
        for (raw, shown) in [
            ("DPM, FACFAS", "DPM, FACFAS"),
            ("DPM PHD", "DPM, PhD"),
            ("DPM&PHD; M.S.", "DPM, PhD, MS"),
            ("D.P.M. M.S.", "DPM, MS"),
            ("D. P. M., M.S.P.H., FACFAS", "DPM, MSPH, FACFAS"),
            ("DPM FACFAOM", "DPM, FACFAOM"),
            ("", ""),
            ("-, ==", ""),
        ] {
            assert_eq!(credential(raw), shown, "{raw}");
        }
    }

    #[test]
    fn a_phrase_stays_in_one_piece() {
        for (raw, shown) in [
            ("BOARD CERTIFIED", "Board Certified"),
            ("DPM, BOARD CERTIFIED", "DPM, Board Certified"),
            ("PODIATRIC PHYSICIAN", "Podiatric Physician"),
            ("MASTER OF ARTS", "Master of Arts"),
            ("FELLOW IN FEET", "Fellow in Feet"),
            ("Board Certified", "Board Certified"),
        ] {
            assert_eq!(credential(raw), shown, "{raw}");
        }
    }

    #[test]
    fn what_the_column_cannot_hold_is_left_out() {
        let raw = "DPM, CERTIFIED IN WOUND CARE AND DIABETIC FEET, MS";
        assert_eq!(credential(raw), "DPM");
    }
}
