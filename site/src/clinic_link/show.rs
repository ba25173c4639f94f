//! How the clinic's link looks.

use actix_web::{HttpResponse, http::StatusCode};
use footpath_domain::{
    Ctx, Report,
    referral::{AttemptStatus, DeclineReason, Doorstep, Opened, Shut},
    triage::{GoTo, Revealed, Tier, WordedAnswer},
};
use footpath_templates::{
    page::{AnswerGroup, ClinicLinkPage, ClinicLinkState, DeclineForm, RevealedReferral},
    part::{Choice, Fact, Frame, HiddenField, RedFlag},
};
use footpath_web::{Problem, reply};

use crate::private::{date_and_time, hidden, phone};

/// What stands above an opened referral.
pub struct Notice {
    text: Option<String>,
    problem: bool,
}

impl Notice {
    pub fn done(text: &str) -> Self {
        Self {
            text: Some(text.to_owned()).filter(|text| !text.is_empty()),
            problem: false,
        }
    }

    pub fn problem(text: &str) -> Self {
        Self {
            problem: true,
            ..Self::done(text)
        }
    }
}

/// The closed envelope, or why there is none.
pub fn doorstep(
    ctx: &Ctx,
    token: &str,
    door: Doorstep,
    wrong: Option<String>,
) -> Result<HttpResponse, Problem> {
    let Some(shut) = door.shut else {
        let waiting = matches!(
            door.status,
            AttemptStatus::Queued | AttemptStatus::Sent | AttemptStatus::Viewed
        );
        let state = ClinicLinkState::Closed {
            open_by: waiting.then(|| date_and_time(door.open_by)),
            open_action: format!("/r/{token}"),
            hidden: hidden(ctx, token),
            pin: door.pin,
            error: wrong.clone(),
        };
        let status = match wrong {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        };
        return answer(ctx, status, door.recipient, state);
    };
    let (heading, message) = match shut {
        Shut::Expired => (
            "This link is no longer valid",
            "It was valid for two weeks. Nothing of the referral is shown here any more.",
        ),
        Shut::Withdrawn => (
            "This referral was withdrawn",
            "The patient took it back. There is nothing left for you to do.",
        ),
        Shut::Declined => (
            "You declined this referral",
            "It is not with you any more. There is nothing left for you to do.",
        ),
        Shut::PassedOn => (
            "This referral was passed on",
            "Somebody else has it now. There is nothing left for you to do.",
        ),
        Shut::Erased => (
            "This referral was erased",
            "Its record is gone, and nothing of it is shown here any more.",
        ),
    };
    answer(
        ctx,
        StatusCode::GONE,
        door.recipient,
        over(heading, message),
    )
}

/// `passed_on` when somebody else was asked.
pub fn declined(ctx: &Ctx, passed_on: bool) -> Result<HttpResponse, Problem> {
    let message = if passed_on {
        "The referral is passed on, and a patient who wanted mail is told. There is nothing left for you to do."
    } else {
        "There is nobody left to ask. The referral waits until a coordinator finds somebody, and a patient who wanted mail is told so."
    };
    let state = over("Thank you for telling us", message);
    answer(ctx, StatusCode::OK, String::new(), state)
}

