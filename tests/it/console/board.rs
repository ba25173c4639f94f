//! The board: a column for each state, a card for each referral.

use chrono::TimeDelta;
use footpath_domain::triage::Tier;
use footpath_entity::role::Role;

use super::rig::Desk;
use crate::referral::rig::{ann, site};

const BOARD: &str = "/admin/referrals/board";

/// The column of a state, as text with its tags.
fn column<'a>(board: &'a str, state: &str) -> &'a str {
    let heading = format!(">{state}</span>");
    let columns = board.split_once(">By state</h2>").unwrap().1;
    let column = columns.split_once(&heading).unwrap().1;
    column.split("</section>").next().unwrap()
}

#[tokio::test]
async fn the_overdue_come_first_and_no_card_tells_of_health() {
    let site = site(Some("desk@feet.example.org")).spawn().await;
    let slow = site
        .clinic("Slow Clinic", "slow@clinic.example.org", 1.0)
        .await;
    let soon = site
        .clinic("Soon Clinic", "soon@clinic.example.org", 2.0)
        .await;
    // The older one has three days, the younger one four hours.
    let older = site.refer(Tier::Podiatrist, &ann(), Some(slow)).await;
    site.wait(TimeDelta::hours(1));
    site.refer(Tier::Urgent, &ann(), Some(soon)).await;
    while site.work().await > 0 {}
    site.wait(TimeDelta::hours(5));
    let desk = Desk::of(&site, Role::Coordinator).await;
    let board = desk.see(BOARD).await.expect(200).body;
    let sent = column(&board, "Sent");
    let at = |text: &str| sent.find(text).unwrap_or_else(|| panic!("{text}: {sent}"));
    assert!(at("Soon Clinic") < at("Overdue") && at("Overdue") < at("Slow Clinic"));
    assert_eq!(sent.matches("Overdue").count(), 1);
    assert!(sent.contains("5 hours old") && sent.contains("6 hours old"));
    assert!(sent.contains(&format!("href=\"/admin/referrals/{}\"", older.id)));
    for word in ["Ann", "ann@", "rgent", "weight", "Podiatrist"] {
        assert!(!sent.contains(word), "{word}");
    }
    for state in [
        "Held",
        "No recipient",
        "On its way",
        "Opened",
        "Accepted",
        "Scheduled",
    ] {
        assert!(!column(&board, state).contains("lane-card"), "{state}");
    }
    assert!(
        board.contains("Open referrals by state and age"),
        "the counts stay"
    );
}

#[tokio::test]
async fn a_column_says_how_many_have_no_card() {
    let site = site(None).spawn().await;
    for n in 0..27 {
        let mut patient = ann();
        patient.email = Some(format!("ann{n}@example.net").parse().unwrap());
        site.refer(Tier::Podiatrist, &patient, None).await;
    }
    let desk = Desk::of(&site, Role::Coordinator).await;
    let board = desk.see(BOARD).await.expect(200).body;
    let stuck = column(&board, "No recipient");
    assert_eq!(stuck.matches("lane-card").count(), 25);
    assert!(stuck.contains("All 27"));
}
