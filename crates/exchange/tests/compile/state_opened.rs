//! What a state holds cannot be reached around its steps.
fn open(draft: exchange::Draft) {
    let _ = draft.body;
}

fn main() {}
