use actix_web::{HttpResponse, web::Data};
use footpath_domain::{Ctx, account};
use footpath_templates::{
    admin::{Cell, Column, ListPage, Row},
    part::Link,
};
use footpath_web::{Problem, reply};

use super::badge;
use crate::{frame, gate::Signed, kit::counted, when};

pub async fn list(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    let users = account::list_users(&ctx, &signed.actor()).await?;
    let rows = users.iter().map(|user| Row {
        title: user.name.clone(),
        href: Some(format!("/admin/users/{}", user.id)),
        note: None,
        cells: vec![
            Cell::Text(user.email.clone()),
            Cell::Text(frame::role(user.role).to_owned()),
            Cell::State(badge(user)),
            Cell::When {
                text: when::ago(ctx.now(), user.created_at),
                exact: when::exact(user.created_at),
            },
        ],
    });
    reply::html(&ListPage {
        console: frame::around(&ctx, &signed, "Users").await?,
        heading: "Users".to_owned(),
        summary: counted(users.len() as u64, "account", "accounts"),
        new: Some(Link::new("Invite somebody", "/admin/users/new")),
        search: None,
        filters: Vec::new(),
        columns: ["Name", "Email", "Role", "State", "Made"]
            .map(Column::new)
            .into(),
        rows: rows.collect(),
        empty: "Nobody yet.".to_owned(),
        pager: None,
    })
}
