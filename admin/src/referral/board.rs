//! The board: what is overdue, what waits where and how long, and how fast recipients look.

use actix_web::{HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    referral::{self, AGES, Board, Listed, OPENED_WITHIN},
};
use footpath_templates::{
    admin::{Badge, BarChart, Cell, Column, FormPage, Lane, LaneCard, Row, Section, Table, Tone},
    part::Link,
};
use footpath_web::{Problem, reply};

use super::{list, words};
use crate::{frame, gate::Signed, kit};

pub async fn show(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    let board = referral::board(&ctx, &signed.actor()).await?;
    let lanes = referral::lanes(&ctx, &signed.actor()).await?;
    reply::html(&FormPage {
        console: frame::around(&ctx, &signed, "Referrals").await?,
        up: Link::new("Referrals", "/admin/referrals"),
        heading: "Referral board".to_owned(),
        state: None,
        view: None,
        problems: Vec::new(),
        conflict: None,
        form: None,
        facts: Vec::new(),
        sections: vec![
            overdue(&ctx, &board),
            by_state(ctx.now(), lanes),
            waiting(&board),
            times(&board),
        ],
        aside: Vec::new(),
    })
}

/// A column for each state, a card for each referral. Of the patient a card says nothing.
fn by_state(now: DateTime<Utc>, lanes: Vec<referral::Lane>) -> Section {
    let columns = lanes.into_iter().map(|lane| Lane {
        state: words::badge(lane.status),
        count: kit::thousands(lane.total),
        more: (lane.total > lane.cards.len() as u64).then(|| {
            let all = format!("All {}", kit::thousands(lane.total));
            Link::new(all, "/admin/referrals")
        }),
        cards: lane.cards.iter().map(|item| card(now, item)).collect(),
    });
    Section {
        lanes: columns.collect(),
        ..Section::new("By state")
    }
}

fn card(now: DateTime<Utc>, item: &Listed) -> LaneCard {
    let attempt = item.attempt.as_ref();
    let title = attempt.map_or("Nobody yet", |attempt| &*attempt.recipient_name);
    LaneCard {
        title: title.to_owned(),
        href: format!("/admin/referrals/{}", item.row.id),
        age: age(now, item.row.created_at),
        state: item.overdue.then(|| Badge::new("Overdue", Tone::Amber)),
    }
}

/// In hours, since that is what is counted here.
fn age(now: DateTime<Utc>, since: DateTime<Utc>) -> String {
    match u64::try_from((now - since).num_hours()).unwrap_or(0) {
        0 => "Less than an hour old".to_owned(),
        hours => format!("{} old", kit::counted(hours, "hour", "hours")),
    }
}

fn overdue(ctx: &Ctx, board: &Board) -> Section {
    let mut section = Section::new("Overdue");
    if board.overdue.is_empty() {
        section.note = Some("Nothing is overdue.".to_owned());
        return section;
    }
    let rows = board.overdue.iter().map(|item| list::row(ctx.now(), item));
    section.table = Some(Table {
        label: "Overdue referrals".to_owned(),
        columns: list::columns(),
        rows: rows.collect(),
    });
    section
}

fn waiting(board: &Board) -> Section {
    let rows = board.open.iter().map(|(status, counts)| Row {
        title: words::badge(*status).label,
        href: None,
        note: None,
        cells: counts
            .iter()
            .map(|count| Cell::Number(kit::thousands(*count)))
            .chain([Cell::Number(kit::thousands(counts.iter().sum()))])
            .collect(),
    });
    let heads = bounds(&AGES).into_iter().chain(["All".to_owned()]);
    let columns = [Column::new("State")]
        .into_iter()
        .chain(heads.map(|head| Column::new(head).number()));
    Section {
        table: Some(Table {
            label: "Open referrals by state and age".to_owned(),
            columns: columns.collect(),
            rows: rows.collect(),
        }),
        ..Section::new("Open, by state and age")
    }
}

fn times(board: &Board) -> Section {
    let labels = bounds(&OPENED_WITHIN);
    let labels = labels.into_iter().chain(["Not opened".to_owned()]);
    let rows: Vec<_> = labels.zip(board.opened).collect();
    let sent: u64 = board.opened.iter().sum();
    let chart = BarChart {
        summary: format!(
            "{} in the last 90 days",
            kit::counted(sent, "mail", "mails")
        ),
        head: "Opened".to_owned(),
        ..BarChart::over("", "", rows)
    };
    Section {
        chart: Some(chart),
        ..Section::new("From sending to opening")
    }
}

/// Such as "Under 4 hours", "4 to 24 hours", "3 days and more".
fn bounds(hours: &[i64]) -> Vec<String> {
    let spoken = |hours: i64| match hours {
        1 => "1 hour".to_owned(),
        n if n > 24 && n % 24 == 0 => format!("{} days", n / 24),
        n => format!("{n} hours"),
    };
    let mut labels = Vec::new();
    let mut before: Option<i64> = None;
    for &bound in hours {
        labels.push(match before {
            None => format!("Under {}", spoken(bound)),
            Some(before) => format!("{} to {}", spoken(before), spoken(bound)),
        });
        before = Some(bound);
    }
    labels.extend(before.map(|last| format!("{} and more", spoken(last))));
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_hours() {
        let now = DateTime::<Utc>::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
        let told = |minutes| age(now, now - chrono::TimeDelta::minutes(minutes));
        assert_eq!(told(59), "Less than an hour old");
        assert_eq!(told(61), "1 hour old");
        assert_eq!(told(60 * 72), "72 hours old");
    }

    #[test]
    fn bounds_leave_no_gap() {
        assert_eq!(
            bounds(&AGES),
            [
                "Under 4 hours",
                "4 hours to 24 hours",
                "24 hours to 3 days",
                "3 days and more"
            ]
        );
        assert_eq!(bounds(&OPENED_WITHIN).len(), 5);
    }
}
