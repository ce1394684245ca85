//! `comity law compare`: two definitions of offences, element by element, in the direction of a request. A person decides
//! on dual criminality.

use super::lookup;
use crate::command::{Answer, Terminal, Trouble, whole};
use clap::Args;
use law::Lawbook;
use law::offence::{Charge, Comparison, ElementRelation, Pair, Related, Verdict, compare};
use model::time::Date;
use model::{Citation, Finding, RulesetVersion, Verification};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// Compare two offences element by element: match, partial or none; a person decides
#[derive(Debug, Args)]
#[command(
    after_help = "Each side is an offence, an offence as one instrument defines it (OFFENCE@INSTRUMENT), or a file (.toml) \
                        with a definition of a national law, made of the elements of `comity law offence`:\n  \
                        title = \"Financing, national code\"\n  [[definition]]\n  cite = \"Code s. 15\"\n  verification = \
                        \"sourced\"\n  elements.conduct = [\"provide-funds\"]\n  elements.intent = \
                        [\"knowing-use\"]\nExit 1 is an answer that is no: nothing in common.\n\nExamples:\n  comity law \
                        compare terrorist-act@EU-TERR-2017 terrorist-act@ARAB-TERR-1998\n  comity law compare extremism \
                        terrorist-act --json"
)]
pub(in crate::command) struct Compare {
    /// The requesting side: what is charged
    #[arg(value_name = "A")]
    first: String,
    /// The requested side: what its law knows
    #[arg(value_name = "B")]
    second: String,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    on: Option<Date>,
    /// Show every element, those that agree among them
    #[arg(long)]
    explain: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    first: Side<'a>,
    second: Side<'a>,
    #[serde(flatten)]
    comparison: &'a Comparison,
    reasons: &'a [model::Reason],
    on: Date,
    rules: &'a RulesetVersion,
}

#[derive(Serialize)]
struct Side<'a> {
    title: &'a str,
    as_charged: bool,
    definitions: Vec<&'a Citation>,
}

impl<'a> Side<'a> {
    fn of(charge: &'a Charge) -> Side<'a> {
        let definitions = charge.definitions.iter().map(|one| &one.cite).collect();
        Side { title: &charge.title, as_charged: charge.as_charged, definitions }
    }
}

impl Compare {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let first = charge(book, "A", &self.first)?;
        let second = charge(book, "B", &self.second)?;
        let Finding { decision, reasons, rules, on } = compare(book, &first, &second, lookup::day(self.on));
        let shown = Shown {
            first: Side::of(&first),
            second: Side::of(&second),
            comparison: &decision,
            reasons: &reasons,
            on,
            rules: &rules,
        };
        terminal.show(&shown, || page(&shown, self.explain))?;
        Ok(if decision.verdict == Verdict::None { Answer::No } else { Answer::Yes })
    }
}

/// One side, as given on the command line.
pub(in crate::command) fn charge(book: &Lawbook, argument: &str, given: &str) -> Result<Charge, Trouble> {
    let path = Path::new(given);
    if path.extension().is_some_and(|extension| extension == "toml") {
        let bytes = whole::bytes(path, whole::PAGE)?;
        return Charge::read(book.elements(), given, &bytes)
            .map_err(|bad| lookup::bad_document(bad, "correct the file"));
    }
    let (offence, instrument) = given.split_once('@').map_or((given, None), |(o, i)| (o, Some(i)));
    let offence = lookup::offence_at(book, argument, offence)?;
    let instrument = instrument.map(|id| lookup::instrument(book, id)).transpose()?.map(|found| found.id.clone());
    Charge::of_offence(book, &offence, instrument.as_ref()).ok_or_else(|| {
        let all = book.offence(&offence).map(|entry| entry.defined_by.as_slice()).unwrap_or_default();
        let mut ids: Vec<&str> = all.iter().map(|one| one.instrument.as_str()).collect();
        ids.dedup();
        let because = format!("{} does not define {offence}", instrument.map(|id| id.to_string()).unwrap_or_default());
        Trouble::input(argument, because, format!("choose among {}", ids.join(", ")))
    })
}

fn page(shown: &Shown<'_>, explain: bool) -> String {
    let Comparison { verdict, pairs, cautions, verification } = shown.comparison;
    let read = if *verification == Verification::Unverified { " [unverified]" } else { "" };
    let (first, second) = (shown.first.title, shown.second.title);
    let mut page = format!("{}{read}  {first} -> {second}\n", verdict.as_str().to_uppercase());
    for pair in pairs {
        one(&mut page, pair, explain);
    }
    page.push('\n');
    for caution in cautions {
        let _ = writeln!(page, "{caution}.");
    }
    let _ = writeln!(page, "{}.", shown.rules.0);
    page
}

fn one(page: &mut String, pair: &Pair, explain: bool) {
    let _ = writeln!(page, "\n{}: {} -> {}", pair.verdict.as_str(), pair.first, pair.second);
    for element in pair.elements.iter().filter(|one| explain || !agrees(one)) {
        let with = if element.with.is_empty() { String::new() } else { format!(" ({})", element.with.join(", ")) };
        let ElementRelation { facet, element, says, related, .. } = element;
        let _ = writeln!(page, "  {:<10}{element}: {says}\n            {}{with}", facet.as_str(), words(*related));
    }
}

fn agrees(one: &ElementRelation) -> bool {
    matches!(one.related, Related::Same | Related::Held | Related::NotAsked)
}

fn words(related: Related) -> &'static str {
    match related {
        Related::Same => "the other has the same",
        Related::Held => "the other has a wider one that holds it",
        Related::NotAsked => "the other asks for nothing here",
        Related::Narrower => "the other has narrower ones only",
        Related::Absent => "the other has nothing of it",
        Related::OnlyThere => "only the other has it",
    }
}
