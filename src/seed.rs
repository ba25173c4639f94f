//! The starter content: idempotent, no clinics.

use footpath_domain::{Ctx, Result, catalog, content, triage};

/// Loads what is missing; what an editor has changed stays.
pub async fn run(ctx: &Ctx) -> Result<()> {
    triage::seed(ctx).await?;
    content::seed(ctx).await?;
    catalog::seed(ctx).await
}
