//! Begun: who screens which population, under which authorisation, stands in the log before anything is compared. Screened:
//! every row was compared, and what was found lies closed. A row without a hit leaves nothing behind.

use super::{holdings, known, refuse, tell_overseer};
use crate::holdings::index_of;
use crate::station::{code, policy_codes};
use crate::{Station, checks};
use audit::Event;
use model::{Authorisation, AuthorisationId, CaseReference, Digest, Failure, Officer, Purpose, RecordId, Stop};
use policy::{Action, Actor};
use screen::{Algorithm, Candidate, ExposedExplanation, Index, Profile};
use serde::{Deserialize, Serialize};
use store::{HitRow, Judgement, Tx};

/// What an officer says that he is about to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Under which authorisation.
    pub authorisation: AuthorisationId,
    /// What for.
    pub purpose: Purpose,
    /// In which case.
    pub case: CaseReference,
    /// SHA-256 of the document as it lies before him.
    pub document: Digest,
    /// How many rows it has.
    pub rows: u64,
}

/// A use that stands in the log, ready to compare.
pub struct Begun {
    authorisation: Authorisation,
    officer: Officer,
    index: Index,
    most: usize,
    least: f64,
    /// The number that the next hit gets.
    next: u32,
    seen: u64,
    candidates: u64,
}

impl std::fmt::Debug for Begun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Begun").field("authorisation", &self.authorisation.id).finish_non_exhaustive()
    }
}

/// What a use came to: counts, and nothing of any row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Screened {
    /// Rows that were compared.
    pub rows: u64,
    /// Records that they were compared with.
    pub searched: u64,
    /// New hits, which now wait for a person.
    pub candidates: u64,
}

/// A hit with its evidence, as an officer who may see it is shown it.
#[derive(Clone, Serialize, Deserialize)]
pub struct ShownHit {
    /// The id of the row in the document.
    pub row: String,
    /// How probable it is that both are the same, 0 to 1; it orders, and decides nothing.
    pub probability: f64,
    /// By which version of the engine.
    pub algorithm: String,
    /// The evidence for and against.
    pub explanation: ExposedExplanation,
}

impl std::fmt::Debug for ShownHit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShownHit(<withheld>)")
    }
}

/// Begins a use: in a transaction of its own, so that it stays in the log whatever comes of it.
pub fn begin(station: &Station, tx: &mut Tx<'_>, officer: &Officer, stated: &Use) -> Result<Begun, Stop> {
    let circumstances = station.circumstances(tx, stated.purpose, &stated.case)?;
    let actor = Actor::Officer(officer.clone());
    let permit = station.permit(&actor, Action::ScreenPopulation, &holdings(), &circumstances)?;
    let row = known(tx, &stated.authorisation)?;
    let authorisation = row.authorisation;
    if row.by == officer.id {
        let because = "you signed this authorisation yourself";
        return Err(refuse(&checks::POP_2_1, because, "another officer must screen under it"));
    }
    if row.withdrawn.is_some() || authorisation.until < circumstances.today() {
        let because = format!("`{}` was withdrawn, or ended with {}", authorisation.id, authorisation.until);
        return Err(refuse(&checks::POP_2_2, because, "have a new one signed, if a new order allows it"));
    }
    if (authorisation.purpose, &authorisation.case) != (stated.purpose, &stated.case) {
        let because = "the authorisation is for another purpose or case";
        return Err(refuse(&checks::POP_2_2, because, "state the purpose and the case of the authorisation"));
    }
    if authorisation.population.document != stated.document {
        let because = format!("the document is {}, and another one was authorised", stated.document);
        return Err(refuse(&checks::POP_2_3, because, "give the document whose digest stands in the authorisation"));
    }
    let left = authorisation.population.rows.saturating_sub(row.rows_used);
    if left < stated.rows {
        let because = format!("{} rows are more than the {left} that the authorisation leaves", stated.rows);
        return Err(refuse(&checks::POP_2_4, because, "have a new one signed, if a new order allows it"));
    }
    tx.authorisations().note_use(&authorisation.id, stated.rows)?;
    let tells = serde_json::json!({
        "act": "population-begun", "authorisation": authorisation.id, "rows": stated.rows, "officer": officer.id,
        "use": row.uses + 1, "rows_used": row.rows_used + stated.rows,
    });
    tell_overseer(tx, &tells)?;
    tx.audit().append(Event::PopulationBegun {
        authorisation: authorisation.id.clone(),
        population: stated.document,
        rows: stated.rows,
        purpose: stated.purpose,
        case: stated.case.clone(),
        officer: officer.id.clone(),
        unit: officer.unit.clone(),
        policies: policy_codes(&permit)?,
    })?;
    let index = index_of(station, tx, &authorisation.compartments)?;
    let next = tx.hits().count(&authorisation.id)?;
    let (most, least) = (station.ways().most_candidates, station.ways().least_probability);
    let (seen, candidates) = (0, 0);
    Ok(Begun { authorisation, officer: officer.clone(), index, most, least, next, seen, candidates })
}

impl Begun {
    /// The candidates of one row; many threads may ask at once. Nothing of the row is kept here.
    pub fn compare(&self, row: &Profile) -> Vec<Candidate> {
        self.index.screen_from(row, self.most, self.least)
    }

    /// Counts a row, and keeps its candidates, if it has any, as hits.
    pub fn keep(&mut self, tx: &mut Tx<'_>, row: &str, candidates: &[Candidate]) -> Result<(), Stop> {
        self.seen += 1;
        for candidate in candidates {
            let Ok(record) = RecordId::parse(candidate.entry.as_str()) else { continue };
            let Some(head) = tx.records().head(record)? else { continue };
            let shown = ShownHit {
                row: row.to_owned(),
                probability: candidate.probability,
                algorithm: candidate.algorithm.to_string(),
                explanation: candidate.explanation.expose(),
            };
            let plain = serde_json::to_vec(&shown).map_err(|_| Failure::new("keeping a hit", "its evidence"))?;
            let hit = HitRow {
                authorisation: self.authorisation.id.clone(),
                ordinal: self.next,
                record,
                compartment: head.compartment,
                judgement: Judgement::None,
                judged_by: None,
            };
            let pair = tx.reference("hit", &[record.0.as_slice(), row.as_bytes()].concat())?;
            if tx.hits().add(&hit, &pair, &zeroize::Zeroizing::new(plain))? {
                self.next += 1;
                self.candidates += 1;
            }
        }
        Ok(())
    }

    /// How many rows were compared so far.
    pub fn rows(&self) -> u64 {
        self.seen
    }

    /// Ends the use, in the transaction that keeps its hits. `document` is the digest of what was read: if that is not what
    /// was authorised, nothing of the use stays but that it was begun.
    pub fn end(self, tx: &mut Tx<'_>, document: Digest) -> Result<Screened, Stop> {
        let Authorisation { id, population, purpose, case, .. } = self.authorisation;
        if document != population.document {
            let because = "the document changed while it was screened; nothing of it was kept";
            return Err(refuse(&checks::POP_2_3, because, "give the authorised document, and let nobody change it"));
        }
        let done = Screened { rows: self.seen, searched: self.index.len() as u64, candidates: self.candidates };
        tx.audit().append(Event::PopulationScreened {
            authorisation: id,
            population: document,
            algorithm: code(&Algorithm::V1.to_string())?,
            rows: done.rows,
            searched: done.searched,
            candidates: done.candidates,
            purpose,
            case,
            officer: self.officer.id,
        })?;
        Ok(done)
    }
}
