//! Samples of every view: what the gallery shows, and what the tests fill with a canary.

use askama::Template;

use crate::{SafeHtml, admin, block, feed, mail, markdown, page};

/// Makes the texts of a sample. Its mark, empty in the gallery, ends up in every text.
#[derive(Clone, Debug, Default)]
pub struct Sampler {
    mark: String,
}

impl Sampler {
    pub fn new(mark: impl Into<String>) -> Self {
        Self { mark: mark.into() }
    }

    /// A text as somebody may have typed it.
    pub fn text(&self, text: &str) -> String {
        format!("{text}{}", self.mark)
    }

    pub fn some(&self, text: &str) -> Option<String> {
        Some(self.text(text))
    }

    pub fn texts(&self, texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// Markdown as an editor may have typed it, rendered.
    pub fn html(&self, source: &str) -> SafeHtml {
        markdown::render(&self.text(source))
    }
}

/// A view that can show itself.
pub trait Sample: Sized {
    fn sample(s: &Sampler) -> Self;
}

/// A rendered sample. The ending of its name says what it is: `html`, `xml` or `txt`; a mail's
/// names start with `mail-`, a block's with `block-`.
#[derive(Clone, Debug)]
pub struct View {
    pub name: String,
    pub text: String,
}

/// Every view there is, filled with samples.
pub fn gallery(s: &Sampler) -> askama::Result<Vec<View>> {
    let mut views = Vec::new();
    let mut page = |name: &str, text: askama::Result<String>| -> askama::Result<()> {
        views.push(View {
            name: name.to_owned(),
            text: text?,
        });
        Ok(())
    };
    page("home.html", page::HomePage::sample(s).render())?;
    page("article.html", page::ArticlePage::sample(s).render())?;
    page("articles.html", page::ArticleListPage::sample(s).render())?;
    page("faqs.html", page::FaqsPage::sample(s).render())?;
    page("topic.html", page::TopicPage::sample(s).render())?;
    page("products.html", page::ProductsPage::sample(s).render())?;
    page("product.html", page::ProductPage::sample(s).render())?;
    page("find.html", page::FindPage::sample(s).render())?;
    page("podiatrist.html", page::PodiatristPage::sample(s).render())?;
    page(
        "listing-form.html",
        page::ListingFormPage::sample(s).render(),
    )?;
    page(
        "listing-done.html",
        page::ListingDonePage::sample(s).render(),
    )?;
    page("search.html", page::SearchPage::sample(s).render())?;
    page("assessment.html", page::AssessmentPage::sample(s).render())?;
    page("emergency.html", page::EmergencyPage::sample(s).render())?;
    page("result.html", page::ResultPage::sample(s).render())?;
    page("shared.html", page::SharedPage::sample(s).render())?;
    page("receipt.html", page::ReceiptPage::sample(s).render())?;
    page("refer.html", page::ReferPage::sample(s).render())?;
    for (index, link) in page::ClinicLinkPage::samples(s).into_iter().enumerate() {
        page(&format!("clinic-link-{}.html", index + 1), link.render())?;
    }
    page(
        "patient-link.html",
        page::PatientLinkPage::sample(s).render(),
    )?;
    for (index, link) in page::InboxLinkPage::samples(s).into_iter().enumerate() {
        page(&format!("inbox-link-{}.html", index + 1), link.render())?;
    }
    page("error.html", page::ErrorPage::sample(s).render())?;
    page("privacy.html", page::PrivacyPage::sample(s).render())?;
    page(
        "consumer-health.html",
        page::ConsumerHealthPage::sample(s).render(),
    )?;
    page("api-docs.html", page::ApiDocsPage::sample(s).render())?;
    page("admin-sign-in.html", admin::SignInPage::sample(s).render())?;
    page("admin-setup.html", admin::SetupPage::sample(s).render())?;
    page(
        "admin-password.html",
        admin::PasswordPage::sample(s).render(),
    )?;
    page("admin-list.html", admin::ListPage::sample(s).render())?;
    page("admin-form.html", admin::FormPage::sample(s).render())?;
    page(
        "block-products.html",
        block::ProductsBlock::sample(s).render(),
    )?;
    page("block-faqs.html", block::FaqsBlock::sample(s).render())?;
    page(
        "block-red-flags.html",
        block::RedFlagsBlock::sample(s).render(),
    )?;
    page("block-find.html", block::FindBlock::sample(s).render())?;
    page(
        "block-assessment.html",
        block::AssessmentBlock::sample(s).render(),
    )?;
    page(
        "block-related.html",
        block::RelatedBlock::sample(s).render(),
    )?;
    for (name, mail) in mails(s)? {
        page(&format!("mail-{name}.html"), Ok(mail.html))?;
        page(&format!("mail-{name}.txt"), Ok(mail.text))?;
    }
    for (name, text) in feeds(s)? {
        page(name, Ok(text))?;
    }
    Ok(views)
}

fn mails(s: &Sampler) -> askama::Result<Vec<(String, mail::Mail)>> {
    let mut mails = vec![
        ("notice".to_owned(), mail::NoticeMail::sample(s).compose()?),
        (
            "clinic".to_owned(),
            mail::ClinicReferralMail::sample(s).compose()?,
        ),
        (
            "listing".to_owned(),
            mail::ListingMail::sample(s).compose()?,
        ),
    ];
    for news in mail::PatientNews::ALL {
        let letter = mail::PatientMail {
            news,
            ..mail::PatientMail::sample(s)
        };
        mails.push((
            format!("patient-{news:?}").to_lowercase(),
            letter.compose()?,
        ));
    }
    Ok(mails)
}

fn feeds(s: &Sampler) -> askama::Result<[(&'static str, String); 3]> {
    let products = feed::ProductFeedHead::sample(s).render()?
        + &feed::ProductFeedItem::sample(s).render()?
        + feed::PRODUCT_FEED_END;
    let atom = feed::AtomHead::sample(s).render()?
        + &feed::AtomEntry::sample(s).render()?
        + feed::ATOM_END;
    let sitemap =
        feed::SITEMAP_HEAD.to_owned() + &feed::SitemapUrl::sample(s).render()? + feed::SITEMAP_END;
    Ok([
        ("products.xml", products),
        ("articles.xml", atom),
        ("sitemap.xml", sitemap),
    ])
}
