//! Story 4. Exampleland, an invented State under an invented treaty, asks where a man is. He is a recognised refugee from
//! there; the marker lies in its own compartment. Exampleland gets the neutral answer: the same in text, size and time
//! as for a person whom nobody knows and for a hit that nobody released.

use super::acts::{self, case, node};
use crate::demo::cast;
use crate::demo::people::of_a_story;
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use desk::message::{Ask, ask};
use exchange::Addressee;
use exchange::reading::{Disclosed, ReadItem};
use model::message::Outcome;
use model::subject::Subject;
use model::{
    ArrangementId, AuthorityId, Content, ExchangeId, Failure, HandlingCode, Instant, Marker, MarkerKind, NeutralAnswer,
    Offence, Purpose, State, Stop, Urgency,
};

/// The three cases: whom nobody knows, a hit that nobody releases, a refugee.
const CASES: [(&str, &str, &str); 3] = [
    ("nobody knows him", "Федот Образцов-Макетов", "1991-01-20"),
    ("a hit that nobody releases", "Глеб Примеров Учебнов", "1984-06-03"),
    ("a recognised refugee", "Егор Пробников Образцов", "1988-09-17"),
];

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

/// What one asker got back.
#[derive(Debug, PartialEq, Eq)]
struct Got {
    sentence: &'static str,
    as_of: Instant,
    arrived: Option<Instant>,
    state: String,
    bytes: usize,
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "Exampleland asks where a man is");
    let (fi, xx) = (node("fi-kantele")?, node("xx-bureau")?);
    prepare(stage, &fi)?;
    stage.say(
        teller,
        &xx,
        "Its ministry asks about three men, \"terrorist financing\", under its treaty with Finland.",
    );
    let mut asked = Vec::new();
    for (number, (_, name, birth)) in CASES.iter().enumerate() {
        asked.push(ask_helsinki(stage, &xx, &fi, number, name, birth)?);
        stage.settle()?;
    }

    let queue = stage.step(&fi, "look", |_, tx| Ok(tx.overseer_queue().all()?.len()))?;
    stage.say(teller, &fi, "One request went to the marker's own compartment; the overseer's queue has it. The tray of the contact desk does not show it.");
    let barred = acts::row(stage, &fi, asked[2])?;
    telling.must("the overseer's queue has it", queue == 1);
    telling.must("it lies in the marker's compartment", barred.compartment.as_str() == cast::PROTECTION);
    let desk = cast::officer("desk")?;
    let message = acts::message(stage, &fi, asked[2])?;
    let unseen = stage.read(&fi, &desk, ReadItem::Candidates(message), &case("FI-CT-2026/95")?);
    telling.must("the contact desk cannot look at it", matches!(unseen, Err(Stop::Refusal(_))));

    let found = [found(stage, &fi, asked[0])?, found(stage, &fi, asked[1])?, found(stage, &fi, asked[2])?];
    telling.must("the three cases do differ in Helsinki", found[0] == 0 && found[1] > 0 && found[2] > 0);

    let tick = stage.step(&fi, "look", |_, tx| exchange::next_tick(tx))?;
    let tick = tick.ok_or_else(|| wrong("no neutral answer waits"))?;
    stage.pass_until(tick);
    let moved = stage.settle()?;
    let deliveries: Vec<usize> = moved.iter().filter(|m| m.from == fi && m.bytes > 8_000).map(|m| m.bytes).collect();
    stage.say(
        teller,
        &fi,
        "At the tick that the treaty fixes, three neutral answers leave under the standing approval.",
    );
    let mut got = Vec::new();
    for (number, exchange) in asked.iter().enumerate() {
        got.push(read_answer(stage, &xx, *exchange, deliveries.get(number).copied().unwrap_or(0))?);
    }
    tell(stage, teller, &mut telling, (&fi, &xx), &got);
    nothing_tells(stage, &mut telling, &xx, &asked)?;
    Ok(telling.end(stage, teller, 4))
}

/// How many candidates Helsinki's screening found for a request.
fn found(stage: &mut Stage, fi: &AuthorityId, exchange: ExchangeId) -> Result<usize, Stop> {
    let message = acts::message(stage, fi, exchange)?;
    stage.step(fi, "look", |_, tx| Ok(tx.candidates().of(message)?.len()))
}

/// Finland holds two of the three: one as an ordinary record, one with the marker of the competent authority.
fn prepare(stage: &mut Stage, fi: &AuthorityId) -> Result<(), Stop> {
    let state = State::EXAMPLELAND;
    stage.hold(fi, Subject::Person(of_a_story(&[CASES[1].1], CASES[1].2, state)), cast::CONTACT, None)?;
    let marker =
        Marker { kind: MarkerKind::ProtectedStatus, from: state, set_by: "the asylum authority (invented)".into() };
    stage.hold(fi, Subject::Person(of_a_story(&[CASES[2].1], CASES[2].2, state)), cast::PROTECTION, Some(marker))?;
    Ok(())
}

