//! Mails: text and HTML from the same words. None names a patient, a symptom, a condition or how
//! grave it is, and none of the patient's names the clinic.

mod listing;

use askama::Template;

use crate::sample::{Sample, Sampler};

pub use listing::ListingMail;

/// A mail ready to be sent.
#[derive(Clone)]
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// To a clinic, or to the site's triage desk: a referral waits.
#[derive(Clone)]
pub struct ClinicReferralMail {
    pub site_name: String,
    /// By when to open it: date and time, with the zone.
    pub open_by: String,
    pub link: String,
    /// The second mail about the same referral.
    pub reminder: bool,
    /// Without an answer somebody else is asked; not so at the site's own desk.
    pub passed_on: bool,
}

/// What a patient is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatientNews {
    Sent,
    Accepted,
    Scheduled,
    Completed,
    Rerouted,
    /// Nobody is left to ask; a person looks for somebody.
    Unrouted,
    Withdrawn,
    Expired,
}

impl PatientNews {
    pub const ALL: [Self; 8] = [
        Self::Sent,
        Self::Accepted,
        Self::Scheduled,
        Self::Completed,
        Self::Rerouted,
        Self::Unrouted,
        Self::Withdrawn,
        Self::Expired,
    ];
}

/// To a patient who asked for mail.
#[derive(Clone)]
pub struct PatientMail {
    pub site_name: String,
    pub news: PatientNews,
    /// To the patient's own page.
    pub link: String,
}

/// To staff, and to whoever confirms an inbox: a heading, some sentences, one button.
#[derive(Clone)]
pub struct NoticeMail {
    pub site_name: String,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// What the button says, and where it leads.
    pub button: Option<(String, String)>,
    /// Small print, such as that one may ignore the mail.
    pub footer: Vec<String>,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct LetterHtml<'a> {
    site_name: &'a str,
    heading: &'a str,
    paragraphs: &'a [String],
    button: Option<(&'a str, &'a str)>,
    footer: &'a [String],
}

#[derive(Template)]
#[template(path = "mail/letter.txt", whitespace = "preserve")]
struct LetterText<'a> {
    site_name: &'a str,
    heading: &'a str,
    paragraphs: &'a [String],
    button: Option<(&'a str, &'a str)>,
    footer: &'a [String],
}

impl NoticeMail {
    pub fn compose(&self) -> askama::Result<Mail> {
        let button = self
            .button
            .as_ref()
            .map(|(label, href)| (label.as_str(), href.as_str()));
        let html = LetterHtml {
            site_name: &self.site_name,
            heading: &self.subject,
            paragraphs: &self.paragraphs,
            button,
            footer: &self.footer,
        };
        let text = LetterText {
            site_name: &self.site_name,
            heading: &self.subject,
            paragraphs: &self.paragraphs,
            button,
            footer: &self.footer,
        };
        Ok(Mail {
            subject: self.subject.clone(),
            text: text.render()?,
            html: html.render()?,
        })
    }
}

impl ClinicReferralMail {
    pub fn compose(&self) -> askama::Result<Mail> {
        let (subject, first) = if self.reminder {
            (
                "Reminder: a referral is waiting",
                "A referral for you has not been answered yet.",
            )
        } else {
            (
                "A referral is waiting",
                "Somebody has asked us to refer them to you.",
            )
        };
        let mut footer = vec!["The link is for you alone: please do not forward it.".to_owned()];
        if self.passed_on {
            footer.push(
                "If you do not answer in time, we ask somebody else, so that nobody is left waiting."
                    .to_owned(),
            );
        }
        NoticeMail {
            site_name: self.site_name.clone(),
            subject: subject.to_owned(),
            paragraphs: vec![
                first.to_owned(),
                if self.reminder {
                    format!("It should have been opened by {}.", self.open_by)
                } else {
                    format!("Please open it by {}.", self.open_by)
                },
                "What it is about is behind the link, not in this email. There you can accept or decline it.".to_owned(),
            ],
            button: Some(("Open the referral".to_owned(), self.link.clone())),
            footer,
        }
        .compose()
    }
}

