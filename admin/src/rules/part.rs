//! The page of one part of a version: fields where it may still change, facts where not.

use actix_web::HttpResponse;
use footpath_domain::{Ctx, policy::Action, triage::rules::Edition};
use footpath_entity::id::RuleSetId;
use footpath_templates::{
    admin::{Button, EditForm, FieldGroup, FormPage, Panel, Section},
    part::{Fact, HiddenField, Link},
};
use footpath_web::{Problem, reply};

use super::words;
use crate::{
    frame,
    gate::Signed,
    kit::{Fields, FormState, Values, conflict},
    to, when,
};

pub const ROOM: &str = "Triage rules";

pub struct Part<'a> {
    pub edition: &'a Edition,
    pub heading: String,
    /// Below the version's own address, such as `rules/pe`.
    pub path: String,
    pub groups: Vec<FieldGroup>,
    pub buttons: Vec<Button>,
    /// For those who only read.
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
    pub aside: Vec<Panel>,
    /// As the form would send what is stored, to lay beside what was typed.
    pub stored: Values,
}

impl<'a> Part<'a> {
    pub fn new(edition: &'a Edition, heading: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            edition,
            heading: heading.into(),
            path: path.into(),
            groups: Vec::new(),
            buttons: Vec::new(),
            facts: Vec::new(),
            sections: Vec::new(),
            aside: Vec::new(),
            stored: Values::default(),
        }
    }
}

pub fn address(id: RuleSetId) -> String {
    format!("/admin/triage-rules/{id}")
}

pub fn done(id: RuleSetId, what: &str) -> HttpResponse {
    to(&format!("{}?done={what}", address(id)))
}

pub async fn page(
    ctx: &Ctx,
    signed: &Signed,
    part: Part<'_>,
    typed: &Values,
    fields: Fields<'_>,
    answer: Answer,
) -> Result<HttpResponse, Problem> {
    let edition = part.edition;
    let open = edition.is_open() && signed.may(Action::ClinicalReview) && !part.groups.is_empty();
    let clash = answer.stale.then(|| {
        let ago = format!("Saved {}.", when::ago(ctx.now(), edition.updated_at));
        conflict(ago, fields.labels(), &part.stored, typed)
    });
    let home = address(edition.id);
    let mut hidden = signed.hidden();
    let seen = edition.lock_version.to_string();
    hidden.push(HiddenField::new("_version", seen));
    let mut console = frame::around(ctx, signed, ROOM).await?;
    console.flashes = answer.flashes;
    let view = FormPage {
        console,
        up: Link::new(format!("Version {}", edition.version), &home),
        heading: part.heading,
        state: Some(words::badge(edition.status)),
        view: None,
        problems: fields.problems(),
        conflict: clash,
        form: open.then(|| EditForm {
            action: format!("{home}/{}", part.path),
            hidden,
            groups: part.groups,
            buttons: part.buttons,
            preview: None,
        }),
        facts: if open { Vec::new() } else { part.facts },
        sections: part.sections,
        aside: part.aside,
    };
    reply::html_status(answer.status, &view)
}

/// What came of sending the form, without what was typed.
pub struct Answer {
    stale: bool,
    flashes: Vec<footpath_templates::admin::Flash>,
    status: actix_web::http::StatusCode,
}

/// Takes a form's state apart, since its fields are made from the rest of it.
pub fn split(state: FormState) -> (Values, footpath_domain::Report, Answer) {
    let answer = Answer {
        stale: state.stale,
        flashes: state.flashes,
        status: state.status,
    };
    (state.values, state.report, answer)
}
