use std::borrow::Cow;

use footpath_entity::{id::MailId, referral::mail};
use mail_parser::MessageParser;

use super::mask;
use crate::{
    Actor, Ctx, Result,
    mail::{self as mails, unseal},
    policy::{self, Action},
};

/// A mail as it looks, without what opens anything and without whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub row: mail::Model,
    /// Absent once the mail was erased.
    pub words: Option<Words>,
}

/// What a mail says, masked.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub to: String,
    pub subject: String,
    /// The plain part.
    pub text: String,
}

/// One mail.
pub async fn look(ctx: &Ctx, actor: &Actor, id: MailId) -> Result<Look> {
    policy::require(actor, Action::CareManage)?;
    let row = mails::find(ctx, id).await?;
    let words = unseal(ctx, &row).await?.map(|opened| {
        let message = MessageParser::default().parse(opened.bytes.as_slice());
        let text = message.and_then(|message| message.body_text(0).map(Cow::into_owned));
        Words {
            to: mask::address(&opened.to),
            subject: mask::text(&opened.subject),
            text: mask::text(&text.unwrap_or_default()),
        }
    });
    Ok(Look { row, words })
}
