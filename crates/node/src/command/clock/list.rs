//! `comity clock --list`: every clock of the lawbook with its article and whether that was read.

use crate::command::{Answer, Terminal, Trouble};
use law::Lawbook;
use law::clock::{Extension, Period, StartEvent};
use law::lawbook::clock::Nature;
use model::{Citation, RulesetVersion, Verification};
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Serialize)]
struct Listed<'a> {
    count: usize,
    clocks: Vec<Row<'a>>,
    rules: &'a RulesetVersion,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    cite: Citation,
    period: Period,
    extension: Option<Extension>,
    length: String,
    nature: Nature,
    start: StartEvent,
    starts: &'a str,
    suspension: Option<&'a str>,
    restart: Option<&'a str>,
    effect: &'a str,
    note: &'a str,
    source: &'a str,
    verification: Verification,
}

pub(super) fn show(book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
    let row = |clock: &'_ law::lawbook::clock::ClockEntry| {
        let extension = clock.extension.map(|extension| format!(", {extension}")).unwrap_or_default();
        format!("{}{extension}", clock.period)
    };
    let clocks = book.clocks().iter().map(|clock| Row {
        id: &clock.id,
        title: &clock.title,
        cite: clock.citation(),
        period: clock.period,
        extension: clock.extension,
        length: row(clock),
        nature: clock.nature,
        start: clock.start,
        starts: &clock.starts,
        suspension: clock.suspension.as_deref(),
        restart: clock.restart.as_deref(),
        effect: &clock.effect,
        note: &clock.note,
        source: &clock.source,
        verification: clock.verification,
    });
    let clocks: Vec<Row<'_>> = clocks.collect();
    let listed = Listed { count: clocks.len(), clocks, rules: book.version() };
    terminal.show(&listed, || page(&listed))?;
    Ok(Answer::Yes)
}

fn page(listed: &Listed<'_>) -> String {
    let widest = |text: fn(&Row<'_>) -> usize| listed.clocks.iter().map(text).max().unwrap_or_default();
    let (id, length, start) =
        (widest(|row| row.id.len()), widest(|row| row.length.len()), widest(|row| row.start.as_str().len()));
    let mut page = String::new();
    for row in &listed.clocks {
        let read = if row.verification == Verification::Sourced { "sourced   " } else { "unverified" };
        let _ = writeln!(
            page,
            "{:id$}  {:length$}  {:start$}  {read}  {}",
            row.id,
            row.length,
            row.start.as_str(),
            row.cite
        );
    }
    let unread = listed.clocks.iter().filter(|row| row.verification == Verification::Unverified).count();
    let _ = writeln!(
        page,
        "\n{} clocks: {} sourced, {unread} unverified (the limit or its article was not read in the text). {}.",
        listed.count,
        listed.count - unread,
        listed.rules.0
    );
    page
}
