use footpath_domain::{Report, content::text::Words};
use footpath_entity::content::Status;
use footpath_web::Problem;
use serde::Deserialize;

/// What lists of articles, questions and topics are asked for.
#[derive(Deserialize)]
pub(super) struct Searched {
    q: Option<String>,
    status: Option<String>,
}

impl Searched {
    pub fn parse(&self) -> Result<(Option<Status>, Words), Problem> {
        let mut report = Report::new();
        let words = report.part(Words::parse(self.q.as_deref()))?;
        let status = self.status.as_deref();
        let status = status.and_then(|text| report.parse("status", text));
        report.into_result()?;
        Ok((status, words.unwrap_or_default()))
    }
}
