//! Candidates that screening found for a received message. They stay inside; a person judges each.

use crate::prepared::Once;
use crate::schema::candidates::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{ExchangeId, Failure, MessageId, OfficerId, RecordId, Stop, UnitId};
use policy::{ResourceId, Withheld};
use zeroize::Zeroizing;

/// The candidates of a node.
pub struct Candidates<'a, 'b>(&'a mut Tx<'b>);

/// A person's view of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// Nobody has looked yet.
    None,
    /// The same person or thing: a match.
    Same,
    /// Another.
    Different,
    /// Cannot be told.
    Unsure,
}

impl Judgement {
    /// Every one, in this order.
    pub const ALL: &[Judgement] = &[Judgement::None, Judgement::Same, Judgement::Different, Judgement::Unsure];

    /// The word in the database and in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Judgement::None => "none",
            Judgement::Same => "same",
            Judgement::Different => "different",
            Judgement::Unsure => "unsure",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Judgement> {
        Judgement::ALL.iter().copied().find(|judgement| judgement.as_str() == word)
    }
}

/// One candidate, without its explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateRow {
    /// For which message.
    pub message: MessageId,
    /// Of which exchange.
    pub exchange: ExchangeId,
    /// Its place in the ranking, from 0.
    pub ordinal: u32,
    /// Which record.
    pub record: RecordId,
    /// The record's compartment: whoever is not in it does not learn that the candidate exists.
    pub compartment: UnitId,
    /// What a person decided.
    pub judgement: Judgement,
    /// Who decided.
    pub judged_by: Option<OfficerId>,
}

type Row = (Vec<u8>, Vec<u8>, String, String, Option<String>, i32);

impl<'b> Tx<'b> {
    /// The candidates of this node.
    pub fn candidates(&mut self) -> Candidates<'_, 'b> {
        Candidates(self)
    }
}

