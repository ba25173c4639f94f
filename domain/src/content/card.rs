//! Articles, products, questions and red flags as blocks and lists show them.

use footpath_entity::catalog::{Cushioning, ProductKind, Stability};
use footpath_templates::part::{ArticleCard, FaqItem, RedFlag};

use super::{article::Article, block::Products, faq::Faq};
use crate::triage::{Condition, GoTo, Rule, RuleSet, Tier};

/// Names that stay capitalized within a sentence.
const EPONYMS: [&str; 9] = [
    "Achilles", "Baxter", "Charcot", "Freiberg", "Haglund", "Kohler", "Lisfranc", "Morton", "Sever",
];

pub fn article(article: &Article) -> ArticleCard {
    ArticleCard {
        title: article.title.clone(),
        href: format!("/articles/{}", article.slug),
        summary: article.summary.clone(),
        byline: Some(byline(&article.author)),
        reading_time: None,
        review: Some(review(article)),
    }
}

/// "By a running coach": an author line that is a role reads on in lower case.
pub fn byline(author: &str) -> String {
    match author.split_once(' ') {
        Some((article @ ("A" | "An"), rest)) => format!("By {} {rest}", article.to_lowercase()),
        _ => format!("By {author}"),
    }
}

/// Who reviewed it and when, or that nobody has yet.
pub fn review(article: &Article) -> String {
    match (&article.reviewed_by, article.last_reviewed) {
        (Some(by), Some(on)) => format!("Reviewed by {by}, {}", on.format("%B %-d, %Y")),
        (Some(by), None) => format!("Reviewed by {by}"),
        _ if article.is_example => "Example content, awaits clinical review".to_owned(),
        _ => "Awaits clinical review".to_owned(),
    }
}

/// `scope` keeps its `id` apart from those of other blocks on the page.
pub fn faq(scope: &str, faq: &Faq) -> FaqItem {
    FaqItem {
        id: format!("{scope}-{}", faq.id),
        question: faq.question.clone(),
        answer: faq.answer.clone(),
    }
}

/// Such as "Recommended shoes for plantar fasciitis".
pub fn products_heading(wanted: &Products, topic: Option<&str>) -> String {
    let what = match (wanted.kind, wanted.cushioning, wanted.stability) {
        (ProductKind::Insole, ..) => "Insoles",
        (ProductKind::Shoe, _, Some(Stability::MotionControl)) => "Motion control shoes",
        (ProductKind::Shoe, _, Some(Stability::Stability)) => "Stability shoes",
        (ProductKind::Shoe, Some(Cushioning::High | Cushioning::Max), _) => "Cushioned shoes",
        (ProductKind::Shoe, ..) => "Recommended shoes",
    };
    match topic {
        Some(topic) => format!("{what} for {}", in_sentence(topic)),
        None => what.to_owned(),
    }
}

/// The page that lists all of them.
pub fn products_href(wanted: &Products) -> String {
    let mut href = format!("/products?kind={}", wanted.kind);
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            href.extend(["&", name, "=", &value]);
        }
    };
    add("topic", wanted.topic.as_ref().map(ToString::to_string));
    add(
        "brand",
        wanted.brand.as_ref().map(|brand| brand.replace(' ', "+")),
    );
    add("cushioning", wanted.cushioning.map(|word| word.to_string()));
    add("stability", wanted.stability.map(|word| word.to_string()));
    add(
        "arch_support",
        wanted.arch_support.map(|word| word.to_string()),
    );
    href
}

fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if !EPONYMS.iter().any(|eponym| name.starts_with(eponym)) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// Emergency signs, then those to be seen for today. Rules about not being sure are no signs.
pub fn red_flags(rules: &RuleSet) -> (Vec<RedFlag>, Vec<RedFlag>) {
    let of_tier = |tier: Tier| {
        rules
            .definition
            .rules
            .iter()
            .filter(|rule| rule.tier == tier && !matches!(rule.when, Condition::Unsure(_)))
            .map(red_flag)
            .collect()
    };
    (of_tier(Tier::Emergency), of_tier(Tier::Urgent))
}

fn red_flag(rule: &Rule) -> RedFlag {
    RedFlag {
        label: rule.label.clone(),
        advice: rule.advice.clone(),
        go_to: match rule.go_to {
            GoTo::Call911 => "Call 911",
            GoTo::EmergencyDepartment => "Emergency department",
            GoTo::SameDayMedical => "Medical care today",
            GoTo::Podiatrist => "Podiatrist, soon",
        }
        .to_owned(),
        source: rule.source.clone(),
        emergency: rule.tier == Tier::Emergency,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Products {
        Products {
            kind: ProductKind::Shoe,
            topic: Some("plantar-fasciitis".parse().unwrap()),
            brand: None,
            cushioning: None,
            stability: None,
            arch_support: None,
            limit: 3,
        }
    }

    #[test]
    fn a_heading_reads_as_a_person_would_say_it() {
        let heading = products_heading(&wanted(), Some("Plantar fasciitis"));
        assert_eq!(heading, "Recommended shoes for plantar fasciitis");
        let cushioned = Products {
            cushioning: Some(Cushioning::Max),
            ..wanted()
        };
        assert_eq!(products_heading(&cushioned, None), "Cushioned shoes");
        let insoles = Products {
            kind: ProductKind::Insole,
            ..wanted()
        };
        assert_eq!(
            products_heading(&insoles, Some("Achilles tendinitis")),
            "Insoles for Achilles tendinitis"
        );
    }

    #[test]
    fn the_link_to_all_of_them_asks_for_the_same() {
        assert_eq!(
            products_href(&wanted()),
            "/products?kind=shoe&topic=plantar-fasciitis"
        );
    }

    #[test]
    fn a_role_reads_on_and_a_name_stays() {
        assert_eq!(byline("A running coach"), "By a running coach");
        assert_eq!(byline("Ann Doe"), "By Ann Doe");
    }

    #[test]
    fn the_starter_rules_list_their_signs_by_tier() {
        let rules = RuleSet {
            version: 1,
            hash: String::new(),
            clinically_reviewed: false,
            definition: std::sync::Arc::new(crate::triage::Definition::starter().unwrap()),
        };
        let (emergency, urgent) = red_flags(&rules);
        assert_eq!((emergency.len(), urgent.len()), (8, 13));
        assert!(
            emergency
                .iter()
                .all(|flag| flag.emergency && !flag.label.is_empty())
        );
    }
}
