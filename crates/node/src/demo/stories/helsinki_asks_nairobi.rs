//! Story 2. Helsinki asks Nairobi about a person in terrorist financing: three findings, a documented single-case transfer, a
//! possible death penalty with two persons and a condition of use; by the relay, which cannot read it; and back.

use super::acts::{self, case, node};
use super::tallinn_asks_helsinki::{bars, transfer};
use crate::demo::cast;
use crate::demo::people::{of_a_story, passport};
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use desk::message::{Ask, Reply, account, ask};
use exchange::Addressee;
use exchange::outbound::Findings;
use exchange::reading::{Disclosed, ReadItem};
use model::message::{Statement, StatementNature};
use model::subject::{Person, Subject};
use model::{
    ArrangementId, AuthorityId, Content, Evaluation, ExchangeId, Failure, HandlingCode, Offence, Personal, Purpose,
    State, Stop, Urgency,
};

/// By when Helsinki asks for an answer, in hours: no statute sets a limit between these two.
const WISH_HOURS: i64 = 72;

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

/// As Helsinki knows him.
fn asked() -> Result<Person, Failure> {
    let state = State::parse("FIN").map_err(wrong)?;
    let mut person = of_a_story(&["Samir Mallikoski", "سمير المثالي"], "1979-11-02", state);
    person.identifiers = vec![passport(state, "T4410087")];
    person.addresses = vec![Personal::from("Harjoituskatu 7, Helsinki")];
    Ok(person)
}

/// As Nairobi holds him: another spelling, another nationality, another document.
fn held() -> Result<Person, Failure> {
    let state = State::parse("UGA").map_err(wrong)?;
    let mut person = of_a_story(&["Sameer Malikoski", "Samir al-Mithali"], "1979-11-02", state);
    person.identifiers = vec![passport(state, "T3325514")];
    Ok(person)
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "Helsinki asks Nairobi about a person in terrorist financing");
    let (fi, ke) = (node("fi-kantele")?, node("ke-jabali")?);
    stage.hold(&ke, Subject::Person(held()?), cast::CONTACT, None)?;
    stage.pass(37)?;

    let exchange = ask_nairobi(stage, teller, &mut telling, &fi, &ke)?;
    stage.exchange = Some(exchange);
    answer(stage, teller, &mut telling, &fi, &ke, exchange)?;
    both_logs(stage, teller, &mut telling, exchange)?;
    Ok(telling.end(stage, teller, 2))
}

