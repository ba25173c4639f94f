//! Times as the console tells them.

use chrono::{DateTime, Utc};

/// Such as "2 days ago".
pub fn ago(now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes();
    match minutes {
        ..1 => "just now".to_owned(),
        1..60 => counted(minutes, "minute"),
        60..1440 => counted(minutes / 60, "hour"),
        1440..43_200 => counted(minutes / 1440, "day"),
        _ => at.format("%B %-d, %Y").to_string(),
    }
}

/// Such as "November 21, 2026, 3:05 PM UTC".
pub fn exact(at: DateTime<Utc>) -> String {
    at.format("%B %-d, %Y, %-I:%M %p UTC").to_string()
}

/// Such as "3 minutes", of so many seconds.
pub fn lasting(seconds: u64) -> String {
    let (n, unit) = match seconds {
        ..60 => (seconds, "second"),
        60..3600 => (seconds / 60, "minute"),
        _ => (seconds / 3600, "hour"),
    };
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{s}")
}

fn counted(n: i64, unit: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{s} ago")
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn the_unit_grows_with_the_age() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let after = |minutes| ago(now, now - TimeDelta::minutes(minutes));
        assert_eq!(after(0), "just now");
        assert_eq!(after(1), "1 minute ago");
        assert_eq!(after(150), "2 hours ago");
        assert_eq!(after(60 * 24 * 3), "3 days ago");
        assert_eq!(after(60 * 24 * 40), "October 9, 2026");
    }
}
