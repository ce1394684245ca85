//! `comity law instrument`: all that the lawbook knows of one instrument; without an id, the list of all.

use super::lookup;
use crate::command::table::Table;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::Lawbook;
use law::sheet::InstrumentSheet;
use model::Verification;
use model::time::Date;
use serde::Serialize;
use std::fmt::Write as _;

/// Show an instrument: dates, parties, articles as rules, refusal grounds, effects; or list all
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  comity law instrument\n  comity law instrument COE-ETS024\n  \
                        comity law instrument UN-UNTOC-2000 --explain --json")]
pub(in crate::command) struct Instrument {
    /// The instrument, by its id in the lawbook; without one, all are listed
    #[arg(value_name = "INSTRUMENT")]
    instrument: Option<String>,
    /// Count parties on which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    on: Option<Date>,
    /// Say more: conditions, contents and documents of each article, where it was read
    #[arg(long)]
    explain: bool,
}

/// One line of the list.
#[derive(Serialize)]
struct Line {
    instrument: String,
    title: String,
    adopted: Date,
    in_force: Option<Date>,
    region: String,
    as_of: Option<Date>,
    /// Nothing where no list of parties was collected.
    count: Option<usize>,
    /// Parties whose day is not known: not counted.
    undated: usize,
    verification: Verification,
}

impl Line {
    fn bound(&self) -> String {
        match (self.count, self.undated) {
            (None, _) => "not known".to_owned(),
            (Some(count), 0) => count.to_string(),
            (Some(count), undated) => format!("{count} + {undated} undated"),
        }
    }
}

impl Instrument {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let on = lookup::day(self.on);
        let Some(given) = &self.instrument else {
            let lines: Vec<Line> = book.instruments().map(|instrument| line(book, instrument, on)).collect();
            terminal.show(&lines, || list(&lines, on))?;
            return Ok(Answer::Yes);
        };
        let id = &lookup::instrument(book, given)?.id;
        let Some(sheet) = law::sheet::instrument(book, id, on) else {
            return Err(model::Failure::new("describing an instrument", "it is not in the lawbook").into());
        };
        terminal.show(&sheet, || page(&sheet, self.explain))?;
        Ok(Answer::Yes)
    }
}

fn line(book: &Lawbook, instrument: &law::lawbook::instrument::Instrument, on: Date) -> Line {
    let parties = law::parties(book, &instrument.id, on);
    let count = parties.as_ref().filter(|parties| parties.listed).map(|parties| parties.count);
    Line {
        instrument: instrument.id.to_string(),
        title: instrument.short_title.clone(),
        adopted: instrument.adopted,
        in_force: instrument.in_force,
        region: instrument.region.clone(),
        as_of: instrument.participation.as_of,
        count,
        undated: parties.map_or(0, |parties| parties.undated.len()),
        verification: instrument.verification,
    }
}

fn or_dash(day: Option<Date>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.to_string())
}

fn list(lines: &[Line], on: Date) -> String {
    let mut table = Table::new(0, &["instrument", "adopted", "in force", "bound", "list as of", "region", "title"]);
    for line in lines {
        table.row([
            line.instrument.clone(),
            line.adopted.to_string(),
            or_dash(line.in_force),
            line.bound(),
            or_dash(line.as_of),
            line.region.clone(),
            line.title.clone(),
        ]);
    }
    let note = "undated: parties whose day is not known, not counted";
    format!("{} instruments; parties with a date, on {on}; {note}\n\n{table}", lines.len())
}

fn tag(verification: Verification) -> &'static str {
    match verification {
        Verification::Sourced => "",
        Verification::Unverified => " [unverified]",
    }
}

