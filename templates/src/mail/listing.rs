use super::{Mail, NoticeMail};
use crate::sample::{Sample, Sampler};

/// To whoever looks after a listing: a link by which to check it.
#[derive(Clone)]
pub struct ListingMail {
    pub site_name: String,
    /// Whose it is, as readers see it: "Jane Q. Doe, DPM".
    pub listing: String,
    pub npi: String,
    pub link: String,
    /// The last day of the link.
    pub until: String,
    /// It was checked before, long ago.
    pub reminder: bool,
}

impl ListingMail {
    pub fn compose(&self) -> askama::Result<Mail> {
        let Self {
            site_name, until, ..
        } = self;
        let which = format!("{} (NPI {})", self.listing, self.npi);
        let (subject, paragraphs) = if self.reminder {
            (
                "Is your listing still right?",
                vec![
                    format!("Some time ago you checked the listing of {which} on {site_name}."),
                    "Please look through it once more, so that nobody calls in vain.".to_owned(),
                ],
            )
        } else {
            (
                "Check your listing",
                vec![
                    format!(
                        "Somebody gave us this address to look after the listing of {which} on {site_name}."
                    ),
                    "Please look through it, put right what is wrong, and confirm it.".to_owned(),
                ],
            )
        };
        NoticeMail {
            site_name: site_name.clone(),
            subject: subject.to_owned(),
            paragraphs,
            button: Some(("Check the listing".to_owned(), self.link.clone())),
            footer: vec![
                format!(
                    "The link holds until {until}. It is for you alone: please do not forward it."
                ),
                "If this listing is not yours, ignore this email: nothing changes.".to_owned(),
            ],
        }
        .compose()
    }
}

impl Sample for ListingMail {
    fn sample(s: &Sampler) -> Self {
        Self {
            site_name: s.text("Footpath"),
            listing: s.text("Jane Q. Sample, DPM"),
            npi: s.text("1234567893"),
            link: s.text("https://footpath.example/listing/k7Qm2vX9"),
            until: s.text("December 10, 2026"),
            reminder: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_says_so_and_both_hold_the_link() {
        let first = ListingMail::sample(&Sampler::default());
        let reminder = ListingMail {
            reminder: true,
            ..first.clone()
        };
        let (first, reminder) = (first.compose().unwrap(), reminder.compose().unwrap());
        assert_ne!(first.subject, reminder.subject);
        for mail in [first, reminder] {
            assert!(!mail.subject.contains("Jane"), "{}", mail.subject);
            assert!(mail.text.contains("/listing/k7Qm2vX9"), "{}", mail.text);
            assert!(mail.html.contains("/listing/k7Qm2vX9"));
        }
    }
}
