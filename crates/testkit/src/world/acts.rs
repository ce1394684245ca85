//! The acts of an officer on one item, each a visit of its own: write, ground, mark, release, seal. At times two officers
//! act at once on what both have open; one of them must be told that he came second.

use super::World;
use super::follow;
use super::labour::Writing;
use super::plan::Answering;
use crate::form;
use exchange::inbound::{answer, judge};
use exchange::outbound::{Approver, Grounded, Marked, Released};
use exchange::{Addressee, Draft, Station, Trying};
use model::{CaseReference, DraftId, Failure, MessageId, Officer, Purpose, Role, Stop};
use policy::Action;
use store::{Judgement, Tx};

fn desk() -> Result<Officer, Failure> {
    form::officer("desk", Role::DeskOfficer)
}

impl World<'_> {
    /// Writes the draft; often the officer grounds and marks it in the same visit.
    pub(super) fn write(&mut self, number: usize) -> Result<(), Stop> {
        let labour = self.labours[number].clone();
        let far = self.fate.below(4);
        let plan = self.plans[labour.plan].clone();
        let case = labour.case();
        let to = self.addressees(&labour.writing);
        let act = match &labour.writing {
            Writing::Following { what, .. } => Some(self.act_of(what, &form::spelt(&case, CaseReference::parse)?)?),
            _ => None,
        };
        let marking = self.marking(number)?;
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
                Writing::Following { .. } => {
                    let act = act.ok_or_else(|| Failure::new("following up", "no act"))?;
                    act(station, tx)?
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
            grounded.mark(station, tx, &desk, marking)?;
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

    /// How the officer marks it: an answer at times so that it is bound to permission.
    fn marking(&self, number: usize) -> Result<exchange::outbound::MarkingForm, Stop> {
        let labour = &self.labours[number];
        let mut marking = form::marking()?;
        match &labour.writing {
            Writing::Following { what, .. } => return follow::marking(what),
            Writing::Answer { .. } if self.plans[labour.plan].bound => {
                marking.handling = model::Handling::of([model::HandlingCode::H2]);
            }
            _ => {}
        }
        Ok(marking)
    }

    pub(super) fn ground(&mut self, number: usize) -> Result<(), Stop> {
        let id = self.item(number)?;
        self.try_step(number, "ground", move |station, tx| {
            let desk = desk()?;
            Draft::resume(station, tx, &desk, Action::Draft, id)?.ground(station, tx, &desk).map(drop)
        })?;
        self.labours[number].stage = "grounded";
        Ok(())
    }

    pub(super) fn mark(&mut self, number: usize) -> Result<(), Stop> {
        let (id, marking) = (self.item(number)?, self.marking(number)?);
        self.try_step(number, "mark", move |station, tx| {
            let desk = desk()?;
            Grounded::resume(station, tx, &desk, id)?.mark(station, tx, &desk, marking).map(drop)
        })?;
        self.labours[number].stage = "marked";
        Ok(())
    }

    /// Releases: at times two approvers have the item open and both press the button.
    pub(super) fn release(&mut self, number: usize) -> Result<(), Stop> {
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
    pub(super) fn seal(&mut self, number: usize) -> Result<(), Stop> {
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
