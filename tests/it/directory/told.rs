//! What listings say of themselves, as readers and their programs see it.

use footpath_domain::directory::{
    clinic::{self, ClinicEdit},
    podiatrist::{self, PodiatristEdit},
};
use footpath_entity::{id::ClinicId, value::Npi};
use serde_json::{Value, json};

use super::{clinic_at, list, npis, podiatrist_at, rows, site};
use crate::support::{App, SYSTEM};

async fn tell(app: &App, npi: &Npi, edit: PodiatristEdit) {
    podiatrist::update(&app.ctx, &SYSTEM, npi, None, edit)
        .await
        .unwrap();
}

/// Somebody who says everything, at a clinic that does.
async fn talkative(app: &App) -> (Npi, ClinicId) {
    let id = clinic_at(app, "Here", (0.0, -150.0)).await;
    let npi = podiatrist_at(app, "100000001", "Hale", &[id]).await;
    let edit = PodiatristEdit {
        telehealth: Some(Some(true)),
        languages: Some(vec!["spanish".to_owned(), "Tagalog".to_owned()]),
        website: Some("https://hale.example.org/feet?a=1&b=2".to_owned()),
        insurance: Some("Medicare\nBlue Cross <of Idaho>".to_owned()),
        ..PodiatristEdit::default()
    };
    tell(app, &npi, edit).await;
    let edit = ClinicEdit {
        website: Some("https://here.example.org".to_owned()),
        hours: Some("Mon-Thu 8-5\nFri 8-12\nSat, Sun closed".to_owned()),
        insurance: Some("All private plans".to_owned()),
        ..ClinicEdit::default()
    };
    clinic::update(&app.ctx, &SYSTEM, id, None, edit)
        .await
        .unwrap();
    app.settle().await;
    (npi, id)
}

#[tokio::test]
async fn programs_are_told_what_is_known_and_null_where_nothing_is() {
    let app = site(0).await;
    let (npi, _) = talkative(&app).await;
    let one = app.get(&format!("/api/v1/podiatrists/{npi}")).await.json();
    assert_eq!(one["telehealth"], true);
    assert_eq!(one["languages"], json!(["Spanish", "Tagalog"]));
    assert_eq!(one["website"], "https://hale.example.org/feet?a=1&b=2");
    assert_eq!(one["insurance"], "Medicare\nBlue Cross <of Idaho>");
    let clinic = &one["clinic"];
    assert_eq!(clinic["website"], "https://here.example.org");
    assert_eq!(clinic["hours"], "Mon-Thu 8-5\nFri 8-12\nSat, Sun closed");
    assert_eq!(clinic["insurance"], "All private plans");

    let there = clinic_at(&app, "There", (10.0, -150.0)).await;
    podiatrist_at(&app, "100000002", "Mute", &[there]).await;
    app.settle().await;
    let found = list(&app, &[("near", "10,-150")]).await;
    let mute = &rows(&found)[0];
    for name in ["telehealth", "website", "insurance"] {
        assert_eq!(mute[name], Value::Null, "{name}");
    }
    assert_eq!(mute["languages"], json!([]));
    for name in ["website", "hours", "insurance"] {
        assert_eq!(mute["clinic"][name], Value::Null, "{name}");
    }
}

