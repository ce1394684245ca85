//! What must hold once all is quiet: each node's rows agree with its log, and each message had exactly one effect and one
//! receipt at each recipient, or is visibly undelivered.
//!
//! `rows` looks at one node, `between` at both sides of each message, `after` at every holder of what was taken back.

mod after;
mod between;
mod picture;
mod rows;

pub use picture::Picture;

use audit::Event;
use model::AuthorityId;
use std::fmt;
use store::OutboxState;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    node: AuthorityId,
    law: &'static str,
    because: String,
}

impl Broken {
    /// At `node` the law does not hold, because of what is said: ids and codes only.
    pub fn new(node: &AuthorityId, law: &'static str, because: impl Into<String>) -> Broken {
        Broken { node: node.clone(), law, because: because.into() }
    }

    /// Which law is broken.
    pub fn law(&self) -> &'static str {
        self.law
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: not so: {}: {}", self.node, self.law, self.because)
    }
}

/// How much of what happened, to see that a simulation reached what it is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Deliveries that were sent, one per recipient.
    pub sent: usize,
    /// Of these: receipt stored.
    pub delivered: usize,
    /// Of these: the recipient refused.
    pub refused: usize,
    /// Of these: given up.
    pub expired: usize,
    /// Messages that arrived again after they were taken.
    pub repeated: usize,
    /// Items that were released and refused at sealing.
    pub held_back: usize,
    /// Neutral answers.
    pub neutral: usize,
    /// Parcels that were turned away.
    pub faults: usize,
    /// Messages sealed again for another epoch key.
    pub resealed: usize,
    /// Corrections and recalls that have left.
    pub demands: usize,
    /// Copies that were erased because they were corrected or recalled.
    pub erased: usize,
    /// Answers that a holder kept it under a duty of law.
    pub restricted: usize,
    /// Answers of holders that are late.
    pub late: usize,
    /// Items passed on.
    pub passed_on: usize,
    /// Demands that came before what they are about.
    pub tombstones: usize,
}

impl Counts {
    /// Adds another count.
    pub fn add(&mut self, other: Counts) {
        self.sent += other.sent;
        self.delivered += other.delivered;
        self.refused += other.refused;
        self.expired += other.expired;
        self.repeated += other.repeated;
        self.held_back += other.held_back;
        self.neutral += other.neutral;
        self.faults += other.faults;
        self.resealed += other.resealed;
        self.demands += other.demands;
        self.erased += other.erased;
        self.restricted += other.restricted;
        self.late += other.late;
        self.passed_on += other.passed_on;
        self.tombstones += other.tombstones;
    }
}

/// Counts what happened.
pub fn count(pictures: &[Picture]) -> Counts {
    let mut counts = Counts::default();
    for picture in pictures {
        let ended = |state| picture.outbox.iter().filter(|row| row.state == state).count();
        let named = |name: &str| picture.entries.iter().filter(|entry| entry.event.name() == name).count();
        counts.add(Counts {
            sent: picture.outbox.len(),
            delivered: ended(OutboxState::Delivered),
            refused: ended(OutboxState::Refused),
            expired: ended(OutboxState::Expired),
            repeated: named("repeated"),
            held_back: picture.outbound.iter().filter(|row| row.state == "released").count(),
            neutral: named("neutral-answered"),
            faults: named("fault"),
            resealed: named("resealed"),
            demands: named("demand-sent"),
            erased: named("message-erased"),
            restricted: met(picture, "restricted"),
            late: picture.answers.iter().filter(|row| row.is_late(picture.at)).count(),
            passed_on: named("passed-on"),
            tombstones: met(picture, "not-held"),
        });
    }
    counts
}

/// How often a demand was met in this way.
fn met(picture: &Picture, how: &str) -> usize {
    let met =
        |entry: &&audit::Entry| matches!(&entry.event, Event::DemandMet { outcome, .. } if outcome.as_str() == how);
    picture.entries.iter().filter(met).count()
}

/// Everything that must hold after quiet.
pub fn check(pictures: &[Picture]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for picture in pictures {
        rows::check(picture, &mut broken);
    }
    between::check(pictures, &mut broken);
    after::check(pictures, &mut broken);
    broken
}
