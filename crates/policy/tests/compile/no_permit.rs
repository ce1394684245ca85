//! A record cannot be read without a permit.
fn read(record: policy::Withheld<model::Record>) {
    let _ = record.disclose();
}

fn main() {}
