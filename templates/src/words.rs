//! Every text of the assessment's pages that is not data, in one place to be translated from.
//! Questions, headlines and advice belong to the rule set; the words that readers consent to are
//! versioned beside the ledger of consents.

pub const EMERGENCY_SIGNS: &str =
    "Chest pain, trouble breathing, fainting, or a foot suddenly cold, pale or blue?";
pub const EMERGENCY_STOP: &str = "Do not go on here:";
pub const EMERGENCY_CALL: &str = "call 911";
pub const EMERGENCY_NOW: &str = "now.";
pub const EXAMPLE_QUESTIONS: &str =
    "These questions are an example that awaits clinical review. They do not replace a doctor.";
pub const OPTIONAL: &str = "optional";
pub const ERROR: &str = "Error:";
pub const ZIP_LABEL: &str = "Your ZIP code";
pub const ZIP_HELP: &str = "To list podiatrists near you with the result.";
pub const BACK: &str = "Back";
pub const NOTHING_KEPT: &str =
    "Nothing is kept and nobody sees your answers unless you say so on the result page.";
pub const CALL_911: &str = "Call 911";
pub const WHY: &str = "Why";
pub const SOURCE: &str = "Source:";
pub const WHERE_TO_GO: &str = "Where to go:";
pub const RECHECK_ON: &str = "Check again on";
pub const RECHECK_SOONER: &str = ", or sooner if it gets worse.";
pub const NOT_A_DIAGNOSIS: &str = "Not a diagnosis";
pub const EXAMPLE_RULES: &str = "Example rules that await clinical review";
pub const SHARED: &str = "Shared";
pub const SEE_STATUS: &str = "See how it stands";
pub const LEFT_OPEN: &str = "Left open";
pub const LEFT_OPEN_HELP: &str =
    "These could have mattered. If one of them is a yes, take the check again.";
pub const WORSE: &str = "If it gets worse, do not wait. In an emergency";
pub const SHARE_HEADING: &str = "Shall a clinic call you?";
pub const SHARE_OFFER: &str = "If you like, we pass this result on";
pub const SHARE_TO: &str = "to";
pub const SHARE_TO_NEAREST: &str = "to the nearest clinic that takes referrals";
pub const SHARE_WHAT: &str = "They get your answers, the result and how to reach you. If they cannot help, we ask the next clinic; if none can,";
pub const SHARE_DESK: &str =
    "sees to it. Nobody else gets any of it, and you can withdraw at any time.";
pub const SHARE_BUTTON: &str = "Share with the clinic";
pub const SEE_ALL_NEARBY: &str = "See all of them";
pub const READ_ABOUT: &str = "Read about it";
pub const PRINT: &str = "Print this page";
pub const START_AGAIN: &str = "Start again";
pub const GOES_TO: &str = "It goes to";
pub const WORSE_WAITING: &str = "Do not wait for a reply if it gets worse. In an emergency";
pub const RECEIPT_HEADING: &str = "Your receipt";
pub const RECEIPT_KEEP: &str = "Keep this if you may want to share or erase your answers later.";
pub const RECEIPT_ONCE: &str = "It is shown only now.";
pub const RECEIPT_NUMBER: &str = "Number";
pub const RECEIPT_SECRET: &str = "Receipt";
pub const RECEIPT_DOWNLOAD: &str = "Download what is kept";
pub const RECEIPT_ERASE: &str = "Erase my answers";
pub const MEND_FIRST: &str = "Please mend this first";
pub const TIER_SELF_CARE: &str = "Care at home";
pub const TIER_PODIATRIST: &str = "See a podiatrist";
pub const TIER_URGENT: &str = "Be seen today";
pub const CONSENT_SHARE: &str = "Share my answers and my contact data as described above";
pub const CONSENT_EMAIL: &str = "Email me what becomes of it";
pub const CONSENT_GUARDIAN: &str =
    "I am an adult who answers for this child, and the contact is mine";
