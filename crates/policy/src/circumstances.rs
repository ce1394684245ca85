//! What is known when the question is put: when, what for, under which case, who else agreed, who is on duty.

use model::arrangement::StandingKind;
use model::time::{Date, Instant};
use model::{Arrangement, ArrangementId, CaseReference, Kind, Officer, Purpose};

/// Another officer's recorded agreement: given in person or from elsewhere, authenticated by the node either way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who agreed, as enrolled at that moment.
    pub by: Officer,
    /// When.
    pub at: Instant,
}

/// The standing approval that a release relies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Under which arrangement.
    pub arrangement: ArrangementId,
    /// The arrangement is in force on the day, and covers the kind.
    pub in_force: bool,
    /// The arrangement adopted the neutral answer and its schedule, and the approval covers it.
    pub adopted: bool,
    /// The approval covers acknowledgements of corrections and recalls.
    pub acknowledges: bool,
    /// The last day on which the approval may be used.
    pub until: Date,
}

impl Standing {
    /// The standing approval of an arrangement, if one was signed, for a kind on a day.
    pub fn of(arrangement: &Arrangement, kind: Kind, on: Date) -> Option<Standing> {
        let approval = arrangement.standing.as_ref()?;
        Some(Standing {
            arrangement: arrangement.id.clone(),
            in_force: arrangement.in_force(on) && arrangement.kinds.contains(&kind),
            adopted: arrangement.neutral.is_some() && approval.covers.contains(&StandingKind::NeutralAnswer),
            acknowledges: approval.covers.contains(&StandingKind::Acknowledgement),
            until: approval.until,
        })
    }
}

/// What is known when the question is put. Begin with [`Circumstances::at`]; everything else is absent until stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// The present moment.
    pub now: Instant,
    /// What for.
    pub purpose: Option<Purpose>,
    /// Under which case.
    pub case: Option<CaseReference>,
    /// Who else agreed to this very action on this very item.
    pub approvals: Vec<Approval>,
    /// Who could be asked: officers on the roster now, in the room or elsewhere.
    pub roster: Vec<Officer>,
    /// The actor read and acknowledged the words of H3 and the conditions of use.
    pub restriction_read: bool,
    /// The provider permitted use in judicial proceedings.
    pub court_permission: bool,
    /// The originator permitted passing on.
    pub onward_permission: bool,
    /// The actor called back before passing on against a threat.
    pub call_back: bool,
    /// An overseer is enrolled.
    pub overseer_enrolled: bool,
    /// The standing approval relied on.
    pub standing: Option<Standing>,
}

impl Circumstances {
    /// Nothing is known but the time.
    pub fn at(now: Instant) -> Circumstances {
        Circumstances {
            now,
            purpose: None,
            case: None,
            approvals: Vec::new(),
            roster: Vec::new(),
            restriction_read: false,
            court_permission: false,
            onward_permission: false,
            call_back: false,
            overseer_enrolled: false,
            standing: None,
        }
    }

    /// For a purpose, under a case.
    #[must_use]
    pub fn for_case(mut self, purpose: Purpose, case: CaseReference) -> Circumstances {
        self.purpose = Some(purpose);
        self.case = Some(case);
        self
    }

    /// The day in UTC, for dates of law.
    pub fn today(&self) -> Date {
        jiff::tz::Offset::UTC.to_datetime(self.now).date()
    }
}
