//! Blanking: the lines of erased entries lose text and salt and keep their commitment. The store has destroyed its own
//! before, in the transaction that wrote the erasure.
//!
//! Done before the checkpoint that holds the erasure: no checkpoint ever says "erased" of a text that is still there.

use super::write::Writer;
use super::{Erasure, State, bundle_bytes};
use crate::Event;
use crate::bundle::{lines, read_row, write_row};
use crate::entry::Row;
use crate::tile::{FULL, Piece};
use model::Failure;

/// Blanks every entry that the erasures name, except erasures themselves.
pub(super) fn blank(state: &mut State, erasures: &[Erasure], writer: &mut Writer<'_>) -> Result<(), Failure> {
    let full = u64::from(FULL);
    let open = state.growth.size() / full;
    for erasure in erasures {
        for index in erasure.first / full..=erasure.last / full {
            let first = index * full;
            if index == open {
                blank_lines(&mut state.lines, first, erasure)?;
                continue;
            }
            let path = Piece { level: None, index, width: FULL }.path();
            let bytes = writer.read(&path)?.unwrap_or_default();
            let mut lines: Vec<String> = lines(&bytes).unwrap_or_default().into_iter().map(str::to_owned).collect();
            if blank_lines(&mut lines, first, erasure)? {
                writer.put(&path, &bundle_bytes(&lines))?;
            }
        }
    }
    Ok(())
}

fn blank_lines(lines: &mut [String], first: u64, erasure: &Erasure) -> Result<bool, Failure> {
    let mut changed = false;
    for (line, n) in lines.iter_mut().zip(first..).filter(|(_, n)| (erasure.first..=erasure.last).contains(n)) {
        let doing = || format!("erasing entry {n} as entry {} says", erasure.by);
        let (row, entry) = read_row(line, n).map_err(|error| Failure::new(doing(), error))?;
        if let (Row::Kept(stored), Some(entry)) = (row, entry)
            && !matches!(entry.event, Event::EntriesErased { .. })
        {
            *line = write_row(&Row::Erased { n, commitment: stored.commitment() });
            changed = true;
        }
    }
    Ok(changed)
}
