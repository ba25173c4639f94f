use super::{Field, FieldGroup};

/// Staff changed it, so an import leaves it as it is.
#[derive(Clone)]
pub struct Kept {
    /// Names it to whoever gives it back to the registry.
    pub field: String,
    /// Where that is done; absent where the registry does not know it, or another field of the
    /// same name has the button.
    pub follow: Option<String>,
}

impl Field {
    /// The control's name, and where its mark stands.
    fn mark(&mut self) -> Option<(&str, &mut Option<Kept>)> {
        match self {
            Self::Text(field) => Some((&field.name, &mut field.kept)),
            Self::Area(field) => Some((&field.name, &mut field.kept)),
            Self::Select(field) => Some((&field.name, &mut field.kept)),
            Self::Checks(field) => Some((&field.name, &mut field.kept)),
            Self::Check(_) | Self::Condition(_) | Self::File(_) => None,
        }
    }

    pub(super) fn is_kept(&self) -> bool {
        match self {
            Self::Text(field) => field.kept.is_some(),
            Self::Area(field) => field.kept.is_some(),
            Self::Select(field) => field.kept.is_some(),
            Self::Checks(field) => field.kept.is_some(),
            Self::Check(_) | Self::Condition(_) | Self::File(_) => false,
        }
    }
}

impl FieldGroup {
    /// Marks the fields of which `kept` says so by the names of their controls.
    pub fn mark_kept(&mut self, kept: impl Fn(&str) -> Option<Kept>) {
        for field in &mut self.fields {
            if let Some((name, mark)) = field.mark() {
                *mark = kept(name);
            }
        }
    }
}
