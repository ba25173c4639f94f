//! Files as the registry writes them, of people who do not exist: their NPIs begin with 2, which
//! nobody's does, and their telephones are 555-01xx, which nobody has.

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use footpath_domain::{
    Error,
    directory::import::{Import, Kind, Report, import},
};
use footpath_entity::value::Npi;
use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{App, SYSTEM};

const PLACE: &str = "Provider Business Practice Location Address";
pub const LINE_1: &str = "Provider First Line Business Practice Location Address";
pub const LINE_2: &str = "Provider Second Line Business Practice Location Address";
pub const CITY: &str = "Provider Business Practice Location Address City Name";
pub const STATE: &str = "Provider Business Practice Location Address State Name";
pub const ZIP: &str = "Provider Business Practice Location Address Postal Code";
pub const COUNTRY: &str =
    "Provider Business Practice Location Address Country Code (If outside U.S.)";
pub const PHONE: &str = "Provider Business Practice Location Address Telephone Number";
pub const LAST: &str = "Provider Last Name (Legal Name)";
pub const FIRST: &str = "Provider First Name";
pub const UPDATED: &str = "Last Update Date";
pub const OFF: &str = "NPI Deactivation Date";
pub const ON: &str = "NPI Reactivation Date";
pub const CODE_1: &str = "Healthcare Provider Taxonomy Code_1";

/// The 330 columns of a file of providers, in order.
pub fn columns() -> Vec<String> {
    let mut all: Vec<String> = [
        "NPI",
        "Entity Type Code",
        "Replacement NPI",
        "Employer Identification Number (EIN)",
        "Provider Organization Name (Legal Business Name)",
        LAST,
        FIRST,
        "Provider Middle Name",
        "Provider Name Prefix Text",
        "Provider Name Suffix Text",
        "Provider Credential Text",
        "Provider Other Organization Name",
        "Provider Other Organization Name Type Code",
        "Provider Other Last Name",
        "Provider Other First Name",
        "Provider Other Middle Name",
        "Provider Other Name Prefix Text",
        "Provider Other Name Suffix Text",
        "Provider Other Credential Text",
        "Provider Other Last Name Type Code",
    ]
    .map(str::to_owned)
    .into();
    for kind in ["Mailing", "Practice Location"] {
        all.push(format!("Provider First Line Business {kind} Address"));
        all.push(format!("Provider Second Line Business {kind} Address"));
        for part in [
            "City Name",
            "State Name",
            "Postal Code",
            "Country Code (If outside U.S.)",
            "Telephone Number",
            "Fax Number",
        ] {
            all.push(format!("Provider Business {kind} Address {part}"));
        }
    }
    all.extend(
        [
            "Provider Enumeration Date",
            UPDATED,
            "NPI Deactivation Reason Code",
            OFF,
            ON,
            "Provider Sex Code",
            "Authorized Official Last Name",
            "Authorized Official First Name",
            "Authorized Official Middle Name",
            "Authorized Official Title or Position",
            "Authorized Official Telephone Number",
        ]
        .map(str::to_owned),
    );
    for n in 1..=15 {
        all.push(format!("Healthcare Provider Taxonomy Code_{n}"));
        all.push(format!("Provider License Number_{n}"));
        all.push(format!("Provider License Number State Code_{n}"));
        all.push(format!("Healthcare Provider Primary Taxonomy Switch_{n}"));
    }
    for n in 1..=50 {
        for part in ["", " Type Code", " State", " Issuer"] {
            all.push(format!("Other Provider Identifier{part}_{n}"));
        }
    }
    all.extend(
        [
            "Is Sole Proprietor",
            "Is Organization Subpart",
            "Parent Organization LBN",
            "Parent Organization TIN",
            "Authorized Official Name Prefix Text",
            "Authorized Official Name Suffix Text",
            "Authorized Official Credential Text",
        ]
        .map(str::to_owned),
    );
    all.extend((1..=15).map(|n| format!("Healthcare Provider Taxonomy Group_{n}")));
    all.push("Certification Date".to_owned());
    all
}

