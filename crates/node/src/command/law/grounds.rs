//! `comity law grounds`: facts of a case in, refusal grounds out. A person decides.

use super::lookup;
use crate::command::near::{did_you_mean, near};
use crate::command::{Answer, Terminal, Trouble, whole};
use clap::Args;
use law::grounds::{
    Case, Decided, FactShown, GateAnswer, GateState, GroundAnswer, GroundSet, Grounds as Found, Outcome, Told, Written,
    grounds,
};
use law::lawbook::trigger::About;
use law::{Fact, Lawbook};
use model::time::Date;
use model::{Finding, Kind, Reason, RulesetVersion, Verification};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Say which grounds to refuse extradition or assistance the facts of a case trigger
#[derive(Debug, Args)]
#[command(
    after_help = "A file holds the same, in TOML or JSON:\n  requesting = \"TUR\"\n  requested = \"CHE\"\n  kind = \
                  \"extradition\"\n  offence = \"terrorist-bombing\"\n  on = 2026-11-25\n  nationalities = [\"CHE\"]\n  \
                  [penalty]\n  requesting_months = 240\n  [facts]\n  regarded-as-political = true\n  persecution = \
                  false\n  [[decision]]\n  gate = \"non-refoulement\"\n  answer = \"passes\"\n  by = \
                  [\"officer-1\", \"officer-2\"]\n  reasons = \"...\"\nWhat is given here goes before the file; a fact that nobody gives is open, never assumed. Give no \
                  names.\nExit 1 is an answer that is no: a mandatory ground stands under each instrument that \
                  serves, or a person decided that a gate bars.\n\nExamples:\n  comity law grounds --facts\n  comity law grounds case.toml --explain\n  comity law \
                  grounds --requesting TUR --requested CHE --kind extradition --offence terrorist-bombing --fact \
                  regarded-as-political --fact 'not persecution'\n  comity law grounds --under \
                  UN-MODEL-EXTRADITION-1990 --requesting USA --requested KEN --kind extradition --offence \
                  terrorist-financing --json"
)]
pub(in crate::command) struct Grounds {
    /// A file with the facts of the case
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Who asks
    #[arg(long, value_name = "STATE")]
    requesting: Option<String>,
    /// Who is asked
    #[arg(long, value_name = "STATE")]
    requested: Option<String>,
    /// For which cooperation; extradition if not given
    #[arg(long, value_name = "KIND", value_parser = super::basis::kind)]
    kind: Option<Kind>,
    /// For which offence
    #[arg(long, value_name = "OFFENCE")]
    offence: Option<String>,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    on: Option<Date>,
    /// Under this instrument or model alone, whether or not it is in force between the two
    #[arg(long, value_name = "INSTRUMENT")]
    under: Option<String>,
    /// A nationality of the person; may be given more than once
    #[arg(long = "nationality", value_name = "STATE")]
    nationalities: Vec<String>,
    /// The maximum penalty in the requesting State, in months
    #[arg(long, value_name = "MONTHS", allow_negative_numbers = true)]
    penalty_requesting: Option<u16>,
    /// The maximum penalty in the requested State, in months
    #[arg(long, value_name = "MONTHS", allow_negative_numbers = true)]
    penalty_requested: Option<u16>,
    /// The sentence to be served, or what is left of it, in months
    #[arg(long, value_name = "MONTHS", allow_negative_numbers = true)]
    sentence: Option<u16>,
    /// A fact that a person has established: FACT, or 'not FACT'; may be given more than once
    #[arg(long = "fact", value_name = "FACT")]
    given: Vec<String>,
    /// A fact that an article requires, confirmed; see `law basis --help`
    #[arg(long, value_name = "FACT", value_parser = super::basis::fact)]
    confirmed: Vec<Fact>,
    /// List the facts that can be given
    #[arg(long, conflicts_with = "file")]
    facts: bool,
    /// Show every ground and gate, those that do not apply among them, with their facts
    #[arg(long)]
    explain: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    case: &'a Case,
    #[serde(flatten)]
    found: &'a Found,
    reasons: &'a [Reason],
    rules: &'a RulesetVersion,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    about: About,
    says: &'a str,
}

