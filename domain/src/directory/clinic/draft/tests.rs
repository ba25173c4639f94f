use super::*;

fn draft() -> ClinicDraft {
    ClinicDraft {
        name: "Arch Street Foot Clinic".into(),
        address_1: "1 Arch Street".into(),
        city: "Boise".into(),
        state: "id".into(),
        postal_code: "83702-1234".into(),
        phone: "208-555-0100".into(),
        ..ClinicDraft::default()
    }
}

fn precision(draft: &ClinicDraft) -> Option<Precision> {
    draft.check().unwrap().position.map(|(_, p)| p)
}

#[test]
fn a_clinic_is_placed_by_what_is_known_best() {
    assert_eq!(precision(&draft()), Some(Precision::PostalCode));
    let pinned = ClinicDraft {
        lat: Some(43.6),
        lon: Some(-116.2),
        ..draft()
    };
    assert_eq!(precision(&pinned), Some(Precision::Address));
    let newer = ClinicDraft {
        postal_code: "83798".into(),
        ..draft()
    };
    assert_eq!(precision(&newer), Some(Precision::City));
    let nowhere = ClinicDraft {
        city: "Nowhere At All".into(),
        ..newer
    };
    assert_eq!(precision(&nowhere), Some(Precision::Zip3));
}

#[test]
fn a_new_address_does_not_keep_the_old_position() {
    let pinned = ClinicDraft {
        lat: Some(43.6),
        lon: Some(-116.2),
        ..draft()
    };
    let renamed = ClinicEdit {
        name: Some("Heel House".into()),
        ..ClinicEdit::default()
    };
    assert_eq!(pinned.clone().edited(renamed).lat, Some(43.6));
    let moved = ClinicEdit {
        address_1: Some("2 Arch Street".into()),
        ..ClinicEdit::default()
    };
    assert_eq!(pinned.clone().edited(moved.clone()).lat, None);
    let form = ClinicEdit {
        lat: Some(Some(43.6)),
        lon: Some(Some(-116.2)),
        ..moved.clone()
    };
    assert_eq!(pinned.clone().edited(form).lat, None);
    let placed = ClinicEdit {
        lat: Some(Some(43.7)),
        lon: Some(Some(-116.2)),
        ..moved
    };
    assert_eq!(pinned.clone().edited(placed).lat, Some(43.7));
    let cleared: ClinicEdit = serde_json::from_str(r#"{"lat":null,"lon":null}"#).unwrap();
    assert_eq!(pinned.edited(cleared).lat, None);
}

#[test]
fn each_half_of_a_change_asks_for_its_own_right() {
    let edit = |json: &str| serde_json::from_str::<ClinicEdit>(json).unwrap().needs();
    assert_eq!(edit("{}"), [Action::DirectoryManage]);
    assert_eq!(edit(r#"{"lat":null}"#), [Action::DirectoryManage]);
    assert_eq!(
        edit(r#"{"accepts_referrals":false}"#),
        [Action::InboxManage]
    );
    assert_eq!(
        edit(r#"{"inbox":"","name":"x"}"#),
        [Action::InboxManage, Action::DirectoryManage]
    );
}

#[test]
fn everything_wrong_is_named_at_once() {
    let wrong = ClinicDraft {
        name: " ".into(),
        state: "ZZ".into(),
        postal_code: "837".into(),
        phone: "911".into(),
        lat: Some(91.0),
        lon: Some(0.0),
        website: "javascript:x".into(),
        hours: "a".repeat(501),
        insurance: "a\0".into(),
        ..draft()
    };
    let Err(Error::Invalid(report)) = wrong.check() else {
        panic!("it passed")
    };
    let fields: Vec<&str> = report.0.iter().map(|e| e.field.as_str()).collect();
    let all = [
        "name",
        "state",
        "postal_code",
        "phone",
        "lat",
        "website",
        "hours",
        "insurance",
    ];
    assert_eq!(fields, all);
}

#[test]
fn a_zip_code_that_nobody_knows_need_not_be_made_up() {
    let blank = ClinicDraft {
        postal_code: " ".into(),
        ..draft()
    };
    assert!(blank.check().is_err());
    let placed = blank.checked(Zip::MayBeBlank).unwrap();
    assert_eq!(placed.postal_code, None);
    assert_eq!(placed.position.unwrap().1, Precision::City);
    assert!(
        draft()
            .checked(Zip::MayBeBlank)
            .unwrap()
            .postal_code
            .is_some()
    );
    let wrong = ClinicDraft {
        postal_code: "837".into(),
        ..draft()
    };
    assert!(wrong.checked(Zip::MayBeBlank).is_err());
}