/// One row, by the names of its columns.
#[derive(Clone, Debug)]
pub struct Row(BTreeMap<String, Vec<u8>>);

/// The NPI that begins with these nine digits.
pub fn npi(nine: &str) -> Npi {
    Npi::from_nine(nine).unwrap()
}

/// A podiatrist in Boise, last updated in January 2026.
pub fn podiatrist(nine: &str) -> Row {
    blank(nine)
        .set("Entity Type Code", "1")
        .set(LAST, "HALE")
        .set(FIRST, "ROBIN")
        .set("Provider Credential Text", "D.P.M.")
        .set(LINE_1, "12 ARCH STREET")
        .set(CITY, "BOISE")
        .set(STATE, "ID")
        .set(ZIP, "837021234")
        .set(COUNTRY, "US")
        .set(PHONE, "2085550100")
        .set(UPDATED, "01/15/2026")
        .set(CODE_1, "213E00000X")
}

/// A practice at the same address.
pub fn organization(nine: &str, name: &str) -> Row {
    podiatrist(nine)
        .set("Entity Type Code", "2")
        .set("Provider Organization Name (Legal Business Name)", name)
        .set("Employer Identification Number (EIN)", "<UNAVAIL>")
        .set(LAST, "")
        .set(FIRST, "")
        .set("Provider Credential Text", "")
        .set(CODE_1, "261QP1100X")
}

/// As the registry writes whoever is out of use: a number and a date.
pub fn gone(nine: &str, on: &str) -> Row {
    blank(nine).set(OFF, on)
}

fn blank(nine: &str) -> Row {
    Row(BTreeMap::new()).set("NPI", npi(nine).as_str())
}

impl Row {
    #[must_use]
    pub fn set(self, column: &str, value: &str) -> Self {
        self.bytes(column, value.as_bytes())
    }

    /// For what is no UTF-8.
    #[must_use]
    pub fn bytes(mut self, column: &str, value: &[u8]) -> Self {
        self.0.insert(column.to_owned(), value.to_vec());
        self
    }

    /// At another address of the same town.
    #[must_use]
    pub fn at(self, line_1: &str, phone: &str) -> Self {
        self.set(LINE_1, line_1).set(PHONE, phone)
    }

    fn line(&self, columns: &[String]) -> Vec<u8> {
        let fields = columns
            .iter()
            .map(|name| quoted(self.0.get(name).map_or(&[], Vec::as_slice)));
        fields.collect::<Vec<_>>().join(&b","[..])
    }
}

fn quoted(value: &[u8]) -> Vec<u8> {
    let mut field = vec![b'"'];
    for &b in value {
        if b == b'"' {
            field.push(b'"');
        }
        field.push(b);
    }
    field.push(b'"');
    field
}

/// A file of providers.
pub fn file(rows: &[Row]) -> Vec<u8> {
    file_with(&columns(), rows)
}

/// The same with a header of its own; values go by the names of the columns.
pub fn file_with(columns: &[String], rows: &[Row]) -> Vec<u8> {
    for row in rows {
        for name in row.0.keys() {
            assert!(columns.contains(name), "{PLACE}: no column {name}");
        }
    }
    let head = columns.iter().map(|name| quoted(name.as_bytes()));
    let mut all = head.collect::<Vec<_>>().join(&b","[..]);
    all.push(b'\n');
    for row in rows {
        all.extend(row.line(columns));
        all.push(b'\n');
    }
    all
}

