//! How good the directory is, in figures.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    directory::{
        phone,
        quality::{self, Counts, Quality, SameAddress, SameName, Twins, per_mille},
    },
};
use footpath_entity::directory::Precision;
use footpath_templates::{
    admin::{BarChart, Cell, Column, FormPage, Row, Section, Table},
    part::Link,
};
use footpath_web::{Problem, reply};

use crate::{clinic, frame, gate::Signed, kit};

pub async fn show(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    let found = quality::quality(&ctx, &signed.actor()).await?;
    reply::html(&FormPage {
        console: frame::around(&ctx, &signed, "Data quality").await?,
        up: Link::new("Podiatrists", "/admin/podiatrists"),
        heading: "Data quality".to_owned(),
        state: None,
        view: None,
        problems: Vec::new(),
        conflict: None,
        form: None,
        facts: Vec::new(),
        sections: vec![
            shares(&found.counts),
            positions(&found.counts),
            waiting(&found),
            names(&found.same_name),
            addresses(&found.same_address),
        ],
        aside: Vec::new(),
    })
}

fn shares(counts: &Counts) -> Section {
    let named = [
        ("Verified", counts.verified),
        ("Verified within a year", counts.verified_lately),
        ("Looked after", counts.with_contact),
        ("Stale", counts.stale),
        ("Without telephone number", counts.without_phone),
        ("Without ZIP code", counts.without_zip),
    ];
    let named = named.map(|(title, n)| (title.to_owned(), n));
    let sources = counts.by_source.iter().map(|(source, n)| {
        let title = format!("From: {}", clinic::source(*source).to_lowercase());
        (title, *n)
    });
    let rows = named.into_iter().chain(sources).map(|(title, n)| Row {
        title,
        href: None,
        note: None,
        cells: vec![
            Cell::Number(kit::thousands(n)),
            Cell::Number(share(n, counts.all)),
        ],
    });
    let note = format!(
        "{} that readers may see. Verified: by whoever looks after it. Stale: neither registry, \
         staff nor holder have touched it for two years. Telephone number and ZIP code are those \
         of the primary clinic.",
        kit::counted(counts.all, "listing", "listings")
    );
    Section {
        note: Some(note),
        ..table(
            "Listings",
            "Share of the listings",
            &["Count", "Share"],
            rows.collect(),
        )
    }
}

/// Such as "12.5 %".
fn share(part: u64, whole: u64) -> String {
    let tenths = per_mille(part, whole);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

fn positions(counts: &Counts) -> Section {
    let rows = counts.by_precision.iter();
    let rows: Vec<_> = rows
        .map(|(precision, n)| (known_by(*precision).to_owned(), *n))
        .collect();
    let unknown = counts.by_precision.iter().find(|(by, _)| by.is_none());
    let known = counts.all - unknown.map_or(0, |(_, n)| *n);
    let chart = BarChart {
        summary: format!("{} have a position", share(known, counts.all)),
        head: "Position known by".to_owned(),
        named: true,
        ..BarChart::over("", "", rows)
    };
    Section {
        chart: Some(chart),
        ..Section::new("Where they are: by what the position is known")
    }
}

fn known_by(precision: Option<Precision>) -> &'static str {
    match precision {
        Some(Precision::Position | Precision::Address) => "Address",
        Some(Precision::PostalCode) => "ZIP",
        Some(Precision::City) => "City",
        Some(Precision::Zip3) => "ZIP region",
        None => "Not known",
    }
}

fn waiting(found: &Quality) -> Section {
    let rows = [
        (
            "Reports open",
            found.reports_open,
            Some("/admin/listing-reports"),
        ),
        (
            "Claims open",
            found.claims_open,
            Some("/admin/listing-claims"),
        ),
        (
            "Hidden by staff",
            found.hidden,
            Some("/admin/podiatrists?hidden=yes"),
        ),
        ("Deactivated in the registry", found.deactivated, None),
    ];
    let rows = rows.map(|(title, n, href)| Row {
        title: title.to_owned(),
        href: href.map(str::to_owned),
        note: None,
        cells: vec![Cell::Number(kit::thousands(n))],
    });
    table(
        "Beside these",
        "What waits, and what readers do not see",
        &["Count"],
        rows.into(),
    )
}

fn names(twins: &Twins<SameName>) -> Section {
    let rows = twins.named.iter().map(|one| Row {
        title: one.name.clone(),
        href: Some(format!("/admin/podiatrists/{}", one.npi)),
        note: None,
        cells: vec![
            Cell::Text(one.npi.to_string()),
            Cell::Text(one.place.clone()),
        ],
    });
    let what = "share first and last name in one state";
    suspected(
        "Podiatrists of one name",
        what,
        twins.groups,
        ["NPI", "Place"],
        rows.collect(),
    )
}

fn addresses(twins: &Twins<SameAddress>) -> Section {
    let rows = twins.named.iter().map(|one| Row {
        title: one.name.clone(),
        href: Some(format!("/admin/clinics/{}", one.id)),
        note: None,
        cells: vec![
            Cell::Text(one.address.clone()),
            Cell::Text(one.phone.as_deref().map_or_else(String::new, phone::spoken)),
        ],
    });
    let what = "share one address";
    suspected(
        "Clinics at one address",
        what,
        twins.groups,
        ["Address", "Telephone"],
        rows.collect(),
    )
}

/// What may stand there twice; a person has to look.
fn suspected(heading: &str, what: &str, groups: u64, heads: [&str; 2], rows: Vec<Row>) -> Section {
    if rows.is_empty() {
        return Section {
            note: Some("None are suspected to be the same.".to_owned()),
            ..Section::new(heading)
        };
    }
    let mut note = format!(
        "{} {what}; some may be the same.",
        kit::counted(groups, "group", "groups")
    );
    if groups > quality::NAMED {
        note = format!("{note} The first {}:", quality::NAMED);
    }
    let columns = ["Name"].into_iter().chain(heads).map(Column::new);
    Section {
        note: Some(note),
        table: Some(Table {
            label: heading.to_owned(),
            columns: columns.collect(),
            rows,
        }),
        ..Section::new(heading)
    }
}

fn table(heading: &str, label: &str, heads: &[&str], rows: Vec<Row>) -> Section {
    let heads = heads.iter().map(|head| Column::new(*head).number());
    Section {
        table: Some(Table {
            label: label.to_owned(),
            columns: [Column::new("What")].into_iter().chain(heads).collect(),
            rows,
        }),
        ..Section::new(heading)
    }
}
