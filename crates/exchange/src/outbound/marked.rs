//! Marked: handling, evaluation and retention are set, and it is settled which fields go and which stay. Next step:
//! [`release`](Marked::release).

use super::draft::DraftBody;
use super::grounded::{Ground, Grounded, GroundedBody};
use super::kept::{self, Stage};
use crate::station::code;
use crate::terms::Terms;
use crate::{Station, checks};
use audit::Event;
use jiff::ToSpan;
use model::time::Date;
use model::{
    Arrangement, Content, DataCategory, DraftId, Evaluation, Handling, Instant, Officer, PermissionDecision, Refusal,
    Retention, Stop,
};
use policy::{Action, Actor, Minimised, Override, Sending};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::Tx;

/// How an item is to be handled, as the officer marks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkingForm {
    /// Codes, restriction and conditions; what the arrangement demands and what bars brought is added.
    pub handling: Handling,
    /// The 4x4 evaluation of the item; obligatory on an answer that carries information.
    #[serde(default)]
    pub evaluation: Option<Evaluation>,
    /// How long the receiver may keep it.
    pub retention: Retention,
    /// Where the officer decides otherwise than the minimisation table, with reasons.
    #[serde(default)]
    pub overrides: Vec<Override>,
}

/// An item that is ready for a second pair of eyes.
#[derive(Debug)]
pub struct Marked {
    body: MarkedBody,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MarkedBody {
    pub(crate) draft: DraftBody,
    pub(crate) grounds: Vec<Ground>,
    pub(crate) handling: Handling,
    pub(crate) evaluation: Option<Evaluation>,
    pub(crate) retention: Retention,
    pub(crate) fields: Minimised,
    /// The content as it will leave: fields that stay are not in it.
    pub(crate) content: Content,
    pub(crate) expires: Instant,
}

/// How long a delivery may be under way: the longest that the specification allows.
const UNDER_WAY_DAYS: i64 = 35;

impl Grounded {
    /// Which fields would go and which would stay, before the officer marks the item.
    pub fn fields(&self, station: &Station, tx: &mut Tx<'_>, overrides: &[Override]) -> Result<Minimised, Stop> {
        minimise(station, tx, self.body(), overrides)
    }

    /// Marks the item.
    pub fn mark(
        self,
        station: &Station,
        tx: &mut Tx<'_>,
        officer: &Officer,
        form: MarkingForm,
    ) -> Result<Marked, Stop> {
        let body = self.into_body();
        let circumstances = station.circumstances(tx, body.draft.form.purpose, &body.draft.form.case)?;
        let resource =
            policy::Resource::draft(body.draft.id, body.draft.form.unit.clone(), body.draft.drafted_by.clone());
        station.demand(&Actor::Officer(officer.clone()), Action::Mark, &resource, &circumstances)?;
        let marked = settle(station, tx, body, form)?;
        tx.audit().append(Event::Marked {
            exchange: marked.body.draft.exchange,
            says: super::draft::says(&marked.body.content),
            handling: marked.body.handling.codes.iter().copied().collect(),
            evaluation: marked.body.evaluation.map(|e| code(&e.to_string())).transpose()?,
            officer: officer.id.clone(),
        })?;
        Ok(marked)
    }

    /// Marks what says nothing about a person and nobody has to weigh: the arrangement's handling.
    pub(crate) fn mark_plain(self, station: &Station, tx: &mut Tx<'_>) -> Result<Marked, Stop> {
        let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
        let year = |years: i64| today.checked_add(years.years()).unwrap_or(today);
        let longest = shortest(station, tx, &self.body().draft)?.unwrap_or(Date::MAX);
        let form = MarkingForm {
            handling: Handling::of([model::HandlingCode::H0]),
            evaluation: None,
            retention: Retention { review: year(1).min(longest), until: year(3).min(longest) },
            overrides: Vec::new(),
        };
        settle(station, tx, self.into_body(), form)
    }
}

impl Marked {
    /// Its id.
    pub fn id(&self) -> DraftId {
        self.body.draft.id
    }

    /// Which fields go and which stay, each with its rule.
    pub fn fields(&self) -> &Minimised {
        &self.body.fields
    }

    /// What the receiver may do with it.
    pub fn handling(&self) -> &Handling {
        &self.body.handling
    }

    /// Takes a marked item up again, for an officer who may read it.
    pub fn resume(station: &Station, tx: &mut Tx<'_>, officer: &Officer, id: DraftId) -> Result<Marked, Stop> {
        let row = kept::row(tx, id, Stage::Marked)?;
        let circumstances = station.circumstances(tx, row.purpose, &row.reference)?;
        let actor = Actor::Officer(officer.clone());
        let permit = station.permit(&actor, Action::ReadMessage, &Station::item(&row), &circumstances)?;
        Ok(Marked { body: kept::resume(tx, id, Stage::Marked, &permit)? })
    }

