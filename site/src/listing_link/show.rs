use footpath_domain::{
    Ctx, Report,
    directory::{
        card,
        listing::{ListingAnswer, ListingLink},
    },
};
use footpath_templates::{
    admin::Field,
    page::{ListingDonePage, ListingFormPage},
    part::{AreaField, Choice, Fact, Frame, Link, SelectField, TextField},
};

use crate::{
    listing::{problems, wrong},
    private::hidden,
};

const TITLE: &str = "Check your listing";
/// Fields with their labels, in order.
const LABELS: [(&str, &str); 7] = [
    ("accepting_new_patients", "Do you take new patients?"),
    ("telehealth", "Do you see patients by video or telephone?"),
    ("languages", "Languages beside English"),
    ("website", "Website"),
    ("insurance", "Insurance"),
    ("phone", "If the telephone number is wrong: the right one"),
    ("address", "If the address is wrong: the right one"),
];

/// The listing as it stands, with what its holder may change.
pub fn form(
    ctx: &Ctx,
    token: &str,
    link: &ListingLink,
    typed: &ListingAnswer,
    report: &Report,
) -> ListingFormPage {
    ListingFormPage {
        frame: frame(ctx, TITLE),
        crumbs: Vec::new(),
        heading: TITLE.to_owned(),
        lead: vec![format!("{} (NPI {})", link.name, link.npi)],
        problems: problems(report, &LABELS),
        facts: facts(link),
        action: format!("/listing/{token}"),
        hidden: hidden(ctx, token),
        fields: fields(typed, report),
        button: "Everything is right".to_owned(),
        foot: vec![
            "Readers see what stands here as soon as you press the button. A telephone number or an address is changed by our staff."
                .to_owned(),
            "From time to time we ask you by email to look again. Not yours? Close this page: nothing changes."
                .to_owned(),
        ],
    }
}

fn facts(link: &ListingLink) -> Vec<Fact> {
    let clinics = link.clinics.iter();
    clinics
        .map(|clinic| {
            let number = card::telephone(clinic);
            let number = number.map_or_else(|| "no telephone number".to_owned(), |(n, _)| n);
            let lines = card::address(clinic).into_iter().chain([number]);
            Fact::new(&clinic.name, lines.collect::<Vec<_>>().join(", "))
        })
        .collect()
}

fn fields(typed: &ListingAnswer, report: &Report) -> Vec<Field> {
    let [
        accepting,
        telehealth,
        languages,
        website,
        insurance,
        phone,
        address,
    ] = LABELS;
    vec![
        choice(accepting, &typed.accepting_new_patients, report),
        choice(telehealth, &typed.telehealth, report),
        line(
            languages,
            "text",
            &typed.languages,
            "With commas between them.",
            report,
        ),
        line(website, "url", &typed.website, "", report),
        line(
            insurance,
            "text",
            &typed.insurance,
            "Which you take, in a line.",
            report,
        ),
        line(phone, "tel", &typed.phone, "", report),
        Field::Area(AreaField {
            value: typed.address.clone(),
            error: wrong(report, address.0),
            ..AreaField::new(address.0, address.1, 3)
        }),
    ]
}

fn choice((name, label): (&str, &str), chosen: &str, report: &Report) -> Field {
    let choices = [("", "I would rather not say"), ("yes", "Yes"), ("no", "No")];
    let choices = choices.map(|(value, label)| Choice::new(value, label, value == chosen));
    Field::Select(SelectField {
        error: wrong(report, name),
        ..SelectField::new(name, label, choices.into())
    })
}

fn line(
    (name, label): (&str, &str),
    kind: &'static str,
    value: &str,
    help: &str,
    report: &Report,
) -> Field {
    let field = TextField::new(name, label, kind, "off")
        .valued(value)
        .wrong(wrong(report, name));
    Field::Text(TextField {
        help: Some(help.to_owned()).filter(|help| !help.is_empty()),
        ..field
    })
}

pub fn confirmed(ctx: &Ctx, link: &ListingLink) -> ListingDonePage {
    ListingDonePage {
        frame: frame(ctx, "Thank you"),
        heading: "Thank you".to_owned(),
        lines: vec![
            format!("The listing of {} is confirmed.", link.name),
            "What you changed stands there now; a telephone number or an address follows once our staff have changed it."
                .to_owned(),
        ],
        links: vec![see(link)],
    }
}

pub fn shut(ctx: &Ctx, link: &ListingLink) -> ListingDonePage {
    ListingDonePage {
        frame: frame(ctx, "This link is no longer valid"),
        heading: "This link is no longer valid".to_owned(),
        lines: vec![
            "It is too old, or there is a newer one. On the page of the listing you can ask for another."
                .to_owned(),
        ],
        links: vec![see(link)],
    }
}

fn see(link: &ListingLink) -> Link {
    Link::new("See the listing", format!("/podiatrists/{}", link.npi))
}

fn frame(ctx: &Ctx, title: &str) -> Frame {
    Frame::new(&ctx.config.site_name, title, "/listing").hidden()
}
