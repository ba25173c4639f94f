use askama::Template;

use super::ShareForm;
use crate::{
    part::{FieldProblem, Frame, TextField},
    sample::{Sample, Sampler},
    words,
};

/// Where a receipt is used: the number and the receipt, and a button for each thing that can be
/// done with them. Both travel in the form only.
#[derive(Clone, Template)]
#[template(path = "site/receipt.html")]
pub struct ReceiptPage {
    pub frame: Frame,
    /// What became of it, or why it cannot be done.
    pub note: Option<String>,
    pub problems: Vec<FieldProblem>,
    pub number: TextField,
    pub receipt: TextField,
    pub export_action: String,
    pub refer_action: String,
    pub erase_action: String,
}

impl ReceiptPage {
    /// The page as it is first seen.
    pub fn blank(frame: Frame) -> Self {
        Self {
            frame,
            note: None,
            problems: Vec::new(),
            number: TextField::new("id", words::RECEIPT_NUMBER, "text", "off")
                .helped(words::RECEIPT_NUMBER_HELP),
            receipt: TextField::new("receipt", words::RECEIPT_SECRET, "text", "off"),
            export_action: "/assessment/export".to_owned(),
            refer_action: "/assessment/receipt".to_owned(),
            erase_action: "/assessment/erase".to_owned(),
        }
    }

    /// As it was sent, with what is wrong beside each field.
    #[must_use]
    pub fn refilled(mut self, number: &str, receipt: &str, wrong: &[(String, String)]) -> Self {
        number.clone_into(&mut self.number.value);
        receipt.clone_into(&mut self.receipt.value);
        for field in [&mut self.number, &mut self.receipt] {
            let found = wrong.iter().find(|(name, _)| *name == field.name);
            field.error = found.map(|(_, message)| message.clone());
            self.problems
                .extend(found.map(|(name, message)| FieldProblem {
                    field: name.clone(),
                    label: field.label.clone(),
                    message: message.clone(),
                }));
        }
        self
    }
}

/// The form to share a result that was kept, by its receipt.
#[derive(Clone, Template)]
#[template(path = "site/refer.html")]
pub struct ReferPage {
    pub frame: Frame,
    pub share: ShareForm,
}

impl Sample for ReceiptPage {
    fn sample(s: &Sampler) -> Self {
        let frame = Frame::titled(s, "Use your receipt", "/assessment/receipt").hidden();
        let mut page = Self::blank(frame).refilled(
            &s.text("0190a1b2-c3d4"),
            &s.text("k7Qm2vX9"),
            &[("id".to_owned(), s.text("must be the whole number"))],
        );
        page.note = s.some("This result has been shared already.");
        page
    }
}

impl Sample for ReferPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Share with a clinic", "/assessment/receipt").hidden(),
            share: ShareForm::sample(s),
        }
    }
}
