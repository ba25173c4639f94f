//! What the index holds. Text is plain, never HTML; nothing about a patient is ever in it.

use serde::{Deserialize, Serialize};

use crate::{Kind, Object};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleDoc {
    pub id: String,
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// The text without markup and without live blocks.
    pub body: String,
    /// Slugs.
    pub topics: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FaqDoc {
    pub id: String,
    pub question: String,
    pub answer: String,
    /// Slugs.
    pub topics: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicDoc {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub summary: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductDoc {
    pub id: String,
    pub slug: String,
    pub title: String,
    /// `shoe` or `insole`.
    pub product_kind: String,
    pub brand: String,
    pub model: String,
    pub summary: String,
    /// The description without markup.
    pub body: String,
    /// Slugs.
    pub topics: Vec<String>,
    pub cushioning: Option<String>,
    pub stability: Option<String>,
    pub arch_support: Option<String>,
}

/// A podiatrist at one of its clinics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PodiatristDoc {
    pub npi: String,
    pub clinic_id: String,
    /// As shown, such as `Jane Q. Doe, DPM`.
    pub name: String,
    /// Lists go by this, such as `doe, jane q.`; then by NPI.
    pub sort_name: String,
    /// Taxonomy codes.
    pub specialties: Vec<String>,
    /// What the codes say, to be found by words.
    pub specialty_names: Vec<String>,
    pub clinic_name: String,
    pub city: String,
    /// Two letters.
    pub state: String,
    pub postal_code: String,
    /// Degrees; `None` when nobody knows where the clinic is.
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    /// `None` when unknown.
    pub accepting_new_patients: Option<bool>,
    /// `None` when unknown.
    pub telehealth: Option<bool>,
    pub accepts_referrals: bool,
    /// The clinic that stands for the podiatrist where no place is asked for; one of each.
    pub primary: bool,
}

/// One thing in the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Document {
    Article(ArticleDoc),
    Faq(FaqDoc),
    Topic(TopicDoc),
    Product(ProductDoc),
    Podiatrist(PodiatristDoc),
}

impl Document {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Article(_) => Kind::Article,
            Self::Faq(_) => Kind::Faq,
            Self::Topic(_) => Kind::Topic,
            Self::Product(_) => Kind::Product,
            Self::Podiatrist(_) => Kind::Podiatrist,
        }
    }

    /// The row that this document was made from.
    pub fn object(&self) -> Object {
        let id = match self {
            Self::Article(doc) => &doc.id,
            Self::Faq(doc) => &doc.id,
            Self::Topic(doc) => &doc.id,
            Self::Product(doc) => &doc.id,
            Self::Podiatrist(doc) => &doc.npi,
        };
        Object::new(self.kind(), id)
    }

    /// Unique in the index, and made of nothing but letters, digits, `-` and `_`.
    pub fn key(&self) -> String {
        if let Self::Podiatrist(doc) = self {
            return format!("podiatrist_{}_{}", doc.npi, doc.clinic_id);
        }
        let object = self.object();
        format!("{}_{}", object.kind, object.id)
    }

    /// What the list of hits shows as its title.
    pub fn title(&self) -> &str {
        match self {
            Self::Article(doc) => &doc.title,
            Self::Faq(doc) => &doc.question,
            Self::Topic(doc) => &doc.name,
            Self::Product(doc) => &doc.title,
            Self::Podiatrist(doc) => &doc.name,
        }
    }

    /// The path of its page on the site.
    pub fn path(&self) -> String {
        match self {
            Self::Article(doc) => format!("/articles/{}", doc.slug),
            Self::Faq(doc) => format!("/faqs#faq_{}", doc.id),
            Self::Topic(doc) => format!("/topics/{}", doc.slug),
            Self::Product(doc) => format!("/products/{}", doc.slug),
            Self::Podiatrist(doc) => format!("/podiatrists/{}", doc.npi),
        }
    }

    /// Everything but the title, to be searched and quoted from.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = match self {
            Self::Article(doc) => vec![&doc.summary, &doc.body],
            Self::Faq(doc) => vec![&doc.answer],
            Self::Topic(doc) => vec![&doc.summary],
            Self::Product(doc) => vec![&doc.summary, &doc.body, &doc.brand, &doc.model],
            Self::Podiatrist(doc) => {
                let place = format!("{}, {} {}", doc.city, doc.state, doc.postal_code);
                let names = doc.specialty_names.join(", ");
                return [doc.clinic_name.as_str(), &place, &names]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ");
            }
        };
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The facets by which it can be narrowed down, as `(name, value)`.
    pub fn facets(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Article(ArticleDoc { topics, .. }) | Self::Faq(FaqDoc { topics, .. }) => topics
                .iter()
                .map(|topic| ("topic", topic.as_str()))
                .collect(),
            Self::Topic(_) | Self::Podiatrist(_) => Vec::new(),
            Self::Product(doc) => {
                let mut facets: Vec<(&'static str, &str)> = doc
                    .topics
                    .iter()
                    .map(|topic| ("topic", topic.as_str()))
                    .collect();
                facets.push(("product_kind", &doc.product_kind));
                facets.push(("brand", &doc.brand));
                let optional = [
                    ("cushioning", &doc.cushioning),
                    ("stability", &doc.stability),
                    ("arch_support", &doc.arch_support),
                ];
                for (name, value) in optional {
                    if let Some(value) = value {
                        facets.push((name, value));
                    }
                }
                facets
            }
        }
    }
}
