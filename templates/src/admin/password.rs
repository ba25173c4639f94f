use askama::Template;

use crate::{
    part::{FieldProblem, Frame, HiddenField, TextField},
    sample::{Sample, Sampler},
};

/// Behind the link that is mailed with an invitation or for a reset.
#[derive(Clone, Template)]
#[template(path = "admin/password.html")]
pub struct PasswordPage {
    pub frame: Frame,
    pub action: String,
    pub hidden: Vec<HiddenField>,
    pub problems: Vec<FieldProblem>,
    /// Whose password it is.
    pub email: String,
    pub field: TextField,
}

impl Sample for PasswordPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Choose a password", "/admin/password").hidden(),
            action: s.text("/admin/password/x"),
            hidden: vec![HiddenField::new(s.text("_csrf"), s.text("x"))],
            problems: vec![FieldProblem {
                field: "password".to_owned(),
                label: s.text("Password"),
                message: s.text("must have at least 15 characters"),
            }],
            email: s.text("robin@example.org"),
            field: TextField::new("password", s.text("Password"), "password", "new-password")
                .helped(s.text("15 characters or more."))
                .wrong(s.some("must have at least 15 characters")),
        }
    }
}
