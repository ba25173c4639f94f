//! All open referrals at a glance: by state and age, and how long recipients take to look.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::referral::{
    attempt,
    record::{self, Status},
};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter, QuerySelect};

use super::{
    manage::{Listed, ManageFilter, Stage, manage_list},
    state::is_closed,
};
use crate::{
    Actor, Ctx, Result,
    paging::Page,
    policy::{self, Action},
};

/// Upper bounds of the ages of the board, in hours; the last is open.
pub const AGES: [i64; 3] = [4, 24, 72];
/// Upper bounds of the time from sending to opening, in hours; then longer ones, then those that
/// were never opened.
pub const OPENED_WITHIN: [i64; 4] = [1, 4, 24, 72];
/// How far back the times are looked at.
const BACK: TimeDelta = TimeDelta::days(90);
/// Overdue ones that are named.
const NAMED: u64 = 50;

pub struct Board {
    /// Those that should have been opened by now and are not answered, the oldest first.
    pub overdue: Vec<Listed>,
    /// Open ones by state, in each the counts by age, the youngest first.
    pub open: Vec<(Status, [u64; 4])>,
    /// Counts by the time to opening, as `OPENED_WITHIN` has them, longer, never.
    pub opened: [u64; 6],
}

pub async fn board(ctx: &Ctx, actor: &Actor) -> Result<Board> {
    policy::require(actor, Action::CareManage)?;
    let filter = ManageFilter {
        stage: Some(Stage::Overdue),
    };
    let overdue = manage_list(ctx, actor, &filter, Page::first(NAMED)).await?;
    let conn = ctx.store.read();
    let open = Status::iter().filter(|status| !is_closed(*status));
    let rows: Vec<(Status, DateTime<Utc>)> = record::Entity::find()
        .select_only()
        .columns([record::Column::Status, record::Column::CreatedAt])
        .filter(record::Column::Status.is_in(open))
        .into_tuple()
        .all(conn)
        .await?;
    let times: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = attempt::Entity::find()
        .select_only()
        .columns([attempt::Column::SentAt, attempt::Column::OpenedAt])
        .filter(attempt::Column::SentAt.gte(ctx.now() - BACK))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(Board {
        overdue: overdue.items,
        open: by_age(&rows, ctx.now()),
        opened: by_time(&times),
    })
}

fn by_age(rows: &[(Status, DateTime<Utc>)], now: DateTime<Utc>) -> Vec<(Status, [u64; 4])> {
    let open = Status::iter().filter(|status| !is_closed(*status));
    open.map(|status| {
        let mut counts = [0; 4];
        for (_, at) in rows.iter().filter(|(of, _)| *of == status) {
            counts[slot(now - *at, &AGES)] += 1;
        }
        (status, counts)
    })
    .collect()
}

fn by_time(times: &[(DateTime<Utc>, Option<DateTime<Utc>>)]) -> [u64; 6] {
    let mut counts = [0; 6];
    for (sent, opened) in times {
        let at = opened.map_or(5, |opened| slot(opened - *sent, &OPENED_WITHIN));
        counts[at] += 1;
    }
    counts
}

fn slot(time: TimeDelta, hours: &[i64]) -> usize {
    let within = |hours: &i64| time < TimeDelta::hours(*hours);
    hours.iter().position(within).unwrap_or(hours.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_times_fall_where_they_belong() {
        let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
        let ago = |hours| now - TimeDelta::hours(hours);
        let rows = [0, 4, 23, 24, 100].map(|hours| (Status::Sent, ago(hours)));
        let sent = by_age(&rows, now);
        let sent = sent.iter().find(|(status, _)| *status == Status::Sent);
        assert_eq!(sent.unwrap().1, [1, 2, 1, 1]);
        assert_eq!(by_age(&rows, now).len(), 7);
        let times = [Some(0), Some(1), Some(30), Some(90), None]
            .map(|hours| (ago(100), hours.map(|hours| ago(100 - hours))));
        assert_eq!(by_time(&times), [1, 1, 0, 1, 1, 1]);
    }
}
