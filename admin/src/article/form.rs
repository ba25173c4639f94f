//! The page on which an article is written.

use actix_web::HttpResponse;
use footpath_domain::{
    Ctx,
    content::article::{Change, Managed, Preview, Saved},
    policy::Action,
};
use footpath_entity::content::Status;
use footpath_templates::{
    admin::{self, Act, Button, EditForm, Field, FieldGroup, FormPage, Moment, Panel},
    part::{Fact, FieldProblem, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Values, conflict},
    when,
};

const BLOCKS: &str = "Markdown. A line of its own may hold a live block: \
    ::products{kind=shoe topic=heel-pain limit=3}, ::faqs{topic=heel-pain}, ::red-flags, \
    ::find-a-podiatrist, ::assessment, ::related{topic=heel-pain}";

/// What the page shows: an article or a new one, as stored or as typed.
pub struct Shown {
    pub article: Option<(Managed, Vec<Saved>)>,
    pub state: FormState,
    pub preview: Option<Preview>,
}

/// An article as its form would send it.
pub fn values(article: &Managed) -> Values {
    Values::default()
        .with("title", &article.title)
        .with("summary", &article.summary)
        .with("body", &article.body)
        .with("author", &article.author)
        .with("slug", &article.slug)
        .with_all("topics", article.topics.iter().map(|topic| &topic.slug))
        .with_some("seo.title", article.seo_title.as_ref())
        .with_some("seo.description", article.seo_description.as_ref())
}

/// What the form says. A blank address is made from the title.
pub fn change(values: &Values) -> Change {
    let text = |name: &str| Some(values.text(name).to_owned());
    Change {
        slug: values.some("slug").map(str::to_owned),
        title: text("title"),
        summary: text("summary"),
        body: text("body"),
        author: text("author"),
        topics: Some(values.list("topics")),
        seo_title: text("seo.title"),
        seo_description: text("seo.description"),
    }
}

pub async fn page(ctx: &Ctx, signed: &Signed, shown: Shown) -> Result<HttpResponse, Problem> {
    let topics = kit::topics(ctx, signed).await?;
    let mut fields = Fields::new(&shown.state.values, &shown.state.report);
    let groups = groups(&mut fields, topics);
    let article = shown.article.as_ref().map(|(article, _)| article);
    let clash = article.filter(|_| shown.state.stale).map(|article| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), article.updated_at));
        conflict(ago, fields.labels(), &values(article), &shown.state.values)
    });
    let mut problems = fields.problems();
    let preview = shown.preview.as_ref();
    problems.extend(preview.into_iter().flat_map(mistakes));
    let mut console = frame::around(ctx, signed, "Articles").await?;
    console.flashes = shown.state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Articles", "/admin/articles"),
        heading: heading(article, &shown.state.values),
        state: article.map(|article| kit::badge(article.status)),
        view: article
            .and_then(|article| article.live_slug.as_ref())
            .map(|slug| Link::new("See it on the site", format!("/articles/{slug}"))),
        problems,
        conflict: clash,
        form: signed
            .may(Action::ArticleDraft)
            .then(|| form(signed, article, groups, preview)),
        facts: Vec::new(),
        sections: Vec::new(),
        aside: shown
            .article
            .iter()
            .flat_map(|(article, saved)| aside(ctx, signed, article, saved))
            .collect(),
    };
    reply::html_status(shown.state.status, &view)
}

fn heading(article: Option<&Managed>, values: &Values) -> String {
    article.map_or_else(
        || values.some("title").unwrap_or("New article").to_owned(),
        |article| article.title.clone(),
    )
}

fn groups(fields: &mut Fields<'_>, topics: Vec<(String, String)>) -> Vec<FieldGroup> {
    let group = |heading: &str, fields: Vec<Field>| FieldGroup {
        heading: heading.to_owned(),
        fields,
    };
    vec![
        group(
            "",
            vec![
                fields.line("title", "Title", "text", ""),
                fields.area("summary", "Summary", 3, "One or two sentences, for lists and search."),
                fields.manuscript("body", "Text", 24, BLOCKS),
            ],
        ),
        group(
            "Details",
            vec![
                fields.line("author", "Author", "text", "A name or a role, such as \u{201c}A running coach\u{201d}."),
                fields.checks("topics", "Topics", topics, "The first one leads to what to read next."),
                fields.line("slug", "Address", "text", "Small letters, digits and hyphens. Blank: made from the title. An old address leads on to the new one."),
            ],
        ),
        group(
            "For search engines",
            vec![
                fields.line("seo.title", "Title for search engines", "text", "Blank: the title."),
                fields.line("seo.description", "Description for search engines", "text", "Blank: the summary."),
            ],
        ),
    ]
}

fn form(
    signed: &Signed,
    article: Option<&Managed>,
    groups: Vec<FieldGroup>,
    preview: Option<&Preview>,
) -> EditForm {
    let mut hidden = signed.hidden();
    if let Some(article) = article {
        hidden.push(HiddenField::new("_version", article.version.to_string()));
    }
    let button = |verb: &str, label: &str| Button {
        verb: verb.to_owned(),
        label: label.to_owned(),
    };
    let mut buttons = vec![button("save", "Save draft")];
    if signed.may(Action::ContentManage) {
        buttons.insert(0, button("publish", "Publish"));
    }
    EditForm {
        action: article.map_or_else(
            || "/admin/articles".to_owned(),
            |article| format!("/admin/articles/{}", article.id),
        ),
        hidden,
        groups,
        buttons,
        preview: Some(admin::Preview {
            field: "body".to_owned(),
            href: "/admin/articles/preview".to_owned(),
            html: preview.map(|preview| preview.html.clone()),
        }),
    }
}

fn mistakes(preview: &Preview) -> impl Iterator<Item = FieldProblem> + '_ {
    preview.mistakes.iter().map(|mistake| FieldProblem {
        field: "body".to_owned(),
        label: "Text".to_owned(),
        message: mistake.clone(),
    })
}

fn aside(ctx: &Ctx, signed: &Signed, article: &Managed, saved: &[Saved]) -> Vec<Panel> {
    let ago = |at| when::ago(ctx.now(), at);
    let mut status = Panel::new("Status");
    status.note = Some(
        match (article.status, article.has_draft) {
            (Status::Published, true) => "Readers see an earlier text until this one is published.",
            (Status::Published, false) => "Readers see this text.",
            (Status::Draft, _) => "Readers do not see it yet.",
            (Status::Archived, _) => "Taken from readers; publishing brings it back.",
        }
        .to_owned(),
    );
    let never = || "not yet".to_owned();
    status.facts = vec![
        Fact::new("Saved", ago(article.updated_at)),
        Fact::new("Published", article.published_at.map_or_else(never, ago)),
        Fact::new(
            "Reviewed by",
            article.reviewed_by.clone().unwrap_or_else(never),
        ),
    ];
    if article.status == Status::Published && signed.may(Action::ContentManage) {
        status.acts.push(Act {
            action: format!("/admin/articles/{}/archive", article.id),
            hidden: signed.hidden(),
            label: "Archive".to_owned(),
            help: Some("Readers no longer find it; nothing is lost.".to_owned()),
            danger: true,
            fields: Vec::new(),
        });
    }
    let mut history = Panel::new("History");
    history.timeline = saved
        .iter()
        .map(|saved| Moment {
            text: saved.by.as_ref().map_or_else(
                || format!("Version {}", saved.number),
                |by| format!("Version {} by {by}", saved.number),
            ),
            when: ago(saved.at),
        })
        .collect();
    vec![status, history]
}
