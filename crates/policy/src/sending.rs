//! Minimisation of one item: which fields of its subjects go, which stay, on which rule, and where an officer decided
//! otherwise and why.

use crate::Policies;
use crate::checks::{POL_4_1, POL_4_2};
use crate::minimisation::{Ground, Row, Then};
use model::{Citation, DataCategory, Field, FieldId, Kind, OfficerId, Personal, Refusal, Subject, TransferGround};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What would be sent, to whom.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    /// The subjects, whole.
    pub subjects: &'a [Subject],
    /// The categories that the arrangement covers; `None` where no arrangement bounds them.
    pub covered: Option<&'a BTreeSet<DataCategory>>,
    /// The kind of cooperation.
    pub kind: Kind,
    /// The category of what would go.
    pub category: DataCategory,
    /// The ground of the transfer.
    pub ground: &'a TransferGround,
}

/// An officer's decision on one field against the table, with reasons. Recorded with the item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Which field.
    pub field: FieldId,
    /// True: necessary in this case, it goes. False: held back.
    pub goes: bool,
    /// Why, in words.
    pub reason: Personal<String>,
    /// Who decided.
    pub by: OfficerId,
}

/// What becomes of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDecision {
    /// Which field.
    pub field: FieldId,
    /// Whether it goes.
    pub goes: bool,
    /// The row of the table.
    pub rule: String,
    /// What that row says, in one sentence.
    pub because: String,
    /// Where it stands.
    pub cite: Citation,
    /// The officer's decision, where it differs from the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Override>,
}

/// Which fields go and which stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Minimised {
    /// One decision for every filled field, in the order officers read them.
    pub fields: Vec<FieldDecision>,
}

impl Minimised {
    /// What goes.
    pub fn going(&self) -> impl Iterator<Item = &FieldDecision> {
        self.fields.iter().filter(|decision| decision.goes)
    }

    /// What stays.
    pub fn staying(&self) -> impl Iterator<Item = &FieldDecision> {
        self.fields.iter().filter(|decision| !decision.goes)
    }

    /// The subjects with every field emptied that stays. A field on which nothing was decided stays.
    pub fn apply(&self, subjects: &[Subject]) -> Vec<Subject> {
        let goes: BTreeSet<FieldId> = self.going().map(|decision| decision.field).collect();
        let minimise = |(index, subject): (usize, &Subject)| {
            let stays = |field: &&Field| !goes.contains(&FieldId { subject: index, field: **field });
            Field::ALL.iter().filter(stays).fold(subject.clone(), |subject, field| subject.without(*field))
        };
        subjects.iter().enumerate().map(minimise).collect()
    }
}

impl Policies {
    /// Decides every filled field by the table and the officer's overrides (POL-4.1, POL-4.2).
    pub fn minimise(&self, sending: &Sending<'_>, overrides: &[Override]) -> Result<Minimised, Refusal> {
        let Sending { subjects, kind, .. } = *sending;
        let mut minimised = Minimised::default();
        let mut used = 0;
        if !subjects.is_empty() {
            let ground = permitted_ground(sending)?;
            for (subject, whole) in subjects.iter().enumerate() {
                for field in whole.filled() {
                    let id = FieldId { subject, field };
                    let row = self.minimisation.row(field, ground, kind).ok_or_else(|| undecided(id))?;
                    let decided: Vec<&Override> = overrides.iter().filter(|o| o.field == id).collect();
                    used += decided.len();
                    minimised.fields.push(decide(id, row, &decided)?);
                }
            }
        }
        match overrides.len() == used {
            true => Ok(minimised),
            false => Err(bad_override("an override names a field that is empty", "name only fields that are filled")),
        }
    }
}

/// The ground, if that category of data may go on it under the arrangement (POL-4.1).
fn permitted_ground(sending: &Sending<'_>) -> Result<Ground, Refusal> {
    let refuse = |because: &str| Refusal {
        check: &POL_4_1,
        cites: vec!["house".into()],
        because: because.to_owned(),
        remedy: "send nothing about a person, or find an arrangement that covers it".to_owned(),
    };
    if sending.category == DataCategory::None {
        return Err(refuse("the item was said to hold no personal data, but it names subjects"));
    }
    if sending.covered.is_some_and(|covered| !covered.contains(&sending.category)) {
        return Err(refuse("the arrangement does not cover this category of data"));
    }
    Ground::of(sending.ground).ok_or_else(|| refuse("there is no ground on which personal data may go"))
}

fn decide(field: FieldId, row: &Row, decided: &[&Override]) -> Result<FieldDecision, Refusal> {
    let by_table = row.then == Then::Goes;
    let decided = match decided {
        [] => None,
        [one] => Some(*one),
        _ => return Err(bad_override("two overrides speak of the same field", "keep one of them")),
    };
    if decided.is_some_and(|over| over.reason.expose().trim().is_empty()) {
        return Err(bad_override("an override gives no reason", "say why in this case"));
    }
    if field.field == Field::Name && decided.is_some_and(|over| !over.goes) {
        return Err(bad_override("the name always goes", "take the subject out of the item instead"));
    }
    Ok(FieldDecision {
        field,
        goes: decided.map_or(by_table, |over| over.goes),
        rule: row.id.clone(),
        because: row.because.clone(),
        cite: row.cite.clone(),
        decided: decided.filter(|over| over.goes != by_table).cloned(),
    })
}

fn undecided(field: FieldId) -> Refusal {
    bad_override(&format!("nothing was decided on `{}`", field.field), "have the minimisation table completed")
}

fn bad_override(because: &str, remedy: &str) -> Refusal {
    Refusal { check: &POL_4_2, cites: vec!["house".into()], because: because.to_owned(), remedy: remedy.to_owned() }
}
