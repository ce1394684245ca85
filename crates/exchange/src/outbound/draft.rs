//! A draft: complete, but asked of nobody yet. Next step: [`ground`](super::Grounded), after the questions that the law
//! raises were answered ([`assess`](super::assess)).

use super::beside::Beside;
use super::kept::{self, Filing, Stage};
use super::{complete, refusing, stating::Stated};
use crate::Station;
use crate::payload::Addressee;
use audit::{Event, Says};
use law::Fact;
use model::{
    AuthorityId, BarAnswer, CaseReference, Content, DraftId, ExchangeId, Instant, Kind, Offence, Officer, OfficerId,
    Outcome, Purpose, Stop, TransferDecision, UnitId, Urgency,
};
use policy::{Action, Actor};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// What an officer fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftForm {
    /// The exchange to go on with; a request begins a new one.
    #[serde(default)]
    pub exchange: Option<ExchangeId>,
    /// What kind of cooperation.
    pub kind: Kind,
    /// To whom, each under an arrangement.
    pub to: Vec<Addressee>,
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// How urgent.
    pub urgency: Urgency,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// What is said.
    pub content: Content,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    pub confirmed: BTreeSet<Fact>,
    /// By when an answer is asked for.
    #[serde(default)]
    pub reply_by: Option<Instant>,
}

/// A complete draft.
#[derive(Debug)]
pub struct Draft {
    body: DraftBody,
}

/// What the store keeps of a draft; every later step carries it along.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DraftBody {
    pub(crate) id: DraftId,
    pub(crate) exchange: ExchangeId,
    pub(crate) form: DraftForm,
    /// Nobody, where the schedule writes the neutral answer.
    pub(crate) drafted_by: Option<OfficerId>,
    /// What officers stated and answered so far, per recipient.
    #[serde(default)]
    pub(crate) assessed: BTreeMap<AuthorityId, Assessed>,
    /// What does not leave with it.
    #[serde(default)]
    pub(crate) beside: Beside,
}

/// What officers stated and answered towards one recipient.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Assessed {
    #[serde(default)]
    pub(super) stated: Stated,
    #[serde(default)]
    pub(super) bars: Vec<BarAnswer>,
    #[serde(default)]
    pub(super) transfer: Option<TransferDecision>,
}

impl Draft {
    /// Writes a draft: checked for completeness, permitted by policy, kept and logged. A request begins an exchange.
    pub fn write(station: &Station, tx: &mut Tx<'_>, author: &Officer, form: DraftForm) -> Result<Draft, Stop> {
        complete::in_turn(&form)?;
        Draft::write_with(station, tx, author, form, Beside::default())
    }

    /// As [`Draft::write`], for what follows sending: its act has checked what it speaks of.
    pub(crate) fn write_with(
        station: &Station,
        tx: &mut Tx<'_>,
        author: &Officer,
        form: DraftForm,
        beside: Beside,
    ) -> Result<Draft, Stop> {
        complete::check(tx, &form)?;
        complete::by_a_person(tx, &form)?;
        refusing::check(station, tx, &form)?;
        let tray = policy::Resource::tray(form.unit.clone());
        let circumstances = station.circumstances(tx, form.purpose, &form.case)?;
        station.demand(&Actor::Officer(author.clone()), Action::Draft, &tray, &circumstances)?;
        let draft = Draft::keep(tx, Some(author.id.clone()), form, beside)?;
        let form = &draft.body.form;
        for addressee in &form.to {
            tx.audit().append(Event::Drafted {
                exchange: draft.body.exchange,
                says: says(&form.content),
                kind: form.kind,
                officer: author.id.clone(),
                unit: form.unit.clone(),
                purpose: form.purpose,
                case: form.case.clone(),
                to: addressee.to.clone(),
            })?;
        }
        Ok(draft)
    }

    /// The schedule's own draft: the neutral answer, and nothing else.
    pub(crate) fn neutral(tx: &mut Tx<'_>, form: DraftForm) -> Result<Draft, Stop> {
        Draft::by_schedule(tx, form, Beside::default())
    }

