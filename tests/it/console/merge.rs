//! Clinics that are listed twice, and two that are listed as one.

use chrono::TimeDelta;
use footpath_domain::triage::{Contact, Tier};
use footpath_entity::{directory::practice, id::ClinicId, role::Role, value::Npi};
use sea_orm::EntityTrait;

use super::rig::{Desk, path_of};
use crate::{
    directory::{clinic_at, podiatrist_at, takes_referrals},
    support::{App, Site},
};

fn page(id: ClinicId) -> String {
    format!("/admin/clinics/{id}")
}

/// Where somebody practises, the primary clinic first.
async fn practises(site: &App, npi: &Npi) -> Vec<ClinicId> {
    let mut rows: Vec<practice::Model> = practice::Entity::find()
        .all(site.ctx.store.read())
        .await
        .unwrap();
    rows.retain(|row| row.npi == *npi);
    rows.sort_by_key(|row| (!row.is_primary, row.clinic_id));
    assert_eq!(rows.iter().filter(|row| row.is_primary).count(), 1);
    rows.into_iter().map(|row| row.clinic_id).collect()
}

#[tokio::test]
async fn a_clinic_that_is_listed_twice_is_found_chosen_and_merged() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let twin = clinic_at(&site, "Arch St. Foot Clinic", (43.6, -116.2)).await;
    let stays = clinic_at(&site, "Arch Street Foot Clinic", (43.6, -116.2)).await;
    let mover = podiatrist_at(&site, "100000001", "Mover", &[twin]).await;
    let both = podiatrist_at(&site, "100000002", "Both", &[twin, stays]).await;
    let stayer = podiatrist_at(&site, "100000003", "Stayer", &[stays]).await;

    // The first step: a search from the clinic's own page; the second: a choice.
    let merge = format!("{}/merge", page(twin));
    let search = [("_do", "find"), ("find_clinic", "arch street")];
    let offered = desk.send(&page(twin), &merge, &search).await.expect(200);
    assert!(offered.body.contains(&format!("value=\"{stays}\"")));
    assert!(!offered.body.contains(&format!("value=\"{twin}\"")));
    let by_id = [("_do", "find"), ("find_clinic", &*stays.to_string())];
    let offered = desk.send(&page(twin), &merge, &by_id).await.expect(200);
    assert!(offered.body.contains("Arch Street Foot Clinic"));
    let nothing = desk
        .send(&merge, &merge, &[("_do", "merge"), ("into", "")])
        .await;
    assert!(nothing.expect(422).body.contains("id=\"into_error\""));
    for wrong in [
        twin.to_string(),
        "019b76da-a800-7000-8000-00000000abcd".into(),
    ] {
        let sent = [("_do", "merge"), ("into", &*wrong)];
        assert_eq!(
            desk.send(&merge, &merge, &sent).await.status,
            422,
            "{wrong}"
        );
    }

    let open_form = desk.see(&format!("/admin/podiatrists/{mover}")).await.body;
    let into = stays.to_string();
    let sent = [("_do", "merge"), ("into", &*into)];
    let done = desk.send(&merge, &merge, &sent).await;
    assert!(
        done.header("location").ends_with("done=merged"),
        "{}",
        done.body
    );
    assert_eq!(practises(&site, &mover).await, [stays]);
    assert_eq!(practises(&site, &both).await, [stays]);
    assert_eq!(practises(&site, &stayer).await, [stays]);

    site.settle().await;
    let found = site
        .get("/api/v1/podiatrists?near=43.6,-116.2")
        .await
        .json();
    assert_eq!(found["meta"]["total"], 3);
    for row in found["data"].as_array().unwrap() {
        assert_eq!(row["clinic"]["id"], into.as_str());
    }
    let gone = desk.see(&page(twin)).await.expect(200).body;
    assert!(gone.contains("Merged into Arch Street Foot Clinic"));
    assert!(gone.contains(&format!("href=\"/admin/clinics/{into}\"")));
    assert!(gone.contains("is not moved back") && !gone.contains("Merge into another clinic"));
    assert!(desk.see(&page(stays)).await.body.contains("Took over by"));

    // A form that was open in between would have brought the old clinic back.
    let (_, version) = open_form.split_once("name=\"_version\" value=\"").unwrap();
    let stale = [
        ("_csrf", desk.see(&page(stays)).await.csrf()),
        ("_version", version.split('"').next().unwrap().to_owned()),
        ("last_name", "Mover".to_owned()),
        ("clinics", twin.to_string()),
    ];
    let stale = desk
        .post(&format!("/admin/podiatrists/{mover}"), &stale)
        .await;
    assert_eq!(stale.status, 409);

    // Shown again, it is a clinic of its own, where nobody practises any more.
    let shown = desk
        .send(&page(twin), &format!("{}/show", page(twin)), &[])
        .await;
    assert_eq!(shown.status, 303);
    assert_eq!(practises(&site, &mover).await, [stays]);
    let again = desk.see(&page(twin)).await.body;
    assert!(again.contains("Nobody practises here") && !again.contains("Merged into"));
}

