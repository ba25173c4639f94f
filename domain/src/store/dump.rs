//! The whole database as rows of SQL literals, read in one snapshot while others write, and read
//! back into an empty one of the same kind.

use futures::{TryStreamExt, future::ready};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, IsolationLevel, Statement,
    StreamTrait, TransactionTrait,
};

use super::{
    Store, Tx,
    table::{Table, tables},
};
use crate::{Error, Result};

/// The database as it was at one moment.
pub struct Snapshot(DatabaseTransaction);

impl Store {
    pub async fn snapshot(&self) -> Result<Snapshot> {
        let (isolation, access) = match self.backend() {
            // A reader's transaction is a snapshot there anyway.
            DbBackend::Sqlite => (None, None),
            _ => (
                Some(IsolationLevel::RepeatableRead),
                Some(AccessMode::ReadOnly),
            ),
        };
        Ok(Snapshot(
            self.read.begin_with_config(isolation, access).await?,
        ))
    }

    /// Whether there is no table yet.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(tables(&self.write).await?.is_empty())
    }
}

impl Snapshot {
    /// Those that others refer to first.
    pub async fn tables(&self) -> Result<Vec<Table>> {
        tables(&self.0).await
    }

    /// Hands each row of a table to `take`, as literals in the order of its columns; in the
    /// order of the first columns, so that two dumps of the same rows are the same.
    pub async fn rows(
        &self,
        table: &Table,
        mut take: impl FnMut(Vec<String>) -> Result<()>,
    ) -> Result<()> {
        let backend = ConnectionTrait::get_database_backend(&self.0);
        let literals = table.columns.iter().map(|column| match backend {
            DbBackend::Sqlite => format!("quote(\"{column}\")"),
            _ => format!("quote_nullable(\"{column}\"::text)"),
        });
        let literals = literals.collect::<Vec<_>>().join(", ");
        let array = match backend {
            DbBackend::Sqlite => format!("json_array({literals})"),
            _ => format!("json_build_array({literals})::text"),
        };
        let order =
            (1..=table.columns.len().min(3)).map(|n| format!("\"{}\"", table.columns[n - 1]));
        let order = order.collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT {array} AS row FROM \"{}\" ORDER BY {order}",
            table.name
        );
        let rows = self
            .0
            .stream_raw(Statement::from_string(backend, sql))
            .await?;
        rows.map_err(Error::from)
            .try_for_each(|row| {
                let taken = row
                    .try_get::<String>("", "row")
                    .map_err(Error::from)
                    .and_then(|row| serde_json::from_str(&row).map_err(Error::internal))
                    .and_then(&mut take);
                ready(taken)
            })
            .await
    }
}

/// Puts a row of literals back.
pub async fn load(tx: &Tx, table: &Table, row: &[String]) -> Result<()> {
    insert(tx, table, row, "").await
}

/// Puts a row of literals back, unless it is there.
pub async fn load_if_new(tx: &Tx, table: &Table, row: &[String]) -> Result<()> {
    insert(tx, table, row, " ON CONFLICT DO NOTHING").await
}

async fn insert(tx: &Tx, table: &Table, row: &[String], end: &str) -> Result<()> {
    let columns = table.columns.iter();
    let columns: Vec<_> = columns.map(|name| format!("\"{name}\"")).collect();
    if !row.iter().all(|literal| is_literal(literal)) || row.len() != columns.len() {
        return Err(Error::invalid(
            "backup",
            format!("holds a row of {} that is none", table.name),
        ));
    }
    let sql = format!(
        "INSERT INTO \"{}\" ({}) VALUES ({}){end}",
        table.name,
        columns.join(", "),
        row.join(", ")
    );
    tx.execute_unprepared(&sql).await?;
    Ok(())
}

/// After the last row: what is erased stays erased, and counters go on where they were.
pub async fn finish_load(tx: &Tx) -> Result<()> {
    tx.execute_unprepared(
        "DELETE FROM subject_key WHERE id IN (SELECT subject_key_id FROM erasure)",
    )
    .await?;
    // How far a shared search server had read; it may hold something else by now.
    tx.execute_unprepared("DELETE FROM setting WHERE name LIKE 'search.%'")
        .await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(
            "SELECT setval(pg_get_serial_sequence('search_change', 'seq'), \
             (SELECT coalesce(max(seq), 1) FROM search_change))",
        )
        .await?;
    }
    Ok(())
}

/// `NULL`, a number, `'text'`, `X'00'` or `E'text'`: nothing that a statement could hide in.
fn is_literal(text: &str) -> bool {
    let number = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
    };
    let escaped = text.starts_with(['E', 'e']) && text[1..].starts_with('\'');
    let quoted = text.strip_prefix(['X', 'E']).unwrap_or(text);
    let inside = quoted
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    match inside {
        None => text == "NULL" || number(text),
        Some(inside) => {
            let rest = inside.replace("''", "");
            let rest = if escaped {
                rest.replace("\\\\", "")
            } else {
                rest
            };
            !(rest.contains('\'') || escaped && rest.contains('\\'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_literals_are_put_back() {
        for good in [
            "NULL",
            "12",
            "-1.5e-3",
            "''",
            "'it''s'",
            "X'00FF'",
            r"E'\\x00'",
            r"'\x00'",
        ] {
            assert!(is_literal(good), "{good}");
        }
        for bad in [
            "",
            "now()",
            "'a'); DROP TABLE faq; --'",
            "'a' || 'b'",
            r"E'\' OR 1=1 --'",
            "'",
            "X'00'; --",
        ] {
            assert!(!is_literal(bad), "{bad}");
        }
    }
}
