use footpath_entity::role::Role;

use super::rig::{EMAIL, form, site};
use crate::support::PASSWORD;

#[tokio::test]
async fn a_form_without_its_token_is_refused() {
    let site = site().await;
    let cookie = site.session(Role::Admin).await;
    let page = site.get_as(&cookie, "/admin/articles").await;
    let door = site.get("/admin/sign-in").await;
    let stolen = door.csrf();
    for sent in ["", "x", &*stolen] {
        let out = form(&site, "/admin/sign-out", &cookie, &[("_csrf", sent)])
            .send()
            .await;
        assert_eq!(out.status, 403, "{sent}");
    }
    let without_cookie = [("_csrf", &*page.csrf())];
    let out = form(&site, "/admin/sign-out", "", &without_cookie)
        .send()
        .await;
    assert_eq!(out.status, 403);
    assert_eq!(site.get_as(&cookie, "/admin/articles").await.status, 200);
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_in_or_out() {
    let site = site().await;
    let door = site.get("/admin/sign-in").await;
    let fields = [
        ("_csrf", &*door.csrf()),
        ("email", EMAIL),
        ("password", PASSWORD),
    ];
    // The form's token without the cookie that it was made for.
    assert_eq!(
        form(&site, "/admin/sign-in", "", &fields)
            .send()
            .await
            .status,
        403
    );
    let other = "footpath-door=0123456789012345678901234567890123456789";
    assert_eq!(
        form(&site, "/admin/sign-in", other, &fields)
            .send()
            .await
            .status,
        403
    );

    let own = door.cookie("footpath-door");
    for from in ["cross-site", "same-site"] {
        let form = form(&site, "/admin/sign-in", &own, &fields);
        let refused = form.header("sec-fetch-site", from).send().await;
        assert_eq!(refused.status, 403);
        assert!(refused.cookie_line("footpath").is_none());
    }
    let form = form(&site, "/admin/sign-in", &own, &fields);
    let passed = form.header("sec-fetch-site", "same-origin").send().await;
    assert_eq!(passed.status, 303);
}

#[tokio::test]
async fn reading_signs_nobody_out() {
    let site = site().await;
    let cookie = site.session(Role::Admin).await;
    let read = site.get_as(&cookie, "/admin/sign-out").await;
    assert_eq!(read.status, 405);
    assert_eq!(site.get_as(&cookie, "/admin/articles").await.status, 200);
}
