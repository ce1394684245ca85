//! `comity account`: why was an exchange allowed, who has it, when was it due, was it corrected, prove it. Answered from
//! the published log of a node, which is verified first: needs no key and no running node, and shows ids and codes only.

use super::{Answer, Terminal, Trouble};
use crate::published;
use ::audit::Verified;
use clap::{Args, ValueEnum};
use desk::message::{Line, account};
use model::ExchangeId;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Account for one exchange from the log: why allowed, who has it, when due, corrected, prove it
#[derive(Debug, Args)]
#[command(
    after_help = "The log is verified before a word of it is shown. Exit 1: it does not hold, or it knows no such \
                        exchange.\n\nExamples:\n  \
                        comity account --dir /srv/comity/fi-spoc x_bqgaydqfbyhawdqkbqgaydqfba"
)]
pub(super) struct Account {
    /// The directory of the node; its log is in `log/`
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The exchange
    #[arg(value_name = "EXCHANGE", value_parser = exchange)]
    exchange: ExchangeId,
    /// Only this question; the JSON document always answers all
    #[arg(long, value_enum, value_name = "QUESTION")]
    question: Option<Question>,
    /// The verifier key, if you have it from elsewhere; else the one beside the log is taken, which proves less
    #[arg(long, value_name = "KEY")]
    vkey: Option<String>,
}

/// The five questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Question {
    /// Why was it allowed?
    Why,
    /// Who has it?
    Who,
    /// When was it due?
    When,
    /// Was it corrected?
    Corrected,
    /// Prove it.
    Proof,
}

fn exchange(text: &str) -> Result<ExchangeId, String> {
    ExchangeId::parse(text).map_err(|e| e.to_string())
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    account: &'a desk::message::Account,
    log: &'a Verified,
}

impl Account {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let log = self.dir.join("log");
        if !log.is_dir() {
            let remedy = "give the directory of a node that has published its log";
            return Err(Trouble::input(log.display().to_string(), "there is no such folder", remedy));
        }
        let verified = match published::verify(&log, self.vkey.as_deref()) {
            Ok(verified) => verified,
            Err(broken) => {
                let page = || format!("BROKEN  {broken}\nNothing is accounted for from a log that does not hold.");
                terminal.show(&serde_json::json!({ "holds": false, "broken": broken }), page)?;
                return Ok(Answer::No);
            }
        };
        let entries = published::entries(&log)?;
        let Some(found) = account(&entries, self.exchange) else {
            let page = || format!("{} knows no exchange {}", verified.origin, self.exchange);
            terminal.show(&serde_json::json!({ "exchange": self.exchange, "known": false, "log": verified }), page)?;
            return Ok(Answer::No);
        };
        let shown = Shown { account: &found, log: &verified };
        terminal.show(&shown, || page(&shown, self.question))?;
        Ok(Answer::Yes)
    }
}

fn page(shown: &Shown<'_>, only: Option<Question>) -> String {
    let Shown { account, log } = shown;
    let mut page = format!("Exchange {}, as {} tells it\n", account.exchange, log.origin);
    let wanted = |question| only.is_none_or(|only| only == question);
    let none = "no statutory clock binds these two, and nobody has answered yet";
    let questions: [(Question, &str, &[Line], &str); 4] = [
        (Question::Why, "Why was it allowed?", &account.why_allowed, "nothing was decided here"),
        (Question::Who, "Who has it?", &account.who_has_it, "nobody: it never left"),
        (Question::When, "When was it due?", &account.when_due, none),
        (
            Question::Corrected,
            "Was it corrected?",
            &account.corrected,
            "no: nothing of it was sealed again or came twice",
        ),
    ];
    for (question, title, lines, none) in questions.into_iter().filter(|(question, ..)| wanted(*question)) {
        section(&mut page, title, lines, none);
        if question == Question::When && !lines.is_empty() && !account.limited {
            page.push_str("  no statutory limit: the log of this node has no clock of it\n");
        }
    }
    if wanted(Question::Proof) {
        proof(&mut page, shown);
    }
    page
}

fn section(page: &mut String, title: &str, lines: &[Line], none: &str) {
    let _ = writeln!(page, "\n{title}");
    if lines.is_empty() {
        let _ = writeln!(page, "  {none}");
    }
    for Line { entry, at, says } in lines {
        let _ = writeln!(page, "  {entry:>7}  {at:.0}  {says}");
    }
}

fn proof(page: &mut String, Shown { account, log }: &Shown<'_>) {
    let (first, last) = (account.entries.first().unwrap_or(&0), account.entries.last().unwrap_or(&0));
    let count = account.entries.len();
    let _ = writeln!(page, "\nProve it.");
    let _ = writeln!(page, "  {count} entries between {first} and {last}, in a log of {} that holds", log.size);
    let _ = writeln!(page, "  root {}", log.root);
    let _ = writeln!(page, "  key  {}", log.vkey);
    if !log.key_given {
        page.push_str("  The key is the one that lay beside the log: compare it with the one you know.\n");
    }
}
