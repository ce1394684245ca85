//! Correcting and recalling what was sent, and handing on what another authority corrected or recalled to whom it was passed
//! on from here.

use super::held::{exchange, open, seen};
use super::permission::follow_up;
use super::refuse;
use crate::outbound::beside::Beside;
use crate::{Addressee, Draft, DraftForm, Station, checks};
use jiff::SignedDuration;
use law::Fact;
use model::{
    AuthorityId, CaseReference, Content, Correction, Instant, MessageId, Officer, Recall, RecallGround, Statement,
    Stop, Subject, UnitId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{CopyRow, DemandKind, DemandRow, ExchangeRow, Tx};

/// The longest time that holders are given to answer.
const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What an officer fills in to correct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionForm {
    /// The message that was wrong, as it left here.
    pub item: MessageId,
    /// About whom or what, as it is right.
    pub subjects: Vec<Subject>,
    /// What is known, as it is right: all of it.
    pub statements: Vec<Statement>,
    /// By when holders are to answer.
    pub answer_by: Instant,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    pub confirmed: BTreeSet<Fact>,
}

/// What an officer fills in to recall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecallForm {
    /// The message that is taken back, as it left here.
    pub item: MessageId,
    /// Why.
    pub ground: RecallGround,
    /// By when holders are to answer.
    pub answer_by: Instant,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
}

/// What an officer fills in to hand on a correction or recall of another authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOnForm {
    /// The correction or recall, as it was received here.
    pub demand: MessageId,
    /// To whom: a holder to whom the item was passed on from here.
    pub holder: AuthorityId,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    pub confirmed: BTreeSet<Fact>,
}

/// Drafts a correction to everybody to whom the message went (AFT-1.2, AFT-1.5).
pub fn correct(station: &Station, tx: &mut Tx<'_>, officer: &Officer, form: CorrectionForm) -> Result<Draft, Stop> {
    ahead(form.answer_by, tx.at())?;
    let (row, to) = recipients(station, tx, officer, form.item)?;
    let CorrectionForm { item, subjects, statements, answer_by, case, unit, confirmed } = form;
    let content = Content::Correction(Correction { item, subjects, statements, answer_by });
    let draft = follow_up(&row, to, content, case, unit, confirmed);
    Draft::write_with(station, tx, officer, draft, Beside::default())
}

/// Drafts a recall to everybody to whom the message went (AFT-1.2, AFT-1.5).
pub fn recall(station: &Station, tx: &mut Tx<'_>, officer: &Officer, form: RecallForm) -> Result<Draft, Stop> {
    ahead(form.answer_by, tx.at())?;
    let (row, to) = recipients(station, tx, officer, form.item)?;
    let RecallForm { item, ground, answer_by, case, unit } = form;
    let content = Content::Recall(Recall { item, ground, answer_by });
    let draft = follow_up(&row, to, content, case, unit, BTreeSet::new());
    Draft::write_with(station, tx, officer, draft, Beside::default())
}

/// Drafts, by a person, a correction or recall that is handed on. A correction needs no permission of its own: it follows
/// that of what it corrects.
pub fn hand_on(station: &Station, tx: &mut Tx<'_>, officer: &Officer, form: HandOnForm) -> Result<Draft, Stop> {
    let demand = received(station, tx, officer, form.demand)?;
    let passed = passed_on(station, tx, &demand, &form.holder)?;
    let beside = |rests_on| Beside { hands_on: Some(demand.message), rests_on, ..Beside::default() };
    let (content, beside) = match demand.what {
        DemandKind::Recall => (recall_of(&demand, &passed), beside(Vec::new())),
        DemandKind::Correction => {
            let row = exchange(tx, demand.exchange)?;
            let (_, content, _) = open(station, tx, officer, demand.message, row.purpose, &form.case)?;
            let (subjects, statements) = (content.subjects().to_vec(), content.statements().to_vec());
            let (item, answer_by) = (passed.message, demand.answer_by.max(soonest(tx.at())));
            (Content::Correction(Correction { item, subjects, statements, answer_by }), beside(vec![demand.message]))
        }
    };
    let (row, to) = reach(tx, &passed)?;
    let draft = follow_up(&row, vec![to], content, form.case, form.unit, form.confirmed);
    Draft::write_with(station, tx, officer, draft, beside)
}

/// Whom the schedule would tell: what [`recall_by_schedule`] is addressed to, before anything is drafted.
pub(super) fn to_tell(
    station: &Station,
    tx: &mut Tx<'_>,
    demand: &DemandRow,
    holder: &AuthorityId,
) -> Result<Addressee, Stop> {
    let passed = passed_on(station, tx, demand, holder)?;
    Ok(reach(tx, &passed)?.1)
}

