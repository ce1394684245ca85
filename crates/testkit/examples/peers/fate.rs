//! What the run is given: its options, its chance, its time.

use model::Chance as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use testkit::chance::SeededChance;

/// How it is played.
pub struct Options {
    /// The `comity` command.
    pub program: PathBuf,
    /// How many times a node is killed.
    pub kills: u64,
    /// The least that each side asks.
    pub exchanges: u64,
    /// What its chance begins with.
    pub seed: u64,
    /// The end of the whole.
    pub until: Instant,
    /// Where the nodes stay afterwards.
    pub keep: Option<PathBuf>,
}

fn word(name: &str) -> Option<String> {
    std::env::args().skip_while(|word| word != name).nth(1)
}

fn number(name: &str, otherwise: u64) -> Result<u64, String> {
    word(name).map_or(Ok(otherwise), |word| word.parse().map_err(|_| format!("{name} takes a number, not {word}")))
}

impl Options {
    /// From the command line.
    pub fn read() -> Result<Options, String> {
        let kills = number("--kills", 200)?;
        Ok(Options {
            program: word("--program").unwrap_or_else(|| "target/debug/comity".to_owned()).into(),
            kills,
            exchanges: number("--exchanges", 4 + kills / 8)?,
            seed: number("--seed", 1)?,
            until: Instant::now() + Duration::from_secs(number("--most-seconds", 600)?),
            keep: word("--keep").map(PathBuf::from),
        })
    }

    /// Fails once the time of the whole is over.
    pub fn in_time(&self, doing: &str) -> Result<(), String> {
        if Instant::now() < self.until { Ok(()) } else { Err(format!("the time is over while {doing}")) }
    }
}

/// Chance that threads share. With processes at work a seed does not repeat a run; it varies it.
pub struct Dice(Mutex<SeededChance>);

impl Dice {
    pub fn new(seed: u64, name: &str) -> Dice {
        Dice(Mutex::new(SeededChance::new(seed, name)))
    }

    pub fn below(&self, below: u64) -> u64 {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).below(below)
    }

    /// Sleeps for `least` to `most` milliseconds.
    pub fn rest(&self, least: u64, most: u64) {
        std::thread::sleep(Duration::from_millis(least + self.below(most - least + 1)));
    }

    /// A name that nobody has used.
    pub fn name(&self) -> String {
        let mut bytes = [0; 12];
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill(&mut bytes);
        data_encoding::HEXLOWER.encode(&bytes)
    }
}

/// Prints the summary as one JSON document.
#[expect(clippy::print_stdout, reason = "the report of a command")]
pub fn tell(summary: &serde_json::Value) {
    println!("{summary:#}");
}
