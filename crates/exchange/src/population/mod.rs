//! A population: the data of many persons of whom nobody is suspected, screened against the holdings only under a stored
//! authorisation.
//!
//! ```text
//! Authorisation -> Begun -> (rows of the document) -> Screened
//!   |                |        |                         `- counts, logged; hits lie closed, a person judges each
//!   |                |        `- a row without a hit leaves nothing behind
//!   |                `- who, for which purpose, which document, how many rows: logged before anything is compared
//!   `- signed by an approver; what it states never changes
//! ```
//!
//! Nothing selects persons by a trait: the whole document is screened, and what is compared is what `screen` compares of
//! every subject. No row gets a score; a hit is a candidate, and only a person makes a match of it.

mod authorise;
mod judged;
mod screened;

pub use authorise::{authorise, withdraw};
pub(crate) use judged::hits;
pub use judged::judge;
pub use screened::{Begun, Screened, ShownHit, Use, begin};

use crate::checks;
use model::{AuthorisationId, Check, Refusal, Stop};
use policy::{Resource, ResourceId};
use store::{AuthorisationRow, Tx};

fn refuse(check: &'static Check, because: impl Into<String>, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::new(), because: because.into(), remedy: remedy.to_owned() }.into()
}

fn holdings() -> Resource {
    Resource::of_node(ResourceId::Holdings)
}

fn known(tx: &mut Tx<'_>, id: &AuthorisationId) -> Result<AuthorisationRow, Stop> {
    let remedy = "list the authorisations, and have one signed first";
    let row = tx.authorisations().get(id)?;
    row.ok_or_else(|| refuse(&checks::POP_2_2, format!("no authorisation `{id}` is stored here"), remedy))
}

/// Puts ids and counts before the overseer.
fn tell_overseer(tx: &mut Tx<'_>, tells: &serde_json::Value) -> Result<(), Stop> {
    tx.overseer_queue().append(&tells.to_string()).map(drop)
}
