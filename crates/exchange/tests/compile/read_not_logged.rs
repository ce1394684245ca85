//! What is permitted but not in the log cannot be disclosed.
use exchange::reading::{Disclosed, Permitted};

fn skip(permitted: Permitted<'_>, tx: &mut store::Tx<'_>) -> Disclosed {
    permitted.disclose(tx).unwrap()
}

fn main() {}
