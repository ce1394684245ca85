//! What follows sending: officers take back and correct what they sent, pass on what they were told, keep what a court must
//! see; nodes answer by themselves where a standing approval covers it, and officers do the rest from the list of duties.

use super::labour::{Labour, Writing};
use super::plan::Answering;
use super::{Happening, World};
use crate::form;
use crate::node::is_planned;
use exchange::after::{self, DutyKind, RestrictionForm, after_due, duties, restrict};
use exchange::{Addressee, Draft, Station};
use jiff::SignedDuration;
use model::{AuthorityId, Body, CaseReference, LegalDuty, MessageId, RecallGround, Role, State, Stop, ThirdParty};
use store::Tx;

/// How often a node follows up, and its officers look at their duties.
const ROUNDS: SignedDuration = SignedDuration::from_hours(12);
/// How long holders are given to answer.
const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_hours(48);
/// One thing that an officer does about a message that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Following {
    /// Takes it back.
    Recall { item: MessageId },
    /// Says what is right.
    Correct { item: MessageId, person: u64 },
    /// Asks whether it may be passed on to the node at a place.
    Ask { item: MessageId, third: usize },
    /// Passes it on to the node at a place, under a tie; against a threat, if it is one.
    PassOn { item: MessageId, third: usize, tie: usize, threat: bool },
    /// Decides a request for permission.
    Decide { request: MessageId, grants: bool },
    /// Answers a demand, for this node or for a holder that it passed the item on to.
    Acknowledge { demand: MessageId, holder: Option<AuthorityId> },
    /// Hands a correction on.
    HandOn { demand: MessageId, holder: AuthorityId },
}

impl Following {
    /// Whether it tells something about a person.
    fn informs(&self) -> bool {
        matches!(self, Following::Correct { .. } | Following::PassOn { .. } | Following::HandOn { .. })
    }
}

