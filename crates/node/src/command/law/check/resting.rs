//! What of a node rests on the law: the arrangements that implement treaties, and the open cases, each as the questions that
//! the law is asked about it.

use law::drill::{Subject, SubjectKind};
use law::{Lawbook, Question, Side};
use model::arrangement::ArrangementKind;
use model::time::Date;
use model::{Arrangement, Authority, AuthorityId, DataCategory, Kind, Offence, Stop};
use seal::SignedCard;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Direction, Tx};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) subjects: Vec<Subject>,
    pub(super) not_asked: Vec<NotAsked>,
}

/// What the law cannot be asked about.
#[derive(Debug, Serialize)]
pub(super) struct NotAsked {
    pub(super) id: String,
    pub(super) because: String,
}

/// Reads the arrangements and open cases of a node.
pub(super) fn find(tx: &mut Tx<'_>, book: &Lawbook, on: Date) -> Result<Found, Stop> {
    let us = exchange::authority(tx)?;
    let mut found = Found::default();
    let mut partners: BTreeMap<AuthorityId, Authority> = BTreeMap::new();
    let arrangements = tx.arrangements().all()?;
    for arrangement in &arrangements {
        let Some(partner) = partner(tx, arrangement, &us)? else {
            let because = "no card of the partner that chains to the pinned root is known, so that its State is not";
            found.not_asked.push(NotAsked { id: arrangement.id.to_string(), because: because.to_owned() });
            continue;
        };
        if let Some(subject) = implementing(book, arrangement, &us, &partner, on) {
            found.subjects.push(subject);
        }
        partners.insert(partner.id.clone(), partner);
    }
    for row in tx.exchanges().unanswered()? {
        let Some(partner) = partners.get(&row.partner) else {
            let because = format!("the State of {} is not known", row.partner);
            found.not_asked.push(NotAsked { id: row.id.to_string(), because });
            continue;
        };
        let (from, to) = match row.direction {
            Direction::Outbound => (&us, partner),
            Direction::Inbound => (partner, &us),
        };
        let question = Question {
            from: Side::authority(from),
            to: Side::authority(to),
            kind: row.kind,
            offence: row.offence.clone(),
            purpose: row.purpose,
            category: DataCategory::Personal,
            on,
            confirmed: BTreeSet::new(),
        };
        found.subjects.push(Subject {
            kind: SubjectKind::Case,
            id: row.id.to_string(),
            questions: vec![question],
            arrangements: arrangements
                .iter()
                .filter(|arrangement| arrangement.id == row.arrangement)
                .cloned()
                .collect(),
        });
    }
    Ok(found)
}

/// The partner, by its card.
fn partner(tx: &mut Tx<'_>, arrangement: &Arrangement, us: &Authority) -> Result<Option<Authority>, Stop> {
    let Some(id) = arrangement.partner(&us.id) else { return Ok(None) };
    let Some(bytes) = tx.cards().get(id)? else { return Ok(None) };
    let card = SignedCard::verify(&bytes, &arrangement.partner_root, tx.at()).ok();
    Ok(card.map(|card| card.authority().clone()))
}

/// An arrangement that implements treaties rests on them for everything it covers, in both directions. One that is a basis of
/// its own rests on none.
fn implementing(
    book: &Lawbook,
    arrangement: &Arrangement,
    us: &Authority,
    partner: &Authority,
    on: Date,
) -> Option<Subject> {
    if arrangement.kind != ArrangementKind::Implementing || !arrangement.in_force(on) {
        return None;
    }
    let offences: BTreeSet<Offence> = match arrangement.offences.is_empty() {
        true => book.offences().filter(|entry| !entry.as_charged).map(|entry| entry.id.clone()).collect(),
        false => arrangement.offences.clone(),
    };
    let mut questions = Vec::new();
    for (from, to) in [(us, partner), (partner, us)] {
        for kind in Kind::ALL.iter().filter(|kind| arrangement.kinds.contains(kind)) {
            for offence in &offences {
                for purpose in &arrangement.purposes {
                    questions.push(Question {
                        from: Side::authority(from),
                        to: Side::authority(to),
                        kind: *kind,
                        offence: offence.clone(),
                        purpose: *purpose,
                        category: DataCategory::Personal,
                        on,
                        confirmed: BTreeSet::new(),
                    });
                }
            }
        }
    }
    Some(Subject {
        kind: SubjectKind::Arrangement,
        id: arrangement.id.to_string(),
        questions,
        arrangements: vec![arrangement.clone()],
    })
}