fn ask_nairobi(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    fi: &AuthorityId,
    ke: &AuthorityId,
) -> Result<ExchangeId, Stop> {
    let desk = cast::officer("desk")?;
    let form = Ask {
        to: vec![Addressee { to: ke.clone(), under: ArrangementId::parse("fi-ke-police").map_err(wrong)? }],
        subjects: vec![Subject::Person(asked()?)],
        question: "Is he known, and to whom did he send money in Nairobi?".into(),
        justification: "Eleven transfers to a shop in Nairobi, each below the reporting limit.".into(),
        urgency: Urgency::Ordinary,
        urgent_because: None,
        offence: Offence::parse("terrorist-financing").map_err(wrong)?,
        purpose: Purpose::Investigation,
        case: case("FI-CT-2026/91")?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
        wished_by: stage.now().checked_add(jiff::SignedDuration::from_hours(WISH_HOURS)).ok(),
        watch_until: None,
    };
    let draft = stage.step(fi, "ask", |station, tx| Ok(ask(station, tx, &desk, form)?.id()))?;
    let findings = acts::findings(stage, fi, draft)?;
    stage.say_with(teller, fi, "Three questions are asked before anything goes.", &shown(&findings));
    must_be_grounded_so(telling, &findings);
    acts::assess(stage, fi, draft, &findings)?;
    let marked = acts::ground_and_mark(stage, fi, draft, acts::marking(&[HandlingCode::H1, HandlingCode::H2], None))?;
    let (goes, stays): (Vec<_>, Vec<_>) = marked.fields().fields.iter().partition(|decision| decision.goes);
    let list = |of: &[&policy::FieldDecision]| of.iter().map(|d| d.field.field.as_str()).collect::<Vec<_>>().join(", ");
    let mut facts = vec![format!("goes: {}", list(&goes))];
    facts.extend(stays.iter().map(|d| format!("stays: {} ({})", d.field.field, d.because)));
    facts.extend(marked.handling().conditions.iter().map(|condition| format!("condition of use: {condition}")));
    stage.say_with(
        teller,
        fi,
        "A second officer confirms the two-person answer; the officer sees what goes and what stays.",
        &facts,
    );
    telling.must("some fields stay", !stays.is_empty());
    telling.must("a condition of use travels", !marked.handling().conditions.is_empty());
    stage.pass(9)?;
    let sent = acts::release(stage, fi, draft)?;
    let moved = stage.settle()?;
    let facts: Vec<String> = moved.iter().map(|m| format!("{} -> {}: {} bytes", m.from, m.hop, m.bytes)).collect();
    stage.say_with(
        teller,
        fi,
        "An approver releases. Sealed; by the relay, which cannot read it; the receipt is back.",
        &facts,
    );
    let by_relay = moved.iter().all(|m| m.from.as_str() == "relay-baraza" || m.hop.as_str() == "relay-baraza");
    telling.must("every parcel went by the relay", by_relay && !moved.is_empty());
    telling.must("the receipt is stored", acts::row(stage, fi, sent.exchange())?.state == "received");
    Ok(sent.exchange())
}

/// Power, transfer and bars in an officer's words.
fn shown(findings: &[Findings]) -> Vec<String> {
    let mut lines = Vec::new();
    for found in findings {
        for basis in &found.power.decision.bases {
            let since = if basis.computed { "computed by its own rule" } else { "as recorded" };
            lines.push(format!(
                "power: {}, in force for both since {} ({since}; {})",
                basis.citation(),
                basis.since,
                acts::checked(basis.verification)
            ));
        }
        for duty in &found.power.decision.duties {
            lines.push(format!("duty: {}", duty.title));
        }
    }
    lines.push(transfer(findings));
    lines.push(format!("bars to look at: {}", bars(findings)));
    lines
}

fn must_be_grounded_so(telling: &mut Telling, findings: &[Findings]) {
    let found = findings.first();
    let icsft = found.is_some_and(|f| f.power.decision.bases.iter().any(|b| b.instrument == "UN-ICSFT-1999"));
    telling.must("the financing convention is a basis", icsft);
    telling.must("a Security Council resolution is shown", found.is_some_and(|f| !f.power.decision.duties.is_empty()));
    let decision = found.is_some_and(|f| matches!(f.transfer.decision, law::TransferNeed::NeedsDecision { .. }));
    telling.must("no adequacy: a decision for this case is needed", decision);
    let death = found.is_some_and(|f| f.bars.decision.iter().any(|b| b.id == "death-penalty" && b.persons == 2));
    telling.must("a possible death penalty takes two persons", death);
}