impl Grounds {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        if self.facts {
            return list(book, terminal);
        }
        let explain = self.explain;
        let case = self.case(book)?;
        let Finding { decision, reasons, rules, .. } = grounds(book, &case, &[]);
        let shown = Shown { case: &case, found: &decision, reasons: &reasons, rules: &rules };
        terminal.show(&shown, || page(book, &shown, explain))?;
        Ok(if decision.barred() { Answer::No } else { Answer::Yes })
    }

    fn case(self, book: &Lawbook) -> Result<Case, Trouble> {
        let written = self.file.as_deref().map(|path| read(book, path)).transpose()?.unwrap_or_default();
        let state = |argument: &str, given: Option<String>| {
            let given = given.ok_or_else(|| missing(argument))?;
            lookup::state(book, argument, &given)
        };
        let requesting = state("--requesting", self.requesting.or(written.requesting))?;
        let requested = state("--requested", self.requested.or(written.requested))?;
        lookup::two_states(book, "--requested", requesting, requested)?;
        let offence = self.offence.or(written.offence).ok_or_else(|| missing("--offence"))?;
        let mut penalty = written.penalty;
        penalty.requesting_months = self.penalty_requesting.or(penalty.requesting_months);
        penalty.requested_months = self.penalty_requested.or(penalty.requested_months);
        penalty.sentence_months = self.sentence.or(penalty.sentence_months);
        let mut nationalities = written.nationalities;
        for given in &self.nationalities {
            nationalities.insert(lookup::state(book, "--nationality", given)?);
        }
        let mut facts = written.facts;
        let mut said = BTreeMap::new();
        for given in &self.given {
            let (id, holds) = fact(book, given)?;
            if said.insert(id.clone(), holds).is_some_and(|before| before != holds) {
                let because = format!("`{id}` is said to hold and not to hold");
                return Err(Trouble::input("--fact", because, "give what was established, once"));
            }
            facts.insert(id, holds);
        }
        let under = self.under.or(written.under);
        if let Some(id) = &under
            && book.ground_rules().model(id).is_none()
        {
            lookup::instrument(book, id)?;
        }
        Ok(Case {
            requesting,
            requested,
            kind: self.kind.or(written.kind).unwrap_or(Kind::Extradition),
            offence: lookup::offence_at(book, "--offence", &offence)?,
            on: lookup::day(self.on.or(written.on)),
            under,
            confirmed: written.confirmed.into_iter().chain(self.confirmed).collect(),
            nationalities,
            penalty,
            facts,
            decisions: written.decisions,
        })
    }
}

fn missing(argument: &str) -> Trouble {
    Trouble::input(argument, "it is needed", "give it, or a file that holds it")
}

fn fact(book: &Lawbook, given: &str) -> Result<(String, bool), Trouble> {
    let (id, holds) = given.strip_prefix("not ").map_or((given, true), |id| (id, false));
    if book.ground_rules().fact(id).is_some() {
        return Ok((id.to_owned(), holds));
    }
    let ids = near(id, book.ground_rules().facts().map(|fact| fact.id.as_str()));
    let remedy = did_you_mean(&ids, "`comity law grounds --facts` lists them");
    Err(Trouble::input("--fact", format!("`{id}` is no fact of the lawbook"), remedy))
}

/// The facts of a case from a file: JSON where it is named so, else TOML.
fn read(book: &Lawbook, path: &Path) -> Result<Written, Trouble> {
    const REMEDY: &str = "`comity law grounds --facts` lists the facts, `--help` shows a file";
    let bytes = whole::bytes(path, whole::PAGE)?;
    let file = path.display().to_string();
    if path.extension().is_none_or(|extension| extension != "json") {
        return Written::read(book.ground_rules(), &file, &bytes).map_err(|bad| lookup::bad_document(bad, REMEDY));
    }
    let written: Written =
        serde_json::from_slice(&bytes).map_err(|error| Trouble::input(&file, error.to_string(), REMEDY))?;
    written.hold(book.ground_rules(), &file).map_err(|bad| lookup::bad_document(bad, REMEDY))?;
    Ok(written)
}

fn list(book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
    let rows = book.ground_rules().facts().map(|fact| Row { id: &fact.id, about: fact.about, says: &fact.says });
    let mut rows: Vec<Row<'_>> = rows.collect();
    rows.sort_by_key(|row| row.about);
    terminal.show(&rows, || {
        let widest = rows.iter().map(|row| row.id.len()).max().unwrap_or_default();
        let mut page = String::new();
        for about in About::ALL {
            let _ = writeln!(page, "The {}:", about.as_str());
            for row in rows.iter().filter(|row| row.about == about) {
                let _ = writeln!(page, "  {:widest$}  {}", row.id, row.says);
            }
        }
        page
    })?;
    Ok(Answer::Yes)
}

fn page(book: &Lawbook, shown: &Shown<'_>, explain: bool) -> String {
    let Shown { case, found, rules, .. } = shown;
    let mut page = format!(
        "{} asks {} for {} on {}, {}\n",
        book.name(case.requesting),
        book.name(case.requested),
        case.kind,
        case.offence,
        case.on
    );
    for one in &found.sets {
        set(&mut page, one, explain);
    }
    gates(&mut page, &found.gates, explain);
    if !found.establish.is_empty() {
        page.push_str("\nTo be established (--fact FACT, or --fact 'not FACT'):\n");
        for asked in &found.establish {
            let _ = writeln!(page, "  {}: {}", asked.id, asked.says);
        }
    }
    following(&mut page, found);
    page.push('\n');
    for caution in &found.cautions {
        let _ = writeln!(page, "{caution}.");
    }
    let _ = writeln!(page, "{}.", rules.0);
    page
}

