//! `comity law gaps`: which States lack a basis for which kind with whom, how old the lists are, and which accession would
//! close most of it.

use super::scope::{Asked, codes};
use super::{basis, lookup};
use crate::command::table::Table;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::gaps::{Closing, Harmony, KindGaps, Matrix, StateGaps, accessions, harmony, matrix};
use law::{Lawbook, World};
use model::{InstrumentId, Purpose, State};
use serde::Serialize;
use std::fmt::Write as _;

/// How many accessions a page names for a State, and States for a kind.
const SHOWN: usize = 8;

/// Show where the law has gaps: kinds and pairs without a basis, or the matrix of States and instruments
#[derive(Debug, Args)]
#[command(
    after_help = "A pair lacks a basis if it is not covered in one of its directions. Arrangements between authorities \
                        are not known here.\n\nExamples:\n  comity law gaps\n  comity law gaps --state KEN --kind mla\n  \
                        comity law gaps --among AU --offence hostage-taking\n  \
                        comity law gaps --matrix --state FIN --state KEN --json"
)]
pub(in crate::command) struct Gaps {
    #[command(flatten)]
    asked: Asked,
    /// Show these States with their partners, and what joining would bring
    #[arg(long, value_name = "STATE")]
    state: Vec<String>,
    /// Show the matrix instead: where each State stands towards each instrument, and how old the list is
    #[arg(long)]
    matrix: bool,
    /// Only these instruments; for the matrix
    #[arg(long, value_name = "INSTRUMENT", requires = "matrix")]
    instrument: Vec<String>,
}

/// The answer.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    harmony: &'a Harmony,
    /// What joining would bring to the States named.
    accessions: &'a [Closing],
}

impl Gaps {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let states: Vec<State> =
            self.state.iter().map(|given| lookup::state(book, "--state", given)).collect::<Result<_, _>>()?;
        let scope = self.asked.scope(book)?;
        let mut among = self.asked.among(book)?;
        if self.matrix {
            let rows = if states.is_empty() { among } else { states };
            return self.show_matrix(book, &rows, terminal);
        }
        if !among.is_empty() {
            among.extend(&states);
        }
        let kinds = self.asked.kinds();
        let harmony = harmony(book, &scope, &among, &states, &kinds);
        let mut closing = Vec::new();
        for state in &states {
            closing.extend(accessions(book, &scope, *state, &among, &kinds));
        }
        let shown = Shown { harmony: &harmony, accessions: &closing };
        terminal.show(&shown, || if states.is_empty() { world(book, &shown) } else { page(book, &shown) })?;
        Ok(Answer::Yes)
    }

    fn show_matrix(self, book: &Lawbook, states: &[State], terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let instruments: Vec<InstrumentId> = self
            .instrument
            .iter()
            .map(|given| lookup::instrument(book, given).map(|instrument| instrument.id.clone()))
            .collect::<Result<_, _>>()?;
        let world = World::of(book, lookup::day(self.asked.on), states);
        let matrix = matrix(book, &world, &instruments);
        terminal.show(&matrix, || matrix_page(&matrix))?;
        Ok(Answer::Yes)
    }
}

fn head(harmony: &Harmony) -> String {
    let Harmony { offence, purpose, on, confirmed, .. } = harmony;
    let facts: Vec<&str> = confirmed.iter().map(|fact| fact.as_str()).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(", supposing {}", facts.join(", ")) };
    format!("Gaps for {offence}, {purpose}, on {on}{facts}\n")
}

/// Every kind over all States.
fn world(book: &Lawbook, shown: &Shown<'_>) -> String {
    let mut page = head(shown.harmony);
    let mut table =
        Table::new(0, &["kind", "pairs", "covered", "not covered", "of these unknown", "States that lack most"]);
    for kind in &shown.harmony.kinds {
        let not = kind.pairs.saturating_sub(kind.covered);
        let cells = [kind.pairs, kind.covered, not, kind.unknown].map(|count| count.to_string());
        let [pairs, covered, not, unknown] = cells;
        table.row([kind.kind.to_string(), pairs, covered, not, unknown, worst(book, kind, shown.harmony.purpose)]);
    }
    let _ = write!(page, "\n{table}");
    foot(&mut page, book);
    page
}

