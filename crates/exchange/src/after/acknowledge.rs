//! Answering a correction or recall: for the copy here, and for those to whom it was passed on from here.

use super::held::{exchange, seen};
use super::permission::follow_up;
use super::refuse;
use crate::outbound::beside::Beside;
use crate::{Addressee, Draft, Station, checks};
use model::time::Date;
use model::{
    Acknowledgement, ArrangementId, AuthorityId, CaseReference, Content, HolderOutcome, MessageId, Officer, Stop,
    UnitId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{DemandRow, ExchangeRow, Tx};

/// What an officer fills in to answer: what became of the copy is known here, not said by him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcknowledgeForm {
    /// The correction or recall, as it was received here.
    pub demand: MessageId,
    /// For whom: this node, or one to whom the item was passed on and who has answered.
    #[serde(default)]
    pub holder: Option<AuthorityId>,
    /// It is not done yet, and will be by that day.
    #[serde(default)]
    pub late_until: Option<Date>,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
}

/// Drafts the answer (AFT-1.6).
pub fn acknowledge(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    form: AcknowledgeForm,
) -> Result<Draft, Stop> {
    let demand = tx.demands().get(form.demand)?.filter(|row| !row.ours);
    let Some(demand) = demand else { return Err(nothing(form.demand)) };
    if !seen(station, tx, officer, demand.exchange)? {
        return Err(nothing(form.demand));
    }
    let holder = form.holder.unwrap_or_else(|| station.us().id.clone());
    let mut content = answer(station, tx, &demand, &holder)?;
    if let Some(until) = form.late_until {
        content.outcome = HolderOutcome::Late { until };
    }
    let (row, to) = back(station, tx, &demand)?;
    let draft = follow_up(&row, vec![to], Content::Acknowledgement(content), form.case, form.unit, BTreeSet::new());
    Draft::write_with(station, tx, officer, draft, Beside::default())
}

/// The schedule's own answer.
pub(super) fn by_schedule(
    station: &Station,
    tx: &mut Tx<'_>,
    demand: &DemandRow,
    holder: &AuthorityId,
) -> Result<(Draft, Addressee), Stop> {
    let content = answer(station, tx, demand, holder)?;
    let (row, to) = back(station, tx, demand)?;
    let case = super::schedule::reference(&row)?;
    let unit = row.compartment.clone();
    let form = follow_up(&row, vec![to.clone()], Content::Acknowledgement(content), case, unit, BTreeSet::new());
    Ok((Draft::by_schedule(tx, form, Beside::default())?, to))
}

/// What is answered for a holder: for this node from the demand, for another from what he answered.
fn answer(
    station: &Station,
    tx: &mut Tx<'_>,
    demand: &DemandRow,
    holder: &AuthorityId,
) -> Result<Acknowledgement, Stop> {
    let us = &station.us().id;
    let told = |outcome, at, passed_to| Acknowledgement {
        demand: demand.message,
        item: demand.item,
        holder: holder.clone(),
        at,
        outcome,
        passed_to,
    };
    let answers = tx.holder_answers().of(demand.message)?;
    if holder == us {
        let Some(outcome) = demand.outcome.filter(|_| demand.acknowledged.is_none()) else {
            return Err(nothing(demand.message));
        };
        let passed_to = answers.into_iter().map(|row| row.holder).collect();
        return Ok(told(outcome, tx.at(), passed_to));
    }
    let row = answers.iter().find(|row| &row.holder == holder && row.reported.is_none());
    let Some((outcome, at)) = row.and_then(|row| row.outcome.zip(row.at)) else {
        return Err(nothing(demand.message));
    };
    let further = answers.iter().filter(|row| &row.via == holder && &row.holder != holder);
    Ok(told(outcome, at, further.map(|row| row.holder.clone()).collect()))
}

/// The exchange of a demand and whoever demanded, under an arrangement with him.
pub(super) fn back(station: &Station, tx: &mut Tx<'_>, demand: &DemandRow) -> Result<(ExchangeRow, Addressee), Stop> {
    let row = exchange(tx, demand.exchange)?;
    let under = under(station, tx, &row, &demand.partner)?;
    Ok((row, Addressee { to: demand.partner.clone(), under }))
}

fn under(station: &Station, tx: &mut Tx<'_>, row: &ExchangeRow, partner: &AuthorityId) -> Result<ArrangementId, Stop> {
    if &row.partner == partner {
        return Ok(row.arrangement.clone());
    }
    let us = &station.us().id;
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    let mut all = tx.arrangements().all()?.into_iter().filter(|known| known.partner(us) == Some(partner));
    let found = all.find(|known| known.in_force(today));
    found.map(|known| known.id).ok_or_else(|| {
        let because = format!("no arrangement with {partner} is in force");
        refuse(&checks::OUT_1_2, because, "ask the administrator which arrangements are registered")
    })
}

fn nothing(demand: MessageId) -> Stop {
    let because = format!("{demand} is no correction or recall that is still to be answered here");
    refuse(&checks::AFT_1_6, because, "look at what is to be done")
}
