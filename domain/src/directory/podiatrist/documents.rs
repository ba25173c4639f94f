//! What the search index holds of podiatrists.

use footpath_entity::{
    directory::{clinic, podiatrist, practice},
    value::Npi,
};
use footpath_search::{Document, PodiatristDoc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};

use super::{Listed, display_name, listed};
use crate::{Result, directory::clinic::Clinic};

/// One document for each clinic of these podiatrists; none of those whom readers may not see.
pub async fn documents(conn: &impl ConnectionTrait, npis: &[&str]) -> Result<Vec<Document>> {
    // What is no NPI names nobody.
    let npis: Vec<Npi> = npis.iter().filter_map(|npi| npi.parse().ok()).collect();
    let found = listed(conn, &npis).await?;
    let each = found.values().flat_map(|listed| {
        let clinics = listed.clinics.iter().enumerate();
        clinics.map(|(n, clinic)| Document::Podiatrist(document(listed, clinic, n == 0)))
    });
    Ok(each.collect())
}

/// Every podiatrist that may be found.
pub async fn all_ids(conn: &impl ConnectionTrait) -> Result<Vec<String>> {
    let somewhere = Query::select()
        .column((practice::Entity, practice::Column::Npi))
        .from(practice::Entity)
        .inner_join(
            clinic::Entity,
            Expr::col((clinic::Entity, clinic::Column::Id))
                .equals((practice::Entity, practice::Column::ClinicId)),
        )
        .and_where(clinic::Column::Hidden.eq(false))
        .to_owned();
    let ids: Vec<String> = podiatrist::Entity::find()
        .filter(podiatrist::Column::Hidden.eq(false))
        .filter(podiatrist::Column::DeactivatedOn.is_null())
        .filter(podiatrist::Column::Npi.in_subquery(somewhere))
        .select_only()
        .column(podiatrist::Column::Npi)
        .order_by_asc(podiatrist::Column::Npi)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids)
}

fn document(listed: &Listed, clinic: &Clinic, primary: bool) -> PodiatristDoc {
    let specialties = &listed.specialties;
    PodiatristDoc {
        npi: listed.row.npi.to_string(),
        clinic_id: clinic.id.to_string(),
        name: display_name(&listed.row),
        sort_name: listed.row.sort_name.clone(),
        specialties: specialties.iter().map(|s| s.code.to_owned()).collect(),
        specialty_names: specialties.iter().map(|s| s.name.to_owned()).collect(),
        clinic_name: clinic.name.clone(),
        city: clinic.city.clone(),
        state: clinic.state.to_string(),
        postal_code: clinic
            .postal_code
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        lat: clinic.point.map(|point| point.lat),
        lon: clinic.point.map(|point| point.lon),
        accepting_new_patients: listed.row.accepting_new_patients,
        telehealth: listed.row.telehealth,
        accepts_referrals: clinic.accepts_referrals,
        primary,
    }
}
