//! The builder of a condition: tests and groups, put together by buttons that send the form.

mod field;

use footpath_domain::{Report, triage::Condition};

pub use field::field;

use crate::kit::Values;

/// The name of the outermost part.
pub const ROOT: &str = "when";

/// Deeper than anybody can read.
const DEPTH: usize = 6;
/// More parts of one group than anybody can read.
const PARTS: usize = 40;

/// A condition as it stands in the form, which may not be finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Group {
        kind: String,
        count: String,
        parts: Vec<Node>,
    },
    Test {
        /// Such as `yes|pus` or `is|trend|worse`.
        code: String,
        from: String,
        to: String,
    },
}

impl Node {
    pub fn blank() -> Self {
        Self::test(String::new())
    }

    fn test(code: String) -> Self {
        Self::Test {
            code,
            from: String::new(),
            to: String::new(),
        }
    }

    fn group(kind: &str, parts: Vec<Self>) -> Self {
        Self::Group {
            kind: kind.to_owned(),
            count: "2".to_owned(),
            parts,
        }
    }

    /// What is stored, taken apart.
    pub fn of(condition: &Condition) -> Self {
        let all = |parts: &[Condition]| parts.iter().map(Self::of).collect();
        let bound = |n: &Option<i64>| n.map_or_else(String::new, |n| n.to_string());
        match condition {
            Condition::All(parts) => Self::group("all", all(parts)),
            Condition::Any(parts) => Self::group("any", all(parts)),
            Condition::AtLeast { count, of } => Self::Group {
                kind: "at_least".to_owned(),
                count: count.to_string(),
                parts: all(of),
            },
            Condition::Yes(question) => Self::test(format!("yes|{question}")),
            Condition::Is { question, value } => Self::test(format!("is|{question}|{value}")),
            Condition::IsNot { question, value } => {
                Self::test(format!("is_not|{question}|{value}"))
            }
            Condition::Has { question, value } => Self::test(format!("has|{question}|{value}")),
            Condition::Number { question, from, to } => Self::Test {
                code: format!("number|{question}"),
                from: bound(from),
                to: bound(to),
            },
            Condition::Unsure(_) => Self::blank(),
        }
    }

    /// What was sent.
    pub fn read(values: &Values) -> Self {
        read(values, ROOT, 0)
    }

    /// As a form would send it.
    pub fn write(&self, values: Values) -> Values {
        write(self, ROOT, values)
    }

    /// The condition, or what keeps it from being one.
    pub fn condition(&self, report: &mut Report) -> Option<Condition> {
        match self {
            Self::Group { kind, count, parts } => {
                if parts.is_empty() {
                    report.add(ROOT, "a group needs something in it");
                }
                let parts: Vec<_> = parts.iter().map(|part| part.condition(report)).collect();
                let parts: Vec<_> = parts.into_iter().flatten().collect();
                match kind.as_str() {
                    "all" => Some(Condition::All(parts)),
                    "any" => Some(Condition::Any(parts)),
                    _ => {
                        if let Ok(count) = count.trim().parse() {
                            Some(Condition::AtLeast { count, of: parts })
                        } else {
                            report.add(ROOT, "say how many are needed, as a number");
                            None
                        }
                    }
                }
            }
            Self::Test { code, from, to } => test(code, from, to, report),
        }
    }

    /// Does what a button of the builder says, such as `add:when.0`; `false` for any other.
    pub fn act(&mut self, verb: &str) -> bool {
        let Some((what, name)) = verb.split_once(':') else {
            return false;
        };
        let path: Option<Vec<usize>> = name
            .strip_prefix(ROOT)
            .map(|rest| rest.split('.').skip(1))
            .and_then(|steps| steps.map(|step| step.parse().ok()).collect());
        let Some(path) = path else { return false };
        match what {
            "drop" => {
                if let Some((last, above)) = path.split_last()
                    && let Some(Self::Group { parts, .. }) = self.at(above)
                    && *last < parts.len()
                {
                    parts.remove(*last);
                }
            }
            "add" | "group" => {
                if let Some(Self::Group { parts, .. }) = self.at(&path)
                    && parts.len() < PARTS
                {
                    parts.push(if what == "add" {
                        Self::blank()
                    } else {
                        Self::group("any", vec![Self::blank(), Self::blank()])
                    });
                }
            }
            "wrap" => {
                if let Some(node) = self.at(&path) {
                    let inner = node.clone();
                    *node = Self::group("all", vec![inner, Self::blank()]);
                }
            }
            _ => return false,
        }
        true
    }

