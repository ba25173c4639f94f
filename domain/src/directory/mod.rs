//! Clinics, podiatrists and places.

pub mod clinic {
    //! Who takes referrals. Until there are clinics, nobody does, and referrals go to the desk.

    use footpath_entity::{id::ClinicId, value::Email};
    use sea_orm::ConnectionTrait;

    use super::place::Point;
    use crate::Result;

    /// A clinic that takes referrals now.
    #[derive(Clone, Debug, PartialEq)]
    pub struct AcceptingClinic {
        pub id: ClinicId,
        pub name: String,
        pub inbox: Email,
        pub distance_miles: Option<f64>,
    }

    pub async fn accepting(
        _conn: &impl ConnectionTrait,
        _id: ClinicId,
    ) -> Result<Option<AcceptingClinic>> {
        Ok(None)
    }

    pub async fn nearest_accepting(
        _conn: &impl ConnectionTrait,
        _center: Point,
        _within_miles: f64,
        _except: &[ClinicId],
    ) -> Result<Option<AcceptingClinic>> {
        Ok(None)
    }
}

pub mod place {
    //! Where things are.

    use footpath_entity::value::PostalCode;

    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Point {
        pub lat: f64,
        pub lon: f64,
    }

    pub struct Place {
        pub point: Point,
    }

    /// Until there is a table of places, none is known.
    pub fn by_postal_code(_code: &PostalCode) -> Option<Place> {
        None
    }
}
