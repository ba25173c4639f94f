use serde::Deserialize;
use utoipa::ToSchema;

/// Why something is taken from readers. The body may be left out.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Archiving {
    /// As the console shows it to staff.
    pub reason: Option<String>,
}

impl Archiving {
    pub(super) fn reason(&self) -> &str {
        self.reason.as_deref().unwrap_or("Archived by a program")
    }
}
