use super::*;
use crate::{Bounds, PodiatristDoc, Point};

/// A small generator with a seed, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1_u32 << 31)
    }

    fn below(&mut self, n: u32) -> u32 {
        (0..n)
            .find(|i| self.unit() < 1.0 / f64::from(n - i))
            .unwrap_or(n - 1)
    }

    /// Anywhere, but often near the antimeridian or a pole.
    fn point(&mut self) -> Point {
        let (lat, lon) = (self.unit() * 180.0 - 90.0, self.unit() * 360.0 - 180.0);
        match self.below(4) {
            0 => Point {
                lat: 51.0 + self.unit(),
                lon: if lon < 0.0 {
                    lon / 180.0 - 179.0
                } else {
                    180.0 - lon / 180.0
                },
            },
            1 => Point {
                lat: if lat < 0.0 {
                    -90.0 + lat.abs() / 60.0
                } else {
                    90.0 - lat / 60.0
                },
                lon,
            },
            _ => Point { lat, lon },
        }
    }
}

fn doc(npi: u32, clinic: u32, point: Option<Point>, dice: &mut Dice) -> PodiatristDoc {
    PodiatristDoc {
        npi: format!("{npi:010}"),
        clinic_id: format!("clinic-{clinic}"),
        name: String::new(),
        sort_name: format!("name {}", npi % 50),
        specialties: vec![format!("S{}", dice.below(3))],
        specialty_names: vec![],
        clinic_name: String::new(),
        city: String::new(),
        state: String::new(),
        postal_code: String::new(),
        lat: point.map(|point| point.lat),
        lon: point.map(|point| point.lon),
        accepting_new_patients: [None, Some(true), Some(false)][dice.below(3) as usize],
        telehealth: [None, Some(true), Some(false)][dice.below(3) as usize],
        accepts_referrals: dice.below(2) == 0,
        primary: false,
    }
}

fn brute(docs: &[PodiatristDoc], query: &NearQuery) -> Vec<(String, String)> {
    let circle = query.within.unwrap();
    let mut best: HashMap<&str, (f64, &PodiatristDoc)> = HashMap::new();
    for doc in docs {
        let Some((lat, lon)) = doc.lat.zip(doc.lon) else {
            continue;
        };
        let miles = distance_miles(circle.center, Point { lat, lon });
        let accepting = query.filter.accepting_new_patients;
        if miles > circle.radius_miles
            || accepting.is_some() && accepting != doc.accepting_new_patients
            || query
                .filter
                .bounds
                .is_some_and(|bounds| !bounds.hold(Point { lat, lon }))
            || query.filter.telehealth.is_some() && query.filter.telehealth != doc.telehealth
            || !query.filter.specialties.is_empty()
                && !query.filter.specialties.contains(&doc.specialties[0])
        {
            continue;
        }
        let entry = best.entry(&doc.npi).or_insert((miles, doc));
        if (miles, &doc.clinic_id) < (entry.0, &entry.1.clinic_id) {
            *entry = (miles, doc);
        }
    }
    let mut found: Vec<_> = best.into_values().collect();
    found.sort_by(|(a, x), (b, y)| {
        a.total_cmp(b)
            .then((&x.sort_name, &x.npi).cmp(&(&y.sort_name, &y.npi)))
    });
    found
        .into_iter()
        .map(|(_, doc)| (doc.npi.clone(), doc.clinic_id.clone()))
        .collect()
}

