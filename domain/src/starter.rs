//! What a new site may begin with: example content that awaits review.

use crate::{Ctx, Result, catalog, content, triage};

/// Loads the questionnaire with its rules, then topics, questions, articles and products. What is
/// there already stays as it is.
pub async fn seed(ctx: &Ctx) -> Result<()> {
    triage::seed(ctx).await?;
    content::seed(ctx).await?;
    catalog::seed(ctx).await
}
