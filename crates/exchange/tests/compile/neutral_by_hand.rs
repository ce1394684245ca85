//! The draft that the schedule writes cannot be had from outside.
fn draft(tx: &mut store::Tx<'_>, form: exchange::DraftForm) {
    let _ = exchange::Draft::neutral(tx, form);
}

fn main() {}
