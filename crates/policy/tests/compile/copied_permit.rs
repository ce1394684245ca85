//! A permit cannot be copied.
fn copy(real: &policy::Permit) -> policy::Permit {
    real.clone()
}

fn main() {}