/// A file of secondary locations in Boise: number, street, telephone.
pub fn locations(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let place = "Provider Secondary Practice Location Address";
    let head = [
        "NPI".to_owned(),
        format!("{place}- Address Line 1"),
        format!("{place}-  Address Line 2"),
        format!("{place} - City Name"),
        format!("{place} - State Name"),
        format!("{place} - Postal Code"),
        format!("{place} - Country Code (If outside U.S.)"),
        format!("{place} - Telephone Number"),
        format!("{place} - Telephone Extension"),
        "Provider Practice Location Address - Fax Number".to_owned(),
    ];
    let mut lines = vec![head.map(|name| format!("\"{name}\"")).join(",")];
    for (nine, street, phone) in rows {
        lines.push(format!(
            "\"{}\",\"{street}\",\"\",\"BOISE\",\"ID\",\"83702\",\"US\",\"{phone}\",\"\",\"\"",
            npi(nine)
        ));
    }
    (lines.join("\n") + "\n").into_bytes()
}

/// An archive with these files.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().large_file(bytes.len() > 1 << 31);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The list of deactivations as a spreadsheet, as the registry publishes it.
pub fn spreadsheet(rows: &[(&str, &str)]) -> Vec<u8> {
    let mut sheet = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    let title = [
        ("NPPES Deactivated NPI Report", ""),
        ("NPI", "NPPES Deactivation Date"),
    ];
    for (n, (a, b)) in title.iter().chain(rows).enumerate() {
        let n = n + 1;
        let cell = |column, text: &str| {
            format!("<c r=\"{column}{n}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let row = format!("<row r=\"{n}\">{}{}</row>", cell('A', a), cell('B', b));
        sheet.push_str(&row);
    }
    sheet += "</sheetData></worksheet>";
    book(&sheet)
}

/// A spreadsheet around a sheet.
pub fn book(sheet: &str) -> Vec<u8> {
    let types = "<?xml version=\"1.0\"?><Types \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
        Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-\
        officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let rels = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" \
         Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let workbook = format!(
        "<?xml version=\"1.0\"?><workbook \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\">\
         <sheets><sheet name=\"Report\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let inner = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" \
         Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", inner.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// What is to be imported, once it lies in a file.
pub fn what(kind: Kind, path: PathBuf) -> Import {
    Import {
        kind,
        file_name: "registry.csv".to_owned(),
        path,
        locations: None,
        dry_run: false,
    }
}

impl App {
    /// Writes a file beside the site's data.
    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        write(self.folder(), name, bytes)
    }

    pub async fn try_import(&self, what: &Import) -> Result<Report, Error> {
        // Else nobody could tell which was the last.
        self.wait(chrono::TimeDelta::seconds(1));
        import(&self.ctx, &SYSTEM, what, &|_| ControlFlow::Continue(())).await
    }

    /// Imports a file of providers.
    pub async fn providers(&self, bytes: &[u8]) -> Report {
        let what = what(Kind::Nppes, self.put("registry.csv", bytes));
        self.try_import(&what).await.unwrap()
    }

    /// Imports a list of deactivations.
    pub async fn deactivations(&self, bytes: &[u8]) -> Report {
        let what = what(Kind::Deactivations, self.put("out-of-use", bytes));
        self.try_import(&what).await.unwrap()
    }

    /// Why a file of providers was refused.
    pub async fn refusal(&self, kind: Kind, bytes: &[u8]) -> String {
        let what = what(kind, self.put("registry.csv", bytes));
        match self.try_import(&what).await {
            Err(Error::Invalid(report)) => {
                assert_eq!(report.0.len(), 1);
                assert_eq!(report.0[0].field, "file");
                report.0[0].message.clone()
            }
            other => panic!("it was not refused: {other:?}"),
        }
    }

    /// A podiatrist as programs see it; nothing when it is not listed.
    pub async fn listed(&self, nine: &str) -> Option<Value> {
        let answer = self
            .get(&format!("/api/v1/podiatrists/{}", npi(nine)))
            .await;
        match answer.status {
            404 => None,
            _ => Some(answer.expect(200).json()),
        }
    }

    /// The same of somebody who is.
    pub async fn one(&self, nine: &str) -> Value {
        let found = self.listed(nine).await;
        found.unwrap_or_else(|| panic!("{nine} is not listed"))
    }
}

pub fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}
