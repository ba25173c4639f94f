use footpath_domain::{
    Ctx, Report,
    directory::{NearAnswer, NearFilter, RawNear, card::card, specialty},
};
use footpath_templates::{
    page::{FindForm, FindPage},
    part::{Choice, Frame, Link, LocatorMap, Pager, Point},
};
use url::form_urlencoded::Serializer;

const PATH: &str = "/find-a-podiatrist";
const RADII: [&str; 6] = ["5", "10", "25", "50", "100", "200"];

/// Before anything was asked.
pub(super) fn empty(ctx: &Ctx) -> FindPage {
    let asked = RawNear::default();
    FindPage {
        frame: frame(ctx, "Find a podiatrist"),
        form: form(&asked),
        problem: None,
        suggestions: Vec::new(),
        summary: None,
        expanded: None,
        results: Vec::new(),
        map: None,
        pager: None,
    }
}

/// The form as it was sent, with what is wrong and what may have been meant.
pub(super) fn refused(ctx: &Ctx, asked: &RawNear, report: &Report) -> FindPage {
    let messages: Vec<String> = report
        .0
        .iter()
        .map(|error| match error.field.as_str() {
            "near" => format!("This {}.", error.message),
            field => format!("{} {}.", label(field), error.message),
        })
        .collect();
    let suggested = report
        .0
        .iter()
        .filter_map(|error| error.suggestions.as_ref())
        .flatten();
    FindPage {
        frame: frame(ctx, "Find a podiatrist").hidden(),
        form: form(asked),
        problem: Some(messages.join(" ")),
        suggestions: suggested
            .map(|place| {
                let meant = RawNear {
                    near: Some(place.clone()),
                    ..asked.clone()
                };
                Link::new(place, address(&meant))
            })
            .collect(),
        ..empty(ctx)
    }
}

/// Who was found.
pub(super) fn found(
    ctx: &Ctx,
    asked: &RawNear,
    filter: &NearFilter,
    answer: &NearAnswer,
) -> FindPage {
    let listings = &answer.found;
    let first = listings.page.offset() + 1;
    let title = match &answer.center {
        Some(place) => format!("Podiatrists near {}", place.label),
        None => "Podiatrists by name".to_owned(),
    };
    FindPage {
        // A page of results is for whoever asked; the form is what others should find.
        frame: frame(ctx, &title).hidden(),
        form: form(asked),
        summary: Some(summary(answer)),
        expanded: expanded(filter, answer),
        results: (first..)
            .zip(&listings.items)
            .map(|(number, found)| card(found, number))
            .collect(),
        map: map(answer),
        pager: Pager::over(
            &address(asked),
            listings.page.page,
            listings.page.per_page,
            listings.total,
        ),
        ..empty(ctx)
    }
}

fn frame(ctx: &Ctx, title: &str) -> Frame {
    Frame::new(&ctx.config.site_name, title, PATH)
        .described("Podiatrists in the United States by ZIP code, city or position.")
        .canonical(ctx.config.link(PATH))
}

fn form(asked: &RawNear) -> FindForm {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let chosen = asked.radius_miles.as_deref().unwrap_or("25");
    let mut radius: Vec<Choice> = RADII
        .iter()
        .map(|miles| Choice::new(*miles, format!("{miles} miles"), *miles == chosen))
        .collect();
    if !RADII.contains(&chosen) {
        radius.push(Choice::new(chosen, format!("{chosen} miles"), true));
    }
    let specialty = asked.specialty.as_deref().unwrap_or_default();
    let any = Choice::new("", "Any specialty", specialty.is_empty());
    let known = specialty::ALL
        .iter()
        .map(|s| Choice::new(s.code, s.name, s.code == specialty));
    let sort = asked.sort.as_deref().unwrap_or("distance");
    FindForm {
        near: text(&asked.near),
        q: text(&asked.q),
        radius,
        specialties: std::iter::once(any).chain(known).collect(),
        sort: [
            ("distance", "Distance"),
            ("name", "Name"),
            ("relevance", "Best match"),
        ]
        .map(|(value, label)| Choice::new(value, label, value == sort))
        .into(),
        accepting_new_patients: asked.accepting_new_patients.as_deref() == Some("true"),
        telehealth: asked.telehealth.as_deref() == Some("true"),
        accepts_referrals: asked.accepts_referrals.as_deref() == Some("true"),
        filtered: asked.narrows(),
    }
}

fn summary(answer: &NearAnswer) -> String {
    let who = match answer.found.total {
        0 => "No podiatrist".to_owned(),
        1 => "1 podiatrist".to_owned(),
        total => format!("{total} podiatrists"),
    };
    match answer.center.as_ref().zip(answer.radius_miles) {
        Some((place, miles)) => format!("{who} within {miles} miles of {}", place.label),
        None => who,
    }
}

fn expanded(filter: &NearFilter, answer: &NearAnswer) -> Option<String> {
    let miles = answer.radius_miles.filter(|_| answer.expanded)?;
    Some(format!(
        "There was nobody within {} miles, so we looked within {miles}.",
        filter.radius_miles
    ))
}

fn map(answer: &NearAnswer) -> Option<LocatorMap> {
    let (place, miles) = answer.center.as_ref().zip(answer.radius_miles)?;
    let first = answer.found.page.offset() + 1;
    let points: Vec<Point> = (first..)
        .zip(&answer.found.items)
        .filter_map(|(number, found)| {
            let clinic = &found.listing.clinic;
            let point = clinic.point?;
            Some(Point {
                number,
                name: format!("{}, {}", found.listing.name, clinic.name),
                lat: point.lat,
                lon: point.lon,
            })
        })
        .collect();
    (!points.is_empty()).then(|| {
        let center = (place.point.lat, place.point.lon);
        LocatorMap::around(&place.label, center, miles, &points)
    })
}

/// The address of what was asked, without the page.
fn address(asked: &RawNear) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in [
        ("near", &asked.near),
        ("radius_miles", &asked.radius_miles),
        ("specialty", &asked.specialty),
        ("accepting_new_patients", &asked.accepting_new_patients),
        ("telehealth", &asked.telehealth),
        ("accepts_referrals", &asked.accepts_referrals),
        ("bbox", &asked.bbox),
        ("q", &asked.q),
        ("sort", &asked.sort),
    ] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    format!("{PATH}?{}", query.finish())
}

fn label(field: &str) -> &'static str {
    match field {
        "radius_miles" => "The distance",
        "specialty" => "The specialty",
        "q" => "The name or word",
        "sort" => "The order",
        _ => "A filter",
    }
}
