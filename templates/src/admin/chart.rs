/// Bars over days, with a table behind them for those who read rather than look.
#[derive(Clone)]
pub struct BarChart {
    pub heading: String,
    /// Such as "34 in 14 days".
    pub summary: String,
    /// What the bars stand for, such as "Day".
    pub head: String,
    pub bars: Vec<Bar>,
    /// Under the first and the last bar.
    pub from: String,
    pub to: String,
    /// Each bar's label and value.
    pub rows: Vec<(String, u64)>,
    /// Each bar has its label below it, rather than the first and the last alone.
    pub named: bool,
}

/// In units of the chart, which is `WIDTH` by `HEIGHT`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub x: u64,
    pub y: u64,
    pub width: u64,
    pub height: u64,
    /// Written above the tallest.
    pub value: Option<u64>,
}

impl BarChart {
    pub const WIDTH: u64 = 560;
    pub const HEIGHT: u64 = 120;
    /// Room for the figure above the tallest bar.
    const HEAD: u64 = 20;
    const GAP: u64 = 6;

    /// One bar for each label; `what` is counted, such as "clicks".
    pub fn over(heading: impl Into<String>, what: &str, rows: Vec<(String, u64)>) -> Self {
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX).max(1);
        let step = Self::WIDTH / count;
        let most = rows.iter().map(|(_, value)| *value).max().unwrap_or(0);
        let mut labelled = false;
        let bars = (0..count).zip(&rows).map(|(n, (_, value))| {
            let room = Self::HEIGHT - Self::HEAD;
            let height = (value * room).checked_div(most).unwrap_or(0).max(1);
            let tallest = *value == most && most > 0 && !labelled;
            labelled |= tallest;
            Bar {
                x: n * step,
                y: Self::HEIGHT - height,
                width: step - Self::GAP.min(step / 2),
                height,
                value: tallest.then_some(*value),
            }
        });
        let sum: u64 = rows.iter().map(|(_, value)| value).sum();
        let edge = |row: Option<&(String, u64)>| row.map_or_else(String::new, |row| row.0.clone());
        Self {
            bars: bars.collect(),
            heading: heading.into(),
            head: "Day".to_owned(),
            summary: format!("{sum} {what} in {count} days"),
            from: edge(rows.first()),
            to: edge(rows.last()),
            rows,
            named: false,
        }
    }

    pub fn view_box(&self) -> String {
        format!("0 0 {} {}", Self::WIDTH, Self::HEIGHT)
    }
}

impl Bar {
    /// Where its figure stands.
    pub fn middle(&self) -> u64 {
        self.x + self.width / 2
    }

    pub fn above(&self) -> u64 {
        self.y.saturating_sub(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tallest_bar_fills_the_room_and_nothing_stays_a_line() {
        let rows = [0, 4, 2, 4].map(|n| (format!("day {n}"), n)).into();
        let chart = BarChart::over("Clicks", "clicks", rows);
        let heights: Vec<u64> = chart.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [1, 100, 50, 100]);
        assert_eq!(chart.bars[1].value, Some(4));
        assert_eq!(chart.bars[3].value, None);
        assert_eq!(chart.summary, "10 clicks in 4 days");
        assert!(
            BarChart::over("Clicks", "clicks", Vec::new())
                .bars
                .is_empty()
        );
    }
}
