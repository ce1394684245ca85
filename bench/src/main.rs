//! Measurements, each beside the limit of the same run: `cargo run --release -p bench -- [exchanges] [records]`.
//!
//! * sealed exchanges per second: from Released to receipt stored, durable on both sides, one core, against signatures,
//!   HPKE and fsync of the same sizes and counts in the same run;
//! * policy's share of that time;
//! * reading the lawbook, one question of law, and the world: every pair of States for every kind;
//! * what is computed over the law: gaps of the world, what an accession would change, the register as a site;
//! * the start of a node with many records.
//!
//! Ratios are what counts: a machine under load slows both sides alike.

mod exchanges;
mod federation;
mod lawbook;
mod limit;
mod register;
mod start;

use std::error::Error;

type Outcome<T> = Result<T, Box<dyn Error>>;

#[expect(clippy::print_stdout, reason = "a measurement is for people to read")]
fn main() -> Outcome<()> {
    let mut words = std::env::args().skip(1);
    let exchanges: usize = words.next().map_or(Ok(500), |word| word.parse())?;
    let records: usize = words.next().map_or(Ok(100_000), |word| word.parse())?;
    let folder = tempfile::tempdir_in(".")?;

    println!("load before: {}", load());
    let measured = exchanges::run(folder.path(), exchanges)?;
    let limit = limit::run(folder.path(), exchanges, &measured)?;
    println!("{measured}");
    println!("{limit}");
    println!(
        "ratio to the limit: {:.2} (goal 0.50), policy's share {:.1} %",
        measured.per_second() / limit.per_second(),
        100.0 * limit.policy_seconds / measured.seconds
    );
    println!("{}", lawbook::run()?);
    println!("{}", register::run(folder.path())?);
    println!("{}", start::run(folder.path(), records)?);
    println!("load after: {}", load());
    Ok(())
}

/// The machine's load, so that a figure can be read with it.
fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned())
}
