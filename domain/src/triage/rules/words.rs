//! A condition as one would write it in a table.

use std::fmt;

use crate::triage::{Condition, Tier};

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => joined(f, parts, " and "),
            Self::Any(parts) => joined(f, parts, " or "),
            Self::AtLeast { count, of } => {
                write!(f, "at least {count} of (")?;
                for (n, part) in of.iter().enumerate() {
                    write!(f, "{}{part}", if n > 0 { ", " } else { "" })?;
                }
                f.write_str(")")
            }
            Self::Yes(question) => f.write_str(question),
            Self::Is { question, value } => write!(f, "{question} is {value}"),
            Self::IsNot { question, value } => write!(f, "{question} is not {value}"),
            Self::Has { question, value } => write!(f, "{question} has {value}"),
            Self::Number { question, from, to } => match (from, to) {
                (Some(from), Some(to)) if from == to => write!(f, "{question} is {from}"),
                (Some(from), Some(to)) => write!(f, "{question} from {from} to {to}"),
                (Some(from), None) => write!(f, "{question} at least {from}"),
                (None, Some(to)) => write!(f, "{question} at most {to}"),
                (None, None) => write!(f, "{question} given"),
            },
            Self::Unsure(Tier::Emergency) => f.write_str("not sure about an emergency"),
            Self::Unsure(_) => f.write_str("not sure about something urgent"),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Condition], with: &str) -> fmt::Result {
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            f.write_str(with)?;
        }
        if matches!(part, Condition::All(_) | Condition::Any(_)) && parts.len() > 1 {
            write!(f, "({part})")?;
        } else {
            write!(f, "{part}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::triage::Definition;

    #[test]
    fn conditions_read_as_in_a_table() {
        let definition = Definition::starter().unwrap();
        let of = |code: &str| definition.rule(code).unwrap().when.to_string();
        assert_eq!(of("pe"), "chest_or_breathing");
        assert_eq!(
            of("fracture"),
            "injury and (deformity_or_snap or cannot_bear_weight)"
        );
        assert_eq!(
            of("tendon_medication"),
            "fluoroquinolone_or_steroid and pain_site has back_of_heel"
        );
        assert_eq!(of("sever"), "age from 8 to 14");
        assert_eq!(of("child"), "age at most 7");
        assert_eq!(of("severe"), "stops_activity or severity at least 7");
        assert_eq!(
            of("not_improving"),
            "(duration_days at least 14 or home_care_days at least 14) and trend is not better"
        );
        assert_eq!(
            of("inflammatory"),
            "at least 2 of (morning_stiffness_over_30, both_heels_or_other_joints, inflammatory_history)"
        );
    }
}