/// The States that lack most, where not all lack alike.
fn worst(book: &Lawbook, kind: &KindGaps, purpose: Purpose) -> String {
    let mut states: Vec<&StateGaps> = kind.states.iter().filter(|gaps| gaps.missing() > 0).collect();
    states.sort_by(|a, b| b.missing().cmp(&a.missing()).then_with(|| a.state.cmp(&b.state)));
    let usual = basis::ordinary(book, kind.kind);
    match (states.first(), states.last()) {
        _ if kind.covered == 0 && usual != purpose && purpose == Purpose::Investigation => {
            format!("no article serves it for {purpose}: ask with --purpose {usual}")
        }
        _ if kind.covered == 0 => "all: nothing covers it".to_owned(),
        (Some(first), Some(last)) if first.missing() == last.missing() && states.len() == kind.states.len() => {
            format!("all alike: {}", first.missing())
        }
        _ => {
            let shown: Vec<String> =
                states.iter().take(SHOWN).map(|gaps| format!("{} {}", gaps.state, gaps.missing())).collect();
            shown.join(", ")
        }
    }
}

/// The States named, each with its partners.
fn page(book: &Lawbook, shown: &Shown<'_>) -> String {
    let mut page = head(shown.harmony);
    let named: Vec<State> =
        shown.harmony.kinds.first().map(|kind| kind.states.iter().map(|gaps| gaps.state).collect()).unwrap_or_default();
    for state in named {
        let _ = writeln!(page, "\n{} ({state})", book.name(state));
        for kind in &shown.harmony.kinds {
            if let Some(gaps) = kind.states.iter().find(|gaps| gaps.state == state) {
                partners(&mut page, kind, gaps);
            }
        }
        joining(&mut page, shown.accessions, state);
    }
    foot(&mut page, book);
    page
}

fn partners(page: &mut String, kind: &KindGaps, gaps: &StateGaps) {
    let (lacks, unknown) = (gaps.lacks.len(), gaps.unknown.len());
    let _ = writeln!(page, "  {}: covered with {}, not with {lacks}, unknown with {unknown}", kind.kind, gaps.covered);
    if gaps.covered == 0 && unknown == 0 {
        return;
    }
    for (word, states) in [("not with", &gaps.lacks), ("unknown", &gaps.unknown), ("in reach", &gaps.within_reach)] {
        if !states.is_empty() {
            let _ = writeln!(page, "    {word}\n      {}", codes(states));
        }
    }
}

fn joining(page: &mut String, accessions: &[Closing], state: State) {
    let of_state: Vec<&Closing> = accessions.iter().filter(|closing| closing.state == state).collect();
    if of_state.is_empty() {
        let _ = writeln!(page, "  no single accession to an instrument of the lawbook would cover more");
        return;
    }
    let _ = writeln!(page, "  joining would cover");
    let mut table = Table::new(4, &["instrument", "more", "with how many for which kind"]);
    for closing in of_state.iter().take(SHOWN) {
        let kinds: Vec<String> = closing.partners.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        table.row([closing.instrument.to_string(), closing.total.to_string(), kinds.join(", ")]);
    }
    let _ = write!(page, "{table}");
    if of_state.len() > SHOWN {
        let _ = writeln!(page, "    and {} more: --json names all", of_state.len() - SHOWN);
    }
}

fn matrix_page(matrix: &Matrix) -> String {
    let mut page = format!("States and instruments on {}\n\n", matrix.on);
    let mut table = Table::new(0, &["instrument", "bound", "unknown", "list as of", "days old", "absence means"]);
    for column in &matrix.instruments {
        table.row([
            column.instrument.to_string(),
            if column.listed { column.bound.to_string() } else { "no list".to_owned() },
            column.unknown.to_string(),
            column.as_of.map_or_else(|| "-".to_owned(), |day| day.to_string()),
            column.stale_days.map_or_else(|| "-".to_owned(), |days| days.to_string()),
            if column.complete { "not a party, until that day" } else { "nothing" }.to_owned(),
        ]);
    }
    let _ = writeln!(page, "{table}");
    for row in matrix.states.iter().filter(|_| matrix.states.len() <= SHOWN) {
        let _ = writeln!(page, "{} ({}): bound by {}", row.name, row.state, row.bound);
        let mut table = Table::new(2, &["instrument", "standing", "since"]);
        for (column, cell) in matrix.instruments.iter().zip(&row.cells) {
            let since = cell.since.map(|day| day.to_string()).unwrap_or_default();
            table.row([column.instrument.to_string(), cell.standing.to_owned(), since]);
        }
        let _ = writeln!(page, "{table}");
    }
    if matrix.states.len() > SHOWN {
        let _ = writeln!(
            page,
            "{} States: name some with --state, or read --json or `comity law book`.",
            matrix.states.len()
        );
    }
    let _ = writeln!(page, "{}. An aid to a lawyer: it cites, it does not decide.", matrix.rules.0);
    page
}

fn foot(page: &mut String, book: &Lawbook) {
    let _ = writeln!(page, "\n{}. An aid to a lawyer: it cites, it does not decide.", book.version().0);
}
