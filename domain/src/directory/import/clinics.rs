//! Clinics as the differences of a dry run show them: by their address and telephone number.

use std::collections::HashMap;

use footpath_entity::{
    directory::{EditedFields, clinic},
    id::ClinicId,
    value::{PostalCode, State},
};
use sea_orm::{DerivePartialModel, EntityTrait};

use super::places::NewPhone;
use crate::{
    Ctx, Result,
    directory::{clinic::city_line, phone},
};

/// Those of the directory, and those that the run would make.
pub struct Clinics(HashMap<ClinicId, Shown>);

#[derive(DerivePartialModel)]
#[sea_orm(entity = "clinic::Entity")]
struct Shown {
    id: ClinicId,
    address_1: String,
    address_2: Option<String>,
    city: String,
    state: State,
    postal_code: Option<PostalCode>,
    phone: Option<String>,
    edited: EditedFields,
    hidden: bool,
}

impl Clinics {
    pub async fn load(ctx: &Ctx) -> Result<Self> {
        let rows: Vec<Shown> = clinic::Entity::find()
            .into_partial_model()
            .all(ctx.store.read())
            .await?;
        Ok(Self(rows.into_iter().map(|row| (row.id, row)).collect()))
    }

    /// Those that a batch would make.
    pub fn add(&mut self, made: Vec<clinic::Model>) {
        let made = made.into_iter().map(Shown::from);
        self.0.extend(made.map(|row| (row.id, row)));
    }

    /// Gives a clinic its new number; answers what it was and is now. Nothing where the number is
    /// that of staff.
    pub fn ring(&mut self, new: &NewPhone) -> Option<[String; 2]> {
        let clinic = self.0.get_mut(&new.clinic)?;
        if clinic.edited.0.iter().any(|field| field == "phone") {
            return None;
        }
        let before = std::mem::replace(&mut clinic.phone, new.phone.clone());
        Some([before.as_deref(), new.phone.as_deref()].map(spoken))
    }

    pub fn is_hidden(&self, id: ClinicId) -> bool {
        self.0.get(&id).is_some_and(|clinic| clinic.hidden)
    }

    /// In this order, such as `12 Arch Street, Boise, ID 83702, (208) 555-0100`.
    pub fn told(&self, ids: &[ClinicId]) -> String {
        let known = ids.iter().filter_map(|id| self.0.get(id));
        known.map(Shown::line).collect::<Vec<_>>().join("; ")
    }
}

impl Shown {
    fn line(&self) -> String {
        let suite = self.address_2.clone().unwrap_or_default();
        let city = city_line(&self.city, &self.state, self.postal_code.as_ref());
        let number = spoken(self.phone.as_deref());
        let mut parts = vec![self.address_1.clone(), suite, city, number];
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

impl From<clinic::Model> for Shown {
    fn from(row: clinic::Model) -> Self {
        Self {
            id: row.id,
            address_1: row.address_1,
            address_2: row.address_2,
            city: row.city,
            state: row.state,
            postal_code: row.postal_code,
            phone: row.phone,
            edited: row.edited,
            hidden: row.hidden,
        }
    }
}

fn spoken(number: Option<&str>) -> String {
    number.map(phone::spoken).unwrap_or_default()
}
