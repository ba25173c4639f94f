//! Who is asking.

use std::net::IpAddr;

use footpath_entity::{
    account::Scopes,
    id::{AttemptId, ReferralId, UserId},
    role::Role,
};

/// Whoever a command or a query runs for.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A reader; `addr` only for limits, never stored as it is.
    Public {
        addr: Option<IpAddr>,
    },
    Staff(Staff),
    /// A program with a token of one of the staff.
    Program {
        owner: Staff,
        scopes: Scopes,
    },
    /// Whoever holds the link of one referral attempt.
    Clinic {
        attempt: AttemptId,
    },
    /// Whoever holds the patient's link of one referral.
    Patient {
        referral: ReferralId,
    },
    /// Footpath itself: a job, a command on the machine.
    System(&'static str),
}

/// A signed-in member of staff.
#[derive(Clone, Debug)]
pub struct Staff {
    pub id: UserId,
    pub role: Role,
    pub name: String,
}

impl Actor {
    pub fn staff(&self) -> Option<&Staff> {
        match self {
            Self::Staff(staff) | Self::Program { owner: staff, .. } => Some(staff),
            _ => None,
        }
    }

    /// As the audit log names it.
    pub fn audit_name(&self) -> String {
        match self {
            Self::Public { .. } => "public".to_owned(),
            Self::Staff(staff) | Self::Program { owner: staff, .. } => {
                format!("user:{}", staff.id)
            }
            Self::Clinic { attempt } => format!("clinic:{attempt}"),
            Self::Patient { referral } => format!("patient:{referral}"),
            Self::System(part) => format!("system:{part}"),
        }
    }
}