/// The schedule's own recall to a holder to whom the item was passed on.
pub(super) fn recall_by_schedule(
    station: &Station,
    tx: &mut Tx<'_>,
    demand: &DemandRow,
    holder: &AuthorityId,
) -> Result<(Draft, Addressee), Stop> {
    let passed = passed_on(station, tx, demand, holder)?;
    let (row, to) = reach(tx, &passed)?;
    let case = super::schedule::reference(&row)?;
    let content = recall_of(demand, &passed);
    let form: DraftForm = follow_up(&row, vec![to.clone()], content, case, row.compartment.clone(), BTreeSet::new());
    let beside = Beside { hands_on: Some(demand.message), ..Beside::default() };
    Ok((Draft::by_schedule(tx, form, beside)?, to))
}

fn recall_of(demand: &DemandRow, passed: &CopyRow) -> Content {
    let ground = demand.ground.unwrap_or(RecallGround::Ordered);
    let answer_by = demand.answer_by;
    Content::Recall(Recall { item: passed.message, ground, answer_by })
}

/// Whoever is told late still has a day.
fn soonest(now: Instant) -> Instant {
    now.checked_add(SignedDuration::from_hours(24)).unwrap_or(now)
}

fn ahead(answer_by: Instant, now: Instant) -> Result<(), Stop> {
    let left = answer_by.duration_since(now);
    if left.is_positive() && left <= LONGEST {
        return Ok(());
    }
    let because = "the time for the holders' answers is over, or further off than 90 days";
    Err(refuse(&checks::AFT_1_5, because, "name a moment between now and then"))
}

/// The exchange of a message of ours, and everybody to whom it went, each under his arrangement.
fn recipients(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    item: MessageId,
) -> Result<(ExchangeRow, Vec<Addressee>), Stop> {
    let absent = || refuse(&checks::AFT_1_2, format!("{item} was not sent from here"), "name a message of ours");
    let row = tx.outbound().by_message(item)?.ok_or_else(absent)?;
    if !seen(station, tx, officer, row.exchange)? {
        return Err(absent());
    }
    let us = &station.us().id;
    let copies = tx.copies().about(item)?;
    let direct = copies.into_iter().filter(|copy| copy.message == item && &copy.via == us && &copy.holder != us);
    let to: Vec<Addressee> =
        direct.filter_map(|copy| Some(Addressee { to: copy.holder, under: copy.arrangement? })).collect();
    if to.is_empty() {
        let because = format!("{item} is nothing that can be corrected or recalled");
        return Err(refuse(&checks::AFT_1_2, because, "name a request, an answer or what was passed on"));
    }
    Ok((exchange(tx, row.exchange)?, to))
}

/// A demand of another authority, in a tray that the officer sees.
fn received(station: &Station, tx: &mut Tx<'_>, officer: &Officer, demand: MessageId) -> Result<DemandRow, Stop> {
    let absent = || {
        let because = format!("{demand} is no correction or recall that was received here");
        refuse(&checks::AFT_1_6, because, "look at what is to be done")
    };
    let found = tx.demands().get(demand)?.filter(|row| !row.ours).ok_or_else(absent)?;
    if seen(station, tx, officer, found.exchange)? { Ok(found) } else { Err(absent()) }
}

/// The copy that a holder got from here of what is corrected or recalled.
fn passed_on(station: &Station, tx: &mut Tx<'_>, demand: &DemandRow, holder: &AuthorityId) -> Result<CopyRow, Stop> {
    let us = &station.us().id;
    let item = match demand.copy {
        Some(copy) => tx.copies().of(copy, us)?.map_or(demand.item, |copy| copy.item),
        None => demand.item,
    };
    let mut copies = tx.copies().about(item)?.into_iter();
    let found = copies.find(|copy| &copy.holder == holder && &copy.via == us);
    found.ok_or_else(|| {
        let because = format!("{} was not passed on to {holder} from here", demand.item);
        refuse(&checks::AFT_1_2, because, "name a holder to whom it was passed on")
    })
}

/// The exchange in which a copy was passed on, and its addressee.
fn reach(tx: &mut Tx<'_>, passed: &CopyRow) -> Result<(ExchangeRow, Addressee), Stop> {
    let Some(row) = tx.outbound().by_message(passed.message)? else {
        return Err(refuse(&checks::AFT_1_2, "what was passed on is missing", "look at the exchange"));
    };
    let row = exchange(tx, row.exchange)?;
    let under = passed.arrangement.clone().unwrap_or_else(|| row.arrangement.clone());
    Ok((row, Addressee { to: passed.holder.clone(), under }))
}
