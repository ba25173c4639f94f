use serde_json::{Value, json};

use super::{clinic_at, list, podiatrist_at, rows, site, text};
use crate::support::{Answer, App};

const PAGE: &str = "/find-a-podiatrist";

fn structured(page: &Answer) -> Vec<Value> {
    page.body
        .split("<script type=\"application/ld+json\"")
        .skip(1)
        .map(|rest| {
            let (_, rest) = rest.split_once('>').unwrap();
            let (json, _) = rest.split_once("</script>").unwrap();
            serde_json::from_str(json).unwrap()
        })
        .collect()
}

/// The page without its scripts, as a browser without them shows it.
fn is_hidden(page: &Answer) -> bool {
    page.body.contains("name=\"robots\" content=\"noindex")
}

async fn get(app: &App, query: &str, status: u16) -> Answer {
    let page = app.get(&format!("{PAGE}{query}")).await.expect(status);
    assert!(page.header("content-type").starts_with("text/html"));
    page
}

#[tokio::test]
async fn the_form_needs_no_script() {
    let app = site(60).await;
    let page = get(&app, "", 200).await;
    let (_, form) = page
        .body
        .split_once("action=\"/find-a-podiatrist\"")
        .unwrap();
    let (form, _) = form.split_once("</form>").unwrap();
    assert!(!form.contains("method=\"post\""));
    for name in [
        "near",
        "q",
        "radius_miles",
        "specialty",
        "sort",
        "accepting_new_patients",
        "telehealth",
        "accepts_referrals",
    ] {
        assert!(form.contains(&format!("name=\"{name}\"")), "{name}");
    }
    assert!(form.contains("type=\"submit\""));
    assert!(!form.contains("onclick") && !form.contains("onsubmit"));
    assert!(!is_hidden(&page));
    assert!(!page.body.contains("podiatrist-card"));

    // A form sends what was left alone, too.
    let sent = "?near=83702&q=&radius_miles=25&specialty=&sort=distance";
    let page = get(&app, sent, 200).await;
    let found = list(&app, &[("near", "83702")]).await;
    for row in rows(&found) {
        assert!(page.body.contains(text(row, "name")));
        let link = format!("href=\"/podiatrists/{}\"", text(row, "npi"));
        assert_eq!(page.body.matches(&link).count(), 1);
    }
    let total = rows(&found).len();
    let summary = format!("{total} podiatrists within 25 miles of Boise, ID 83702");
    assert!(page.body.contains(&summary));
    assert!(page.body.contains("value=\"83702\""));
    assert!(is_hidden(&page), "a page of results is for whoever asked");
}

#[tokio::test]
async fn a_click_on_search_with_nothing_typed_lists_everybody() {
    let app = site(60).await;
    let page = get(
        &app,
        "?near=&q=&radius_miles=25&specialty=&sort=distance",
        200,
    )
    .await;
    assert!(page.body.contains("80 podiatrists"));
    assert!(page.body.contains("page=2"));
    let blank = get(&app, "?near=&q=&radius_miles=&specialty=&sort=", 200).await;
    assert!(!blank.body.contains("podiatrist-card"));
}

#[tokio::test]
async fn the_pages_of_a_result_keep_what_was_asked() {
    let app = site(60).await;
    let asked = "?near=83702&radius_miles=200&accepts_referrals=true";
    let wide = format!("{asked}&per_page=3");
    let page = get(&app, &wide, 200).await;
    let (_, next) = page.body.split_once("rel=\"next\"").unwrap_or_else(|| {
        panic!("no next page: {}", page.body);
    });
    assert!(!next.is_empty());
    let links: Vec<String> = page
        .body
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.contains("page=2"))
        .map(|href| href.replace("&amp;", "&").replace("&#38;", "&"))
        .collect();
    assert!(!links.is_empty());
    for link in links {
        for part in ["near=83702", "radius_miles=200", "accepts_referrals=true"] {
            assert!(link.contains(part), "{link}");
        }
        let second = app.get(&link).await.expect(200);
        let asked = [
            ("near", "83702"),
            ("radius_miles", "200"),
            ("accepts_referrals", "true"),
            ("per_page", "3"),
            ("page", "2"),
        ];
        for row in rows(&list(&app, &asked).await) {
            let link = format!("/podiatrists/{}", text(row, "npi"));
            assert!(second.body.contains(&link));
        }
    }
}

