// Shared with the build script, which writes the table that is searched by these keys.

/// The words of a place's name, folded: lower case, no accents, no punctuation, and one form
/// for what is written in two (`Saint Paul`, `St. Paul`).
pub fn words(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => plain.push(c),
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' => plain.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' => plain.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ō' => plain.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'ū' => plain.push('u'),
            'ñ' => plain.push('n'),
            'ç' => plain.push('c'),
            // These stand inside a word: O'Fallon, D.C., Kailua with its okina.
            '\'' | '.' | '’' | '‘' | 'ʻ' | '`' | '\u{0300}'..='\u{036f}' => {}
            _ => plain.push(' '),
        }
    }
    let one_form = |word: &str| match word {
        "saint" => "st".to_owned(),
        "sainte" => "ste".to_owned(),
        "fort" => "ft".to_owned(),
        "mount" => "mt".to_owned(),
        other => other.to_owned(),
    };
    plain.split_whitespace().map(one_form).collect()
}

/// What names are compared by: the folded words without the spaces, so that `Coeur d'Alene` and
/// `Coeur D Alene` are one.
pub fn key(text: &str) -> String {
    words(text).concat()
}
