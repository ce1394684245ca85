//! An officer brings one item from draft to sent. After a failure he does not know whether his act took effect: he looks
//! where the item stands and goes on from there, as the console would show it to him. What each act is: [`acts`](super::acts).

use super::follow::{self, Following};
use super::plan::{Answering, Plan};
use super::{Happening, World};
use crate::form;
use crate::ground::Tie;
use crate::node::is_planned;
use jiff::SignedDuration;
use model::{DraftId, ExchangeId, MessageId, Stop};
use store::Direction;

/// What is being written.
#[derive(Debug, Clone)]
pub(super) enum Writing {
    /// A request, to these places under these ties.
    Request { to: Vec<(usize, usize)> },
    /// The answer to a request.
    Answer { exchange: ExchangeId, message: MessageId },
    /// Something about a message that was sent before; the number makes its reference.
    Following { what: Following, number: usize },
}

/// One item and the officer behind it.
#[derive(Debug, Clone)]
pub(super) struct Labour {
    pub(super) node: usize,
    pub(super) plan: usize,
    pub(super) writing: Writing,
    pub(super) item: Option<(DraftId, ExchangeId)>,
    /// Where it stands, as far as the officer knows.
    pub(super) stage: &'static str,
    unsure: bool,
    /// A refusal that was to be expected ended it.
    given_up: bool,
}

impl Labour {
    pub(super) fn asking(number: usize, plans: &[Plan], ties: &[Tie]) -> Labour {
        let plan = &plans[number];
        let other = |tie: &usize| {
            let (a, b) = ties[*tie].between;
            (if a == plan.asks { b } else { a }, *tie)
        };
        let writing = Writing::Request { to: plan.ties.iter().map(other).collect() };
        Labour::of(plan.asks, number, writing)
    }

    pub(super) fn of(node: usize, plan: usize, writing: Writing) -> Labour {
        Labour { node, plan, writing, item: None, stage: "", unsure: false, given_up: false }
    }

    /// Whether nobody is at it any more.
    pub(super) fn is_over(&self) -> bool {
        self.given_up || matches!(self.stage, "sent" | "acknowledged")
    }

    /// The reference under which the officer files it.
    pub(super) fn case(&self) -> String {
        match self.writing {
            Writing::Request { .. } => Plan::case(self.plan),
            Writing::Answer { .. } => Plan::answer_case(self.plan),
            Writing::Following { number, .. } => format!("AFT/{number}"),
        }
    }

    /// He no longer knows where it stands.
    pub(super) fn doubt(&mut self) {
        self.unsure = true;
    }
}

