//! Whom a clock binds. A statutory clock runs between those that its act binds and nowhere else; a model text binds nobody.

use super::ClockQuestion;
use crate::checks::LAW_6_1;
use crate::lawbook::clock::{Binds, ClockEntry, Sides};
use crate::standing::{Standing, standing};
use crate::{Lawbook, Side};
use model::{Kind, Reason, Verification};

/// Between whom, on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// Who asks.
    pub requesting: Side,
    /// Who is asked, or who has to act: its zone and its working days count.
    pub requested: Side,
    /// On which day.
    pub on: model::time::Date,
}

impl From<&ClockQuestion> for Between {
    fn from(question: &ClockQuestion) -> Between {
        Between { requesting: question.requesting.clone(), requested: question.requested.clone(), on: question.on }
    }
}

/// Whether a clock binds these two on this day: how well that is shown, or why not.
pub fn bound(book: &Lawbook, entry: &ClockEntry, between: &Between) -> Result<Verification, Reason> {
    let Between { requesting, requested, on } = between;
    match &entry.binds {
        Binds::Parties => parties(book, entry, &[requesting, requested], between),
        Binds::Requesting => parties(book, entry, &[requesting], between),
        Binds::Requested => parties(book, entry, &[requested], between),
        Binds::Members { of, from, sides } => {
            if on < from {
                return Err(no(entry, format!("{} applies from {from}", entry.act_name())));
            }
            let asked: &[&Side] = match sides {
                Sides::Both => &[requesting, requested],
                Sides::Requesting => &[requesting],
                Sides::Requested => &[requested],
            };
            let mut verification = entry.verification;
            for side in asked {
                let Some(member) = book.member(of, side.state, *on) else {
                    return Err(no(entry, format!("{} is no member of {of} on {on}", book.name(side.state))));
                };
                verification = verification.max(member.verification);
            }
            Ok(verification)
        }
        Binds::States { between: [one, other], from } => {
            let pair = [requesting.state, requested.state];
            if pair != [*one, *other] && pair != [*other, *one] {
                let because = format!("it binds {} and {} alone", book.name(*one), book.name(*other));
                return Err(no(entry, because));
            }
            match from {
                Some(from) if on < from => Err(no(entry, format!("{} applies from {from}", entry.act_name()))),
                Some(_) => Ok(entry.verification),
                // The day of entry into force is not in the lawbook: an officer has to look it up.
                None => Ok(Verification::Unverified),
            }
        }
        Binds::Body(body) => Err(no(entry, format!("it binds {body}, and runs between no two States"))),
        Binds::Unlisted(whom) => Err(no(
            entry,
            format!("it binds {whom}, of whom the lawbook has no list: look up whether both are among them"),
        )),
        Binds::Nobody => {
            let because = "a model text binds nobody: use the treaty that was concluded after it".to_owned();
            Err(no(entry, because))
        }
    }
}

fn no(entry: &ClockEntry, because: String) -> Reason {
    Reason::of(&LAW_6_1, vec![entry.citation()], because)
}

fn parties(book: &Lawbook, entry: &ClockEntry, sides: &[&Side], between: &Between) -> Result<Verification, Reason> {
    let mut verification = entry.verification;
    let instrument = entry.instrument.as_ref().and_then(|id| book.instrument(id));
    for side in sides {
        match instrument.map(|instrument| standing(book, instrument, side.state, between.on)) {
            Some(Standing::Bound(found)) if found.suspended.is_none() => {
                verification = verification.max(found.verification);
                if found.rule_unverified {
                    verification = Verification::Unverified;
                }
            }
            _ => {
                let because = format!("{} is not shown to be bound by {}", book.name(side.state), entry.act_name());
                return Err(no(entry, because));
            }
        }
        if !entry.kinds.is_empty() && !entry.kinds.iter().any(|kind| reaches(book, entry, *kind, side)) {
            return Err(no(entry, format!("{} does not bind a body of this sort", entry.act_name())));
        }
    }
    Ok(verification)
}

/// Whether the articles of the act that serve this kind are open to a body of this sort.
fn reaches(book: &Lawbook, entry: &ClockEntry, kind: Kind, side: &Side) -> bool {
    let Some(body) = side.body else { return true };
    let instrument = entry.instrument.as_ref().and_then(|id| book.instrument(id));
    let served = instrument.into_iter().flat_map(|instrument| instrument.articles_for(kind));
    let bodies: Vec<_> = served.map(|article| &article.bodies).collect();
    bodies.is_empty() || bodies.iter().any(|set| set.is_empty() || set.contains(&body))
}
