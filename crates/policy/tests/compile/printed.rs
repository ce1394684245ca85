//! A withheld value cannot be displayed.
use policy::Withheld;

fn show(record: Withheld<String>) -> String {
    format!("{record}")
}

fn main() {}
