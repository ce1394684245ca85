//! Sealed exchanges: from Released to receipt stored. Drafting, grounding, marking and releasing are not timed; sealing
//! (with the law asked once more), sending, receiving, admitting, the receipt and its storing are. Screening is not in
//! it: it follows the receipt.

use crate::Outcome;
use crate::federation::{Pair, officer, pair};
use exchange::outbound::{Approver, Draft, DraftForm, MarkingForm, Released};
use exchange::{Addressee, due, receive};
use model::message::InformationRequest;
use model::subject::{PartialDate, Person, Subject, SubjectCategory};
use model::{
    CaseReference, Content, DraftId, Handling, HandlingCode, Kind, Offence, Purpose, Retention, Role, UnitId, Urgency,
};
use node::system::SystemChance;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

/// How many exchanges share one commit.
pub const BATCH: usize = 64;

/// What was measured.
pub struct Measured {
    pub exchanges: usize,
    pub seconds: f64,
    /// The size of one delivery on the wire, in bytes.
    pub delivery: usize,
    /// Sealing and sending; receiving and admitting; acknowledging.
    pub parts: [Duration; 3],
    /// Commits on both sides.
    pub commits: usize,
}

impl Measured {
    pub fn per_second(&self) -> f64 {
        self.exchanges as f64 / self.seconds
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each = |part: &Duration| part.as_secs_f64() * 1e6 / self.exchanges as f64;
        let [seal, receive, acknowledge] = &self.parts;
        write!(
            f,
            "sealed exchanges: {:.0}/s ({} in {:.2} s, {} commits, {} bytes a delivery)\n  seal and send {:.0} us, \
             receive and admit {:.0} us, acknowledge {:.0} us each",
            self.per_second(),
            self.exchanges,
            self.seconds,
            self.commits,
            self.delivery,
            each(seal),
            each(receive),
            each(acknowledge)
        )
    }
}

/// Releases `count` requests, then times how they are sealed, sent, received and acknowledged.
pub fn run(folder: &Path, count: usize) -> Outcome<Measured> {
    let pair = pair(folder)?;
    let released = release(&pair, count)?;
    let (at, mut chance) = (pair.at, SystemChance);
    let (asks, answers) = (&pair.asks, &pair.answers);
    let (from, to) = (asks.station().us().id.clone(), answers.station().us().id.clone());
    let mut parts = [Duration::ZERO; 3];
    let (mut delivery, mut commits) = (0, 0);
    let whole = Stopwatch::now();
    for batch in released.chunks(BATCH) {
        let clock = Stopwatch::now();
        let parcels = asks.store().tx("seal and send", at, &mut chance, |tx| {
            for id in batch {
                Released::resume(asks.station(), tx, *id)?.seal(asks.station(), tx)?.send(asks.station(), tx)?;
            }
            due(tx, batch.len())
        })?;
        parts[0] += clock.elapsed();
        delivery = parcels.first().map_or(0, |parcel| parcel.bytes().len());
        let clock = Stopwatch::now();
        let receipts = answers.store().tx("receive", at, &mut chance, |tx| {
            let mut replies = Vec::new();
            for parcel in &parcels {
                replies.extend(receive(answers.station(), tx, &from, parcel.bytes())?);
            }
            Ok(replies)
        })?;
        parts[1] += clock.elapsed();
        let clock = Stopwatch::now();
        asks.store().tx("acknowledge", at, &mut chance, |tx| {
            for receipt in &receipts {
                receive(asks.station(), tx, &to, receipt.bytes())?;
            }
            Ok(())
        })?;
        parts[2] += clock.elapsed();
        commits += 3;
    }
    let seconds = whole.elapsed().as_secs_f64();
    check(&pair, &released)?;
    Ok(Measured { exchanges: released.len(), seconds, delivery, parts, commits })
}

/// Every exchange must have come out right, or the figure means nothing.
fn check(pair: &Pair, released: &[DraftId]) -> Outcome<()> {
    let states = pair.asks.store().read("check", pair.at, |tx| {
        let rows: Result<Vec<_>, _> = released.iter().map(|id| tx.outbound().get(*id)).collect();
        Ok(rows?.into_iter().flatten().filter(|row| row.state == "acknowledged").count())
    })?;
    if states == released.len() { Ok(()) } else { Err(format!("only {states} were acknowledged").into()) }
}

fn release(pair: &Pair, count: usize) -> Outcome<Vec<DraftId>> {
    let (desk, approver) = (officer("desk", Role::DeskOfficer)?, officer("approver", Role::Approver)?);
    let (at, mut chance) = (pair.at, SystemChance);
    let to = pair.answers.station().us().id.clone();
    let mut forms = Vec::new();
    for number in 0..count {
        forms.push(form(pair, &to, number)?);
    }
    let marking = MarkingForm {
        handling: Handling::of([HandlingCode::H1]),
        evaluation: None,
        retention: Retention { review: "2027-11-23".parse()?, until: "2029-11-23".parse()? },
        overrides: Vec::new(),
    };
    let released = pair.asks.step("release", at, &mut chance, |station, tx| {
        let mut ids = Vec::new();
        for form in forms {
            let draft = Draft::write(station, tx, &desk, form)?;
            let marked = draft.ground(station, tx, &desk)?.mark(station, tx, &desk, marking.clone())?;
            ids.push(marked.release(station, tx, &Approver { officer: &approver, proved_at: at })?.id());
        }
        Ok(ids)
    })?;
    Ok(released)
}

fn form(pair: &Pair, to: &model::AuthorityId, number: usize) -> Outcome<DraftForm> {
    let mut person = Person::named(&format!("Testi Henkilo {number}"));
    person.birth = PartialDate::parse("1980-02-03");
    person.category = Some(SubjectCategory::PersonConcerned);
    Ok(DraftForm {
        exchange: None,
        kind: Kind::Information,
        to: vec![Addressee { to: to.clone(), under: pair.under.clone() }],
        offence: Offence::parse("terrorist-financing")?,
        purpose: Purpose::Investigation,
        urgency: Urgency::Ordinary,
        case: CaseReference::parse(&format!("EE-2026/{number}"))?,
        unit: UnitId::parse("spoc")?,
        content: Content::Request(InformationRequest {
            subjects: vec![Subject::Person(person)],
            question: "Is he known, and under which address?".into(),
            justification: "A transfer names him and an address in Helsinki.".into(),
            watch_until: None,
        }),
        confirmed: BTreeSet::new(),
        reply_by: None,
    })
}