/// The referral with the patient's answers.
pub fn opened(
    ctx: &Ctx,
    token: &str,
    pass: &str,
    opened: Opened,
    notice: Notice,
) -> Result<HttpResponse, Problem> {
    let status = if notice.problem {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let now = opened.status;
    let may = |wanted: &[AttemptStatus], verb: &str| {
        wanted.contains(&now).then(|| format!("/r/{token}/{verb}"))
    };
    let decline = may(&[AttemptStatus::Viewed], "decline").map(|action| DeclineForm {
        action,
        reasons: DeclineReason::ALL
            .map(|reason| Choice::new(reason.as_str(), reason.label(), false))
            .into(),
        error: notice.text.clone().filter(|_| notice.problem),
    });
    let Revealed {
        tier,
        go_to,
        red_flags,
        answers,
        contact,
        for_a_child,
        clinically_reviewed,
        ..
    } = opened.revealed;
    let revealed = RevealedReferral {
        status: status_in_words(now).to_owned(),
        notice: notice.text,
        notice_is_problem: notice.problem,
        referred_at: date_and_time(opened.referred_at),
        open_by: (now == AttemptStatus::Viewed).then(|| date_and_time(opened.open_by)),
        urgency: urgency(tier, go_to).to_owned(),
        contact: contact.map_or_else(Vec::new, |contact| {
            let mut facts = vec![Fact::new("Name", contact.name)];
            if for_a_child {
                facts.push(Fact::new("Answers for", "a person under 18"));
            }
            if let Some(number) = contact.phone {
                facts.push(Fact::new("Phone", phone(&number)).linked(format!("tel:{number}")));
            }
            if let Some(email) = contact.email {
                let href = format!("mailto:{email}");
                facts.push(Fact::new("Email", email.into_string()).linked(href));
            }
            facts
        }),
        patient_confirmed: opened.patient_confirmed,
        red_flags: red_flags
            .into_iter()
            .map(|flag| RedFlag {
                label: flag.label,
                advice: flag.advice,
                go_to: place(flag.go_to).to_owned(),
                source: flag.source,
                emergency: flag.tier == Tier::Emergency,
            })
            .collect(),
        answers: groups(answers),
        clinically_reviewed,
        reference: opened.reference,
        fhir_action: Some(format!("/r/{token}/fhir")),
        accept_action: may(&[AttemptStatus::Viewed], "accept"),
        decline,
        scheduled_action: may(&[AttemptStatus::Accepted], "scheduled"),
        change_day_action: may(&[AttemptStatus::Scheduled], "scheduled"),
        completed_action: may(
            &[AttemptStatus::Accepted, AttemptStatus::Scheduled],
            "completed",
        ),
        hidden: hidden_with(ctx, token, pass),
        scheduled_for: opened
            .scheduled_for
            .map(|day| day.format("%A, %B %-d, %Y").to_string()),
    };
    let state = ClinicLinkState::Open(Box::new(revealed));
    answer(ctx, status, opened.recipient, state)
}

/// What each form of the opened page carries.
fn hidden_with(ctx: &Ctx, token: &str, pass: &str) -> Vec<HiddenField> {
    let mut fields = hidden(ctx, token);
    if !pass.is_empty() {
        fields.push(HiddenField::new("_pass", pass));
    }
    fields
}

/// What was said Yes to, was not sure or has a value comes before the many plain Nos.
fn groups(answers: Vec<WordedAnswer>) -> Vec<AnswerGroup> {
    let (denied, said): (Vec<_>, Vec<_>) = answers.into_iter().partition(|one| one.denied);
    [("What the patient said", said), ("Answered No", denied)]
        .into_iter()
        .filter(|(_, group)| !group.is_empty())
        .map(|(heading, group)| AnswerGroup {
            heading: heading.to_owned(),
            answers: group
                .into_iter()
                .map(|worded| Fact::new(worded.question, worded.answer))
                .collect(),
        })
        .collect()
}

pub fn first_problem(report: &Report) -> String {
    let first = report.0.first();
    first.map_or_else(String::new, |one| {
        format!("The {} {}.", one.field, one.message)
    })
}

fn answer(
    ctx: &Ctx,
    status: StatusCode,
    recipient: String,
    state: ClinicLinkState,
) -> Result<HttpResponse, Problem> {
    let frame = Frame::new(&ctx.config.site_name, "A referral", "/r").hidden();
    let view = ClinicLinkPage {
        frame,
        recipient,
        state,
    };
    reply::html_status(status, &view)
}

fn over(heading: &str, message: &str) -> ClinicLinkState {
    ClinicLinkState::Over {
        heading: heading.to_owned(),
        message: message.to_owned(),
    }
}

fn status_in_words(status: AttemptStatus) -> &'static str {
    match status {
        AttemptStatus::Queued | AttemptStatus::Sent => "Not opened yet",
        AttemptStatus::Viewed => "Opened, waiting for your answer",
        AttemptStatus::Accepted => "You accepted it",
        AttemptStatus::Scheduled => "An appointment is made",
        AttemptStatus::Completed => "The patient was seen",
        AttemptStatus::Declined
        | AttemptStatus::Rerouted
        | AttemptStatus::Undeliverable
        | AttemptStatus::Withdrawn
        | AttemptStatus::Expired => "Closed",
    }
}

fn urgency(tier: Tier, go_to: Option<GoTo>) -> &'static str {
    match (tier, go_to) {
        (Tier::Emergency, Some(GoTo::Call911)) => "Emergency: the reader was told to call 911",
        (Tier::Emergency, _) => "Emergency: the reader was told to go to an emergency department",
        (Tier::Urgent, Some(GoTo::SameDayMedical)) => {
            "Urgent: the reader was told to get medical care the same day"
        }
        (Tier::Urgent, _) => "Urgent: to be seen within a day or two",
        (Tier::Podiatrist | Tier::SelfCare, _) => "To be seen by a podiatrist in the next days",
    }
}

fn place(go_to: GoTo) -> &'static str {
    match go_to {
        GoTo::Call911 => "Call 911",
        GoTo::EmergencyDepartment => "Emergency department",
        GoTo::SameDayMedical => "Medical care the same day",
        GoTo::Podiatrist => "Podiatrist",
    }
}
