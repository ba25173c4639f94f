//! Nothing that is sent to any public address may break the site: every refusal is a typed 4xx.
//!
//! The addresses of the API, with their parameters and bodies, are read from the document that
//! the site serves; those of the pages from where the rooms register them.

mod bodies;
pub mod document;
mod form;
mod headers;
mod methods;
pub mod nasty;
mod pages;
mod parameters;
mod probe;
mod raw;
pub mod routes;
mod world;
