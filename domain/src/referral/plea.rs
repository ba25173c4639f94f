//! A clinic that has opened a referral has perhaps written it down: when the person is erased, it
//! is asked to delete that. The mail names nobody, only a reference that the clinic was shown.

use footpath_entity::{
    id::{AttemptId, ReferralId},
    referral::attempt,
};
use footpath_templates::mail::NoticeMail;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{Ctx, Error, Result, directory::clinic, mail, store::Tx};

const KIND: &str = "clinic_erasure";

/// What a clinic finds its own notes by: shown beside a referral, and in the mail.
pub fn reference(id: AttemptId) -> String {
    let digits = id.to_string().replace('-', "").to_uppercase();
    let end = digits.len().saturating_sub(8);
    format!("R-{}", &digits[end..])
}

pub(super) async fn ask_to_delete(ctx: &Ctx, tx: &Tx, referral: ReferralId) -> Result<()> {
    let opened = attempt::Entity::find()
        .filter(attempt::Column::ReferralId.eq(referral))
        .filter(attempt::Column::OpenedAt.is_not_null())
        .all(tx)
        .await?;
    for one in opened {
        // One that takes no more referrals still has what it wrote down.
        let to = match one.clinic_id {
            Some(id) => clinic::confirmed_inbox(tx, id).await?,
            None => ctx.config.triage_inbox.clone(),
        };
        let Some(to) = to else { continue };
        let day = one.opened_at.unwrap_or(one.created_at);
        let notice = NoticeMail {
            site_name: ctx.config.site_name.clone(),
            subject: "Please delete a referral".to_owned(),
            paragraphs: vec![
                format!(
                    "On {} you opened the referral {}. It has been erased here, as was asked of us.",
                    day.format("%B %-d, %Y"),
                    reference(one.id)
                ),
                "Please delete what you have kept of it, unless the law tells you to keep it."
                    .to_owned(),
            ],
            button: None,
            footer: vec!["You need not answer.".to_owned()],
        };
        let draft = mail::Draft {
            kind: KIND,
            referral: None,
            attempt: None,
            to: &to,
            letter: notice.compose().map_err(Error::internal)?,
        };
        mail::queue(ctx, tx, mail::Key::Site, draft).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_short_and_its_own() {
        let id: AttemptId = "019b76da-a800-7000-8000-0000deadbeef".parse().unwrap();
        assert_eq!(reference(id), "R-DEADBEEF");
    }
}
