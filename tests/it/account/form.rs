use super::rig::{EMAIL, PASSWORD, Site, send};

#[tokio::test]
async fn a_form_without_its_token_is_refused() {
    let site = Site::new().await;
    let cookie = site.signed_in().await;
    let page = site.get("/admin/articles", &cookie).await;
    let door = site.get("/admin/sign-in", "").await;
    let stolen = door.csrf();
    for sent in ["", "x", &*stolen] {
        let out = send(site.form("/admin/sign-out", &cookie, &[("_csrf", sent)])).await;
        assert_eq!(out.status, 403, "{sent}");
    }
    let without_cookie = [("_csrf", &*page.csrf())];
    let out = send(site.form("/admin/sign-out", "", &without_cookie)).await;
    assert_eq!(out.status, 403);
    assert_eq!(site.get("/admin/articles", &cookie).await.status, 200);
    site.stop().await;
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_in_or_out() {
    let site = Site::new().await;
    let door = site.get("/admin/sign-in", "").await;
    let fields = [
        ("_csrf", &*door.csrf()),
        ("email", EMAIL),
        ("password", PASSWORD),
    ];
    // The form's token without the cookie that it was made for.
    assert_eq!(
        send(site.form("/admin/sign-in", "", &fields)).await.status,
        403
    );
    let other = "footpath-door=0123456789012345678901234567890123456789";
    assert_eq!(
        send(site.form("/admin/sign-in", other, &fields))
            .await
            .status,
        403
    );

    let own = door.cookie("footpath-door");
    for from in ["cross-site", "same-site"] {
        let form = site.form("/admin/sign-in", &own, &fields);
        let refused = send(form.header("sec-fetch-site", from)).await;
        assert_eq!(refused.status, 403);
        assert!(refused.cookie_line("footpath").is_none());
    }
    let form = site.form("/admin/sign-in", &own, &fields);
    let passed = send(form.header("sec-fetch-site", "same-origin")).await;
    assert_eq!(passed.status, 303);
    site.stop().await;
}

#[tokio::test]
async fn reading_signs_nobody_out() {
    let site = Site::new().await;
    let cookie = site.signed_in().await;
    let read = site.get("/admin/sign-out", &cookie).await;
    assert_eq!(read.status, 405);
    assert_eq!(site.get("/admin/articles", &cookie).await.status, 200);
    site.stop().await;
}