#[tokio::test]
async fn what_was_merged_before_follows_and_nothing_is_merged_twice_or_out_of_sight() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let mut clinics = Vec::new();
    for name in ["First", "Second", "Third"] {
        clinics.push(clinic_at(&site, name, (43.6, -116.2)).await);
    }
    let merge = async |from: usize, into: usize| {
        let path = format!("{}/merge", page(clinics[from]));
        let into = clinics[into].to_string();
        desk.send(&path, &path, &[("_do", "merge"), ("into", &into)])
            .await
    };
    assert_eq!(merge(0, 1).await.status, 303);
    assert_eq!(merge(2, 0).await.status, 422, "it is hidden");
    assert_eq!(merge(0, 2).await.status, 409, "it is merged already");
    assert_eq!(merge(1, 2).await.status, 303);
    let first = desk.see(&page(clinics[0])).await.body;
    assert!(first.contains("Merged into Third"), "{first}");
}

#[tokio::test]
async fn a_referral_that_is_open_stays_with_its_link_and_the_inbox_moves_only_when_asked() {
    let site = crate::referral::rig::site(None).spawn().await;
    let from = site.clinic("Twin", "desk@twin.example.org", 1.0).await;
    let into = clinic_at(&site, "Stays", (43.6, -116.2)).await;
    let contact = Contact {
        name: "Pat".to_owned(),
        email: Some("pat@example.net".parse().unwrap()),
        phone: None,
    };
    site.refer(Tier::Urgent, &contact, Some(from)).await;
    site.work().await;
    let link = site.last_to("desk@twin.example.org").token("/r/");

    let path = format!("{}/merge", page(from));
    let target = into.to_string();
    let plain = [("_do", "merge"), ("into", &*target)];
    let with_inbox = [plain[0], plain[1], ("with_inbox", "true")];
    let editor = Desk::of(&site, Role::Editor).await;
    let offered = editor.see(&path).await.expect(200).body;
    assert!(!offered.contains("name=\"with_inbox\""));
    assert!(offered.contains("desk@twin.example.org, does not move by itself"));
    assert_eq!(editor.send(&path, &path, &with_inbox).await.status, 403);
    assert_eq!(editor.send(&path, &path, &plain).await.status, 303);
    site.wait(TimeDelta::minutes(5));
    site.get(&format!("/r/{link}")).await.expect(200);
    assert!(editor.see(&page(into)).await.body.contains("No referrals"));

    // Shown again and merged by somebody who may: the inbox goes there, and must confirm.
    let show = format!("{}/show", page(from));
    assert_eq!(editor.send(&page(from), &show, &[]).await.status, 303);
    let admin = Desk::of(&site, Role::Admin).await;
    assert_eq!(admin.send(&path, &path, &with_inbox).await.status, 303);
    let stays = admin.see(&page(into)).await.body;
    assert!(stays.contains("Inbox not confirmed") && stays.contains("desk@twin.example.org"));

    // A clinic with an inbox of its own keeps that one.
    let other = clinic_at(&site, "Other", (43.6, -116.2)).await;
    takes_referrals(&site, other).await;
    let path = format!("{}/merge", page(other));
    assert_eq!(admin.send(&path, &path, &with_inbox).await.status, 422);
}

#[tokio::test]
async fn two_clinics_that_are_listed_as_one_are_split() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let here = clinic_at(&site, "Arch Street Foot Clinic", (43.6, -116.2)).await;
    let other = clinic_at(&site, "Elsewhere", (43.7, -116.2)).await;
    let leaver = podiatrist_at(&site, "100000001", "Leaver", &[here, other]).await;
    let stayer = podiatrist_at(&site, "100000002", "Stayer", &[here]).await;
    assert!(
        desk.see(&page(here))
            .await
            .body
            .contains("Choose who leaves")
    );

    let path = format!("{}/split", page(here));
    let form = desk.see(&path).await.expect(200).body;
    assert!(form.contains("Robin Leaver, DPM") && form.contains("value=\"1 Arch Street\""));
    let nobody = desk.fill(&path, &[("name", "Kept Name")]).await.expect(422);
    assert!(nobody.body.contains("id=\"npis_error\"") && nobody.body.contains("Kept Name"));
    let nameless = desk.fill(&path, &[("npis", leaver.as_str())]).await;
    assert!(nameless.expect(422).body.contains("id=\"name_error\""));

    let change = [
        ("npis", leaver.as_str()),
        ("name", "Foot Clinic, second floor"),
        ("address_2", "Suite 200"),
    ];
    let made = desk.fill(&path, &change).await;
    let new = path_of(&made);
    let id: ClinicId = new.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(practises(&site, &leaver).await, [id, other]);
    assert_eq!(practises(&site, &stayer).await, [here]);
    let shown = desk.see(&new).await.expect(200).body;
    assert!(shown.contains("Suite 200") && shown.contains("The address itself"));
    let kept = desk.see(&format!("/admin/podiatrists/{leaver}")).await.body;
    assert!(kept.contains("Kept at imports") && kept.contains("value=\"clinics\""));
    site.settle().await;
    let one = site
        .get(&format!("/api/v1/podiatrists/{leaver}"))
        .await
        .json();
    assert_eq!(one["clinic"]["name"], "Foot Clinic, second floor");
    assert_eq!(one["clinic"]["precision"], "address");
    let history = desk.see(&page(here)).await.body;
    assert!(history.contains("Split by"));
    let alone = desk
        .fill(&path, &[("npis", stayer.as_str()), ("name", "x")])
        .await;
    assert_eq!(alone.status, 422, "nobody would stay");
}
