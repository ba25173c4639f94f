//! What an import makes of a podiatrist. Pure.

use chrono::{DateTime, Utc};
use footpath_entity::{
    directory::{EditedFields, Languages, Source, podiatrist},
    id::ClinicId,
};

use super::decide::Candidate;
use crate::directory::podiatrist::sort_name;

/// A podiatrist with all that an import may change.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub row: podiatrist::Model,
    /// Codes, sorted.
    pub specialties: Vec<String>,
    /// The primary one first, then by ID.
    pub clinics: Vec<ClinicId>,
}

/// What becomes of somebody whom the registry lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    Created(Box<Whole>),
    Updated(Box<Whole>),
    Unchanged,
}

/// Where the registry says that somebody practises.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    pub primary: ClinicId,
    /// `None` where nothing is known of others: they stay.
    pub others: Option<&'a [ClinicId]>,
}

/// Whether the directory has a newer record than this.
pub fn is_stale(stored: &Whole, candidate: &Candidate) -> bool {
    stored.row.registry_updated_on > candidate.day || stays_out(stored, candidate)
}

/// Whether staff have changed this, or typed it themselves.
pub fn keeps(stored: &Whole, field: &str) -> bool {
    let row = &stored.row;
    row.source == Source::Editor || row.edited.0.iter().any(|name| name == field)
}

/// What staff have changed, or typed themselves, stays as it is. `places` is `None` where the
/// clinics are theirs.
pub fn change(
    stored: Option<&Whole>,
    candidate: &Candidate,
    places: Option<Places<'_>>,
    now: DateTime<Utc>,
) -> Change {
    let Some(stored) = stored else {
        let mut whole = blank(candidate, now);
        put(&mut whole, candidate, places, &|_| false);
        return Change::Created(Box::new(whole));
    };
    let mut whole = stored.clone();
    put(&mut whole, candidate, places, &|field| keeps(stored, field));
    if whole == *stored {
        return Change::Unchanged;
    }
    whole.row.version += 1;
    whole.row.updated_at = now;
    Change::Updated(Box::new(whole))
}

/// Whether somebody who is out of the list is so by the same or a newer word than this record:
/// the list of deactivations is newer than the file before it, whatever dates it names.
fn stays_out(stored: &Whole, candidate: &Candidate) -> bool {
    let row = &stored.row;
    let newer = candidate.day > row.registry_updated_on && candidate.day > row.deactivated_on;
    let back = candidate.reactivated >= row.deactivated_on;
    row.deactivated_on.is_some() && !newer && !back
}

/// Takes somebody out of the list.
pub fn retire(
    stored: &podiatrist::Model,
    on: chrono::NaiveDate,
    now: DateTime<Utc>,
) -> podiatrist::Model {
    podiatrist::Model {
        deactivated_on: Some(on),
        registry_updated_on: stored.registry_updated_on.max(Some(on)),
        updated_on: stored.updated_on.max(on),
        version: stored.version + 1,
        updated_at: now,
        ..stored.clone()
    }
}

fn put(
    whole: &mut Whole,
    new: &Candidate,
    places: Option<Places<'_>>,
    kept: &dyn Fn(&str) -> bool,
) {
    let row = &mut whole.row;
    if !kept("name") {
        row.first_name.clone_from(&new.first_name);
        row.middle_name.clone_from(&new.middle_name);
        row.last_name.clone_from(&new.last_name);
        row.suffix.clone_from(&new.suffix);
    }
    if !kept("credential") {
        row.credential.clone_from(&new.credential);
    }
    row.sort_name = sort_name(row);
    row.deactivated_on = None;
    if row.registry_updated_on != new.day {
        row.registry_updated_on = new.day;
        // What staff did since is newer.
        row.updated_on = row.updated_on.max(new.day.unwrap_or(row.updated_on));
    }
    if !kept("specialties") {
        whole.specialties = new
            .specialties
            .iter()
            .map(|&code| code.to_owned())
            .collect();
        whole.specialties.sort_unstable();
    }
    if let Some(places) = places {
        let before = whole.clinics.get(1..).unwrap_or_default();
        let mut others = places.others.unwrap_or(before).to_vec();
        others.retain(|id| *id != places.primary);
        others.sort_unstable();
        others.dedup();
        whole.clinics = std::iter::once(places.primary).chain(others).collect();
    }
}

