//! The answer of `comity law basis` as a page: the decision, a table of what serves in its order, then each with what it
//! asks; with `--explain` also grounds, contents, statements, and every reason with its check.

use super::Shown;
use crate::command::law::lookup;
use crate::command::table::Table;
use law::power::{Basis, Gap};
use law::{BarQuestion, Lawbook, Power, TransferNeed};
use model::time::Date;
use model::{Finding, Verification};
use std::fmt::Write as _;

/// The whole page.
pub(super) fn page(book: &Lawbook, shown: &Shown<'_>, explain: bool) -> String {
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
    beyond(&mut page, question.on);
    overview(&mut page, power);
    for (at, basis) in power.bases.iter().enumerate() {
        one(&mut page, at + 1, basis, explain);
    }
    gap(&mut page, power.gap.as_ref());
    beside(&mut page, power);
    transfer(&mut page, shown.transfer);
    bars(&mut page, shown.bars);
    if explain {
        reasons(&mut page, shown);
    } else if power.covered() {
        page.push_str(
            "\n--explain adds refusal grounds, contents, documents, statements of States, and every reason.\n",
        );
    }
    let _ = writeln!(page, "\n{}. An aid to a lawyer: it cites, it does not decide.", rules.0);
    page
}

/// A day that is not there yet: what happens until then, nobody has recorded.
fn beyond(page: &mut String, on: Date) {
    let today = lookup::day(None);
    if on > today {
        let _ =
            writeln!(page, "{on} has not come: the answer is by what was recorded by {today}, and by nothing later.");
    }
}

fn mark(verification: Verification) -> &'static str {
    match verification {
        Verification::Sourced => "sourced",
        Verification::Unverified => "unverified",
    }
}

fn tag(verification: Verification) -> &'static str {
    match verification {
        Verification::Sourced => "",
        Verification::Unverified => " [unverified]",
    }
}

fn overview(page: &mut String, power: &Power) {
    let mut table = Table::new(0, &["#", "article", "for both since", "state", "why here"]);
    for (at, basis) in power.bases.iter().enumerate() {
        let since = if basis.computed { format!("{} (computed)", basis.since) } else { basis.since.to_string() };
        let number = (at + 1).to_string();
        table.row([number, basis.citation().0, since, mark(basis.verification).to_owned(), basis.ranked.clone()]);
    }
    if !table.is_empty() {
        let _ = write!(page, "\n{table}");
    }
    if !power.replaced.is_empty() {
        page.push_str("\nDoes not serve between these two, being replaced:\n");
    }
    for gone in &power.replaced {
        let _ = writeln!(
            page,
            "  {} by {} art. {}{}: {}",
            gone.citation,
            gone.by,
            gone.by_article,
            tag(gone.verification),
            gone.because
        );
    }
}

fn one(page: &mut String, number: usize, basis: &Basis, explain: bool) {
    let _ = writeln!(page, "\n{number}  {}, {}{}", basis.title, basis.citation(), tag(basis.verification));
    let _ = writeln!(page, "   {}", basis.provides);
    for party in &basis.parties {
        let computed = if party.computed { ", a date computed by its own rule" } else { "" };
        let _ = writeln!(page, "   {} since {}{computed}{}", party.state, party.since, tag(party.verification));
    }
    if let Some(as_of) = basis.as_of {
        let _ = writeln!(page, "   list of parties as of {as_of}");
    }
    for condition in &basis.conditions {
        let state = if condition.confirmed { "confirmed" } else { "to be confirmed" };
        let _ = writeln!(page, "   {state}: {}", condition.sentence);
    }
    for clock in &basis.clocks {
        let (id, period, starts) = (&clock.id, &clock.period, &clock.starts);
        let _ =
            writeln!(page, "   clock {id}: {period} from {starts} (art. {}){}", clock.article, tag(clock.verification));
    }
    for added in &basis.additions {
        let _ = writeln!(
            page,
            "   with {} art. {}{}: {}",
            added.instrument,
            added.article,
            tag(added.verification),
            added.says
        );
    }
    if explain {
        depth(page, basis);
    }
}

fn depth(page: &mut String, basis: &Basis) {
    for ground in &basis.grounds {
        let by = ground.by.as_ref().map(|by| format!(" {by}")).unwrap_or_default();
        let _ = writeln!(
            page,
            "   ground {} ({}) art.{by} {}{}: {}",
            ground.id,
            ground.force.as_str(),
            ground.article,
            tag(ground.verification),
            ground.says
        );
    }
    for (what, lines) in [("contents", &basis.contents), ("documents", &basis.documents)] {
        for line in lines {
            let _ = writeln!(page, "   {what}: {line}");
        }
    }
    for way in &basis.channels {
        let _ = writeln!(page, "   channel: {}", way.sentence());
    }
    if !basis.languages.is_empty() {
        let _ = writeln!(page, "   languages: {}", basis.languages);
    }
    for statement in &basis.declarations {
        let _ = writeln!(
            page,
            "   statement of {} to {} ({}){}: {}",
            statement.state,
            statement.provision,
            statement.effect.sentence(),
            tag(statement.verification),
            statement.says
        );
    }
    if !basis.source.is_empty() {
        let _ = writeln!(page, "   read in: {}", basis.source);
    }
}

fn gap(page: &mut String, gap: Option<&Gap>) {
    let Some(gap) = gap else { return };
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
    for accession in &gap.accessions {
        let _ =
            writeln!(page, "  to join: {} ({} art. {})", accession.sentence, accession.instrument, accession.article);
    }
}

fn beside(page: &mut String, power: &Power) {
    if !power.bilateral.is_empty() {
        page.push_str("\nBilateral treaties between the two, to be looked up: the lawbook holds their titles alone.\n");
        for treaty in &power.bilateral {
            let _ = writeln!(page, "  since {}{}: {}", treaty.since, tag(treaty.verification), treaty.title);
        }
    }
    if !power.duties.is_empty() {
        let _ = writeln!(page, "\nDuties of both, which cover nothing by themselves:");
        for duty in &power.duties {
            let _ = writeln!(page, "  {} ({}){}: {}", duty.title, duty.paragraphs, tag(duty.verification), duty.asks);
        }
    }
    if !power.channels.is_empty() {
        let _ = writeln!(page, "\nOpen as a channel, no basis by itself:");
        for channel in &power.channels {
            let _ = writeln!(page, "  {}{}", channel.title, tag(channel.verification));
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

fn reasons(page: &mut String, shown: &Shown<'_>) {
    page.push_str("\nReasons, each with its check:\n");
    for reason in shown.reasons {
        let cites: Vec<&str> = reason.cites.iter().map(|cite| cite.0.as_str()).collect();
        let cites = if cites.is_empty() { String::new() } else { format!(" ({})", cites.join("; ")) };
        let _ = writeln!(page, "  [{}] {}{cites}", reason.check, reason.because);
    }
    let mut others = shown.power.candidates.iter().filter(|candidate| !candidate.missing.is_empty()).peekable();
    if others.peek().is_some() {
        page.push_str("\nDo not serve, and what each lacks:\n");
    }
    for candidate in others {
        let lacks: Vec<&str> = candidate.missing.iter().map(|missing| missing.because.as_str()).collect();
        let _ = writeln!(page, "  {} art. {}: {}", candidate.instrument, candidate.article, lacks.join("; "));
    }
}