#[tokio::test]
async fn a_misspelt_place_comes_back_with_what_may_be_meant() {
    let app = site(0).await;
    let page = get(&app, "?near=Bosie%2C+ID&radius_miles=50", 422).await;
    assert!(page.body.contains("value=\"Bosie, ID\""));
    assert!(page.body.contains("role=\"alert\""));
    assert!(page.body.contains("Did you mean"));
    let (_, rest) = page.body.split_once("Did you mean <a href=\"").unwrap();
    let (link, rest) = rest.split_once('"').unwrap();
    assert!(rest.starts_with(">Boise, ID</a>"), "{rest}");
    let link = link.replace("&amp;", "&").replace("&#38;", "&");
    assert!(link.contains("radius_miles=50"), "{link}");
    let meant = app.get(&link).await.expect(200);
    assert!(meant.body.contains("of Boise, ID"));

    let script = get(&app, "?near=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", 422).await;
    assert!(!script.body.contains("<script>alert"));
    let radius = get(&app, "?near=83702&radius_miles=900%22%3E%3Cb%3E", 422).await;
    assert!(!radius.body.contains("\"><b>"));
    assert!(radius.body.contains("The distance must be"));
}

#[tokio::test]
async fn nobody_there_is_a_page_that_says_so() {
    let app = site(0).await;
    let page = get(&app, "?near=83702", 200).await;
    assert!(page.body.contains("No podiatrist within 200 miles"));
    assert!(page.body.contains("There was nobody within 25 miles"));
    assert!(page.body.contains("Nobody fits."));
    let there = clinic_at(&app, "Far Clinic", (44.2, -116.2)).await;
    podiatrist_at(&app, "100000001", "Hale", &[there]).await;
    app.settle().await;
    let page = get(&app, "?near=83702", 200).await;
    assert!(page.body.contains("1 podiatrist within 50 miles"));
    assert!(page.body.contains("so we looked within 50"));
}

#[tokio::test]
async fn the_page_of_one_tells_programs_who_it_is() {
    let app = site(0).await;
    let first = clinic_at(&app, "First </script> & Co", (0.0, -150.0)).await;
    let second = clinic_at(&app, "Second", (0.2, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "O'Hale", &[first, second]).await;
    let path = format!("/podiatrists/{npi}");
    let page = app.get(&path).await.expect(200);
    assert!(page.body.contains("<h1>Robin O&#39;Hale, DPM</h1>"));
    assert!(!is_hidden(&page));
    let url = format!("{}{path}", app.base);
    assert!(
        page.body
            .contains(&format!("rel=\"canonical\" href=\"{url}\""))
    );
    let physician = structured(&page)
        .into_iter()
        .find(|data| data["@type"] == "Physician")
        .unwrap();
    assert_eq!(physician["@context"], "https://schema.org");
    assert_eq!(physician["name"], "Robin O'Hale, DPM");
    assert_eq!(physician["url"], url);
    assert_eq!(physician["usNPI"], npi.as_str());
    assert_eq!(physician["identifier"]["value"], npi.as_str());
    let places = physician["location"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    assert_eq!(places[0]["name"], "First </script> & Co");
    let geo = json!({ "@type": "GeoCoordinates", "latitude": 0.0, "longitude": -150.0 });
    assert_eq!(places[0]["geo"], geo);
    let address = &places[0]["address"];
    for (name, value) in [
        ("@type", "PostalAddress"),
        ("streetAddress", "1 Arch Street"),
        ("addressLocality", "Boise"),
        ("addressRegion", "ID"),
        ("postalCode", "83702"),
        ("addressCountry", "US"),
    ] {
        assert_eq!(address[name], value, "{name}");
    }
    assert_eq!(physician.get("telephone"), None);
    assert_eq!(physician.get("isAcceptingNewPatients"), None);
    assert_eq!(physician.get("distance"), None);
}

#[tokio::test]
async fn whoever_is_made_up_is_marked_and_not_for_search_engines() {
    let app = site(10).await;
    let found = list(&app, &[]).await;
    for row in rows(&found) {
        let npi = text(row, "npi");
        let page = app.get(&format!("/podiatrists/{npi}")).await.expect(200);
        assert!(page.body.contains("Sample listing"), "{npi}");
        assert!(is_hidden(&page), "{npi}");
        assert_eq!(structured(&page)[0]["name"], row["name"]);
    }
    assert!(!app.get("/sitemap.xml").await.body.contains("/podiatrists/"));
    let page = get(&app, "?near=83702", 200).await;
    assert!(page.body.contains("Sample listing: made up"));
}
