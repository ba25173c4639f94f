//! How a clinic wants to be asked: for how many patients a day, not at which hours, and with
//! which PIN its links open.

use chrono::{DateTime, Days, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use footpath_entity::{
    directory::{clinic, clinic_handling},
    id::ClinicId,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Report, Result, audit,
    policy::{self, Action},
};

/// The zones of the United States, as a form offers them.
pub const ZONES: [(&str, &str); 10] = [
    ("America/New_York", "Eastern"),
    ("America/Chicago", "Central"),
    ("America/Denver", "Mountain"),
    ("America/Phoenix", "Arizona"),
    ("America/Los_Angeles", "Pacific"),
    ("America/Anchorage", "Alaska"),
    ("Pacific/Honolulu", "Hawaii"),
    ("America/Puerto_Rico", "Puerto Rico"),
    ("Pacific/Guam", "Guam"),
    ("Pacific/Pago_Pago", "American Samoa"),
];

/// How a clinic wants to be asked; by default at any time, for any number, without a PIN.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handling {
    /// Referrals in 24 hours that it takes.
    pub capacity: Option<i32>,
    pub quiet: Option<Quiet>,
    pub pin_hash: Option<String>,
}

/// Hours in which a clinic is sent nothing that can wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// Of the clinic's own clock, 0–23.
    pub from: u32,
    pub to: u32,
    pub zone: Tz,
}

impl Quiet {
    /// When it may be written to: now, or when the quiet hours end.
    pub fn opens(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let local = now.with_timezone(&self.zone);
        let hour = local.hour();
        let quiet = if self.from < self.to {
            (self.from..self.to).contains(&hour)
        } else {
            hour >= self.from || hour < self.to
        };
        if !quiet {
            return now;
        }
        let today = local.date_naive();
        let day = if hour < self.to {
            today
        } else {
            today.checked_add_days(Days::new(1)).unwrap_or(today)
        };
        let end = day.and_hms_opt(self.to, 0, 0).unwrap_or_default();
        // An hour that the clock skips in spring begins with the next one.
        [end, end + TimeDelta::hours(1)]
            .into_iter()
            .find_map(|end| self.zone.from_local_datetime(&end).earliest())
            .map_or(now, |end| end.with_timezone(&Utc))
    }
}

/// How this clinic wants to be asked.
pub async fn handling(conn: &impl ConnectionTrait, id: ClinicId) -> Result<Handling> {
    let row = clinic_handling::Entity::find_by_id(id).one(conn).await?;
    Ok(row.map_or_else(Handling::default, |row| Handling {
        quiet: quiet(&row),
        capacity: row.capacity,
        pin_hash: row.pin_hash,
    }))
}

fn quiet(row: &clinic_handling::Model) -> Option<Quiet> {
    Some(Quiet {
        from: row.quiet_from?.try_into().ok()?,
        to: row.quiet_to?.try_into().ok()?,
        zone: row.time_zone.as_ref()?.parse().ok()?,
    })
}

/// As typed.
#[derive(Clone, Debug, Default)]
pub struct SetHandling {
    /// Blank: any number.
    pub capacity: String,
    /// Hours 0–23; both or neither.
    pub quiet_from: String,
    pub quiet_to: String,
    pub time_zone: String,
    /// Blank: stays as it is.
    pub pin: String,
    pub remove_pin: bool,
}

#[derive(Debug, PartialEq)]
struct Checked {
    capacity: Option<i32>,
    quiet: Option<(i32, i32, String)>,
    pin: Option<String>,
}

impl SetHandling {
    fn check(&self) -> Result<Checked> {
        let mut report = Report::new();
        let mut number = |name: &str, text: &str, least: i32, most: i32| match text.trim() {
            "" => None,
            text => {
                let n = text.parse().ok().filter(|n| (least..=most).contains(n));
                if n.is_none() {
                    let message = format!("must be a whole number from {least} to {most}");
                    report.add(name, message);
                }
                n
            }
        };
        let capacity = number("capacity", &self.capacity, 1, 1000);
        let from = number("quiet_from", &self.quiet_from, 0, 23);
        let to = number("quiet_to", &self.quiet_to, 0, 23);
        let quiet = match (from, to) {
            (Some(from), Some(to)) if from == to => {
                report.add("quiet_to", "must be another hour than the first");
                None
            }
            (Some(from), Some(to)) => {
                let zone = ZONES.iter().find(|(zone, _)| *zone == self.time_zone);
                if zone.is_none() {
                    report.add("time_zone", "is needed for quiet hours");
                }
                zone.map(|(zone, _)| (from, to, (*zone).to_owned()))
            }
            (None, None) => None,
            _ => {
                report.add("quiet_to", "needs both hours, or neither");
                None
            }
        };
        let pin = Some(self.pin.trim()).filter(|pin| !pin.is_empty());
        if let Some(pin) = pin
            && !((6..=12).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit()))
        {
            report.add("pin", "must be 6 to 12 digits");
        }
        report.into_result()?;
        Ok(Checked {
            capacity,
            quiet,
            pin: pin.map(str::to_owned),
        })
    }
}

