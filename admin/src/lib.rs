//! The editors' console.

use actix_web::web::ServiceConfig;

/// All routes of this room, under `/admin`.
pub fn configure(_cfg: &mut ServiceConfig) {}