impl World<'_> {
    /// Draws what comes of an item that has just left: from most nothing does.
    pub(super) fn draw_following(&mut self, number: usize) {
        let labour = self.labours[number].clone();
        let Some(item) = self.sent_as(&labour) else { return };
        let plan = self.plans[labour.plan].clone();
        match &labour.writing {
            Writing::Request { .. } if self.fate.happens(50) => {
                let hours = self.noticed_within(24);
                self.follow(labour.node, labour.plan, hours, Following::Recall { item });
            }
            Writing::Answer { .. } if plan.answering == Answering::Informs => {
                match self.fate.below(100) {
                    0..15 => {
                        let hours = self.noticed_within(72);
                        self.follow(labour.node, labour.plan, hours, Following::Recall { item });
                    }
                    15..25 => {
                        let correction = Following::Correct { item, person: plan.person };
                        self.follow(labour.node, labour.plan, 48, correction);
                        if self.fate.happens(400) {
                            self.follow(labour.node, labour.plan, 72, Following::Recall { item });
                        }
                    }
                    _ => {}
                }
                self.draw_passing(plan.asks, labour.node, labour.plan, item, plan.bound);
            }
            _ => {}
        }
    }

    /// Every second mistake is noticed soon, often before what was sent has arrived.
    fn noticed_within(&mut self, hours: i64) -> i64 {
        if self.fate.happens(500) { 2 } else { hours }
    }

    /// Whoever asked passes the answer on, or keeps it for a court.
    fn draw_passing(&mut self, holder: usize, origin: usize, plan: usize, item: MessageId, bound: bool) {
        if self.fate.happens(150) {
            let pause = SignedDuration::from_secs(self.fate.between(600, 48 * 3_600));
            self.after(pause, Happening::Restrict { node: holder, item });
        }
        if !self.fate.happens(300) {
            return;
        }
        let third = |(place, tie): (usize, &crate::ground::Tie)| match tie.between {
            (a, b) if a == holder && b != origin => Some((b, place)),
            (a, b) if b == holder && a != origin => Some((a, place)),
            _ => None,
        };
        let Some((third, tie)) = self.ties.iter().enumerate().find_map(third) else { return };
        let threat = self.fate.happens(150);
        let asks = bound && !threat;
        if asks {
            self.follow(holder, plan, 12, Following::Ask { item, third });
        }
        let pause = SignedDuration::from_hours(if asks { 48 } else { 0 });
        self.follow_after(pause, holder, plan, 36, Following::PassOn { item, third, tie, threat });
    }

    fn follow(&mut self, node: usize, plan: usize, hours: i64, what: Following) {
        self.follow_after(SignedDuration::ZERO, node, plan, hours, what);
    }

    fn follow_after(&mut self, first: SignedDuration, node: usize, plan: usize, hours: i64, what: Following) {
        let number = self.labours.len();
        self.labours.push(Labour::of(node, plan, Writing::Following { what, number }));
        let pause = first + SignedDuration::from_secs(self.fate.between(1, hours * 3_600));
        self.after(pause, Happening::Labour(number));
    }

    /// The message of an item that has left.
    fn sent_as(&self, labour: &Labour) -> Option<MessageId> {
        let (id, _) = labour.item?;
        let row = self.nodes[labour.node].look(self.now, |_, tx| tx.outbound().get(id)).ok()?;
        row.and_then(|row| row.message)
    }

    /// A node does what standing approvals cover, and its officers take up the rest.
    pub(super) fn rounds(&mut self, node: usize) {
        if self.now < self.last_day {
            self.after(ROUNDS, Happening::Rounds(node));
        }
        if !self.nodes[node].is_up() {
            return;
        }
        let done = self.nodes[node]
            .visit("follow up", self.now, |station, tx| Ok((after_due(station, tx)?, duties(station, tx)?)));
        let (done, open) = match done {
            Ok(done) => done,
            Err(stop) => {
                self.unexpected(node, "following up", &stop);
                return self.trace("follow up", node, "failed");
            }
        };
        for (_, stop) in done.iter().filter_map(|one| one.as_ref().err()) {
            // A suspended arrangement, a stale card, an approval that does not cover it.
            if !matches!(stop, Stop::Refusal(_)) {
                self.unexpected(node, "following up", stop);
            }
        }
        self.trace("follow up", node, &format!("{} {}", done.len(), open.len()));
        for duty in open {
            let what = match (duty.kind, duty.holder) {
                (DutyKind::Acknowledge, _) => Following::Acknowledge { demand: duty.message, holder: None },
                (DutyKind::Report, holder) => Following::Acknowledge { demand: duty.message, holder },
                (DutyKind::HandOn, Some(holder)) => Following::HandOn { demand: duty.message, holder },
                (DutyKind::Decide, _) => Following::Decide { request: duty.message, grants: !self.fate.happens(250) },
                (DutyKind::HandOn, None) | (DutyKind::Ratify, _) => continue,
            };
            self.take_up(node, what);
        }
        self.dispatch_at(node, self.now);
    }

    /// An officer takes up a duty, unless one is at it. What was given up before is taken up anew.
    fn take_up(&mut self, node: usize, what: Following) {
        let same = |labour: &&Labour| match &labour.writing {
            Writing::Following { what: other, .. } => labour.node == node && is_same(other, &what) && !labour.is_over(),
            _ => false,
        };
        if self.labours.iter().any(|labour| same(&labour)) {
            return;
        }
        self.follow(node, 0, 2, what);
    }

    /// An approver puts what was received under a duty of law.
    pub(super) fn restrict(&mut self, node: usize, item: MessageId) {
        if !self.nodes[node].is_up() {
            return self.after(SignedDuration::from_mins(30), Happening::Restrict { node, item });
        }
        let done = self.nodes[node].visit("restrict", self.now, |station, tx| {
            let (duty, case) = (LegalDuty::CourtOrder, form::spelt("COURT/1", CaseReference::parse)?);
            let officer = form::officer("approver", Role::Approver)?;
            restrict(station, tx, &officer, RestrictionForm { message: item, duty, until: None, case })
        });
        match done {
            Ok(()) => self.trace("restrict", node, "done"),
            // It has not come yet, or is gone.
            Err(Stop::Refusal(refusal)) => self.trace("restrict", node, refusal.check.id),
            Err(stop) if is_planned(&stop) => {
                self.after(SignedDuration::from_mins(30), Happening::Restrict { node, item });
            }
            Err(stop) => self.unexpected(node, "restricting", &stop),
        }
    }

    /// What the officer writes, by the act that belongs to it; asked by the world before it visits the node.
    pub(super) fn act_of(&self, what: &Following, case: &CaseReference) -> Result<Act, Stop> {
        let unit = form::unit()?;
        let (case, confirmed) = (case.clone(), Default::default());
        Ok(match what.clone() {
            Following::Recall { item } => Box::new(move |station, tx| {
                let answer_by = tx.at() + ANSWERED_WITHIN;
                let ground = RecallGround::Incorrect;
                after::recall(station, tx, &desk()?, after::RecallForm { item, ground, answer_by, case, unit })
            }),
            Following::Correct { item, person } => Box::new(move |station, tx| {
                let answer_by = tx.at() + ANSWERED_WITHIN;
                let (subjects, statements) = (vec![form::person(person)], form::statements("Known here since 2025.")?);
                let form = after::CorrectionForm { item, subjects, statements, answer_by, case, unit, confirmed };
                after::correct(station, tx, &desk()?, form)
            }),
            Following::Ask { item, third } => {
                let to = self.party(third)?;
                let justification = "The other desk leads the inquiry.".into();
                let form = after::PermissionForm { item, to, justification, case, unit, confirmed };
                Box::new(move |station, tx| after::ask_permission(station, tx, &desk()?, form))
            }
            Following::PassOn { item, third, tie, threat } => {
                let to = Addressee { to: self.nodes[third].id().clone(), under: self.ties[tie].under.clone() };
                let threat = threat.then(|| after::Threat { threat: "An attack is near.".into(), call_back: false });
                let form = after::OnwardForm { item, to, threat, case, unit, confirmed };
                Box::new(move |station, tx| after::pass_on(station, tx, &desk()?, form))
            }
            Following::Decide { request, grants } => {
                let until = "2027-12-31".parse().map_err(|e| model::Failure::new("reading a day", e))?;
                let cite = model::Citation("house".to_owned());
                let decision = match grants {
                    true => after::Decision::Grant { conditions: vec!["this inquiry alone".to_owned()], until },
                    false => after::Decision::Refuse { ground: "essential-interests".to_owned(), cite },
                };
                let form = after::DecisionForm { request, decision, case, unit, confirmed };
                Box::new(move |station, tx| after::decide_permission(station, tx, &desk()?, form))
            }
            Following::Acknowledge { demand, holder } => Box::new(move |station, tx| {
                let form = after::AcknowledgeForm { demand, holder, late_until: None, case, unit };
                after::acknowledge(station, tx, &desk()?, form)
            }),
            Following::HandOn { demand, holder } => Box::new(move |station, tx| {
                let form = after::HandOnForm { demand, holder, case, unit, confirmed };
                after::hand_on(station, tx, &desk()?, form)
            }),
        })
    }

    fn party(&self, place: usize) -> Result<ThirdParty, Stop> {
        let authority = self.nodes[place].id().clone();
        let state = match authority.as_str().get(..2) {
            Some("ee") => "EST",
            Some("lv") => "LVA",
            _ => "FIN",
        };
        Ok(ThirdParty { authority, state: form::spelt(state, State::parse)?, body: Body::Police })
    }
}

