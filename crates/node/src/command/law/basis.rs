//! `comity law basis`: the three questions about an exchange between two States: what empowers it, on what ground personal
//! data go, which obstacles a person has to look at. No arrangement of a node is known here, and nothing about a case.

use super::lookup;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::{BarQuestion, Direction, Fact, Facts, Lawbook, Power, Question, Side, TransferNeed};
use model::time::Date;
use model::{DataCategory, Finding, Kind, Purpose, Reason, RulesetVersion};
use serde::Serialize;
use std::fmt::Write as _;

/// Ask what covers an exchange between two States on a day, or what is missing
#[derive(Debug, Args)]
#[command(after_help = "Exit 1 is a gap: nothing in the lawbook covers it, or the data do not reach.\n\nExamples:\n  \
                        comity law basis --from FIN --to KEN --offence terrorist-financing\n  \
                        comity law basis --from FIN --to EST --kind information --offence terrorist-financing \
                        --on 2026-11-23 --json")]
pub(in crate::command) struct Basis {
    /// The State that gives, or asks and thereby gives
    #[arg(long, value_name = "STATE")]
    from: String,
    /// The State that receives
    #[arg(long, value_name = "STATE")]
    to: String,
    /// The kind of cooperation
    #[arg(long, value_name = "KIND", default_value = "information", value_parser = kind)]
    kind: Kind,
    /// The offence, by its id in the lawbook
    #[arg(long, value_name = "OFFENCE")]
    offence: String,
    /// The purpose
    #[arg(long, value_name = "PURPOSE", default_value = "investigation", value_parser = purpose)]
    purpose: Purpose,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Facts that you confirm, because an article requires one: organised-criminal-group-transnational, own-initiative,
    /// travels-for-terrorism
    #[arg(long, value_name = "FACT", value_parser = fact)]
    confirmed: Vec<Fact>,
}

/// The answer. Its first fields are those of the power: `decision`, `certainty`, `bases`, `gap`.
#[derive(Serialize)]
struct Shown<'a> {
    question: &'a Question,
    #[serde(flatten)]
    power: &'a Power,
    reasons: &'a [Reason],
    transfer: &'a Finding<TransferNeed>,
    bars: &'a Finding<Vec<BarQuestion>>,
    rules: &'a RulesetVersion,
}

impl Basis {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let question = Question {
            from: Side::of(lookup::state(book, "--from", &self.from)?),
            to: Side::of(lookup::state(book, "--to", &self.to)?),
            kind: self.kind,
            offence: lookup::offence(book, &self.offence)?,
            purpose: self.purpose,
            category: DataCategory::Personal,
            on: lookup::day(self.on),
            confirmed: self.confirmed.into_iter().collect(),
        };
        let power = law::power(book, &question, &[]);
        let transfer = law::transfer(book, &question, &[]);
        let bars = law::bars(book, &question, &Facts::unknown(Direction::Out));
        let shown = Shown {
            question: &question,
            power: &power.decision,
            reasons: &power.reasons,
            transfer: &transfer,
            bars: &bars,
            rules: &power.rules,
        };
        terminal.show(&shown, || page(book, &shown))?;
        Ok(if power.decision.covered() { Answer::Yes } else { Answer::No })
    }
}

fn kind(given: &str) -> Result<Kind, String> {
    let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    Kind::parse(given).ok_or_else(|| format!("choose among {}", all.join(", ")))
}

fn purpose(given: &str) -> Result<Purpose, String> {
    let all: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.as_str()).collect();
    Purpose::parse(given).ok_or_else(|| format!("choose among {}", all.join(", ")))
}

fn fact(given: &str) -> Result<Fact, String> {
    let quoted = serde_json::Value::from(given);
    serde_json::from_value(quoted).map_err(|_| "no such fact; see --help".to_owned())
}

