use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error, account,
    policy::{self, Action},
};
use footpath_entity::id::UserId;
use footpath_web::{Path, Problem, Query};

use super::form::{self, Shown};
use crate::{
    gate::Signed,
    kit::{Done, FormState, Posted, Values},
    to,
};

pub async fn new(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::SiteManage)?;
    let state = FormState::of(form::fresh());
    let user = None;
    form::page(&ctx, &signed, Shown { user, state }).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<UserId>,
    asked: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let user = account::find_user(&ctx, &signed.actor(), id.0).await?;
    let shown = Shown {
        state: FormState::after(form::values(&user), asked.0.what()),
        user: Some(user),
    };
    form::page(&ctx, &signed, shown).await
}

pub async fn create(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    let values = &posted.values;
    let actor = posted.signed.actor();
    let made = account::invite(
        &ctx,
        &actor,
        values.text("email"),
        values.text("name"),
        values.text("role"),
    );
    match made.await {
        Ok(id) => Ok(to(&format!("/admin/users/{id}?done=invited"))),
        Err(error) => again(&ctx, posted, None, error).await,
    }
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<UserId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (name, role) = (posted.values.text("name"), posted.values.text("role"));
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match account::change_user(&ctx, &actor, id.0, seen, name, role).await {
        // Another role ends one's own session, too: the door comes next.
        Ok(_) => Ok(to(&format!("/admin/users/{}?done=saved", id.0))),
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

pub async fn disable(
    ctx: Data<Ctx>,
    id: Path<UserId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    switch(&ctx, id.0, posted, false).await
}

pub async fn enable(
    ctx: Data<Ctx>,
    id: Path<UserId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    switch(&ctx, id.0, posted, true).await
}

async fn switch(
    ctx: &Ctx,
    id: UserId,
    posted: Posted,
    enabled: bool,
) -> Result<HttpResponse, Problem> {
    match account::switch_user(ctx, &posted.signed.actor(), id, enabled).await {
        Ok(()) => {
            let done = if enabled { "enabled" } else { "disabled" };
            Ok(to(&format!("/admin/users/{id}?done={done}")))
        }
        Err(error) => refused(ctx, posted, id, error).await,
    }
}

pub async fn reset(
    ctx: Data<Ctx>,
    id: Path<UserId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match account::mail_password_link(&ctx, &posted.signed.actor(), id.0).await {
        Ok(()) => Ok(to(&format!("/admin/users/{}?done=mailed", id.0))),
        Err(error) => refused(&ctx, posted, id.0, error).await,
    }
}

/// The page as it is, with why a button did nothing.
async fn refused(
    ctx: &Ctx,
    posted: Posted,
    id: UserId,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(Values::default(), error)?;
    let user = account::find_user(ctx, &posted.signed.actor(), id).await?;
    let shown = Shown {
        state: state.over(form::values(&user)),
        user: Some(user),
    };
    form::page(ctx, &posted.signed, shown).await
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: Option<UserId>,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    let user = match id {
        Some(id) => Some(account::find_user(ctx, &posted.signed.actor(), id).await?),
        None => None,
    };
    form::page(ctx, &posted.signed, Shown { user, state }).await
}
