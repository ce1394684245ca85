//! What was not screened cannot be routed.
fn skip(admitted: exchange::inbound::Admitted, tx: &mut store::Tx<'_>) {
    let _ = admitted.route(tx);
}

fn main() {}
