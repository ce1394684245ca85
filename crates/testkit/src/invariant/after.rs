//! What was taken back: every holder has erased it, keeps it under a named duty of law, or is listed as late, himself or
//! whoever answers for him; and nobody is told otherwise.

use super::{Broken, Picture};
use audit::Event;
use model::{AuthorityId, HolderOutcome, MessageId};
use std::collections::BTreeMap;
use store::{CopyRow, DemandKind, DemandRow};

/// Holds the holders of every recalled item against the list of whoever recalled it.
pub(super) fn check(pictures: &[Picture], broken: &mut Vec<Broken>) {
    for picture in pictures {
        for demand in picture.demands.iter().filter(|demand| demand.ours && demand.what == DemandKind::Recall) {
            recalled(picture, pictures, demand, broken);
        }
        answered(picture, pictures, broken);
        told_once(picture, broken);
    }
}

fn of<'a>(pictures: &'a [Picture], node: &AuthorityId) -> Option<&'a Picture> {
    pictures.iter().find(|picture| &picture.node == node)
}

/// The copies of an item that are anywhere, each with the node that has it.
fn copies(pictures: &[Picture], item: MessageId) -> impl Iterator<Item = (&Picture, &CopyRow)> {
    let of_item = move |copy: &&CopyRow| copy.item == item || copy.message == item;
    pictures.iter().flat_map(move |picture| picture.copies.iter().filter(of_item).map(move |copy| (picture, copy)))
}

/// Whether a node still has what a copy says, or a correction of it.
fn is_kept(holder: &Picture, copy: &CopyRow) -> bool {
    let corrected = |demand: &DemandRow| demand.copy == Some(copy.message) && holder.held.contains(&demand.message);
    let correction = |demand: &&DemandRow| demand.what == DemandKind::Correction;
    holder.held.contains(&copy.message) || holder.demands.iter().filter(correction).any(corrected)
}

fn recalled(picture: &Picture, pictures: &[Picture], demand: &DemandRow, broken: &mut Vec<Broken>) {
    let late: Vec<&AuthorityId> = picture
        .answers
        .iter()
        .filter(|row| row.demand == demand.message && row.is_late(picture.at))
        .map(|row| &row.holder)
        .collect();
    for (holder, copy) in copies(pictures, demand.item) {
        if !is_kept(holder, copy) || holder.restricted.contains(&copy.message) {
            continue;
        }
        // Himself, or one of those through whom he has it.
        let mut way = vec![&holder.node];
        let mut last = copy;
        while last.via != picture.node
            && let Some(before) = of(pictures, &last.via)
            && let Some(earlier) = before.copies.iter().find(|earlier| earlier.item == demand.item)
            && !way.contains(&&before.node)
        {
            way.push(&before.node);
            last = earlier;
        }
        if !way.iter().any(|node| late.contains(node)) {
            let because = format!("{} at {}, recalled by {}", copy.message, holder.node, demand.message);
            let law = "what was recalled is erased, restricted, or listed as late";
            broken.push(Broken::new(&picture.node, law, because));
        }
    }
}

/// What a holder is said to have done, he has done.
fn answered(picture: &Picture, pictures: &[Picture], broken: &mut Vec<Broken>) {
    for row in &picture.answers {
        let Some(demand) = picture.demands.iter().find(|demand| demand.message == row.demand) else { continue };
        if !demand.ours || demand.what != DemandKind::Recall {
            continue;
        }
        let Some(outcome) = row.outcome else { continue };
        for (holder, copy) in copies(pictures, demand.item).filter(|(holder, _)| holder.node == row.holder) {
            let kept = is_kept(holder, copy);
            let fine = match outcome {
                HolderOutcome::Erased { .. } => !kept,
                HolderOutcome::Restricted { .. } => kept && holder.restricted.contains(&copy.message),
                HolderOutcome::NotHeld | HolderOutcome::Late { .. } | HolderOutcome::Corrected { .. } => true,
            };
            if !fine {
                let because = format!("{}: {} at {}", row.demand, outcome.as_str(), holder.node);
                broken.push(Broken::new(&picture.node, "what a holder answered is so", because));
            }
        }
    }
}

/// Whoever became late was put before the overseer once.
fn told_once(picture: &Picture, broken: &mut Vec<Broken>) {
    let mut told: BTreeMap<(MessageId, &AuthorityId), usize> = BTreeMap::new();
    for entry in &picture.entries {
        if let Event::HolderLate { message, holder, .. } = &entry.event {
            *told.entry((*message, holder)).or_default() += 1;
        }
    }
    for row in &picture.answers {
        let count = told.remove(&(row.demand, &row.holder)).unwrap_or(0);
        if count != usize::from(row.escalated.is_some()) {
            let because = format!("{} of {}: {count} times", row.demand, row.holder);
            broken.push(Broken::new(&picture.node, "who is late is told to the overseer once", because));
        }
    }
}