impl PatientMail {
    pub fn compose(&self) -> askama::Result<Mail> {
        let (subject, sentences): (_, &[&str]) = match self.news {
            PatientNews::Sent => (
                "Your request is on its way",
                &[
                    "What you asked us to pass on has been sent. They will get in touch with you.",
                    "Your page shows whom it went to and how it stands.",
                ],
            ),
            PatientNews::Accepted => (
                "Your request was accepted",
                &["They have said yes and will get in touch with you about a time."],
            ),
            PatientNews::Scheduled => (
                "A time was set for your request",
                &["They have noted a time with you. If you do not know of one, please call them."],
            ),
            PatientNews::Completed => (
                "Your request is complete",
                &["They have told us that you were seen. Nothing more comes from us about it."],
            ),
            PatientNews::Rerouted => (
                "Your request went to somebody else",
                &[
                    "We had no answer in time, or a no, and have asked the next one for you.",
                    "Your page shows whom it went to now. You need not do anything.",
                ],
            ),
            PatientNews::Unrouted => (
                "Your request has no taker yet",
                &[
                    "Whoever we asked could not take it. A person at our desk is looking for somebody else.",
                    "Please do not wait for us: call a clinic yourself; your page helps you find one.",
                ],
            ),
            PatientNews::Withdrawn => (
                "Your request was withdrawn",
                &["It is closed, and nobody can open it any more."],
            ),
            PatientNews::Expired => (
                "Your request has ended without an answer",
                &[
                    "Nobody answered in time, and we have stopped asking.",
                    "Please call a clinic yourself; your page helps you find one.",
                ],
            ),
        };
        let mut paragraphs: Vec<_> = sentences.iter().map(|text| (*text).to_owned()).collect();
        let meanwhile = match self.news {
            PatientNews::Completed | PatientNews::Withdrawn => {
                "Do not wait if it gets worse. In an emergency call 911."
            }
            _ => "Do not wait for a reply if it gets worse. In an emergency call 911.",
        };
        paragraphs.push(meanwhile.to_owned());
        NoticeMail {
            site_name: self.site_name.clone(),
            subject: subject.to_owned(),
            paragraphs,
            button: Some(("See how it stands".to_owned(), self.link.clone())),
            footer: vec![
                "You get this email because somebody gave your address and asked for news. Was this not you? Open the link and say so: it ends there.".to_owned(),
                "The link is for you alone: please do not forward it.".to_owned(),
            ],
        }
        .compose()
    }
}

impl Sample for ClinicReferralMail {
    fn sample(s: &Sampler) -> Self {
        Self {
            site_name: s.text("Footpath"),
            open_by: s.text("Tuesday, November 24, 2026, 3:05 PM UTC"),
            link: s.text("https://footpath.example/r/k7Qm2vX9"),
            reminder: false,
            passed_on: true,
        }
    }
}

impl Sample for PatientMail {
    fn sample(s: &Sampler) -> Self {
        Self {
            site_name: s.text("Footpath"),
            news: PatientNews::Sent,
            link: s.text("https://footpath.example/p/k7Qm2vX9"),
        }
    }
}

impl Sample for NoticeMail {
    fn sample(s: &Sampler) -> Self {
        Self {
            site_name: s.text("Footpath"),
            subject: s.text("Confirm this inbox"),
            paragraphs: s.texts(&["Referrals will come here once you confirm."]),
            button: Some((
                s.text("Confirm"),
                s.text("https://footpath.example/confirm/x"),
            )),
            footer: s.texts(&["If you do not know why, ignore this email."]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_and_bodies_say_nothing_of_health() {
        let s = Sampler::default();
        let mut mails = vec![ClinicReferralMail::sample(&s).compose().unwrap()];
        for news in PatientNews::ALL {
            let mail = PatientMail {
                news,
                ..PatientMail::sample(&s)
            };
            mails.push(mail.compose().unwrap());
        }
        for mail in mails {
            let subject = mail.subject.to_lowercase();
            for word in [
                "urgent",
                "emergency",
                "podiatr",
                "self",
                "heel",
                "foot",
                "pain",
                "flag",
                "clinic",
            ] {
                assert!(!subject.contains(word), "{subject}: {word}");
            }
            let text = mail.text.to_lowercase();
            for word in ["urgent", "podiatr", "heel", "pain", "red flag", "fracture"] {
                assert!(!text.contains(word), "{text}: {word}");
            }
            assert!(mail.text.contains("https://footpath.example/"));
            assert!(mail.html.contains("https://footpath.example/"));
        }
    }

    #[test]
    fn the_plain_text_reads_well_alone() {
        let mail = ClinicReferralMail::sample(&Sampler::default())
            .compose()
            .unwrap();
        assert!(mail.text.lines().all(|line| line.trim_end() == line));
        assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
        assert!(!mail.text.contains("&#"), "{}", mail.text);
        assert!(
            mail.text.starts_with("A referral is waiting\n\n"),
            "{}",
            mail.text
        );
    }
}
