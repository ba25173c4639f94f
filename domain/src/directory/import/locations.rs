//! Secondary practice locations, from the registry's own file of them.

use std::{collections::HashMap, path::Path};

use footpath_entity::value::Npi;

use super::{
    Refused,
    fields::{self, text},
    gather::{Numbers, number},
    header::LocationsHeader,
    lines::{Line, Lines},
    record::RawPlace,
    source::{self, Member},
    tidy::{self, Place},
};

/// Places by the number of whoever practises there, in the order of the file.
pub type Locations = HashMap<u64, Vec<Place>>;

/// Reads the places of `wanted`; of others, and places abroad, it takes no notice.
pub fn locations(path: &Path, wanted: &Numbers) -> Result<Locations, Refused> {
    let mut header = None;
    let mut found = Locations::new();
    let mut lines = Lines::default();
    let mut take = |line: Line<'_>| row(line, &mut header, wanted, &mut found);
    source::stream(path, Member::Locations, &mut |chunk, _| {
        lines.feed(&chunk, &mut take)
    })?;
    lines.end(&mut take)?;
    match header {
        None => Err(Refused::new("of secondary locations is empty")),
        Some(_) => Ok(found),
    }
}

fn row(
    line: Line<'_>,
    header: &mut Option<LocationsHeader>,
    wanted: &Numbers,
    found: &mut Locations,
) -> Result<(), Refused> {
    if line.bytes.is_empty() {
        return Ok(());
    }
    let Some(header) = header else {
        *header = Some(LocationsHeader::parse(line.bytes)?);
        return Ok(());
    };
    let row = fields::split(line.bytes)?;
    if row.len() < header.columns {
        return Err(Refused(format!(
            "of secondary locations is cut short: the row at line {} has {} of {} columns",
            line.number,
            row.len(),
            header.columns
        )));
    }
    let Ok(npi) = text(&row, header.npi).parse::<Npi>() else {
        return Ok(());
    };
    let npi = number(&npi);
    if !wanted.contains(&npi) {
        return Ok(());
    }
    let raw = RawPlace::read(&header.place, &row);
    if raw.is_domestic() {
        found.entry(npi).or_default().extend(tidy::place(&raw));
    }
    Ok(())
}
