//! The way in.

use askama::Template;

use crate::{
    part::{CheckField, FieldProblem, Frame, HiddenField, TextField},
    sample::{Sample, Sampler},
};

/// Fields *Email*, *Password*, button *Sign in*.
#[derive(Clone, Template)]
#[template(path = "admin/sign_in.html")]
pub struct SignInPage {
    pub frame: Frame,
    pub action: String,
    pub hidden: Vec<HiddenField>,
    /// The same words for an unknown account and a wrong password.
    pub problem: Option<String>,
    /// As typed.
    pub email: String,
    /// Asks for the second factor, field `totp`, instead.
    pub second_factor: bool,
}

/// First run: the code that the server printed makes the first administrator.
#[derive(Clone, Template)]
#[template(path = "admin/setup.html")]
pub struct SetupPage {
    pub frame: Frame,
    pub action: String,
    pub hidden: Vec<HiddenField>,
    pub problems: Vec<FieldProblem>,
    /// `code`, `name`, `email`, `password`.
    pub fields: Vec<TextField>,
    /// Whether to begin with the example content.
    pub starter: CheckField,
}

impl Sample for SignInPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Sign in", "/admin/sign-in").hidden(),
            action: s.text("/admin/sign-in"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            problem: s.some("Email or password is not right."),
            email: s.text("robin@example.org"),
            second_factor: false,
        }
    }
}

impl Sample for SetupPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Set up", "/admin/setup").hidden(),
            action: s.text("/admin/setup"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            problems: vec![FieldProblem {
                field: "code".to_owned(),
                label: s.text("Code"),
                message: s.text("is not the one that the server printed"),
            }],
            fields: vec![
                TextField::new("code", s.text("Code"), "text", "off")
                    .helped(s.text("The server printed it when it started."))
                    .wrong(s.some("is not the one that the server printed")),
                TextField::new("name", s.text("Name"), "text", "name").valued(s.text("Robin Hale")),
                TextField::new("email", s.text("Email"), "email", "email"),
                TextField::new("password", s.text("Password"), "password", "new-password")
                    .helped(s.text("15 characters or more.")),
            ],
            starter: CheckField::new("starter", s.text("Begin with the example content"))
                .helped(s.text("Marked as examples."))
                .ticked(true),
        }
    }
}
