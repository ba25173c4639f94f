use actix_web::{HttpRequest, http::StatusCode};
use footpath_domain::{
    Error, Report,
    directory::exchange::{All, Any, Wanted},
    error::FieldError,
    paging::Page,
};
use footpath_web::Problem;

use super::{
    answer::Form,
    parameter::{Kind, OF_RESULTS, Parameter},
    value::{Meant, Token, alternatives, meant},
};

/// Parameters that one question may have.
const MAX_GIVEN: usize = 20;
/// Alternatives of a text, and of anything else.
const MAX_TEXTS: usize = 10;
const MAX_VALUES: usize = 100;
const MAX_TEXT: usize = 200;
const MAX_WORDS: usize = 8;

/// A search as it was understood.
#[derive(Debug)]
pub struct Asked {
    pub given: Vec<Given>,
    pub page: Page,
    /// How many there are is all that is asked.
    pub count_only: bool,
    pub form: Form,
}

/// One parameter with a value.
#[derive(Debug)]
pub struct Given {
    pub name: &'static str,
    pub modifier: Option<String>,
    pub value: String,
}

impl Asked {
    /// Reads what stands behind the question mark. A parameter that nobody knows is left out, or
    /// refused where `Prefer: handling=strict` asks for that.
    pub fn parse(
        req: &HttpRequest,
        pairs: Vec<(String, String)>,
        known: &'static [Parameter],
    ) -> Result<Self, Problem> {
        let form = Form::of(req, &pairs)?;
        let mut report = Report::new();
        let (mut given, mut unknown) = (Vec::new(), Vec::new());
        for (name, value) in &pairs {
            match understood(name, known) {
                _ if value.trim().is_empty() || OF_RESULTS.contains(&name.as_str()) => {}
                Ok((parameter, modifier)) => given.push(Given {
                    name: parameter.name,
                    modifier,
                    value: checked(&mut report, name, value),
                }),
                Err(Odd::Modifier) => report.add(name, "has a modifier that is not supported"),
                Err(Odd::Name) => unknown.push(name.clone()),
            }
        }
        if is_strict(req) && !unknown.is_empty() {
            return Err(not_supported(&unknown, known));
        }
        if given.len() > MAX_GIVEN {
            report.add("", format!("at most {MAX_GIVEN} parameters may be given"));
        }
        let (page, count_only) = report
            .part(page(&pairs))?
            .unwrap_or((Page::first(1), false));
        report.into_result()?;
        Ok(Self {
            given,
            page,
            count_only,
            form,
        })
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Given> {
        self.given.iter().filter(move |given| given.name == name)
    }

    /// The texts of a parameter.
    pub fn texts(&self, name: &str) -> Result<All<Any<Wanted>>, Error> {
        let mut report = Report::new();
        let texts = self.named(name).map(|given| {
            let values = alternatives(&given.value).into_iter().map(meant);
            let texts: Any<Wanted> = values
                .map(|text| match given.modifier.as_deref() {
                    Some("exact") => Wanted::Exact(text),
                    Some("contains") => Wanted::Contains(text.trim().to_owned()),
                    _ => Wanted::Starts(text.trim().to_owned()),
                })
                .collect();
            limit(&mut report, name, texts.len(), MAX_TEXTS);
            texts
        });
        let texts = texts.collect();
        report.into_result()?;
        Ok(texts)
    }

    /// The codes of a parameter whose codes are all of one system. What a code cannot be is left
    /// out of its alternatives.
    pub fn codes<T>(
        &self,
        name: &str,
        system: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<All<Any<T>>, Error> {
        let mut report = Report::new();
        let mut all = Vec::new();
        for given in self.named(name) {
            let values = alternatives(&given.value);
            limit(&mut report, name, values.len(), MAX_VALUES);
            let meant: Vec<Meant> = values
                .into_iter()
                .map(|value| Token::read(value).of(system))
                .collect();
            // Everything here has a code of the system.
            if !meant.contains(&Meant::Any) {
                let codes = meant.iter().filter_map(|meant| match meant {
                    Meant::Code(code) => read(code),
                    Meant::Any | Meant::Nothing => None,
                });
                all.push(codes.collect());
            }
        }
        report.into_result()?;
        Ok(all)
    }

    /// IDs, or references to a resource: `ID`, `Type/ID`, or its address on this site.
    pub fn ids<T>(
        &self,
        name: &str,
        address: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<All<Any<T>>, Error> {
        let kind = address.rsplit('/').next().unwrap_or_default();
        let mut report = Report::new();
        let mut all = Vec::new();
        for given in self.named(name) {
            let values = alternatives(&given.value);
            limit(&mut report, name, values.len(), MAX_VALUES);
            let ids = values.into_iter().filter_map(|value| {
                let text = meant(value);
                let text = text.trim();
                let local = text
                    .strip_prefix(address)
                    .and_then(|id| id.strip_prefix('/'));
                let typed = text.strip_prefix(kind).and_then(|id| id.strip_prefix('/'));
                read(local.or(typed).unwrap_or(text))
            });
            all.push(ids.collect());
        }
        report.into_result()?;
        Ok(all)
    }

    /// The value of a parameter that may be given once.
    pub fn once(&self, name: &str) -> Result<Option<&str>, Error> {
        let mut values = self.named(name).map(|given| given.value.as_str());
        let value = values.next();
        match values.next() {
            Some(_) => Err(Error::invalid(name, "may be given once")),
            None => Ok(value),
        }
    }

    /// Which of these resources are wanted beside those that are found.
    pub fn included<const N: usize>(&self, known: [&str; N]) -> Result<[bool; N], Error> {
        let mut wanted = [false; N];
        for value in self.named("_include").map(|given| given.value.trim()) {
            let at = known.iter().position(|known| *known == value);
            let at = at.ok_or_else(|| {
                Error::invalid("_include", format!("must be one of {}", known.join(", ")))
            })?;
            wanted[at] = true;
        }
        Ok(wanted)
    }
}

enum Odd {
    Name,
    Modifier,
}

/// The parameter of this name, and what stands behind its colon.
fn understood(
    name: &str,
    known: &'static [Parameter],
) -> Result<(&'static Parameter, Option<String>), Odd> {
    // A chain may tell the type that follows from the parameter anyway.
    let plain = name.replace("practitioner:Practitioner.", "practitioner.");
    let (base, modifier) = match plain.split_once(':') {
        Some((base, modifier)) => (base, Some(modifier)),
        None => (plain.as_str(), None),
    };
    let parameter = known.iter().find(|known| known.name == base);
    let parameter = parameter.ok_or(Odd::Name)?;
    match modifier {
        Some(modifier) if !parameter.kind.takes(modifier) => Err(Odd::Modifier),
        // A type says nothing new.
        Some(_) if matches!(parameter.kind, Kind::Reference(_)) => Ok((parameter, None)),
        modifier => Ok((parameter, modifier.map(str::to_owned))),
    }
}

fn checked(report: &mut Report, name: &str, value: &str) -> String {
    if value.chars().any(char::is_control) {
        report.add(name, "must not hold control characters");
    }
    let alternatives = alternatives(value);
    let long = |text: &&str| text.chars().count() > MAX_TEXT;
    if alternatives.iter().any(long) {
        report.add(name, format!("must have at most {MAX_TEXT} characters"));
    }
    let wordy = |text: &&str| text.split_whitespace().count() > MAX_WORDS;
    if alternatives.iter().any(wordy) {
        report.add(name, format!("must have at most {MAX_WORDS} words"));
    }
    value.to_owned()
}

fn limit(report: &mut Report, name: &str, len: usize, max: usize) {
    if len > max {
        report.add(name, format!("must have at most {max} values"));
    }
}

/// Which page, and whether only the total is asked for: by a `_count` of 0 or a `_summary`. A page
/// larger than there are is the largest one.
fn page(pairs: &[(String, String)]) -> Result<(Page, bool), Error> {
    let last = |name: &str| {
        let mut of_that = pairs.iter().filter(|(known, _)| known == name);
        let value = of_that.next_back().map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    };
    if last("_summary") == Some("count") || last("_count") == Some("0") {
        return Ok((Page::first(1), true));
    }
    let largest = Page::MAX_PER_PAGE.to_string();
    let count = last("_count").map(|text| match text.parse::<u64>() {
        Ok(n) if n > Page::MAX_PER_PAGE => largest.as_str(),
        _ => text,
    });
    let page = Page::parse(last("page"), count).map_err(|error| match error {
        Error::Invalid(mut report) => {
            for error in report.0.iter_mut().filter(|e| e.field == "per_page") {
                "_count".clone_into(&mut error.field);
            }
            Error::Invalid(report)
        }
        other => other,
    })?;
    Ok((page, false))
}

fn is_strict(req: &HttpRequest) -> bool {
    req.headers()
        .get_all("prefer")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']))
        .any(|one| {
            one.trim()
                .replace('"', "")
                .eq_ignore_ascii_case("handling=strict")
        })
}

fn not_supported(unknown: &[String], known: &[Parameter]) -> Problem {
    let names: Vec<&str> = known.iter().map(|known| known.name).collect();
    let message = format!("is not known here; known are {}", names.join(", "));
    let errors = unknown.iter().map(|name| FieldError {
        field: name.clone(),
        message: message.clone(),
        suggestions: None,
    });
    Problem {
        errors: errors.collect(),
        ..Problem::new(
            StatusCode::BAD_REQUEST,
            "parameter.not_supported",
            "Some parameters are not known here.",
        )
    }
}
