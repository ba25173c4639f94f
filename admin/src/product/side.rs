//! What stands beside a product's form.

use footpath_domain::{
    Ctx,
    catalog::{price, product::Managed},
    policy::Action,
};
use footpath_entity::catalog::{ProductKind, PublishState, offer};
use footpath_templates::{
    admin::{Act, Panel},
    part::{Fact, Link},
};

use crate::{gate::Signed, kit, when};

/// What a new one is, and how to make the other.
pub fn kind(kind: ProductKind) -> Panel {
    let mut panel = Panel::new("Kind");
    let (this, other, href) = match kind {
        ProductKind::Shoe => ("This is a shoe.", "Add an insole instead", "insole"),
        ProductKind::Insole => ("This is an insole.", "Add a shoe instead", "shoe"),
    };
    panel.note = Some(this.to_owned());
    panel.links = vec![Link::new(other, format!("/admin/products/new?kind={href}"))];
    panel
}

pub fn status(ctx: &Ctx, signed: &Signed, product: &Managed) -> Panel {
    let row = &product.row;
    let mut panel = Panel::new("Status");
    panel.note = Some(
        match row.status {
            PublishState::Live => "Readers see it. What is saved here they see at once.",
            PublishState::Draft => "Readers do not see it yet.",
            PublishState::Archived => "Taken from readers; publishing brings it back.",
        }
        .to_owned(),
    );
    panel.facts = vec![
        Fact::new("Address", format!("/products/{}", row.slug)),
        Fact::new("Saved", when::ago(ctx.now(), row.updated_at)),
    ];
    if row.status == PublishState::Live && signed.may(Action::CatalogManage) {
        panel.acts.push(Act {
            danger: true,
            ..kit::act(
                signed,
                format!("/admin/products/{}/archive", row.id),
                "Archive",
                "Readers, feeds and the links of its offers lose it; nothing is deleted.",
            )
        });
    }
    panel
}

/// Where it is sold.
pub fn offers(ctx: &Ctx, signed: &Signed, product: &Managed) -> Panel {
    let mut panel = Panel::new("Offers");
    if product.offers.is_empty() {
        panel.note =
            Some("Nobody sells it yet. Without an offer, no card leads to a shop.".to_owned());
    }
    panel.facts = product
        .offers
        .iter()
        .map(|offer| {
            let href = format!("/admin/offers/{}", offer.id);
            Fact::new(&offer.merchant, in_words(ctx, offer)).linked(href)
        })
        .collect();
    if signed.may(Action::CatalogManage) {
        let new = format!("/admin/products/{}/offers/new", product.row.id);
        panel.links.push(Link::new("Add an offer", new));
    }
    panel
}

/// Such as "$129.95, checked 2 hours ago".
fn in_words(ctx: &Ctx, offer: &offer::Model) -> String {
    if offer.status != PublishState::Live {
        return "archived".to_owned();
    }
    let Some(cents) = offer.price else {
        return "no price".to_owned();
    };
    let checked = when::ago(ctx.now(), offer.checked_at);
    if price::current(offer, ctx.now()).is_none() {
        return format!("price not shown: checked {checked}");
    }
    format!("{cents} {}, checked {checked}", offer.currency)
}
