//! What is grounded but not marked cannot be released.
use exchange::outbound::{Approver, Grounded};

fn skip(grounded: Grounded, station: &exchange::Station, tx: &mut store::Tx<'_>, approver: &Approver<'_>) {
    let _ = grounded.release(station, tx, approver);
}

fn main() {}
