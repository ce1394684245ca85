//! The minimisation table, `policies/minimisation.json`: which field goes to whom. Data, so that a lawyer can read it.
//! What an officer decides otherwise is in [`sending`](crate::sending).

use crate::BadPolicy;
use crate::checks::POL_1_4;
use model::{Citation, Field, Kind, TransferGround};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The recipient's side of a transfer ground, as the table names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ground {
    SameRegime,
    Adequacy,
    Safeguards,
    SingleCase,
}

impl Ground {
    const ALL: [Ground; 4] = [Ground::SameRegime, Ground::Adequacy, Ground::Safeguards, Ground::SingleCase];

    /// `None` where nothing about a person may go.
    pub(crate) fn of(ground: &TransferGround) -> Option<Ground> {
        match ground {
            TransferGround::NoPersonalData => None,
            TransferGround::SameRegime { .. } => Some(Ground::SameRegime),
            TransferGround::Adequacy { .. } => Some(Ground::Adequacy),
            TransferGround::Safeguards { .. } => Some(Ground::Safeguards),
            TransferGround::SingleCase { .. } => Some(Ground::SingleCase),
        }
    }
}

/// What a row of the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Then {
    /// It goes, unless an officer holds it back.
    Goes,
    /// It stays, unless an officer finds it necessary and says why.
    StaysUnlessNecessary,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) id: String,
    fields: BTreeSet<Field>,
    #[serde(default)]
    grounds: Option<BTreeSet<Ground>>,
    #[serde(default)]
    kinds: Option<BTreeSet<Kind>>,
    pub(crate) then: Then,
    pub(crate) because: String,
    pub(crate) cite: Citation,
}

impl Row {
    fn speaks_of(&self, field: Field, ground: Ground, kind: Kind) -> bool {
        self.fields.contains(&field)
            && self.grounds.as_ref().is_none_or(|grounds| grounds.contains(&ground))
            && self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}

/// The table. INVARIANT: exactly one row speaks of every field, ground and kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Minimisation {
    rows: Vec<Row>,
}

impl Minimisation {
    /// Reads the table and holds it to its invariant (POL-1.4).
    pub(crate) fn read(text: &str) -> Result<Minimisation, BadPolicy> {
        let bad = |policy: Option<String>, because: String| BadPolicy {
            check: &POL_1_4,
            file: crate::MINIMISATION.to_owned(),
            policy,
            because,
        };
        let rows: Vec<Row> = serde_json::from_str(text).map_err(|error| bad(None, error.to_string()))?;
        let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        if ids.len() != rows.len() {
            return Err(bad(None, "two rows have the same id".to_owned()));
        }
        for kind in Kind::ALL {
            for ground in Ground::ALL {
                for field in Field::ALL {
                    let mut speaking = rows.iter().filter(|row| row.speaks_of(*field, ground, *kind));
                    let (first, second) = (speaking.next(), speaking.next());
                    if first.is_none() || second.is_some() {
                        let count = if first.is_none() { "no row speaks" } else { "two rows speak" };
                        let because = format!("{count} of `{field}` for {ground:?} in `{kind}`");
                        return Err(bad(second.map(|row| row.id.clone()), because));
                    }
                    if *field == Field::Name && first.is_some_and(|row| row.then != Then::Goes) {
                        return Err(bad(first.map(|row| row.id.clone()), "the name always goes".to_owned()));
                    }
                }
            }
        }
        Ok(Minimisation { rows })
    }

    /// For every field: whether it goes to a recipient of each ground, in the order of the columns of the table.
    pub(crate) fn columns(&self, kind: Kind) -> impl Iterator<Item = (Field, Vec<bool>)> + '_ {
        Field::ALL.iter().map(move |field| {
            let goes = |ground| self.row(*field, ground, kind).is_some_and(|row| row.then == Then::Goes);
            (*field, Ground::ALL.into_iter().map(goes).collect())
        })
    }

    /// The row that speaks of a field.
    pub(crate) fn row(&self, field: Field, ground: Ground, kind: Kind) -> Option<&Row> {
        self.rows.iter().find(|row| row.speaks_of(field, ground, kind))
    }
}
