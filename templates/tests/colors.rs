//! The tokens of the style sheet, as pairs of colors that stand on each other.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::HashMap;

const CSS: &str = include_str!("../assets/footpath.css");

type Tokens = HashMap<String, [u8; 3]>;

/// Hex colors among the custom properties of the first rule that starts with `selector`.
fn tokens(selector: &str) -> Tokens {
    let body = CSS
        .split_once(selector)
        .unwrap()
        .1
        .split_once('{')
        .unwrap()
        .1;
    let body = body.split_once('}').unwrap().0;
    body.split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        .filter_map(|(name, hex)| {
            let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
            Some((name.to_owned(), [byte(0)?, byte(2)?, byte(4)?]))
        })
        .collect()
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn luminance(color: [u8; 3]) -> f64 {
    let [r, g, b] = color.map(|byte| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

const TEXT: [(&str, &[&str]); 10] = [
    (
        "ink",
        &[
            "paper",
            "surface",
            "sunken",
            "accent-wash",
            "amber-wash",
            "red-wash",
            "info-wash",
            "mark",
        ],
    ),
    (
        "soft",
        &["paper", "surface", "sunken", "accent-wash", "red-wash"],
    ),
    ("accent", &["paper", "surface", "sunken", "accent-wash"]),
    ("accent-ink", &["accent"]),
    ("amber", &["paper", "surface", "sunken", "amber-wash"]),
    ("red", &["paper", "surface", "red-wash"]),
    ("red-ink", &["red"]),
    ("info", &["paper", "surface", "info-wash"]),
    ("paper", &["ink"]),
    ("surface", &["ink"]),
];

const CONTROLS: [(&str, &[&str]); 3] = [
    ("control", &["paper", "surface"]),
    ("accent", &["paper", "surface", "accent-wash"]),
    ("red", &["paper", "surface"]),
];

#[test]
fn text_and_controls_stand_out_in_both_schemes() {
    for (scheme, tokens) in [
        ("light", tokens(":root {")),
        ("dark", tokens(":root[data-colors=\"dark\"]")),
    ] {
        for (pairs, least) in [(&TEXT[..], 4.5), (&CONTROLS[..], 3.0)] {
            for (front, backs) in pairs {
                for back in *backs {
                    let ratio = contrast(tokens[*front], tokens[*back]);
                    assert!(ratio >= least, "{scheme}: {front} on {back} is {ratio:.2}");
                }
            }
        }
        let call = contrast([0xff; 3], [0xb3, 0x26, 0x1e]);
        assert!(call >= 4.5, "the emergency bar is {call:.2}");
    }
}

#[test]
fn dark_is_the_same_by_the_system_and_by_the_switch() {
    assert_eq!(
        tokens(":root:not([data-colors=\"light\"]) "),
        tokens(":root[data-colors=\"dark\"]")
    );
    let (light, dark) = (tokens(":root {"), tokens(":root[data-colors=\"dark\"]"));
    let names = |tokens: &Tokens| {
        let mut names: Vec<_> = tokens.keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(names(&light), names(&dark));
    assert!(light.len() > 15);
}

#[test]
fn no_color_stands_outside_of_the_tokens_but_the_emergency_bar() {
    let rules = CSS.split_once("/* Type and space. */").unwrap().1;
    let rules = rules.split_once("/* On paper. */").unwrap().0;
    for line in rules.lines().filter(|line| line.contains(": #")) {
        assert!(
            line.contains("#ffffff") || line.contains("#b3261e"),
            "{line}"
        );
    }
}
