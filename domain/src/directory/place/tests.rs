use super::*;

fn place(text: &str) -> Place {
    resolve(text).unwrap_or_else(|why| panic!("{text:?}: {why:?}"))
}

fn suggestions(text: &str) -> Vec<String> {
    match resolve(text) {
        Ok(place) => panic!("{text:?} is {place:?}"),
        Err(unknown) => unknown.suggestions,
    }
}

fn near(place: &Place, lat: f64, lon: f64, miles: f64) {
    let off = distance_miles(place.point, Point { lat, lon });
    assert!(off <= miles, "{place:?} is {off} miles off");
}

#[test]
fn a_place_is_the_same_however_it_is_typed() {
    let groups: [&[&str]; 8] = [
        &[
            "83702",
            "83702-1234",
            " 83702 ",
            "837021234",
            "83702 1234",
            "Boise, ID 83702",
            "boise idaho 83702-1234",
        ],
        &[
            "Boise, ID",
            "Boise Idaho",
            "boise idaho",
            "boise, idaho",
            "BOISE ID",
            "Boise,ID",
            " boise ,  id ",
            "Boise",
            "Boise, ID, USA",
        ],
        &[
            "Saint Paul MN",
            "St. Paul, Minnesota",
            "st paul mn",
            "St Paul, MN",
        ],
        &["St. Louis, MO", "Saint Louis, Missouri", "st louis mo"],
        &["Fort Worth, TX", "Ft Worth, TX", "ft. worth texas"],
        &["Mt Vernon, NY", "Mount Vernon, New York", "mt. vernon ny"],
        &[
            "Washington, DC",
            "Washington D.C.",
            "washington dc",
            "Washington, District of Columbia",
        ],
        &["San Juan, PR", "San Juan Puerto Rico", "san juan pr"],
    ];
    for group in groups {
        for spelling in group {
            assert_eq!(place(spelling), place(group[0]), "{spelling:?}");
        }
    }
}

#[test]
fn a_label_leads_back_to_its_place() {
    for text in [
        "83702",
        "Boise, ID",
        "Ft Worth, TX",
        "43.62,-116.21",
        "Coeur d'Alene, ID",
        "O'Fallon, MO",
        "Winston-Salem, NC",
    ] {
        let found = place(text);
        assert_eq!(place(&found.label), found, "{text}");
    }
}

#[test]
fn places_are_where_they_are() {
    near(&place("83702"), 43.63, -116.20, 3.0);
    near(&place("Boise, ID"), 43.615, -116.202, 5.0);
    near(&place("St. Louis, MO"), 38.627, -90.199, 8.0);
    near(&place("Fort Worth, TX"), 32.755, -97.330, 8.0);
    near(&place("Washington DC"), 38.907, -77.037, 5.0);
    near(&place("San Juan, PR"), 18.42, -66.07, 6.0);
    near(&place("Hagatna, Guam"), 13.476, 144.75, 6.0);
    near(&place("Charleston West Virginia"), 38.35, -81.63, 10.0);
    near(&place("Hollywood, CA"), 34.09, -118.33, 6.0);
    near(&place("Pago Pago, AS"), -14.28, -170.7, 15.0);
    near(&place("Saipan, MP"), 15.19, 145.75, 15.0);
    near(&place("Charlotte Amalie, VI"), 18.34, -64.93, 15.0);
    // West of 176 degrees west, where a mean over the antimeridian would go wrong.
    near(&place("Adak, AK"), 51.88, -176.65, 30.0);
    assert!(place("99546").point.lon < -170.0);
}

#[test]
fn a_position_is_itself() {
    let found = place("43.62,-116.21");
    assert_eq!(
        found.point,
        Point {
            lat: 43.62,
            lon: -116.21
        }
    );
    assert_eq!(found.precision, Precision::Position);
    for text in ["91,0", "-90.5,0", "0,181", "NaN,0", "inf,inf", "1e9,1"] {
        assert!(suggestions(text).is_empty(), "{text}");
    }
}

#[test]
fn a_zip_code_without_a_point_is_placed_by_its_prefix() {
    let found = place("77352");
    assert_eq!(found.precision, Precision::Zip3);
    near(&found, 30.7, -94.9, 60.0);
    // Guam's neighbors on the prefix are other islands, a thousand miles away.
    let found = place("96917");
    near(&found, 13.45, 144.75, 20.0);
    let newer: PostalCode = "83798".parse().unwrap();
    assert_eq!(by_postal_code(&newer).unwrap().precision, Precision::Zip3);
}

#[test]
fn military_mail_and_nonsense_are_nowhere() {
    for text in [
        "00000",
        "09001",
        "96505",
        "APO, AE",
        "99999",
        "88888",
        "",
        " ",
        "Atlantis, GA",
        "💥",
        "%_",
        "a\0b",
    ] {
        assert!(resolve(text).is_err(), "{text:?}");
    }
    assert!(by_postal_code(&"00000".parse().unwrap()).is_none());
    assert!(by_postal_code(&"09001".parse().unwrap()).is_none());
    assert!(resolve(&"x".repeat(100_000)).is_err());
}

#[test]
fn a_slip_of_the_finger_gets_a_suggestion() {
    assert_eq!(suggestions("Bosie, ID")[0], "Boise, ID");
    assert_eq!(suggestions("bosie")[0], "Boise, ID");
    assert_eq!(suggestions("Boise, OR")[0], "Boise, ID");
    assert_eq!(suggestions("Seatle WA")[0], "Seattle, WA");
    assert_eq!(suggestions("Phoneix, AZ")[0], "Phoenix, AZ");
    assert!(suggestions("Idaho").contains(&"Boise, ID".to_owned()));
    assert!(
        suggestions("8370")
            .iter()
            .any(|label| label.ends_with("83702"))
    );
}

#[test]
fn a_name_of_several_places_asks_for_the_state() {
    let some = suggestions("Portland");
    assert!(some.contains(&"Portland, OR".to_owned()) && some.contains(&"Portland, ME".to_owned()));
    assert_eq!(place("Chicago"), place("Chicago, IL"));
    assert_eq!(suggestions("Boise, ID 10001").len(), 2);
}

#[test]
fn typing_is_completed_by_digits_or_by_name() {
    let zips = suggest("8370", 20);
    assert!(
        zips.iter()
            .all(|p| p.postal_code.as_ref().unwrap().as_str().starts_with("8370"))
    );
    assert!(
        zips.iter()
            .any(|p| p.postal_code.as_ref().unwrap().as_str() == "83702")
    );
    assert_eq!(suggest("bois", 5)[0].label, "Boise, ID");
    assert_eq!(suggest("Boise, I", 5)[0].label, "Boise, ID");
    assert_eq!(suggest("boise, id", 5)[0].label, "Boise, ID");
    assert_eq!(suggest("st. lou", 5)[0].label, "Saint Louis, MO");
    assert_eq!(suggest("83702-12", 5).len(), 1);
    for nothing in ["", " ", ",", "999999", "zzzz", "00000"] {
        assert!(suggest(nothing, 5).is_empty(), "{nothing:?}");
    }
}
