use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Error, Result};

/// A table as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
}

/// Which steps made the schema.
const STEPS: &str = "seaql_migrations";

/// All tables, those that others refer to first.
pub(super) async fn tables(conn: &impl ConnectionTrait) -> Result<Vec<Table>> {
    let (columns, references) = match conn.get_database_backend() {
        DbBackend::Sqlite => (
            "SELECT m.name AS a, c.name AS b FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid",
            "SELECT m.name AS a, f.\"table\" AS b \
             FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
        ),
        _ => (
            "SELECT c.table_name::text AS a, c.column_name::text AS b \
             FROM information_schema.columns c \
             JOIN information_schema.tables t USING (table_schema, table_name) \
             WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' \
             ORDER BY c.table_name, c.ordinal_position",
            "SELECT r.conrelid::regclass::text AS a, r.confrelid::regclass::text AS b \
             FROM pg_constraint r WHERE r.contype = 'f'",
        ),
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in pairs(conn, columns).await? {
        if table != STEPS {
            found.entry(table).or_default().push(column);
        }
    }
    let references = pairs(conn, references).await?;
    sorted(found, &references)
}

async fn pairs(conn: &impl ConnectionTrait, sql: &str) -> Result<Vec<(String, String)>> {
    let query = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(query).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "a")?, row.try_get("", "b")?)))
        .collect()
}

fn sorted(
    mut left: BTreeMap<String, Vec<String>>,
    references: &[(String, String)],
) -> Result<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    while !left.is_empty() {
        let waiting: BTreeSet<&str> = left.keys().map(String::as_str).collect();
        let free = waiting.iter().copied().find(|table| {
            let mut needs = references.iter().filter(|(from, _)| from == table);
            needs.all(|(_, to)| to == table || !waiting.contains(to.as_str()))
        });
        let Some(name) = free.map(str::to_owned) else {
            return Err(Error::internal("tables refer to each other in a circle"));
        };
        let columns = left.remove(&name).unwrap_or_default();
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_refer_to_comes_first() {
        let tables = ["a", "b", "c"].map(|name| (name.to_owned(), Vec::new()));
        let references = [("a", "b"), ("b", "c"), ("c", "c")];
        let references = references.map(|(from, to)| (from.to_owned(), to.to_owned()));
        let order: Vec<_> = sorted(tables.into(), &references)
            .unwrap()
            .into_iter()
            .map(|table| table.name)
            .collect();
        assert_eq!(order, ["c", "b", "a"]);
        let circle = [("a", "b"), ("b", "a")];
        let circle = circle.map(|(from, to)| (from.to_owned(), to.to_owned()));
        let tables = ["a", "b"].map(|name| (name.to_owned(), Vec::new()));
        assert!(sorted(tables.into(), &circle).is_err());
    }
}
