use footpath_entity::directory::podiatrist::Model;
use footpath_templates::admin::FieldGroup;

use crate::kit::{KeptControl, mark_kept};

const CONTROLS: [KeptControl; 12] = [
    ("first_name", "name", true),
    ("middle_name", "name", true),
    ("last_name", "name", true),
    ("suffix", "name", true),
    ("credential", "credential", true),
    ("specialties", "specialties", true),
    ("clinics", "clinics", true),
    ("accepting_new_patients", "accepting_new_patients", false),
    ("telehealth", "telehealth", false),
    ("languages", "languages", false),
    ("website", "website", false),
    ("insurance", "insurance", false),
];

/// Marks what staff have changed, and offers to give it back.
pub fn mark(groups: &mut [FieldGroup], row: &Model) {
    let action = format!("/admin/podiatrists/{}/follow", row.npi);
    mark_kept(groups, &CONTROLS, &row.edited.0, &action);
}
