use chrono::{DateTime, Utc};
use footpath_entity::{
    directory::{
        EditedFields, Languages, Source, clinic, podiatrist, podiatrist_specialty, practice,
    },
    id::ClinicId,
    value::Npi,
};
use uuid::Uuid;

use crate::directory::{
    place::{self, Place},
    podiatrist::sort_name,
    specialty,
};

/// Around Boise, so that a search there has something to show: the first ones of all.
const BOISE: [&str; 8] = [
    "83702", "83706", "83704", "83642", "83709", "83616", "83687", "83702",
];

/// States in the order of their codes, each with one of its area codes.
const STATES: [(&str, u16); 50] = [
    ("AK", 907),
    ("AL", 205),
    ("AR", 501),
    ("AZ", 602),
    ("CA", 213),
    ("CO", 303),
    ("CT", 203),
    ("DE", 302),
    ("FL", 305),
    ("GA", 404),
    ("HI", 808),
    ("IA", 515),
    ("ID", 208),
    ("IL", 312),
    ("IN", 317),
    ("KS", 316),
    ("KY", 502),
    ("LA", 504),
    ("MA", 617),
    ("MD", 410),
    ("ME", 207),
    ("MI", 313),
    ("MN", 612),
    ("MO", 314),
    ("MS", 601),
    ("MT", 406),
    ("NC", 704),
    ("ND", 701),
    ("NE", 402),
    ("NH", 603),
    ("NJ", 201),
    ("NM", 505),
    ("NV", 702),
    ("NY", 212),
    ("OH", 216),
    ("OK", 405),
    ("OR", 503),
    ("PA", 215),
    ("RI", 401),
    ("SC", 803),
    ("SD", 605),
    ("TN", 615),
    ("TX", 214),
    ("UT", 801),
    ("VA", 804),
    ("VT", 802),
    ("WA", 206),
    ("WI", 414),
    ("WV", 304),
    ("WY", 307),
];

const FIRST: [&str; 6] = [
    "Sample",
    "Example",
    "Demo",
    "Placeholder",
    "Specimen",
    "Mockup",
];
const MIDDLE: [&str; 4] = ["", "A", "B", "C"];
const LAST: [&str; 16] = [
    "Metatarsal",
    "Calcaneus",
    "Navicular",
    "Talus",
    "Cuboid",
    "Cuneiform",
    "Phalanx",
    "Hallux",
    "Sesamoid",
    "Malleolus",
    "Plantaris",
    "Achilles",
    "Instep",
    "Soleus",
    "Arch",
    "Tarsus",
];
const CLINIC: [&str; 6] = [
    "Sample Foot Clinic",
    "Example Foot and Ankle Center",
    "Demo Podiatry",
    "Placeholder Heel and Arch Clinic",
    "Specimen Sports Podiatry",
    "Mockup Family Foot Care",
];
const STREET: [&str; 5] = ["Metatarsal", "Instep", "Heel", "Arch", "Ankle"];

/// Rows of a made-up directory.
pub(super) struct Directory {
    pub clinics: Vec<clinic::Model>,
    pub podiatrists: Vec<podiatrist::Model>,
    pub specialties: Vec<podiatrist_specialty::Model>,
    pub practices: Vec<practice::Model>,
}

/// The same rows for the same number, but for the times.
pub(super) fn directory(clinics: usize, now: DateTime<Utc>) -> Directory {
    let mut made = Directory {
        clinics: places(clinics)
            .iter()
            .enumerate()
            .filter_map(|(n, place)| clinic(n, place, now))
            .collect(),
        podiatrists: Vec::new(),
        specialties: Vec::new(),
        practices: Vec::new(),
    };
    let ids: Vec<ClinicId> = made.clinics.iter().map(|clinic| clinic.id).collect();
    for (n, id) in ids.iter().enumerate() {
        // Every third clinic has a second podiatrist; every fifth podiatrist a second clinic.
        for _ in 0..=usize::from(n.is_multiple_of(3)) {
            let number = made.podiatrists.len();
            let Some(row) = podiatrist(number, now) else {
                continue;
            };
            let second = ids.get(n + 1).filter(|_| number % 5 == 4);
            let places = std::iter::once(id).chain(second).enumerate();
            made.practices
                .extend(places.map(|(k, clinic_id)| practice::Model {
                    npi: row.npi.clone(),
                    clinic_id: *clinic_id,
                    is_primary: k == 0,
                }));
            made.specialties.extend(specialties(number, &row.npi));
            made.podiatrists.push(row);
        }
    }
    made
}

