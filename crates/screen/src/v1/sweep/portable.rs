//! The path for every processor: one word after the other, sixty-four bits at a time.

use super::{LANES, Pattern};

/// For each lane within `limit` edits, its place and distance. Lanes beyond the last word are looked at too; the caller
/// knows how many there are.
pub fn sweep(rows: &[u8], length: usize, pattern: &Pattern, limit: u8, lanes: &mut Vec<(u32, u8)>) {
    for (block, rows) in rows.chunks_exact(LANES * length).enumerate() {
        for lane in 0..LANES {
            let edits = distance(rows, lane, pattern);
            if edits <= u32::from(limit) {
                lanes.push(((block * LANES + lane) as u32, edits as u8));
            }
        }
    }
}

fn distance(rows: &[u8], lane: usize, pattern: &Pattern) -> u32 {
    if pattern.is_empty() {
        return (rows.len() / LANES) as u32;
    }
    let last = 1u64 << (pattern.len() - 1);
    let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0u64, 0u64, 0u64);
    let mut edits = pattern.len() as u32;
    for row in rows.chunks_exact(LANES) {
        let here = pattern.rows[usize::from(row[lane]) & 31];
        let swapped = ((!diagonal & here) << 1) & before;
        diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
        let right = down | !(diagonal | up);
        let left = diagonal & up;
        edits += u32::from(right & last != 0);
        edits -= u32::from(left & last != 0);
        let right = (right << 1) | 1;
        up = (left << 1) | !(diagonal | right);
        down = right & diagonal;
        before = here;
    }
    edits
}
