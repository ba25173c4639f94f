//! What stands around the console's pages.

use footpath_domain::{config::Config, policy::Action};
use footpath_entity::role::Role;
use footpath_templates::admin::{ConsoleFrame, Flash, NavGroup, NavItem};

use crate::gate::Signed;

/// The rooms of the console: group, label, address, and what one must be allowed to see it.
#[rustfmt::skip]
const ROOMS: &[(&str, &str, &str, Action)] = &[
    ("Content", "Articles", "/admin/articles", Action::ConsoleView),
    ("Directory", "Podiatrists", "/admin/podiatrists", Action::ConsoleView),
    ("Directory", "Clinics", "/admin/clinics", Action::ConsoleView),
    ("System", "Users", "/admin/users", Action::SiteManage),
    ("System", "API tokens", "/admin/api-tokens", Action::ArticleDraft),
    ("System", "Audit log", "/admin/audit", Action::SiteManage),
    ("System", "Settings", "/admin/settings", Action::SiteManage),
];

/// The frame of a page of a room, named as in the navigation.
pub fn around(config: &Config, signed: &Signed, room: &str) -> ConsoleFrame {
    let staff = &signed.session.staff;
    ConsoleFrame {
        site_name: config.site_name.clone(),
        title: room.to_owned(),
        nav: nav(signed, room),
        user_name: staff.name.clone(),
        user_role: role(staff.role).to_owned(),
        sign_out_action: "/admin/sign-out".to_owned(),
        hidden: signed.hidden(),
        flashes: Vec::new(),
    }
}

fn nav(signed: &Signed, current: &str) -> Vec<NavGroup> {
    let mut groups: Vec<NavGroup> = Vec::new();
    for &(group, label, href, needs) in ROOMS {
        if !signed.may(needs) {
            continue;
        }
        let item = NavItem {
            label: label.to_owned(),
            href: href.to_owned(),
            current: label == current,
            count: None,
        };
        match groups.iter_mut().find(|known| known.label == group) {
            Some(known) => known.items.push(item),
            None => groups.push(NavGroup {
                label: group.to_owned(),
                items: vec![item],
            }),
        }
    }
    groups
}

/// What was done just before this page was loaded, as its address says.
pub fn done(what: Option<&str>) -> Vec<Flash> {
    let text = match what {
        Some("saved") => "Saved.",
        Some("created") => "Made.",
        Some("invited") => "Invited. The email is on its way.",
        Some("mailed") => "The email is on its way.",
        Some("disabled") => "Disabled.",
        Some("enabled") => "Enabled.",
        Some("published") => "Published. Readers see it now.",
        Some("hidden") => "Hidden. Readers no longer find it; nothing is lost.",
        Some("shown") => "Shown. Readers find it again.",
        Some("inbox") => {
            "Saved. A new inbox has been mailed a link; referrals go there once it is confirmed."
        }
        Some("asked") => "The confirmation link is on its way once more.",
        Some("archived") => "Archived. Readers no longer find it; nothing is lost.",
        _ => return Vec::new(),
    };
    vec![Flash {
        text: text.to_owned(),
        failed: false,
    }]
}

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Admin => "Administrator",
        Role::Editor => "Editor",
        Role::Author => "Author",
        Role::Reviewer => "Reviewer",
        Role::Coordinator => "Coordinator",
        Role::Viewer => "Viewer",
    }
}