fn blank(candidate: &Candidate, now: DateTime<Utc>) -> Whole {
    Whole {
        row: podiatrist::Model {
            npi: candidate.npi.clone(),
            first_name: String::new(),
            middle_name: None,
            last_name: String::new(),
            suffix: None,
            credential: None,
            sort_name: String::new(),
            accepting_new_patients: None,
            telehealth: None,
            languages: Languages::default(),
            website: None,
            insurance: None,
            hidden: false,
            deactivated_on: None,
            source: Source::Nppes,
            edited: EditedFields::default(),
            verified_on: None,
            registry_updated_on: None,
            contact: None,
            reminded_at: None,
            updated_on: candidate.day.unwrap_or_else(|| now.date_naive()),
            version: 1,
            created_at: now,
            updated_at: now,
        },
        specialties: Vec::new(),
        clinics: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::directory::import::{record::RawPlace, tidy};

    fn clinic(n: u128) -> ClinicId {
        Uuid::from_u128(n).into()
    }

    fn day(n: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 1, n)
    }

    fn candidate() -> Candidate {
        Candidate {
            npi: "1234567893".parse().unwrap(),
            first_name: "Jane".to_owned(),
            middle_name: None,
            last_name: "Doe".to_owned(),
            suffix: None,
            credential: Some("DPM".to_owned()),
            specialties: vec!["213ES0103X"],
            place: tidy::place(&RawPlace {
                state: "ID".to_owned(),
                ..RawPlace::default()
            })
            .unwrap(),
            day: day(2),
            reactivated: None,
        }
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "what a candidate with a place comes with"
    )]
    fn at(primary: u128) -> Option<Places<'static>> {
        Some(Places {
            primary: clinic(primary),
            others: None,
        })
    }

    fn now() -> DateTime<Utc> {
        "2026-02-01T00:00:00Z".parse().unwrap()
    }

    fn stored() -> Whole {
        let Change::Created(whole) = change(None, &candidate(), at(1), now()) else {
            panic!("it is not new")
        };
        *whole
    }

    fn updated(stored: &Whole, candidate: &Candidate, places: Option<Places<'_>>) -> Whole {
        let Change::Updated(whole) = change(Some(stored), candidate, places, now()) else {
            panic!("it is not updated")
        };
        *whole
    }

    #[test]
    fn the_same_record_again_changes_nothing() {
        assert_eq!(
            change(Some(&stored()), &candidate(), at(1), now()),
            Change::Unchanged
        );
    }

    #[test]
    fn an_older_record_changes_nothing() {
        let older = Candidate {
            day: day(1),
            last_name: "Other".to_owned(),
            ..candidate()
        };
        assert!(is_stale(&stored(), &older));
        assert!(!is_stale(&stored(), &candidate()));
    }

    #[test]
    fn what_staff_changed_stays() {
        let mut stored = stored();
        stored.row.edited.0 = vec!["name".to_owned(), "clinics".to_owned()];
        let newer = Candidate {
            day: day(3),
            last_name: "Other".to_owned(),
            credential: None,
            ..candidate()
        };
        assert!(keeps(&stored, "clinics") && !keeps(&stored, "credential"));
        let whole = updated(&stored, &newer, None);
        assert_eq!(whole.row.last_name, "Doe");
        assert_eq!(whole.row.credential, None);
        assert_eq!(whole.clinics, [clinic(1)]);
        assert_eq!(whole.row.version, 2);
    }

    #[test]
    fn an_older_record_does_not_make_what_staff_did_look_older() {
        let mut stored = stored();
        stored.row.updated_on = now().date_naive();
        let newer = Candidate {
            day: day(3),
            ..candidate()
        };
        let whole = updated(&stored, &newer, at(1));
        assert_eq!(whole.row.updated_on, now().date_naive());
        assert_eq!(whole.row.registry_updated_on, day(3));
    }

    #[test]
    fn whoever_moves_keeps_the_other_places_until_the_registry_names_others() {
        let mut stored = stored();
        stored.clinics = vec![clinic(1), clinic(5)];
        let newer = Candidate {
            day: day(3),
            ..candidate()
        };
        assert_eq!(
            updated(&stored, &newer, at(2)).clinics,
            [clinic(2), clinic(5)]
        );
        let others = [clinic(9), clinic(2), clinic(7), clinic(9)];
        let places = Places {
            primary: clinic(2),
            others: Some(&others),
        };
        assert_eq!(
            updated(&stored, &newer, Some(places)).clinics,
            [clinic(2), clinic(7), clinic(9)]
        );
    }

    #[test]
    fn whoever_was_out_of_use_comes_back() {
        let mut stored = stored();
        stored.row = retire(&stored.row, day(2).unwrap(), now());
        assert!(stored.row.deactivated_on.is_some());
        assert!(is_stale(&stored, &candidate()));
        let back = Candidate {
            day: day(5),
            ..candidate()
        };
        assert!(!is_stale(&stored, &back));
        assert_eq!(updated(&stored, &back, at(1)).row.deactivated_on, None);
    }
}
