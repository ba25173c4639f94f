use serde::Deserialize;

/// What was done just before a page was loaded: `?done=saved`.
#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

impl Done {
    pub fn what(&self) -> Option<&str> {
        self.done.as_deref()
    }
}
