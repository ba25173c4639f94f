use actix_web::{HttpRequest, HttpResponse, web::Data};
use footpath_domain::Ctx;
use footpath_web::{Problem, Query};
use serde_json::{Value, json};

use super::{
    answer::{Form, answer},
    location,
    parameter::Parameter,
    part::put,
    practitioner, practitioner_role, questionnaire,
};

/// When what is said here last changed.
const DATE: &str = "2026-11-26";
const RESOURCES: [(&str, &[Parameter]); 4] = [
    (practitioner::TYPE, practitioner::PARAMETERS),
    (practitioner_role::TYPE, practitioner_role::PARAMETERS),
    (location::TYPE, location::PARAMETERS),
    (questionnaire::TYPE, questionnaire::PARAMETERS),
];

/// What this server can do.
pub async fn metadata(
    req: HttpRequest,
    ctx: Data<Ctx>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let form = Form::of(&req, &pairs.0)?;
    answer(&req, form, &statement(&ctx))
}

fn statement(ctx: &Ctx) -> Value {
    let resources = RESOURCES.map(|(kind, parameters)| resource(kind, parameters));
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": DATE,
        "publisher": ctx.config.site_name,
        "kind": "instance",
        "software": { "name": "Footpath", "version": env!("CARGO_PKG_VERSION") },
        "implementation": {
            "description": format!("{}: podiatrists, clinics, the questionnaire", ctx.config.site_name),
            "url": ctx.config.link("/fhir"),
        },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [{
            "mode": "server",
            "documentation": "To be read. Pages hold 1 to 100 resources (_count) and are \
                numbered from 1 (page); follow the links. _summary=count gives the total alone.",
            "security": { "cors": true, "description": "Open to anybody." },
            "resource": resources,
        }],
    })
}

fn resource(kind: &str, parameters: &[Parameter]) -> Value {
    let shown = parameters.iter().filter(|known| known.name != "_include");
    let shown = shown.map(|known| {
        json!({ "name": known.name, "type": known.kind.as_str(), "documentation": known.about })
    });
    let mut resource = json!({
        "type": kind,
        "interaction": [{ "code": "read" }, { "code": "search-type" }],
        "versioning": "no-version",
        "readHistory": false,
        "searchParam": shown.collect::<Vec<_>>(),
    });
    if kind == practitioner_role::TYPE {
        put(
            &mut resource,
            "searchInclude",
            json!(practitioner_role::INCLUDES),
        );
    }
    resource
}
