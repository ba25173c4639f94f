//! What the holder of a receipt can do. The number and the receipt travel in forms, never in an
//! address.

use actix_web::{
    HttpResponse, get,
    http::{StatusCode, header},
    post,
    web::Data,
};
use footpath_domain::{
    Ctx, Error, Report,
    error::FieldError,
    triage::{self, LookedUp, ReferLater},
};
use footpath_entity::id::AssessmentId;
use footpath_templates::{
    page::{ReceiptPage, ReferPage},
    part::Frame,
    words,
};
use footpath_web::{Addr, Form, Problem, reply};

use super::{
    fields::{Fields, Pairs},
    received, share, share_form,
};

#[get("/assessment/receipt")]
pub async fn begin(ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    reply::html(&blank(&ctx))
}

/// All that is kept of an assessment, as a file.
#[post("/assessment/export")]
pub async fn export(
    ctx: Data<Ctx>,
    addr: Addr,
    form: Form<Pairs>,
) -> Result<HttpResponse, Problem> {
    let held = Held::of(form.0);
    let kept = match held.number() {
        Ok(id) => triage::export(&ctx, &addr.reader(), id, held.receipt()).await,
        Err(wrong) => Err(wrong),
    };
    match kept {
        Ok(kept) => Ok(file(
            serde_json::to_vec_pretty(&kept).map_err(Error::internal)?,
        )),
        Err(error) => held.come_back(&ctx, error),
    }
}

/// Erases an assessment with everything that came of it.
#[post("/assessment/erase")]
pub async fn erase(ctx: Data<Ctx>, addr: Addr, form: Form<Pairs>) -> Result<HttpResponse, Problem> {
    let held = Held::of(form.0);
    let done = match held.number() {
        Ok(id) => triage::erase(&ctx, &addr.reader(), id, held.receipt()).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => reply::html(&received::erased(&ctx)),
        Err(error) => held.come_back(&ctx, error),
    }
}

/// Asks for a clinic and how to be reached, where there is something to refer.
#[post("/assessment/receipt")]
pub async fn look(ctx: Data<Ctx>, form: Form<Pairs>) -> Result<HttpResponse, Problem> {
    let held = Held::of(form.0);
    held.ask(&ctx, &[]).await
}

/// Refers what was kept without being shared.
#[post("/assessment/refer")]
pub async fn refer(ctx: Data<Ctx>, addr: Addr, form: Form<Pairs>) -> Result<HttpResponse, Problem> {
    let held = Held::of(form.0);
    let id = match held.number() {
        Ok(id) => id,
        Err(wrong) => return held.come_back(&ctx, wrong),
    };
    let made = match held.command() {
        Ok(cmd) => triage::refer_later(&ctx, &addr.reader(), id, held.receipt(), &cmd).await,
        Err(wrong) => Err(wrong),
    };
    match made {
        Ok(made) => reply::html(&received::referred(&ctx, made)),
        Err(Error::Invalid(report)) => held.ask(&ctx, &report.0).await,
        Err(error) => held.come_back(&ctx, error),
    }
}

fn blank(ctx: &Ctx) -> ReceiptPage {
    let path = "/assessment/receipt";
    ReceiptPage::blank(Frame::new(&ctx.config.site_name, words::RECEIPT_TITLE, path).hidden())
}

fn file(bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"my-assessment.json\"",
        ))
        .body(bytes)
}

/// The number and the receipt as typed, and what else came with them.
struct Held(Fields);

impl Held {
    fn of(pairs: Pairs) -> Self {
        Self(Fields::of(pairs))
    }

    fn number(&self) -> Result<AssessmentId, Error> {
        let mut report = Report::new();
        let number = self.0.first("id").unwrap_or_default().trim().parse();
        if number.is_err() {
            report.add("id", words::RECEIPT_NUMBER_WRONG);
        }
        if self.receipt().is_empty() {
            report.add("receipt", words::RECEIPT_NEEDED);
        }
        report.into_result()?;
        number.map_err(Error::internal)
    }

    fn receipt(&self) -> &str {
        self.0.first("receipt").unwrap_or_default().trim()
    }

    fn command(&self) -> Result<ReferLater, Error> {
        let mut report = Report::new();
        let clinic_id = share::clinic(&self.0, &mut report);
        report.into_result()?;
        Ok(ReferLater {
            contact: Some(share::contact(&self.0)),
            consents: share::consents(&self.0),
            clinic_id,
        })
    }

    /// The form to share it, or why there is none.
    async fn ask(&self, ctx: &Ctx, wrong: &[FieldError]) -> Result<HttpResponse, Problem> {
        let found = match self.number() {
            Ok(id) => triage::look_up(ctx, id, self.receipt()).await,
            Err(wrong) => Err(wrong),
        };
        let (preview, child) = match found {
            Ok(LookedUp::Referable { preview, child }) => (preview, child),
            Ok(LookedUp::Referred) => return self.noted(ctx, words::RECEIPT_REFERRED),
            Ok(LookedUp::NotNeeded) => return self.noted(ctx, words::RECEIPT_NOTHING_TO_REFER),
            Err(error) => return self.come_back(ctx, error),
        };
        let status = if wrong.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = ReferPage {
            frame: blank(ctx).frame,
            share: share_form::by_receipt(ctx, &self.0, &preview, child, wrong),
        };
        reply::html_status(status, &page)
    }

    /// The page again with a word on why nothing was done.
    fn noted(&self, ctx: &Ctx, note: &str) -> Result<HttpResponse, Problem> {
        let mut page = self.typed(ctx, &[]);
        page.note = Some(note.to_owned());
        reply::html_status(StatusCode::CONFLICT, &page)
    }

    /// The page as it was sent. That a number is unknown and that its receipt is wrong is told
    /// alike.
    fn come_back(&self, ctx: &Ctx, error: Error) -> Result<HttpResponse, Problem> {
        let (status, wrong) = match error {
            Error::Invalid(report) => (StatusCode::UNPROCESSABLE_ENTITY, report.0),
            Error::NotFound { .. } => {
                let report = Report::one("receipt", words::RECEIPT_UNKNOWN);
                (StatusCode::NOT_FOUND, report.0)
            }
            Error::Conflict {
                code: "referral.exists",
                ..
            } => return self.noted(ctx, words::RECEIPT_REFERRED),
            other => return Err(other.into()),
        };
        reply::html_status(status, &self.typed(ctx, &wrong))
    }

    fn typed(&self, ctx: &Ctx, wrong: &[FieldError]) -> ReceiptPage {
        let wrong: Vec<(String, String)> = wrong
            .iter()
            .map(|error| (error.field.clone(), error.message.clone()))
            .collect();
        let number = self.0.first("id").unwrap_or_default();
        blank(ctx).refilled(number, self.receipt(), &wrong)
    }
}
