//! What may follow what. Pure: one table for a recipient's attempt, one for the whole referral.

use footpath_entity::referral::{attempt, record};

use crate::{Error, Result};

/// Something that happens to an attempt and, through it, to its referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A recipient is chosen and the mail to it is queued.
    Offer,
    /// There is nobody left to choose.
    Strand,
    /// The mail server has taken the mail.
    Send,
    /// The mail server refuses it for good.
    Bounce,
    View,
    Accept,
    Decline,
    /// The recipient did not answer in time; the next one is asked.
    Reroute,
    Schedule,
    Complete,
    Withdraw,
    Expire,
}

/// The attempt's status after a step.
#[expect(clippy::match_same_arms, reason = "a table: one line a rule")]
pub fn attempt_after(from: attempt::Status, step: Step) -> Result<attempt::Status> {
    use attempt::Status as S;
    Ok(match (step, from) {
        (Step::Send, S::Queued) => S::Sent,
        (Step::Bounce, S::Queued | S::Sent) => S::Undeliverable,
        // A mail may be taken twice, and be opened before we know that it was taken once. One
        // that is refused the second time had come through the first: the recipient has it.
        (Step::Send | Step::Bounce, from) => from,
        (Step::View, S::Queued | S::Sent) => S::Viewed,
        (Step::View, from @ (S::Viewed | S::Accepted | S::Scheduled | S::Completed)) => from,
        (Step::Accept, S::Viewed) => S::Accepted,
        (Step::Decline, S::Viewed) => S::Declined,
        (Step::Reroute, S::Queued | S::Sent | S::Viewed) => S::Rerouted,
        // A day may be changed later.
        (Step::Schedule, S::Accepted | S::Scheduled) => S::Scheduled,
        (Step::Complete, S::Accepted | S::Scheduled) => S::Completed,
        (Step::Withdraw, S::Queued | S::Sent | S::Viewed | S::Accepted | S::Scheduled) => {
            S::Withdrawn
        }
        (Step::Expire, S::Queued | S::Sent | S::Viewed) => S::Expired,
        (step, from) => return Err(refusal(step, stage(from))),
    })
}

/// The referral's status after a step of its current attempt.
#[expect(clippy::match_same_arms, reason = "a table: one line a rule")]
pub fn referral_after(from: record::Status, step: Step) -> Result<record::Status> {
    use record::Status as S;
    Ok(match (step, from) {
        (Step::Offer, S::Held | S::Unrouted | S::Queued | S::Sent | S::Viewed) => S::Queued,
        (Step::Strand, S::Held | S::Unrouted | S::Queued | S::Sent | S::Viewed) => S::Unrouted,
        (Step::Send, S::Queued) => S::Sent,
        // Of a bounce, a refusal or a silence the referral hears by the offer that follows.
        (Step::Send | Step::Bounce, from) => from,
        (Step::Decline | Step::Reroute, from @ (S::Queued | S::Sent | S::Viewed)) => from,
        (Step::View, S::Queued | S::Sent) => S::Viewed,
        (Step::View, from @ (S::Viewed | S::Accepted | S::Scheduled | S::Completed)) => from,
        (Step::Accept, S::Viewed) => S::Accepted,
        (Step::Schedule, S::Accepted | S::Scheduled) => S::Scheduled,
        (Step::Complete, S::Accepted | S::Scheduled) => S::Completed,
        (
            Step::Withdraw,
            S::Held | S::Unrouted | S::Queued | S::Sent | S::Viewed | S::Accepted | S::Scheduled,
        ) => S::Withdrawn,
        (Step::Expire, S::Held | S::Unrouted | S::Queued | S::Sent | S::Viewed) => S::Expired,
        (step, from) => return Err(refusal(step, stage_of_referral(from))),
    })
}

/// Nothing more happens to the referral.
pub fn is_closed(status: record::Status) -> bool {
    use record::Status as S;
    matches!(status, S::Completed | S::Withdrawn | S::Expired)
}

/// How far something has come, as far as a refusal needs to know.
#[derive(Clone, Copy)]
enum Stage {
    Waiting,
    Viewed,
    Accepted,
    Scheduled,
    Completed,
    Over,
}

fn stage(status: attempt::Status) -> Stage {
    use attempt::Status as S;
    match status {
        S::Queued | S::Sent => Stage::Waiting,
        S::Viewed => Stage::Viewed,
        S::Accepted => Stage::Accepted,
        S::Scheduled => Stage::Scheduled,
        S::Completed => Stage::Completed,
        S::Declined | S::Rerouted | S::Undeliverable | S::Withdrawn | S::Expired => Stage::Over,
    }
}