fn page(sheet: &InstrumentSheet<'_>, explain: bool) -> String {
    let mut page = format!("{} ({})\n{}\n\n", sheet.short_title, sheet.instrument, sheet.title);
    let _ = writeln!(
        page,
        "adopted {}, in force {}; deposited with {}",
        sheet.adopted,
        or_dash(sheet.in_force),
        sheet.depositary
    );
    if let Some(day) = sheet.provisional {
        let _ = writeln!(page, "applied provisionally from {day}");
    }
    if let Some(entry) = &sheet.entry {
        let _ = writeln!(page, "for a later party: {} (art. {}){}", entry.rule, entry.article, tag(entry.verification));
    }
    let count = match (sheet.listed, sheet.undated) {
        (false, 0) => "how many is not known".to_owned(),
        (false, undated) => format!("how many is not known; {undated} are named without a date, not counted"),
        (true, undated) => format!("{} with a date, {undated} without, not counted", sheet.count),
    };
    let _ = writeln!(page, "parties on {}: {count}. {}", sheet.on, sheet.caution);
    let source = if sheet.source.is_empty() { "no text of it was at hand" } else { sheet.source };
    let _ = writeln!(page, "read in: {source}{}", tag(sheet.verification));
    rules(&mut page, sheet, explain);
    others(&mut page, sheet);
    if !explain && !sheet.rules_of_law.is_empty() {
        page.push_str("\n--explain adds conditions, contents and documents of each article.\n");
    }
    let _ = writeln!(page, "\n{}. An aid to a lawyer: it cites, it does not decide.", sheet.rules.0);
    page
}

fn rules(page: &mut String, sheet: &InstrumentSheet<'_>, explain: bool) {
    if !sheet.rules_of_law.is_empty() {
        page.push_str("\nArticles that serve cooperation:\n");
    }
    for article in sheet.rules_of_law {
        let kinds: Vec<&str> = article.kinds.iter().map(|kind| kind.as_str()).collect();
        let _ = writeln!(page, "  art. {}{} {}", article.article, tag(article.verification), kinds.join(", "));
        let _ = writeln!(page, "    {}", article.provides);
        let _ = writeln!(page, "    offences: {}", article.offences.sentence());
        if let Some(threshold) = &article.threshold {
            let _ = writeln!(page, "    threshold: {}", threshold.sentence());
        }
        if let Some(rule) = article.dual_criminality {
            let _ = writeln!(page, "    dual criminality: {}", rule.sentence());
        }
        for fact in &article.needs {
            let _ = writeln!(page, "    to be confirmed: {fact}");
        }
        if explain {
            for (what, lines) in
                [("condition", &article.conditions), ("contents", &article.contents), ("documents", &article.documents)]
            {
                lines.iter().for_each(|line| {
                    let _ = writeln!(page, "    {what}: {line}");
                });
            }
            for way in &article.channels {
                let _ = writeln!(page, "    channel: {}", way.sentence());
            }
            if !article.languages.is_empty() {
                let _ = writeln!(page, "    languages: {}", article.languages);
            }
            let _ = writeln!(page, "    read in: {}", article.source);
        }
    }
}

fn others(page: &mut String, sheet: &InstrumentSheet<'_>) {
    let mut table = Table::new(2, &["ground", "force", "art.", "kinds", "in our words"]);
    for ground in sheet.grounds {
        let kinds: Vec<&str> = ground.kinds.iter().map(|kind| kind.as_str()).collect();
        let says = format!("{}{}", ground.says, tag(ground.verification));
        table.row([ground.id.clone(), ground.force.as_str().to_owned(), ground.article.clone(), kinds.join(","), says]);
    }
    if !table.is_empty() {
        let _ = write!(page, "\nRefusal grounds:\n{table}");
    }
    if !sheet.effects.is_empty() {
        page.push_str("\nWhat it does to other instruments between its parties:\n");
    }
    for effect in sheet.effects {
        let on: Vec<String> = effect.on.iter().map(ToString::to_string).collect();
        let on = if on.is_empty() { "every treaty".to_owned() } else { on.join(", ") };
        let does = effect.does.sentence();
        let _ = writeln!(page, "  {does} {on}, art. {}{}: {}", effect.article, tag(effect.verification), effect.says);
    }
    if !sheet.declarations.is_empty() {
        page.push_str("\nStatements of States whose effect is known:\n");
    }
    for statement in sheet.declarations {
        let (state, provision, says) = (statement.state, &statement.provision, &statement.says);
        let _ = writeln!(
            page,
            "  {state} to {provision} ({}){}: {says}",
            statement.effect.sentence(),
            tag(statement.verification)
        );
    }
    for clock in &sheet.clocks {
        let _ = writeln!(
            page,
            "  clock {}: {} from {} (art. {}){}",
            clock.id,
            clock.period,
            clock.starts,
            clock.article,
            tag(clock.verification)
        );
    }
}
