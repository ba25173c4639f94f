//! A list as JSON, put together from listings that are each rendered once: most of a list is the
//! same for everybody who asks for it.

use footpath_domain::directory::{
    NearAnswer, Nearby,
    podiatrist::{Listing, Rendering},
};
use footpath_web::reply;
use serde_json::{Result, to_vec, to_writer};

use super::view::{ListingView, NearMeta, tenths};

/// What comes before a listing's distance. No string holds this, as its quotes would be escaped.
const DISTANCE: &[u8] = b"\"distance_miles\":";
/// The distance of a listing that nobody has asked for from anywhere.
const NONE: &[u8] = b"null";

/// The bytes of a `NearView`.
pub struct List<'a> {
    rows: Vec<(&'a Rendering, Option<f64>)>,
    meta: Vec<u8>,
}

impl<'a> List<'a> {
    pub fn of(answer: &'a NearAnswer) -> Result<Self> {
        let row = |found: &'a Nearby| {
            let listing = found
                .listing
                .rendered
                .get_or_render(|| render(&found.listing))?;
            Ok((listing, found.distance_miles.map(tenths)))
        };
        Ok(Self {
            rows: answer.found.items.iter().map(row).collect::<Result<_>>()?,
            meta: to_vec(&NearMeta::of(answer))?,
        })
    }

    /// A validator of the bytes: the hash of what they are made of.
    pub fn etag(&self) -> Result<String> {
        let mut parts = self.meta.clone();
        for (listing, distance) in &self.rows {
            parts.extend_from_slice(listing.tag.as_bytes());
            to_writer(&mut parts, distance)?;
        }
        Ok(reply::etag(&parts))
    }

    pub fn json(&self) -> Result<Vec<u8>> {
        let rows = self.rows.iter();
        let long: usize = rows
            .map(|(listing, _)| listing.before.len() + listing.after.len() + 8)
            .sum();
        let mut json = Vec::with_capacity(long + self.meta.len() + 32);
        json.extend_from_slice(b"{\"data\":[");
        for (n, (listing, distance)) in self.rows.iter().enumerate() {
            if n > 0 {
                json.push(b',');
            }
            json.extend_from_slice(&listing.before);
            to_writer(&mut json, distance)?;
            json.extend_from_slice(&listing.after);
        }
        json.extend_from_slice(b"],\"meta\":");
        json.extend_from_slice(&self.meta);
        json.push(b'}');
        Ok(json)
    }
}

fn render(listing: &Listing) -> Result<Rendering> {
    let json = to_vec(&ListingView::of(listing))?;
    let at = memchr::memmem::find(&json, DISTANCE).map_or(json.len(), |at| at + DISTANCE.len());
    let (before, rest) = json.split_at(at);
    Ok(Rendering {
        before: before.into(),
        after: rest.strip_prefix(NONE).unwrap_or(rest).into(),
        tag: reply::etag(&json),
    })
}
