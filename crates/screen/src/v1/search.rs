//! From a query to candidates. Every name that shares a like word gets an upper bound; names are aligned in the order of
//! the bound until no name left can reach the answer. What is skipped is proven not to be among the answer.

use super::align::AskedName;
use super::calibration::probability;
use super::compared::{normalised, states};
use super::facts::{Side, facts, weight};
use super::fold;
use super::held::{EntryNo, HeldEntry, NameNo};
use super::holdings::Holdings;
use super::numbers::NumberMap;
use super::rarity::{BACKGROUND, ln_ratio};
use crate::{Algorithm, Candidate, Direction, EntryId, Explanation, LogOdds, Piece, Rule, What};
use model::{Personal, Subject};

/// Names of a query that are compared; further ones are not.
pub const MAX_QUERY_NAMES: usize = 64;

/// The best alignment so far of one entry.
struct Found {
    total: LogOdds,
    /// Which name of the query with which name of the index; none if either has no name.
    names: Option<(usize, NameNo)>,
}

struct Bound {
    bound: LogOdds,
    beside: LogOdds,
    asked: usize,
    name: NameNo,
    entry: EntryNo,
}

/// The `top` most probable entries, the most probable first.
pub fn screen(holdings: &Holdings, query: &Subject, top: usize) -> Vec<Candidate> {
    if top == 0 {
        return Vec::new();
    }
    let asked: Vec<AskedName> = query
        .names()
        .iter()
        .take(MAX_QUERY_NAMES)
        .filter_map(|name| AskedName::prepare(name.expose(), holdings))
        .collect();
    let own_states = states(query);
    let query = Side { subject: query, states: &own_states };
    let mut found = by_identifier(holdings, query, &asked);
    let bounds = bounds(holdings, query, &asked);
    evaluate(holdings, &asked, bounds, top, &mut found);
    let prior = prior(holdings);
    let mut ranked: Vec<(LogOdds, &EntryId, &HeldEntry, Found)> = found
        .into_iter()
        .filter_map(|(entry, found)| {
            let held = holdings.entries[entry as usize].as_ref()?;
            Some((found.total + prior, &held.id, held, found))
        })
        .collect();
    ranked.sort_unstable_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    ranked.truncate(top);
    ranked.into_iter().map(|(_, _, held, found)| candidate(holdings, query, &asked, held, found.names)).collect()
}

fn prior(holdings: &Holdings) -> LogOdds {
    -ln_ratio(holdings.name_count as u64 + BACKGROUND, 1)
}

/// Entries that share an identifier are found whatever their name, and their names are aligned all the same: another
/// name under the same passport speaks against, and is shown.
fn by_identifier(holdings: &Holdings, query: Side<'_>, asked: &[AskedName]) -> NumberMap<EntryNo, Found> {
    let mut found = NumberMap::default();
    for value in normalised(query.subject) {
        for &entry in holdings.identifiers.get(&value).into_iter().flatten() {
            let Some(held) = holdings.entries[entry as usize].as_ref() else { continue };
            let beside = weight(query, held.side(), holdings);
            let mut best = None;
            for (number, name) in asked.iter().enumerate() {
                for &held in &held.names {
                    let Some(aligned) = holdings.names[held as usize].as_ref() else { continue };
                    let total = name.align(aligned).total() + beside;
                    if best.as_ref().is_none_or(|best: &Found| total > best.total) {
                        best = Some(Found { total, names: Some((number, held)) });
                    }
                }
            }
            found.insert(entry, best.unwrap_or(Found { total: beside, names: None }));
        }
    }
    found
}

fn bounds(holdings: &Holdings, query: Side<'_>, asked: &[AskedName]) -> Vec<Bound> {
    let mut sums = vec![LogOdds::NOTHING; holdings.names.len()];
    let mut counted = vec![0u32; holdings.names.len()];
    let mut bounds = Vec::new();
    let mut pass = 0;
    for (number, name) in asked.iter().enumerate() {
        let mut touched: Vec<NameNo> = Vec::new();
        for unit in name.units.iter().filter(|unit| unit.width == 2 || !name.parts[unit.first].minor) {
            pass += 1;
            for like in &unit.likes {
                for &held in &holdings.word_uses[like.word as usize].names {
                    let at = held as usize;
                    if counted[at] != pass {
                        counted[at] = pass;
                        if sums[at] == LogOdds::NOTHING {
                            touched.push(held);
                        }
                        sums[at] += like.weight;
                    }
                }
            }
        }
        let spare = name.most_from_initials() + minor_spare(name);
        for held in touched {
            let sum = std::mem::take(&mut sums[held as usize]);
            let entry = holdings.names[held as usize].as_ref().map(|name| name.entry);
            if let Some((entry, subject)) = entry.and_then(|no| Some((no, holdings.entries[no as usize].as_ref()?))) {
                let beside = weight(query, subject.side(), holdings);
                bounds.push(Bound { bound: sum + spare + beside, beside, asked: number, name: held, entry });
            }
        }
    }
    bounds.sort_unstable_by_key(|bound| (-bound.bound, bound.asked, bound.name));
    bounds
}

