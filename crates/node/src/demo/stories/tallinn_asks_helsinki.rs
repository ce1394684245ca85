//! Story 1. At 03:12 Tallinn asks Helsinki, urgently. The directive is the basis, its eight hours run from legal receipt, the
//! answer comes in minutes, and nobody keys anything again.

use super::acts::{self, case, node};
use crate::demo::cast;
use crate::demo::people::{of_a_story, passport};
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use desk::message::{Ask, Reply, ask};
use exchange::Addressee;
use exchange::reading::{Disclosed, ReadItem};
use model::message::{Outcome, Statement, StatementNature};
use model::subject::{Person, Subject};
use model::{ArrangementId, Content, Evaluation, Failure, HandlingCode, Offence, Purpose, State, Stop, Urgency};

/// The person of this story; nobody of that name exists.
fn person() -> Result<Person, Failure> {
    let state = State::parse("FIN").map_err(|e| Failure::new("telling a story", e))?;
    let mut person = of_a_story(&["Ilmari Esimerkki Koekallio"], "1987-05-14", state);
    person.identifiers = vec![passport(state, "T7002641")];
    Ok(person)
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "Tallinn asks Helsinki, urgently");
    let (ee, fi) = (node("ee-meri")?, node("fi-kantele")?);
    let (ours, theirs) = (case("EE-CT-2026/311")?, case("FI-CT-2026/88")?);
    stage.hold(&fi, Subject::Person(person()?), cast::CONTACT, None)?;

    // Tallinn writes, grounds, marks; a second officer releases.
    let asked = person()?;
    let form = Ask {
        to: vec![Addressee {
            to: fi.clone(),
            under: ArrangementId::parse("ee-fi-police").map_err(|e| Failure::new("telling a story", e))?,
        }],
        subjects: vec![Subject::Person(asked.clone())],
        question: "Is he known, and where is he now?".into(),
        justification: "A parcel with detonators was addressed to him; his passport is Finnish.".into(),
        urgency: Urgency::UrgentDirect,
        urgent_because: Some("the ferry to Helsinki sails at 06:00".into()),
        offence: Offence::parse("terrorist-bombing").map_err(|e| Failure::new("telling a story", e))?,
        purpose: Purpose::Investigation,
        case: ours.clone(),
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
        wished_by: None,
        watch_until: None,
    };
    let desk = cast::officer("desk")?;
    let draft = stage.step(&ee, "ask", |station, tx| Ok(ask(station, tx, &desk, form)?.id()))?;
    let findings = acts::findings(stage, &ee, draft)?;
    let basis = findings.first().and_then(|found| found.power.decision.bases.first());
    let article = basis.map_or_else(|| "no basis".to_owned(), |basis| basis.citation().0);
    stage.say_with(
        teller,
        &ee,
        "The desk officer writes an urgent request about one person.",
        &[format!("power: {article}"), transfer(&findings), format!("bars to look at: {}", bars(&findings))],
    );
    acts::assess(stage, &ee, draft, &findings)?;
    acts::ground_and_mark(stage, &ee, draft, acts::marking(&[HandlingCode::H0, HandlingCode::H2], None))?;
    stage.pass(2)?;
    let sent = acts::release(stage, &ee, draft)?;
    let moved = stage.settle()?;
    let sizes: Vec<String> = moved.iter().map(|m| format!("{} bytes {} -> {}", m.bytes, m.from, m.hop)).collect();
    stage.say_with(teller, &ee, "A second officer releases it; sealed, sent, and the receipt is back.", &sizes);

    // Helsinki has it, with its clock.
    let exchange = sent.exchange();
    stage.limited = Some(exchange);
    let row = acts::row(stage, &fi, exchange)?;
    let receipt = row.begun;
    let hours = row.due.map(|due| due.duration_since(receipt).as_hours());
    let text = format!("It lies in the tray. The clock runs from legal receipt: {} hours.", hours.unwrap_or(0));
    stage.say(teller, &fi, &text);
    telling.must("the directive is the basis", article.starts_with("EU-INFO-2023"));
    telling.must("the 8-hour clock runs from legal receipt", hours == Some(8));

    // Nothing is keyed again: what Helsinki reads is what Tallinn wrote.
    let message = acts::message(stage, &fi, exchange)?;
    stage.pass(4)?;
    let read = stage.read(&fi, &desk, ReadItem::Message(message), &theirs)?;
    let Disclosed::Message(_, Content::Request(request)) = read else {
        return Err(Failure::new("telling a story", "no request was disclosed").into());
    };
    telling.must("the receiver re-keys nothing", request.subjects == [Subject::Person(asked.clone())]);
    let candidates = acts::candidates(stage, &fi, message, &theirs)?;
    let Some((hit, shown)) = candidates.into_iter().next() else {
        telling.must("screening finds the person", false);
        return Ok(telling.end(stage, teller, 1));
    };
    telling.must("the hit is on a synthetic person", acts::is_synthetic(stage, &fi, &hit)?);
    stage.say_with(
        teller,
        &fi,
        "Screening found a candidate. The officer looks at the evidence.",
        &acts::evidence(&shown),
    );

    // A person confirms, a person releases, the clock stops.
    acts::confirm(stage, &fi, &hit, &theirs)?;
    let known = acts::record(stage, &fi, &hit, &theirs)?;
    let evaluation = Evaluation::parse("A1").ok_or_else(|| Failure::new("telling a story", "evaluation"))?;
    let reply = Reply {
        case: theirs.clone(),
        unit: cast::unit(cast::CONTACT)?,
        subjects: vec![known],
        statements: vec![Statement {
            text: "He boarded in Tallinn tonight and is on the passenger list of the 06:00 ferry.".into(),
            nature: StatementNature::Fact,
            evaluation,
        }],
    };
    let answer = acts::draft_reply(stage, &fi, exchange, reply)?;
    acts::ground_and_mark(stage, &fi, answer, acts::marking(&[HandlingCode::H1], Some("A1")))?;
    stage.pass(3)?;
    acts::release(stage, &fi, answer)?;
    stage.settle()?;
    let row = acts::row(stage, &ee, exchange)?;
    let minutes = row.answered.map(|at| at.duration_since(receipt).as_mins());
    let text = format!("The answer is there, {} minutes after receipt. The clock stops.", minutes.unwrap_or(-1));
    stage.say(teller, &ee, &text);
    telling.must("the answer came within minutes", minutes.is_some_and(|minutes| (0..60).contains(&minutes)));
    telling.must(
        "both sides say `answered`",
        row.state == "answered" && acts::row(stage, &fi, exchange)?.state == "answered",
    );
    let answered = acts::message(stage, &ee, exchange)?;
    let read = stage.read(&ee, &desk, ReadItem::Message(answered), &ours)?;
    let informed = matches!(read, Disclosed::Message(_, Content::Answer(answer)) if matches!(answer.outcome, Outcome::Information { .. }));
    telling.must("the answer carries information", informed);
    Ok(telling.end(stage, teller, 1))
}

/// The ground of transfer, in words.
pub(super) fn transfer(findings: &[exchange::outbound::Findings]) -> String {
    let Some(found) = findings.first() else { return "transfer: nobody to give to".to_owned() };
    let reasons: Vec<&str> = found.transfer.reasons.iter().map(|reason| reason.because.as_str()).collect();
    format!("transfer: {}", reasons.join("; "))
}

/// The bars that were raised.
pub(super) fn bars(findings: &[exchange::outbound::Findings]) -> String {
    let raised: Vec<String> = findings
        .iter()
        .flat_map(|found| &found.bars.decision)
        .map(|bar| format!("{} ({} person{})", bar.id, bar.persons, if bar.persons == 1 { "" } else { "s" }))
        .collect();
    if raised.is_empty() { "none".to_owned() } else { raised.join(", ") }
}
