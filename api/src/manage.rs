//! What editors do in the console, for their programs. Every route takes a Bearer token.

mod answer;
mod archiving;
mod article;
mod clinic;
mod faq;
mod maybe;
mod offer;
mod podiatrist;
mod precondition;
mod product;
mod searched;
mod topic;

use actix_web::middleware::from_fn;
use footpath_domain::Report;
use footpath_entity::catalog::PublishState;
use footpath_web::extract::bearer::bearer_first;
use serde::{Deserialize, Deserializer};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

pub use archiving::Archiving;
pub use article::{ArticleInput, ManagedArticle, ManagedArticleList, SeoInput};
pub use clinic::{ClinicInput, ManagedClinic, ManagedClinicList};
pub use faq::{FaqInput, ManagedFaq, ManagedFaqList};
pub use offer::{ManagedOffer, ManagedOfferList, NewOffer, OfferInput};
pub use podiatrist::{ManagedPodiatrist, ManagedPodiatristList, NewPodiatrist, PodiatristInput};
pub use product::{
    AttributesInput, ManagedProduct, ManagedProductList, ProductInput, ProductSummary,
};
pub use topic::{ManagedTopic, ManagedTopicList, TopicInput};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        scope("/manage")
            .wrap(from_fn(bearer_first))
            .configure(article::routes)
            .configure(faq::routes)
            .configure(topic::routes)
            .configure(product::routes)
            .configure(offer::routes)
            .configure(clinic::routes)
            .configure(podiatrist::routes),
    );
}

/// The state of a product or an offer, by the words of articles and questions.
fn state_word(state: PublishState) -> &'static str {
    match state {
        PublishState::Draft => "draft",
        PublishState::Live => "published",
        PublishState::Archived => "archived",
    }
}

/// Reads such a word.
fn state(report: &mut Report, text: &str) -> Option<PublishState> {
    let known = PublishState::ALL.iter().copied();
    let found = known.into_iter().find(|state| state_word(*state) == text);
    if found.is_none() {
        report.add("status", "must be one of draft, published, archived");
    }
    found
}

/// `true` or `false` in the address.
fn flag(report: &mut Report, field: &str, text: &str) -> Option<bool> {
    let flag = text.parse().ok();
    if flag.is_none() {
        report.add(field, "must be true or false");
    }
    flag
}

/// Tells a field that is `null` from one that is not there; needs `default` beside it.
#[expect(clippy::option_option, reason = "absent and null are two things")]
fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    de: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(de).map(Some)
}
