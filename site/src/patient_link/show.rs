//! How the patient's link looks.

use actix_web::{HttpResponse, http::StatusCode};
use footpath_domain::{
    Ctx,
    referral::{Followed, Status},
};
use footpath_templates::{
    page::{PatientLinkPage, TimelineEntry},
    part::Frame,
};
use footpath_web::{Problem, reply};

use crate::private::{date_and_time, hidden, phone};

/// The patient's page; gone two weeks after the referral was closed.
pub fn followed(ctx: &Ctx, token: &str, followed: &Followed) -> Result<HttpResponse, Problem> {
    let (code, open) = if followed.expired {
        (StatusCode::GONE, false)
    } else {
        (StatusCode::OK, !followed.is_closed())
    };
    let action = |wanted: bool, verb: &str| wanted.then(|| format!("/p/{token}/{verb}"));
    let (status, explanation) = in_words(followed);
    let view = PatientLinkPage {
        frame: Frame::new(&ctx.config.site_name, "Your referral", "/p").hidden(),
        status: status.to_owned(),
        explanation: explanation.to_owned(),
        recipient: followed.recipient.clone().filter(|_| !followed.expired),
        recipient_phone: followed
            .phone
            .as_deref()
            .filter(|_| !followed.expired)
            .map(|number| (phone(number), format!("tel:{number}"))),
        timeline: timeline(followed),
        notice: followed
            .confirmed
            .then(|| "You told us that this referral is yours. The clinic sees that.".to_owned()),
        confirm_action: action(open && !followed.confirmed, "confirm"),
        withdraw_action: action(open, "withdraw"),
        not_me_action: action(open && !followed.confirmed, "not-me"),
        hidden: hidden(ctx, token),
    };
    reply::html_status(code, &view)
}

fn timeline(followed: &Followed) -> Vec<TimelineEntry> {
    if followed.expired {
        return Vec::new();
    }
    let day = followed.scheduled_for;
    let steps = [
        ("Received", Some(followed.referred_at)),
        ("Sent", followed.sent_at),
        ("Opened", followed.opened_at),
        ("Accepted", followed.accepted_at),
        ("Closed", followed.closed_at),
    ];
    let mut entries: Vec<TimelineEntry> = steps
        .into_iter()
        .filter_map(|(label, at)| {
            at.map(|at| TimelineEntry {
                label: label.to_owned(),
                when: date_and_time(at),
                current: false,
            })
        })
        .collect();
    if let Some(day) = day {
        entries.push(TimelineEntry {
            label: "Appointment".to_owned(),
            when: day.format("%A, %B %-d, %Y").to_string(),
            current: false,
        });
    }
    if let Some(last) = entries.last_mut() {
        last.current = true;
    }
    entries
}

fn in_words(followed: &Followed) -> (&'static str, &'static str) {
    if followed.expired {
        return (
            "This link is no longer valid",
            "The referral was closed more than two weeks ago.",
        );
    }
    if followed.disowned {
        return (
            "Taken back",
            "You told us that this was not you. We have erased your address from it and will not write to you again.",
        );
    }
    match followed.status {
        Status::Held => (
            "Received",
            "A person at our desk looks at it before it is sent on.",
        ),
        Status::Unrouted => (
            "Received",
            "We are looking for somebody who can take it. You may also call a clinic yourself.",
        ),
        Status::Queued => ("On its way", "It is about to be sent."),
        Status::Sent => (
            "Sent, not opened yet",
            "Do not wait for a reply if it gets worse. In an emergency call 911.",
        ),
        Status::Viewed => (
            "Opened",
            "It has been read and you should hear soon. Do not wait for a reply if it gets worse. In an emergency call 911.",
        ),
        Status::Accepted => (
            "Accepted",
            "You should be called to make an appointment. You may also call them yourself.",
        ),
        Status::Scheduled => ("Appointment made", "An appointment has been noted."),
        Status::Completed => (
            "Completed",
            "You have been seen. There is nothing left to do.",
        ),
        Status::Withdrawn => (
            "Taken back",
            "The referral was withdrawn. Nobody will contact you about it.",
        ),
        Status::Expired => (
            "Ended without an answer",
            "Nobody answered in time. Please call a clinic yourself.",
        ),
    }
}
