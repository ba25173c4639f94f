//! The page of an account.

use actix_web::HttpResponse;
use footpath_domain::{Ctx, account};
use footpath_entity::{account::user, role::Role};
use footpath_templates::{
    admin::{Act, Button, EditForm, FieldGroup, FormPage, Panel},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use super::badge;
use crate::{
    frame,
    gate::Signed,
    kit::{Fields, FormState, Values, conflict},
    when,
};

/// An account or an invitation, as stored or as typed.
pub struct Shown {
    pub user: Option<user::Model>,
    pub state: FormState,
}

/// A new account as its form begins.
pub fn fresh() -> Values {
    Values::default().with("role", Role::Editor.as_str())
}

pub fn values(user: &user::Model) -> Values {
    Values::default()
        .with("name", &user.name)
        .with("role", user.role.as_str())
}

pub async fn page(ctx: &Ctx, signed: &Signed, shown: Shown) -> Result<HttpResponse, Problem> {
    let user = shown.user.as_ref();
    let mut fields = Fields::new(&shown.state.values, &shown.state.report);
    let mut group = vec![fields.line("name", "Name", "text", "")];
    if user.is_none() {
        let help = "An email goes there with a link to choose a password.";
        group.push(fields.line("email", "Email", "email", help));
    }
    let roles = Role::ALL.map(|role| (role.as_str().to_owned(), described(role)));
    let help = "Another role ends every session and token of the account.";
    group.push(fields.select("role", "Role", roles, help));
    let clash = user.filter(|_| shown.state.stale).map(|user| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), user.updated_at));
        conflict(ago, fields.labels(), &values(user), &shown.state.values)
    });
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, "Users").await?;
    console.flashes = shown.state.flashes;
    let view = FormPage {
        console,
        up: Link::new("Users", "/admin/users"),
        heading: user.map_or_else(|| "Invite somebody".to_owned(), |user| user.name.clone()),
        state: user.map(badge),
        view: None,
        problems,
        conflict: clash,
        form: Some(form(signed, user, group)),
        facts: user.map_or_else(Vec::new, |user| {
            vec![
                Fact::new("Email", &user.email),
                Fact::new("Made", when::exact(user.created_at)),
            ]
        }),
        sections: Vec::new(),
        aside: user.map_or_else(Vec::new, |user| vec![panel(signed, user)]),
    };
    reply::html_status(shown.state.status, &view)
}

fn form(
    signed: &Signed,
    user: Option<&user::Model>,
    fields: Vec<footpath_templates::admin::Field>,
) -> EditForm {
    let mut hidden = signed.hidden();
    let (action, label) = match user {
        Some(user) => {
            let version = account::version(user).to_string();
            hidden.push(HiddenField::new("_version", version));
            (format!("/admin/users/{}", user.id), "Save")
        }
        None => ("/admin/users".to_owned(), "Send invitation"),
    };
    EditForm {
        action,
        hidden,
        groups: vec![FieldGroup {
            heading: String::new(),
            fields,
        }],
        buttons: vec![Button {
            verb: "save".to_owned(),
            label: label.to_owned(),
        }],
        preview: None,
    }
}

fn panel(signed: &Signed, user: &user::Model) -> Panel {
    let act = |verb: &str, label: &str, help: &str, danger| Act {
        action: format!("/admin/users/{}/{verb}", user.id),
        hidden: signed.hidden(),
        label: label.to_owned(),
        help: Some(help.to_owned()),
        danger,
        fields: Vec::new(),
    };
    let mut access = Panel::new("Access");
    access.acts = if user.disabled_at.is_some() {
        vec![act("enable", "Enable", "They may sign in again.", false)]
    } else {
        vec![
            act(
                "reset",
                "Mail a password link",
                "They choose a new password; until then the old one holds.",
                false,
            ),
            act(
                "disable",
                "Disable",
                "They are signed out everywhere and may not sign in.",
                true,
            ),
        ]
    };
    access
}

fn described(role: Role) -> String {
    let what = match role {
        Role::Admin => "everything",
        Role::Editor => "content, products, directory",
        Role::Author => "own drafts",
        Role::Reviewer => "clinical sign-off, triage rules",
        Role::Coordinator => "assessments, referrals, referral inboxes",
        Role::Viewer => "looks, changes nothing",
    };
    format!("{}: {what}", frame::role(role))
}
