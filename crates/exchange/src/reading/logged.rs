//! Logged: the read stands in the log, in the transaction that will disclose (READ-1.3). Next step:
//! [`disclose`](Logged::disclose).

use super::disclosed::{self, Disclosed};
use super::permitted::Permitted;
use crate::station::code;
use audit::Event;
use model::{Failure, Stop};
use policy::Permit;
use store::Tx;

/// A read that is in the log.
#[derive(Debug)]
pub struct Logged<'a> {
    permitted: Permitted<'a>,
}

impl<'a> Permitted<'a> {
    /// Writes the read into the log.
    pub fn log(self, tx: &mut Tx<'_>) -> Result<Logged<'a>, Stop> {
        let policies = self.permits.iter().flat_map(|permit| permit.policies());
        let policies = policies.map(|id| code(id)).collect::<Result<_, _>>()?;
        let item = self.asked.log_item(tx)?;
        tx.audit().append(Event::Read {
            item,
            purpose: self.asked.purpose,
            case: self.asked.case.clone(),
            officer: self.asked.officer.id.clone(),
            unit: self.asked.officer.unit.clone(),
            policies,
        })?;
        Ok(Logged { permitted: self })
    }
}

impl Logged<'_> {
    /// The permit of an item that is one thing, for a step that opens it to go on with it.
    pub(crate) fn permit(&self) -> Result<&Permit, Stop> {
        let permit = self.permitted.permits.first();
        Ok(permit.ok_or_else(|| Failure::new("reading", "nothing of it was permitted"))?)
    }

    /// Opens what the permits open.
    pub fn disclose(self, tx: &mut Tx<'_>) -> Result<Disclosed, Stop> {
        let Permitted { asked, permits } = self.permitted;
        disclosed::disclose(tx, &asked.item, &permits)
    }
}
