use super::{ask, site};

#[tokio::test]
async fn each_wrong_value_is_refused_by_name() {
    let app = site(0).await;
    let long = "x".repeat(201);
    for (field, value) in [
        ("near", ""),
        ("near", " "),
        ("near", "Bosie, ID"),
        ("near", "99999"),
        ("near", "00000"),
        ("near", "8370"),
        ("near", "837021"),
        ("near", "-83702"),
        ("near", "91,0"),
        ("near", "0,181"),
        ("near", "nan,nan"),
        ("near", "inf,0"),
        ("near", "1,2,3"),
        ("near", "Boise, ID 99501"),
        ("near", "' OR 1=1 --"),
        ("near", "\0"),
        ("near", "🦶"),
        ("near", &long),
        ("radius_miles", ""),
        ("radius_miles", "0"),
        ("radius_miles", "0.99"),
        ("radius_miles", "200.1"),
        ("radius_miles", "-5"),
        ("radius_miles", "nan"),
        ("radius_miles", "inf"),
        ("radius_miles", "1e400"),
        ("radius_miles", "25 miles"),
        ("specialty", ""),
        ("specialty", "213E"),
        ("specialty", "211D00000X"),
        ("specialty", "213es0103x"),
        ("accepting_new_patients", ""),
        ("accepting_new_patients", "yes"),
        ("accepting_new_patients", "TRUE"),
        ("accepts_referrals", "1"),
        ("sort", ""),
        ("sort", "price"),
        ("sort", "distance;drop table podiatrist"),
        ("format", "xml"),
        ("format", ""),
        ("q", "a\0b"),
        ("q", &long),
        ("page", "0"),
        ("page", "-1"),
        ("page", "x"),
        ("page", ""),
        ("page", "18446744073709551616"),
        ("per_page", "0"),
        ("per_page", "101"),
        ("per_page", "1.5"),
    ] {
        let answer = ask(&app, &[(field, value)]).await.expect(422);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.fields(), [field], "{value}");
        let problem = answer.json();
        assert_eq!(problem["status"], 422);
        assert_eq!(problem["code"], "request.invalid");
        assert!(!problem["request_id"].as_str().unwrap().is_empty());
        let message = problem["errors"][0]["message"].as_str().unwrap();
        assert!(!message.is_empty(), "{field}={value}");
    }
}

#[tokio::test]
async fn everything_wrong_is_named_at_once() {
    let app = site(0).await;
    let asked = [
        ("near", "Bosie, ID"),
        ("radius_miles", "0"),
        ("specialty", "x"),
        ("accepting_new_patients", "x"),
        ("accepts_referrals", "x"),
        ("sort", "x"),
    ];
    let fields = ask(&app, &asked).await.expect(422).fields();
    assert_eq!(fields, asked.map(|(field, _)| field));
}

#[tokio::test]
async fn a_parameter_that_stands_twice_or_does_not_decode_is_named() {
    let app = site(0).await;
    for (query, status, field) in [
        ("near=83702&near=83706", 422, "near"),
        ("page=1&page=2", 422, "page"),
        ("format=json&format=geojson", 422, "format"),
        ("near=%FF", 400, "near"),
        ("q=%C3%28", 400, "q"),
        ("near=%4", 400, "near"),
        ("near=%zz", 400, "near"),
    ] {
        let path = format!("/api/v1/podiatrists?{query}");
        let answer = app.get(&path).await.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn for_a_place_that_is_not_known_there_are_those_that_may_be_meant() {
    let app = site(0).await;
    for (near, meant) in [
        ("Bosie, ID", "Boise, ID"),
        ("Boize Idaho", "Boise, ID"),
        ("Seatle, WA", "Seattle, WA"),
        ("Boise, OR", "Boise, ID"),
        ("Springfield", "Springfield, MO"),
        ("Portland", "Portland, OR"),
        ("Idaho", "Boise, ID"),
        ("83700", "Boise, ID 83702"),
        ("Denver, CO 83702", "Boise, ID 83702"),
        ("Denver, CO 83702", "Denver, CO"),
    ] {
        let problem = ask(&app, &[("near", near)]).await.expect(422).json();
        let suggestions = problem["suggestions"].as_array().unwrap();
        assert!(suggestions.len() <= 5, "{near}: {suggestions:?}");
        assert!(
            suggestions.iter().any(|place| place == meant),
            "{near}: {suggestions:?}"
        );
        // What is put forward is known.
        for place in suggestions {
            let asked = [("near", place.as_str().unwrap())];
            let found = ask(&app, &asked).await.expect(200).json();
            assert_eq!(&found["meta"]["center"]["label"], place);
        }
    }
}

#[tokio::test]
async fn where_nothing_may_be_meant_the_suggestions_are_none_and_there() {
    let app = site(0).await;
    for near in ["zzzz", "00000", "%"] {
        let problem = ask(&app, &[("near", near)]).await.expect(422).json();
        assert!(problem["suggestions"].is_array(), "{near}: {problem}");
    }
}

#[tokio::test]
async fn a_browser_that_asks_first_may_read_what_is_published_and_nothing_else() {
    let app = site(0).await;
    let asked = async |path: &str, method: &str| {
        let first = app.ask("OPTIONS", path);
        let first = first.header("origin", "https://partner.example.org");
        let first = first.header("access-control-request-method", method);
        first
            .header("access-control-request-headers", "if-none-match")
            .send()
            .await
    };
    for path in [
        "/api/v1/podiatrists",
        "/api/v1/places?q=b",
        "/fhir/Practitioner",
    ] {
        let answer = asked(path, "GET").await.expect(204);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("access-control-allow-methods"), "GET, HEAD");
        assert!(
            answer
                .header("access-control-allow-headers")
                .contains("if-none-match")
        );
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    for (path, method) in [
        ("/api/v1/assessments", "POST"),
        ("/api/v1/manage/articles", "GET"),
        ("/admin", "GET"),
        ("/find-a-podiatrist", "GET"),
    ] {
        let answer = asked(path, method).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
        assert!(answer.status >= 400, "{path}: {}", answer.status);
    }
}