impl Candidates<'_, '_> {
    /// Keeps a candidate with its explanation.
    pub fn add(&mut self, row: &CandidateRow, plain: &[u8]) -> Result<(), Stop> {
        let id = row_id(row.message, row.ordinal);
        let closed = self.0.close("candidates", &id, plain)?;
        diesel::insert_into(dsl::candidates)
            .values((
                dsl::message.eq(row.message.0.0.to_vec()),
                dsl::exchange.eq(row.exchange.0.to_vec()),
                dsl::ordinal.eq(row.ordinal as i32),
                dsl::record.eq(row.record.0.to_vec()),
                dsl::compartment.eq(row.compartment.as_str()),
                dsl::key.eq(Some(closed.key)),
                dsl::body.eq(Some(closed.body)),
                dsl::judgement.eq(row.judgement.as_str()),
                dsl::judged_by.eq(row.judged_by.as_ref().map(OfficerId::as_str)),
                dsl::version.eq(1),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a candidate"))?;
        Ok(())
    }

    /// The candidates of a message, in order of rank.
    pub fn of(&mut self, message: MessageId) -> Result<Vec<CandidateRow>, Stop> {
        let rows: Vec<Row> = dsl::candidates
            .filter(dsl::message.eq(message.0.0.to_vec()))
            .order(dsl::ordinal.asc())
            .select((dsl::exchange, dsl::record, dsl::compartment, dsl::judgement, dsl::judged_by, dsl::ordinal))
            .load(self.0.connection)
            .map_err(failed("reading candidates"))?;
        rows.into_iter().map(|row| read(message, row)).collect()
    }

    /// The explanation of a candidate.
    pub fn body(&mut self, message: MessageId, ordinal: u32) -> Result<Option<Withheld<Zeroizing<Vec<u8>>>>, Stop> {
        type Body = (Vec<u8>, String, Option<Vec<u8>>, Option<Vec<u8>>);
        let row: Option<Body> = dsl::candidates
            .find((message.0.0.to_vec(), ordinal as i32))
            .select((dsl::exchange, dsl::compartment, dsl::key, dsl::body))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a candidate"))?;
        let Some((exchange, compartment, key, body)) = row else { return Ok(None) };
        let broken = |what: &str| Failure::new("reading a candidate", what);
        let exchange = ExchangeId(exchange.try_into().map_err(|_| broken("its exchange is damaged"))?);
        let compartment = UnitId::parse(&compartment).map_err(|_| broken("its compartment is damaged"))?;
        let resource = ResourceId::Candidates(exchange, compartment);
        self.0.open("candidates", &row_id(message, ordinal), (key, body), resource)
    }

    /// Erases the explanations of all candidates of a record, which hold its values. The rows stay, with what a person
    /// judged.
    pub fn erase_of_record(&mut self, record: RecordId) -> Result<(), Stop> {
        diesel::update(dsl::candidates.filter(dsl::record.eq(record.0.to_vec())))
            .set((dsl::key.eq(None::<Vec<u8>>), dsl::body.eq(None::<Vec<u8>>), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("erasing candidates"))?;
        Ok(())
    }

    /// Erases the explanations of all candidates of a message, which say what it said. The rows stay, with what a person
    /// judged.
    pub fn erase_of(&mut self, message: MessageId) -> Result<(), Stop> {
        diesel::update(dsl::candidates.filter(dsl::message.eq(message.0.0.to_vec())))
            .set((dsl::key.eq(None::<Vec<u8>>), dsl::body.eq(None::<Vec<u8>>), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("erasing candidates"))?;
        Ok(())
    }

    /// Records a person's view; `false` if somebody had judged it before.
    pub fn judge(
        &mut self,
        message: MessageId,
        ordinal: u32,
        judgement: Judgement,
        by: &OfficerId,
    ) -> Result<bool, Stop> {
        let judged = diesel::update(
            dsl::candidates
                .find((message.0.0.to_vec(), ordinal as i32))
                .filter(dsl::judgement.eq(Judgement::None.as_str())),
        )
        .set((
            dsl::judgement.eq(judgement.as_str()),
            dsl::judged_by.eq(Some(by.as_str())),
            dsl::version.eq(dsl::version + 1),
        ))
        .once()
        .execute(self.0.connection)
        .map_err(failed("judging a candidate"))?;
        Ok(judged == 1)
    }
}

fn row_id(message: MessageId, ordinal: u32) -> Vec<u8> {
    [message.0.0.as_slice(), &ordinal.to_be_bytes()].concat()
}

fn read(
    message: MessageId,
    (exchange, record, compartment, judgement, judged_by, ordinal): Row,
) -> Result<CandidateRow, Stop> {
    let broken = |e: &dyn std::fmt::Display| Failure::new("reading a candidate", e);
    Ok(CandidateRow {
        message,
        exchange: ExchangeId(exchange.try_into().map_err(|_| broken(&"its exchange is damaged"))?),
        ordinal: ordinal as u32,
        record: RecordId(record.try_into().map_err(|_| broken(&"its record is damaged"))?),
        compartment: UnitId::parse(&compartment).map_err(|e| broken(&e))?,
        judgement: Judgement::parse(&judgement).ok_or_else(|| broken(&"its judgement is unknown"))?,
        judged_by: judged_by.map(|id| OfficerId::parse(&id)).transpose().map_err(|e| broken(&e))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Durability, SoundDisk, Store};
    use model::{Chance, Digest, Instant};
    use seal::rest::NodeKey;

    struct Drawn(u8);

    impl Chance for Drawn {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(31).wrapping_add(7);
                *byte = self.0;
            }
        }
    }

    fn kept(tx: &mut Tx<'_>) -> Vec<crate::closed::Kept> {
        dsl::candidates.order(dsl::ordinal.asc()).select((dsl::key, dsl::body)).load(tx.connection).unwrap()
    }

    #[test]
    fn the_candidates_of_an_erased_record_are_in_no_file_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let key = NodeKey::from_bytes(&[7; 32]).unwrap();
        let store = Store::open_with(folder.path(), key, Durability::Process, Box::new(SoundDisk)).unwrap();
        let at: Instant = "2026-11-23T12:00:00Z".parse().unwrap();
        let message = MessageId(Digest([3; 32]));
        let row = |ordinal: u32| CandidateRow {
            message,
            exchange: ExchangeId([1; 16]),
            ordinal,
            record: RecordId([ordinal as u8; 16]),
            compartment: UnitId::parse("spoc").unwrap(),
            judgement: Judgement::None,
            judged_by: None,
        };
        let before = store.tx("keep", at, &mut Drawn(1), |tx| {
            tx.candidates().add(&row(0), b"the values of the one")?;
            tx.candidates().add(&row(1), b"the values of the other")?;
            Ok(kept(tx))
        });
        let before = before.unwrap();
        let (key, body) = (before[0].0.clone().unwrap(), before[0].1.clone().unwrap());
        let in_files = |bytes: &[u8]| {
            store.truncate_log().unwrap();
            std::fs::read_dir(folder.path()).unwrap().any(|entry| {
                let file = std::fs::read(entry.unwrap().path()).unwrap_or_default();
                file.windows(bytes.len()).any(|window| window == bytes)
            })
        };
        assert!(in_files(&key) && in_files(&body), "they can be found");
        store.tx("erase", at, &mut Drawn(2), |tx| tx.candidates().erase_of_record(RecordId([0; 16]))).unwrap();
        assert!(!in_files(&key) && !in_files(&body));
        let after = store.read("look", at, |tx| {
            assert_eq!(tx.candidates().of(message)?.len(), 2, "that there was one, and what was judged, stays");
            Ok(kept(tx))
        });
        assert_eq!(after.unwrap(), [(None, None), before[1].clone()]);
    }
}
