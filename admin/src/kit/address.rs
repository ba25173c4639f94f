/// A list's address with its filters; what is left out is not in it.
#[derive(Clone, Debug)]
pub struct Address {
    path: &'static str,
    query: Vec<(&'static str, String)>,
}

impl Address {
    pub fn new(path: &'static str) -> Self {
        Self {
            path,
            query: Vec::new(),
        }
    }

    /// The same with this parameter set so; blank takes it out.
    #[must_use]
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut changed = self.clone();
        changed.query.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            changed.query.push((name, value.to_owned()));
        }
        changed
    }

    /// The parameters but for `name`, for a form that sets that one.
    pub fn others(&self, name: &str) -> Vec<(&'static str, String)> {
        let mut others = self.query.clone();
        others.retain(|(known, _)| *known != name);
        others
    }

    pub fn text(&self) -> String {
        if self.query.is_empty() {
            return self.path.to_owned();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.query);
        format!("{}?{}", self.path, query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_keeps_the_others() {
        let list = Address::new("/admin/articles");
        assert_eq!(list.text(), "/admin/articles");
        let heel = list.with("q", "heel & toe").with("state", "draft");
        assert_eq!(heel.text(), "/admin/articles?q=heel+%26+toe&state=draft");
        assert_eq!(heel.with("q", "").text(), "/admin/articles?state=draft");
        assert_eq!(heel.others("q"), [("state", "draft".to_owned())]);
    }
}
