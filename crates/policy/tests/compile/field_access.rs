//! The value of a withheld record cannot be reached around `disclose`.
use policy::Withheld;

fn peek(record: Withheld<model::Record>) -> model::Record {
    record.value
}

fn main() {}
