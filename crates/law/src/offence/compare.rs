//! Two charges, element by element: does what the first asks for fulfil the second? Asked in the direction of a request: the
//! first is the requesting side's, the second the requested side's.

use super::{Charge, Defined};
use crate::Lawbook;
use crate::checks::{LAW_7_2, LAW_7_3};
use crate::lawbook::element::{Facet, Vocabulary};
use model::time::Date;
use model::{Citation, Finding, Reason, Verification};
use serde::Serialize;

/// How far the second covers the first. The better comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every way to commit the first is an offence by the second.
    Match,
    /// Some are, or the second asks for more, or leaves something out: it depends on the facts.
    Partial,
    /// Conduct or object have nothing in common.
    None,
}

impl Verdict {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Match => "match",
            Verdict::Partial => "partial",
            Verdict::None => "none",
        }
    }
}

/// How an element of one side stands to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Related {
    /// The other has the same.
    Same,
    /// The other has a wider one that holds it.
    Held,
    /// The other asks for nothing in this facet.
    NotAsked,
    /// The other has narrower ones only: it covers a part.
    Narrower,
    /// The other has nothing of it.
    Absent,
    /// The other alone has it: it asks for more, or leaves more out.
    OnlyThere,
}

/// One element in a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ElementRelation {
    /// Which part of the definition.
    pub facet: Facet,
    /// The element: of the first, save where it stands in the second alone.
    pub element: String,
    /// In words.
    pub says: String,
    /// How it stands to the other.
    pub related: Related,
    /// The elements of the other that it was held against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
}

/// A definition of the first and the definition of the second that comes nearest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Of the first.
    pub first: Citation,
    /// Of the second.
    pub second: Citation,
    /// How far it covers it.
    pub verdict: Verdict,
    /// Element by element.
    pub elements: Vec<ElementRelation>,
}

/// The comparison of two charges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The proposal. A person decides on dual criminality, on the facts.
    pub verdict: Verdict,
    /// Each definition of the first with the nearest of the second.
    pub pairs: Vec<Pair>,
    /// What to keep in mind.
    pub cautions: Vec<String>,
    /// The weakest of the definitions.
    pub verification: Verification,
}

/// Compares two charges.
pub fn compare(book: &Lawbook, first: &Charge, second: &Charge, on: Date) -> Finding<Comparison> {
    let vocabulary = book.elements();
    let mut pairs = Vec::new();
    for one in &first.definitions {
        let nearest = second.definitions.iter().map(|other| pair(vocabulary, one, other)).min_by_key(distance);
        pairs.extend(nearest);
    }
    let every = |wanted: Verdict| pairs.iter().all(|pair| pair.verdict == wanted);
    let mut verdict = match () {
        () if every(Verdict::None) => Verdict::None,
        () if every(Verdict::Match) => Verdict::Match,
        () => Verdict::Partial,
    };
    let mut reasons: Vec<Reason> = pairs.iter().map(reason).collect();
    let mut cautions =
        vec!["a proposal from elements in our words: a person decides on dual criminality, on the facts".to_owned()];
    if first.as_charged && first != second {
        let because =
            format!("`{}` is a label as charged: what was done must be named, and is compared as conduct", first.title);
        reasons.push(Reason::of(&LAW_7_3, vec![], because.clone()));
        cautions.push(because);
        verdict = verdict.max(Verdict::Partial);
    }
    let all = first.definitions.iter().chain(&second.definitions);
    let verification = all.map(|one| one.verification).max().unwrap_or(Verification::Unverified);
    let decision = Comparison { verdict, pairs, cautions, verification };
    Finding { decision, reasons, rules: book.version().clone(), on }
}

/// The nearer, the less: by verdict, then by how many elements are not held, then by how many the other has alone.
fn distance(pair: &Pair) -> (Verdict, usize, usize) {
    let count = |wanted: fn(Related) -> bool| pair.elements.iter().filter(|one| wanted(one.related)).count();
    let open = count(|related| matches!(related, Related::Absent | Related::Narrower));
    (pair.verdict, open, count(|related| related == Related::OnlyThere))
}

fn reason(pair: &Pair) -> Reason {
    let cites = vec![pair.first.clone(), pair.second.clone()];
    let open: Vec<&str> = pair
        .elements
        .iter()
        .filter(|one| matches!(one.related, Related::Absent | Related::Narrower | Related::OnlyThere))
        .map(|one| one.element.as_str())
        .collect();
    let because = if open.is_empty() {
        format!("{} covers {}", pair.second, pair.first)
    } else {
        format!(
            "{} against {}: {}; to be looked at: {}",
            pair.first,
            pair.second,
            pair.verdict.as_str(),
            open.join(", ")
        )
    };
    Reason::of(&LAW_7_2, cites, because)
}

fn pair(vocabulary: &Vocabulary, one: &Defined, other: &Defined) -> Pair {
    let mut elements = Vec::new();
    let mut verdict = Verdict::Match;
    for facet in [Facet::Conduct, Facet::Intent, Facet::Object] {
        let (mine, theirs) = (one.elements.of(facet), other.elements.of(facet));
        let found: Vec<ElementRelation> = mine.iter().map(|id| relation(vocabulary, facet, id, theirs)).collect();
        let disjoint = !found.is_empty() && found.iter().all(|one| one.related == Related::Absent);
        let held = found.iter().all(|one| one.related <= Related::NotAsked);
        if mine.is_empty() && !theirs.is_empty() {
            elements.extend(theirs.iter().map(|id| only_there(vocabulary, facet, id)));
            verdict = verdict.max(Verdict::Partial);
        }
        if !held {
            verdict = verdict.max(Verdict::Partial);
        }
        // Purposes may meet in one act; conduct and object that have nothing in common do not.
        if disjoint && facet != Facet::Intent {
            verdict = Verdict::None;
        }
        elements.extend(found);
    }
    let (mine, theirs) = (&one.elements.exclusions, &other.elements.exclusions);
    for id in theirs.iter().filter(|id| !mine.contains(id)) {
        elements.push(only_there(vocabulary, Facet::Exclusion, id));
        verdict = verdict.max(Verdict::Partial);
    }
    Pair { first: one.cite.clone(), second: other.cite.clone(), verdict, elements }
}

fn relation(vocabulary: &Vocabulary, facet: Facet, id: &str, theirs: &[String]) -> ElementRelation {
    let all =
        |wanted: &dyn Fn(&str) -> bool| theirs.iter().filter(|other| wanted(other)).cloned().collect::<Vec<String>>();
    let (related, with) = if theirs.is_empty() {
        (Related::NotAsked, Vec::new())
    } else if theirs.iter().any(|other| other == id) {
        (Related::Same, vec![id.to_owned()])
    } else {
        let wider = all(&|other| vocabulary.within(id, other));
        let narrower = all(&|other| vocabulary.within(other, id));
        match (wider.is_empty(), narrower.is_empty()) {
            (false, _) => (Related::Held, wider),
            (true, false) => (Related::Narrower, narrower),
            (true, true) => (Related::Absent, Vec::new()),
        }
    };
    ElementRelation { facet, element: id.to_owned(), says: says(vocabulary, id), related, with }
}

fn only_there(vocabulary: &Vocabulary, facet: Facet, id: &str) -> ElementRelation {
    let says = says(vocabulary, id);
    ElementRelation { facet, element: id.to_owned(), says, related: Related::OnlyThere, with: Vec::new() }
}

fn says(vocabulary: &Vocabulary, id: &str) -> String {
    vocabulary.get(id).map(|element| element.says.clone()).unwrap_or_default()
}
