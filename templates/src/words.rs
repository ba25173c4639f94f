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
pub const SHARE_NOBODY_ELSE: &str = "Nobody else gets any of it, and you can withdraw at any time.";
pub const SHARE_NO_CLINIC: &str = "No clinic near you takes referrals through this site yet.";
pub const SHARE_NO_ZIP: &str =
    "You gave no ZIP code that we know, so we cannot name a clinic near you.";
pub const SHARE_TEAM_LOOKS: &str = "If you share your result, our team is told and looks for somebody who can see you. They get your answers, the result and how to reach you.";
pub const SHARE_OR_KEEP: &str = "To keep the result for yourself, tick only the first box and leave the other fields empty. Nobody is asked then.";
pub const SHARE_BUTTON: &str = "Keep and share what I ticked";
pub const SHARE_LATER_BUTTON: &str = "Share with the clinic";
pub const CLINIC_LEGEND: &str = "Which clinic shall get it?";
pub const AGREE_LEGEND: &str = "What you agree to";
pub const KEEP_HEADING: &str = "Keep this result?";
pub const KEEP_OFFER: &str = "You get a receipt, with which you can look it up or erase it. Nobody is asked, and nothing is shared.";
pub const KEEP_BUTTON: &str = "Keep my result";
pub const CHANGE_ANSWER: &str = "Change an answer";
pub const CHANGE_HELP: &str =
    "Is one of your answers not right? You get the questions again, filled in.";
pub const SEE_ALL_NEARBY: &str = "See all of them";
pub const READ_ABOUT: &str = "Read about it";
pub const PRINT: &str = "Print this page";
pub const START_AGAIN: &str = "Start again";
pub const GOES_TO: &str = "It goes to";
pub const WORSE_WAITING: &str = "Do not wait for a reply if it gets worse. In an emergency";
pub const RECEIPT_HEADING: &str = "Your receipt";
pub const RECEIPT_KEEP: &str =
    "Keep this if you may want to share, download or erase your answers later.";
pub const RECEIPT_ONCE: &str = "It is shown only now.";
pub const RECEIPT_COME_BACK: &str = "You can use it on this site, under";
pub const RECEIPT_TITLE: &str = "Use your receipt";
pub const RECEIPT_LEAD: &str = "With the number and the receipt you can see what is kept, share it with a clinic, or erase it.";
pub const RECEIPT_LINK: &str = "Have you kept a result before? Use your receipt.";
pub const RECEIPT_NUMBER_HELP: &str =
    "Both stood on the page that you saw after keeping or sharing.";
pub const RECEIPT_REFER: &str = "Share with a clinic";
pub const RECEIPT_ERASE_HELP: &str =
    "Erasing cannot be undone. A clinic that has opened your referral is asked to delete it, too.";
pub const RECEIPT_NUMBER_WRONG: &str =
    "must be the whole number as it was shown, such as 0190a1b2-c3d4-7000-8000-0123456789ab";
pub const RECEIPT_NEEDED: &str = "is needed";
pub const RECEIPT_UNKNOWN: &str =
    "Nothing is kept under this number and receipt. It was erased, or one of the two is mistyped.";
pub const RECEIPT_REFERRED: &str = "This result has been shared already. Only its patient’s link tells how it stands; here you can download or erase it.";
pub const RECEIPT_NOTHING_TO_REFER: &str =
    "Nothing in this result needs a clinic, so there is nothing to share.";
pub const RECEIPT_NUMBER: &str = "Number";
pub const RECEIPT_SECRET: &str = "Receipt";
pub const RECEIPT_DOWNLOAD: &str = "Download what is kept";
pub const RECEIPT_ERASE: &str = "Erase my answers";
pub const MEND_FIRST: &str = "Please mend this first";
pub const TIER_SELF_CARE: &str = "Care at home";
pub const TIER_PODIATRIST: &str = "See a podiatrist";
pub const TIER_URGENT: &str = "Be seen today";
pub const CONSENT_COLLECT: &str = "Keep my result";
pub const CONSENT_SHARE: &str = "Share it with the clinic";
pub const CONSENT_EMAIL: &str = "Email me what becomes of it";
pub const CONSENT_GUARDIAN: &str =
    "I am an adult who answers for this child, and the contact is mine";
pub const CONTACT_NAME: &str = "Name";
pub const CONTACT_PHONE: &str = "Phone";
pub const CONTACT_EMAIL: &str = "Email";
pub const CONTACT_HELP: &str = "A phone number or an email address is enough.";
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
pub const SHARED_BEFORE: &str = "You have kept or shared this result already, with other details. Use the receipt that you got then, or start the check again.";
pub const COLLECT_NEEDED: &str =
    "must be ticked: without it nothing is kept, and nothing can be shared";