impl World<'_> {
    /// Plans that officers look at their tray.
    pub(super) fn open_tray(&mut self, node: usize) {
        if !self.trays[node] && !self.nodes[node].is_relay() {
            self.trays[node] = true;
            let pause = SignedDuration::from_secs(self.fate.between(60, 6 * 3_600));
            self.after(pause, Happening::Tray(node));
        }
    }

    /// Takes up every routed request that somebody means to answer.
    pub(super) fn tray(&mut self, node: usize) {
        self.trays[node] = false;
        if !self.nodes[node].is_up() {
            return;
        }
        let found = self.nodes[node].look(self.now, |_, tx| {
            let mut found = Vec::new();
            for row in tx.exchanges().in_state(Direction::Inbound, "routed")? {
                let first = tx.inbox().of(row.id)?.first().map(|row| row.message);
                found.extend(first.map(|message| (row.id, message, row.their_reference)));
            }
            Ok(found)
        });
        let found = match found {
            Ok(found) => found,
            Err(stop) => return self.unexpected(node, "looking at the tray", &stop),
        };
        for (exchange, message, reference) in found {
            let Some(plan) = reference.and_then(|case| Plan::number(case.as_str())) else { continue };
            let leaves = self.plans.get(plan).is_none_or(|plan| plan.answering == Answering::Leaves);
            if leaves || !self.taken_up.insert((node, exchange)) {
                continue;
            }
            let writing = Writing::Answer { exchange, message };
            self.labours.push(Labour::of(node, plan, writing));
            let pause = SignedDuration::from_secs(self.fate.between(30, 3_600));
            self.after(pause, Happening::Labour(self.labours.len() - 1));
        }
    }

    /// The officer's next act.
    pub(super) fn labour(&mut self, number: usize) -> Result<(), Stop> {
        let node = self.labours[number].node;
        if !self.nodes[node].is_up() {
            self.after(SignedDuration::from_mins(10), Happening::Labour(number));
            return Ok(());
        }
        if self.labours[number].unsure {
            self.find(number)?;
        }
        let stage = self.labours[number].stage;
        let done = match stage {
            "" => self.write(number),
            "draft" => self.ground(number),
            "grounded" => self.mark(number),
            "marked" => self.release(number),
            "released" => self.seal(number),
            _ => return Ok(()),
        };
        let came = match &done {
            Ok(()) => self.labours[number].stage.to_owned(),
            Err(Stop::Refusal(refusal)) => refusal.check.id.to_owned(),
            Err(_) => "failed".to_owned(),
        };
        self.trace(&format!("labour {number} {stage}"), node, &came);
        match done {
            Ok(()) => {
                if self.labours[number].is_over() {
                    self.draw_following(number);
                }
                let pause = SignedDuration::from_secs(self.fate.between(1, 1_800));
                self.after(pause, Happening::Labour(number));
            }
            Err(stop) if is_planned(&stop) || is_elsewhere(&stop) => {
                self.labours[number].doubt();
                let pause = SignedDuration::from_secs(self.fate.between(1, 600));
                self.after(pause, Happening::Labour(number));
            }
            Err(Stop::Refusal(refusal)) if self.labours[number].expects(refusal.check.id) => {
                self.labours[number].given_up = true;
            }
            Err(stop) => self.unexpected(node, stage, &stop),
        }
        Ok(())
    }

    /// Looks where the item stands.
    fn find(&mut self, number: usize) -> Result<(), Stop> {
        let labour = self.labours[number].clone();
        let known = labour.item.map(|(id, _)| id);
        let case = labour.case();
        let found = self.nodes[labour.node].look(self.now, |_, tx| match (known, &labour.writing) {
            (Some(id), _) => tx.outbound().get(id),
            (None, Writing::Following { .. }) => follow::find(tx, &case),
            (None, Writing::Answer { exchange, .. }) => {
                Ok(tx.outbound().of(*exchange)?.into_iter().find(|row| row.reference.as_str() == case))
            }
            (None, Writing::Request { .. }) => {
                let all = tx.exchanges().of_compartments(&[form::unit()?], 100_000)?;
                let ours = all.into_iter().find(|row| {
                    row.direction == Direction::Outbound
                        && row.our_reference.as_ref().is_some_and(|ours| ours.as_str() == case)
                });
                Ok(match ours {
                    Some(row) => tx.outbound().of(row.id)?.into_iter().next(),
                    None => None,
                })
            }
        })?;
        let labour = &mut self.labours[number];
        labour.unsure = false;
        labour.item = found.as_ref().map(|row| (row.id, row.exchange));
        labour.stage = found.map_or("", |row| stage(&row.state));
        Ok(())
    }
}

/// Refusals that end an item: in some weather, a suspended arrangement, a stale card; and a refusal under a schedule.
const EXPECTED: &[&str] = &["OUT-1.7", "OUT-2.1", "OUT-2.2", "OUT-5.1", "OUT-5.2"];
/// What ends an answer: the request was taken back meanwhile.
const TAKEN_BACK: &[&str] = &["OUT-1.4"];
/// What ends something that follows: it was taken back, has not come, was not permitted, was done by another.
const FOLLOWING: &[&str] =
    &["OUT-1.2", "AFT-1.2", "AFT-1.3", "AFT-1.4", "AFT-1.6", "AFT-2.1", "OUT-5.3", "READ-1.4", "POL-2.2", "POL-2.3"];

impl Labour {
    fn expects(&self, check: &str) -> bool {
        EXPECTED.contains(&check)
            || match self.writing {
                Writing::Request { .. } => false,
                Writing::Answer { .. } => TAKEN_BACK.contains(&check),
                Writing::Following { .. } => FOLLOWING.contains(&check),
            }
    }
}

/// Another took this step: he looks again where the item stands.
fn is_elsewhere(stop: &Stop) -> bool {
    matches!(stop, Stop::Refusal(refusal) if refusal.check.id == "OUT-4.3")
}

fn stage(word: &str) -> &'static str {
    ["draft", "grounded", "marked", "released", "sent", "acknowledged"]
        .into_iter()
        .find(|stage| *stage == word)
        .unwrap_or("sent")
}
