//! Story 8. Nobody can reach Nairobi: what Helsinki asks waits at the relay. The relay's disk is taken, and nothing on it can be
//! read. Nairobi fetches by a line of its own, outwards; then that line breaks too, and the answer and its receipt travel on a stick.

use super::acts::{self, case, node};
use super::passing::{self, addressee};
use crate::demo::cast;
use crate::demo::people::{of_a_story, passport};
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use desk::message::{Ask, Reply, ask};
use exchange::bundle::Reading;
use exchange::reading::{Disclosed, ReadItem};
use model::message::{Statement, StatementNature};
use model::subject::{Person, Subject};
use model::{AuthorityId, Content, Evaluation, ExchangeId, Failure, Offence, Purpose, State, Stop, Urgency};
use std::path::{Path, PathBuf};

/// The family name and the file number of this story: what whoever took the disk looks for.
const NAME: &str = "Kuvitelmala";
const FILE: &str = "FI-CT-2026/104";

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

/// The person of this story; nobody of that name exists.
fn person() -> Result<Person, Failure> {
    let state = State::parse("FIN").map_err(wrong)?;
    let mut person = of_a_story(&["Oskar Harjoitus Kuvitelmala"], "1990-02-17", state);
    person.identifiers = vec![passport(state, "T7300552")];
    Ok(person)
}

struct Places {
    fi: AuthorityId,
    ke: AuthorityId,
    relay: AuthorityId,
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "The relay's disk is taken, and a stick carries the answer");
    let at = Places { fi: node("fi-kantele")?, ke: node("ke-jabali")?, relay: node("relay-baraza")? };
    stage.hold(&at.ke, Subject::Person(person()?), cast::CONTACT, None)?;
    stage.pass(25)?;
    stage.part(&at.ke);
    let exchange = asked(stage, teller, &mut telling, &at)?;
    taken(stage, teller, &mut telling, &at)?;
    fetched(stage, teller, &mut telling, &at, exchange)?;
    carried(stage, teller, &mut telling, &at, exchange)?;
    stage.rejoin(&at.ke);
    stage.settle()?;
    Ok(telling.end(stage, teller, 8))
}

/// Helsinki asks; the parcel gets as far as the relay.
fn asked(stage: &mut Stage, teller: &mut Teller, telling: &mut Telling, at: &Places) -> Result<ExchangeId, Stop> {
    let form = Ask {
        to: vec![addressee(&at.ke, "fi-ke-police")?],
        subjects: vec![Subject::Person(person()?)],
        question: "Did he rent the store room in Industrial Area?".into(),
        justification: "Its address stands in a notebook that was seized with detonators.".into(),
        urgency: Urgency::Ordinary,
        urgent_because: None,
        offence: Offence::parse("terrorist-financing").map_err(wrong)?,
        purpose: Purpose::Investigation,
        case: case(FILE)?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
        wished_by: None,
        watch_until: None,
    };
    let desk = cast::officer("desk")?;
    let draft = passing::write(stage, &at.fi, |station, tx| ask(station, tx, &desk, form))?;
    let (_, sent) = passing::leave(stage, &at.fi, draft, false)?;
    let row = acts::row(stage, &at.fi, sent.exchange())?;
    stage.say(teller, &at.fi, "Nairobi cannot be reached. The request is sealed and waits at the relay.");
    telling.must("without a receipt nothing counts as received", row.state == "asked");
    Ok(sent.exchange())
}

/// Somebody takes the relay's disk, its node key with it, and looks for the name, the file number and the addressee.
fn taken(stage: &mut Stage, teller: &mut Teller, telling: &mut Telling, at: &Places) -> Result<(), Stop> {
    let to = at.ke.clone();
    let parcels = stage.step(&at.relay, "look", |_, tx| {
        let waiting = tx.carried().waiting_for(&to, 64)?;
        waiting.into_iter().map(|digest| tx.carried().parcel(digest)).collect::<Result<Vec<_>, Stop>>()
    })?;
    let files = files(&stage.folder().join(at.relay.as_str()))?;
    let bytes = |found: &dyn Fn(&[u8]) -> bool| -> Result<usize, Failure> {
        let mut count = parcels.iter().filter(|parcel| found(parcel)).count();
        for file in &files {
            count += usize::from(found(&std::fs::read(file).map_err(wrong)?));
        }
        Ok(count)
    };
    let holds = |wanted: &'static str| bytes(&move |text| contains(text, wanted.as_bytes()));
    let (name, number, addressee) = (holds(NAME)?, holds(FILE)?, holds("ke-jabali")?);
    stage.say_with(
        teller,
        &at.relay,
        "Somebody takes the disk of the relay, with the key that opens it, and looks for what it carries.",
        &[
            format!(
                "files: {}; parcels for Nairobi, as they are under the disk's own key: {}",
                files.len(),
                parcels.len()
            ),
            format!("the name: in {name} of them; the file number: in {number}"),
            format!("the addressee: in {addressee}; that is what a relay must know"),
        ],
    );
    telling.must("a parcel waits at the relay", !parcels.is_empty());
    telling.must("no name and no file number can be read there", name == 0 && number == 0);
    telling.must("the search finds what is there: the addressee", addressee > 0);
    Ok(())
}

