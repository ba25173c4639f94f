//! The page of one offer.

use actix_web::HttpResponse;
use footpath_domain::{
    Ctx, audit,
    catalog::{
        card::spoken,
        offer::{OfferDraft, OfferEdit},
        price,
        product::Managed,
    },
    policy::Action,
};
use footpath_entity::catalog::{Availability, PublishState, offer::Model, offer_click};
use footpath_templates::{
    admin::{Act, EditForm, FieldGroup, FormPage, Panel},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Values, conflict},
    product::state as standing,
    when,
};

/// Entries of the history that the page shows.
const HISTORY: u64 = 20;
/// Days of clicks that the page names.
const DAYS: usize = 7;

/// An offer or a new one, as stored or as typed.
pub struct Shown {
    pub product: Managed,
    pub offer: Option<Model>,
    /// Last day first.
    pub clicks: Vec<offer_click::Model>,
    pub state: FormState,
}

/// A new offer as its form begins.
pub fn fresh() -> Values {
    Values::default()
        .with("currency", "USD")
        .with("availability", Availability::InStock)
}

/// An offer as its form would send it.
pub fn values(row: &Model) -> Values {
    Values::default()
        .with("merchant", &row.merchant)
        .with("url", &row.url)
        .with_some("price", row.price)
        .with("currency", &row.currency)
        .with("availability", row.availability)
        .with("position", row.position)
        .with_some("direct", row.direct.then_some("true"))
}

/// What the form of a new one says.
pub fn draft(values: &Values) -> OfferDraft {
    let text = |name: &str| values.text(name).to_owned();
    OfferDraft {
        merchant: text("merchant"),
        url: text("url"),
        price: Some(text("price")),
        currency: text("currency"),
        availability: text("availability"),
        direct: values.ticked("direct"),
        position: kit::whole(values.text("position")),
    }
}

/// Whoever saves the form has looked at the price.
pub fn change(values: &Values) -> OfferEdit {
    let draft = draft(values);
    OfferEdit {
        merchant: Some(draft.merchant),
        url: Some(draft.url),
        price: draft.price,
        currency: Some(draft.currency),
        availability: Some(draft.availability),
        direct: Some(draft.direct),
        position: Some(draft.position),
        checked: true,
    }
}

pub async fn page(ctx: &Ctx, signed: &Signed, shown: Shown) -> Result<HttpResponse, Problem> {
    let offer = shown.offer.as_ref();
    let state = shown.state;
    let mut fields = Fields::new(&state.values, &state.report);
    let groups = groups(&mut fields);
    let clash = offer.filter(|_| state.stale).map(|row| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), row.updated_at));
        conflict(ago, fields.labels(), &values(row), &state.values)
    });
    let may = signed.may(Action::CatalogManage);
    let mut aside = Vec::new();
    if let Some(row) = offer {
        aside.push(status(ctx, signed, row));
        aside.push(clicks(&shown.clicks));
        let entries = audit::history(ctx, &signed.actor(), "offer", row.id, HISTORY).await?;
        aside.push(kit::history(ctx.now(), &entries));
    }
    let product = &shown.product.row;
    let mut console = frame::around(ctx, signed, "Products").await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new(&product.title, format!("/admin/products/{}", product.id)),
        heading: offer.map_or_else(
            || format!("New offer of {}", product.title),
            |row| format!("{} at {}", product.title, row.merchant),
        ),
        state: offer.map(|row| kit::badge(standing(row.status))),
        view: None,
        problems: fields.problems(),
        conflict: clash,
        form: may.then(|| form(signed, &shown.product, offer, groups)),
        facts: offer.filter(|_| !may).map(facts).unwrap_or_default(),
        sections: Vec::new(),
        aside,
    };
    reply::html_status(state.status, &view)
}

