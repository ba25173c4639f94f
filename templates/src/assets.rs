//! The style sheet, the scripts and the icon. Names carry a hash of the content, so that they
//! may be cached for good.

/// A file that pages refer to.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// File name with content hash, such as `footpath-0123456789abcdef.css`. Served under
    /// `/assets/`.
    pub name: &'static str,
    pub content_type: &'static str,
    pub bytes: &'static [u8],
}

const CSS_SOURCE: &[u8] = include_bytes!("../assets/footpath.css");
const CONSOLE_SOURCE: &[u8] = include_bytes!("../assets/console.css");
const CSS: &[u8] = &lean::<{ lean_len(CSS_SOURCE) }>(CSS_SOURCE);
const CONSOLE: &[u8] = &lean::<{ lean_len(CONSOLE_SOURCE) }>(CONSOLE_SOURCE);
const THEME: &[u8] = include_bytes!("../assets/theme.js");
const SCRIPT: &[u8] = include_bytes!("../assets/footpath.js");
const ASSESSMENT: &[u8] = include_bytes!("../assets/assessment.js");
const ICON: &[u8] = include_bytes!("../assets/icon.svg");

const CSS_HASH: [u8; 16] = hex(fnv1a(CSS));
const CONSOLE_HASH: [u8; 16] = hex(fnv1a(CONSOLE));
const THEME_HASH: [u8; 16] = hex(fnv1a(THEME));
const SCRIPT_HASH: [u8; 16] = hex(fnv1a(SCRIPT));
const ASSESSMENT_HASH: [u8; 16] = hex(fnv1a(ASSESSMENT));
const ICON_HASH: [u8; 16] = hex(fnv1a(ICON));

const CSS_NAME: [u8; 29] = joined(b"footpath-", &CSS_HASH, b".css");
const CONSOLE_NAME: [u8; 28] = joined(b"console-", &CONSOLE_HASH, b".css");
const THEME_NAME: [u8; 25] = joined(b"theme-", &THEME_HASH, b".js");
const SCRIPT_NAME: [u8; 28] = joined(b"footpath-", &SCRIPT_HASH, b".js");
const ASSESSMENT_NAME: [u8; 30] = joined(b"assessment-", &ASSESSMENT_HASH, b".js");
const ICON_NAME: [u8; 25] = joined(b"icon-", &ICON_HASH, b".svg");

/// File names for the templates.
pub const STYLE: &str = ascii(&CSS_NAME);
/// For the console, after `STYLE`.
pub const CONSOLE_STYLE: &str = ascii(&CONSOLE_NAME);
pub const THEME_SCRIPT: &str = ascii(&THEME_NAME);
pub const PAGE_SCRIPT: &str = ascii(&SCRIPT_NAME);
/// For the questions of the assessment.
pub const ASSESSMENT_SCRIPT: &str = ascii(&ASSESSMENT_NAME);
pub const FAVICON: &str = ascii(&ICON_NAME);

/// Everything to be served under `/assets/`.
pub fn assets() -> [Asset; 6] {
    [
        Asset {
            name: STYLE,
            content_type: "text/css; charset=utf-8",
            bytes: CSS,
        },
        Asset {
            name: CONSOLE_STYLE,
            content_type: "text/css; charset=utf-8",
            bytes: CONSOLE,
        },
        Asset {
            name: THEME_SCRIPT,
            content_type: "text/javascript; charset=utf-8",
            bytes: THEME,
        },
        Asset {
            name: PAGE_SCRIPT,
            content_type: "text/javascript; charset=utf-8",
            bytes: SCRIPT,
        },
        Asset {
            name: ASSESSMENT_SCRIPT,
            content_type: "text/javascript; charset=utf-8",
            bytes: ASSESSMENT,
        },
        Asset {
            name: FAVICON,
            content_type: "image/svg+xml",
            bytes: ICON,
        },
    ]
}

/// Whether a byte of a style sheet only makes it easier to read: what indents a line, the line's
/// end after a bracket, a semicolon or a comma, the space before a bracket, and the one between a
/// property and its value (kept before a quotation mark, since it may stand within a string).
const fn is_air(source: &[u8], i: usize) -> bool {
    if source[i] == b'\n' {
        return i > 0 && matches!(source[i - 1], b'{' | b'}' | b';' | b',' | b'/' | b'\n');
    }
    if source[i] == b' ' && i > 0 && i + 1 < source.len() {
        let next = source[i + 1];
        if next == b'{' || (source[i - 1] == b':' && next != b'"') {
            return true;
        }
    }
    let mut start = i;
    while start > 0 && source[start] == b' ' {
        start -= 1;
    }
    source[i] == b' ' && source[start] == b'\n'
}

const fn lean_len(source: &[u8]) -> usize {
    let (mut i, mut len) = (0, 0);
    while i < source.len() {
        if !is_air(source, i) {
            len += 1;
        }
        i += 1;
    }
    len
}

const fn lean<const N: usize>(source: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    let (mut i, mut len) = (0, 0);
    while i < source.len() {
        if !is_air(source, i) {
            out[len] = source[i];
            len += 1;
        }
        i += 1;
    }
    out
}

/// FNV-1a, 64 bits: tells versions of our own files apart, at compile time.
const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
}

const fn hex(value: u64) -> [u8; 16] {
    let mut text = [0; 16];
    let mut i = 0;
    while i < 16 {
        text[i] = b"0123456789abcdef"[(value >> (60 - 4 * i) & 15) as usize];
        i += 1;
    }
    text
}

const fn joined<const N: usize>(stem: &[u8], hash: &[u8; 16], ending: &[u8]) -> [u8; N] {
    let mut name = [0; N];
    let mut i = 0;
    while i < N {
        name[i] = if i < stem.len() {
            stem[i]
        } else if i < stem.len() + 16 {
            hash[i - stem.len()]
        } else {
            ending[i - stem.len() - 16]
        };
        i += 1;
    }
    name
}

const fn ascii(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