pub const CONTACT_NAME: &str = "Name";
pub const CONTACT_PHONE: &str = "Phone";
pub const CONTACT_EMAIL: &str = "Email";
pub const CONTACT_HELP: &str = "A phone number or an email address is enough.";
pub const CONSENT_EMAIL_HELP: &str = "The emails name no condition and no clinic.";
pub const TITLE: &str = "Check your foot";
pub const DESCRIPTION: &str =
    "Answer a few questions to see how soon a sore heel or foot should be looked at.";
pub const SHOW_RESULT: &str = "Show my result";
pub const CONTINUE: &str = "Continue";
pub const CHANGED: &str = "The questions have changed";
pub const CHANGED_HELP: &str = "please check your answers from the beginning";
pub const ZIP_SHORT: &str = "ZIP code";
pub const NONE_OF_THESE: &str = "None of these";
pub const PLACE_EMERGENCY: &str = "Emergency department";
pub const PLACE_TODAY: &str = "Medical care today";
pub const PLACE_PODIATRIST: &str = "Podiatrist";
pub const RESULT_TITLE: &str = "Your result";
pub const PRODUCTS_HEADING: &str = "Shoes and insoles for sore heels";
pub const SAMPLE_LISTING: &str = "Sample listing";
pub const SHARED_BEFORE: &str = "You have shared this result already, with other details. To share once more, start the check again.";
pub const CONSENT_NEEDED: &str = "is needed to share anything";
pub const NEXT_IN_TOUCH: &str = "They get in touch with you. If they do not answer in time or cannot take you, the next one is asked.";
pub const NEXT_HELD: &str = "Somebody of our team looks at it before it is passed on.";
pub const NEXT_UNROUTED: &str = "No clinic near you takes referrals through this site yet. Our team was told and looks for one.";
pub const NEXT_CALL: &str = "Do not wait for us: call a podiatrist yourself too.";
pub const NEXT_NONE: &str = "Nothing in it needed a referral.";
pub const RECEIVED: &str = "Received";
pub const ERASED: &str = "Erased";
pub const ERASED_ALL: &str = "Your answers, the result and your contact details are gone.";
pub const ERASED_REFERRAL: &str = "If they had been shared, the referral was taken back.";

/// Which screen of how many.
pub fn progress(at: u32, of: u32) -> String {
    format!("{at} of {of}")
}

/// Who sees to a referral that no clinic can take.
pub fn desk(site: &str) -> String {
    format!("{site}’s triage desk")
}

pub fn includes(what: &str) -> String {
    format!("This includes: {what}")
}

pub fn near(place: &str) -> String {
    format!("Podiatrists near {place}")
}

pub fn miles(miles: f64) -> String {
    format!("{miles:.1} miles")
}

pub fn next_recipient(name: &str) -> String {
    format!("{name} gets an email that a referral is waiting, and opens it by a safe link.")
}

#[cfg(test)]
mod tests {
    /// The templates that hold no text of their own.
    const TEMPLATES: [&str; 7] = [
        include_str!("../views/site/assessment.html"),
        include_str!("../views/site/emergency.html"),
        include_str!("../views/site/result.html"),
        include_str!("../views/site/shared.html"),
        include_str!("../views/part/receipt.html"),
        include_str!("../views/part/red_flag.html"),
        include_str!("../views/part/problems.html"),
    ];

    /// What stands outside of tags, expressions and statements.
    fn text(template: &str) -> String {
        let mut rest = template.to_owned();
        for (open, close) in [("{%", "%}"), ("{{", "}}"), ("<", ">")] {
            while let Some(start) = rest.find(open) {
                let end = rest[start..].find(close).unwrap() + start + close.len();
                rest.replace_range(start..end, "");
            }
        }
        rest
    }

    #[test]
    fn no_template_of_the_assessment_holds_words_of_its_own() {
        for template in TEMPLATES {
            let left = text(template);
            assert!(!left.contains(char::is_alphabetic), "{left}");
        }
        assert_eq!(
            text("<p>{{ a }}Hello{% if b %}<b>!</b>{% endif %}"),
            "Hello!"
        );
    }
}
