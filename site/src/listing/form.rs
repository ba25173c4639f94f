use footpath_domain::{
    Ctx, Report,
    directory::{
        listing::ClaimListing,
        podiatrist::Listing,
        report::{FileReport, What},
    },
};
use footpath_templates::{
    admin::Field,
    page::{ListingDonePage, ListingFormPage},
    part::{
        AreaField, Choice, Crumb, FieldProblem, Frame, HiddenField, Link, SelectField, TextField,
    },
};

/// What is wrong with a field.
pub(crate) fn wrong(report: &Report, name: &str) -> Option<String> {
    let of = report.0.iter().filter(|error| error.field == name);
    let messages: Vec<_> = of.map(|error| error.message.as_str()).collect();
    (!messages.is_empty()).then(|| messages.join("; "))
}

/// Everything that is wrong, for the summary above the form.
pub(crate) fn problems(report: &Report, labels: &[(&str, &str)]) -> Vec<FieldProblem> {
    let errors = report.0.iter();
    errors
        .map(|error| {
            let known = labels.iter().find(|(name, _)| *name == error.field);
            FieldProblem {
                field: error.field.clone(),
                label: known
                    .map_or(error.field.as_str(), |(_, label)| label)
                    .to_owned(),
                message: error.message.clone(),
            }
        })
        .collect()
}

pub(super) fn report(
    ctx: &Ctx,
    whose: &Listing,
    typed: &FileReport,
    report: &Report,
) -> ListingFormPage {
    const WHAT: &str = "What is wrong?";
    const MESSAGE: &str = "What is right?";
    let blank = Choice::new("", "Choose", typed.what.is_empty());
    let choices = What::ALL
        .into_iter()
        .map(|what| Choice::new(what.as_str(), what.label(), what.as_str() == typed.what));
    let fields = vec![
        Field::Select(SelectField {
            error: wrong(report, "what"),
            ..SelectField::new("what", WHAT, [blank].into_iter().chain(choices).collect())
        }),
        Field::Area(AreaField {
            value: typed.message.clone(),
            help: Some(
                "If you know, and how you know. At most 1,000 characters, and nothing about anybody\u{2019}s health, please."
                    .to_owned(),
            ),
            error: wrong(report, "message"),
            ..AreaField::new("message", MESSAGE, 5)
        }),
    ];
    ListingFormPage {
        problems: problems(report, &[("what", WHAT), ("message", MESSAGE)]),
        fields,
        button: "Send to our staff".to_owned(),
        foot: vec!["We keep what you write, and nothing about who wrote it.".to_owned()],
        ..page(ctx, whose, "Report an error", "report")
    }
}

pub(super) fn claim(
    ctx: &Ctx,
    whose: &Listing,
    typed: &ClaimListing,
    report: &Report,
) -> ListingFormPage {
    const EMAIL: &str = "Email address of the practice";
    const MESSAGE: &str = "How may we check that it is yours?";
    let email = TextField::new("email", EMAIL, "email", "email")
        .valued(&typed.email)
        .helped("We mail a link there, once our staff have checked the address.")
        .wrong(wrong(report, "email"));
    let fields = vec![
        Field::Text(email),
        Field::Area(AreaField {
            value: typed.message.clone(),
            help: Some(
                "Such as a page of the practice that shows the address, or whom to ask for by telephone."
                    .to_owned(),
            ),
            error: wrong(report, "message"),
            ..AreaField::new("message", MESSAGE, 5)
        }),
    ];
    ListingFormPage {
        problems: problems(report, &[("email", EMAIL), ("message", MESSAGE)]),
        fields,
        button: "Send to our staff".to_owned(),
        foot: vec![
            "By the link you can say whether new patients are taken, and put right what is wrong. \
             The address is for our staff alone; readers never see it."
                .to_owned(),
        ],
        ..page(ctx, whose, "Is this your listing?", "claim")
    }
}

fn page(ctx: &Ctx, whose: &Listing, heading: &str, verb: &str) -> ListingFormPage {
    let path = format!("/podiatrists/{}", whose.npi);
    let action = format!("{path}/{verb}");
    ListingFormPage {
        frame: Frame::new(&ctx.config.site_name, heading, &action).hidden(),
        crumbs: vec![
            Crumb::new("Home", "/"),
            Crumb::new("Find a podiatrist", "/find-a-podiatrist"),
            Crumb::new(whose.name.clone(), path),
        ],
        heading: heading.to_owned(),
        lead: vec![format!("{}, {}", whose.name, whose.clinic.city_line())],
        problems: Vec::new(),
        facts: Vec::new(),
        action,
        hidden: Vec::<HiddenField>::new(),
        fields: Vec::new(),
        button: String::new(),
        foot: Vec::new(),
    }
}

pub(super) fn reported(ctx: &Ctx, whose: &Listing) -> ListingDonePage {
    done(
        ctx,
        whose,
        &["Our staff will look at it and put the listing right."],
    )
}

pub(super) fn claimed(ctx: &Ctx, whose: &Listing) -> ListingDonePage {
    done(
        ctx,
        whose,
        &[
            "Our staff will check the address.",
            "If it belongs to the practice, an email with a link goes there.",
        ],
    )
}

fn done(ctx: &Ctx, whose: &Listing, lines: &[&str]) -> ListingDonePage {
    let path = format!("/podiatrists/{}", whose.npi);
    ListingDonePage {
        frame: Frame::new(&ctx.config.site_name, "Thank you", &path).hidden(),
        heading: "Thank you".to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        links: vec![Link::new(format!("Back to {}", whose.name), path)],
    }
}
