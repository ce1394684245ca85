//! Measures the engine on synthetic names, beside what the processor can do in the same run. `measure [NAMES] [QUERIES]`.
//! Names are made of syllables by a fixed recipe ([`Names`]); about one name in six is the only one with its family name.
//! Times are processor time of the thread where the system tells it (Linux), else wall time. Not shipped.
#![expect(clippy::print_stdout, reason = "a development program that reports to its caller")]

use model::subject::{Name, PartialDate};
use screen::v1::sweep::{Pattern, Shelves, near, near_portable};
use screen::{Algorithm, Birth, EntryId, Index, Kind, Profile};
use std::time::{Duration, Instant};

/// Given names by rank (a harmonic law over 4,000) and family names by rank (over 160,000), of two to four syllables.
struct Names(u64);

impl Names {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: u64) -> u64 {
        (self.next() >> 11) % n
    }

    /// A rank under `n` with the density of one over the rank.
    fn rank(&mut self, n: u64) -> u64 {
        let unit = self.below(1 << 40) as f64 / (1u64 << 40) as f64;
        ((n as f64).powf(unit) as u64).min(n) - 1
    }

    fn word(rank: u64, salt: u64) -> String {
        const ONSETS: [&str; 20] =
            ["b", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "w", "y", "z"];
        const NUCLEI: [&str; 6] = ["a", "e", "i", "o", "u", "ai"];
        const CODAS: [&str; 6] = ["", "", "n", "r", "l", "s"];
        let mut seed = Names((rank + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt);
        (0..8).for_each(|_| {
            seed.next();
        });
        let syllables = 2 + seed.below(2) + u64::from(seed.below(4) == 0);
        let mut pick = |from: &[&'static str]| from[seed.below(from.len() as u64) as usize];
        (0..syllables).map(|_| [pick(&ONSETS), pick(&NUCLEI), pick(&CODAS)].concat()).collect()
    }

    fn name(&mut self) -> String {
        let middle = self.below(3) == 0;
        let mut words = vec![Names::word(self.rank(4_000), 1)];
        if middle {
            words.push(Names::word(self.rank(4_000), 1));
        }
        words.push(Names::word(self.rank(160_000), 2));
        words.join(" ")
    }

    fn person(&mut self) -> Profile {
        let birth = PartialDate::parse(&format!(
            "{:04}-{:02}-{:02}",
            1940 + self.below(65),
            1 + self.below(12),
            1 + self.below(28)
        ));
        let births = birth.into_iter().map(Birth::on).collect();
        Profile { names: vec![Name::new(&self.name())], births, ..Profile::of(Kind::Person) }
    }
}

/// Processor time of this thread, or wall time where the system does not tell it.
struct Clock(Instant, Option<u64>);

impl Clock {
    fn start() -> Clock {
        Clock(Instant::now(), Clock::spent())
    }

    fn spent() -> Option<u64> {
        let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        line.split(' ').next()?.parse().ok()
    }

    fn elapsed(&self) -> Duration {
        match (self.1, Clock::spent()) {
            (Some(before), Some(now)) => Duration::from_nanos(now - before),
            _ => self.0.elapsed(),
        }
    }
}

fn per(took: Duration, count: usize) -> String {
    format!("{:.1} us each", took.as_secs_f64() * 1e6 / count.max(1) as f64)
}

fn main() {
    let number = |at: usize, usual: usize| std::env::args().nth(at).and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (count, asked) = (number(1, 100_000), number(2, 500));
    let mut names = Names(0x5EED);
    let entries: Vec<(EntryId, Profile)> =
        (0..count).map(|at| (EntryId::new(at.to_string()), names.person())).collect();
    let queries: Vec<Profile> = (0..asked).map(|_| entries[names.below(count as u64) as usize].1.clone()).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let start = Instant::now();
    let mut index = Index::build_on(threads, entries, Algorithm::V1);
    let took = start.elapsed();
    println!(
        "built {count} entries on {threads} threads in {took:.2?}: {:.0} names/s, {} MB, {} distinct words",
        count as f64 / took.as_secs_f64(),
        index.bytes() / 1_000_000,
        index.words().texts.len()
    );
    sweep(index.words().shelves(), index.words().texts.len());
    let by_name: Vec<Profile> = queries.iter().map(|query| Profile { births: Vec::new(), ..query.clone() }).collect();
    let typed: Vec<Profile> = by_name.iter().map(|query| mistyped(query, &mut names)).collect();
    for (what, queries) in [("name", &by_name), ("name and birth", &queries), ("mistyped name", &typed)] {
        let start = Clock::start();
        let found: usize = queries.iter().map(|query| index.screen(query, 10).len()).sum();
        println!("{what}: {} ({found} candidates)", per(start.elapsed(), asked));
    }
    let start = Clock::start();
    let found: usize = by_name.iter().map(|query| index.screen_from(query, 10, 0.5).len()).sum();
    println!("name, from a probability of 0.5: {} ({found} candidates)", per(start.elapsed(), asked));
    let start = Clock::start();
    let compared: u64 = by_name.iter().map(|query| index.compare_all(query)).sum();
    let took = start.elapsed();
    println!("compared {compared} pairs of names: {:.2} million/s", compared as f64 / took.as_secs_f64() / 1e6);
    let start = Clock::start();
    for (at, query) in queries.iter().enumerate() {
        index.insert(EntryId::new(format!("new-{at}")), query.clone());
    }
    println!("added: {}", per(start.elapsed(), asked));
    let start = Clock::start();
    (0..asked).for_each(|at| {
        index.remove(&EntryId::new(format!("new-{at}")));
    });
    println!("removed: {}", per(start.elapsed(), asked));
}

fn sweep(shelves: &Shelves, words: usize) {
    for (what, wide) in [("every length", 64usize), ("within two edits", 2)] {
        for text in ["samira", "konstantinova"] {
            let pattern = Pattern::new(text.as_bytes());
            let (mut found, rounds) = (Vec::new(), 50);
            let start = Clock::start();
            (0..rounds).for_each(|_| {
                found.clear();
                near(
                    shelves,
                    &pattern,
                    |length| if wide == 64 { 2 + length.abs_diff(text.len()) } else { 2 },
                    &mut found,
                );
            });
            let fast = start.elapsed();
            let start = Clock::start();
            near_portable(shelves, &pattern, |_| 2, &mut found);
            let slow = start.elapsed();
            println!(
                "sweep, {what}, {} letters: {:.0} million words/s ({:.3} ms); portable {:.3} ms",
                text.len(),
                (words * rounds) as f64 / fast.as_secs_f64() / 1e6,
                fast.as_secs_f64() * 1e3 / f64::from(rounds as u32),
                slow.as_secs_f64() * 1e3
            );
        }
    }
}

fn mistyped(query: &Profile, names: &mut Names) -> Profile {
    let mut text: Vec<char> = query.names[0].expose().chars().collect();
    let at = names.below(text.len() as u64) as usize;
    if text[at] != ' ' {
        text[at] = char::from(b'a' + names.below(26) as u8);
    }
    Profile { names: vec![Name::new(&text.into_iter().collect::<String>())], ..query.clone() }
}
