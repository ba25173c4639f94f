use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::Article;
use crate::{config::Config, content::faq::Faq};

/// Structured data of an article's page: `MedicalWebPage`, the `FAQPage` of the questions that it
/// shows, and the `BreadcrumbList`, in one schema.org graph. What is not known is left out.
pub(super) fn graph(config: &Config, article: &Article, faqs: &[Faq]) -> Value {
    let url = config.link(&format!("/articles/{}", article.slug));
    let mut graph = vec![page(config, article, &url)];
    if !faqs.is_empty() {
        graph.push(questions(faqs, &format!("{url}#faq")));
    }
    graph.push(breadcrumbs(config, article, &url));
    json!({ "@context": "https://schema.org", "@graph": graph })
}

fn page(config: &Config, article: &Article, url: &str) -> Value {
    let home = config.link("/");
    let topics: Vec<Value> = article
        .topics
        .iter()
        .map(|topic| {
            json!({
                "@type": "Thing",
                "name": topic.name,
                "url": config.link(&format!("/topics/{}", topic.slug)),
            })
        })
        .collect();
    let mut page = json!({
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": article.title,
        "headline": article.title,
        "description": article.seo.description,
        "inLanguage": "en-US",
        "isAccessibleForFree": true,
        "audience": { "@type": "PeopleAudience", "audienceType": "Runners" },
        "author": { "@type": "Person", "name": article.author },
        "publisher": { "@type": "Organization", "name": config.site_name, "url": home },
        "isPartOf": { "@type": "WebSite", "name": config.site_name, "url": home },
        "breadcrumb": { "@id": format!("{url}#breadcrumb") },
        "datePublished": iso(article.published_at),
        "dateModified": iso(article.updated_at),
    });
    if !topics.is_empty() {
        page["about"] = json!(topics);
    }
    if let Some(date) = article.last_reviewed {
        page["lastReviewed"] = json!(date.to_string());
    }
    if let Some(reviewer) = &article.reviewed_by {
        page["reviewedBy"] = json!({ "@type": "Person", "name": reviewer });
    }
    page
}

/// Structured data of a page that is nothing but questions.
pub fn faq_page(faqs: &[Faq], url: &str) -> Value {
    let mut page = questions(faqs, &format!("{url}#faq"));
    page["@context"] = json!("https://schema.org");
    page
}

/// A `FAQPage` with one Question for each; answers are HTML, as schema.org's readers take it.
fn questions(faqs: &[Faq], id: &str) -> Value {
    let questions: Vec<Value> = faqs
        .iter()
        .map(|faq| {
            json!({
                "@type": "Question",
                "name": faq.question,
                "acceptedAnswer": { "@type": "Answer", "text": faq.answer.as_str().trim() },
            })
        })
        .collect();
    json!({ "@type": "FAQPage", "@id": id, "mainEntity": questions })
}

fn breadcrumbs(config: &Config, article: &Article, url: &str) -> Value {
    let crumb = |position: u8, name: &str, item: &str| json!({ "@type": "ListItem", "position": position, "name": name, "item": item });
    json!({
        "@type": "BreadcrumbList",
        "@id": format!("{url}#breadcrumb"),
        "itemListElement": [
            crumb(1, "Home", &config.link("/")),
            crumb(2, "Articles", &config.link("/articles")),
            crumb(3, &article.title, url),
        ],
    })
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use footpath_entity::id::{ArticleId, FaqId};
    use footpath_templates::markdown;
    use uuid::Uuid;

    use super::*;
    use crate::{config::Limits, content::article::Seo};

    fn config() -> Config {
        Config {
            site_name: "Sole Mates".into(),
            data_dir: "data".into(),
            instance: "here".to_owned(),
            public_url: "https://feet.example/".parse().unwrap(),
            mail_from: "a@feet.example".parse().unwrap(),
            bounce_address: None,
            dkim: None,
            triage_inbox: None,
            retention_days: 365,
            verify_days: 180,
            limits: Limits::default(),
        }
    }

    fn article() -> Article {
        let at: DateTime<Utc> = "2026-11-23T10:11:12.345678Z".parse().unwrap();
        Article {
            id: ArticleId(Uuid::nil()),
            slug: "heel-pain".parse().unwrap(),
            title: "Heel pain".into(),
            summary: "Short.".into(),
            body_markdown: String::new(),
            topics: Vec::new(),
            author: "A running coach".into(),
            seo: Seo {
                title: "Heel pain".into(),
                description: "Short.".into(),
            },
            reviewed_by: None,
            last_reviewed: None,
            next_review_due: None,
            published_at: at,
            updated_at: at,
            is_example: true,
        }
    }

    #[test]
    fn an_article_has_its_page_its_questions_and_its_breadcrumbs() {
        let faq = Faq {
            id: FaqId(Uuid::nil()),
            question: "Ice?".into(),
            answer: markdown::render("Yes."),
            topics: Vec::new(),
            is_example: true,
        };
        let data = graph(&config(), &article(), &[faq]);
        let graph = data["@graph"].as_array().unwrap();
        let types: Vec<_> = graph.iter().map(|node| &node["@type"]).collect();
        assert_eq!(types, ["MedicalWebPage", "FAQPage", "BreadcrumbList"]);
        assert_eq!(graph[0]["url"], "https://feet.example/articles/heel-pain");
        assert_eq!(graph[0]["datePublished"], "2026-11-23T10:11:12Z");
        assert!(graph[0].get("reviewedBy").is_none() && graph[0].get("lastReviewed").is_none());
        let question = &graph[1]["mainEntity"][0];
        assert_eq!(question["acceptedAnswer"]["text"], "<p>Yes.</p>");
        assert_eq!(graph[2]["itemListElement"][2]["position"], 3);
    }

    #[test]
    fn a_page_without_questions_claims_none() {
        let data = graph(&config(), &article(), &[]);
        assert!(!data.to_string().contains("FAQPage"));
    }
}