    fn at(&mut self, path: &[usize]) -> Option<&mut Self> {
        let Some((first, rest)) = path.split_first() else {
            return Some(self);
        };
        match self {
            Self::Group { parts, .. } => parts.get_mut(*first)?.at(rest),
            Self::Test { .. } => None,
        }
    }
}

fn read(values: &Values, name: &str, depth: usize) -> Node {
    let text = |end: &str| values.text(&format!("{name}.{end}")).to_owned();
    let kind = text("kind");
    if kind.is_empty() || depth >= DEPTH {
        return Node::Test {
            code: text("test"),
            from: text("from"),
            to: text("to"),
        };
    }
    let parts = text("parts").parse().unwrap_or(0).min(PARTS);
    Node::Group {
        kind,
        count: text("count"),
        parts: (0..parts)
            .map(|n| read(values, &format!("{name}.{n}"), depth + 1))
            .collect(),
    }
}

fn write(node: &Node, name: &str, values: Values) -> Values {
    match node {
        Node::Group { kind, count, parts } => {
            let values = values
                .with(&format!("{name}.kind"), kind)
                .with(&format!("{name}.count"), count)
                .with(&format!("{name}.parts"), parts.len());
            let parts = (0..).zip(parts);
            parts.fold(values, |values, (n, part): (usize, _)| {
                write(part, &format!("{name}.{n}"), values)
            })
        }
        Node::Test { code, from, to } => values
            .with(&format!("{name}.test"), code)
            .with(&format!("{name}.from"), from)
            .with(&format!("{name}.to"), to),
    }
}

fn test(code: &str, from: &str, to: &str, report: &mut Report) -> Option<Condition> {
    let mut parts = code.splitn(3, '|');
    let kind = parts.next().unwrap_or_default();
    let question = parts.next().unwrap_or_default().to_owned();
    let value = parts.next().map(str::to_owned);
    let mut bound = |text: &str| match text.trim() {
        "" => None,
        text => {
            if let Ok(n) = text.parse::<i64>() {
                Some(n)
            } else {
                report.add(
                    ROOT,
                    format!("the bounds of {question} must be whole numbers"),
                );
                None
            }
        }
    };
    match (kind, value) {
        ("number", None) => {
            let (from, to) = (bound(from), bound(to));
            if from.is_none() && to.is_none() {
                report.add(
                    ROOT,
                    format!("say from or to which number {question} counts"),
                );
            }
            Some(Condition::Number { question, from, to })
        }
        ("yes", None) => Some(Condition::Yes(question)),
        ("is", Some(value)) => Some(Condition::Is { question, value }),
        ("is_not", Some(value)) => Some(Condition::IsNot { question, value }),
        ("has", Some(value)) => Some(Condition::Has { question, value }),
        _ => {
            report.add(ROOT, "choose a question for each test");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use footpath_domain::triage::Definition;

    use super::*;

    #[test]
    fn every_condition_of_the_starter_goes_through_the_form_unchanged() {
        let definition = Definition::starter().unwrap();
        for rule in definition
            .rules
            .iter()
            .filter(|rule| !rule.is_about_doubt())
        {
            let sent = Node::of(&rule.when).write(Values::default());
            let mut report = Report::new();
            let back = Node::read(&sent).condition(&mut report);
            assert!(report.is_empty(), "{} {report:?}", rule.code);
            assert_eq!(back.as_ref(), Some(&rule.when), "{}", rule.code);
        }
    }

    #[test]
    fn buttons_add_wrap_and_remove() {
        let mut node = Node::test("yes|pus".to_owned());
        assert!(node.act("wrap:when"));
        assert!(node.act("group:when"));
        assert!(node.act("add:when.2"));
        let Node::Group { parts, .. } = &node else {
            panic!("no group");
        };
        assert_eq!(parts.len(), 3);
        assert!(matches!(&parts[2], Node::Group { parts, .. } if parts.len() == 3));
        assert!(node.act("drop:when.1") && node.act("drop:when.1"));
        assert!(node.act("drop:when.7"), "what is not there is not removed");
        let mut report = Report::new();
        let left = node.condition(&mut report);
        assert_eq!(left.unwrap().to_string(), "pus");
        assert!(!node.act("save") && !node.act("add:then") && !node.act("add:when.x"));
    }

    #[test]
    fn what_is_not_finished_is_told() {
        let mut report = Report::new();
        let empty = Node::group("all", Vec::new());
        let open = Node::group(
            "at_least",
            vec![Node::blank(), Node::test("number|age".into())],
        );
        empty.condition(&mut report);
        open.condition(&mut report);
        let messages: Vec<_> = report.0.iter().map(|error| &*error.message).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
    }
}