#[tokio::test]
async fn the_page_says_it_in_words_and_in_data() {
    let app = site(0).await;
    let (npi, _) = talkative(&app).await;
    let page = app.get(&format!("/podiatrists/{npi}")).await.expect(200);
    for words in [
        "Sees patients by video or phone",
        "Spanish, Tagalog",
        "Mon-Thu 8-5<br>Fri 8-12<br>Sat, Sun closed",
        "All private plans",
        "Medicare<br>Blue Cross",
        "rel=\"nofollow noopener\">hale.example.org</a>",
        "rel=\"nofollow noopener\">here.example.org</a>",
        "Checked by us on",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("<of Idaho>"));
    let physician = page.json_ld().remove(0);
    assert_eq!(physician["url"], "https://hale.example.org/feet?a=1&b=2");
    let languages = json!(["English", "Spanish", "Tagalog"]);
    assert_eq!(physician["knowsLanguage"], languages);
    let place = &physician["location"][0];
    assert_eq!(place["url"], "https://here.example.org");
    let hours = json!(["Mo-Th 08:00-17:00", "Fr 08:00-12:00"]);
    assert_eq!(place["openingHours"], hours);
    let cards = app.get("/find-a-podiatrist?near=0,-150").await.expect(200);
    for words in [
        "By video or phone, too",
        "Speaks Spanish, Tagalog",
        "Checked ",
    ] {
        assert!(cards.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn hours_that_are_no_times_are_shown_and_not_put_into_data() {
    let app = site(0).await;
    let (npi, id) = talkative(&app).await;
    let edit = ClinicEdit {
        hours: Some("Mon-Fri 9-5\nSat by appointment".to_owned()),
        ..ClinicEdit::default()
    };
    clinic::update(&app.ctx, &SYSTEM, id, None, edit)
        .await
        .unwrap();
    let page = app.get(&format!("/podiatrists/{npi}")).await.expect(200);
    assert!(page.body.contains("Sat by appointment"));
    assert!(!page.body.contains("openingHours"));
}

#[tokio::test]
async fn telehealth_is_a_filter_and_who_has_not_said_is_in_neither_half() {
    let app = site(0).await;
    let (yes, id) = talkative(&app).await;
    let no = podiatrist_at(&app, "100000002", "No", &[id]).await;
    podiatrist_at(&app, "100000003", "Mute", &[id]).await;
    let edit = PodiatristEdit {
        telehealth: Some(Some(false)),
        ..PodiatristEdit::default()
    };
    tell(&app, &no, edit).await;
    app.settle().await;
    for (asked, npi) in [("true", yes), ("false", no)] {
        let query = [("near", "0,-150"), ("telehealth", asked)];
        assert_eq!(npis(&list(&app, &query).await), [npi.as_str()]);
        let everywhere = [("telehealth", asked)];
        assert_eq!(npis(&list(&app, &everywhere).await), [npi.as_str()]);
    }
    let wrong = app.get("/api/v1/podiatrists?telehealth=1").await;
    assert_eq!(wrong.expect(422).fields(), ["telehealth"]);
    let page = app
        .get("/find-a-podiatrist?near=0,-150&telehealth=true")
        .await
        .expect(200);
    assert!(page.body.contains("Robin Hale, DPM") && !page.body.contains("Robin No, DPM"));
    let (_, form) = page.body.split_once("id=\"find_telehealth\"").unwrap();
    assert!(form.split('>').next().unwrap().contains("checked"));
}

#[tokio::test]
async fn lists_tell_the_same_in_every_form_from_everywhere_and_after_a_change() {
    let app = site(0).await;
    let (npi, _) = talkative(&app).await;
    let there = clinic_at(&app, "There", (0.1, -150.0)).await;
    podiatrist_at(&app, "100000002", "Mute", &[there]).await;
    let mut tags = Vec::new();
    for insurance in ["\"distance_miles\":null,\\", "null"] {
        let edit = PodiatristEdit {
            insurance: Some(insurance.to_owned()),
            ..PodiatristEdit::default()
        };
        tell(&app, &npi, edit).await;
        app.settle().await;
        // Twice each: the second time nothing is rendered anew.
        for near in ["0,-150", "0.1,-150", "0,-150", ""] {
            let place = match near {
                "" => String::new(),
                near => format!("near={near}"),
            };
            let path = format!("/api/v1/podiatrists?{place}");
            let answer = app.get(&path).await.expect(200);
            tags.push(answer.header("etag").to_owned());
            let found = answer.json();
            let features = app.get(&format!("{path}&format=geojson")).await.json();
            assert_eq!(found["meta"], features["meta"], "{near}");
            let properties = features["features"].as_array().unwrap();
            let properties: Vec<&Value> = properties.iter().map(|f| &f["properties"]).collect();
            assert_eq!(rows(&found).iter().collect::<Vec<_>>(), properties);
            assert_eq!(properties.len(), 2);
            let hale = properties.iter().find(|row| row["npi"] == npi.as_str());
            assert_eq!(hale.unwrap()["insurance"], insurance);
            let miles = match near {
                "" => Value::Null,
                "0,-150" => json!(0.0),
                _ => json!(6.9),
            };
            assert_eq!(hale.unwrap()["distance_miles"], miles);
        }
    }
    assert_eq!(tags[0], tags[2], "the same question, the same answer");
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 6, "three questions, before and after");
}
