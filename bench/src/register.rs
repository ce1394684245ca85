//! What is computed over the law, on the whole world: gaps, what one accession would change, which accessions would close most,
//! and the register as a site.

use crate::Outcome;
use law::gaps::{accessions, harmony};
use law::suppose::{Does, Supposed, what_if};
use law::{Lawbook, Scope};
use model::{InstrumentId, Kind, Offence, Purpose, State};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

/// What was measured.
pub struct Register {
    gaps: Duration,
    what_if: Duration,
    accessions: Duration,
    site: Duration,
    made: book::Made,
}

impl std::fmt::Display for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "over the law: gaps of the world {:.2} s, one accession {:.2} s, the accessions of one State {:.2} s (goal: seconds)",
            self.gaps.as_secs_f64(),
            self.what_if.as_secs_f64(),
            self.accessions.as_secs_f64()
        )?;
        write!(
            f,
            "the register: {} pages, {} MB, in {:.1} s (goal 30)",
            self.made.pages,
            self.made.bytes / 1_000_000,
            self.site.as_secs_f64()
        )
    }
}

/// Measures each once; the site is written into `folder`.
pub fn run(folder: &Path) -> Outcome<Register> {
    let book = Lawbook::read(node::rules::LAWBOOK, node::rules::lawbook_version())?;
    let offence = Offence::parse("terrorist-financing")?;
    let on = "2026-11-23".parse()?;
    let scope = Scope { offence, purpose: Purpose::Investigation, on, confirmed: BTreeSet::new() };
    let clock = Stopwatch::now();
    black_box(harmony(&book, &scope, &[], &[], Kind::ALL));
    let gaps = clock.elapsed();
    let instrument = InstrumentId::parse("UN-ICSFT-1999")?;
    let act = Supposed { does: Does::Leave, state: State::parse("UGA")?, instrument, on };
    let clock = Stopwatch::now();
    black_box(what_if(&book, &scope, &[act], &[], Kind::ALL).map_err(|e| e.to_string())?);
    let what_if = clock.elapsed();
    let clock = Stopwatch::now();
    black_box(accessions(&book, &scope, State::parse("KEN")?, &[], Kind::ALL));
    let accessions = clock.elapsed();
    let clock = Stopwatch::now();
    let made = book::make(&book, &book::Options { on, states: Vec::new() }, &folder.join("register"))?;
    Ok(Register { gaps, what_if, accessions, site: clock.elapsed(), made })
}