/// What an officer does at his node.
pub(super) type Act = Box<dyn FnOnce(&Station, &mut Tx<'_>) -> Result<Draft, Stop>>;

/// How an item that follows is marked.
pub(super) fn marking(what: &Following) -> Result<exchange::outbound::MarkingForm, Stop> {
    let marking = form::marking()?;
    let evaluation = marking.evaluation.filter(|_| what.informs());
    Ok(exchange::outbound::MarkingForm { evaluation, ..marking })
}

/// Where an item that follows is found again: what is passed on begins an exchange of its own, the rest knows its own.
pub(super) fn find(tx: &mut Tx<'_>, case: &str) -> Result<Option<store::OutboundRow>, Stop> {
    let states = ["draft", "grounded", "marked", "released", "sent", "acknowledged"];
    for state in states {
        let rows = tx.outbound().in_state(state, 100_000)?;
        if let Some(row) = rows.into_iter().find(|row| row.reference.as_str() == case) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

fn desk() -> Result<model::Officer, model::Failure> {
    form::officer("desk", Role::DeskOfficer)
}

/// The same duty, however it will be decided.
fn is_same(one: &Following, other: &Following) -> bool {
    match (one, other) {
        (Following::Decide { request: a, .. }, Following::Decide { request: b, .. }) => a == b,
        _ => one == other,
    }
}
