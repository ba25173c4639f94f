//! What comes in about listings: errors that readers report, and claims.

mod claim;
mod claims;
mod report;
mod reports;

use actix_web::web::{ServiceConfig, get, post, resource};
use footpath_templates::{admin::Filter, part::Link};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/listing-reports").route(get().to(reports::list)))
        .service(
            resource("/listing-reports/{id}")
                .route(get().to(report::show))
                .route(post().to(report::settle)),
        )
        .service(resource("/listing-claims").route(get().to(claims::list)))
        .service(resource("/listing-claims/{id}").route(get().to(claim::show)))
        .service(resource("/listing-claims/{id}/mail").route(post().to(claim::mail)))
        .service(resource("/listing-claims/{id}/dismiss").route(post().to(claim::dismiss)));
}

/// What `?state=` asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted<S> {
    Only(S),
    All,
}

impl<S: Copy + PartialEq> Wanted<S> {
    /// Blank is the queue: the first of the states.
    fn parse(
        text: Option<&str>,
        states: &[S],
        name: impl Fn(S) -> &'static str,
    ) -> Result<Self, footpath_domain::Error> {
        let text = text.unwrap_or_default();
        if text == "all" {
            return Ok(Self::All);
        }
        let found = match text {
            "" => states.first(),
            text => states.iter().find(|state| name(**state) == text),
        };
        let wrong = || {
            let known: Vec<_> = states.iter().map(|state| name(*state)).collect();
            let known = known.join(", ");
            footpath_domain::Error::invalid("state", format!("must be one of {known}, all"))
        };
        found.map(|state| Self::Only(*state)).ok_or_else(wrong)
    }

    fn only(self) -> Option<S> {
        match self {
            Self::Only(state) => Some(state),
            Self::All => None,
        }
    }
}

/// The list's address with this state; the queue needs none.
fn address<S: Copy + PartialEq>(
    path: &'static str,
    wanted: Wanted<S>,
    queue: S,
    name: impl Fn(S) -> &'static str,
) -> String {
    match wanted {
        Wanted::All => format!("{path}?state=all"),
        Wanted::Only(state) if state == queue => path.to_owned(),
        Wanted::Only(state) => format!("{path}?state={}", name(state)),
    }
}

/// Chips of the states, the queue first.
fn chips<S: Copy + PartialEq>(
    path: &'static str,
    current: Wanted<S>,
    states: &[S],
    name: impl Fn(S) -> &'static str + Copy,
    label: impl Fn(S) -> String,
) -> Filter {
    let each = states
        .iter()
        .map(|state| (Wanted::Only(*state), label(*state)));
    let links = each.chain([(Wanted::All, "All".to_owned())]);
    let links = links.map(|(wanted, label)| Link {
        href: address(path, wanted, states[0], name),
        current: wanted == current,
        label,
    });
    Filter {
        label: "State".to_owned(),
        links: links.collect(),
    }
}

#[cfg(test)]
mod tests {
    use footpath_domain::directory::report::State;

    use super::*;

    #[test]
    fn a_list_begins_with_its_queue_and_unknown_states_are_refused() {
        let parse = |text| Wanted::parse(text, &State::ALL, State::as_str);
        assert!(parse(None).unwrap() == Wanted::Only(State::Open));
        assert!(parse(Some("all")).unwrap() == Wanted::All);
        assert!(parse(Some("gone")).is_err());
        let chips = chips(
            "/admin/x",
            Wanted::Only(State::Open),
            &State::ALL,
            State::as_str,
            |state| state.as_str().to_owned(),
        );
        let current: Vec<_> = chips.links.iter().filter(|link| link.current).collect();
        assert_eq!(current.len(), 1);
        assert_eq!(current[0].href, "/admin/x");
        assert_eq!(chips.links[1].href, "/admin/x?state=resolved");
    }
}
