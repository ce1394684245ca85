//! `comity law basis`: the three questions about an exchange between two States: what empowers it, on what ground personal
//! data go, which obstacles a person has to look at. No arrangement of a node is known here, and nothing about a case.

mod page;

use super::lookup;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::{BarQuestion, Direction, Fact, Facts, Lawbook, Power, Question, Side, TransferNeed};
use model::time::Date;
use model::{Body, DataCategory, Finding, Kind, Purpose, Reason, RulesetVersion};
use serde::Serialize;

/// Ask what covers an exchange between two States on a day, or what is missing
#[derive(Debug, Args)]
#[command(after_help = "Exit 1 is a gap: nothing in the lawbook covers it, or the data do not reach.\n\nExamples:\n  \
                        comity law basis --from FIN --to KEN --offence terrorist-financing\n  \
                        comity law basis --from FIN --to EST --kind information --offence terrorist-financing \
                        --on 2026-11-23 --json\n  \
                        comity law basis --from FIN --to SWE --kind surrender --offence terrorist-bombing --explain")]
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
    /// The purpose; if not given investigation, or for a kind that no article serves for that, what it is there for
    #[arg(long, value_name = "PURPOSE", value_parser = purpose)]
    purpose: Option<Purpose>,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = lookup::written_day)]
    on: Option<Date>,
    /// Facts that you confirm, because an article requires one: organised-criminal-group-transnational, own-initiative,
    /// travels-for-terrorism, bilateral-treaty-in-force, operations-begun
    #[arg(long, value_name = "FACT", value_parser = fact)]
    confirmed: Vec<Fact>,
    /// The sort of body that asks, where an article serves some only
    #[arg(long, value_name = "BODY", value_parser = body)]
    from_body: Option<Body>,
    /// The sort of body that is asked
    #[arg(long, value_name = "BODY", value_parser = body)]
    to_body: Option<Body>,
    /// Say more: refusal grounds, contents, statements of States, what the other instruments lack, every reason
    #[arg(long)]
    explain: bool,
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
        let (from, to) = (lookup::state(book, "--from", &self.from)?, lookup::state(book, "--to", &self.to)?);
        lookup::two_states(book, "--to", from, to)?;
        let question = Question {
            from: Side { body: self.from_body, ..Side::of(from) },
            to: Side { body: self.to_body, ..Side::of(to) },
            kind: self.kind,
            offence: lookup::offence(book, &self.offence)?,
            purpose: self.purpose.unwrap_or_else(|| ordinary(book, self.kind)),
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
        terminal.show(&shown, || page::page(book, &shown, self.explain))?;
        Ok(if power.decision.covered() { Answer::Yes } else { Answer::No })
    }
}

/// What a kind is asked for where nobody says: investigation, unless no article of the lawbook serves it for that.
pub(super) fn ordinary(book: &Lawbook, kind: Kind) -> Purpose {
    let served = |purpose: Purpose| {
        book.instruments().flat_map(|one| one.articles_for(kind)).any(|article| article.purposes.contains(&purpose))
    };
    let first = Purpose::ALL.iter().copied().find(|purpose| served(*purpose));
    if served(Purpose::Investigation) { Purpose::Investigation } else { first.unwrap_or(Purpose::Investigation) }
}

/// Reads a kind of cooperation.
pub(super) fn kind(given: &str) -> Result<Kind, String> {
    let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    Kind::parse(given).ok_or_else(|| format!("choose among {}", all.join(", ")))
}

pub(super) fn purpose(given: &str) -> Result<Purpose, String> {
    let all: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.as_str()).collect();
    Purpose::parse(given).ok_or_else(|| format!("choose among {}", all.join(", ")))
}

pub(super) fn fact(given: &str) -> Result<Fact, String> {
    let all: Vec<&str> = Fact::ALL.iter().map(|fact| fact.as_str()).collect();
    Fact::parse(given).ok_or_else(|| format!("choose among {}", all.join(", ")))
}

fn body(given: &str) -> Result<Body, String> {
    let quoted = serde_json::Value::from(given);
    serde_json::from_value(quoted)
        .map_err(|_| "choose among police, prosecutor, fiu, central-authority, regional-body".to_owned())
}
