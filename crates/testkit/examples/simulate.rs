//! Plays many seeds: `cargo run --release -p testkit --example simulate -- --seeds 2000 --exchanges 50`. A seed that does
//! not hold is printed with what is broken and how to play it again; the process then ends with 1.
//!
//! Options: `--seeds N` (from 0), `--from N`, `--seed N` (that one alone), `--exchanges N`, `--threads N`.

use model::Stop;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant as Stopwatch;
use testkit::disk::Boundaries;
use testkit::invariant::Counts;
use testkit::world::Playing;
use testkit::{Broken, Ground, Rules, World};

#[derive(Default)]
struct Sum {
    counts: Counts,
    boundaries: Boundaries,
    failed: BTreeMap<u64, Vec<Broken>>,
}

fn option(name: &str, otherwise: u64) -> Result<u64, String> {
    let mut words = std::env::args().skip_while(|word| word != name).skip(1);
    words.next().map_or(Ok(otherwise), |word| word.parse().map_err(|_| format!("{name} takes a number, not {word}")))
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(because) => {
            eprintln!("simulate: {because}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, String> {
    let (from, exchanges) = (option("--from", 0)?, option("--exchanges", 50)? as usize);
    let one = option("--seed", u64::MAX)?;
    let (first, last) = if one == u64::MAX { (from, from + option("--seeds", 100)?) } else { (one, one + 1) };
    let threads = option("--threads", 1)?;
    let rules = Rules::read().map_err(|e| e.to_string())?;
    let ground = Ground::lay(rules, 1).map_err(|e| e.to_string())?;
    let (next, sum) = (AtomicU64::new(first), Mutex::new(Sum::default()));
    let begun = Stopwatch::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= last {
                        return;
                    }
                    play(&ground, seed, exchanges, &sum);
                }
            });
        }
    });
    let sum = sum.into_inner().map_err(|_| "a thread broke off")?;
    report(&sum, last - first, exchanges, threads, begun.elapsed().as_secs_f64());
    Ok(sum.failed.is_empty())
}

fn play(ground: &Ground, seed: u64, exchanges: usize, sum: &Mutex<Sum>) {
    let came = World::run(ground, Playing::seed(seed, exchanges));
    let Ok(mut sum) = sum.lock() else { return };
    match came {
        Ok(outcome) => {
            sum.counts.add(outcome.counts);
            for (place, seen) in outcome.boundaries {
                let all = sum.boundaries.entry(place).or_default();
                (all.sound, all.errors, all.crashes) =
                    (all.sound + seen.sound, all.errors + seen.errors, all.crashes + seen.crashes);
            }
            if !outcome.broken.is_empty() {
                println(&format!(
                    "seed {seed} does not hold; play it again with --seed {seed} --exchanges {exchanges}"
                ));
                outcome.broken.iter().take(20).for_each(|broken| println(&format!("  {broken}")));
                sum.failed.insert(seed, outcome.broken);
            }
        }
        Err(stop) => {
            println(&format!(
                "seed {seed} broke off; play it again with --seed {seed} --exchanges {exchanges}: {stop}"
            ));
            sum.failed.insert(seed, vec![stopped(&stop)]);
        }
    }
}

fn stopped(stop: &Stop) -> Broken {
    let nobody = model::AuthorityId::parse("world").unwrap_or_else(|_| unreachable!("a fixed id"));
    Broken::new(&nobody, "a seed is played to its end", stop.to_string())
}

fn report(sum: &Sum, seeds: u64, exchanges: usize, threads: u64, seconds: f64) {
    let all = seeds as f64 * exchanges as f64;
    let each = seconds * threads as f64 / all * 1e3;
    println(&format!(
        "{seeds} seeds x {exchanges} exchanges in {seconds:.1} s on {threads} threads: {each:.2} ms each"
    ));
    println(&format!("{:?}", sum.counts));
    for ((name, side), seen) in &sum.boundaries {
        let side = format!("{side:?}");
        println(&format!(
            "  {name:<18} {side:<7} {:>8} sound {:>6} errors {:>6} crashes",
            seen.sound, seen.errors, seen.crashes
        ));
    }
    println(&format!("{} seeds do not hold", sum.failed.len()));
}

#[expect(clippy::print_stdout, reason = "the report of a command")]
fn println(line: &str) {
    println!("{line}");
}
