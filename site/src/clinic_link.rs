//! `/r/{token}`: the clinic's link. Looking at it shows nothing of the patient and changes
//! nothing; only the button opens the referral.

mod show;

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{self, ServiceConfig},
};
use footpath_domain::{
    Actor, Ctx, Error, Result as Done,
    referral::{self, Decline, DeclineReason},
};
use footpath_web::{Path, Problem};
use serde::Deserialize;

use crate::private::{Press, headers};

type Answer = Result<HttpResponse, Problem>;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        web::scope("/r")
            .wrap(headers())
            .route("/{token}", web::get().to(doorstep))
            .route("/{token}", web::post().to(open))
            .route("/{token}/accept", web::post().to(accept))
            .route("/{token}/decline", web::post().to(decline))
            .route("/{token}/scheduled", web::post().to(scheduled))
            .route("/{token}/completed", web::post().to(completed))
            .route("/{token}/fhir", web::post().to(fhir)),
    );
}

/// What the forms hold; most buttons need nothing.
#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
    /// The day of the appointment; may be blank.
    #[serde(default)]
    on: String,
    /// Where the clinic has one, for the first button.
    #[serde(default)]
    pin: String,
    /// For the buttons after it.
    #[serde(rename = "_pass", default)]
    pass: String,
}

async fn doorstep(ctx: web::Data<Ctx>, Path(token): Path<String>) -> Answer {
    let clinic = referral::clinic_by_token(&ctx, &token).await?;
    let door = referral::doorstep(&ctx, &clinic).await?;
    show::doorstep(&ctx, &token, door, None)
}

async fn open(press: Press<Fields>) -> Answer {
    press.act("", async |_, _| Ok(())).await
}

async fn accept(press: Press<Fields>) -> Answer {
    let notice = "You have accepted. Please call the patient to make an appointment.";
    let accepted = press.act(notice, referral::accept).await;
    match accepted {
        // Pressed twice: what was wanted is so.
        Err(problem) if problem.code == "referral.already_accepted" => {
            press.act(notice, async |_, _| Ok(())).await
        }
        other => other,
    }
}

async fn scheduled(press: Press<Fields>) -> Answer {
    let on = match press.fields.on.trim() {
        "" => None,
        typed => match typed.parse() {
            Ok(day) => Some(day),
            Err(_) => return press.again("Give the day as year, month and day.").await,
        },
    };
    let notice = "Noted: an appointment is made.";
    let scheduled = press
        .act(notice, async |ctx, clinic| {
            referral::schedule(ctx, clinic, on).await
        })
        .await;
    match scheduled {
        Err(problem) if problem.status == StatusCode::UNPROCESSABLE_ENTITY => {
            press
                .again("The appointment must be on a day from today on.")
                .await
        }
        other => other,
    }
}

async fn completed(press: Press<Fields>) -> Answer {
    press
        .act("Noted: the patient was seen.", referral::complete)
        .await
}

async fn decline(press: Press<Fields>) -> Answer {
    let Ok(reason) = press.fields.reason.parse::<DeclineReason>() else {
        return press.again("Choose a reason.").await;
    };
    let note = press.fields.note.clone();
    if let Some(over) = press.shut().await? {
        return Ok(over);
    }
    let clinic = press.clinic().await?;
    if let Err(envelope) = press.admit(&clinic).await? {
        return Ok(envelope);
    }
    match referral::decline(&press.ctx, &clinic, Decline { reason, note }).await {
        Ok(next) => show::declined(&press.ctx, next.is_some()),
        Err(Error::Invalid(report)) => press.again(&show::first_problem(&report)).await,
        Err(error) => Err(error.into()),
    }
}

/// The referral for the clinic's own system.
async fn fhir(press: Press<Fields>) -> Answer {
    if let Some(over) = press.shut().await? {
        return Ok(over);
    }
    let clinic = press.clinic().await?;
    if let Err(envelope) = press.admit(&clinic).await? {
        return Ok(envelope);
    }
    let bundle = referral::bundle(&press.ctx, &clinic).await?;
    let bytes = serde_json::to_vec_pretty(&bundle).map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("application/fhir+json")
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"referral.json\"",
        ))
        .body(bytes))
}

impl Press<Fields> {
    async fn clinic(&self) -> Done<Actor> {
        let clinic = referral::clinic_by_token(&self.ctx, &self.token).await?;
        self.require_own_form()?;
        Ok(clinic)
    }

    /// The page of a link that shows nothing any more.
    async fn shut(&self) -> Result<Option<HttpResponse>, Problem> {
        let door = referral::doorstep(&self.ctx, &self.clinic().await?).await?;
        match door.shut {
            Some(_) => show::doorstep(&self.ctx, &self.token, door, None).map(Some),
            None => Ok(None),
        }
    }

    /// The pass for the buttons that follow, or the envelope once more, with why it stays shut.
    async fn admit(&self, clinic: &Actor) -> Result<Result<String, HttpResponse>, Problem> {
        let fields = &self.fields;
        match referral::unlock(&self.ctx, clinic, &fields.pass, &fields.pin).await {
            Ok(pass) => Ok(Ok(pass)),
            Err(Error::Invalid(report)) => {
                let door = referral::doorstep(&self.ctx, clinic).await?;
                let why = Some(show::first_problem(&report));
                show::doorstep(&self.ctx, &self.token, door, why).map(Err)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Does something and shows the referral as it is then.
    async fn act(
        &self,
        notice: &str,
        action: impl AsyncFnOnce(&Ctx, &Actor) -> Done<()>,
    ) -> Answer {
        if let Some(over) = self.shut().await? {
            return Ok(over);
        }
        let clinic = self.clinic().await?;
        let pass = match self.admit(&clinic).await? {
            Ok(pass) => pass,
            Err(envelope) => return Ok(envelope),
        };
        action(&self.ctx, &clinic).await?;
        let opened = referral::view(&self.ctx, &clinic).await?;
        let notice = show::Notice::done(notice);
        show::opened(&self.ctx, &self.token, &pass, opened, notice)
    }

    /// Shows the referral again, and what was wrong.
    async fn again(&self, problem: &str) -> Answer {
        if let Some(over) = self.shut().await? {
            return Ok(over);
        }
        let clinic = self.clinic().await?;
        let pass = match self.admit(&clinic).await? {
            Ok(pass) => pass,
            Err(envelope) => return Ok(envelope),
        };
        let opened = referral::view(&self.ctx, &clinic).await?;
        let notice = show::Notice::problem(problem);
        show::opened(&self.ctx, &self.token, &pass, opened, notice)
    }
}
