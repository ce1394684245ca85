//! AFT-1 to AFT-3: what is said and done about a message after it was sent.

mod agreed;
mod arriving;
mod passing;
mod recalling;
mod seeing;
mod writing;

use exchange::Station;
use exchange::after::{
    AcknowledgeForm, Decision, DecisionForm, Holder, OnwardForm, PermissionForm, RecallForm, acknowledge,
    ask_permission, decide_permission, holders, pass_on, recall,
};
use exchange::inbound::{answer, judge};
use exchange::outbound::{Approver, Draft, Marked, MarkingForm, Released};
use jiff::SignedDuration;
use model::{
    AuthorityId, Body, CaseReference, DraftId, Handling, HandlingCode, HolderOutcome, Instant, MessageId, Purpose,
    RecallGround, Stop, ThirdParty,
};
use store::{Judgement, Tx};
use testkit::form::{self, person};
use testkit::keeping;
use testkit::scene::{EE, FI, LV, Scene, approver, desk};

/// What Helsinki told Tallinn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Informed {
    pub(super) message: MessageId,
}

pub(super) fn case(text: &str) -> CaseReference {
    CaseReference::parse(text).unwrap()
}

pub(super) fn marking(codes: &[HandlingCode]) -> MarkingForm {
    MarkingForm { handling: Handling::of(codes.iter().copied()), ..form::marking().unwrap() }
}