fn answer(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    fi: &AuthorityId,
    ke: &AuthorityId,
    exchange: ExchangeId,
) -> Result<(), Stop> {
    let theirs = case("KE-CT-2026/4")?;
    stage.pass(55)?;
    let message = acts::message(stage, ke, exchange)?;
    let row = acts::row(stage, ke, exchange)?;
    stage.say(teller, ke, "Verified, admitted under Kenya's own law and arrangement, screened, in the tray.");
    telling.must("Kenya's node admitted and routed it", row.state == "routed");
    telling.must("no statutory clock binds these two", row.due.is_none());
    let candidates = acts::candidates(stage, ke, message, &theirs)?;
    let Some((hit, shown)) = candidates.into_iter().next() else {
        telling.must("screening finds the person", false);
        return Ok(());
    };
    stage.say_with(teller, ke, "A candidate, with what speaks for and against.", &acts::evidence(&shown));
    telling.must("the hit is on a synthetic person", acts::is_synthetic(stage, ke, &hit)?);
    let against = shown.explanation.pieces.iter().any(|piece| piece.direction == screen::Direction::Against);
    telling.must("the evidence shows what speaks against", against);
    acts::confirm(stage, ke, &hit, &theirs)?;
    let known = acts::record(stage, ke, &hit, &theirs)?;
    let evaluation = Evaluation::parse("B2").ok_or_else(|| wrong("evaluation"))?;
    let statement = Statement {
        text: "He rented the shop from March to August 2026; the tenancy is in the name on our record.".into(),
        nature: StatementNature::Fact,
        evaluation,
    };
    let unit = cast::unit(cast::CONTACT)?;
    let reply = Reply { case: theirs, unit, subjects: vec![known], statements: vec![statement] };
    let draft = acts::draft_reply(stage, ke, exchange, reply)?;
    acts::status_checked(stage, ke, fi, draft)?;
    let findings = acts::findings(stage, ke, draft)?;
    acts::assess(stage, ke, draft, &findings)?;
    acts::ground_and_mark(stage, ke, draft, acts::marking(&[HandlingCode::H1, HandlingCode::H2], Some("B2")))?;
    stage.pass(12)?;
    acts::release(stage, ke, draft)?;
    stage.settle()?;
    stage.say(teller, ke, "An officer confirms, an approver releases; the answer goes with its evaluation, B2.");

    let desk = cast::officer("desk")?;
    let answered = acts::message(stage, fi, exchange)?;
    let read = stage.read(fi, &desk, ReadItem::Message(answered), &case("FI-CT-2026/91")?)?;
    let Disclosed::Message(payload, Content::Answer(_)) = read else { return Err(wrong("no answer").into()) };
    let evaluated = payload.evaluation.map(|evaluation| evaluation.to_string());
    let codes: Vec<String> = payload.handling.codes.iter().map(|code| format!("{code}: {}", code.words())).collect();
    let text =
        format!("The answer is read. It is evaluated {} and comes with:", evaluated.as_deref().unwrap_or("by nobody"));
    stage.say_with(teller, fi, &text, &codes);
    telling.must("the answer carries its 4x4 evaluation", evaluated.as_deref() == Some("B2"));
    let row = acts::row(stage, fi, exchange)?;
    let hours = row.answered.map(|at| at.duration_since(row.begun).as_hours());
    let text = format!(
        "No statutory limit binds these two; it was asked for within {WISH_HOURS} hours, and came within {}. The clock stops.",
        hours.unwrap_or(-1) + 1
    );
    stage.say(teller, fi, &text);
    telling.must("the exchange is answered, and its clock stopped", row.state == "answered" && hours.is_some());
    Ok(())
}

/// What both logs tell of it.
fn both_logs(stage: &mut Stage, teller: &mut Teller, telling: &mut Telling, exchange: ExchangeId) -> Result<(), Stop> {
    for id in ["fi-kantele", "ke-jabali"] {
        let at = node(id)?;
        let entries = stage.step(&at, "look at the log", |_, tx| {
            let size = tx.audit().size()?;
            let rows = tx.audit().rows(size.saturating_sub(400), 400)?;
            let kept = rows.into_iter().filter_map(|row| match row {
                audit::Row::Kept(stored) => stored.entry().ok(),
                audit::Row::Erased { .. } => None,
            });
            Ok(kept.collect::<Vec<_>>())
        })?;
        let told = account(&entries, exchange);
        let count = told.as_ref().map_or(0, |told| told.entries.len());
        let facts: Vec<String> = told
            .iter()
            .flat_map(|told| &told.why_allowed)
            .map(|line| format!("{}: {}", line.entry, line.says))
            .collect();
        stage.say_with(teller, &at, &format!("Its log tells it in {count} entries; why it was allowed:"), &facts);
        telling.must(format!("the log of {id} tells it"), count >= 8);
    }
    Ok(())
}
