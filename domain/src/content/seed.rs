//! The starter content: what a new site shows on its first day. Example texts that await review
//! by a clinician.

use footpath_entity::content::{Status, article, faq, topic as topic_row};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Deserialize;

use super::{
    article::{self as articles, Change},
    faq::{self as faqs, NewFaq},
    topic::{self as topics, NewTopic},
};
use crate::{Actor, Ctx, Error, Result, store::Tx};

const ARTICLES: [&str; 3] = [
    include_str!("starter/heel-pain-when-walking-after-running.md"),
    include_str!("starter/how-to-choose-running-shoes-and-insoles.md"),
    include_str!("starter/plantar-fasciitis-a-runners-guide.md"),
];
const TOPICS: &str = include_str!("starter/topics.toml");
const FAQS: &str = include_str!("starter/faqs.toml");

/// Loads the starter topics, questions and articles, published, all or none. What is there
/// already, by its slug or its question, stays as an editor has left it.
pub async fn seed(ctx: &Ctx) -> Result<()> {
    let actor = Actor::System("seed");
    let tx = ctx.store.begin().await?;
    for topic in starter_topics()? {
        plant_topic(ctx, &tx, &actor, &topic).await?;
    }
    for faq in starter_faqs()? {
        plant_faq(ctx, &tx, &actor, &faq).await?;
    }
    for source in ARTICLES {
        plant_article(ctx, &tx, &actor, &starter_article(source)?).await?;
    }
    tx.commit().await
}

async fn plant_topic(ctx: &Ctx, tx: &Tx, actor: &Actor, new: &NewTopic) -> Result<()> {
    let there = topic_row::Entity::find()
        .filter(topic_row::Column::Slug.eq(new.slug.as_deref()))
        .count(tx)
        .await?;
    if there == 0 {
        topics::insert(ctx, tx, actor, new, Status::Published).await?;
    }
    Ok(())
}

async fn plant_faq(ctx: &Ctx, tx: &Tx, actor: &Actor, new: &NewFaq) -> Result<()> {
    let there = faq::Entity::find()
        .filter(faq::Column::Question.eq(new.question.as_str()))
        .count(tx)
        .await?;
    if there == 0 {
        let row = faqs::insert(ctx, tx, actor, new).await?;
        faqs::make_live(ctx, tx, actor, row).await?;
    }
    Ok(())
}

async fn plant_article(ctx: &Ctx, tx: &Tx, actor: &Actor, new: &Change) -> Result<()> {
    let there = article::Entity::find()
        .filter(article::Column::Slug.eq(new.slug.as_deref()))
        .count(tx)
        .await?;
    if there == 0 {
        let (row, revision) = articles::insert(ctx, tx, actor, new, true).await?;
        articles::make_live(ctx, tx, actor, row, &revision).await?;
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StarterTopic {
    slug: String,
    name: String,
    summary: String,
}

fn starter_topics() -> Result<Vec<NewTopic>> {
    #[derive(Deserialize)]
    struct File {
        topic: Vec<StarterTopic>,
    }
    let file: File = toml::from_str(TOPICS).map_err(Error::internal)?;
    Ok((0..)
        .zip(file.topic)
        .map(|(position, topic)| NewTopic {
            slug: Some(topic.slug),
            name: topic.name,
            summary: topic.summary,
            position,
        })
        .collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StarterFaq {
    question: String,
    topics: Vec<String>,
    answer: String,
}

fn starter_faqs() -> Result<Vec<NewFaq>> {
    #[derive(Deserialize)]
    struct File {
        faq: Vec<StarterFaq>,
    }
    let file: File = toml::from_str(FAQS).map_err(Error::internal)?;
    Ok((0..)
        .zip(file.faq)
        .map(|(position, faq)| NewFaq {
            question: faq.question,
            answer: faq.answer,
            topics: faq.topics,
            position,
            is_example: true,
        })
        .collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    slug: String,
    title: String,
    summary: String,
    author_line: String,
    topics: Vec<String>,
    seo_title: String,
    seo_description: String,
}

/// A file is TOML between two lines of `+++`, then Markdown.
fn starter_article(source: &str) -> Result<Change> {
    let (front, body) = source
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++\n"))
        .ok_or_else(|| Error::internal("a starter article lacks its front matter"))?;
    let front: FrontMatter = toml::from_str(front).map_err(Error::internal)?;
    Ok(Change {
        slug: Some(front.slug),
        title: Some(front.title),
        summary: Some(front.summary),
        body: Some(body.to_owned()),
        author: Some(front.author_line),
        topics: Some(front.topics),
        seo_title: Some(front.seo_title),
        seo_description: Some(front.seo_description),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::block;

    #[test]
    fn the_starter_articles_have_sound_blocks_on_known_topics() {
        let known: Vec<String> = starter_topics()
            .unwrap()
            .into_iter()
            .filter_map(|topic| topic.slug)
            .collect();
        assert_eq!(known.len(), 11);
        for source in ARTICLES {
            let article = starter_article(source).unwrap();
            let (blocks, mistakes) = block::check(article.body.as_deref().unwrap());
            assert_eq!(mistakes, []);
            assert!(blocks.len() >= 4);
            let named = blocks
                .iter()
                .filter_map(|(_, b)| b.topic())
                .map(ToString::to_string);
            for topic in named.chain(article.topics.unwrap()) {
                assert!(known.contains(&topic), "{topic}");
            }
        }
    }

    #[test]
    fn there_are_ten_questions_on_known_topics_with_an_answer_each() {
        let known = starter_topics().unwrap();
        let faqs = starter_faqs().unwrap();
        assert_eq!(faqs.len(), 10);
        for faq in faqs {
            assert!(faq.question.ends_with('?') && !faq.answer.trim().is_empty());
            for topic in &faq.topics {
                assert!(known.iter().any(|k| k.slug.as_ref() == Some(topic)));
            }
        }
    }
}
