//! A permit cannot be made outside the crate, nor turned into another.
fn forge(real: policy::Permit) -> policy::Permit {
    policy::Permit { action: policy::Action::ReadRecord, ..real }
}

fn main() {}
