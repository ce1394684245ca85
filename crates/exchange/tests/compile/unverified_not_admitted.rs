//! What was not verified cannot be admitted.
fn skip(unverified: exchange::inbound::Unverified, station: &exchange::Station, tx: &mut store::Tx<'_>) {
    let _ = unverified.admit(station, tx);
}

fn main() {}
