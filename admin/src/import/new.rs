//! A new import: the form, and the files that it sends.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use footpath_domain::{
    Ctx, Error,
    directory::import::{self, Kind, Upload},
    policy::{self, Action},
};
use footpath_templates::{
    admin::{EditForm, FormPage},
    part::Link,
};
use footpath_web::{Problem, reply};

use super::ROOM;
use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, UploadedFiles, Values},
    to,
};

pub async fn show(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    page(&ctx, &signed, FormState::of(Values::default())).await
}

pub async fn submit(
    ctx: Data<Ctx>,
    signed: Signed,
    request: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::DirectoryManage)?;
    let folder = import::folder(&ctx)?;
    let sent = UploadedFiles::read(&request, body, &signed, (&ctx, &folder)).await?;
    let received = match upload(&sent) {
        Ok(upload) => import::receive(&ctx, &signed.actor(), upload).await,
        Err(missing) => Err(missing),
    };
    match received {
        Ok(id) => Ok(to(&format!("/admin/imports/{id}"))),
        Err(error) => {
            sent.discard(&folder);
            page(&ctx, &signed, FormState::again(sent.values, error)?).await
        }
    }
}

fn upload(sent: &UploadedFiles) -> Result<Upload, Error> {
    let file = sent
        .file("file")
        .ok_or(Error::invalid("file", "choose a file"))?;
    Ok(Upload {
        kind: match sent.values.text("kind") {
            "deactivations" => Kind::Deactivations,
            "nppes" | "" => Kind::Nppes,
            _ => return Err(Error::invalid("kind", "choose one of the list")),
        },
        file_name: file.file_name.clone(),
        file: file.stored.clone(),
        locations: sent.file("locations").map(|file| file.stored.clone()),
        dry_run: sent.values.ticked("dry_run"),
    })
}

async fn page(ctx: &Ctx, signed: &Signed, state: FormState) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::DirectoryManage)?;
    let mut fields = Fields::new(&state.values, &state.report);
    let kinds = [
        (
            "nppes",
            "Providers: npidata_pfile\u{2026}.csv, or the whole archive",
        ),
        (
            "deactivations",
            "Deactivations: the monthly list, CSV or XLSX",
        ),
    ];
    let kinds = kinds.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let group = vec![
        fields.select("kind", "What it is", kinds, ""),
        fields.file(
            "file",
            "File",
            "As the registry publishes it, .zip or .csv. Bulk and weekly files alike.",
        ),
        fields.file(
            "locations",
            "Secondary locations",
            "pl_pfile\u{2026}.csv. Not needed where it is in the same archive.",
        ),
        fields.check(
            "dry_run",
            "Only tell what would change",
            "Nothing is written.",
        ),
    ];
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, ROOM).await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new(ROOM, "/admin/imports"),
        heading: "New import".to_owned(),
        state: None,
        view: None,
        problems,
        conflict: None,
        form: Some(EditForm {
            action: "/admin/imports/new".to_owned(),
            hidden: signed.hidden(),
            groups: vec![kit::group("", group)],
            buttons: vec![kit::button("import", "Import")],
            preview: None,
        }),
        facts: Vec::new(),
        sections: Vec::new(),
        aside: Vec::new(),
    };
    reply::html_status(state.status, &view)
}
