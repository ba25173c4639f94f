//! Telephone numbers of the North American numbering plan.

/// Reads a number as people write it, such as `(208) 555-0100`, into E.164: `+12085550100`.
pub fn parse(text: &str) -> Option<String> {
    let allowed = |c: char| c.is_ascii_digit() || "+-.() /".contains(c);
    if !text.chars().all(allowed) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let ten = match digits.len() {
        10 => digits.as_str(),
        11 => digits.strip_prefix('1')?,
        _ => return None,
    };
    // Neither an area code nor an exchange begins with 0 or 1.
    let begins_well = |at: usize| ten.as_bytes()[at] >= b'2';
    (begins_well(0) && begins_well(3)).then(|| format!("+1{ten}"))
}

/// As people write it: `(208) 555-0100`. What is no such number stays as it is.
pub fn spoken(e164: &str) -> String {
    match e164.strip_prefix("+1") {
        Some(ten) if ten.len() == 10 && ten.is_ascii() => {
            format!("({}) {}-{}", &ten[..3], &ten[3..6], &ten[6..])
        }
        _ => e164.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for text in [
            "2085550100",
            "(208) 555-0100",
            "1-208-555-0100",
            "+1 208.555.0100",
        ] {
            assert_eq!(parse(text).as_deref(), Some("+12085550100"), "{text}");
        }
        assert_eq!(spoken("+12085550100"), "(208) 555-0100");
        for text in [
            "",
            "555-0100",
            "0085550100",
            "2081550100",
            "208555010x",
            "+442085550100",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
