use footpath_domain::{
    Ctx,
    catalog::{
        card::{self, card},
        disclosure, json_ld,
        offer::Offer,
        product::Product,
    },
};
use footpath_templates::{
    JsonLd,
    page::{OfferView, ProductPage},
    part::{Crumb, Fact, Frame, Link},
};

/// The page of one product.
pub(super) fn page(ctx: &Ctx, product: &Product, related: &[Product]) -> ProductPage {
    let path = format!("/products/{}", product.slug);
    ProductPage {
        frame: Frame::new(&ctx.config.site_name, &product.title, &path)
            .described(&product.summary)
            .canonical(&product.url)
            .with_json_ld(JsonLd::new(&json_ld::product(product))),
        crumbs: vec![
            Crumb::new("Home", "/"),
            Crumb::new("Shoes and insoles", "/products"),
        ],
        title: product.title.clone(),
        kind: card::kind(product.kind).to_owned(),
        summary: product.summary.clone(),
        // Pages show pictures of this site only, whose size is known.
        image: None,
        body: product.html(),
        attributes: product
            .attributes
            .worded()
            .into_iter()
            .map(|(name, value)| Fact::new(name, value))
            .collect(),
        disclosure: disclosure::TEXT.to_owned(),
        offers: product.offers.iter().map(offer).collect(),
        topics: product
            .topics
            .iter()
            .map(|topic| Link::new(&topic.name, format!("/topics/{}", topic.slug)))
            .collect(),
        related: related.iter().map(|p| card(p, ctx.now())).collect(),
    }
}

fn offer(offer: &Offer) -> OfferView {
    let price = card::price(offer);
    OfferView {
        merchant: offer.merchant.clone(),
        href: offer.url.clone(),
        checked: price
            .is_some()
            .then(|| format!("Checked {}", offer.checked_at.format("%B %-d, %Y"))),
        price,
        availability: card::availability(offer).map(str::to_owned),
    }
}
