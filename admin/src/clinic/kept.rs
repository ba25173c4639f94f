use footpath_entity::directory::clinic::Model;
use footpath_templates::admin::FieldGroup;

use crate::kit::{KeptControl, mark_kept};

const CONTROLS: [KeptControl; 12] = [
    ("name", "name", true),
    ("phone", "phone", true),
    ("address_1", "address", true),
    ("address_2", "address", true),
    ("city", "address", true),
    ("state", "address", true),
    ("postal_code", "address", true),
    ("lat", "position", true),
    ("lon", "position", true),
    ("website", "website", false),
    ("hours", "hours", false),
    ("insurance", "insurance", false),
];

/// Marks what staff have changed, and offers to give it back.
pub fn mark(groups: &mut [FieldGroup], row: &Model) {
    let action = format!("/admin/clinics/{}/follow", row.id);
    mark_kept(groups, &CONTROLS, &row.edited.0, &action);
}
