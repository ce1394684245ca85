//! `comity law offence`: one offence of the vocabulary, where it is defined and of which elements; or the list of all.

use super::lookup;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::Lawbook;
use law::lawbook::element::{Elements, Facet};
use model::{Citation, Offence as Id, RulesetVersion, Verification};
use serde::Serialize;
use std::fmt::Write as _;

/// Show an offence of the vocabulary: where it is defined, and of which elements
#[derive(Debug, Args)]
#[command(after_help = "Of several elements of one kind each suffices; where none is named the definition asks for \
                        nothing there.\n\nExamples:\n  comity law offence\n  comity law offence terrorist-financing\n  \
                        comity law offence extremism --json")]
pub(in crate::command) struct Offence {
    /// The offence, by its id in the lawbook; all of them if not given
    #[arg(value_name = "OFFENCE")]
    offence: Option<String>,
}

#[derive(Serialize)]
struct Listed<'a> {
    count: usize,
    offences: Vec<Row<'a>>,
    rules: &'a RulesetVersion,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a Id,
    title: &'a str,
    as_charged: bool,
    definitions: usize,
    verification: Verification,
}

#[derive(Serialize)]
struct Shown<'a> {
    id: &'a Id,
    title: &'a str,
    as_charged: bool,
    note: &'a str,
    verification: Verification,
    definitions: Vec<Definition<'a>>,
    rules: &'a RulesetVersion,
}

#[derive(Serialize)]
struct Definition<'a> {
    cite: Citation,
    /// The title of the instrument.
    of: &'a str,
    /// How tables of definitions name it.
    element: &'a str,
    says: &'a str,
    elements: &'a Elements,
}

impl Offence {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let Some(given) = &self.offence else {
            let rows = book.offences().map(|entry| Row {
                id: &entry.id,
                title: &entry.title,
                as_charged: entry.as_charged,
                definitions: entry.defined_by.len(),
                verification: entry.verification,
            });
            let offences: Vec<Row<'_>> = rows.collect();
            let listed = Listed { count: offences.len(), offences, rules: book.version() };
            terminal.show(&listed, || list(&listed))?;
            return Ok(Answer::Yes);
        };
        let id = lookup::offence_at(book, "OFFENCE", given)?;
        let Some(entry) = book.offence(&id) else {
            return Err(model::Failure::new("showing an offence", "it is not in the lawbook").into());
        };
        let definitions = entry.defined_by.iter().map(|one| Definition {
            cite: Citation(format!("{} art. {}", one.instrument, one.article)),
            of: book.instrument(&one.instrument).map(|instrument| instrument.title.as_str()).unwrap_or_default(),
            element: &one.element,
            says: &one.conduct,
            elements: &one.elements,
        });
        let shown = Shown {
            id: &entry.id,
            title: &entry.title,
            as_charged: entry.as_charged,
            note: &entry.note,
            verification: entry.verification,
            definitions: definitions.collect(),
            rules: book.version(),
        };
        terminal.show(&shown, || page(book, &shown))?;
        Ok(Answer::Yes)
    }
}

fn list(listed: &Listed<'_>) -> String {
    let widest = listed.offences.iter().map(|row| row.id.as_str().len()).max().unwrap_or_default();
    let mut page = String::new();
    for row in &listed.offences {
        let label = if row.as_charged { "  [label as charged]" } else { "" };
        let _ = writeln!(page, "{:widest$}  {:2} definitions  {}{label}", row.id.as_str(), row.definitions, row.title);
    }
    let _ = writeln!(page, "\n{} offences. {}.", listed.count, listed.rules.0);
    page
}

fn page(book: &Lawbook, shown: &Shown<'_>) -> String {
    let mut page = format!("{} ({})\n", shown.title, shown.id);
    if shown.as_charged {
        page.push_str("A label as charged: the law of others does not know it.\n");
    }
    if !shown.note.is_empty() {
        let _ = writeln!(page, "{}.", shown.note);
    }
    let unverified = if shown.verification == Verification::Unverified { " [unverified]" } else { "" };
    for one in &shown.definitions {
        let _ = writeln!(page, "\n{}{unverified}: {}", one.cite, one.of);
        let _ = writeln!(page, "  {}", one.says);
        for facet in Facet::ALL {
            for (at, id) in one.elements.of(facet).iter().enumerate() {
                let head = if at == 0 { facet.as_str() } else { "" };
                let says = book.elements().get(id).map(|element| element.says.as_str()).unwrap_or_default();
                let _ = writeln!(page, "  {head:<10}{id}: {says}");
            }
        }
    }
    let _ = writeln!(page, "\n{} definitions, in our words. {}.", shown.definitions.len(), shown.rules.0);
    page
}
