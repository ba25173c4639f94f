/// Names with their values: a form as it was posted, or what is stored, written as a form would
/// send it. A name may stand there more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(Vec<(String, String)>);

impl Values {
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    /// Nothing where there is nothing.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The name once for each value.
    #[must_use]
    pub fn with_all(mut self, name: &str, values: impl IntoIterator<Item = impl ToString>) -> Self {
        for value in values {
            self = self.with(name, value);
        }
        self
    }

    /// The first value; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The first value, unless it is blank.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty())
    }

    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let named = self.0.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }

    pub fn list(&self, name: &str) -> Vec<String> {
        self.all(name).map(str::to_owned).collect()
    }

    /// What was sent, and of what lies below the names that were not.
    #[must_use]
    pub fn over(mut self, below: Self) -> Self {
        let sent = |name: &str| self.0.iter().any(|(known, _)| known == name);
        let rest: Vec<_> = below
            .0
            .into_iter()
            .filter(|(name, _)| !sent(name))
            .collect();
        self.0.extend(rest);
        self
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// Without the name and all that stand below it, such as `when.0.test` below `when`.
    #[must_use]
    pub fn without_tree(mut self, name: &str) -> Self {
        let below = |known: &str| {
            let rest = known.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.0.retain(|(known, _)| !below(known));
        self
    }

    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }
}