/// Nairobi opens a line to the relay, for a moment.
fn fetched(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    at: &Places,
    exchange: ExchangeId,
) -> Result<(), Stop> {
    stage.pass(5)?;
    let moved = stage.fetch(&at.ke, &at.relay)?;
    stage.settle()?;
    let facts: Vec<String> = moved.iter().map(|m| format!("{} -> {}: {} bytes", m.from, m.hop, m.bytes)).collect();
    stage.say_with(
        teller,
        &at.ke,
        "Nairobi opens a line to the relay, outwards, and fetches what waits there.",
        &facts,
    );
    telling.must("Nairobi has the request", acts::row(stage, &at.ke, exchange)?.state == "routed");
    telling.must("its receipt went back over the same line", acts::row(stage, &at.fi, exchange)?.state == "received");
    Ok(())
}

/// The answer and its receipt, by bundle alone.
fn carried(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    at: &Places,
    exchange: ExchangeId,
) -> Result<(), Stop> {
    let statement = Statement {
        text: "He rented it from 3 to 30 September 2026 and paid in cash.".into(),
        nature: StatementNature::Fact,
        evaluation: Evaluation::parse("B2").ok_or_else(|| wrong("evaluation"))?,
    };
    let theirs = case("KE-CT-2026/15")?;
    let message = acts::message(stage, &at.ke, exchange)?;
    let Some((hit, _)) = acts::candidates(stage, &at.ke, message, &theirs)?.into_iter().next() else {
        telling.must("screening finds the person", false);
        return Ok(());
    };
    acts::confirm(stage, &at.ke, &hit, &theirs)?;
    let known = acts::record(stage, &at.ke, &hit, &theirs)?;
    let reply =
        Reply { case: theirs, unit: cast::unit(cast::CONTACT)?, subjects: vec![known], statements: vec![statement] };
    let draft = acts::draft_reply(stage, &at.ke, exchange, reply)?;
    let (_, sent) = passing::leave(stage, &at.ke, draft, true)?;
    stage.say(
        teller,
        &at.ke,
        "The line is gone again. The answer is released; it is written to a file, and a courier takes it.",
    );
    telling.must("nothing of it left by wire", acts::row(stage, &at.fi, exchange)?.state == "received");

    let file = stage.write_bundle(&at.ke, &at.fi)?;
    let mut altered = file.clone();
    if let Some(byte) = altered.last_mut() {
        *byte ^= 1;
    }
    let refused = match stage.read_bundle(&at.fi, &altered)? {
        Reading::Refused(fault) => fault.check.id.to_owned(),
        Reading::Taken(_) => "nothing".to_owned(),
    };
    telling.must("a file with one bit turned over is refused whole", refused == "BUN-1.2");
    let taken = matches!(stage.read_bundle(&at.fi, &file)?, Reading::Taken(taking) if taking.turned.is_empty());
    stage.read_bundle(&at.fi, &file)?;
    let (desk, unit) = (cast::officer("desk")?, case(FILE)?);
    let answers = stage.step(&at.fi, "look", |_, tx| tx.inbox().of(exchange))?;
    stage.say_with(
        teller,
        &at.fi,
        "The file is read in Helsinki: first a copy with one bit turned over, then as it is, then once more.",
        &[format!("{} bytes; the altered one is refused by {refused}; read twice, it has its effect once", file.len())],
    );
    telling.must("the answer is there, once", taken && answers.len() == 1);
    telling.must("the exchange is answered", acts::row(stage, &at.fi, exchange)?.state == "answered");
    if let Some(answer) = answers.first() {
        let read = stage.read(&at.fi, &desk, ReadItem::Message(answer.message), &unit)?;
        telling.must("an officer reads it", matches!(read, Disclosed::Message(_, Content::Answer(_))));
    }
    stage.pass(20)?;
    let back = stage.write_bundle(&at.fi, &at.ke)?;
    stage.read_bundle(&at.ke, &back)?;
    let waits = stage.step(&at.ke, "look", |_, tx| tx.outbox().of(sent.message()))?;
    let done = waits.iter().all(|row| row.state == store::OutboxState::Delivered);
    stage.say(teller, &at.ke, "The courier is back with Helsinki's receipt. Nothing is under way any more.");
    telling.must("the receipt came back the same way", done && !waits.is_empty());
    Ok(())
}

/// Every file under a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

fn contains(text: &[u8], wanted: &[u8]) -> bool {
    text.windows(wanted.len()).any(|window| window == wanted)
}
