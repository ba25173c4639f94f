use crate::{
    SafeHtml,
    sample::{Sample, Sampler},
};

/// A picture of the site's own.
#[derive(Clone, Debug)]
pub struct Image {
    pub src: String,
    pub alt: String,
    pub width: String,
    pub height: String,
}

#[derive(Clone, Debug)]
pub struct ArticleCard {
    pub title: String,
    pub href: String,
    pub summary: String,
    /// Such as "By Jo Ito, running coach".
    pub byline: Option<String>,
    /// Such as "6 minutes".
    pub reading_time: Option<String>,
    /// Such as "Reviewed October 3, 2026", or that it awaits review.
    pub review: Option<String>,
}

/// A question with its answer, shown as native `details`.
#[derive(Clone, Debug)]
pub struct FaqItem {
    /// Unique on the page, such as `faq_12`. The underscore keeps it apart from headings.
    pub id: String,
    pub question: String,
    pub answer: SafeHtml,
}

/// A shoe or an insole with, at most, one offer.
#[derive(Clone, Debug)]
pub struct ProductCard {
    pub title: String,
    pub href: String,
    /// "Shoe" or "Insole".
    pub kind: String,
    /// The one reason why it stands here.
    pub reason: String,
    /// Such as "High cushioning", "Neutral".
    pub attributes: Vec<String>,
    pub image: Option<Image>,
    /// Such as "$139.95"; absent when unknown or stale.
    pub price: Option<String>,
    /// Such as "checked today".
    pub checked: Option<String>,
    /// The `/go/` link, and what its link says, such as "See it at Run Shop".
    pub offer_href: Option<String>,
    pub offer_label: String,
}

#[derive(Clone, Debug)]
pub struct RedFlag {
    pub label: String,
    pub advice: String,
    /// Such as "Call 911" or "Emergency department"; empty when it is no place of its own.
    pub go_to: String,
    pub source: String,
    /// Sorts the eye: red only for an emergency.
    pub emergency: bool,
}

/// A podiatrist in a list.
#[derive(Clone, Debug)]
pub struct PodiatristCard {
    /// Place in the list, as on the map.
    pub number: String,
    pub name: String,
    pub href: String,
    pub clinic: String,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Such as "3.2 miles".
    pub distance: Option<String>,
    pub specialties: Vec<String>,
    /// `None`: not known.
    pub accepting_new_patients: Option<bool>,
    pub accepts_referrals: bool,
    /// By video or telephone; only what is known for sure.
    pub telehealth: bool,
    /// Such as "Speaks Spanish, Tagalog".
    pub languages: Option<String>,
    /// As people write it, and as a `tel:` address.
    pub phone: Option<(String, String)>,
    pub directions_href: Option<String>,
    /// Where the position is not the address: such as "Position by ZIP code".
    pub precision: Option<String>,
    /// Such as "Sample listing", else nothing.
    pub source_note: Option<String>,
    /// Such as "Checked October 3, 2026" or "Not verified yet".
    pub verified: String,
}

impl Sample for ArticleCard {
    fn sample(s: &Sampler) -> Self {
        Self {
            title: s.text("Heel pain when walking after running"),
            href: s.text("/articles/heel-pain-when-walking-after-running"),
            summary: s.text("Why a heel hurts the day after a run, what helps at once, and when to see a professional."),
            byline: s.some("By Robin Hale, running coach"),
            reading_time: s.some("6 minutes"),
            review: s.some("Reviewed October 3, 2026"),
        }
    }
}

impl Sample for FaqItem {
    fn sample(s: &Sampler) -> Self {
        Self {
            id: "faq_causes".to_owned(),
            question: s.text("What is the most common cause of heel pain?"),
            answer: s.html("Plantar fasciitis: the band of tissue under the foot is **overloaded**. It is worst with the first steps of the day."),
        }
    }
}

impl Sample for ProductCard {
    fn sample(s: &Sampler) -> Self {
        Self {
            title: s.text("Brooks Glycerin 21"),
            href: s.text("/products/brooks-glycerin-21"),
            kind: s.text("Shoe"),
            reason: s.text("Soft under the heel without steering the foot."),
            attributes: s.texts(&["High cushioning", "Neutral", "Drop 10 mm"]),
            image: None,
            price: s.some("$159.95"),
            checked: s.some("checked today"),
            offer_href: s.some("/go/0190"),
            offer_label: s.text("See it at Run Shop"),
        }
    }
}

impl Sample for RedFlag {
    fn sample(s: &Sampler) -> Self {
        Self {
            label: s.text("The foot is suddenly cold, pale, blue or black"),
            advice: s.text("Blood may not reach the foot. Call 911 now."),
            go_to: s.text("Call 911"),
            source: s.text("NICE NG19"),
            emergency: true,
        }
    }
}

impl Sample for PodiatristCard {
    fn sample(s: &Sampler) -> Self {
        Self {
            number: s.text("1"),
            name: s.text("Jane Q. Sample, DPM"),
            href: s.text("/podiatrists/1234567893"),
            clinic: s.text("Boise Foot Clinic"),
            address: s.texts(&["100 Main Street, Suite 4", "Boise, ID 83702"]),
            distance: s.some("3.2 miles"),
            specialties: s.texts(&["Foot & Ankle Surgery", "Sports Medicine"]),
            accepting_new_patients: Some(true),
            accepts_referrals: true,
            telehealth: true,
            languages: s.some("Speaks Spanish, Tagalog"),
            phone: Some((s.text("(208) 555-0100"), s.text("tel:+12085550100"))),
            directions_href: s.some("https://www.openstreetmap.org/directions?to=43.6,-116.2"),
            precision: s.some("Position by ZIP code"),
            source_note: s.some("Sample listing"),
            verified: s.text("Checked October 3, 2026"),
        }
    }
}
