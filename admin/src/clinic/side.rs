//! What stands beside a clinic's form.

use chrono::NaiveDate;
use footpath_domain::{
    Ctx,
    directory::clinic::{Beside, Managed},
    policy::Action,
};
use footpath_entity::directory::{Precision, clinic::Model};
use footpath_templates::{
    admin::{Act, Panel},
    part::{Fact, Link},
};

use super::{edited, form::version, source};
use crate::{
    gate::Signed,
    kit::{self, Fields},
    when,
};

/// Whether readers see it, where it comes from, and the button that hides or shows it.
pub fn status(signed: &Signed, clinic: &Managed, fields: &mut Fields<'_>) -> Panel {
    let row = &clinic.row;
    let mut panel = Panel::new("Status");
    panel.note = Some(match &clinic.hidden_because {
        Some(reason) => format!("Hidden from readers and from referrals: {reason}"),
        None if row.hidden => "Hidden from readers and from referrals.".to_owned(),
        None => "Readers see it.".to_owned(),
    });
    panel.facts = vec![
        Fact::new("From", source(row.source)),
        Fact::new("Position", precision(row.precision)),
    ];
    panel
        .facts
        .push(Fact::new("Checked", checked(row.verified_on)));
    if let Some(names) = edited(&row.edited.0) {
        panel
            .facts
            .push(Fact::new("Changed by staff; an import keeps it", names));
    }
    if let Some(into) = row.merged_into {
        let href = format!("/admin/clinics/{into}");
        panel
            .links
            .push(Link::new("The clinic that it was merged into", href));
    }
    if !signed.may(Action::DirectoryManage) {
        return panel;
    }
    let act = |verb: &str, label: &str, danger| Act {
        action: format!("/admin/clinics/{}/{verb}", row.id),
        hidden: signed.hidden(),
        label: label.to_owned(),
        help: None,
        danger,
        fields: Vec::new(),
    };
    panel.acts.push(Act {
        help: Some("You have looked, and what it says is right.".to_owned()),
        ..act("verify", "Checked today", false)
    });
    panel.acts.push(if row.merged_into.is_some() {
        let help =
            "It is a clinic of its own again. Whoever moved when it was merged is not moved back.";
        Act {
            help: Some(help.to_owned()),
            ..act("show", "Show again", false)
        }
    } else if row.hidden {
        act("show", "Show again", false)
    } else {
        Act {
            help: Some("Readers no longer find it, and no referral goes there.".to_owned()),
            fields: vec![fields.line("reason", "Why hide it", "text", "")],
            ..act("hide", "Hide", true)
        }
    });
    panel
}

/// Such as "November 1, 2026".
pub(crate) fn checked(verified_on: Option<NaiveDate>) -> String {
    verified_on.map_or_else(
        || "not yet".to_owned(),
        |date| date.format("%B %-d, %Y").to_string(),
    )
}

fn precision(precision: Option<Precision>) -> &'static str {
    match precision {
        Some(Precision::Position | Precision::Address) => "The address itself",
        Some(Precision::PostalCode) => "Middle of its ZIP code",
        Some(Precision::City) => "Middle of its city",
        Some(Precision::Zip3) => "Middle of its ZIP codes\u{2019} region",
        None => "Not known",
    }
}

/// Where referrals go, for all to see; the form is for those who may change it.
pub fn referrals(
    ctx: &Ctx,
    signed: &Signed,
    row: &Model,
    beside: &Beside,
    fields: &mut Fields<'_>,
) -> Panel {
    let mut panel = Panel::new("Referral inbox");
    panel.note = Some(super::referrals(row).label);
    let inbox = row.inbox.as_ref().map_or("none", |inbox| inbox.as_str());
    panel.facts = vec![Fact::new("Inbox", inbox)];
    if let Some(at) = row.inbox_confirmed_at {
        panel
            .facts
            .push(Fact::new("Confirmed", when::ago(ctx.now(), at)));
    }
    if let Some(asked) = &beside.asked {
        panel.facts.push(Fact::new(
            "Asked to confirm",
            when::ago(ctx.now(), asked.at),
        ));
        panel
            .facts
            .push(Fact::new("Its link holds until", when::exact(asked.until)));
    }
    if !signed.may(Action::InboxManage) {
        return panel;
    }
    let mut hidden = signed.hidden();
    hidden.push(version(row));
    panel.acts.push(Act {
        action: format!("/admin/clinics/{}/inbox", row.id),
        hidden,
        label: "Save inbox".to_owned(),
        help: Some(
            "A new address is mailed a link. Until it is confirmed, no referral goes there."
                .to_owned(),
        ),
        danger: false,
        fields: vec![
            fields.line("inbox", "Inbox", "email", "Blank: none."),
            fields.check("accepts_referrals", "Accepts referrals", ""),
        ],
    });
    if row.inbox.is_some() && row.inbox_confirmed_at.is_none() {
        panel.acts.push(Act {
            action: format!("/admin/clinics/{}/inbox/ask", row.id),
            hidden: signed.hidden(),
            label: "Mail the link again".to_owned(),
            help: Some("The link before holds no longer.".to_owned()),
            danger: false,
            fields: Vec::new(),
        });
    }
    panel
}

/// Who practises there.
pub fn podiatrists(signed: &Signed, row: &Model, beside: &Beside) -> Panel {
    let mut panel = Panel::new("Podiatrists");
    let named = u64::try_from(beside.podiatrists.len()).unwrap_or(u64::MAX);
    panel.note = Some(match beside.count {
        0 => "Nobody practises here, so readers do not find it.".to_owned(),
        n if n > named => format!(
            "{} practise here; the first {named}:",
            kit::counted(n, "podiatrist", "podiatrists")
        ),
        1 => "1 podiatrist practises here.".to_owned(),
        n => format!("{n} podiatrists practise here."),
    });
    let people = beside.podiatrists.iter();
    panel.links = people
        .map(|(npi, name)| Link::new(name, format!("/admin/podiatrists/{npi}")))
        .collect();
    if signed.may(Action::DirectoryManage) {
        let new = format!("/admin/podiatrists/new?clinic={}", row.id);
        panel.links.push(Link::new("Add a podiatrist here", new));
    }
    panel
}
