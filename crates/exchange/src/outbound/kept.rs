//! Keeping a step in the store and taking it up again. A step's body is JSON, closed under a key of its own row.

use crate::{Station, checks};
use model::{CaseReference, DraftId, ExchangeId, Failure, Purpose, Refusal, Stop, UnitId};
use policy::Permit;
use serde::{Serialize, de::DeserializeOwned};
use store::{OutboundRow, Tx};
use zeroize::Zeroizing;

/// Where an item stands, as the store spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Complete, asked of nobody.
    Draft,
    /// The three questions are answered.
    Grounded,
    /// Handling and fields are settled.
    Marked,
    /// A second officer, or a standing approval, let it go.
    Released,
    /// In the outbox.
    Sent,
    /// Every recipient's receipt is stored.
    Acknowledged,
}

impl Stage {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Grounded => "grounded",
            Stage::Marked => "marked",
            Stage::Released => "released",
            Stage::Sent => "sent",
            Stage::Acknowledged => "acknowledged",
        }
    }
}

/// What an item is filed under, in clear.
pub(super) struct Filing<'a> {
    pub(super) id: DraftId,
    pub(super) exchange: ExchangeId,
    pub(super) unit: &'a UnitId,
    pub(super) purpose: Purpose,
    pub(super) case: &'a CaseReference,
}

/// Keeps a new item in its first stage.
pub(super) fn begin<B: Serialize>(tx: &mut Tx<'_>, filing: &Filing<'_>, body: &B) -> Result<(), Stop> {
    let plain = write(body)?;
    let row = OutboundRow {
        id: filing.id,
        exchange: filing.exchange,
        state: Stage::Draft.word().to_owned(),
        compartment: filing.unit.clone(),
        purpose: filing.purpose,
        reference: filing.case.clone(),
        message: None,
        version: 1,
    };
    tx.outbound().add(&row, &plain)
}

/// Moves an item one stage on; refused if somebody took the step before.
pub(super) fn step<B: Serialize>(tx: &mut Tx<'_>, id: DraftId, from: Stage, to: Stage, body: &B) -> Result<(), Stop> {
    let plain = write(body)?;
    if tx.outbound().step(id, from.word(), to.word(), &plain)? { Ok(()) } else { Err(elsewhere(tx, id, from)?) }
}

/// The row of an item that stands at `stage`.
pub(super) fn row(tx: &mut Tx<'_>, id: DraftId, stage: Stage) -> Result<OutboundRow, Stop> {
    match tx.outbound().get(id)? {
        Some(row) if row.state == stage.word() => Ok(row),
        _ => Err(elsewhere(tx, id, stage)?),
    }
}

/// Takes up an item that stands at `stage`, under a permit that opens it.
pub(super) fn resume<B: DeserializeOwned>(
    tx: &mut Tx<'_>,
    id: DraftId,
    stage: Stage,
    permit: &Permit,
) -> Result<B, Stop> {
    row(tx, id, stage)?;
    let Some(body) = tx.outbound().body(id)? else { return Err(elsewhere(tx, id, stage)?) };
    let plain = body.disclose(permit)?;
    serde_json::from_slice(&plain).map_err(|e| Failure::new(format!("taking up {id}"), class(&e)).into())
}

/// Opens an item wherever it stands, under a permit that opens it.
pub(crate) fn open<B: DeserializeOwned>(tx: &mut Tx<'_>, id: DraftId, permit: &Permit) -> Result<B, Stop> {
    let body = tx.outbound().body(id)?;
    let body = body.ok_or_else(|| Failure::new(format!("opening {id}"), "its content was erased"))?;
    let plain = body.disclose(permit)?;
    serde_json::from_slice(&plain).map_err(|e| Failure::new(format!("opening {id}"), class(&e)).into())
}

/// As [`resume`], under the sealing machine's own permit; only what was released opens to it.
pub(super) fn resume_for_sealing<B: DeserializeOwned>(
    station: &Station,
    tx: &mut Tx<'_>,
    id: DraftId,
    stage: Stage,
) -> Result<(B, Permit), Stop> {
    let row = row(tx, id, stage)?;
    let facts = policy::DraftFacts { released: true, ..policy::DraftFacts::default() };
    let resource = Station::item(&row).with_facts(facts);
    let circumstances = policy::Circumstances::at(tx.at()).for_case(row.purpose, row.reference.clone());
    let sealing = policy::Actor::Machine(policy::Machine::Sealing);
    let permit = station.permit(&sealing, policy::Action::Seal, &resource, &circumstances)?;
    Ok((resume(tx, id, stage, &permit)?, permit))
}

fn write<B: Serialize>(body: &B) -> Result<Zeroizing<Vec<u8>>, Failure> {
    serde_json::to_vec(body).map(Zeroizing::new).map_err(|e| Failure::new("keeping a step", class(&e)))
}

/// The refusal for an item that is not where a step expects it.
fn elsewhere(tx: &mut Tx<'_>, id: DraftId, wanted: Stage) -> Result<Stop, Stop> {
    let found = tx.outbound().get(id)?.map_or_else(|| "not here".to_owned(), |row| format!("`{}`", row.state));
    Ok(Refusal {
        check: &checks::OUT_4_3,
        cites: Vec::new(),
        because: format!("the item {id} is {found}, not `{}`", wanted.word()),
        remedy: "look at the exchange: somebody may have taken this step already".to_owned(),
    }
    .into())
}

/// The class of a JSON error without its text, which might quote a value.
fn class(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Io => "input or output",
        serde_json::error::Category::Syntax => "the kept form is damaged",
        serde_json::error::Category::Data => "the kept form is not of this program's shape",
        serde_json::error::Category::Eof => "the kept form is cut short",
    }
}
