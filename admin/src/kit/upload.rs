use actix_multipart::Multipart;
use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Bytes, Payload},
};
use footpath_domain::Error;
use footpath_web::Problem;
use futures::TryStreamExt;

use crate::gate::Signed;

/// The longest typed field beside a file.
const FIELD: usize = 4096;

/// A file sent by a form of the console.
pub struct Upload;

impl Upload {
    /// Reads the file of this name. The form's own token has to come before it, as in every form
    /// of ours. The inner error is for the form: there is no file, or it is too large.
    pub async fn read(
        request: &HttpRequest,
        body: Payload,
        signed: &Signed,
        name: &str,
        most: usize,
    ) -> Result<Result<Vec<u8>, Error>, Problem> {
        let mut body = Multipart::new(request.headers(), body);
        let mut checked = false;
        let mut file = None;
        while let Some(mut field) = body.try_next().await.map_err(malformed)? {
            let called = field.name().unwrap_or_default().to_owned();
            let is_file = called == name;
            if is_file && !checked {
                signed.check("")?;
            }
            let limit = if is_file { most } else { FIELD };
            let mut bytes = Vec::new();
            let mut whole = true;
            while let Some(chunk) = field.try_next().await.map_err(malformed)? {
                let chunk: Bytes = chunk;
                // What is too large is read to its end, so that the answer is heard.
                whole &= bytes.len() + chunk.len() <= limit;
                if whole {
                    bytes.extend_from_slice(&chunk);
                }
            }
            if called == "_csrf" {
                signed.check(&String::from_utf8_lossy(&bytes))?;
                checked = true;
            }
            if is_file {
                let large = || Error::invalid(name, "is too large");
                file = Some(if whole { Ok(bytes) } else { Err(large()) });
            }
        }
        if !checked {
            signed.check("")?;
        }
        Ok(file.unwrap_or_else(|| Err(Error::invalid(name, "choose a file"))))
    }
}

pub(super) fn malformed(error: actix_multipart::MultipartError) -> Problem {
    let kind = matches!(
        error,
        actix_multipart::MultipartError::ContentTypeMissing
            | actix_multipart::MultipartError::ContentTypeParse
            | actix_multipart::MultipartError::ContentTypeIncompatible
            | actix_multipart::MultipartError::BoundaryMissing
    );
    let (status, code) = if kind {
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.media_type")
    } else {
        (StatusCode::BAD_REQUEST, "request.malformed")
    };
    Problem::new(status, code, "Send the form as multipart/form-data.")
}
