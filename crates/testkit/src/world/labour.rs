//! An officer brings one item from draft to sent. After a failure he does not know whether his act took effect: he looks
//! where the item stands and goes on from there, as the console would show it to him.

use super::plan::{Answering, Plan};
use super::{Happening, World};
use crate::form;
use crate::ground::Tie;
use crate::node::is_planned;
use exchange::inbound::{answer, judge};
use exchange::outbound::{Approver, Grounded, Marked, Released};
use exchange::{Addressee, Draft, Station, Trying};
use jiff::SignedDuration;
use model::{CaseReference, DraftId, ExchangeId, Failure, MessageId, Officer, Purpose, Role, Stop};
use policy::Action;
use store::{Direction, Judgement, Tx};

/// What is being written.
#[derive(Debug, Clone)]
enum Writing {
    /// A request, to these places under these ties.
    Request { to: Vec<(usize, usize)> },
    /// The answer to a request.
    Answer { exchange: ExchangeId, message: MessageId },
}

/// One item and the officer behind it.
#[derive(Debug, Clone)]
pub(super) struct Labour {
    pub(super) node: usize,
    plan: usize,
    writing: Writing,
    item: Option<(DraftId, ExchangeId)>,
    /// Where it stands, as far as the officer knows.
    stage: &'static str,
    unsure: bool,
}

impl Labour {
    pub(super) fn asking(number: usize, plans: &[Plan], ties: &[Tie]) -> Labour {
        let plan = &plans[number];
        let other = |tie: &usize| {
            let (a, b) = ties[*tie].between;
            (if a == plan.asks { b } else { a }, *tie)
        };
        let writing = Writing::Request { to: plan.ties.iter().map(other).collect() };
        Labour { node: plan.asks, plan: number, writing, item: None, stage: "", unsure: false }
    }

    /// The reference under which the officer files it.
    fn case(&self) -> String {
        match self.writing {
            Writing::Request { .. } => Plan::case(self.plan),
            Writing::Answer { .. } => Plan::answer_case(self.plan),
        }
    }

    /// He no longer knows where it stands.
    pub(super) fn doubt(&mut self) {
        self.unsure = true;
    }
}

