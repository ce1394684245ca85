//! A step takes what it starts from: one value cannot take it twice.
use exchange::outbound::Released;

fn twice(released: Released, station: &exchange::Station, tx: &mut store::Tx<'_>) {
    let _ = released.seal(station, tx);
    let _ = released.seal(station, tx);
}

fn main() {}
