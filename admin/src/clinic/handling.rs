//! How a clinic wants to be asked: the panel, and what its button does.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    directory::clinic::{self, Handling, SetHandling, ZONES},
    policy::Action,
};
use footpath_entity::{directory::clinic::Model, id::ClinicId};
use footpath_templates::{admin::Panel, part::Fact};
use footpath_web::{Path, Problem};

use super::edit::{again, done};
use crate::{
    gate::Signed,
    kit::{self, Fields, Posted, Values},
};

pub async fn set(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let text = |name: &str| posted.values.text(name).to_owned();
    let cmd = SetHandling {
        capacity: text("capacity"),
        quiet_from: text("quiet_from"),
        quiet_to: text("quiet_to"),
        time_zone: text("time_zone"),
        pin: text("pin"),
        remove_pin: posted.values.ticked("remove_pin"),
    };
    match clinic::set_handling(&ctx, &posted.signed.actor(), id.0, cmd).await {
        Ok(()) => Ok(done(id.0, "saved")),
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

/// As the form would send it; a PIN is never shown.
pub fn values(handling: &Handling) -> Values {
    let values = Values::default().with_some("capacity", handling.capacity);
    match handling.quiet {
        Some(quiet) => values
            .with("quiet_from", quiet.from)
            .with("quiet_to", quiet.to)
            .with("time_zone", quiet.zone),
        None => values,
    }
}

pub fn panel(signed: &Signed, row: &Model, handling: &Handling, fields: &mut Fields<'_>) -> Panel {
    let mut panel = Panel::new("How it is asked");
    let capacity = handling.capacity.map_or_else(
        || "any number a day".to_owned(),
        |capacity| format!("at most {capacity} in 24 hours; more go to the next clinic"),
    );
    let quiet = handling.quiet.map_or_else(
        || "none".to_owned(),
        |quiet| format!("{}:00 to {}:00, {}", quiet.from, quiet.to, quiet.zone),
    );
    let pin = if handling.pin_hash.is_some() {
        "is asked for before a link opens"
    } else {
        "none"
    };
    panel.facts = vec![
        Fact::new("Takes", capacity),
        Fact::new("Quiet hours", quiet),
        Fact::new("PIN", pin),
    ];
    if !signed.may(Action::InboxManage) {
        return panel;
    }
    let zones = [(String::new(), "Choose".to_owned())].into_iter();
    let zones = zones.chain(ZONES.map(|(zone, label)| (zone.to_owned(), label.to_owned())));
    let action = format!("/admin/clinics/{}/handling", row.id);
    let mut act = kit::act(signed, action, "Save", "");
    act.fields = vec![
        fields.line(
            "capacity",
            "Referrals in 24 hours",
            "number",
            "Blank: any number.",
        ),
        fields.line(
            "quiet_from",
            "Quiet from (hour)",
            "number",
            "0 to 23. What is urgent does not wait.",
        ),
        fields.line("quiet_to", "Quiet to (hour)", "number", ""),
        fields.select("time_zone", "Time zone", zones, ""),
        fields.line(
            "pin",
            "New PIN",
            "text",
            "6 to 12 digits, told to the clinic by phone. Blank: as it is.",
        ),
    ];
    if handling.pin_hash.is_some() {
        act.fields
            .push(fields.check("remove_pin", "Ask for no PIN any more", ""));
    }
    panel.acts.push(act);
    panel
}
