//! Which articles serve which kind, found once when the lawbook is read, in the order in which they rank: what stands by
//! itself before what is there where no treaty is; an act of the Union, then an agreement of two sides, then a treaty closed
//! to an organisation, then one open to others, then a universal one; what names its offences before what covers all;
//! the later before the earlier. (Lex specialis and lex posterior; VCLT art. 30.)

use super::article::{Article, Serves};
use super::instrument::Instrument;
use model::time::Date;
use model::{InstrumentId, Kind};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How close an instrument is to the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closeness {
    /// An arrangement between the two authorities.
    Arrangement,
    /// An act of the Union.
    Union,
    /// An agreement of two sides.
    TwoSided,
    /// A treaty closed to the members of one organisation.
    Organisation,
    /// A regional treaty that others may join.
    Region,
    /// A universal treaty.
    Universal,
    /// National law and comity.
    Comity,
}

impl Closeness {
    /// Of an instrument of the register.
    pub fn of(instrument: &Instrument) -> Closeness {
        match instrument.region.as_str() {
            "universal" => Closeness::Universal,
            _ if instrument.participation.sides.is_some() => Closeness::TwoSided,
            "EU" => Closeness::Union,
            _ if instrument.participation.only_members_of.is_some() => Closeness::Organisation,
            _ => Closeness::Region,
        }
    }

    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            Closeness::Arrangement => "an arrangement between the two authorities",
            Closeness::Union => "an act of the Union",
            Closeness::TwoSided => "an agreement between two sides",
            Closeness::Organisation => "a treaty among the members of one organisation",
            Closeness::Region => "a regional treaty",
            Closeness::Universal => "a universal treaty",
            Closeness::Comity => "national law and comity",
        }
    }
}

/// What decides the order: the less, the earlier.
pub type Order = (Serves, Closeness, bool, Reverse<Date>);

/// What decides the order of an article. Among acts of the Union the later comes first whether or not it names its offences:
/// they come from one legislator.
pub fn order(instrument: &Instrument, article: &Article) -> Order {
    let closeness = Closeness::of(instrument);
    let general = closeness != Closeness::Union && !article.offences.special();
    (article.serves, closeness, general, Reverse(instrument.adopted))
}

/// An article in its place.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'a> {
    /// The instrument.
    pub instrument: &'a Instrument,
    /// Its place among all instruments, by id.
    pub place: usize,
    /// The article.
    pub article: &'a Article,
}

/// Articles by kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Serving {
    by_kind: Vec<Vec<Place>>,
}

#[derive(Debug, Clone)]
struct Place {
    instrument: InstrumentId,
    place: usize,
    article: usize,
}

impl Serving {
    pub(super) fn of_all(instruments: &BTreeMap<InstrumentId, Instrument>) -> Serving {
        let of_kind = |kind: &Kind| {
            let mut places = Vec::new();
            for (place, instrument) in instruments.values().enumerate() {
                for (number, article) in instrument.rules.iter().enumerate() {
                    if article.kinds.contains(kind) {
                        let key = (order(instrument, article), &instrument.id, &article.article, number);
                        places.push((key, Place { instrument: instrument.id.clone(), place, article: number }));
                    }
                }
            }
            places.sort_by_key(|(key, _)| *key);
            places.into_iter().map(|(_, place)| place).collect()
        };
        Serving { by_kind: Kind::ALL.iter().map(of_kind).collect() }
    }

    pub(super) fn of<'a>(
        &'a self,
        instruments: &'a BTreeMap<InstrumentId, Instrument>,
        kind: Kind,
    ) -> impl Iterator<Item = Ranked<'a>> {
        let places = self.by_kind.get(kind.index()).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| {
            let instrument = instruments.get(&place.instrument)?;
            let article = instrument.rules.get(place.article)?;
            Some(Ranked { instrument, place: place.place, article })
        })
    }
}
