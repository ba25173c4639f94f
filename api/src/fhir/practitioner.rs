use actix_web::{HttpRequest, HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    directory::exchange::{self, Person, PersonQuery},
};
use footpath_entity::value::Npi;
use footpath_web::{Path, Problem, Query};
use serde_json::{Value, json};

use super::{
    NPI,
    answer::{Form, answer},
    asked::Asked,
    bundle::{found, searchset},
    parameter::{ID, Kind, Parameter, parameter},
    part::{meta, put, telecom, texts, verified},
};

pub const TYPE: &str = "Practitioner";
pub const PARAMETERS: &[Parameter] = &[
    ID,
    parameter(
        "identifier",
        Kind::Token,
        "The NPI, alone or behind http://hl7.org/fhir/sid/us-npi|",
    ),
    parameter(
        "name",
        Kind::Text,
        "Any part of the name; each word begins one",
    ),
    parameter("family", Kind::Text, "The last name"),
    parameter("given", Kind::Text, "The first or the middle name"),
];

/// Podiatrists, in the order of their names.
pub async fn search(
    req: HttpRequest,
    ctx: Data<Ctx>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::parse(&req, pairs.0, PARAMETERS)?;
    let people = exchange::people(&ctx, &query(&asked, &ctx)?, asked.page).await?;
    let entries = people.items.iter();
    let entries = entries.map(|person| found(&ctx, resource(&ctx, person)));
    let bundle = searchset(&ctx, TYPE, &asked, people.total, entries.collect());
    answer(&req, asked.form, &bundle)
}

/// One podiatrist; the id is the NPI.
pub async fn find(
    req: HttpRequest,
    ctx: Data<Ctx>,
    id: Path<String>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let form = Form::of(&req, &pairs.0)?;
    let person = exchange::person(&ctx, &id.0).await?;
    answer(&req, form, &resource(&ctx, &person))
}

fn query(asked: &Asked, ctx: &Ctx) -> Result<PersonQuery, Problem> {
    let npi = |text: &str| text.parse::<Npi>().ok();
    let address = ctx.config.link("/fhir/Practitioner");
    let mut npis = asked.ids("_id", &address, npi)?;
    npis.extend(asked.codes("identifier", NPI, npi)?);
    Ok(PersonQuery {
        npis,
        name: asked.texts("name")?,
        family: asked.texts("family")?,
        given: asked.texts("given")?,
    })
}

pub fn resource(ctx: &Ctx, person: &Person) -> Value {
    let mut name = json!({ "use": "official", "text": person.name });
    put(&mut name, "family", json!(person.last_name));
    let given = [
        Some(person.first_name.as_str()),
        person.middle_name.as_deref(),
    ];
    put(&mut name, "given", texts(given));
    let behind = [person.suffix.as_deref(), person.credential.as_deref()];
    put(&mut name, "suffix", texts(behind));
    let mut practitioner = json!({
        "resourceType": TYPE,
        "id": person.npi,
        "meta": meta(person.updated_at, person.source),
        "identifier": [{
            "use": "official",
            "type": { "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/v2-0203",
                "code": "NPI",
                "display": "National provider identifier",
            }] },
            "system": NPI,
            "value": person.npi,
        }],
        "active": true,
        "name": [name],
    });
    let extensions = verified(ctx, person.verified_on).into_iter();
    put(
        &mut practitioner,
        "extension",
        Value::Array(extensions.collect()),
    );
    let website = telecom(None, person.website.as_deref());
    put(&mut practitioner, "telecom", website);
    let degree = person.credential.iter();
    let degree = degree.map(|words| json!({ "code": { "text": words } }));
    put(
        &mut practitioner,
        "qualification",
        Value::Array(degree.collect()),
    );
    let spoken = person.languages.iter();
    let spoken = spoken.map(|language| json!({ "text": language }));
    put(
        &mut practitioner,
        "communication",
        Value::Array(spoken.collect()),
    );
    practitioner
}
