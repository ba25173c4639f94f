//! The form below a result, and the same by a receipt.

use footpath_domain::{
    Ctx,
    error::FieldError,
    referral::Preview,
    triage::{RuleSet, consent},
};
use footpath_templates::{
    page::ShareForm,
    part::{Choice, HiddenField},
    words,
};

use super::{fields::Fields, result::Sharing};

/// Below a result. Where no rule matched there is nobody to ask (`to` is absent), and it can only
/// be kept.
pub fn below_result(
    ctx: &Ctx,
    rules: &RuleSet,
    fields: &Fields,
    to: Option<&Preview>,
    sharing: &Sharing,
) -> ShareForm {
    let child = fields.number::<i64>("age").is_some_and(|age| age < 18);
    let mut form = worded(ShareForm::blank("/assessment/share"), child);
    if let Some(preview) = to {
        offer(ctx, &mut form, preview, fields.postal_code().is_some());
    } else {
        form = form
            .without("consents.share_with_clinic")
            .without("consents.email_me");
        form.fields.clear();
        words::KEEP_HEADING.clone_into(&mut form.heading);
        form.offer = vec![words::KEEP_OFFER.to_owned()];
        form.aside = None;
        words::KEEP_BUTTON.clone_into(&mut form.button);
    }
    form.hidden = fields.carried(&rules.definition, 0);
    form.hidden
        .push(HiddenField::new("_version", rules.version.to_string()));
    form.hidden.push(HiddenField::new("_once", &sharing.once));
    refilled(form, fields, &sharing.wrong)
}

/// For what is kept already: only to share it.
pub fn by_receipt(
    ctx: &Ctx,
    fields: &Fields,
    preview: &Preview,
    child: bool,
    wrong: &[FieldError],
) -> ShareForm {
    let form = worded(ShareForm::blank("/assessment/refer"), child);
    let mut form = form.without("consents.collect");
    offer(ctx, &mut form, preview, true);
    form.aside = None;
    words::SHARE_LATER_BUTTON.clone_into(&mut form.button);
    form.hidden = ["id", "receipt"]
        .map(|name| HiddenField::new(name, fields.first(name).unwrap_or_default().trim()))
        .into();
    refilled(form, fields, wrong)
}

/// Below each box, the very words that are agreed to.
fn worded(mut form: ShareForm, child: bool) -> ShareForm {
    if !child {
        form = form.without("consents.guardian");
    }
    for box_ in &mut form.consents {
        let text = match box_.name.as_str() {
            "consents.collect" => consent::TEXTS.collect,
            "consents.share_with_clinic" => consent::TEXTS.share_with_clinic,
            "consents.email_me" => consent::TEXTS.email_me,
            _ => consent::TEXTS.guardian,
        };
        box_.help = Some(text.to_owned());
    }
    form
}

/// To whom it would go, and the clinics to choose among.
fn offer(ctx: &Ctx, form: &mut ShareForm, preview: &Preview, zip_given: bool) {
    let desk = words::desk(&ctx.config.site_name);
    let why = if zip_given {
        words::SHARE_NO_CLINIC
    } else {
        words::SHARE_NO_ZIP
    };
    let what = match preview {
        Preview::Clinics(_) => vec![words::share_offer(&desk)],
        Preview::Desk => vec![why.to_owned(), words::share_offer_desk(&desk)],
        Preview::Nobody => vec![why.to_owned(), words::SHARE_TEAM_LOOKS.to_owned()],
    };
    form.offer = what;
    form.offer.push(words::SHARE_NOBODY_ELSE.to_owned());
    if let Preview::Clinics(clinics) = preview {
        let choices = clinics.iter().enumerate().map(|(n, clinic)| {
            let label = words::clinic(&clinic.name, &clinic.city, clinic.distance_miles);
            Choice::new(clinic.id.to_string(), label, n == 0)
        });
        form.clinics = choices.collect();
    }
}

fn refilled(form: ShareForm, fields: &Fields, wrong: &[FieldError]) -> ShareForm {
    let wrong: Vec<(String, String)> = wrong
        .iter()
        .map(|error| (error.field.clone(), error.message.clone()))
        .collect();
    form.refilled(|name| fields.text(name), &wrong)
}
