//! Who may do what, in one table.

use footpath_entity::{account::Scope, role::Role};

use crate::{Actor, Error, Result};

/// Something that only some may do. What readers may do needs no entry here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See the console at all.
    ConsoleView,
    /// Write articles of one's own, as drafts.
    ArticleDraft,
    /// Edit, publish and archive any article, FAQ or topic.
    ContentManage,
    /// Products and offers.
    CatalogManage,
    /// Clinics and podiatrists, but for the referral inbox.
    DirectoryManage,
    /// A clinic's referral inbox and whether it takes referrals.
    InboxManage,
    /// Edit triage rules, try them, put signed-off ones into use.
    ClinicalReview,
    /// Say as a clinician that triage rules are right.
    SignOff,
    /// See assessments and referrals, move referrals along.
    CareManage,
    /// Accounts, settings, audit log.
    SiteManage,
}

impl Action {
    fn roles(self) -> &'static [Role] {
        match self {
            Self::ConsoleView => &Role::ALL,
            Self::ArticleDraft => &[Role::Admin, Role::Editor, Role::Author],
            Self::ContentManage | Self::CatalogManage | Self::DirectoryManage => {
                &[Role::Admin, Role::Editor]
            }
            Self::InboxManage | Self::CareManage => &[Role::Admin, Role::Coordinator],
            Self::ClinicalReview => &[Role::Admin, Role::Reviewer],
            Self::SignOff => &[Role::Reviewer],
            Self::SiteManage => &[Role::Admin],
        }
    }

    /// What a program's token must reach for it; `Err` for what no token reaches.
    fn scope(self) -> Result<Option<Scope>, ()> {
        match self {
            Self::ConsoleView => Ok(None),
            Self::ArticleDraft | Self::ContentManage => Ok(Some(Scope::Content)),
            Self::CatalogManage => Ok(Some(Scope::Catalog)),
            Self::DirectoryManage => Ok(Some(Scope::Directory)),
            Self::InboxManage
            | Self::ClinicalReview
            | Self::SignOff
            | Self::CareManage
            | Self::SiteManage => Err(()),
        }
    }
}

/// `Ok` when the actor may do this. `System` may do everything; readers, clinics and patients
/// nothing that is listed here.
pub fn require(actor: &Actor, action: Action) -> Result<()> {
    match actor {
        Actor::System(_) => Ok(()),
        Actor::Staff(staff) if action.roles().contains(&staff.role) => Ok(()),
        Actor::Program { owner, scopes } if action.roles().contains(&owner.role) => {
            match action.scope() {
                Ok(needed) if needed.is_none_or(|scope| scopes.0.contains(&scope)) => Ok(()),
                _ => Err(Error::forbidden(
                    "policy.scope",
                    "The scopes of this token do not allow this.",
                )),
            }
        }
        Actor::Staff(_) | Actor::Program { .. } => Err(Error::forbidden(
            "policy.role",
            "Your role does not allow this.",
        )),
        Actor::Public { .. } | Actor::Clinic { .. } | Actor::Patient { .. } => Err(
            Error::unauthenticated("policy.sign_in", "Sign in to do this."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use footpath_entity::{account::Scopes, id::UserId};

    use super::*;
    use crate::actor::Staff;

    fn staff(role: Role) -> Actor {
        Actor::Staff(Staff {
            id: UserId(uuid::Uuid::nil()),
            role,
            name: String::new(),
        })
    }

    #[test]
    fn only_admin_and_coordinator_change_a_referral_inbox() {
        for role in Role::ALL {
            let may = require(&staff(role), Action::InboxManage).is_ok();
            assert_eq!(
                may,
                matches!(role, Role::Admin | Role::Coordinator),
                "{role:?}"
            );
        }
    }

    #[test]
    fn a_token_does_no_more_than_its_owner_and_its_scopes() {
        let program = |role, scopes: &[Scope]| {
            let Actor::Staff(owner) = staff(role) else {
                unreachable!("made as staff");
            };
            let scopes = Scopes(scopes.to_vec());
            Actor::Program { owner, scopes }
        };
        let catalog = program(Role::Editor, &[Scope::Catalog]);
        assert!(require(&catalog, Action::CatalogManage).is_ok());
        assert!(require(&catalog, Action::ConsoleView).is_ok());
        assert!(require(&catalog, Action::ContentManage).is_err());
        let viewer = program(Role::Viewer, &Scope::ALL);
        assert!(require(&viewer, Action::CatalogManage).is_err());
        let admin = program(Role::Admin, &Scope::ALL);
        for action in [Action::SiteManage, Action::InboxManage, Action::CareManage] {
            assert!(require(&admin, action).is_err(), "{action:?}");
        }
    }

    #[test]
    fn nobody_outside_the_staff_may_do_a_listed_thing() {
        let denied = require(&Actor::Public { addr: None }, Action::ConsoleView);
        assert!(matches!(denied, Err(Error::Unauthenticated { .. })));
    }
}
