//! Story 6. Nairobi wants to pass on to Kampala what Helsinki told it. The policies block it; Nairobi asks; Helsinki puts its
//! own three questions towards Uganda and permits it under conditions; the permission travels, signed, and Kampala's node
//! verifies it.

use super::acts::{self, case, node};
use super::passing::{self, addressee};
use super::tallinn_asks_helsinki::{bars, transfer};
use crate::demo::cast;
use crate::demo::people::{of_a_story, passport};
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use desk::message::{Ask, Reply, ask};
use exchange::after::pass_on;
use exchange::outbound::Findings;
use exchange::reading::{Disclosed, ReadItem};
use model::message::{Statement, StatementNature};
use model::subject::{Person, Subject};
use model::{
    AuthorityId, Content, Evaluation, ExchangeId, Failure, MessageId, Offence, OnwardGround, Purpose, State, Stop,
    Urgency,
};

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

/// The person of this story and the next; nobody of that name exists.
pub(super) fn person() -> Result<Person, Failure> {
    let state = State::parse("FIN").map_err(wrong)?;
    let mut person = of_a_story(&["Tuomas Harjoitusmaa"], "1981-04-09", state);
    person.identifiers = vec![passport(state, "T8120446")];
    Ok(person)
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "Nairobi wants to pass on what Helsinki told it");
    let (fi, ke, ug) = (node("fi-kantele")?, node("ke-jabali")?, node("ug-mwamba")?);
    stage.hold(&fi, Subject::Person(person()?), cast::CONTACT, None)?;
    stage.pass(30)?;
    let (exchange, item) = informed(stage, &fi, &ke)?;
    stage.told = Some((exchange, item));
    stage.say(teller, &fi, "Nairobi asked about a man; Helsinki has answered, bound to its permission (H2).");

    blocked(stage, teller, &mut telling, &ke, &ug, exchange, item)?;
    let because = "Kampala holds the shop's owner and cannot place him without the Finnish statement.";
    let request = passing::ask_permission_for(stage, &ke, item, &ug, because)?;
    stage.say(teller, &ke, "Nairobi asks Helsinki for permission, and says why.");
    stage.pass(40)?;
    let findings = passing::grant(stage, &fi, request, &["for the inquiry into the financing alone"])?;
    decided(stage, teller, &mut telling, &fi, &ug, &findings);

    let onward = passing::pass_on_to(stage, &ke, item, addressee(&ug, "ke-ug-police")?)?;
    arrived(stage, teller, &mut telling, &fi, &ug, (item, onward))?;
    let holders = passing::holders_of(stage, &ke, item)?;
    telling.must("Nairobi knows that Kampala holds it", holders.iter().any(|holder| holder.holder == ug));
    Ok(telling.end(stage, teller, 6))
}

/// Nairobi asks Helsinki, and Helsinki informs.
fn informed(stage: &mut Stage, fi: &AuthorityId, ke: &AuthorityId) -> Result<(ExchangeId, MessageId), Stop> {
    let desk = cast::officer("desk")?;
    let (ours, theirs) = (case("KE-CT-2026/9")?, case("FI-CT-2026/97")?);
    let form = Ask {
        to: vec![addressee(fi, "fi-ke-police")?],
        subjects: vec![Subject::Person(person()?)],
        question: "Is he known, and did he travel with others?".into(),
        justification: "He collected three of the transfers to the shop.".into(),
        urgency: Urgency::Ordinary,
        urgent_because: None,
        offence: Offence::parse("terrorist-financing").map_err(wrong)?,
        purpose: Purpose::Investigation,
        case: ours,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
        wished_by: None,
        watch_until: None,
    };
    let draft = stage.step(ke, "ask", |station, tx| Ok(ask(station, tx, &desk, form)?.id()))?;
    let exchange = passing::leave(stage, ke, draft, false)?.1.exchange();
    stage.pass(50)?;
    let message = acts::message(stage, fi, exchange)?;
    let candidates = acts::candidates(stage, fi, message, &theirs)?;
    let mut hit = None;
    for (row, _) in candidates {
        if hit.is_none() && acts::is_synthetic(stage, fi, &row)? {
            hit = Some(row);
        }
    }
    let hit = hit.ok_or_else(|| wrong("screening does not find the person"))?;
    acts::confirm(stage, fi, &hit, &theirs)?;
    let known = acts::record(stage, fi, &hit, &theirs)?;
    let statement = Statement {
        text: "He crossed at Vaalimaa on 3 March 2026, with two others.".into(),
        nature: StatementNature::Fact,
        evaluation: Evaluation::parse("A2").ok_or_else(|| wrong("evaluation"))?,
    };
    let unit = cast::unit(cast::CONTACT)?;
    let reply = Reply { case: theirs, unit, subjects: vec![known], statements: vec![statement] };
    let draft = acts::draft_reply(stage, fi, exchange, reply)?;
    let sent = passing::leave(stage, fi, draft, true)?.1;
    Ok((exchange, sent.message()))
}

