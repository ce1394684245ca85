//! Asked: an officer says what he wants to read, for which purpose and in which case. Next step:
//! [`permit`](Asked::permit).

use super::permitted::{self, Permitted};
use crate::Station;
use crate::attempt::cited;
use crate::station::code;
use audit::{Event, Item};
use model::{AuthorisationId, CaseReference, DraftId, MessageId, Officer, Purpose, RecordId, Refusal, Stop};
use store::Tx;

/// What can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadItem {
    /// A received message.
    Message(MessageId),
    /// An item of ours, on its way out or sent.
    Draft(DraftId),
    /// A record of the holdings.
    Record(RecordId),
    /// The candidates of a received message that lie in the officer's compartments.
    Candidates(MessageId),
    /// The hits of a population that lie in the officer's compartments.
    Hits(AuthorisationId),
}

/// A question that names its purpose and its case (READ-1.1): without both there is none.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub(super) officer: &'a Officer,
    pub(super) item: ReadItem,
    pub(super) purpose: Purpose,
    pub(super) case: CaseReference,
    /// The officer has read and acknowledged the words of a restriction.
    pub(super) restriction_read: bool,
}

impl<'a> Asked<'a> {
    /// A question.
    pub fn new(officer: &'a Officer, item: ReadItem, purpose: Purpose, case: CaseReference) -> Asked<'a> {
        Asked { officer, item, purpose, case, restriction_read: false }
    }

    /// Says that the words of H3 or of a condition were read and acknowledged.
    #[must_use]
    pub fn restriction_read(mut self) -> Asked<'a> {
        self.restriction_read = true;
        self
    }

    /// Asks the policies.
    pub fn permit(self, station: &Station, tx: &mut Tx<'_>) -> Result<Permitted<'a>, Stop> {
        permitted::permit(station, tx, self)
    }

    /// What the log calls it: an item of ours with its exchange, so that the account of an exchange has its readers.
    pub(super) fn log_item(&self, tx: &mut Tx<'_>) -> Result<Item, Stop> {
        Ok(match &self.item {
            ReadItem::Message(id) => Item::Message(*id),
            ReadItem::Draft(id) => match tx.outbound().get(*id)? {
                Some(row) => Item::Draft { draft: *id, exchange: row.exchange },
                None => Item::Other(code(&format!("draft:{}", id.to_string().replace('_', "-")))?),
            },
            ReadItem::Record(id) => Item::Record(*id),
            ReadItem::Candidates(id) => Item::Candidates(*id),
            ReadItem::Hits(id) => Item::Other(code(&format!("population:{id}"))?),
        })
    }

    /// Logs that the question was refused, with the policies that decided, also those that the officer was not told of.
    pub fn note_refused(&self, station: &Station, tx: &mut Tx<'_>, refusal: &Refusal) -> Result<(), Stop> {
        let policies = match permitted::weigh(station, tx, self) {
            Ok(weighed) => weighed.refusals().flat_map(cited).collect(),
            Err(_) => cited(refusal),
        };
        let item = self.log_item(tx)?;
        tx.audit().append(Event::ReadRefused {
            item,
            purpose: self.purpose,
            case: Some(self.case.clone()),
            officer: self.officer.id.clone(),
            unit: self.officer.unit.clone(),
            policies,
        })?;
        Ok(())
    }
}
