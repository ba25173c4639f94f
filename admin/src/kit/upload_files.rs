use std::{io::Write, path::Path, time::Duration};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Bytes, Payload, block},
};
use footpath_domain::{Ctx, Error, directory::import};
use footpath_entity::id::ImportRunId;
use footpath_web::Problem;
use futures::TryStreamExt;

use super::{Values, upload::malformed};
use crate::gate::Signed;

/// The longest typed field beside a file.
const FIELD: usize = 4096;
/// The longest silence amid a file.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file that has arrived.
pub struct Arrived {
    /// Of the form's field.
    pub field: String,
    /// As whoever sent it named it.
    pub file_name: String,
    /// Its name in the folder.
    pub stored: String,
}

/// A form with files too large for memory.
#[derive(Default)]
pub struct UploadedFiles {
    pub values: Values,
    pub files: Vec<Arrived>,
}

impl UploadedFiles {
    /// Writes every file that was chosen into `folder`, under a name of its own. The form's token
    /// has to come first, as in every form of ours.
    pub async fn read(
        request: &HttpRequest,
        body: Payload,
        signed: &Signed,
        (ctx, folder): (&Ctx, &Path),
    ) -> Result<Self, Problem> {
        let mut read = Self::default();
        let body = Multipart::new(request.headers(), body);
        match read.take(body, signed, (ctx, folder)).await {
            Ok(()) => Ok(read),
            Err(problem) => {
                read.discard(folder);
                Err(problem)
            }
        }
    }

    async fn take(
        &mut self,
        mut body: Multipart,
        signed: &Signed,
        (ctx, folder): (&Ctx, &Path),
    ) -> Result<(), Problem> {
        let mut checked = false;
        while let Some(mut field) = soon(body.try_next()).await? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field
                .content_disposition()
                .and_then(|sent| sent.get_filename())
                .map(str::to_owned);
            let Some(file_name) = file_name else {
                let text = typed(&mut field).await?;
                if name == "_csrf" {
                    signed.check(&text)?;
                    checked = true;
                }
                self.values = std::mem::take(&mut self.values).with(&name, text);
                continue;
            };
            if !checked {
                signed.check("")?;
            }
            if file_name.is_empty() {
                // No file was chosen.
                continue;
            }
            let stored = ctx.new_id::<ImportRunId>().to_string();
            save(&mut field, &folder.join(&stored)).await?;
            self.files.push(Arrived {
                field: name,
                file_name,
                stored,
            });
        }
        if !checked {
            signed.check("")?;
        }
        Ok(())
    }

    /// Removes what has arrived, where nothing comes of it.
    pub fn discard(&self, folder: &Path) {
        import::discard(folder, self.files.iter().map(|file| &*file.stored));
    }

    pub fn file(&self, field: &str) -> Option<&Arrived> {
        self.files.iter().find(|file| file.field == field)
    }
}

/// The next part of what is sent. The whole may take hours; silence may not.
async fn soon<T>(
    next: impl Future<Output = Result<Option<T>, MultipartError>>,
) -> Result<Option<T>, Problem> {
    match tokio::time::timeout(PATIENCE, next).await {
        Ok(next) => next.map_err(malformed),
        Err(_) => Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "request.timeout",
            "The file stopped coming; send it again.",
        )),
    }
}

async fn typed(field: &mut Field) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = soon(field.try_next()).await? {
        let chunk: Bytes = chunk;
        if bytes.len() + chunk.len() <= FIELD {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What does not arrive whole is not kept.
async fn save(field: &mut Field, path: &Path) -> Result<(), Problem> {
    let saved = write(field, path).await;
    if saved.is_err() {
        let _ = std::fs::remove_file(path);
    }
    saved
}

async fn write(field: &mut Field, path: &Path) -> Result<(), Problem> {
    let failed = |why: std::io::Error| Problem::from(Error::unavailable("upload.not_kept", why));
    let mut file = std::fs::File::create(path).map_err(failed)?;
    while let Some(chunk) = soon(field.try_next()).await? {
        let chunk: Bytes = chunk;
        let written = block(move || file.write_all(&chunk).map(|()| file)).await;
        file = written
            .map_err(|why| Problem::from(Error::internal(why)))?
            .map_err(failed)?;
    }
    Ok(())
}
