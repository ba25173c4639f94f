use actix_web::{HttpRequest, HttpResponse, web::Data};
use footpath_domain::{
    Ctx,
    directory::exchange::{self, ClinicQuery, Site},
};
use footpath_entity::id::ClinicId;
use footpath_web::{Path, Problem, Query};
use serde_json::{Value, json};

use super::{
    answer::{Form, answer},
    asked::Asked,
    bundle::{entry, found, searchset},
    near::{Unit, distance, near},
    parameter::{ID, Kind, Parameter, parameter},
    part::{address, extension, meta, put, telecom, verified},
};

pub const TYPE: &str = "Location";
pub const PARAMETERS: &[Parameter] = &[
    ID,
    parameter(
        "near",
        Kind::Special,
        "latitude|longitude|distance|units, the nearest first; without units in km, without a \
         distance 25 miles; units km, m, mi, [mi_i] or [mi_us]",
    ),
    parameter("name", Kind::Text, "The clinic's name"),
    parameter("address-city", Kind::Text, "The city"),
    parameter("address-state", Kind::Text, "The state, two letters"),
    parameter("address-postalcode", Kind::Text, "The ZIP code"),
];

/// Clinics with somebody who practises there: the nearest first, or by name.
pub async fn search(
    req: HttpRequest,
    ctx: Data<Ctx>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::parse(&req, pairs.0, PARAMETERS)?;
    let around = asked.once("near")?.map(near).transpose()?;
    let query = ClinicQuery {
        near: around.map(|(near, _)| near),
        ..query(&asked, &ctx)?
    };
    let sites = exchange::sites(&ctx, &query, asked.page).await?;
    let unit = around.map(|(_, unit)| unit);
    let entries = sites.items.iter().map(|site| listed(&ctx, site, unit));
    let bundle = searchset(&ctx, TYPE, &asked, sites.total, entries.collect());
    answer(&req, asked.form, &bundle)
}

/// One clinic.
pub async fn find(
    req: HttpRequest,
    ctx: Data<Ctx>,
    id: Path<String>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let form = Form::of(&req, &pairs.0)?;
    let site = exchange::site(&ctx, &id.0).await?;
    answer(&req, form, &resource(&ctx, &site))
}

fn query(asked: &Asked, ctx: &Ctx) -> Result<ClinicQuery, Problem> {
    let clinic = |text: &str| text.parse::<ClinicId>().ok();
    Ok(ClinicQuery {
        ids: asked.ids("_id", &ctx.config.link("/fhir/Location"), clinic)?,
        name: asked.texts("name")?,
        city: asked.texts("address-city")?,
        state: asked.texts("address-state")?,
        postal_code: asked.texts("address-postalcode")?,
        near: None,
    })
}

/// With how far it is, where a point was asked for.
fn listed(ctx: &Ctx, site: &Site, unit: Option<Unit>) -> Value {
    let resource = resource(ctx, site);
    match site.distance_km.zip(unit) {
        Some((km, unit)) => {
            let far = json!({ "extension": [distance(km, unit)], "mode": "match" });
            entry(ctx, resource, far)
        }
        None => found(ctx, resource),
    }
}

pub fn resource(ctx: &Ctx, site: &Site) -> Value {
    let clinic = &site.clinic;
    let mut location = json!({
        "resourceType": TYPE,
        "id": clinic.id.0,
        "meta": meta(site.updated_at, clinic.source),
        "status": "active",
        "mode": "instance",
        "type": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
            "code": "POD",
            "display": "Podiatry clinic",
        }] }],
        "address": address(clinic),
    });
    let extensions = verified(ctx, site.verified_on).into_iter();
    put(
        &mut location,
        "extension",
        Value::Array(extensions.collect()),
    );
    put(&mut location, "name", json!(clinic.name));
    let telecom = telecom(clinic.phone.as_deref(), clinic.website.as_deref());
    put(&mut location, "telecom", telecom);
    put(&mut location, "position", position(ctx, site));
    location
}

/// With how well it is known: most are the middle of a ZIP code.
fn position(ctx: &Ctx, site: &Site) -> Option<Value> {
    let point = site.clinic.point?;
    let mut position = json!({ "longitude": point.lon, "latitude": point.lat });
    if let Some(precision) = site.clinic.precision {
        let code = json!(precision.as_str());
        position["extension"] = json!([extension(ctx, "position-precision", "valueCode", code)]);
    }
    Some(position)
}