pub const SHARE_NEEDED: &str = "must be ticked: without it nothing is shared";
pub const GUARDIAN_NEEDED: &str =
    "an adult must answer for somebody under 18 and give their own contact details";
pub const CLINIC_WRONG: &str = "must be one of the clinics of the list";
pub const NEXT_IN_TOUCH: &str = "They get in touch with you. If they do not answer in time or cannot take you, the next one is asked.";
pub const NEXT_HELD: &str = "Somebody of our team looks at it before it is passed on.";
pub const NEXT_UNROUTED: &str = "No clinic near you takes referrals through this site yet. Our team was told and looks for one.";
pub const NEXT_CALL: &str = "Do not wait for us: call a podiatrist yourself too.";
pub const NEXT_NONE: &str = "Nothing in it needed a referral.";
pub const KEPT_ALONE: &str = "Your result is kept, and nobody else has it.";
pub const KEPT_UNSHARED: &str = "Your result is kept, and nobody else has it. To have a clinic call you after all, use your receipt.";
pub const RECEIVED: &str = "Received";
pub const KEPT: &str = "Kept";
pub const ERASED: &str = "Erased";
pub const ERASED_ALL: &str = "Your answers, the result and your contact details are gone.";
pub const ERASED_REFERRAL: &str = "If they had been shared, the referral was taken back.";

pub const ALARM_STOP: &str = "Stop here. What you have just answered can be an emergency.";

// What is wrong with a field, after its name. The domain says it, to programs in the same words.
pub const NEEDS_ANSWER: &str = "needs an answer";
pub const UNKNOWN_QUESTION: &str = "is not a question of this questionnaire";
pub const NOT_YES_OR_NO: &str = "must be \"yes\", \"no\" or \"not_sure\"";
pub const ZIP_WRONG: &str = "must be a ZIP code such as 83702 or 83702-1234";
pub const NAME_NEEDED: &str = "is needed, so that the clinic knows whom to ask for";
pub const NOT_ONE_LINE: &str = "must be plain text on one line";
pub const EMAIL_WRONG: &str = "must be an email address such as name@example.org";
pub const EMAIL_NEEDED: &str = "is needed to send you email";
pub const PHONE_WRONG: &str = "must be a phone number with area code, such as 208-555-0100";
pub const REACH_NEEDED: &str = "an email address or a phone number is needed";

pub fn whole_number(min: Option<i64>, max: Option<i64>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("must be a whole number from {min} to {max}"),
        (Some(min), None) => format!("must be a whole number of at least {min}"),
        (None, Some(max)) => format!("must be a whole number of at most {max}"),
        (None, None) => "must be a whole number".to_owned(),
    }
}

pub fn one_of(values: &str) -> String {
    format!("must be one of {values}")
}

pub fn any_of(values: &str) -> String {
    format!("must be a list of any of {values}")
}

pub fn too_long(max: usize) -> String {
    format!("must not be longer than {max} characters")
}

/// Which screen of how many.
pub fn progress(at: u32, of: u32) -> String {
    format!("{at} of {of}")
}

/// Who sees to a referral that no clinic can take.
pub fn desk(site: &str) -> String {
    format!("{site}’s triage desk")
}

/// What sharing with a clinic means.
pub fn share_offer(desk: &str) -> String {
    format!(
        "If you like, we pass this result on to the clinic that you choose. It gets your answers, the result and how to reach you. If it cannot help, we ask the next clinic; if none can, {desk} sees to it."
    )
}

/// What sharing means where no clinic can be named.
pub fn share_offer_desk(desk: &str) -> String {
    format!(
        "If you like, we pass this result on to {desk}, who look for somebody who can see you. They get your answers, the result and how to reach you."
    )
}

/// A clinic as a reader chooses it, such as "Boise Foot Clinic, Boise, 3.2 miles".
pub fn clinic(name: &str, city: &str, distance: f64) -> String {
    format!("{name}, {city}, {}", miles(distance))
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
    const TEMPLATES: [&str; 13] = [
        include_str!("../views/site/assessment.html"),
        include_str!("../views/site/emergency.html"),
        include_str!("../views/site/result.html"),
        include_str!("../views/site/shared.html"),
        include_str!("../views/site/receipt.html"),
        include_str!("../views/site/refer.html"),
        include_str!("../views/part/share_form.html"),
        include_str!("../views/part/call_now.html"),
        include_str!("../views/part/text_field.html"),
        include_str!("../views/part/check_field.html"),
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