/// Where the clinics are: some around Boise, then one city of each state after another.
fn places(clinics: usize) -> Vec<Place> {
    let boise = BOISE
        .iter()
        .filter_map(|zip| place::by_postal_code(&zip.parse().ok()?));
    let rounds = clinics / (STATES.len() - 1) + 1;
    let mut cities = place::main_streets(rounds);
    cities.remove("ID");
    let rest = (0..rounds).flat_map(|round| {
        let cities = &cities;
        STATES
            .iter()
            .filter_map(move |(state, _)| cities.get(state)?.get(round).cloned())
    });
    boise.chain(rest).take(clinics).collect()
}

fn clinic(n: usize, place: &Place, now: DateTime<Utc>) -> Option<clinic::Model> {
    let city = place.city.clone()?;
    let state = place.state.clone()?;
    let (_, area) = STATES.iter().find(|(code, _)| *code == state)?;
    // 555-0100 to 555-0199 ring nowhere.
    let line = 100 + n % 100;
    let accepts_referrals = n % 5 != 3;
    let inbox = format!("referrals-{:03}@example.org", n + 1);
    Some(clinic::Model {
        id: clinic_id(n),
        name: format!("{} of {city}", CLINIC[n % CLINIC.len()]),
        address_1: format!("{} {} Street", 100 + n * 7 % 900, STREET[n % STREET.len()]),
        address_2: (n % 4 == 1).then(|| format!("Suite {}", n % 30 + 1)),
        city,
        state: state.parse().ok()?,
        postal_code: Some(place.postal_code.clone()?),
        phone: Some(format!("+1{area}555{line:04}")),
        lat: Some(place.point.lat),
        lon: Some(place.point.lon),
        precision: Some(place.precision),
        inbox: Some(inbox.parse().ok()?),
        inbox_confirmed_at: accepts_referrals.then_some(now),
        accepts_referrals,
        hidden: false,
        source: Source::Sample,
        place_key: None,
        edited: EditedFields::default(),
        verified_on: None,
        updated_on: now.date_naive(),
        website: None,
        hours: None,
        insurance: None,
        merged_into: None,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

/// The same ID for the same clinic, of the usual kind.
fn clinic_id(n: usize) -> ClinicId {
    const MILLIS: u64 = 1_767_225_600_000;
    let mut rest = [0; 10];
    rest[2..].copy_from_slice(&(n as u64 + 1).to_be_bytes());
    let id: Uuid = uuid::Builder::from_unix_timestamp_millis(MILLIS, &rest).into_uuid();
    id.into()
}

/// Numbers that begin with 2 have never been given to anybody.
fn podiatrist(n: usize, now: DateTime<Utc>) -> Option<podiatrist::Model> {
    let first = FIRST[n % FIRST.len()];
    let last = LAST[n % LAST.len()];
    // 6 and 16 meet again after 48.
    let middle = Some(MIDDLE[n / 48 % MIDDLE.len()]).filter(|middle| !middle.is_empty());
    let suffix = (n >= 48 * MIDDLE.len()).then(|| "II".to_owned());
    let mut row = podiatrist::Model {
        npi: Npi::from_nine(&format!("20000{:04}", n + 1)).ok()?,
        first_name: first.to_owned(),
        middle_name: middle.map(str::to_owned),
        last_name: last.to_owned(),
        suffix,
        credential: Some("DPM".to_owned()),
        sort_name: String::new(),
        accepting_new_patients: match n % 7 {
            2 => Some(false),
            5 => None,
            _ => Some(true),
        },
        telehealth: (n % 5 < 2).then_some(n.is_multiple_of(5)),
        languages: Languages(if n.is_multiple_of(4) {
            vec!["Spanish".to_owned()]
        } else {
            Vec::new()
        }),
        website: None,
        insurance: None,
        hidden: false,
        deactivated_on: None,
        source: Source::Sample,
        edited: EditedFields::default(),
        verified_on: None,
        registry_updated_on: None,
        contact: None,
        reminded_at: None,
        updated_on: now.date_naive(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    row.sort_name = sort_name(&row);
    Some(row)
}

fn specialties(n: usize, npi: &Npi) -> Vec<podiatrist_specialty::Model> {
    let first = specialty::ALL[n % specialty::ALL.len()];
    let second = specialty::ALL[(n * 3 + 1) % specialty::ALL.len()];
    let mut codes = vec![first.code];
    if n.is_multiple_of(3) && second != first {
        codes.push(second.code);
    }
    codes
        .into_iter()
        .map(|code| podiatrist_specialty::Model {
            npi: npi.clone(),
            code: code.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::directory::place::distance_miles;

    fn two_hundred() -> Directory {
        directory(200, DateTime::from_timestamp(1_790_000_000, 0).unwrap())
    }

    #[test]
    fn two_hundred_clinics_cover_all_fifty_states() {
        let made = two_hundred();
        assert_eq!(made.clinics.len(), 200);
        let states: HashSet<_> = made.clinics.iter().map(|c| c.state.as_str()).collect();
        assert_eq!(states.len(), 50);
        let ids: HashSet<_> = made.clinics.iter().map(|c| c.id).collect();
        assert_eq!(ids.len(), 200);
        let inboxes = made.clinics.iter().filter_map(|c| c.inbox.as_ref());
        assert!(
            inboxes
                .clone()
                .all(|i| i.as_str().ends_with("@example.org"))
        );
        assert_eq!(
            inboxes
                .map(footpath_entity::value::Email::as_str)
                .collect::<HashSet<_>>()
                .len(),
            200
        );
    }

    #[test]
    fn there_are_several_around_boise_and_some_take_referrals() {
        let made = two_hundred();
        let boise = place::resolve("83702").unwrap().point;
        let near: Vec<_> = made
            .clinics
            .iter()
            .filter(|clinic| {
                let at = place::Point::new(clinic.lat.unwrap(), clinic.lon.unwrap()).unwrap();
                distance_miles(boise, at) <= 25.0
            })
            .collect();
        assert!(near.len() >= 8, "{}", near.len());
        assert!(near.iter().any(|c| {
            c.postal_code
                .as_ref()
                .is_some_and(|zip| zip.as_str() == "83702")
                && c.accepts_referrals
        }));
        assert!(near.iter().any(|c| !c.accepts_referrals));
    }

    #[test]
    fn podiatrists_are_many_and_each_is_somebody() {
        let made = two_hundred();
        let npis: HashSet<_> = made.podiatrists.iter().map(|p| p.npi.as_str()).collect();
        assert_eq!(npis.len(), made.podiatrists.len());
        let names: HashSet<_> = made
            .podiatrists
            .iter()
            .map(|p| (p.sort_name.as_str(), p.suffix.as_deref()))
            .collect();
        assert_eq!(names.len(), made.podiatrists.len());
        let primary = made.practices.iter().filter(|p| p.is_primary).count();
        assert_eq!(primary, made.podiatrists.len());
        assert!(made.practices.len() > primary);
        let codes: HashSet<_> = made.specialties.iter().map(|s| s.code.as_str()).collect();
        assert_eq!(codes.len(), specialty::ALL.len());
    }

    #[test]
    fn it_is_the_same_directory_each_time() {
        let (one, two) = (two_hundred(), two_hundred());
        assert_eq!(one.clinics, two.clinics);
        assert_eq!(one.podiatrists, two.podiatrists);
    }
}
