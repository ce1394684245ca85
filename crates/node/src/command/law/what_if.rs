//! `comity law what-if`: what accessions or denunciations would change, pair by pair and kind by kind.

use super::lookup;
use super::scope::{Asked, codes};
use crate::command::table::Table;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::Lawbook;
use law::suppose::{Does, Impossible, KindChange, Pair, Supposed, WhatIf, what_if};
use model::State;
use model::time::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Suppose that States join or leave instruments, and show which pairs would be covered that are not, and the reverse
#[derive(Debug, Args)]
#[command(after_help = "The register is not touched. What rests on a supposed act is unverified.\n\nExamples:\n  \
                        comity law what-if --join KEN COE-ETS185\n  \
                        comity law what-if --leave UGA UN-ICSFT-1999 --kind information --json")]
pub(in crate::command) struct WhatIfWord {
    #[command(flatten)]
    supposing: Supposing,
    #[command(flatten)]
    asked: Asked,
}

/// Acts to suppose.
#[derive(Debug, Args)]
pub(super) struct Supposing {
    /// Suppose that a State joins an instrument
    #[arg(long, num_args = 2, value_names = ["STATE", "INSTRUMENT"])]
    join: Vec<String>,
    /// Suppose that a State leaves an instrument
    #[arg(long, num_args = 2, value_names = ["STATE", "INSTRUMENT"])]
    leave: Vec<String>,
}

impl Supposing {
    /// The acts, each done on `on`.
    pub(super) fn acts(&self, book: &Lawbook, on: Date) -> Result<Vec<Supposed>, Trouble> {
        let mut acts = Vec::new();
        for (does, argument, given) in [(Does::Join, "--join", &self.join), (Does::Leave, "--leave", &self.leave)] {
            for pair in given.chunks_exact(2) {
                let state = lookup::state(book, argument, &pair[0])?;
                let instrument = lookup::instrument(book, &pair[1])?.id.clone();
                acts.push(Supposed { does, state, instrument, on });
            }
        }
        Ok(acts)
    }
}

/// Why a supposition makes no sense, as bad input.
pub(super) fn impossible(impossible: &Impossible) -> Trouble {
    let remedy = match impossible {
        Impossible::Joined { .. } | Impossible::NotBound { .. } => "`comity law state` shows where a State stands",
        Impossible::NotInForce { .. } => "`comity law instrument` shows when it enters into force",
        _ => "`comity law instrument` shows whom it is open to",
    };
    Trouble::input("--join, --leave", impossible.to_string(), remedy)
}

impl WhatIfWord {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let scope = self.asked.scope(book)?;
        let acts = self.supposing.acts(book, scope.on)?;
        if acts.is_empty() {
            let remedy = "give --join STATE INSTRUMENT or --leave STATE INSTRUMENT, as often as you like";
            return Err(Trouble::input("what-if", "nothing is supposed", remedy));
        }
        let (among, kinds) = (self.asked.among(book)?, self.asked.kinds());
        let answer = what_if(book, &scope, &acts, &among, &kinds).map_err(|e| impossible(&e))?;
        terminal.show(&answer, || page(&answer))?;
        Ok(Answer::Yes)
    }
}

fn page(answer: &WhatIf) -> String {
    let mut page = String::new();
    for act in &answer.supposed {
        let _ = writeln!(page, "If {act}");
    }
    let WhatIf { offence, purpose, on, states, .. } = answer;
    let _ = writeln!(page, "for {offence}, {purpose}, on {on}, among {states} States\n");
    let changed: Vec<&KindChange> = answer.kinds.iter().filter(|kind| !kind.is_empty()).collect();
    if changed.is_empty() {
        page.push_str("nothing changes: no pair gains or loses a basis, and none gets another first\n");
    }
    let mut table =
        Table::new(0, &["kind", "pairs of theirs", "covered", "would be", "gained", "lost", "other basis first"]);
    for kind in &changed {
        let counts = [kind.pairs, kind.before, kind.after, kind.gained.len(), kind.lost.len(), kind.other_basis.len()];
        let mut cells = vec![kind.kind.to_string()];
        cells.extend(counts.iter().map(ToString::to_string));
        table.row(cells);
    }
    if !table.is_empty() {
        let _ = write!(page, "{table}");
    }
    let acting: BTreeSet<State> = answer.supposed.iter().map(|act| act.state).collect();
    for kind in changed {
        pairs(&mut page, &acting, kind, "gains", &kind.gained);
        pairs(&mut page, &acting, kind, "loses", &kind.lost);
    }
    let _ = writeln!(page, "\nPairs are counted in both directions. {}.", answer.rules.0);
    page
}

/// Pairs by the acting State and the basis, each partner once.
fn pairs(page: &mut String, acting: &BTreeSet<State>, kind: &KindChange, word: &str, pairs: &[Pair]) {
    let mut found: BTreeMap<(State, &str), BTreeSet<State>> = BTreeMap::new();
    for Pair { from, to, basis } in pairs {
        let (one, other) = if acting.contains(from) { (from, to) } else { (to, from) };
        found.entry((*one, basis)).or_default().insert(*other);
    }
    for ((state, basis), partners) in found {
        let partners: Vec<State> = partners.into_iter().collect();
        let count = partners.len();
        let _ = writeln!(page, "\n{state} {word} {} with {count}, by {basis}\n      {}", kind.kind, codes(&partners));
    }
}