fn groups(fields: &mut Fields<'_>) -> Vec<FieldGroup> {
    let states = Availability::ALL.iter();
    let states = states.map(|one| (one.as_str().to_owned(), spoken(one.as_str())));
    let shop = vec![
        fields.line("merchant", "Shop", "text", ""),
        fields.line(
            "url",
            "Address",
            "url",
            "The affiliate address. Readers are sent there, and nowhere else.",
        ),
        fields.check(
            "direct",
            "The shop bars redirects",
            "Readers then get its own address, and no click is counted.",
        ),
    ];
    let cost = vec![
        fields.line(
            "price",
            "Price",
            "text",
            "Such as 129.95. Blank: not known.",
        ),
        fields.line(
            "currency",
            "Currency",
            "text",
            "Three letters, such as USD.",
        ),
        fields.select("availability", "Availability", states, ""),
        fields.line(
            "position",
            "Order",
            "number",
            "Offers of a product go by this number, lowest first.",
        ),
    ];
    vec![kit::group("", shop), kit::group("Price", cost)]
}

fn form(
    signed: &Signed,
    product: &Managed,
    row: Option<&Model>,
    groups: Vec<FieldGroup>,
) -> EditForm {
    let mut hidden = signed.hidden();
    hidden.extend(row.map(|row| HiddenField::new("_version", row.version.to_string())));
    let (action, label) = if let Some(row) = row {
        (format!("/admin/offers/{}", row.id), "Save")
    } else {
        let action = format!("/admin/products/{}/offers", product.row.id);
        (action, "Add offer")
    };
    EditForm {
        action,
        hidden,
        groups,
        buttons: vec![kit::button("save", label)],
        preview: None,
    }
}

fn status(ctx: &Ctx, signed: &Signed, row: &Model) -> Panel {
    let mut panel = Panel::new("Status");
    let live = row.status == PublishState::Live;
    let shown = row.price.is_none() || price::current(row, ctx.now()).is_some();
    panel.note = Some(
        match (live, shown) {
            (true, true) => "Readers of the product see it.",
            (true, false) => {
                "Readers see it without its price, which nobody has looked at for two days. \
                 Look at the shop, then save."
            }
            (false, _) => "Taken from readers; its link has ended.",
        }
        .to_owned(),
    );
    panel.facts = vec![
        Fact::new("Price checked", when::ago(ctx.now(), row.checked_at)),
        Fact::new("Saved", when::ago(ctx.now(), row.updated_at)),
    ];
    if !row.direct {
        panel
            .facts
            .push(Fact::new("Link", format!("/go/{}", row.id)));
    }
    if signed.may(Action::CatalogManage) {
        let action = |verb: &str| format!("/admin/offers/{}/{verb}", row.id);
        panel.acts.push(if live {
            Act {
                danger: true,
                ..kit::act(
                    signed,
                    action("archive"),
                    "Archive",
                    "Its link ends; nothing is deleted.",
                )
            }
        } else {
            kit::act(
                signed,
                action("publish"),
                "Publish",
                "Readers see it again.",
            )
        });
    }
    panel
}

fn clicks(days: &[offer_click::Model]) -> Panel {
    let mut panel = Panel::new("Clicks");
    if days.is_empty() {
        panel.note = Some("Nobody has followed its link yet.".to_owned());
    }
    panel.facts = days
        .iter()
        .take(DAYS)
        .map(|day| {
            Fact::new(
                day.day.format("%B %-d, %Y").to_string(),
                day.clicks.to_string(),
            )
        })
        .collect();
    panel
}

/// For those who may only read.
fn facts(row: &Model) -> Vec<Fact> {
    let unknown = || "not known".to_owned();
    let price = row.price.map(|price| format!("{price} {}", row.currency));
    vec![
        Fact::new("Shop", &row.merchant),
        Fact::new("Address", &row.url),
        Fact::new("Price", price.unwrap_or_else(unknown)),
        Fact::new("Availability", spoken(row.availability.as_str())),
    ]
}
