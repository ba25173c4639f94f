//! What stands around the console's pages.

use footpath_domain::config::Config;
use footpath_entity::role::Role;
use footpath_templates::{
    admin::{ConsoleFrame, NavGroup, NavItem},
    part::HiddenField,
};

use crate::gate::Signed;

/// The frame of a page, named as in the navigation.
pub fn around(config: &Config, signed: &Signed, title: &str) -> ConsoleFrame {
    let staff = &signed.session.staff;
    ConsoleFrame {
        site_name: config.site_name.clone(),
        title: title.to_owned(),
        nav: vec![NavGroup {
            label: "Content".to_owned(),
            items: vec![NavItem {
                label: "Articles".to_owned(),
                href: "/admin/articles".to_owned(),
                current: title == "Articles",
                count: None,
            }],
        }],
        user_name: staff.name.clone(),
        user_role: role(staff.role).to_owned(),
        sign_out_action: "/admin/sign-out".to_owned(),
        hidden: vec![HiddenField::new("_csrf", &signed.csrf)],
        flashes: Vec::new(),
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Admin => "Administrator",
        Role::Editor => "Editor",
        Role::Author => "Author",
        Role::Reviewer => "Reviewer",
        Role::Coordinator => "Coordinator",
        Role::Viewer => "Viewer",
    }
}
