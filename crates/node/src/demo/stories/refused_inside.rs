//! Story 5. Inside the house: an officer without need to know tries to read an answer, a drafter tries to release alone. The
//! drafter is told the policy that decided; the outsider is told what he would be told if there were nothing, and the
//! policy stands in the log alone.

use super::acts::{self, case, node};
use crate::demo::cast;
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use desk::message::{Ask, ask};
use exchange::Addressee;
use exchange::outbound::{Approver, Marked};
use exchange::reading::ReadItem;
use model::subject::{Person, Subject, SubjectCategory};
use model::{ArrangementId, Failure, HandlingCode, Offence, Purpose, Refusal, Role, Stop, Urgency};

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "Refused inside the house");
    stage.pass(20)?;
    without_need_to_know(stage, teller, &mut telling)?;
    alone(stage, teller, &mut telling)?;
    Ok(telling.end(stage, teller, 5))
}

fn without_need_to_know(stage: &mut Stage, teller: &mut Teller, telling: &mut Telling) -> Result<(), Stop> {
    let fi = node("fi-kantele")?;
    let exchange = stage.exchange.ok_or_else(|| wrong("the second story did not end"))?;
    let message = acts::message(stage, &fi, exchange)?;
    let outsider = cast::officer("traffic")?;
    let read = stage.read(&fi, &outsider, ReadItem::Message(message), &case("FI-TR-2026/5")?);
    let refusal = refusal(read)?;
    stage.say_with(
        teller,
        &fi,
        "An officer of the traffic unit tries to read the answer from Nairobi.",
        &told(&refusal),
    );
    let nowhere = ReadItem::Message(model::MessageId(seal::digest::sha256(&[b"no such message"])));
    let nothing = stage.read(&fi, &outsider, nowhere, &case("FI-TR-2026/5")?);
    let nothing = self::refusal(nothing)?;
    telling.must("he is told nothing else than of a message that is not there", nothing == refusal);
    let logged = stage.step(&fi, "look", |_, tx| {
        let size = tx.audit().size()?;
        let rows = tx.audit().rows(size.saturating_sub(2), 1)?;
        Ok(rows.iter().any(|row| {
            let audit::Row::Kept(entry) = row else { return false };
            entry.line.contains("read-refused") && entry.line.contains("read.need-to-know")
        }))
    })?;
    telling.must("the log has the attempt, with the policy that decided", logged);
    stage.say(
        teller,
        &fi,
        "The log has both attempts, the first one with the policy that the officer was not told of.",
    );
    Ok(())
}

fn alone(stage: &mut Stage, teller: &mut Teller, telling: &mut Telling) -> Result<(), Stop> {
    let (ee, fi) = (node("ee-meri")?, node("fi-kantele")?);
    // Somebody who may both draft and release: the policies still want a second pair of eyes.
    let mut both = cast::officer("desk")?;
    both.roles.insert(Role::Approver);
    let mut person = Person::named("Kalev Katsemets");
    person.category = Some(SubjectCategory::OtherParty);
    let form = Ask {
        to: vec![Addressee { to: fi, under: ArrangementId::parse("ee-fi-police").map_err(wrong)? }],
        subjects: vec![Subject::Person(person)],
        question: "Is he known?".into(),
        justification: "He telephoned the person of the earlier request.".into(),
        urgency: Urgency::Ordinary,
        urgent_because: None,
        offence: Offence::parse("terrorist-financing").map_err(wrong)?,
        purpose: Purpose::Investigation,
        case: case("EE-CT-2026/312")?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
        wished_by: None,
        watch_until: None,
    };
    let (draft, exchange) = stage.step(&ee, "ask", |station, tx| {
        let draft = ask(station, tx, &both, form)?;
        Ok((draft.id(), draft.exchange()))
    })?;
    acts::ground_and_mark(stage, &ee, draft, acts::marking(&[HandlingCode::H0], None))?;
    let now = stage.now();
    let released = stage.attempt(&ee, exchange, &both, |station, tx| {
        let marked = Marked::resume(station, tx, &both, draft)?;
        marked.release(station, tx, &Approver { officer: &both, proved_at: now }).map(drop)
    });
    let refusal = refusal(released)?;
    stage.say_with(teller, &ee, "A drafter, alone on duty, tries to release his own request.", &told(&refusal));
    telling.must("the drafter is refused", refusal.cites.iter().any(|cite| cite.0.contains("release.four-eyes")));
    telling.must("he is shown the way out", !refusal.remedy.is_empty());
    let state = stage.step(&ee, "look", |_, tx| Ok(tx.outbound().get(draft)?.map(|row| row.state)))?;
    telling.must("nothing left", state.as_deref() == Some("marked"));
    Ok(())
}

fn refusal<T>(done: Result<T, Stop>) -> Result<Refusal, Stop> {
    match done {
        Err(Stop::Refusal(refusal)) => Ok(refusal),
        Err(other) => Err(other),
        Ok(_) => Err(wrong("it was not refused").into()),
    }
}

fn told(refusal: &Refusal) -> Vec<String> {
    let mut lines = vec![format!("refused: {} {}", refusal.check.id, refusal.because)];
    lines.extend(refusal.cites.iter().map(|cite| {
        let label = if cite.0.starts_with("policy ") { "decided by" } else { "resting on" };
        format!("{label}: {cite}")
    }));
    if !refusal.remedy.is_empty() {
        lines.push(format!("the way out: {}", refusal.remedy));
    }
    lines
}
