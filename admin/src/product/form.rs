//! The page of one product.

use actix_web::HttpResponse;
use footpath_domain::{
    Ctx, audit,
    catalog::{
        attributes::Attributes,
        product::{Managed, ProductDraft, ProductEdit},
    },
    policy::Action,
};
use footpath_entity::catalog::{ProductKind, PublishState};
use footpath_templates::{
    SafeHtml,
    admin::{self, EditForm, FieldGroup, FormPage},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use super::{attributes, side, state as standing};
use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Values, conflict},
    when,
};

/// The field that is Markdown.
pub const MARKDOWN: &str = "body";
/// Entries of the history that the page shows.
const HISTORY: u64 = 20;

/// A product or a new one, as stored or as typed.
pub struct Shown {
    pub product: Option<Managed>,
    pub state: FormState,
    /// What was seen, where it is not what is stored by now.
    pub version: Option<i64>,
    pub preview: Option<SafeHtml>,
}

/// A product as its form would send it.
pub fn values(product: &Managed) -> Values {
    let draft = &product.draft;
    let values = Values::default()
        .with("kind", &draft.kind)
        .with("brand", &draft.brand)
        .with("model", &draft.model)
        .with("title", &draft.title)
        .with("summary", &draft.summary)
        .with("reason", &draft.reason)
        .with(MARKDOWN, &draft.body_markdown)
        .with("image", &draft.image)
        .with("slug", &draft.slug)
        .with_all("topics", &draft.topics);
    attributes::values(values, &draft.attributes)
}

/// What the form of a new one says. Blank title and address are made from brand and model.
pub fn draft(values: &Values) -> ProductDraft {
    let text = |name: &str| values.text(name).to_owned();
    ProductDraft {
        slug: text("slug").trim().to_owned(),
        kind: text("kind"),
        brand: text("brand"),
        model: text("model"),
        title: text("title"),
        summary: text("summary"),
        reason: text("reason"),
        body_markdown: text(MARKDOWN),
        image: text("image"),
        topics: values.list("topics"),
        attributes: attributes::draft(values),
    }
}

pub fn change(values: &Values) -> ProductEdit {
    let draft = draft(values);
    ProductEdit {
        slug: Some(draft.slug),
        kind: Some(draft.kind),
        brand: Some(draft.brand),
        model: Some(draft.model),
        title: Some(draft.title),
        summary: Some(draft.summary),
        reason: Some(draft.reason),
        body_markdown: Some(draft.body_markdown),
        image: Some(draft.image),
        topics: Some(draft.topics),
        attributes: Some(draft.attributes),
    }
}

pub async fn page(ctx: &Ctx, signed: &Signed, shown: Shown) -> Result<HttpResponse, Problem> {
    let product = shown.product.as_ref();
    let state = shown.state;
    let kind = state
        .values
        .text("kind")
        .parse()
        .unwrap_or(ProductKind::Shoe);
    let topics = kit::topics(ctx, signed).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let groups = groups(&mut fields, kind, topics);
    let clash = product.filter(|_| state.stale).map(|product| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), product.row.updated_at));
        conflict(ago, fields.labels(), &values(product), &state.values)
    });
    let may = signed.may(Action::CatalogManage);
    let aside = match product {
        Some(product) => {
            let (actor, id) = (signed.actor(), product.row.id);
            let entries = audit::history(ctx, &actor, "product", id, HISTORY).await?;
            vec![
                side::status(ctx, signed, product),
                side::offers(ctx, signed, product),
                kit::history(ctx.now(), &entries),
            ]
        }
        None => vec![side::kind(kind)],
    };
    let seen = product.filter(|product| product.row.status == PublishState::Live);
    let mut console = frame::around(ctx, signed, "Products").await?;
    console.flashes = state.flashes;
    let heading = match (product, kind) {
        (Some(product), _) => product.row.title.clone(),
        (None, ProductKind::Shoe) => "New shoe".to_owned(),
        (None, ProductKind::Insole) => "New insole".to_owned(),
    };
    let view = FormPage {
        console,
        up: Link::new("Products", "/admin/products"),
        heading,
        state: product.map(|product| kit::badge(standing(product.row.status))),
        view: seen.map(|product| {
            Link::new(
                "See it on the site",
                format!("/products/{}", product.row.slug),
            )
        }),
        problems: fields.problems(),
        conflict: clash,
        form: may.then(|| form(signed, product, shown.version, kind, groups, shown.preview)),
        facts: product.filter(|_| !may).map(facts).unwrap_or_default(),
        sections: Vec::new(),
        aside,
    };
    reply::html_status(state.status, &view)
}

fn groups(
    fields: &mut Fields<'_>,
    kind: ProductKind,
    topics: Vec<(String, String)>,
) -> Vec<FieldGroup> {
    let about = vec![
        fields.line("brand", "Brand", "text", ""),
        fields.line("model", "Model", "text", ""),
        fields.area(
            "summary",
            "Summary",
            3,
            "What it is, in one or two sentences.",
        ),
        fields.line(
            "reason",
            "Reason",
            "text",
            "One line: why a reader might want it. It stands on every card.",
        ),
    ];
    let known = attributes::fields(fields, kind);
    let more = vec![
        fields.manuscript(
            MARKDOWN,
            "Description",
            10,
            "Markdown, for the product\u{2019}s own page. Blank: none.",
        ),
        fields.checks("topics", "Topics", topics, ""),
        fields.line(
            "image",
            "Picture",
            "text",
            "A path on this site or an address on the web. Blank: none.",
        ),
        fields.line("title", "Title", "text", "Blank: brand and model."),
        fields.line(
            "slug",
            "Address",
            "text",
            "Small letters, digits and hyphens. Blank: made from the title.",
        ),
    ];
    vec![
        kit::group("", about),
        kit::group("What is known of it", known),
        kit::group("Details", more),
    ]
}

fn form(
    signed: &Signed,
    product: Option<&Managed>,
    version: Option<i64>,
    kind: ProductKind,
    groups: Vec<FieldGroup>,
    preview: Option<SafeHtml>,
) -> EditForm {
    let mut hidden = signed.hidden();
    hidden.push(HiddenField::new("kind", kind.as_str()));
    let stored = product.map(|product| version.unwrap_or(product.row.version));
    hidden.extend(stored.map(|version| HiddenField::new("_version", version.to_string())));
    EditForm {
        action: product.map_or_else(
            || "/admin/products".to_owned(),
            |product| format!("/admin/products/{}", product.row.id),
        ),
        hidden,
        groups,
        buttons: kit::buttons(product.map(|product| standing(product.row.status))),
        preview: Some(admin::Preview {
            field: MARKDOWN.to_owned(),
            href: "/admin/preview".to_owned(),
            html: preview,
        }),
    }
}

/// For those who may only read.
fn facts(product: &Managed) -> Vec<Fact> {
    let row = &product.row;
    let mut facts = vec![
        Fact::new("Brand", &row.brand),
        Fact::new("Model", &row.model),
        Fact::new("Summary", &row.summary),
        Fact::new("Reason", &row.reason),
    ];
    let known = Attributes::of(row).worded().into_iter();
    facts.extend(known.map(|(name, value)| Fact::new(name, value)));
    facts
}
