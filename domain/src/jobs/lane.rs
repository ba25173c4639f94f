use super::Kind;

/// Which jobs a worker takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Every kind, one after the other; for tests and one-off commands.
    All,
    /// Mail alone, by one worker a process: a process that dies may have handed over one mail
    /// without having written it down, and no more.
    Mail,
    /// Everything else, which never waits for a mail server.
    Rest,
}

impl Lane {
    /// The kinds' stored names.
    pub(super) fn kinds(self) -> Vec<&'static str> {
        let takes = |kind: &Kind| match self {
            Self::All => true,
            Self::Mail => *kind == Kind::SendEmail,
            Self::Rest => *kind != Kind::SendEmail,
        };
        let kinds = Kind::ALL.into_iter().filter(takes);
        kinds.map(Kind::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_and_the_rest_are_all_there_is() {
        let mut both = [Lane::Mail.kinds(), Lane::Rest.kinds()].concat();
        let mut all = Lane::All.kinds();
        both.sort_unstable();
        all.sort_unstable();
        assert_eq!(both, all);
        assert_eq!(Lane::Mail.kinds(), ["send-email"]);
    }
}
