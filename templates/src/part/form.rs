use crate::admin::Kept;

/// A value that can be chosen.
#[derive(Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub selected: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>, selected: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            selected,
        }
    }
}

/// What a form carries along unseen.
#[derive(Clone)]
pub struct HiddenField {
    pub name: String,
    pub value: String,
}

impl HiddenField {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// What is wrong with a field, for the summary above the form. `field` is the control's name,
/// `label` what the reader knows it by.
#[derive(Clone)]
pub struct FieldProblem {
    pub field: String,
    pub label: String,
    pub message: String,
}

/// A one-line field with its label, help and error.
#[derive(Clone, Default)]
pub struct TextField {
    pub name: String,
    pub label: String,
    pub value: String,
    pub help: Option<String>,
    pub error: Option<String>,
    /// `text`, `email`, `tel`, `password`, …
    pub kind: &'static str,
    /// A token of HTML's `autocomplete`, or empty.
    pub autocomplete: &'static str,
    pub required: bool,
    /// An import leaves it as it is.
    pub kept: Option<Kept>,
}

impl TextField {
    pub fn new(
        name: impl Into<String>,
        label: impl Into<String>,
        kind: &'static str,
        autocomplete: &'static str,
    ) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            kind,
            autocomplete,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn valued(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    #[must_use]
    pub fn helped(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn wrong(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// A box to tick.
#[derive(Clone, Default)]
pub struct CheckField {
    pub name: String,
    pub label: String,
    pub help: Option<String>,
    pub checked: bool,
    pub error: Option<String>,
}

impl CheckField {
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn helped(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn ticked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    #[must_use]
    pub fn wrong(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }
}

/// A text of several lines.
#[derive(Clone, Default)]
pub struct AreaField {
    pub name: String,
    pub label: String,
    pub value: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub rows: u8,
    /// Set in the type in which readers see it.
    pub markdown: bool,
    /// An import leaves it as it is.
    pub kept: Option<Kept>,
}

impl AreaField {
    pub fn new(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            rows,
            ..Self::default()
        }
    }
}

/// One of a few.
#[derive(Clone, Default)]
pub struct SelectField {
    pub name: String,
    pub label: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub choices: Vec<Choice>,
    /// An import leaves it as it is.
    pub kept: Option<Kept>,
}

impl SelectField {
    pub fn new(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            choices,
            ..Self::default()
        }
    }
}

/// Any of a few; each one ticked sends the name once more.
#[derive(Clone, Default)]
pub struct ChecksField {
    pub name: String,
    pub label: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub choices: Vec<Choice>,
    /// An import leaves it as it is.
    pub kept: Option<Kept>,
}

impl ChecksField {
    pub fn new(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            choices,
            ..Self::default()
        }
    }
}
