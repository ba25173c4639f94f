mod asked;
mod kept;

use super::*;
use crate::{
    ArticleDoc, Circle, Document, Facet, FaqDoc, Kind, NearFilter, NearSort, PodiatristDoc, Point,
    ProductDoc,
};

fn article(id: &str, title: &str, body: &str) -> Document {
    Document::Article(ArticleDoc {
        id: id.to_owned(),
        slug: id.to_owned(),
        title: title.to_owned(),
        summary: String::new(),
        body: body.to_owned(),
        topics: vec!["heel-pain".to_owned()],
    })
}

fn shoe(id: &str, brand: &str, cushioning: &str) -> Document {
    Document::Product(ProductDoc {
        id: id.to_owned(),
        slug: id.to_owned(),
        title: format!("{brand} shoe"),
        product_kind: "shoe".to_owned(),
        brand: brand.to_owned(),
        model: "One".to_owned(),
        summary: "Kind to a sore heel.".to_owned(),
        body: String::new(),
        topics: vec![],
        cushioning: Some(cushioning.to_owned()),
        stability: None,
        arch_support: None,
    })
}

fn podiatrist(npi: &str, clinic: &str, name: &str, city: &str, lat: f64) -> Document {
    Document::Podiatrist(PodiatristDoc {
        npi: npi.to_owned(),
        clinic_id: clinic.to_owned(),
        name: name.to_owned(),
        sort_name: name.to_lowercase(),
        specialties: vec!["213E00000X".to_owned()],
        specialty_names: vec!["Podiatrist".to_owned()],
        clinic_name: format!("{city} Foot Clinic"),
        city: city.to_owned(),
        state: "ID".to_owned(),
        postal_code: "83702".to_owned(),
        lat: Some(lat),
        lon: Some(-116.0),
        accepting_new_patients: None,
        telehealth: Some(npi.ends_with('2')),
        accepts_referrals: true,
        primary: clinic == "1",
    })
}

fn is(document: Document) -> Change {
    Change {
        object: document.object(),
        documents: vec![document],
    }
}

fn gone(kind: Kind, id: &str) -> Change {
    Change {
        object: Object::new(kind, id),
        documents: vec![],
    }
}

async fn find(engine: &Embedded, q: &str) -> Vec<String> {
    let query = TextQuery {
        q: q.to_owned(),
        limit: 10,
        ..TextQuery::default()
    };
    engine
        .text(&query)
        .await
        .unwrap()
        .items
        .into_iter()
        .map(|hit| hit.id)
        .collect()
}

async fn filled(folder: &std::path::Path) -> Embedded {
    let engine = Embedded::open(folder.to_owned()).await.unwrap();
    let faq = FaqDoc {
        id: "f".to_owned(),
        question: "Ice or heat?".to_owned(),
        answer: "Ice on the heel at first.".to_owned(),
        topics: vec![],
    };
    let changes = [
        article(
            "a",
            "Plantar fasciitis",
            "The commonest cause of heel pain in runners.",
        ),
        article(
            "b",
            "Running shoes",
            "What to look for. Plantar fasciitis is mentioned once.",
        ),
        Document::Faq(faq),
        shoe("p", "Hoka", "max"),
        shoe("q", "Brooks", "high"),
        podiatrist("1000000001", "1", "Ann Sample", "Boise", 43.6),
    ];
    engine
        .apply(changes.into_iter().map(is).collect(), 7)
        .await
        .unwrap();
    engine
}
