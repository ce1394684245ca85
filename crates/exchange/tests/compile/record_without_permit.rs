//! A record does not come out of the store without a permit.
fn read(tx: &mut store::Tx<'_>, id: model::RecordId) -> Option<model::Record> {
    let withheld = tx.records().get(id).ok()??;
    withheld.disclose().ok()
}

fn main() {}
