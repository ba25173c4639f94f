use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, Func, LikeExpr},
};

/// Values of which one must hold; of none, nothing holds.
pub type Any<T> = Vec<T>;
/// Each of which must hold; without any, everything does.
pub type All<T> = Vec<T>;

/// What a text must be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Begins so, in whatever case.
    Starts(String),
    /// Holds it somewhere, in whatever case.
    Contains(String),
    /// Is just that.
    Exact(String),
}

impl Wanted {
    pub(super) fn of<C: ColumnTrait>(&self, column: C) -> Condition {
        let (text, before) = match self {
            Self::Starts(text) => (text, ""),
            Self::Contains(text) => (text, "%"),
            Self::Exact(text) => return Condition::all().add(column.eq(text.as_str())),
        };
        let lowered = Expr::expr(Func::lower(Expr::col((C::EntityName::default(), column))));
        spellings(text).fold(Condition::any(), |any, text| {
            any.add(lowered.clone().like(pattern(before, &text)))
        })
    }
}

/// One of these, for each of those.
pub(super) fn each<T>(all: &All<Any<T>>, one: impl Fn(&T) -> Condition) -> Condition {
    all.iter().fold(Condition::all(), |each, any| {
        each.add(if any.is_empty() {
            nothing()
        } else {
            any.iter()
                .fold(Condition::any(), |any, wanted| any.add(one(wanted)))
        })
    })
}

pub(super) fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(2))
}

/// No wildcard of whoever asks.
pub(super) fn pattern(before: &str, text: &str) -> LikeExpr {
    let mut pattern = before.to_owned();
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

/// In lower case, as PostgreSQL lowers; and as SQLite does, which knows the case of ASCII letters
/// alone.
fn spellings(text: &str) -> impl Iterator<Item = String> {
    let whole = text.to_lowercase();
    let upper = Some(text.to_uppercase().to_ascii_lowercase()).filter(|other| *other != whole);
    [Some(whole), upper].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_with_an_accent_is_found_in_either_case() {
        let all = |text| spellings(text).collect::<Vec<_>>();
        assert_eq!(all("DOE"), ["doe"]);
        assert_eq!(all("Élan"), ["élan", "Élan"]);
    }

    #[test]
    fn wildcards_stand_for_themselves() {
        let shown = format!("{:?}", pattern("%", "a%b_c\\"));
        assert!(shown.contains(r"%a\\%b\\_c\\\\%"), "{shown}");
    }
}
