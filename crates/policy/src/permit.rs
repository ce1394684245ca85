//! The permit: proof that the policies permitted one action on one resource. Only [`Policies::permit`] makes one.
//!
//! [`Policies::permit`]: crate::Policies::permit

use crate::{Action, ActorId, Ask, Obligation, ResourceId};
use model::time::Instant;
use model::{CaseReference, OfficerId, Purpose, RulesetVersion};

/// Permission for one actor to do one action on one resource, now. It cannot be copied, stored or made elsewhere; the
/// log entry of the action is written from it.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit that is not used and logged permits nothing"]
pub struct Permit {
    actor: ActorId,
    action: Action,
    resource: ResourceId,
    purpose: Option<Purpose>,
    case: Option<CaseReference>,
    at: Instant,
    policies: Vec<String>,
    obligations: Vec<Obligation>,
    rules: RulesetVersion,
}

impl Permit {
    /// Only `decide.rs` calls this, after a decision of `Permitted`.
    pub(crate) fn because(
        ask: &Ask<'_>,
        policies: Vec<String>,
        obligations: Vec<Obligation>,
        rules: RulesetVersion,
    ) -> Permit {
        Permit {
            actor: ask.actor.id(),
            action: ask.action,
            resource: ask.resource.id().clone(),
            purpose: ask.circumstances.purpose,
            case: ask.circumstances.case.clone(),
            at: ask.circumstances.now,
            policies,
            obligations,
            rules,
        }
    }

    /// Who.
    pub fn actor(&self) -> &ActorId {
        &self.actor
    }

    /// Who, if a person.
    pub fn officer(&self) -> Option<&OfficerId> {
        match &self.actor {
            ActorId::Officer(id) => Some(id),
            ActorId::Machine(_) => None,
        }
    }

    /// What.
    pub fn action(&self) -> Action {
        self.action
    }

    /// On what.
    pub fn resource(&self) -> &ResourceId {
        &self.resource
    }

    /// What for.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    /// Under which case.
    pub fn case(&self) -> Option<&CaseReference> {
        self.case.as_ref()
    }

    /// When it was decided.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The ids of the policies that permitted it.
    pub fn policies(&self) -> &[String] {
        &self.policies
    }

    /// What must be done in the same transaction.
    pub fn obligations(&self) -> &[Obligation] {
        &self.obligations
    }

    /// By which version of the policies.
    pub fn rules(&self) -> &RulesetVersion {
        &self.rules
    }
}
