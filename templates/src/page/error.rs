use askama::Template;

use crate::{
    part::{Frame, Link},
    sample::{Sample, Sampler},
};

/// A failure, for people: what happened and what to do now.
#[derive(Clone, Template)]
#[template(path = "site/error.html")]
pub struct ErrorPage {
    pub frame: Frame,
    /// Such as "404".
    pub status: String,
    pub heading: String,
    pub message: String,
    /// What was wrong with which field.
    pub problems: Vec<String>,
    pub links: Vec<Link>,
    /// Helps whoever is asked about it.
    pub request_id: Option<String>,
}

impl ErrorPage {
    /// The usual words for a status; `detail` replaces the message when it is not empty.
    pub fn new(site_name: &str, status: u16, detail: &str) -> Self {
        let (heading, message) = match status {
            400 | 422 => (
                "We could not read that",
                "Something in the address or the form does not fit. Go back, mend it, and try again.",
            ),
            401 => (
                "Please sign in",
                "This page is for people who have signed in.",
            ),
            403 => (
                "Not allowed",
                "This page is not for you to see or change. If you think it should be, ask the site's administrator.",
            ),
            404 => (
                "There is no such page",
                "The address may have a typo, or the page may have moved.",
            ),
            409 => (
                "That is not possible now",
                "Something has changed in the meantime. Reload the page and look again.",
            ),
            410 => (
                "This page is gone",
                "It was here once and has been taken away for good.",
            ),
            412 => (
                "Somebody else was quicker",
                "The page has changed since you opened it. Reload it and try again.",
            ),
            413 => (
                "That is too much at once",
                "What you sent is too large for us to take.",
            ),
            429 => (
                "Too much at once",
                "Please wait a minute and try again. Nothing that was received is lost.",
            ),
            503 => ("We are busy for a moment", "Please try again in a minute."),
            500.. => (
                "Something went wrong on our side",
                "It has been written down for us to look at. Please try again in a minute.",
            ),
            _ => ("That did not work", "Go back and try again."),
        };
        Self {
            frame: Frame::new(site_name, heading, "").hidden(),
            status: status.to_string(),
            heading: heading.to_owned(),
            message: if detail.is_empty() { message } else { detail }.to_owned(),
            problems: Vec::new(),
            links: vec![
                Link::new("Home page", "/"),
                Link::new("Search", "/search"),
                Link::new("Find a podiatrist", "/find-a-podiatrist"),
            ],
            request_id: None,
        }
    }
}

impl Sample for ErrorPage {
    fn sample(s: &Sampler) -> Self {
        let mut page = Self::new(
            &s.text("Footpath"),
            404,
            &s.text("The address may have a typo, or the page may have moved."),
        );
        page.problems = s.texts(&["page: must be a whole number from 1 to 100000"]);
        page.request_id = s.some("0190-ab");
        page
    }
}