fn minor_spare(name: &AskedName) -> LogOdds {
    LogOdds(super::weights::MINOR.0 * name.parts.iter().filter(|part| part.minor).count() as i32)
}

fn evaluate(
    holdings: &Holdings,
    asked: &[AskedName],
    bounds: Vec<Bound>,
    top: usize,
    found: &mut NumberMap<EntryNo, Found>,
) {
    const AT_ONCE: usize = 32;
    for chunk in bounds.chunks(AT_ONCE) {
        let reached = worst_of_top(found, top);
        if reached.is_some_and(|reached| chunk.first().is_some_and(|first| first.bound < reached)) {
            break;
        }
        for bound in chunk {
            let Some(held) = holdings.names[bound.name as usize].as_ref() else { continue };
            let total = asked[bound.asked].align(held).total() + bound.beside;
            let names = Some((bound.asked, bound.name));
            let better = |old: &Found| total > old.total || (total == old.total && earlier(holdings, names, old.names));
            if found.get(&bound.entry).is_none_or(better) {
                found.insert(bound.entry, Found { total, names });
            }
        }
    }
}

/// Of two equal alignments of an entry, the one with the earlier name of the query, then of the entry: not the one that
/// happened to be looked at first.
fn earlier(holdings: &Holdings, new: Option<(usize, NameNo)>, old: Option<(usize, NameNo)>) -> bool {
    let place = |names: Option<(usize, NameNo)>| {
        let (asked, name) = names?;
        Some((asked, holdings.names[name as usize].as_ref()?.which))
    };
    match (place(new), place(old)) {
        (Some(new), Some(old)) => new < old,
        (Some(_), None) => true,
        _ => false,
    }
}

fn worst_of_top(found: &NumberMap<EntryNo, Found>, top: usize) -> Option<LogOdds> {
    let mut totals: Vec<LogOdds> = found.values().map(|found| found.total).collect();
    (totals.len() >= top).then(|| *totals.select_nth_unstable_by(top - 1, |a, b| b.cmp(a)).1)
}

fn candidate(
    holdings: &Holdings,
    query: Side<'_>,
    asked: &[AskedName],
    held: &HeldEntry,
    names: Option<(usize, NameNo)>,
) -> Candidate {
    let mut pieces = Vec::new();
    if let Some((number, name)) = names
        && let Some(name) = holdings.names[name as usize].as_ref()
    {
        let written = held.subject.names()[name.which as usize].expose();
        pieces = name_pieces(&asked[number], &asked[number].align(name), &fold::parts(written));
    }
    facts(query, held.side(), holdings, |fact| pieces.push(fact.into_piece()));
    let explanation = Explanation { pieces, prior: prior(holdings) };
    let log_odds = explanation.log_odds();
    let (entry, algorithm) = (held.id.clone(), Algorithm::V1);
    Candidate { entry, probability: probability(log_odds), log_odds, explanation, algorithm }
}

fn name_pieces(asked: &AskedName, aligned: &super::align::Alignment, held: &[fold::Part]) -> Vec<Piece> {
    let text = |parts: &[fold::Part], (first, width): (usize, usize)| {
        let written = parts.iter().skip(first).take(width).map(|part| part.written.as_str());
        Personal::new(written.collect::<Vec<_>>().join(" "))
    };
    let none = || Personal::new(String::new());
    let piece =
        |query, entry, rule, weight, direction| Piece { what: What::Name, query, entry, rule, weight, direction };
    let linked = aligned.links.iter().map(|link| {
        let (query, entry) = (text(&asked.parts, link.query), text(held, link.entry));
        piece(query, entry, link.rule, link.weight, Direction::For)
    });
    let query_only = aligned.query_only.iter().map(|(at, weight)| {
        piece(text(&asked.parts, (*at, 1)), none(), Rule::NameQueryOnly, *weight, Direction::Absent)
    });
    let entry_only = aligned
        .entry_only
        .iter()
        .map(|(at, weight)| piece(none(), text(held, (*at, 1)), Rule::NameEntryOnly, *weight, Direction::Absent));
    linked.chain(query_only).chain(entry_only).collect()
}
