//! A made-up file of the national registry in its true layout. Numbers begin with 2 and telephones
//! have 555-01xx: nobody has either.

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use footpath_domain::directory::place;

const CODES: [&str; 4] = ["213ES0103X", "213E00000X", "213ES0131X", "213EP1101X"];
const OTHER: [&str; 4] = ["207Q00000X", "225100000X", "1041C0700X", "363LF0000X"];
const LAST: [&str; 8] = [
    "ARCH",
    "HEEL",
    "INSTEP",
    "TARSAL",
    "METATARSAL",
    "TOE",
    "SOLE",
    "ANKLE",
];
const STREETS: [&str; 6] = ["MAIN", "OAK", "MAPLE", "LAKE", "HILL", "PINE"];

/// Writes so many rows, of which so many are podiatrists, evenly spread.
pub fn write(path: &Path, rows: usize, podiatrists: usize) {
    let zips = zips();
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    writeln!(out, "{}", header()).unwrap();
    let mut row = String::new();
    let mut so_far = 0;
    for n in 0..rows {
        let is_one = (n + 1) * podiatrists / rows > so_far;
        row.clear();
        if is_one {
            provider(
                &mut row,
                n,
                CODES[so_far % 4],
                &zips[(so_far * 7919) % zips.len()],
                so_far,
            );
            so_far += 1;
        } else {
            provider(&mut row, n, OTHER[n % 4], &zips[(n * 31) % zips.len()], n);
        }
        writeln!(out, "{row}").unwrap();
    }
    out.flush().unwrap();
}

/// Every ZIP code with its city and state.
fn zips() -> Vec<(String, String, String)> {
    (501..99_951)
        .filter_map(|code| {
            let place = place::by_postal_code(&format!("{code:05}").parse().ok()?)?;
            Some((
                format!("{code:05}"),
                place.city?.to_uppercase(),
                place.state?,
            ))
        })
        .collect()
}

fn provider(row: &mut String, n: usize, code: &str, zip: &(String, String, String), seed: usize) {
    let npi = npi(n);
    let last = LAST[seed % LAST.len()];
    let (day, month) = (seed % 28 + 1, seed % 12 + 1);
    write!(
        row,
        "\"{npi}\",\"1\",\"\",\"\",\"\",\"{last}{}\",\"SAMPLE\",\"Q\",\"\",\"\",\"DPM\"",
        seed % 97
    )
    .unwrap();
    empty(row, 9);
    for _ in 0..2 {
        let (code, city, state) = zip;
        write!(
            row,
            ",\"{} {} ST\",\"STE {}\",\"{city}\",\"{state}\",\"{code}{:04}\",\"US\",\"20855501{:02}\",\"\"",
            seed % 9000 + 1,
            STREETS[seed % STREETS.len()],
            seed % 50 + 1,
            seed % 9999,
            seed % 100
        )
        .unwrap();
    }
    write!(
        row,
        ",\"05/23/2005\",\"{month:02}/{day:02}/2024\",\"\",\"\",\"\",\"M\""
    )
    .unwrap();
    empty(row, 5);
    write!(
        row,
        ",\"{code}\",\"{}\",\"{}\",\"Y\"",
        seed % 100_000,
        zip.2
    )
    .unwrap();
    empty(row, 14 * 4 + 200);
    write!(row, ",\"N\"").unwrap();
    empty(row, 21);
    write!(row, ",\"{month:02}/{day:02}/2024\"").unwrap();
}

fn empty(row: &mut String, n: usize) {
    for _ in 0..n {
        row.push_str(",\"\"");
    }
}

/// The n-th number, with its check digit.
fn npi(n: usize) -> String {
    let nine = format!("2{:08}", (n * 48_271) % 100_000_000);
    let sum: usize = nine
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = usize::from(b - b'0');
            if i % 2 == 0 {
                d * 2 / 10 + d * 2 % 10
            } else {
                d
            }
        })
        .sum();
    format!("{nine}{}", (10 - (24 + sum) % 10) % 10)
}

fn header() -> String {
    let mut names: Vec<String> = [
        "NPI",
        "Entity Type Code",
        "Replacement NPI",
        "Employer Identification Number (EIN)",
        "Provider Organization Name (Legal Business Name)",
        "Provider Last Name (Legal Name)",
        "Provider First Name",
        "Provider Middle Name",
        "Provider Name Prefix Text",
        "Provider Name Suffix Text",
        "Provider Credential Text",
    ]
    .map(str::to_owned)
    .into();
    let more = |names: &mut Vec<String>, what: &str, n: usize| {
        names.extend((1..=n).map(|i| format!("{what}_{i}")));
    };
    more(&mut names, "Provider Other Name Part", 9);
    for kind in ["Mailing", "Practice Location"] {
        names.push(format!("Provider First Line Business {kind} Address"));
        names.push(format!("Provider Second Line Business {kind} Address"));
        for part in [
            "City Name",
            "State Name",
            "Postal Code",
            "Country Code (If outside U.S.)",
            "Telephone Number",
            "Fax Number",
        ] {
            names.push(format!("Provider Business {kind} Address {part}"));
        }
    }
    let dates = [
        "Provider Enumeration Date",
        "Last Update Date",
        "NPI Deactivation Reason Code",
        "NPI Deactivation Date",
        "NPI Reactivation Date",
        "Provider Sex Code",
    ];
    names.extend(dates.map(str::to_owned));
    more(&mut names, "Authorized Official", 5);
    for slot in 1..=15 {
        names.push(format!("Healthcare Provider Taxonomy Code_{slot}"));
        names.push(format!("Provider License Number_{slot}"));
        names.push(format!("Provider License Number State Code_{slot}"));
        names.push(format!(
            "Healthcare Provider Primary Taxonomy Switch_{slot}"
        ));
    }
    more(&mut names, "Other Provider Identifier", 200);
    names.push("Is Sole Proprietor".to_owned());
    more(&mut names, "Organization Part", 6);
    more(&mut names, "Healthcare Provider Taxonomy Group", 15);
    names.push("Certification Date".to_owned());
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(",")
}
