//! What follows a refusal: the duty to submit the case for prosecution, and the ways to hand the proceedings over.

use super::answer::{GroundSet, Outcome};
use super::case::Case;
use crate::Lawbook;
use crate::lawbook::trigger::ProsecuteDuty;
use crate::standing::{Bound, Standing, standing};
use model::{Citation, Kind, State, Verification};
use serde::Serialize;

/// A duty of the requested State that a refusal brings about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AfterRefusal {
    /// Where it stands.
    pub cite: Citation,
    /// What the instrument is called.
    pub title: String,
    /// In our words.
    pub says: String,
    /// True if it arises at the request of the requesting State.
    pub on_request: bool,
    /// Which grounds bring it about; empty means any refusal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<String>,
    /// What is to be done, and by whom.
    pub task: String,
    /// The weakest of the article and of what shows that it binds both.
    pub verification: Verification,
}

/// What follows a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Following {
    /// Duties to submit the case for prosecution.
    pub duties: Vec<AfterRefusal>,
    /// What proceedings could be handed over under.
    pub transfer_of_proceedings: Vec<Citation>,
}

/// The duties that bind the requested State towards the requesting one.
pub(super) fn following(book: &Lawbook, case: &Case, sets: &[GroundSet]) -> Following {
    let duties = book.ground_rules().duties().iter().filter(|duty| covers(book, case, duty) && rests(duty, sets));
    let duties = duties.filter_map(|duty| {
        let instrument = book.instrument(&duty.instrument)?;
        let one = bound(book, case, duty, case.requesting)?;
        let other = bound(book, case, duty, case.requested)?;
        Some(AfterRefusal {
            cite: Citation(format!("{} art. {}", duty.instrument, duty.article)),
            title: instrument.short_title.clone(),
            says: duty.says.clone(),
            on_request: duty.on_request,
            grounds: duty.grounds.iter().cloned().collect(),
            task: task(book, case, duty),
            verification: duty.verification.max(one.weakest()).max(other.weakest()),
        })
    });
    let transfer = super::bases(book, case, Kind::TransferOfProceedings, &[]);
    Following {
        duties: duties.collect(),
        transfer_of_proceedings: transfer.iter().map(crate::power::Basis::citation).collect(),
    }
}

fn covers(book: &Lawbook, case: &Case, duty: &ProsecuteDuty) -> bool {
    let Some(offence) = book.offence(&case.offence) else { return false };
    match &duty.offences {
        Some(set) => set.contains(&case.offence, offence.as_charged),
        None => !offence.as_charged && offence.defined_by.iter().any(|one| one.instrument == duty.instrument),
    }
}

/// Whether the refusal would rest on a ground that brings the duty about.
fn rests(duty: &ProsecuteDuty, sets: &[GroundSet]) -> bool {
    let stands = |outcome: Outcome| matches!(outcome, Outcome::Applies | Outcome::Open);
    let mut all = sets.iter().flat_map(|set| &set.grounds);
    duty.grounds.is_empty() || all.any(|ground| duty.grounds.contains(&ground.id) && stands(ground.outcome))
}

fn bound(book: &Lawbook, case: &Case, duty: &ProsecuteDuty, state: State) -> Option<Bound> {
    let instrument = book.instrument(&duty.instrument)?;
    match standing(book, instrument, state, case.on) {
        Standing::Bound(bound)
            if bound.suspended.is_none() && bound.notified.is_none_or(|notified| notified <= case.on) =>
        {
            Some(bound)
        }
        _ => None,
    }
}

fn task(book: &Lawbook, case: &Case, duty: &ProsecuteDuty) -> String {
    let (requested, requesting) = (book.name(case.requested), book.name(case.requesting));
    let first = if duty.on_request { format!("if {requesting} asks for it, ") } else { String::new() };
    format!("{first}{requested} submits the case to its prosecuting authority and reports the outcome to {requesting}")
}