fn stage_of_referral(status: record::Status) -> Stage {
    use record::Status as S;
    match status {
        S::Held | S::Unrouted | S::Queued | S::Sent => Stage::Waiting,
        S::Viewed => Stage::Viewed,
        S::Accepted => Stage::Accepted,
        S::Scheduled => Stage::Scheduled,
        S::Completed => Stage::Completed,
        S::Withdrawn | S::Expired => Stage::Over,
    }
}

fn refusal(step: Step, stage: Stage) -> Error {
    let (code, detail) = match (step, stage) {
        (_, Stage::Over) => ("referral.closed", "This referral is closed."),
        (Step::Complete, Stage::Completed) => (
            "referral.already_completed",
            "This referral has been marked as completed already.",
        ),
        (Step::Schedule, Stage::Completed) => (
            "referral.already_scheduled",
            "This referral has been marked as scheduled already.",
        ),
        (Step::Accept | Step::Decline, Stage::Waiting) => (
            "referral.not_opened",
            "Open the referral first; then accept or decline it.",
        ),
        (Step::Schedule | Step::Complete, Stage::Waiting | Stage::Viewed) => {
            ("referral.not_accepted", "Accept the referral first.")
        }
        (_, Stage::Accepted | Stage::Scheduled | Stage::Completed) => (
            "referral.already_accepted",
            "This referral has been accepted already.",
        ),
        (_, Stage::Waiting | Stage::Viewed) => (
            "referral.wrong_state",
            "This is not possible at this point of the referral.",
        ),
    };
    Error::conflict(code, detail)
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    const STEPS: [Step; 12] = [
        Step::Offer,
        Step::Strand,
        Step::Send,
        Step::Bounce,
        Step::View,
        Step::Accept,
        Step::Decline,
        Step::Reroute,
        Step::Schedule,
        Step::Complete,
        Step::Withdraw,
        Step::Expire,
    ];

    /// The tables of the documentation; a dash refuses.
    const DOCUMENT: &str = include_str!("../../../docs/referrals.md");

    /// The rows of the table below a heading: the status, and what each step makes of it.
    fn rows(heading: &str) -> Vec<Vec<String>> {
        let (_, rest) = DOCUMENT.split_once(&format!("## {heading}\n")).unwrap();
        let section = rest.split("\n## ").next().unwrap();
        let lines = section.lines().filter(|line| line.starts_with("| `"));
        lines
            .map(|line| {
                let cells = line.trim_matches('|').split('|').map(str::trim);
                cells
                    .map(|cell| cell.trim_matches('`').to_owned())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_referral_moves_as_the_table_says() {
        let table = rows("The referral");
        assert_eq!(table.len(), record::Status::iter().count());
        for (from, row) in record::Status::iter().zip(table) {
            assert_eq!(row[0], from.as_str());
            for (step, expected) in STEPS.into_iter().zip(&row[1..]) {
                let after = referral_after(from, step).map_or("\u{2013}", record::Status::as_str);
                assert_eq!(after, *expected, "{from:?} {step:?}");
            }
        }
    }

    #[test]
    fn an_attempt_moves_as_the_table_says() {
        let table = rows("The attempt");
        assert_eq!(table.len(), attempt::Status::iter().count());
        for (from, row) in attempt::Status::iter().zip(table) {
            assert_eq!(row[0], from.as_str());
            for (step, expected) in STEPS[2..].iter().zip(&row[1..]) {
                let after = attempt_after(from, *step).map_or("\u{2013}", attempt::Status::as_str);
                assert_eq!(after, *expected, "{from:?} {step:?}");
            }
        }
    }

    #[test]
    fn each_refusal_says_why() {
        use attempt::Status as S;
        for (from, step, code) in [
            (S::Accepted, Step::Accept, "referral.already_accepted"),
            (S::Completed, Step::Accept, "referral.already_accepted"),
            (S::Accepted, Step::Decline, "referral.already_accepted"),
            (S::Sent, Step::Accept, "referral.not_opened"),
            (S::Viewed, Step::Complete, "referral.not_accepted"),
            (S::Completed, Step::Schedule, "referral.already_scheduled"),
            (S::Completed, Step::Complete, "referral.already_completed"),
            (S::Withdrawn, Step::Accept, "referral.closed"),
        ] {
            assert_eq!(attempt_after(from, step).unwrap_err().code(), code);
        }
    }
}
