use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    directory::exchange::{self, Role, RoleId, RoleQuery},
};
use footpath_entity::{id::ClinicId, value::Npi};
use footpath_web::{Path, Problem, Query};
use serde_json::{Value, json};

use super::{
    NPI, TAXONOMY,
    answer::{Form, answer},
    asked::Asked,
    bundle::{found, included, searchset},
    location,
    parameter::{ID, Kind, Parameter, parameter},
    part::{extension, meta, put, reference, telecom},
    practitioner,
};

pub const TYPE: &str = "PractitionerRole";
pub const INCLUDES: [&str; 2] = ["PractitionerRole:practitioner", "PractitionerRole:location"];
pub const PARAMETERS: &[Parameter] = &[
    ID,
    parameter(
        "practitioner",
        Kind::Reference(practitioner::TYPE),
        "Who practises there",
    ),
    parameter(
        "practitioner.identifier",
        Kind::Token,
        "The NPI of whoever practises there",
    ),
    parameter("location", Kind::Reference(location::TYPE), "Where"),
    parameter(
        "specialty",
        Kind::Token,
        "The taxonomy code, alone or behind http://nucc.org/provider-taxonomy|",
    ),
    parameter(
        "_include",
        Kind::Special,
        "Whoever or wherever is meant, as well",
    ),
];
const PLAN_NET: &str = "http://hl7.org/fhir/us/davinci-pdex-plan-net";

/// Who practises where.
pub async fn search(
    req: HttpRequest,
    ctx: Data<Ctx>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::parse(&req, pairs.0, PARAMETERS)?;
    let [people, sites] = asked.included(INCLUDES)?;
    let roles = exchange::roles(&ctx, &query(&asked, &ctx)?, asked.page).await?;
    let matches = roles.items.iter();
    let matches = matches.map(|role| found(&ctx, resource(&ctx, role)));
    let mut entries: Vec<Value> = matches.collect();
    if people {
        entries.extend(whom(&ctx, &roles.items));
    }
    if sites {
        entries.extend(places(&ctx, &roles.items));
    }
    let bundle = searchset(&ctx, TYPE, &asked, roles.total, entries);
    answer(&req, asked.form, &bundle)
}

/// One podiatrist at one clinic; the id is the NPI, a hyphen and the clinic's id.
pub async fn find(
    req: HttpRequest,
    ctx: Data<Ctx>,
    id: Path<String>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let form = Form::of(&req, &pairs.0)?;
    let role = exchange::role(&ctx, &id.0).await?;
    answer(&req, form, &resource(&ctx, &role))
}

fn query(asked: &Asked, ctx: &Ctx) -> Result<RoleQuery, Problem> {
    let address = |kind: &str| ctx.config.link(&format!("/fhir/{kind}"));
    let npi = |text: &str| text.parse::<Npi>().ok();
    let clinic = |text: &str| text.parse::<ClinicId>().ok();
    let role = |text: &str| text.parse::<RoleId>().ok();
    let code = |text: &str| Some(text.to_owned());
    let mut npis = asked.ids("practitioner", &address(practitioner::TYPE), npi)?;
    npis.extend(asked.codes("practitioner.identifier", NPI, npi)?);
    Ok(RoleQuery {
        ids: asked.ids("_id", &address(TYPE), role)?,
        npis,
        clinics: asked.ids("location", &address(location::TYPE), clinic)?,
        specialties: asked.codes("specialty", TAXONOMY, code)?,
    })
}

/// Each podiatrist once.
fn whom<'a>(ctx: &'a Ctx, roles: &'a [Role]) -> impl Iterator<Item = Value> {
    let mut known = HashSet::new();
    let new = roles
        .iter()
        .filter(move |role| known.insert(&role.person.npi));
    new.map(|role| included(ctx, practitioner::resource(ctx, &role.person)))
}

/// Each clinic once.
fn places<'a>(ctx: &'a Ctx, roles: &'a [Role]) -> impl Iterator<Item = Value> {
    let mut known = HashSet::new();
    let new = roles
        .iter()
        .filter(move |role| known.insert(role.site.clinic.id));
    new.map(|role| included(ctx, location::resource(ctx, &role.site)))
}

fn resource(ctx: &Ctx, role: &Role) -> Value {
    let Role { person, site } = role;
    let specialties = person.specialties.iter().map(|specialty| {
        json!({ "coding": [{
            "system": TAXONOMY,
            "code": specialty.code,
            "display": specialty.name,
        }] })
    });
    let mut practising = json!({
        "resourceType": TYPE,
        "id": role.id().to_string(),
        "meta": meta(person.updated_at.max(site.updated_at), person.source),
        "active": true,
        "practitioner": reference(practitioner::TYPE, &person.npi, &person.name),
        "location": [reference(location::TYPE, site.clinic.id, &site.clinic.name)],
    });
    let telehealth = person.telehealth;
    let telehealth =
        telehealth.map(|seen| extension(ctx, "telehealth", "valueBoolean", json!(seen)));
    let extensions = person.accepting_new_patients.map(new_patients);
    let extensions = extensions.into_iter().chain(telehealth);
    put(
        &mut practising,
        "extension",
        Value::Array(extensions.collect()),
    );
    put(
        &mut practising,
        "specialty",
        Value::Array(specialties.collect()),
    );
    let website = site.clinic.website.as_deref();
    let telecom = telecom(site.clinic.phone.as_deref(), website);
    put(&mut practising, "telecom", telecom);
    practising
}

/// <http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition-newpatients.html>
fn new_patients(accepting: bool) -> Value {
    let (code, display) = if accepting {
        ("newpt", "Accepting")
    } else {
        ("existptonly", "Accepting existing patients")
    };
    json!({
        "url": format!("{PLAN_NET}/StructureDefinition/newpatients"),
        "extension": [{
            "url": "acceptingPatients",
            "valueCodeableConcept": { "coding": [{
                "system": format!("{PLAN_NET}/CodeSystem/AcceptingPatientsCS"),
                "code": code,
                "display": display,
            }] },
        }],
    })
}