fn page(book: &Lawbook, shown: &Shown<'_>) -> String {
    let Shown { question, power, rules, .. } = shown;
    let (from, to) = (question.from.state, question.to.state);
    let verdict = if power.covered() { "COVERED" } else { "NOT COVERED" };
    let mut page = format!(
        "{verdict}  {} on {} from {} to {} on {} ({})\n",
        question.kind,
        question.offence,
        book.name(from),
        book.name(to),
        question.on,
        power.certainty
    );
    bases(&mut page, power);
    gap(&mut page, power);
    duties(&mut page, power);
    transfer(&mut page, shown.transfer);
    bars(&mut page, shown.bars);
    let _ = writeln!(page, "\n{}. An aid to a lawyer: it cites, it does not decide.", rules.0);
    page
}

fn bases(page: &mut String, power: &Power) {
    for basis in &power.bases {
        let computed = if basis.computed { " (a date computed by its own rule)" } else { "" };
        let unverified = if basis.verification == model::Verification::Unverified { " [unverified]" } else { "" };
        let _ = writeln!(page, "\n{}{unverified}: {}", basis.citation(), basis.title);
        let _ = writeln!(page, "  {}", basis.provides);
        let _ = writeln!(page, "  in force for both since {}{computed}", basis.since);
        for condition in &basis.conditions {
            let state = if condition.confirmed { "confirmed" } else { "to be confirmed" };
            let _ = writeln!(page, "  {state}: {}", condition.sentence);
        }
    }
}

fn gap(page: &mut String, power: &Power) {
    let Some(gap) = &power.gap else { return };
    let _ = writeln!(page, "\n{}", gap.sentence);
    for candidate in &gap.nearest {
        let _ = writeln!(page, "  near: {} art. {}, {}", candidate.instrument, candidate.article, candidate.title);
        for missing in &candidate.missing {
            let _ = writeln!(page, "    {} [{}]", missing.because, missing.check);
        }
    }
    for what in &gap.establish {
        let _ = writeln!(page, "  to establish: {what}");
    }
    for title in &gap.look_up {
        let _ = writeln!(page, "  to look up: {title}");
    }
}

fn duties(page: &mut String, power: &Power) {
    if !power.duties.is_empty() {
        let _ = writeln!(page, "\nDuties of both, which cover nothing by themselves:");
        for duty in &power.duties {
            let _ = writeln!(page, "  {} ({}): {}", duty.title, duty.paragraphs, duty.asks);
        }
    }
    if !power.channels.is_empty() {
        let _ = writeln!(page, "\nOpen as a channel, no basis by itself:");
        for channel in &power.channels {
            let _ = writeln!(page, "  {}", channel.title);
        }
    }
}

fn transfer(page: &mut String, finding: &Finding<TransferNeed>) {
    let _ = writeln!(page, "\nPersonal data:");
    match &finding.decision {
        TransferNeed::Met { .. } => {
            let _ = writeln!(page, "  a ground holds");
        }
        TransferNeed::NeedsDecision { derogations, .. } => {
            let _ = writeln!(page, "  no adequacy, no safeguards: a documented decision for this case, under one of");
            for derogation in derogations {
                let _ = writeln!(page, "    {}: {}", derogation.cite, derogation.when);
            }
        }
        TransferNeed::NoLawKnown { state } => {
            let _ = writeln!(page, "  the law of {state} on transfers is not in the lawbook");
        }
    }
    for reason in &finding.reasons {
        let _ = writeln!(page, "  {} [{}]", reason.because, reason.check);
    }
}

fn bars(page: &mut String, finding: &Finding<Vec<BarQuestion>>) {
    if finding.decision.is_empty() {
        return;
    }
    let _ = writeln!(page, "\nQuestions that a person answers, nothing about the case being known here:");
    for question in &finding.decision {
        let persons = if question.persons > 1 { " (two persons)" } else { "" };
        let _ = writeln!(page, "  {}{persons}: {}", question.id, question.asks);
    }
}