/// Sets how a clinic wants to be asked.
pub async fn set_handling(ctx: &Ctx, actor: &Actor, id: ClinicId, cmd: SetHandling) -> Result<()> {
    policy::require(actor, Action::InboxManage)?;
    let checked = cmd.check()?;
    let hash = match checked.pin {
        Some(pin) => Some(ctx.hasher.hash(pin).await?),
        None => None,
    };
    let tx = ctx.store.begin().await?;
    let known = clinic::Entity::find_by_id(id).one(&tx).await?;
    known.ok_or(Error::not_found("clinic.not_found"))?;
    let before = handling(&tx, id).await?;
    let pin = match (&hash, cmd.remove_pin) {
        (Some(_), _) => "set",
        (None, true) => "removed",
        (None, false) => "as before",
    };
    let pin_hash = match pin {
        "removed" => None,
        _ => hash.or(before.pin_hash),
    };
    let detail = json!({
        "capacity": checked.capacity,
        "quiet": checked.quiet.as_ref().map(|(from, to, _)| [from, to]),
        "pin": pin,
    });
    let (from, to, zone) = match checked.quiet {
        Some((from, to, zone)) => (Some(from), Some(to), Some(zone)),
        None => (None, None, None),
    };
    let row = clinic_handling::ActiveModel {
        clinic_id: Set(id),
        capacity: Set(checked.capacity),
        quiet_from: Set(from),
        quiet_to: Set(to),
        time_zone: Set(zone),
        pin_hash: Set(pin_hash),
        updated_at: Set(ctx.now()),
    };
    let instead = OnConflict::column(clinic_handling::Column::ClinicId)
        .update_columns([
            clinic_handling::Column::Capacity,
            clinic_handling::Column::QuietFrom,
            clinic_handling::Column::QuietTo,
            clinic_handling::Column::TimeZone,
            clinic_handling::Column::PinHash,
            clinic_handling::Column::UpdatedAt,
        ])
        .to_owned();
    clinic_handling::Entity::insert(row)
        .on_conflict(instead)
        .exec_without_returning(&tx)
        .await?;
    let event = audit::Event {
        action: "clinic.handling_set",
        object_kind: "clinic",
        object_id: &id,
        detail,
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn quiet_hours_end_by_the_clinics_own_clock() {
        let night = Quiet {
            from: 20,
            to: 7,
            zone: chrono_tz::America::Denver,
        };
        // Mountain Standard Time is seven hours behind.
        let noon = at("2026-11-24T19:00:00Z");
        assert_eq!(night.opens(noon), noon);
        assert_eq!(
            night.opens(at("2026-11-25T05:00:00Z")),
            at("2026-11-25T14:00:00Z")
        );
        assert_eq!(
            night.opens(at("2026-11-25T13:59:00Z")),
            at("2026-11-25T14:00:00Z")
        );
        let lunch = Quiet {
            from: 12,
            to: 14,
            ..night
        };
        assert_eq!(
            lunch.opens(at("2026-11-24T20:30:00Z")),
            at("2026-11-24T21:00:00Z")
        );
        // The night on which clocks go forward has no 2 o'clock.
        let gap = Quiet {
            from: 20,
            to: 2,
            ..night
        };
        assert_eq!(
            gap.opens(at("2026-03-08T07:30:00Z")),
            at("2026-03-08T09:00:00Z")
        );
    }

    #[test]
    fn every_zone_that_is_offered_is_known() {
        for (zone, _) in ZONES {
            assert!(zone.parse::<Tz>().is_ok(), "{zone}");
        }
    }

    #[test]
    fn half_a_rule_is_refused() {
        let fields = |cmd: SetHandling| match cmd.check() {
            Err(Error::Invalid(report)) => report
                .0
                .into_iter()
                .map(|error| error.field)
                .collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let none = SetHandling::default();
        assert!(fields(none.clone()).is_empty());
        let half = SetHandling {
            capacity: "many".into(),
            quiet_from: "20".into(),
            pin: "12ab".into(),
            ..none.clone()
        };
        assert_eq!(fields(half), ["capacity", "quiet_to", "pin"]);
        let nowhere = SetHandling {
            quiet_from: "20".into(),
            quiet_to: "7".into(),
            ..none
        };
        assert_eq!(fields(nowhere), ["time_zone"]);
    }
}
