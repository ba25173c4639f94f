//! What stands around a page of the console.

use crate::{
    assets,
    part::HiddenField,
    sample::{Sample, Sampler},
};

/// What stands around a page of the console.
#[derive(Clone)]
pub struct ConsoleFrame {
    pub site_name: String,
    pub title: String,
    /// Only what exists and what this person may see.
    pub nav: Vec<NavGroup>,
    pub user_name: String,
    pub user_role: String,
    /// Where "Sign out" posts, with the hidden fields.
    pub sign_out_action: String,
    pub hidden: Vec<HiddenField>,
    pub flashes: Vec<Flash>,
}

#[derive(Clone)]
pub struct NavGroup {
    /// "Content", "Catalogue", "Directory", "Care" or "System"; empty for what stands first.
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Clone)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub current: bool,
    /// A number that waits for somebody, such as articles in review, and what it counts.
    pub count: Option<(String, String)>,
}

/// A message about what was just done.
#[derive(Clone)]
pub struct Flash {
    pub text: String,
    /// It failed: it stays, and says what to do.
    pub failed: bool,
}

impl ConsoleFrame {
    pub fn style(&self) -> &'static str {
        assets::STYLE
    }

    pub fn console_style(&self) -> &'static str {
        assets::CONSOLE_STYLE
    }

    pub fn theme_script(&self) -> &'static str {
        assets::THEME_SCRIPT
    }

    pub fn page_script(&self) -> &'static str {
        assets::PAGE_SCRIPT
    }

    pub fn favicon(&self) -> &'static str {
        assets::FAVICON
    }
}

impl Sample for ConsoleFrame {
    fn sample(s: &Sampler) -> Self {
        let item = |label: &str, current, count: Option<&str>| NavItem {
            label: s.text(label),
            href: s.text("/admin/articles"),
            current,
            count: count.map(|n| (s.text(n), s.text("in review"))),
        };
        Self {
            site_name: s.text("Footpath"),
            title: s.text("Articles"),
            nav: vec![
                NavGroup {
                    label: s.text("Content"),
                    items: vec![
                        item("Articles", true, Some("3")),
                        item("FAQs", false, None),
                        item("Topics", false, None),
                    ],
                },
                NavGroup {
                    label: s.text("Care"),
                    items: vec![item("Referrals", false, Some("1"))],
                },
            ],
            user_name: s.text("Robin Hale"),
            user_role: s.text("Editor"),
            sign_out_action: s.text("/admin/sign-out"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            flashes: vec![
                Flash {
                    text: s.text("Saved."),
                    failed: false,
                },
                Flash {
                    text: s.text(
                        "Not published: the sign-off is older than the text. Submit it for review.",
                    ),
                    failed: true,
                },
            ],
        }
    }
}