#[test]
fn it_finds_what_a_scan_of_everything_finds() {
    let mut dice = Dice(20_261_123);
    let places: Vec<Point> = (0..400).map(|_| dice.point()).collect();
    let docs: Vec<_> = (0..1500)
        .map(|n| {
            let place = dice.below(420) as usize;
            doc(n % 900, n, places.get(place).copied(), &mut dice)
        })
        .collect();
    let geo = Geo::new(
        docs.iter()
            .map(|doc| Entry::of(doc, &doc.clinic_id))
            .collect(),
    );
    let mut seen = 0;
    for _ in 0..600 {
        let radius_miles = [0.0, 1.0, 25.0, 200.0, 5000.0, 20_000.0][dice.below(6) as usize];
        let center = if dice.below(3) == 0 {
            places[dice.below(400) as usize]
        } else {
            dice.point()
        };
        let mut query = NearQuery {
            within: Some(Circle {
                center,
                radius_miles,
            }),
            limit: u64::MAX,
            ..NearQuery::default()
        };
        if dice.below(2) == 0 {
            query.filter.specialties = vec!["S1".to_owned()];
        }
        if dice.below(2) == 0 {
            query.filter.accepting_new_patients = Some(dice.below(2) == 0);
        }
        if dice.below(3) == 0 {
            query.filter.telehealth = Some(dice.below(2) == 0);
        }
        if dice.below(4) == 0 {
            let (a, b) = (dice.point(), dice.point());
            query.filter.bounds = Some(Bounds {
                west: a.lon,
                south: a.lat.min(b.lat),
                east: b.lon,
                north: a.lat.max(b.lat),
            });
        }
        let wanted = brute(&docs, &query);
        let found = geo.near(&query, None, "test");
        let got: Vec<_> = found
            .items
            .into_iter()
            .map(|hit| (hit.npi, hit.clinic_id))
            .collect();
        assert_eq!(got, wanted, "{query:?}");
        assert_eq!(found.total, wanted.len() as u64);
        seen += wanted.len();

        // Pages put together are the whole.
        query.limit = 7;
        let mut paged = Vec::new();
        while paged.len() < wanted.len().min(100) {
            query.offset = paged.len() as u64;
            paged.extend(
                geo.near(&query, None, "test")
                    .items
                    .into_iter()
                    .map(|hit| (hit.npi, hit.clinic_id)),
            );
        }
        assert_eq!(paged[..], wanted[..paged.len()]);
    }
    assert!(seen > 10_000, "the dice must fall on something: {seen}");
}

#[test]
fn known_distances_come_out_right() {
    let equator = |lon| Point { lat: 0.0, lon };
    let degree = EARTH_RADIUS_KM * std::f64::consts::PI / 180.0 / KM_PER_MILE;
    assert!((distance_miles(equator(0.0), equator(1.0)) - degree).abs() < 1e-9);
    // Across the antimeridian, not around the Earth.
    assert!((distance_miles(equator(179.5), equator(-179.5)) - degree).abs() < 1e-9);
    // Over the pole.
    let (here, there) = (
        Point {
            lat: 89.5,
            lon: 0.0,
        },
        Point {
            lat: 89.5,
            lon: 180.0,
        },
    );
    assert!((distance_miles(here, there) - degree).abs() < 1e-6);
    assert!(distance_miles(here, here).abs() < f64::EPSILON);
}

#[test]
fn without_a_place_each_stands_at_its_primary_clinic_in_the_order_of_names() {
    let mut dice = Dice(1);
    let mut docs = [
        doc(2, 1, None, &mut dice),
        doc(1, 9, Some(Point { lat: 1.0, lon: 1.0 }), &mut dice),
        doc(1, 3, None, &mut dice),
    ];
    docs[1].primary = true;
    let geo = Geo::new(
        docs.iter()
            .map(|doc| Entry::of(doc, &doc.clinic_id))
            .collect(),
    );
    let query = NearQuery {
        limit: 10,
        ..NearQuery::default()
    };
    let hits = geo.near(&query, None, "test");
    let got: Vec<_> = hits
        .items
        .iter()
        .map(|hit| (hit.npi.as_str(), hit.clinic_id.as_str(), hit.distance_miles))
        .collect();
    assert_eq!(
        got,
        [
            ("0000000001", "clinic-9", None),
            ("0000000002", "clinic-1", None)
        ]
    );
    assert_eq!(hits.total, 2);

    let without = geo.with(|npi| npi == "0000000001", vec![]);
    assert_eq!(without.near(&query, None, "test").total, 1);
}