/// Takes what an officer wrote as far as marked.
pub(super) fn mark(
    scene: &mut Scene,
    place: usize,
    codes: &[HandlingCode],
    write: impl FnOnce(&Station, &mut Tx<'_>) -> Result<Draft, Stop>,
) -> Result<DraftId, Stop> {
    scene.visit(place, |station, tx| {
        let desk = desk()?;
        Ok(write(station, tx)?.ground(station, tx, &desk)?.mark(station, tx, &desk, marking(codes))?.id())
    })
}

/// Releases it.
pub(super) fn release(scene: &mut Scene, place: usize, id: DraftId) -> Result<(), Stop> {
    scene.visit(place, |station, tx| {
        let officer = approver()?;
        let approver = Approver { officer: &officer, proved_at: tx.at() };
        Marked::resume(station, tx, &officer, id)?.release(station, tx, &approver).map(drop)
    })
}

/// Seals it.
pub(super) fn seal(scene: &mut Scene, place: usize, id: DraftId) -> Result<MessageId, Stop> {
    scene.visit(place, |station, tx| {
        Ok(Released::resume(station, tx, id)?.seal(station, tx)?.send(station, tx)?.message())
    })
}

/// Takes what an officer wrote the whole way out.
pub(super) fn leave(
    scene: &mut Scene,
    place: usize,
    codes: &[HandlingCode],
    write: impl FnOnce(&Station, &mut Tx<'_>) -> Result<Draft, Stop>,
) -> Result<MessageId, Stop> {
    let id = mark(scene, place, codes, write)?;
    release(scene, place, id)?;
    seal(scene, place, id)
}

/// Tallinn asks, Helsinki informs under these codes; the answer has not left Helsinki's outbox.
pub(super) fn inform(scene: &mut Scene, number: u64, codes: &[HandlingCode]) -> Informed {
    let asked = scene.ask(EE, FI, &format!("EE/{number}"), person(number)).unwrap();
    let message = leave(scene, FI, codes, |station, tx| {
        let (desk, case) = (desk()?, case("FI/1"));
        judge(station, tx, &desk, asked.message, 0, Judgement::Same, Purpose::Investigation, &case)?;
        answer(station, tx, &desk, asked.exchange, form::informs("FI/1", person(number))?)
    });
    Informed { message: message.unwrap() }
}

/// The same, arrived.
pub(super) fn informed(scene: &mut Scene, number: u64, codes: &[HandlingCode]) -> Informed {
    let informed = inform(scene, number, codes);
    scene.settle().unwrap();
    informed
}

pub(super) fn in_days(scene: &Scene, days: i64) -> Instant {
    scene.now + SignedDuration::from_hours(24 * days)
}

/// Helsinki recalls.
pub(super) fn recalled(scene: &mut Scene, place: usize, item: MessageId) -> Result<MessageId, Stop> {
    let form = RecallForm {
        item,
        ground: RecallGround::Incorrect,
        answer_by: in_days(scene, 10),
        case: case("FI/2"),
        unit: form::unit()?,
    };
    leave(scene, place, &[HandlingCode::H0], |station, tx| recall(station, tx, &desk()?, form))
}

/// Riga, as Tallinn knows it.
pub(super) fn riga(scene: &Scene) -> ThirdParty {
    ThirdParty { authority: scene.id(LV), state: model::State::parse("LVA").unwrap(), body: Body::Police }
}

pub(super) fn permission_form(scene: &Scene, item: MessageId) -> PermissionForm {
    PermissionForm {
        item,
        to: riga(scene),
        justification: "Riga leads the inquiry into the transfer.".into(),
        case: case("EE/9"),
        unit: form::unit().unwrap(),
        confirmed: Default::default(),
    }
}

/// Tallinn asks whether it may pass an item on to Riga.
pub(super) fn asked(scene: &mut Scene, item: MessageId) -> Result<MessageId, Stop> {
    let form = permission_form(scene, item);
    leave(scene, EE, &[HandlingCode::H0], |station, tx| ask_permission(station, tx, &desk()?, form))
}

pub(super) fn decision(request: MessageId, decision: Decision) -> DecisionForm {
    DecisionForm { request, decision, case: case("FI/3"), unit: form::unit().unwrap(), confirmed: Default::default() }
}

pub(super) fn grant(until: &str) -> Decision {
    Decision::Grant { conditions: vec!["for the inquiry of Riga alone".to_owned()], until: until.parse().unwrap() }
}

/// Helsinki decides.
pub(super) fn decided(scene: &mut Scene, request: MessageId, what: Decision) -> Result<MessageId, Stop> {
    let form = decision(request, what);
    leave(scene, FI, &[HandlingCode::H0], |station, tx| decide_permission(station, tx, &desk()?, form))
}

pub(super) fn onward_form(scene: &Scene, item: MessageId) -> OnwardForm {
    OnwardForm {
        item,
        to: scene.addressee(EE, LV).unwrap(),
        threat: None,
        case: case("EE/10"),
        unit: form::unit().unwrap(),
        confirmed: Default::default(),
    }
}

/// Tallinn passes an item on to Riga.
pub(super) fn passed(scene: &mut Scene, item: MessageId) -> Result<MessageId, Stop> {
    let form = onward_form(scene, item);
    leave(scene, EE, &[HandlingCode::H2], |station, tx| pass_on(station, tx, &desk()?, form))
}

/// Asked, granted, passed on, all arrived.
pub(super) fn passed_with_permission(scene: &mut Scene, item: MessageId) -> MessageId {
    let request = asked(scene, item).unwrap();
    scene.settle().unwrap();
    decided(scene, request, grant("2027-01-31")).unwrap();
    scene.settle().unwrap();
    let passed = passed(scene, item).unwrap();
    scene.settle().unwrap();
    passed
}

/// An officer answers a demand for a holder.
pub(super) fn acknowledged(
    scene: &mut Scene,
    place: usize,
    demand: MessageId,
    holder: Option<AuthorityId>,
) -> Result<MessageId, Stop> {
    let form = AcknowledgeForm { demand, holder, late_until: None, case: case("EE/11"), unit: form::unit()? };
    leave(scene, place, &[HandlingCode::H0], |station, tx| acknowledge(station, tx, &desk()?, form))
}

/// Approvers of both sides sign that acknowledgements leave by themselves.
pub(super) fn by_themselves(scene: &mut Scene, a: usize, b: usize) {
    let under = scene.addressee(a, b).unwrap().under;
    for place in [a, b] {
        scene.visit(place, |station, tx| keeping::sign_standing(station, tx, &under)).unwrap();
    }
}

/// The holders of an item, as a node knows them.
pub(super) fn known_holders(scene: &Scene, place: usize, item: MessageId) -> Vec<Holder> {
    scene.nodes[place].look(scene.now, |_, tx| holders(tx, item)).unwrap()
}

/// What a holder answered last.
pub(super) fn outcome(scene: &Scene, place: usize, item: MessageId, holder: usize) -> Option<HolderOutcome> {
    let id = scene.id(holder);
    let holder = known_holders(scene, place, item).into_iter().find(|known| known.holder == id);
    holder.and_then(|holder| holder.standing.last().and_then(|standing| standing.outcome))
}

/// Whether the body of a message is still at a node.
pub(super) fn is_held(scene: &Scene, place: usize, message: MessageId) -> bool {
    scene.nodes[place].look(scene.now, |_, tx| tx.inbox().is_held(message)).unwrap()
}
