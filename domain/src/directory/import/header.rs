//! Where the columns are, by their names: the registry has changed their number more than once.

use super::Refused;

/// Taxonomy slots of a row.
pub const SLOTS: usize = 15;

/// Positions in a row, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub npi: usize,
    pub entity_type: usize,
    pub organization: usize,
    pub last_name: usize,
    pub first_name: usize,
    pub middle_name: usize,
    pub suffix: usize,
    pub credential: usize,
    pub place: PlaceColumns,
    pub last_update: usize,
    pub deactivated: usize,
    pub reactivated: usize,
    pub taxonomies: [usize; SLOTS],
    /// How many columns a whole row has.
    pub columns: usize,
}

/// Positions of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceColumns {
    pub line_1: usize,
    pub line_2: usize,
    pub city: usize,
    pub state: usize,
    pub postal_code: usize,
    pub country: usize,
    pub phone: usize,
}

impl Header {
    /// Reads the first row of a file of providers; a file that lacks columns is refused, naming
    /// them.
    pub fn parse(row: &[u8]) -> Result<Self, Refused> {
        let mut names = Names::of(row)?;
        let practice = "Provider Business Practice Location Address";
        let header = Self {
            npi: names.at("NPI"),
            entity_type: names.at("Entity Type Code"),
            organization: names.at("Provider Organization Name (Legal Business Name)"),
            last_name: names.at("Provider Last Name (Legal Name)"),
            first_name: names.at("Provider First Name"),
            middle_name: names.at("Provider Middle Name"),
            suffix: names.at("Provider Name Suffix Text"),
            credential: names.at("Provider Credential Text"),
            place: PlaceColumns {
                line_1: names.at("Provider First Line Business Practice Location Address"),
                line_2: names.at("Provider Second Line Business Practice Location Address"),
                city: names.at(&format!("{practice} City Name")),
                state: names.at(&format!("{practice} State Name")),
                postal_code: names.at(&format!("{practice} Postal Code")),
                country: names.at(&format!("{practice} Country Code (If outside U.S.)")),
                phone: names.at(&format!("{practice} Telephone Number")),
            },
            last_update: names.at("Last Update Date"),
            deactivated: names.at("NPI Deactivation Date"),
            reactivated: names.at("NPI Reactivation Date"),
            taxonomies: std::array::from_fn(|n| {
                names.at(&format!("Healthcare Provider Taxonomy Code_{}", n + 1))
            }),
            columns: names.all.len(),
        };
        names.finish("a file of providers from the national registry (npidata_pfile_….csv)")?;
        Ok(header)
    }
}

/// Where the columns of a file of secondary locations are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationsHeader {
    pub npi: usize,
    pub place: PlaceColumns,
    pub columns: usize,
}

impl LocationsHeader {
    pub fn parse(row: &[u8]) -> Result<Self, Refused> {
        let mut names = Names::of(row)?;
        let place = "Provider Secondary Practice Location Address -";
        let header = Self {
            npi: names.at("NPI"),
            place: PlaceColumns {
                line_1: names.at(&format!("{place} Address Line 1")),
                line_2: names.at(&format!("{place} Address Line 2")),
                city: names.at(&format!("{place} City Name")),
                state: names.at(&format!("{place} State Name")),
                postal_code: names.at(&format!("{place} Postal Code")),
                country: names.at(&format!("{place} Country Code (If outside U.S.)")),
                phone: names.at(&format!("{place} Telephone Number")),
            },
            columns: names.all.len(),
        };
        names
            .finish("a file of secondary locations from the national registry (pl_pfile_….csv)")?;
        Ok(header)
    }
}

/// The names of a header, and which were looked for in vain.
struct Names {
    all: Vec<String>,
    missing: Vec<String>,
}

impl Names {
    fn of(row: &[u8]) -> Result<Self, Refused> {
        let row = row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row);
        let fields = super::fields::split(row)?;
        Ok(Self {
            all: fields
                .iter()
                .map(|name| folded(&String::from_utf8_lossy(name)))
                .collect(),
            missing: Vec::new(),
        })
    }

    fn at(&mut self, name: &str) -> usize {
        let wanted = folded(name);
        if let Some(at) = self.all.iter().position(|known| *known == wanted) {
            return at;
        }
        self.missing.push(name.to_owned());
        0
    }

    fn finish(self, what: &str) -> Result<(), Refused> {
        if self.missing.is_empty() {
            return Ok(());
        }
        Err(Refused(format!(
            "is not {what}: it lacks the columns {}",
            self.missing.join(", ")
        )))
    }
}

/// Lower case, white space and the spaces around dashes folded: the registry is not consistent.
fn folded(name: &str) -> String {
    let name = name.to_lowercase().replace('-', " - ");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let Err(why) = Header::parse(b"\"NPI\",\"Entity Type Code\",\"x\"") else {
            panic!("it passed")
        };
        assert!(
            why.0.contains("Provider Last Name (Legal Name)"),
            "{}",
            why.0
        );
        assert!(
            why.0.ends_with("Healthcare Provider Taxonomy Code_15"),
            "{}",
            why.0
        );
        assert!(!why.0.contains("Entity"), "{}", why.0);
    }

    #[test]
    fn dashes_and_spaces_do_not_matter() {
        let row = "\"NPI\",\"Provider Secondary Practice Location Address- Address Line 1\",\
            \"Provider Secondary Practice Location Address-  Address Line 2\",\
            \"Provider Secondary Practice Location Address - City Name\",\
            \"Provider Secondary Practice Location Address - State Name\",\
            \"Provider Secondary Practice Location Address - Postal Code\",\
            \"Provider Secondary Practice Location Address - Country Code (If outside U.S.)\",\
            \"Provider Secondary Practice Location Address - Telephone Number\",\
            \"Provider Secondary Practice Location Address - Telephone Extension\",\
            \"Provider Practice Location Address - Fax Number\"";
        let header = LocationsHeader::parse(row.as_bytes()).unwrap();
        assert_eq!((header.place.phone, header.columns), (7, 10));
    }
}