    pub(super) fn into_body(self) -> MarkedBody {
        self.body
    }
}

fn settle(station: &Station, tx: &mut Tx<'_>, body: GroundedBody, form: MarkingForm) -> Result<Marked, Stop> {
    let fields = minimise(station, tx, &body, &form.overrides)?;
    let mut handling = form.handling;
    for (addressee, ground) in body.draft.form.to.iter().zip(&body.grounds) {
        let arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_1_2)?;
        handling = handling.join(&arrangement.least_handling());
        handling = handling.join(&Handling { conditions: ground.conditions.clone(), ..Handling::default() });
    }
    if let Some(inherited) = &body.draft.beside.inherits {
        handling = handling.join(&inherited.handling);
        not_longer(form.retention, inherited.retention)?;
    }
    handled(&handling)?;
    evaluated(&body.draft.form.content, form.evaluation)?;
    let expires = tx.at().checked_add((UNDER_WAY_DAYS * 24).hours()).unwrap_or(Instant::MAX);
    kept_for(form.retention, jiff::tz::Offset::UTC.to_datetime(tx.at()).date(), shortest(station, tx, &body.draft)?)?;
    let mut content = leaving(&body.draft.form.content, &fields);
    let mut asked = match &body.draft.beside.third {
        Some(third) => crate::after::asked_of_third(station, tx, third)?,
        None => Vec::new(),
    };
    let towards_third = body.grounds.get(body.draft.form.to.len()..).unwrap_or_default();
    asked.extend(towards_third.iter().flat_map(|ground| ground.conditions.clone()));
    conditions_of_third(&mut content, asked);
    let GroundedBody { draft, grounds } = body;
    let (evaluation, retention) = (form.evaluation, form.retention);
    let body = MarkedBody { draft, grounds, handling, evaluation, retention, fields, content, expires };
    kept::step(tx, body.draft.id, Stage::Grounded, Stage::Marked, &body)?;
    tx.outbound().set_terms(body.draft.id, &Terms::of_item(&body.handling, body.retention).write()?)?;
    Ok(Marked { body })
}

/// What may go to every recipient: the strictest of them decides for all, since all get the same signed evidence.
fn minimise(
    station: &Station,
    tx: &mut Tx<'_>,
    body: &GroundedBody,
    overrides: &[Override],
) -> Result<Minimised, Stop> {
    let form = &body.draft.form;
    let category = if form.content.is_personal() { DataCategory::Personal } else { DataCategory::None };
    let mut strictest: Option<Minimised> = None;
    for (addressee, ground) in form.to.iter().zip(&body.grounds) {
        let arrangement: Arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_1_2)?;
        let sending = Sending {
            subjects: form.content.subjects(),
            covered: Some(&arrangement.categories),
            kind: form.kind,
            category,
            ground: &ground.transfer,
        };
        let fields = station.policies().minimise(&sending, overrides)?;
        strictest = Some(match strictest {
            None => fields,
            Some(held) => stricter(held, fields),
        });
    }
    Ok(strictest.unwrap_or_default())
}

fn stricter(held: Minimised, other: Minimised) -> Minimised {
    let pairs = held.fields.into_iter().zip(other.fields);
    Minimised { fields: pairs.map(|(a, b)| if a.goes { b } else { a }).collect() }
}

fn leaving(content: &Content, fields: &Minimised) -> Content {
    let mut content = content.clone();
    if let Some(subjects) = content.subjects_mut() {
        *subjects = fields.apply(subjects);
    }
    content
}

/// What our arrangement with the third authority asks, and what a bar towards it brought, are conditions of the permission.
fn conditions_of_third(content: &mut Content, asked: Vec<String>) {
    let Content::Permission(permission) = content else { return };
    let PermissionDecision::Granted { conditions, .. } = &mut permission.decision else { return };
    for condition in asked {
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
}

fn refuse(check: &'static model::Check, because: &str, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::new(), because: because.to_owned(), remedy: remedy.to_owned() }.into()
}

fn handled(handling: &Handling) -> Result<(), Stop> {
    let codes: &BTreeSet<_> = &handling.codes;
    let worded = handling.restriction.as_ref().is_some_and(|text| !text.expose().trim().is_empty());
    if codes.is_empty() {
        return Err(refuse(&checks::OUT_3_1, "the item carries no handling code", "choose among H0, H1, H2, H3"));
    }
    if codes.contains(&model::HandlingCode::H3) != worded {
        let because = "H3 and its words do not come together";
        return Err(refuse(&checks::OUT_3_1, because, "write the restriction, or take H3 away"));
    }
    Ok(())
}

fn evaluated(content: &Content, evaluation: Option<Evaluation>) -> Result<(), Stop> {
    if content.informs() && evaluation.is_none() {
        let remedy = "evaluate source A, B, C or X and information 1 to 4";
        return Err(refuse(&checks::OUT_3_2, "an answer that carries information is not evaluated", remedy));
    }
    Ok(())
}

/// What is passed on is kept no longer than whoever provided it allowed (OUT-3.5).
fn not_longer(retention: Retention, allowed: Retention) -> Result<(), Stop> {
    if retention.until <= allowed.until {
        return Ok(());
    }
    let because = format!("whoever provided it allowed to keep it until {}", allowed.until);
    Err(refuse(&checks::OUT_3_5, &because, "let the retention end on that day or before"))
}

/// The last day for which every arrangement lets the receivers keep it, where one sets a day: all get the same signed evidence.
fn shortest(station: &Station, tx: &mut Tx<'_>, draft: &DraftBody) -> Result<Option<Date>, Stop> {
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    let mut shortest: Option<Date> = None;
    for addressee in &draft.form.to {
        let arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_1_2)?;
        shortest = [shortest, arrangement.kept_until(today)].into_iter().flatten().min();
    }
    Ok(shortest)
}

fn kept_for(retention: Retention, today: Date, shortest: Option<Date>) -> Result<(), Stop> {
    if let Some(last) = shortest.filter(|last| retention.until > *last) {
        let because = format!("an arrangement lets the receiver keep it until {last} and no longer");
        return Err(refuse(&checks::OUT_3_3, &because, "give a last day that is not later"));
    }
    let longest = today.checked_add(10.years()).unwrap_or(today);
    if retention.review <= retention.until && retention.until > today && retention.until <= longest {
        return Ok(());
    }
    let because = "the retention does not end after its review, or not within ten years from today";
    Err(refuse(&checks::OUT_3_3, because, "give a day of review and a later last day"))
}
