//! Mail that comes back: a report (RFC 3464) to the bounce address names the mail that could not
//! be delivered.

use footpath_entity::referral::{
    mail::{Column, Entity, Status},
    suppression::Reason,
};
use mail_parser::{MessageParser, MimeHeaders};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter,
};

use super::{
    suppress::{is_desk, suppress},
    unseal,
};
use crate::{Ctx, Error, Result, referral};

/// The Message-ID, with its brackets, of the mail that a delivery report says has failed for
/// good. `None` for what is no such report, or tells of a delay only.
pub fn original(report: &[u8]) -> Option<String> {
    let message = MessageParser::default().parse(report)?;
    let mut failed = false;
    let mut id = None;
    for part in &message.parts {
        let kind = part.content_type()?;
        let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
        let text = || String::from_utf8_lossy(part.contents()).into_owned();
        match (kind.ctype().to_ascii_lowercase().as_str(), subtype.as_str()) {
            ("message", "delivery-status") => {
                let says = |name: &str, value: &str| {
                    text().lines().any(|line| {
                        let (head, rest) = line.split_once(':').unwrap_or_default();
                        head.eq_ignore_ascii_case(name)
                            && rest.trim().to_ascii_lowercase().starts_with(value)
                    })
                };
                failed = says("Action", "failed") && says("Status", "5");
            }
            ("message", "rfc822") => {
                let inner = part.message().and_then(|inner| inner.message_id());
                id = id.or(inner.map(|inner| format!("<{inner}>")));
            }
            ("text", "rfc822-headers") => id = id.or_else(|| message_id(&text())),
            _ => {}
        }
    }
    id.filter(|_| failed)
}

fn message_id(headers: &str) -> Option<String> {
    let line = headers.lines().find_map(|line| {
        let (head, rest) = line.split_once(':')?;
        head.eq_ignore_ascii_case("message-id").then(|| rest.trim())
    })?;
    (line.starts_with('<') && line.ends_with('>')).then(|| line.to_owned())
}

/// Takes note that a mail came back: its address is not written to any more, and where it was to
/// a clinic that has not opened it, the next recipient is asked. The site's own desk is written
/// to all the same, and staff are told to look after it. `false` when there is no such
/// mail, or its fate is known.
pub async fn bounced(ctx: &Ctx, message_id: &str) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::MessageId.eq(message_id))
        .one(ctx.store.read())
        .await?;
    let Some(row) = found.filter(|row| row.status == Status::Sent) else {
        return Ok(false);
    };
    let to = unseal(ctx, &row)
        .await?
        .and_then(|mail| mail.to.parse().ok());
    let tx = ctx.store.begin().await?;
    // The referral is locked before its mail, as by every other command.
    referral::mail_dead(ctx, &tx, &row).await?;
    let now = Entity::find_by_id(row.id).one(&tx).await?;
    if now.is_none_or(|now| now.status != Status::Sent) {
        return Ok(false);
    }
    if let Some(to) = to {
        if is_desk(ctx, &to) {
            referral::desk_bounced(ctx, &tx, row.id).await?;
        } else {
            suppress(ctx, &tx, &to, Reason::Bounced).await?;
        }
    }
    let dead = footpath_entity::referral::mail::ActiveModel {
        id: Unchanged(row.id),
        status: Set(Status::Dead),
        last_error: Set(Some("bounced".to_owned())),
        ..Default::default()
    };
    dead.update(&tx).await.map_err(Error::from)?;
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(action: &str, status: &str) -> String {
        format!(
            "From: MAILER-DAEMON@example.org\r\nTo: bounce@example.org\r\nSubject: Undelivered\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
             Final-Recipient: rfc822; clinic@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <abc@feet.example.org>\r\nSubject: x\r\n\
             --b--\r\n"
        )
    }

    #[test]
    fn only_a_final_failure_names_a_mail() {
        let failed = report("failed", "5.1.1");
        assert_eq!(
            original(failed.as_bytes()).as_deref(),
            Some("<abc@feet.example.org>")
        );
        assert_eq!(original(report("delayed", "4.2.0").as_bytes()), None);
        assert_eq!(original(b"Subject: Out of office\r\n\r\nI am away."), None);
        assert_eq!(original(b""), None);
    }
}