/// Nairobi tries it without asking.
fn blocked(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    ke: &AuthorityId,
    ug: &AuthorityId,
    exchange: ExchangeId,
    item: MessageId,
) -> Result<(), Stop> {
    let desk = cast::officer("desk")?;
    let form = passing::onward_form(item, addressee(ug, "ke-ug-police")?)?;
    let done = stage.attempt(ke, exchange, &desk, |station, tx| pass_on(station, tx, &desk, form).map(drop));
    let refusal = match done {
        Err(Stop::Refusal(refusal)) => refusal,
        Err(other) => return Err(other),
        Ok(()) => return Err(wrong("it was not blocked").into()),
    };
    let facts =
        [format!("refused: {} {}", refusal.check.id, refusal.because), format!("the way out: {}", refusal.remedy)];
    stage.say_with(teller, ke, "An officer tries to pass it on to Kampala at once.", &facts);
    let by = refusal.cites.iter().any(|cite| cite.0.contains("onward.h2-permission"));
    telling.must("without permission the policies block it", by);
    Ok(())
}

fn decided(
    stage: &Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    fi: &AuthorityId,
    ug: &AuthorityId,
    findings: &[Findings],
) {
    let towards: Vec<Findings> = findings.iter().filter(|found| &found.to == ug).cloned().collect();
    let basis = towards.first().and_then(|found| found.power.decision.bases.first());
    let mut facts: Vec<String> = basis
        .iter()
        .map(|basis| format!("power towards Uganda: {}, since {}", basis.citation(), basis.since))
        .collect();
    facts.push(transfer(&towards));
    facts.push(format!("bars to look at: {}", bars(&towards)));
    let text = "Helsinki puts its own three questions towards Uganda, answers them, and permits it under conditions.";
    stage.say_with(teller, fi, text, &facts);
    telling.must("Finland's own basis towards Uganda is evaluated", basis.is_some());
    let weighed = towards.first().is_some_and(|found| !found.bars.decision.is_empty());
    telling.must("bars towards Uganda are looked at by persons", weighed);
}

/// What Kampala has of it.
fn arrived(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    fi: &AuthorityId,
    ug: &AuthorityId,
    (item, onward): (MessageId, MessageId),
) -> Result<(), Stop> {
    let desk = cast::officer("desk")?;
    let read = stage.read(ug, &desk, ReadItem::Message(onward), &case("UG-CT-2026/2")?)?;
    let Disclosed::Message(payload, Content::Onward(told)) = read else {
        return Err(wrong("nothing was passed on").into());
    };
    let mut facts = vec![format!("whose: {}, message {}", told.provenance.origin, told.provenance.item)];
    facts.extend(payload.handling.conditions.iter().map(|condition| format!("condition of use: {condition}")));
    stage.say_with(
        teller,
        ug,
        "Kampala's node verifies Helsinki's signature on the permission, and takes it in.",
        &facts,
    );
    telling.must("the permission travels with it", matches!(told.ground, OnwardGround::Permission { .. }));
    telling.must("it keeps its provenance", &told.provenance.origin == fi && told.provenance.item == item);
    let asked_for = payload.handling.conditions.iter().any(|condition| condition.contains("financing alone"));
    telling.must("Helsinki's condition of use is on it", asked_for);
    telling.must("the words are Helsinki's", told.statements.iter().any(|s| s.text.expose().contains("Vaalimaa")));
    Ok(())
}
