//! Tokens for programs: the list, and the page that makes one.

use actix_web::{
    HttpResponse,
    web::{Data, ServiceConfig, get, post, resource},
};
use footpath_domain::{
    Ctx,
    account::{self, Listed},
    policy::{self, Action},
};
use footpath_entity::{account::Scope, id::ApiTokenId};
use footpath_templates::{
    admin::{Act, Badge, Button, EditForm, FieldGroup, Flash, FormPage, Panel, Tone},
    part::{Fact, Link},
};
use footpath_web::{Path, Problem, reply};

use crate::{
    frame,
    gate::Signed,
    kit::{Fields, FormState, Posted, Values},
    to, when,
};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        resource("/api-tokens")
            .route(get().to(show))
            .route(post().to(create)),
    )
    .service(resource("/api-tokens/{id}/revoke").route(post().to(revoke)));
}

async fn show(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::ArticleDraft)?;
    page(&ctx, &signed, empty(), None).await
}

async fn create(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    let values = &posted.values;
    let actor = posted.signed.actor();
    let (scopes, until) = (values.list("scopes"), values.some("expires_on"));
    let made = account::create_api_token(&ctx, &actor, values.text("name"), &scopes, until).await;
    match made {
        Ok(secret) => page(&ctx, &posted.signed, empty(), Some(secret)).await,
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            page(&ctx, &posted.signed, state, None).await
        }
    }
}

async fn revoke(
    ctx: Data<Ctx>,
    id: Path<ApiTokenId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    account::revoke_api_token(&ctx, &posted.signed.actor(), id.0).await?;
    Ok(to("/admin/api-tokens"))
}

fn empty() -> FormState {
    FormState::of(Values::default())
}

/// `secret` is a token that was just made: the only time that it is seen.
async fn page(
    ctx: &Ctx,
    signed: &Signed,
    state: FormState,
    secret: Option<String>,
) -> Result<HttpResponse, Problem> {
    let tokens = account::list_api_tokens(ctx, &signed.actor()).await?;
    let mut fields = Fields::new(&state.values, &state.report);
    let scopes = Scope::ALL.map(|scope| (scope.as_str().to_owned(), described(scope).to_owned()));
    let group = vec![
        fields.line(
            "name",
            "What is it for",
            "text",
            "Such as \u{201c}Shop import\u{201d}.",
        ),
        fields.checks("scopes", "May write", scopes, "None: it only reads."),
        fields.line(
            "expires_on",
            "Ends on",
            "date",
            "Blank: when it is revoked.",
        ),
    ];
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, "API tokens").await?;
    console.flashes = state.flashes;
    if secret.is_some() {
        console.flashes.push(Flash {
            text: "Made. Copy the token now: it is not shown again.".to_owned(),
            failed: false,
        });
    }
    let view = FormPage {
        console,
        up: Link::new("Console", "/admin"),
        heading: "API tokens".to_owned(),
        state: None,
        view: Some(Link::new("How programs use them", "/api/docs")),
        problems,
        conflict: None,
        form: Some(EditForm {
            action: "/admin/api-tokens".to_owned(),
            hidden: signed.hidden(),
            groups: vec![FieldGroup {
                heading: "A new token".to_owned(),
                fields: group,
            }],
            buttons: vec![Button {
                verb: "create".to_owned(),
                label: "Make token".to_owned(),
            }],
            preview: None,
        }),
        facts: secret
            .map(|secret| Fact::new("New token", secret))
            .into_iter()
            .collect(),
        sections: Vec::new(),
        aside: tokens
            .iter()
            .map(|token| panel(ctx, signed, token))
            .collect(),
    };
    reply::html_status(state.status, &view)
}

fn panel(ctx: &Ctx, signed: &Signed, listed: &Listed) -> Panel {
    let token = &listed.token;
    let ago = |at| when::ago(ctx.now(), at);
    let scopes: Vec<_> = token.scopes.0.iter().map(|scope| scope.as_str()).collect();
    let mut panel = Panel::new(&token.name);
    let state = badge(listed.holds(ctx));
    panel.facts = vec![
        Fact::new("State", state.label),
        Fact::new("Owner", &listed.owner.name),
        Fact::new(
            "Writes",
            if scopes.is_empty() {
                "nothing".to_owned()
            } else {
                scopes.join(", ")
            },
        ),
        Fact::new("Made", ago(token.created_at)),
        Fact::new(
            "Last used",
            token.used_at.map_or_else(|| "never".to_owned(), ago),
        ),
    ];
    if let Some(end) = token.expires_at {
        panel.facts.push(Fact::new("Ends", when::exact(end)));
    }
    if listed.holds(ctx) {
        panel.acts.push(Act {
            action: format!("/admin/api-tokens/{}/revoke", token.id),
            hidden: signed.hidden(),
            label: "Revoke".to_owned(),
            help: Some("Its program is shut out at once.".to_owned()),
            danger: true,
            fields: Vec::new(),
        });
    }
    panel
}

fn badge(holds: bool) -> Badge {
    if holds {
        Badge::new("Good", Tone::Green)
    } else {
        Badge::new("Ended", Tone::Quiet)
    }
}

fn described(scope: Scope) -> &'static str {
    match scope {
        Scope::Content => "Articles, FAQs and topics",
        Scope::Catalog => "Products and offers",
        Scope::Directory => "Clinics and podiatrists",
    }
}
