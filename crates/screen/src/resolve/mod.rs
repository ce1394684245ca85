//! Which records of one table are the same subject: pairs by the engine, groups by guarded rules, the rest for a person.
//!
//! Every record is screened against all others. A pair joins two groups only if
//! - an identifier is equal and nothing contradicts ([`Support::Identifier`]), or
//! - it is probable by at least two kinds of evidence, of which one is neither a name nor a trait that many share
//!   ([`Support::Evidence`]), or
//! - it is probable and a third record supports it: both are probably that one too ([`Support::Triangle`]), or
//! - a person said so ([`Support::Judged`]);
//!
//! and never if a person said of two of their members that they are apart. So one wrong pair does not chain strangers.
//! What is probable and joins nothing is left for a person ([`Resolution::review`]).
//!
//! Nothing is merged: a group is a list of records with the pairs that made it, and taking a pair back and resolving again
//! gives what would have been without it. Same records and judgements, same groups, on every machine.

mod groups;
mod pairs;

pub use groups::{Groups, resolve};
pub use pairs::{Pair, Support, pairs};

use crate::EntryId;
use std::collections::BTreeSet;

/// What persons said of pairs of records, each pair in the order of its ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgements {
    /// The same subject.
    pub same: BTreeSet<(EntryId, EntryId)>,
    /// Not the same subject: a hard constraint.
    pub apart: BTreeSet<(EntryId, EntryId)>,
}

/// From which probability on a pair may join groups, and from which on a person is asked. House numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Joins, if it is supported.
    pub join: f64,
    /// Is left for a person.
    pub review: f64,
    /// Candidates of each record that are looked at.
    pub top: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { join: 0.9, review: 0.5, top: 16 }
    }
}

/// The groups of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The members of each group of two or more, by the smallest id; members in the order of ids.
    pub groups: Vec<Vec<EntryId>>,
    /// The pairs that made the groups, with why, in the order in which they were taken.
    pub joined: Vec<Pair>,
    /// Pairs for a person, the most probable first: probable, and without support or against a judgement.
    pub review: Vec<Pair>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Algorithm, Birth, Index, Kind, Profile};
    use model::Personal;
    use model::subject::{Identifier, IdentifierKind, Name, PartialDate};

    fn person(name: &str, birth: &str, passport: &str) -> Profile {
        let identifier =
            |value: &str| Identifier { kind: IdentifierKind::Passport, value: Personal::from(value), issuer: None };
        Profile {
            names: vec![Name::new(name)],
            births: PartialDate::parse(birth).map(Birth::on).into_iter().collect(),
            identifiers: if passport.is_empty() { Vec::new() } else { vec![identifier(passport)] },
            ..Profile::of(Kind::Person)
        }
    }

    fn table() -> Vec<(EntryId, Profile)> {
        [
            ("a", person("Otso Canaryson Testinen", "1971-04-05", "FT123456")),
            ("b", person("Testinen Otso", "", "FT 123456")),
            ("c", person("Otso C. Testinen", "1971-04-05", "")),
            ("d", person("Otso Canaryson Testinen", "1994-11-30", "")),
            ("e", person("Wanjiru Samplewa Mwangi", "1980-02-29", "")),
            ("f", person("Wanjiru Samplewa Mwangi", "", "")),
            ("g", person("Nobody Unlike", "1960", "")),
        ]
        .map(|(id, profile)| (EntryId::new(id), profile))
        .to_vec()
    }

    fn resolved(judged: &Judgements) -> Resolution {
        let records = table();
        let index = Index::build(records.clone(), Algorithm::V1);
        let found = records.iter().flat_map(|(id, profile)| pairs(&index, id, profile, Limits::default())).collect();
        resolve(found, judged, Limits::default())
    }

    fn groups(resolution: &Resolution) -> Vec<String> {
        let joined = |group: &Vec<EntryId>| group.iter().map(EntryId::as_str).collect::<String>();
        resolution.groups.iter().map(joined).collect()
    }

    fn pair(a: &str, b: &str) -> (EntryId, EntryId) {
        (EntryId::new(a), EntryId::new(b))
    }

    #[test]
    fn support_joins_and_a_name_alone_does_not() {
        let resolution = resolved(&Judgements::default());
        assert_eq!(groups(&resolution), ["abc"]);
        let asked: Vec<(&str, &str)> = resolution.review.iter().map(|one| (one.a.as_str(), one.b.as_str())).collect();
        assert!(asked.contains(&("e", "f")), "the same rare name alone is for a person: {asked:?}");
        assert!(resolution.joined.iter().all(|pair| pair.support.is_some()));
        assert!(!groups(&resolution).concat().contains('d'), "another birth date");
    }

    #[test]
    fn a_judgement_binds_and_can_be_taken_back() {
        let before = resolved(&Judgements::default());
        let mut judged = Judgements::default();
        judged.apart.insert(pair("a", "b"));
        judged.same.insert(pair("e", "f"));
        let resolution = resolved(&judged);
        for group in &resolution.groups {
            assert!(!(group.contains(&EntryId::new("a")) && group.contains(&EntryId::new("b"))));
        }
        assert!(groups(&resolution).contains(&"ef".to_owned()));
        assert!(resolution.review.iter().any(|one| (one.a.as_str(), one.b.as_str()) == ("a", "b")));
        assert_eq!(resolved(&Judgements::default()), before);
    }

    #[test]
    fn contradicting_judgements_keep_apart() {
        let mut judged = Judgements::default();
        judged.same.insert(pair("e", "f"));
        judged.same.insert(pair("f", "g"));
        judged.apart.insert(pair("e", "g"));
        let resolution = resolved(&judged);
        for group in &resolution.groups {
            assert!(!(group.contains(&EntryId::new("e")) && group.contains(&EntryId::new("g"))));
        }
    }
}