fn desk() -> Result<Officer, Failure> {
    form::officer("desk", Role::DeskOfficer)
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
            self.labours.push(Labour { node, plan, writing, item: None, stage: "", unsure: false });
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
                let pause = SignedDuration::from_secs(self.fate.between(1, 1_800));
                self.after(pause, Happening::Labour(number));
            }
            Err(stop) if is_planned(&stop) || is_elsewhere(&stop) => {
                self.labours[number].doubt();
                let pause = SignedDuration::from_secs(self.fate.between(1, 600));
                self.after(pause, Happening::Labour(number));
            }
            Err(Stop::Refusal(refusal)) if EXPECTED.contains(&refusal.check.id) => {}
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

    /// Writes the draft; often the officer grounds and marks it in the same visit.
    fn write(&mut self, number: usize) -> Result<(), Stop> {
        let labour = self.labours[number].clone();
        let far = self.fate.below(4);
        let plan = self.plans[labour.plan].clone();
        let case = labour.case();
        let to = self.addressees(&labour.writing);
        let (item, stage) = self.nodes[labour.node].visit("write", self.now, |station, tx| {
            let desk = desk()?;
            let draft = match &labour.writing {
                Writing::Request { .. } => {
                    let form = form::request(to, &case, form::person(plan.person), plan.urgency)?;
                    Draft::write(station, tx, &desk, form)?
                }
                Writing::Answer { exchange, message } => {
                    let informs = plan.answering == Answering::Informs && confirm(station, tx, *message, &case)?;
                    let form =
                        if informs { form::informs(&case, form::person(plan.person))? } else { form::refuses(&case)? };
                    answer(station, tx, &desk, *exchange, form)?
                }
            };
            let item = (draft.id(), draft.exchange());
            if far == 0 {
                return Ok((item, "draft"));
            }
            let grounded = draft.ground(station, tx, &desk)?;
            if far == 1 {
                return Ok((item, "grounded"));
            }
            grounded.mark(station, tx, &desk, form::marking()?)?;
            Ok((item, "marked"))
        })?;
        (self.labours[number].item, self.labours[number].stage) = (Some(item), stage);
        Ok(())
    }

    fn addressees(&self, writing: &Writing) -> Vec<Addressee> {
        let Writing::Request { to } = writing else { return Vec::new() };
        let addressee = |(node, tie): &(usize, usize)| {
            let (to, under) = (self.nodes[*node].id().clone(), self.ties[*tie].under.clone());
            Addressee { to, under }
        };
        to.iter().map(addressee).collect()
    }

    fn ground(&mut self, number: usize) -> Result<(), Stop> {
        let id = self.item(number)?;
        self.try_step(number, "ground", move |station, tx| {
            let desk = desk()?;
            Draft::resume(station, tx, &desk, Action::Draft, id)?.ground(station, tx, &desk).map(drop)
        })?;
        self.labours[number].stage = "grounded";
        Ok(())
    }

    fn mark(&mut self, number: usize) -> Result<(), Stop> {
        let id = self.item(number)?;
        self.try_step(number, "mark", move |station, tx| {
            let desk = desk()?;
            Grounded::resume(station, tx, &desk, id)?.mark(station, tx, &desk, form::marking()?).map(drop)
        })?;
        self.labours[number].stage = "marked";
        Ok(())
    }

    /// Releases: at times two approvers have the item open and both press the button.
    fn release(&mut self, number: usize) -> Result<(), Stop> {
        let (node, id) = (self.labours[number].node, self.item(number)?);
        if !self.fate.happens(250) {
            self.try_step(number, "release", move |station, tx| {
                let officer = form::officer("approver", Role::Approver)?;
                let approver = Approver { officer: &officer, proved_at: tx.at() };
                Marked::resume(station, tx, &officer, id)?.release(station, tx, &approver).map(drop)
            })?;
            self.labours[number].stage = "released";
            return Ok(());
        }
        let mut open = Vec::new();
        for name in ["approver", "second"] {
            let officer = form::officer(name, Role::Approver)?;
            let marked = self.nodes[node].visit("take up", self.now, |s, tx| Marked::resume(s, tx, &officer, id))?;
            open.push((officer, marked));
        }
        let mut released = 0;
        let mut last = Ok(());
        for (officer, marked) in open {
            last = self.try_step(number, "release", move |station, tx| {
                let proved_at = tx.at();
                marked.release(station, tx, &Approver { officer: &officer, proved_at }).map(drop)
            });
            released += usize::from(last.is_ok());
        }
        self.at_most_one(node, "release", released);
        if released == 0 {
            last?;
        }
        self.labours[number].stage = "released";
        Ok(())
    }

    /// Seals and sends: at times two take the same released item.
    fn seal(&mut self, number: usize) -> Result<(), Stop> {
        let (node, id) = (self.labours[number].node, self.item(number)?);
        let both = self.fate.happens(150);
        self.plant.before_sealing(self.nodes[node].directory());
        let done = if both { self.seal_twice(number, id) } else { self.seal_once(number, id) };
        self.plant.after_sealing(self.nodes[node].directory());
        done?;
        self.labours[number].stage = "sent";
        self.dispatch_at(node, self.now);
        Ok(())
    }

    fn seal_once(&mut self, number: usize, id: DraftId) -> Result<(), Stop> {
        self.try_step(number, "seal and send", move |station, tx| {
            Released::resume(station, tx, id)?.seal(station, tx)?.send(station, tx).map(drop)
        })
    }

    fn seal_twice(&mut self, number: usize, id: DraftId) -> Result<(), Stop> {
        let node = self.labours[number].node;
        let mut open = Vec::new();
        for _ in 0..2 {
            open.push(self.nodes[node].visit("take up", self.now, |s, tx| Released::resume(s, tx, id))?);
        }
        let (mut sent, mut last) = (0, Ok(()));
        for released in open {
            let step = move |s: &Station, tx: &mut Tx<'_>| released.seal(s, tx)?.send(s, tx).map(drop);
            last = self.try_step(number, "seal and send", step);
            sent += usize::from(last.is_ok());
        }
        self.at_most_one(node, "sealing", sent);
        if sent > 0 { Ok(()) } else { last }
    }

    fn at_most_one(&mut self, node: usize, what: &str, times: usize) {
        if times > 1 {
            let id = self.nodes[node].id().clone();
            let because = format!("{what} succeeded {times} times for one item");
            self.broken.push(crate::Broken::new(&id, "a step is taken once", because));
        }
    }

    fn try_step(
        &mut self,
        number: usize,
        name: &str,
        step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let labour = &self.labours[number];
        let exchange = labour.item.map(|(_, exchange)| exchange);
        let trying = Trying { name, exchange, officer: None };
        self.nodes[labour.node].attempt(trying, self.now, step)
    }

    fn item(&self, number: usize) -> Result<DraftId, Stop> {
        let item = self.labours[number].item;
        item.map(|(id, _)| id).ok_or_else(|| Failure::new("going on with an item", "it is not known").into())
    }
}

/// Refusals that end an item in some weather: a suspended arrangement, a stale card.
const EXPECTED: &[&str] = &["OUT-2.1", "OUT-2.2", "OUT-5.1", "OUT-5.2"];

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

/// Judges the first candidate, unless one was confirmed before. Says whether there is a confirmed one.
fn confirm(station: &Station, tx: &mut Tx<'_>, message: MessageId, case: &str) -> Result<bool, Stop> {
    let candidates = tx.candidates().of(message)?;
    if candidates.iter().any(|candidate| candidate.judgement == Judgement::Same) {
        return Ok(true);
    }
    let Some(first) = candidates.iter().find(|candidate| candidate.judgement == Judgement::None) else {
        return Ok(false);
    };
    let case = form::spelt(case, CaseReference::parse)?;
    let (desk, purpose) = (desk()?, Purpose::Investigation);
    judge(station, tx, &desk, message, first.ordinal, Judgement::Same, purpose, &case)?;
    Ok(true)
}
