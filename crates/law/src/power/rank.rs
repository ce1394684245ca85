//! Puts the bases in order and says of each why it stands where it does. The order itself is
//! [`serving`](crate::lawbook::serving): special before general, later before earlier, the closer before the wider.

use super::record::Basis;
use crate::lawbook::article::Serves;
use crate::lawbook::serving::Closeness;

/// Sorts, then explains each place by its difference from the one before it.
pub(super) fn bases(bases: &mut [Basis]) {
    bases.sort_by(|a, b| a.rank().cmp(&b.rank()));
    for at in 0..bases.len() {
        let (earlier, rest) = bases.split_at_mut(at);
        let Some(basis) = rest.first_mut() else { continue };
        basis.ranked = match earlier.last() {
            None => first(basis),
            Some(before) => after(before, basis),
        };
    }
}

fn first(basis: &Basis) -> String {
    let special = if basis.special { ", which names this offence" } else { "" };
    format!("first: {}{special}", basis.closeness.sentence())
}

fn after(before: &Basis, basis: &Basis) -> String {
    let name = &before.title;
    if before.serves != basis.serves && basis.serves == Serves::WhereNoTreaty {
        return format!("after {name}: it is there for States that have no treaty of their own");
    }
    if before.closeness != basis.closeness {
        let (closer, wider) = (before.closeness.sentence(), basis.closeness.sentence());
        return format!("after {name}: {closer} comes before {wider}");
    }
    if before.special != basis.special && basis.closeness != Closeness::Union {
        return format!("after {name}: that one names this offence, this one covers all");
    }
    match (before.adopted, basis.adopted) {
        (Some(later), Some(earlier)) if later != earlier => {
            format!("after {name}: the later ({later}) comes before the earlier ({earlier})")
        }
        _ => format!("beside {name}: the same rank"),
    }
}
