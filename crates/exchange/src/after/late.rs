//! Who has not answered although his time is over: listed for officers, put before the overseer once.

use super::schedule::queue;
use audit::Event;
use model::{AuthorityId, ExchangeId, Instant, MessageId, Stop};
use serde::Serialize;
use store::{DemandKind, Tx};

/// One answer that is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Late {
    /// The correction or recall.
    pub demand: MessageId,
    /// `correction` or `recall`.
    pub what: &'static str,
    /// The message concerned.
    pub item: MessageId,
    /// In which exchange.
    pub exchange: ExchangeId,
    /// Who has not answered.
    pub holder: AuthorityId,
    /// Who answers for him.
    pub via: AuthorityId,
    /// Since when the answer is due.
    pub due: Instant,
}

/// Every answer that is late now, the longest overdue first.
pub fn late(tx: &mut Tx<'_>) -> Result<Vec<Late>, Stop> {
    let now = tx.at();
    let mut all = Vec::new();
    for row in tx.holder_answers().all()?.into_iter().filter(|row| row.is_late(now)) {
        let Some(demand) = tx.demands().get(row.demand)? else { continue };
        let what = match demand.what {
            DemandKind::Correction | DemandKind::Recall => demand.what.as_str(),
        };
        all.push(Late {
            demand: row.demand,
            what,
            item: demand.item,
            exchange: demand.exchange,
            holder: row.holder,
            via: row.via,
            due: row.due,
        });
    }
    Ok(all)
}

/// Puts before the overseer what has become late, and what nobody ratified in time.
pub(super) fn escalate(tx: &mut Tx<'_>) -> Result<(), Stop> {
    let now = tx.at();
    for one in late(tx)? {
        let row = tx.holder_answers().get(one.demand, &one.holder)?;
        if row.is_none_or(|row| row.escalated.is_some()) {
            continue;
        }
        tx.holder_answers().escalated(one.demand, &one.holder)?;
        let (exchange, message, holder, due) = (one.exchange, one.demand, one.holder, one.due);
        tx.audit().append(Event::HolderLate { exchange, message, holder, due })?;
        queue(tx, exchange, message, "holder-late")?;
    }
    for row in tx.emergencies().unratified()? {
        if row.due < now && row.escalated.is_none() {
            tx.emergencies().escalated(row.message)?;
            queue(tx, row.exchange, row.message, "emergency-not-ratified")?;
        }
    }
    Ok(())
}
