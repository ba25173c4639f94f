use footpath_entity::kernel::setting;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use super::Tx;
use crate::Result;

/// Notes a fact that the database keeps about itself, in place of what was noted before.
pub(crate) async fn note(tx: &Tx, name: String, value: String) -> Result<()> {
    let row = setting::ActiveModel {
        name: Set(name),
        value: Set(value),
    };
    let replace = OnConflict::column(setting::Column::Name)
        .update_column(setting::Column::Value)
        .to_owned();
    setting::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
