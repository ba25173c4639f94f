//! What stands around the console's pages.

use footpath_domain::{
    Ctx,
    directory::{listing, report},
    outbox,
    policy::Action,
    referral,
};
use footpath_entity::role::Role;
use footpath_templates::admin::{ConsoleFrame, Flash, NavGroup, NavItem};
use footpath_web::Problem;

use crate::gate::Signed;

/// The rooms of the console: group, label, address, and what one must be allowed to see it.
#[rustfmt::skip]
const ROOMS: &[(&str, &str, &str, Action)] = &[
    ("", "Dashboard", "/admin", Action::ConsoleView),
    ("Content", "Articles", "/admin/articles", Action::ConsoleView),
    ("Content", "FAQs", "/admin/faqs", Action::ConsoleView),
    ("Content", "Topics", "/admin/topics", Action::ConsoleView),
    ("Catalogue", "Products", "/admin/products", Action::ConsoleView),
    ("Directory", "Podiatrists", "/admin/podiatrists", Action::ConsoleView),
    ("Directory", "Clinics", "/admin/clinics", Action::ConsoleView),
    ("Directory", "Imports", "/admin/imports", Action::ConsoleView),
    ("Directory", "Reports", "/admin/listing-reports", Action::ConsoleView),
    ("Directory", "Claims", "/admin/listing-claims", Action::ConsoleView),
    ("Directory", "Data quality", "/admin/data-quality", Action::ConsoleView),
    ("Care", "Assessments", "/admin/assessments", Action::CareManage),
    ("Care", "Referrals", "/admin/referrals", Action::CareManage),
    ("Care", "Triage rules", "/admin/triage-rules", Action::ClinicalReview),
    ("System", "Outbox", "/admin/outbox", Action::CareManage),
    ("System", "Users", "/admin/users", Action::SiteManage),
    ("System", "API tokens", "/admin/api-tokens", Action::ArticleDraft),
    ("System", "Audit log", "/admin/audit", Action::SiteManage),
    ("System", "Settings", "/admin/settings", Action::SiteManage),
];

/// The frame of a page of a room, named as in the navigation.
pub async fn around(ctx: &Ctx, signed: &Signed, room: &str) -> Result<ConsoleFrame, Problem> {
    let staff = &signed.session.staff;
    Ok(ConsoleFrame {
        site_name: ctx.config.site_name.clone(),
        title: room.to_owned(),
        nav: nav(ctx, signed, room).await?,
        user_name: staff.name.clone(),
        user_role: role(staff.role).to_owned(),
        sign_out_action: "/admin/sign-out".to_owned(),
        hidden: signed.hidden(),
        flashes: Vec::new(),
    })
}

async fn nav(ctx: &Ctx, signed: &Signed, current: &str) -> Result<Vec<NavGroup>, Problem> {
    let mut groups: Vec<NavGroup> = Vec::new();
    for &(group, label, href, needs) in ROOMS {
        if !signed.may(needs) {
            continue;
        }
        let item = NavItem {
            label: label.to_owned(),
            href: href.to_owned(),
            current: label == current,
            count: count(ctx, signed, label).await?,
        };
        match groups.iter_mut().find(|known| known.label == group) {
            Some(known) => known.items.push(item),
            None => groups.push(NavGroup {
                label: group.to_owned(),
                items: vec![item],
            }),
        }
    }
    Ok(groups)
}

/// What waits for somebody in a room, and what it is.
async fn count(
    ctx: &Ctx,
    signed: &Signed,
    room: &str,
) -> Result<Option<(String, String)>, Problem> {
    let actor = signed.actor();
    let (n, what) = match room {
        "Referrals" => {
            let n = referral::needing_somebody(ctx, &actor).await?;
            (n, "overdue or without a recipient")
        }
        "Outbox" => (outbox::given_up(ctx, &actor).await?, "given up"),
        "Reports" => (report::open(ctx, &actor).await?, "open"),
        "Claims" => (listing::open(ctx, &actor).await?, "open"),
        _ => return Ok(None),
    };
    Ok((n > 0).then(|| (n.to_string(), what.to_owned())))
}

/// What was done just before this page was loaded, as its address says.
pub fn done(what: Option<&str>) -> Vec<Flash> {
    let nobody = "There is nobody left to ask. Find a clinic that takes referrals, or set a \
                  triage inbox; then look for a recipient again.";
    let stale =
        "Somebody else saved this in between, so nothing was done. Look again, then try anew.";
    for (refused, text) in [("nobody", nobody), ("stale", stale)] {
        if what == Some(refused) {
            return vec![Flash {
                text: text.to_owned(),
                failed: true,
            }];
        }
    }
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
        Some("offered") => "The offer is added. Readers of the product see it.",
        Some("noted") => "Noted.",
        Some("rerouted") => "Sent on to the next recipient.",
        Some("released") => "Released. The mail is on its way.",
        Some("resent") => "The mail is on its way once more.",
        Some("cancelled") => "Cancelled. It is not sent.",
        Some("reviewed") => "Signed off.",
        Some("removed") => "Removed.",
        Some("discarded") => "Discarded.",
        Some("erased") => "Erased. Nobody can read it any more.",
        Some("verified") => "Noted: checked today.",
        Some("followed") => "The next import sets it again. Until then it stays as it is.",
        Some("merged") => "Merged. Whoever practised here practises there now.",
        Some("split") => "Made. Those who were chosen practise here now.",
        Some("resolved") => "Resolved.",
        Some("dismissed") => "Dismissed.",
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
