use footpath_entity::directory::{EditedFields, Languages, podiatrist};
use url::Url;

use crate::{
    Report, Result,
    directory::{message::message, phone, text},
};

/// Languages that a listing may name.
const LANGUAGES: usize = 20;

/// What the holder of a listing says, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingAnswer {
    /// `yes`, `no`; blank when nobody is to know.
    pub accepting_new_patients: String,
    /// Likewise.
    pub telehealth: String,
    /// Beside English, with commas.
    pub languages: String,
    pub website: String,
    pub insurance: String,
    /// The right number, where the one that is shown is wrong; staff change it.
    pub phone: String,
    /// Likewise.
    pub address: String,
}

/// An answer that is right in itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Checked {
    accepting_new_patients: Option<bool>,
    telehealth: Option<bool>,
    languages: Languages,
    website: Option<String>,
    insurance: Option<String>,
    /// As people write it.
    pub phone: Option<String>,
    pub address: Option<String>,
}

impl ListingAnswer {
    /// As it is stored.
    pub(super) fn of(row: &podiatrist::Model) -> Self {
        let word = |is: Option<bool>| match is {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => String::new(),
        };
        Self {
            accepting_new_patients: word(row.accepting_new_patients),
            telehealth: word(row.telehealth),
            languages: row.languages.0.join(", "),
            website: row.website.clone().unwrap_or_default(),
            insurance: row.insurance.clone().unwrap_or_default(),
            phone: String::new(),
            address: String::new(),
        }
    }

    pub(super) fn check(&self) -> Result<Checked> {
        let mut report = Report::new();
        let checked = Checked {
            accepting_new_patients: choice(
                &mut report,
                "accepting_new_patients",
                &self.accepting_new_patients,
            ),
            telehealth: choice(&mut report, "telehealth", &self.telehealth),
            languages: languages(&mut report, &self.languages),
            website: website(&mut report, &self.website),
            insurance: text::optional(&mut report, "insurance", &self.insurance, 500),
            phone: number(&mut report, &self.phone),
            address: Some(message(&mut report, "address", &self.address))
                .filter(|text| !text.is_empty()),
        };
        report.into_result()?;
        Ok(checked)
    }
}

impl Checked {
    /// Writes it into the row and names what that changed, which an import then leaves alone.
    pub(super) fn put(&self, row: &mut podiatrist::Model) -> Vec<&'static str> {
        let differs = [
            (
                "accepting_new_patients",
                row.accepting_new_patients != self.accepting_new_patients,
            ),
            ("telehealth", row.telehealth != self.telehealth),
            ("languages", row.languages != self.languages),
            ("website", row.website != self.website),
            ("insurance", row.insurance != self.insurance),
        ];
        let changed: Vec<_> = differs
            .into_iter()
            .filter_map(|(name, changed)| changed.then_some(name))
            .collect();
        row.accepting_new_patients = self.accepting_new_patients;
        row.telehealth = self.telehealth;
        row.languages = self.languages.clone();
        row.website.clone_from(&self.website);
        row.insurance.clone_from(&self.insurance);
        let mut edited = std::mem::take(&mut row.edited).0;
        for name in &changed {
            if !edited.iter().any(|known| known == name) {
                edited.push((*name).to_owned());
            }
        }
        row.edited = EditedFields(edited);
        changed
    }
}

fn choice(report: &mut Report, field: &str, text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        "" => None,
        _ => {
            report.add(field, "must be yes, no or blank");
            None
        }
    }
}

fn languages(report: &mut Report, text: &str) -> Languages {
    const FIELD: &str = "languages";
    let mut known: Vec<String> = Vec::new();
    for one in text.split(',') {
        let one = text::line(report, FIELD, one, 40);
        let named = |other: &str| one.eq_ignore_ascii_case(other);
        if one.is_empty() || named("English") || known.iter().any(|known| named(known)) {
            continue;
        }
        if !one.chars().any(char::is_alphabetic) {
            report.add(FIELD, format!("{one} is not the name of a language"));
        }
        known.push(one);
    }
    if known.len() > LANGUAGES {
        report.add(FIELD, format!("must name at most {LANGUAGES}"));
    }
    Languages(known)
}

/// An absolute address; `https://` may be left out.
fn website(report: &mut Report, text: &str) -> Option<String> {
    const FIELD: &str = "website";
    let text = text::optional(report, FIELD, text, 300)?;
    let whole = if text.contains("://") {
        text
    } else {
        format!("https://{text}")
    };
    let good = whole.parse::<Url>().is_ok_and(|url| {
        let host = url.host_str().unwrap_or_default();
        matches!(url.scheme(), "http" | "https")
            && host.contains('.')
            && url.username().is_empty()
            && url.password().is_none()
    });
    if !good || whole.contains(char::is_whitespace) {
        report.add(FIELD, "must be an address such as https://www.example.org");
    } else if whole.chars().count() > 300 {
        report.add(FIELD, "must have at most 300 characters");
    }
    Some(whole)
}

fn number(report: &mut Report, text: &str) -> Option<String> {
    let text = text::optional(report, "phone", text, 40)?;
    let number = phone::parse(&text);
    if number.is_none() {
        report.add("phone", "must be a number such as (208) 555-0100");
    }
    number.map(|number| phone::spoken(&number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = ListingAnswer {
            accepting_new_patients: "perhaps".to_owned(),
            telehealth: "maybe".to_owned(),
            languages: "7".to_owned(),
            website: "javascript://x".to_owned(),
            insurance: "a\nb".to_owned(),
            phone: "12".to_owned(),
            address: "a\0".to_owned(),
        };
        let Err(Error::Invalid(report)) = wrong.check() else {
            panic!("it passed")
        };
        let fields: Vec<_> = report.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "accepting_new_patients",
                "telehealth",
                "languages",
                "website",
                "insurance",
                "phone",
                "address"
            ]
        );
    }

    #[test]
    fn languages_are_named_once_and_english_goes_without_saying() {
        let mut report = Report::new();
        let read = languages(&mut report, "Spanish, english,spanish , ,Tagalog");
        assert_eq!(read.0, ["Spanish", "Tagalog"]);
        assert!(report.is_empty());
        let many: Vec<_> = (0..21).map(|n| format!("l{n}")).collect();
        languages(&mut report, &many.join(","));
        assert_eq!(report.0.len(), 1);
    }

    #[test]
    fn a_website_is_whole_and_leads_to_the_web() {
        let mut report = Report::new();
        let read = website(&mut report, " www.feet.example/about ");
        assert_eq!(read.as_deref(), Some("https://www.feet.example/about"));
        assert!(report.is_empty());
        for bad in [
            "ftp://feet.example",
            "https://localhost",
            "https://a:b@feet.example",
            "two words.example",
            "https://",
        ] {
            let mut report = Report::new();
            website(&mut report, bad);
            assert!(!report.is_empty(), "{bad}");
        }
    }
}