    /// The schedule's own draft: what a standing approval may cover, and nothing else.
    pub(crate) fn by_schedule(tx: &mut Tx<'_>, form: DraftForm, beside: Beside) -> Result<Draft, Stop> {
        complete::check(tx, &form)?;
        complete::by_schedule_only(&form, &beside)?;
        Draft::keep(tx, None, form, beside)
    }

    /// The notice to an originator, which leaves with the item that it tells of and under the same release.
    pub(crate) fn notice(tx: &mut Tx<'_>, drafted_by: Option<OfficerId>, form: DraftForm) -> Result<Draft, Stop> {
        complete::check(tx, &form)?;
        complete::notice_only(&form)?;
        Draft::keep(tx, drafted_by, form, Beside::default())
    }

    fn keep(tx: &mut Tx<'_>, drafted_by: Option<OfficerId>, form: DraftForm, beside: Beside) -> Result<Draft, Stop> {
        let exchange = match form.exchange {
            Some(exchange) => exchange,
            None => complete::begin_exchange(tx, &form)?,
        };
        let id = DraftId::draw(tx.chance());
        let body = DraftBody { id, exchange, form, drafted_by, assessed: BTreeMap::new(), beside };
        let filing = Filing { id, exchange, unit: &body.form.unit, purpose: body.form.purpose, case: &body.form.case };
        kept::begin(tx, &filing, &body)?;
        for message in &body.beside.rests_on {
            tx.rests_on().add(id, *message)?;
        }
        Ok(Draft { body })
    }

    /// Takes a draft up again, for an officer who may take `action` on it.
    pub fn resume(
        station: &Station,
        tx: &mut Tx<'_>,
        officer: &Officer,
        action: Action,
        id: DraftId,
    ) -> Result<Draft, Stop> {
        let row = kept::row(tx, id, Stage::Draft)?;
        let circumstances = station.circumstances(tx, row.purpose, &row.reference)?;
        let permit = station.permit(&Actor::Officer(officer.clone()), action, &Station::item(&row), &circumstances)?;
        Ok(Draft { body: kept::resume(tx, id, Stage::Draft, &permit)? })
    }

    /// Its id.
    pub fn id(&self) -> DraftId {
        self.body.id
    }

    /// Its exchange.
    pub fn exchange(&self) -> ExchangeId {
        self.body.exchange
    }

    pub(super) fn body(&self) -> &DraftBody {
        &self.body
    }

    pub(super) fn into_body(self) -> DraftBody {
        self.body
    }

    /// Keeps what was assessed; the draft stays a draft.
    pub(super) fn keep_assessed(
        &mut self,
        tx: &mut Tx<'_>,
        to: &AuthorityId,
        change: impl FnOnce(&mut Assessed),
    ) -> Result<(), Stop> {
        change(self.body.assessed.entry(to.clone()).or_default());
        kept::step(tx, self.body.id, Stage::Draft, Stage::Draft, &self.body)
    }
}

/// What a content says, by the log's word.
pub(crate) fn says(content: &Content) -> Says {
    match content {
        Content::Request(_) => Says::Request,
        Content::Answer(answer) => match answer.outcome {
            Outcome::Information { .. } => Says::Answer,
            Outcome::Neutral(_) => Says::NeutralAnswer,
            Outcome::Refused(_) => Says::RefusalAnswer,
        },
        Content::PermissionRequest(_) | Content::Permission(_) => Says::Permission,
        Content::Onward(_) => Says::Onward,
        Content::OnwardNotice(_) => Says::OnwardNotice,
        Content::Correction(_) => Says::Correction,
        Content::Recall(_) => Says::Recall,
        Content::Acknowledgement(_) => Says::Acknowledgement,
    }
}

/// The model's word for an urgency, as the list of exchanges keeps it.
pub(crate) fn urgency_word(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::UrgentDirect => "urgent-direct",
        Urgency::UrgentIndirect => "urgent-indirect",
        Urgency::Ordinary => "ordinary",
    }
}
