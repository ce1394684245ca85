//! Who holds a copy of a message, and what each holder answered to what was demanded of him.

use model::{AuthorityId, HolderOutcome, Instant, MessageId, Stop};
use serde::Serialize;
use store::Tx;

/// One holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// Who.
    pub holder: AuthorityId,
    /// The message by which he got it.
    pub message: MessageId,
    /// Who gave it to him.
    pub via: AuthorityId,
    /// Since when, as far as it is known here.
    pub since: Instant,
    /// Where he stands with each correction and recall, the oldest first.
    pub standing: Vec<Standing>,
}

/// Where a holder stands with one correction or recall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The correction or recall.
    pub demand: MessageId,
    /// `correction` or `recall`.
    pub what: &'static str,
    /// By when he is to answer.
    pub due: Instant,
    /// What he answered.
    pub outcome: Option<HolderOutcome>,
    /// When it happened there.
    pub at: Option<Instant>,
    /// Whether his answer is late.
    pub late: bool,
    /// The newer correction or recall of which he is told in place of this one: this one is waited for no more.
    pub overtaken: Option<MessageId>,
}

/// Every holder of a message that is known here, with where he stands.
pub fn holders(tx: &mut Tx<'_>, item: MessageId) -> Result<Vec<Holder>, Stop> {
    let now = tx.at();
    let mut demands = tx.demands().about(item)?;
    let copies = tx.copies().about(item)?;
    for copy in copies.iter().filter(|copy| copy.message != item) {
        demands.extend(tx.demands().about(copy.message)?);
    }
    demands.sort_by_key(|demand| (demand.at, demand.message));
    demands.dedup_by_key(|demand| demand.message);
    let mut holders: Vec<Holder> = copies
        .into_iter()
        .map(|copy| Holder {
            holder: copy.holder,
            message: copy.message,
            via: copy.via,
            since: copy.at,
            standing: Vec::new(),
        })
        .collect();
    for demand in demands {
        for answer in tx.holder_answers().of(demand.message)? {
            let late = answer.is_late(now);
            let standing = Standing {
                demand: demand.message,
                what: demand.what.as_str(),
                due: answer.due,
                outcome: answer.outcome,
                at: answer.at,
                late,
                overtaken: answer.overtaken,
            };
            match holders.iter_mut().find(|holder| holder.holder == answer.holder) {
                Some(holder) => holder.standing.push(standing),
                None => holders.push(Holder {
                    holder: answer.holder,
                    message: item,
                    via: answer.via,
                    since: demand.at,
                    standing: vec![standing],
                }),
            }
        }
    }
    Ok(holders)
}