fn ask_helsinki(
    stage: &mut Stage,
    xx: &AuthorityId,
    fi: &AuthorityId,
    number: usize,
    name: &str,
    birth: &str,
) -> Result<ExchangeId, Stop> {
    let desk = cast::officer("desk")?;
    let form = Ask {
        to: vec![Addressee { to: fi.clone(), under: ArrangementId::parse("fi-xx-treaty").map_err(wrong)? }],
        subjects: vec![Subject::Person(of_a_story(&[name], birth, State::EXAMPLELAND))],
        question: "Where is he now?".into(),
        justification: "He is wanted for terrorist financing.".into(),
        urgency: Urgency::Ordinary,
        urgent_because: None,
        offence: Offence::parse("terrorist-financing").map_err(wrong)?,
        purpose: Purpose::Investigation,
        case: case(&format!("XX-77{number}"))?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
        wished_by: None,
        watch_until: None,
    };
    let draft = stage.step(xx, "ask", |station, tx| Ok(ask(station, tx, &desk, form)?.id()))?;
    acts::status_checked(stage, xx, fi, draft)?;
    let findings = acts::findings(stage, xx, draft)?;
    acts::assess(stage, xx, draft, &findings)?;
    acts::ground_and_mark(stage, xx, draft, acts::marking(&[HandlingCode::H0], None))?;
    Ok(acts::release(stage, xx, draft)?.exchange())
}

/// What Exampleland's officer reads, and when it came.
fn read_answer(stage: &mut Stage, xx: &AuthorityId, exchange: ExchangeId, bytes: usize) -> Result<Got, Stop> {
    let desk = cast::officer("desk")?;
    let row = acts::row(stage, xx, exchange)?;
    let message = acts::message(stage, xx, exchange)?;
    let reference = row.our_reference.clone().ok_or_else(|| wrong("no reference"))?;
    match stage.read(xx, &desk, ReadItem::Message(message), &reference)? {
        Disclosed::Message(_, Content::Answer(answer)) => match answer.outcome {
            Outcome::Neutral(NeutralAnswer { as_of }) => {
                Ok(Got { sentence: NeutralAnswer::SENTENCE, as_of, arrived: row.answered, state: row.state, bytes })
            }
            _ => Err(wrong("another answer than the neutral one").into()),
        },
        _ => Err(wrong("no answer").into()),
    }
}

fn tell(
    stage: &Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    (fi, xx): (&AuthorityId, &AuthorityId),
    got: &[Got],
) {
    let facts: Vec<String> = got
        .iter()
        .zip(CASES)
        .map(|(got, (what, ..))| format!("{what}: {} bytes, as of {}, state `{}`", got.bytes, got.as_of, got.state))
        .collect();
    stage.say(teller, xx, &format!("It reads, three times: \"{}\"", NeutralAnswer::SENTENCE));
    stage.say_with(teller, fi, "What only Helsinki knows of the three, beside what left it:", &facts);
    let same = got.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    telling.must("the three answers are the same in text, size and time", same && got.len() == 3);
    telling.must("the answer has a size", got.iter().all(|got| got.bytes > 0));
}

/// Nothing in the asker's own node tells him which case it was: its rows and its log differ in ids alone.
fn nothing_tells(stage: &mut Stage, telling: &mut Telling, xx: &AuthorityId, asked: &[ExchangeId]) -> Result<(), Stop> {
    let mut trails = Vec::new();
    for exchange in asked {
        let id = *exchange;
        let names = stage.step(xx, "look at the log", |_, tx| {
            let size = tx.audit().size()?;
            let rows = tx.audit().rows(size.saturating_sub(400), 400)?;
            let entries: Vec<audit::Entry> = rows
                .into_iter()
                .filter_map(|row| match row {
                    audit::Row::Kept(stored) => stored.entry().ok(),
                    audit::Row::Erased { .. } => None,
                })
                .collect();
            let told = desk::message::account(&entries, id);
            let numbers = told.map(|told| told.entries).unwrap_or_default();
            let of_this = entries.iter().filter(|entry| numbers.contains(&entry.n));
            Ok(of_this.map(|entry| entry.event.name()).collect::<Vec<_>>())
        })?;
        trails.push(names);
    }
    let same = trails.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    telling.must("nothing in the asker's log tells the cases apart", same && !trails.is_empty());
    Ok(())
}
