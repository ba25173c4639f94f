use chrono::{DateTime, Utc};
use footpath_domain::audit::Entry;
use footpath_templates::admin::{Moment, Panel};

use crate::when;

/// What happened to something, newest first.
pub fn history(now: DateTime<Utc>, entries: &[Entry]) -> Panel {
    let mut panel = Panel::new("History");
    panel.timeline = entries
        .iter()
        .map(|entry| Moment {
            text: format!("{} by {}", spoken(&entry.action), entry.who),
            when: when::ago(now, entry.at),
        })
        .collect();
    if panel.timeline.is_empty() {
        panel.note = Some("Nothing was changed yet.".to_owned());
    }
    panel
}

/// `clinic.inbox_set` as "Inbox set".
pub fn spoken(action: &str) -> String {
    let last = action.rsplit('.').next().unwrap_or(action);
    let words = last.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_reads_as_words() {
        assert_eq!(spoken("clinic.inbox_set"), "Inbox set");
        assert_eq!(spoken("odd"), "Odd");
        assert_eq!(spoken(""), "");
    }
}
