//! What people, robots and broken programs send.

use serde_json::{Value, json};

/// Values of a parameter, percent-encoded. The second says whether the value is one that no
/// parameter can take, whatever it is for.
pub fn values() -> Vec<(String, bool)> {
    let mut values: Vec<(String, bool)> = [
        "",
        "%20",
        "%00",
        "a%00b",
        "-1",
        "0",
        "9",
        "1.5",
        "1e400",
        "NaN",
        "99999999999999999999999999",
        "-9223372036854775808",
        "2147483648",
        "true",
        "null",
        "%5B%5D",
        "%7B%7D",
        "%27%20OR%201%3D1--",
        "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "x%0D%0AX-Evil:%201",
        "..%2F..%2Fetc%2Fpasswd",
        "%25s%25n%25x",
        "$%7B7*7%7D",
        "*",
        "%25",
        "%F0%9F%A6%B6",
        "%E2%80%AEabc",
        "%C4%B0",
        "%EF%BF%BF",
        "e%CC%81",
        "%D9%A3",
        ",,,,",
        "1,2,3",
        "a%20OR%20b%20NOT%20(",
    ]
    .into_iter()
    .map(|value| (value.to_owned(), false))
    .collect();
    let long = "a".repeat(5_000);
    let marks = "%CC%81".repeat(2_000);
    let words = "heel%20".repeat(1_000);
    values.extend([long, marks, words].map(|value| (value, false)));
    for broken in ["%FF", "%C3%28", "%ED%A0%80", "%", "%4", "%zz", "a%FFb"] {
        values.push((broken.to_owned(), true));
    }
    values
}

/// Texts of a form's field or a path.
pub fn texts() -> Vec<String> {
    values().into_iter().map(|(value, _)| value).collect()
}

/// JSON values in the place of any other.
pub fn json_values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(9),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("a\0b"),
        json!("\u{202e}abc"),
        json!("' OR 1=1 --"),
        json!("<script>alert(1)</script>"),
        json!("a\r\nBcc: evil@example.org"),
        json!("🦶".repeat(300)),
        json!("x".repeat(100_000)),
        json!([]),
        json!([[]]),
        json!([null, 1, "a", {}]),
        json!({}),
    ]
}

/// Bytes in the place of a header's value.
pub fn header_values() -> Vec<Vec<u8>> {
    let mut values: Vec<Vec<u8>> = [
        &b""[..],
        b" ",
        b"\xff\xfe",
        b"\xf0\x9f\xa6\xb6",
        b"*",
        b"\"",
        b"\"\"",
        b"W/",
        b"W/\"",
        b"\"a\", \"b\", *",
        b",,,;;;===",
        b"-1",
        b"99999999999999999999999999",
        b"null",
        b"' OR 1=1 --",
        b"<script>alert(1)</script>",
        b"bytes=0-",
        b"bytes=-1",
        b"bytes=5-1,abc,99999999999999999999-",
        b"Bearer",
        b"Bearer ",
        b"Bearer \xff",
        b"Bearer a.b.c",
        b"Basic Og==",
        b"footpath=",
        b"footpath=\xff; footpath=%FF; =; ;;",
        b"footpath-door=x; footpath=x",
        b"application/geo+json;q=x, */*;q=-1",
        b"text/html;charset=\xff",
        b"gzip;q=9, br;q=, \xff",
        b"\ta\tb",
    ]
    .map(<[u8]>::to_vec)
    .into();
    values.push(b"a".repeat(9_000));
    values.push(b"a,".repeat(4_000));
    values
}
