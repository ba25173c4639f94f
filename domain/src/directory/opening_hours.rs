//! Opening hours in words, as schema.org wants them: `Mo-Fr 09:00-17:00`.

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Without `am` or `pm`, nobody opens before this hour: 1 may be one in the afternoon.
const EARLIEST: u32 = 5;

/// One entry for each line on which it is open. `None` unless every line can be read: half of
/// the hours would say that it is closed for the rest.
pub(super) fn schema_org(text: &str) -> Option<Vec<String>> {
    let lines = text.lines().map(line).collect::<Option<Vec<_>>>()?;
    let open = lines.into_iter().filter_map(|line| match line {
        Line::Open(hours) => Some(hours),
        Line::Closed => None,
    });
    let open: Vec<String> = open.collect();
    (!open.is_empty()).then_some(open)
}

enum Line {
    Open(String),
    Closed,
}

fn line(text: &str) -> Option<Line> {
    let text = text.to_lowercase().replace(['\u{2013}', '\u{2014}'], "-");
    if let Some(days) = text.trim().strip_suffix("closed") {
        return days_of(days).map(|_| Line::Closed);
    }
    let (days, hours) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let (opens, closes) = hours.split_once('-').or_else(|| hours.split_once(" to "))?;
    let (opens, closes) = between(time(opens)?, time(closes)?)?;
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let days = days_of(days)?;
    let hours = format!("{days} {}-{}", clock(opens), clock(closes));
    Some(Line::Open(hours))
}

/// `mon - fri:` as `Mo-Fr`, `tue, thu` as `Tu,Th`.
fn days_of(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches([':', '-']);
    let text = text.replace(" to ", "-").replace(" through ", "-");
    let parts = text.split([',', '&']).map(|part| {
        let ends = part.split('-').map(day).collect::<Option<Vec<_>>>()?;
        (ends.len() <= 2).then(|| ends.join("-"))
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join(","))
}

/// `mon`, `Mondays` or `Mo.` as `Mo`.
fn day(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.').trim_end_matches('s');
    let known = DAYS
        .into_iter()
        .find(|day| text.len() >= 2 && day.starts_with(text))?;
    Some(format!("{}{}", known[..1].to_uppercase(), &known[1..2]))
}

/// A time on the dial, or one that is sure.
#[derive(Clone, Copy)]
enum Time {
    /// Minutes from midnight.
    Sure(u32),
    /// Minutes from midnight, where nobody said before or after noon.
    Dial(u32),
}

/// `9`, `9:30`, `9 a.m.`, `17:00`.
fn time(text: &str) -> Option<Time> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .collect();
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = digits.split_once(':').unwrap_or((digits, "00"));
    if minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    match half {
        Some(half) if (1..=12).contains(&hour) && minute < 60 => {
            Some(Time::Sure((hour % 12 + half) * 60 + minute))
        }
        None if hour < 24 && minute < 60 => Some(if hour > 12 {
            Time::Sure(hour * 60 + minute)
        } else {
            Time::Dial(hour * 60 + minute)
        }),
        _ => None,
    }
}

/// From when to when, in minutes: 9 to 5 ends in the afternoon.
fn between(opens: Time, closes: Time) -> Option<(u32, u32)> {
    let opens = match opens {
        Time::Sure(minutes) => minutes,
        Time::Dial(minutes) => Some(minutes).filter(|minutes| *minutes >= EARLIEST * 60)?,
    };
    let closes = match closes {
        Time::Sure(minutes) => minutes,
        Time::Dial(minutes) if minutes > opens => minutes,
        Time::Dial(minutes) => minutes + 12 * 60,
    };
    (opens < closes && closes < 24 * 60).then_some((opens, closes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_as_people_write_them_are_read() {
        for (text, read) in [
            ("Mon-Fri 9-5", "Mo-Fr 09:00-17:00"),
            (
                "Monday to Friday: 8:30 am \u{2013} 5 p.m.",
                "Mo-Fr 08:30-17:00",
            ),
            ("Tue, Thu 7:30-12:00", "Tu,Th 07:30-12:00"),
            ("Saturdays 9am to 12pm", "Sa 09:00-12:00"),
            ("Wed 13:00-18:15", "We 13:00-18:15"),
            ("Thurs. 9-5pm", "Th 09:00-17:00"),
        ] {
            assert_eq!(schema_org(text).unwrap(), [read], "{text}");
        }
        let week = "Mon-Thu 8-5\nFri 8-12\nSat & Sun closed";
        let read = ["Mo-Th 08:00-17:00", "Fr 08:00-12:00"];
        assert_eq!(schema_org(week).unwrap(), read);
    }

    #[test]
    fn what_cannot_be_read_for_sure_says_nothing() {
        for text in [
            "",
            "By appointment",
            "Mon-Fri",
            "9-5",
            "Mon-Fri 1-5",
            "Mon 9-12, 1-5",
            "Mon-Wed-Fri 9-5",
            "Mon 5pm-9am",
            "Mon 25-26",
            "Mon 9:5-10:00",
            "M 9-5",
            "Mon-Fri 9-5\nweekends by appointment",
            "Mon-Fri closed",
            "Lun 9-5",
        ] {
            assert_eq!(schema_org(text), None, "{text}");
        }
    }
}
