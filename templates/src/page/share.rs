use crate::{
    part::{CheckField, Choice, FieldProblem, HiddenField, TextField},
    sample::{Sample, Sampler},
    words,
};

/// Asks whether to keep the result and to share it with a clinic, once it has been shown. Names
/// of controls: `clinic_id`, `contact.name`, `contact.email`, `contact.phone`,
/// `consents.collect`, `consents.share_with_clinic`, `consents.email_me`, `consents.guardian`.
#[derive(Clone)]
pub struct ShareForm {
    pub action: String,
    pub heading: String,
    /// What is shared and with whom, a paragraph each.
    pub offer: Vec<String>,
    /// The answers, or the receipt, and what else must come back.
    pub hidden: Vec<HiddenField>,
    pub problems: Vec<FieldProblem>,
    /// The clinics to choose among; empty where none can be named.
    pub clinics: Vec<Choice>,
    pub clinics_error: Option<String>,
    pub fields: Vec<TextField>,
    pub consents: Vec<CheckField>,
    /// That nothing need be shared.
    pub aside: Option<String>,
    pub button: String,
}

impl ShareForm {
    /// An empty form that keeps and, as the reader agrees, shares.
    pub fn blank(action: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            heading: words::SHARE_HEADING.to_owned(),
            offer: Vec::new(),
            hidden: Vec::new(),
            problems: Vec::new(),
            clinics: Vec::new(),
            clinics_error: None,
            fields: vec![
                TextField::new("contact.name", words::CONTACT_NAME, "text", "name").required(),
                TextField::new("contact.phone", words::CONTACT_PHONE, "tel", "tel")
                    .helped(words::CONTACT_HELP),
                TextField::new("contact.email", words::CONTACT_EMAIL, "email", "email"),
            ],
            consents: vec![
                CheckField::new("consents.collect", words::CONSENT_COLLECT),
                CheckField::new("consents.share_with_clinic", words::CONSENT_SHARE),
                CheckField::new("consents.email_me", words::CONSENT_EMAIL),
                CheckField::new("consents.guardian", words::CONSENT_GUARDIAN),
            ],
            aside: Some(words::SHARE_OR_KEEP.to_owned()),
            button: words::SHARE_BUTTON.to_owned(),
        }
    }

    /// Leaves a box out.
    #[must_use]
    pub fn without(mut self, consent: &str) -> Self {
        self.consents.retain(|known| known.name != consent);
        self
    }

    /// The form as it was sent, with what is wrong beside each field. `typed` gives a control's
    /// value; a box is ticked when it has any.
    #[must_use]
    pub fn refilled(
        mut self,
        typed: impl Fn(&str) -> Option<String>,
        problems: &[(String, String)],
    ) -> Self {
        let wrong = |name: &str| {
            let found = problems.iter().find(|(field, _)| field == name);
            found.map(|(_, message)| message.clone())
        };
        for field in &mut self.fields {
            field.value = typed(&field.name).unwrap_or_default();
            field.error = wrong(&field.name);
        }
        for consent in &mut self.consents {
            consent.checked = typed(&consent.name).is_some_and(|value| !value.is_empty());
            consent.error = wrong(&consent.name);
        }
        if let Some(chosen) = typed("clinic_id")
            && self.clinics.iter().any(|clinic| clinic.value == chosen)
        {
            for clinic in &mut self.clinics {
                clinic.selected = clinic.value == chosen;
            }
        }
        self.clinics_error = wrong("clinic_id");
        self.problems = problems
            .iter()
            .map(|(field, message)| FieldProblem {
                field: field.clone(),
                label: self.label(field),
                message: message.clone(),
            })
            .collect();
        self
    }

    fn label(&self, name: &str) -> String {
        let fields = self.fields.iter().map(|field| (&field.name, &field.label));
        let boxes = self.consents.iter().map(|one| (&one.name, &one.label));
        let known = fields.chain(boxes).find(|(known, _)| *known == name);
        match known {
            Some((_, label)) => label.clone(),
            None if name == "clinic_id" => words::CLINIC_LEGEND.to_owned(),
            None => name.to_owned(),
        }
    }
}

impl Sample for ShareForm {
    fn sample(s: &Sampler) -> Self {
        let mut form = Self::blank(s.text("/assessment/share"));
        form.offer = s.texts(&[
            "If you like, we pass this result on to the clinic that you choose.",
            "Nobody else gets any of it.",
        ]);
        form.hidden = vec![HiddenField::new(s.text("injury"), s.text("no"))];
        form.clinics = vec![
            Choice::new(
                s.text("0190a1b2"),
                s.text("Boise Foot Clinic, Boise, 3.2 miles"),
                true,
            ),
            Choice::new(
                s.text("0190a1b3"),
                s.text("Alder Foot Clinic, Boise, 4.0 miles"),
                false,
            ),
        ];
        form.aside = s.some("Tick only the first box to keep it for yourself.");
        let problems = [(
            "contact.name".to_owned(),
            s.text("is needed, so that the clinic knows whom to ask for"),
        )];
        form.refilled(
            |name| name.starts_with("contact").then(|| s.text("x")),
            &problems,
        )
    }
}
