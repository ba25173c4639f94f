use footpath_domain::{
    Ctx,
    content::{
        article::{Article, ArticlePage as Found},
        card,
        topic::Topic,
    },
    paging::Paged,
};
use footpath_templates::{
    JsonLd,
    page::{ArticleListPage, ArticlePage, ContentsEntry},
    part::{Crumb, Frame, Link, Pager},
};

use super::Asked;

/// The list that was asked for in these words.
pub(super) fn list(
    ctx: &Ctx,
    asked: &Asked,
    topics: &[Topic],
    found: &Paged<Article>,
) -> ArticleListPage {
    ArticleListPage {
        frame: Frame::new(&ctx.config.site_name, "Articles", "/articles")
            .described("Plain guides to heel pain, its causes, and the way back to running.")
            .canonical(ctx.config.link("/articles")),
        topics: topic_filter("/articles", topics, asked.topic()),
        articles: found.items.iter().map(card::article).collect(),
        pager: Pager::over(
            &asked.address("/articles"),
            found.page.page,
            found.page.per_page,
            found.total,
        ),
    }
}

/// Links that narrow a list down; the one in force is current.
pub(crate) fn topic_filter(path: &str, topics: &[Topic], current: Option<&str>) -> Vec<Link> {
    let all = Link {
        current: current.is_none(),
        ..Link::new("All topics", path)
    };
    let each = topics.iter().map(|topic| Link {
        current: current == Some(topic.slug.as_str()),
        ..Link::new(&topic.name, format!("{path}?topic={}", topic.slug))
    });
    std::iter::once(all).chain(each).collect()
}

/// The page of one article.
pub(super) fn one(ctx: &Ctx, found: Found, related: &[Article]) -> ArticlePage {
    let reading_time = ArticlePage::reading_time(found.words());
    let article = &found.article;
    let path = format!("/articles/{}", article.slug);
    let review = card::review(article);
    let reviewed = article.reviewed_by.is_some();
    ArticlePage {
        frame: Frame::new(&ctx.config.site_name, &article.seo.title, &path)
            .described(&article.seo.description)
            .canonical(&found.canonical_url)
            .with_json_ld(JsonLd::new(&found.json_ld)),
        crumbs: vec![Crumb::new("Home", "/"), Crumb::new("Articles", "/articles")],
        title: article.title.clone(),
        summary: article.summary.clone(),
        author: Some(article.author.clone()),
        review: reviewed.then(|| review.clone()),
        review_pending: (!reviewed).then_some(review),
        updated: Some(format!(
            "Updated {}",
            article.updated_at.format("%B %-d, %Y")
        )),
        reading_time,
        topics: article
            .topics
            .iter()
            .map(|topic| Link::new(&topic.name, format!("/topics/{}", topic.slug)))
            .collect(),
        contents: found
            .headings
            .iter()
            .filter(|heading| heading.level == 2)
            .map(|heading| ContentsEntry {
                id: heading.id.clone(),
                label: heading.text.clone(),
            })
            .collect(),
        body: found.parts,
        faqs: None,
        related: related.iter().map(card::article).collect(),
    }
}