fn set(page: &mut String, set: &GroundSet, explain: bool) {
    let article = if set.article.is_empty() { String::new() } else { format!(" art. {}", set.article) };
    let serves = if set.serves { "" } else { " (named, not asked whether it serves between the two)" };
    let read = unverified(set.verification);
    let _ = writeln!(page, "\n{}{article}{read}: {}{serves}\n  {}", set.instrument, set.title, set.conclusion.as_str());
    for ground in &set.grounds {
        if explain || matches!(ground.outcome, Outcome::Applies | Outcome::Excluded) {
            one(page, ground, explain);
        }
    }
    for what in &set.look_up {
        let _ = writeln!(page, "  to look up: {what}");
    }
    let count = |outcome: Outcome| set.grounds.iter().filter(|ground| ground.outcome == outcome).count();
    if !explain {
        let open: Vec<&str> =
            set.grounds.iter().filter(|one| one.outcome == Outcome::Open).map(|one| one.id.as_str()).collect();
        if !open.is_empty() {
            let _ = writeln!(page, "  open: {}", open.join(", "));
        }
        let _ = writeln!(page, "  not applicable: {} (--explain shows them)", count(Outcome::NotApplicable));
    }
}

fn one(page: &mut String, ground: &GroundAnswer, explain: bool) {
    let by = ground.by.as_ref().map(|by| format!("{by} ")).unwrap_or_default();
    let force =
        if ground.outcome == Outcome::Applies { format!(" ({})", ground.force.as_str()) } else { String::new() };
    let read = unverified(ground.verification);
    let _ = writeln!(
        page,
        "  {}{force}: {}, {by}art. {}{read}: {}\n    {}",
        ground.outcome.as_str(),
        ground.id,
        ground.article,
        ground.says,
        ground.because
    );
    for statement in &ground.statements {
        let _ = writeln!(page, "    {statement}");
    }
    if let Some(first) = ground.first.as_ref().filter(|_| ground.outcome == Outcome::Applies || explain) {
        let _ = writeln!(page, "    first: {first}");
    }
    if explain {
        facts(page, &ground.facts);
    }
}

fn facts(page: &mut String, facts: &[FactShown]) {
    for fact in facts {
        let not = if fact.holds { "" } else { "not " };
        let told = match &fact.told {
            Told::Given => "given".to_owned(),
            Told::Found { because } => because.clone(),
        };
        let _ = writeln!(page, "    {not}{} [{told}]", fact.id);
    }
}

fn gates(page: &mut String, gates: &[GateAnswer], explain: bool) {
    let shown: Vec<&GateAnswer> = gates.iter().filter(|gate| explain || gate.state != GateState::NotRaised).collect();
    if shown.is_empty() {
        return;
    }
    page.push_str("\nGates, which no ground outweighs and only persons close:\n");
    for gate in shown {
        let persons = if gate.persons > 1 { ", two persons" } else { "" };
        let cites: Vec<&str> = gate.cites.iter().map(|cite| cite.0.as_str()).collect();
        let read = unverified(gate.verification);
        let decided =
            if gate.decided == Decided::NotRaised { String::new() } else { format!("; {}", gate.decided.as_str()) };
        let state = gate.state.as_str();
        let _ = writeln!(page, "  {state}{persons}: {} ({}){read}{decided}", gate.title, cites.join("; "));
        if gate.state == GateState::Raised || explain {
            let _ = writeln!(page, "    {}\n    {}", gate.asks, gate.then);
            facts(page, &gate.facts);
        }
    }
}

fn following(page: &mut String, found: &Found) {
    let following = &found.following;
    if following.duties.is_empty() && following.transfer_of_proceedings.is_empty() {
        return;
    }
    page.push_str("\nIf it is refused:\n");
    for duty in &following.duties {
        let _ = writeln!(page, "  {}{}: {}", duty.cite, unverified(duty.verification), duty.task);
        let _ = writeln!(page, "    {}", duty.says);
    }
    if !following.transfer_of_proceedings.is_empty() {
        let cites: Vec<&str> = following.transfer_of_proceedings.iter().map(|cite| cite.0.as_str()).collect();
        let _ = writeln!(page, "  proceedings may be handed over under {}", cites.join(", "));
    }
}

fn unverified(verification: Verification) -> &'static str {
    if verification == Verification::Unverified { " [unverified]" } else { "" }
}
