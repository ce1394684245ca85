//! Admitted: our own law and our own arrangement allow it. The inbox row, the effect, the receipt and the log entries are
//! one transaction; that the row is unique is what makes the effect happen once. Next step:
//! [`screen`](Admitted::screen).

use super::replay::{Seen, Window};
use super::verified::{Parts, Verified};
use crate::exchange_state::ExchangeState;
use crate::outbound::{event_word, says, urgency_word};
use crate::station::{code, rules_code};
use crate::terms::Terms;
use crate::{Station, after, checks, clocks};
use audit::{Code, Event};
use law::{Question, Side};
use model::{
    AuthorityId, Content, DataCategory, ExchangeId, Fault, InstrumentId, Kind, MessageId, Outcome, Refusal, Stop,
    UnitId,
};
use policy::{Action, Actor, Machine, Resource};
use seal::digest::sha256;
use seal::receipt::LogProof;
use seal::{Receipt, ReceiptEvent, SignedReceipt};
use store::{ChannelRow, Direction, ExchangeRow, InboxRow, Logged, Tx};

/// Where a received message stands, as the store spells it.
pub(crate) const ADMITTED: &str = "admitted";
/// Refused on admission; kept with its receipt.
pub(crate) const REFUSED: &str = "not-admitted";

/// A message that is in.
#[derive(Debug)]
pub struct Admitted {
    message: MessageId,
    exchange: ExchangeId,
}

/// What came of a verified message: it is in, or it was refused; the sender gets the receipt either way.
#[derive(Debug)]
pub struct Admission {
    /// Whom the receipt is for.
    pub sender: AuthorityId,
    /// Under which arrangement it came: its relay carries the receipt.
    pub relay: Option<AuthorityId>,
    /// The signed receipt.
    pub receipt: Vec<u8>,
    /// The message, if it was admitted.
    pub admitted: Option<Admitted>,
}

impl Verified {
    /// Asks our law and our arrangement. A refusal is an answer: it is kept, logged and goes back as a receipt that names
    /// its check.
    pub fn admit(self, station: &Station, tx: &mut Tx<'_>) -> Result<Admission, Stop> {
        let parts = self.into_parts();
        note_number(tx, &parts)?;
        let judged = judge(station, tx, &parts).and_then(|found| Ok((found, let_in(station, tx, &parts)?)));
        match judged {
            Ok(((kind, content), policies)) => take_in(station, tx, parts, kind, &content, policies),
            Err(Stop::Refusal(refusal)) => keep_refused(station, tx, &parts, refusal.check, decided(&refusal)),
            Err(Stop::Fault(fault)) => keep_refused(station, tx, &parts, fault.check, Vec::new()),
            Err(failure) => Err(failure),
        }
    }
}

impl Admitted {
    /// Takes an admitted message up again: what a crash left between admission and screening.
    pub fn resume(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<Admitted>, Stop> {
        let row = tx.inbox().get(message)?.filter(|row| row.state == ADMITTED);
        Ok(row.map(|row| Admitted { message, exchange: row.exchange }))
    }

    /// The message.
    pub fn message(&self) -> MessageId {
        self.message
    }

    /// Its exchange.
    pub fn exchange(&self) -> ExchangeId {
        self.exchange
    }
}

/// What leads on where a word is not known here.
const ASK_OTHERWISE: &str = "use a kind and an offence that the partner's release knows, or ask by another channel";

/// The remedy is the sender's; a receipt carries the check alone, and `docs/checks.md` is public.
fn refuse(check: &'static model::Check, because: &str, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::new(), because: because.to_owned(), remedy: remedy.to_owned() }.into()
}

/// Checks IN-3.1 to IN-3.3, and IN-3.5.
fn judge(station: &Station, tx: &mut Tx<'_>, parts: &Parts) -> Result<(Kind, Content), Stop> {
    let payload = &parts.payload;
    let kind =
        payload.known_kind().ok_or_else(|| refuse(&checks::IN_3_1, "the kind is not known here", ASK_OTHERWISE))?;
    if station.lawbook().offence(&payload.offence).is_none() {
        return Err(refuse(&checks::IN_3_1, "the offence is not known here", ASK_OTHERWISE));
    }
    instrument_known(station, parts)?;
    let content = payload.content()?;
    let question = Question {
        from: Side::authority(&parts.sender),
        to: Side::authority(station.us()),
        kind,
        offence: payload.offence.clone(),
        purpose: payload.purpose,
        category: if content.is_personal() { DataCategory::Personal } else { DataCategory::None },
        on: jiff::tz::Offset::UTC.to_datetime(tx.at()).date(),
        confirmed: Default::default(),
    };
    let power = law::power(station.lawbook(), &question, std::slice::from_ref(&parts.arrangement));
    if !parts.arrangement.in_force(question.on) || !power.decision.covered() {
        return Err(refuse(
            &checks::IN_3_2,
            "our law does not cover it today",
            "agree on an arrangement that covers it, or renew it",
        ));
    }
    if let Content::Answer(answer) = &content {
        let asked = tx.outbound().by_message(answer.to)?;
        let of_this = asked.is_some_and(|row| row.exchange == payload.exchange);
        if !of_this || tx.outbox().get(answer.to, &payload.sender)?.is_none() {
            return Err(refuse(
                &checks::IN_3_3,
                "no such request went to this partner",
                "answer in the exchange of the request",
            ));
        }
    } else if after::begins(&content) {
        // A correction or recall may have come before: then there is a row that waits, and nothing has begun.
        if tx.exchanges().get(payload.exchange)?.is_some_and(|row| row.state != ExchangeState::Tombstone.word()) {
            return Err(Fault { check: &checks::IN_3_3, place: "exchange".to_owned() }.into());
        }
    }
    if content.is_after() {
        after::judge(station, tx, parts, &content)?;
    }
    Ok((kind, content))
}

/// Check IN-3.5: what the sender relies on is a word that our law knows. Whether it serves, our own law decides after it.
fn instrument_known(station: &Station, parts: &Parts) -> Result<(), Stop> {
    let us = &station.us().id;
    for proof in parts.payload.basis.iter().filter(|proof| proof.to == *us) {
        let listed =
            InstrumentId::parse(&proof.instrument).ok().filter(|id| station.lawbook().instrument(id).is_some());
        if listed.is_none() && proof.instrument != parts.arrangement.id.as_str() {
            let remedy = "rely on an instrument that the partner's lawbook has, or on the arrangement with him";
            return Err(refuse(&checks::IN_3_5, "the instrument relied on is unknown here", remedy));
        }
    }
    Ok(())
}

/// Check IN-3.4: our own policies. Returns those that let it in.
fn let_in(station: &Station, tx: &mut Tx<'_>, parts: &Parts) -> Result<Vec<Code>, Stop> {
    let payload = &parts.payload;
    let circumstances = station.circumstances(tx, payload.purpose, &payload.case)?;
    let resource = Resource::message(parts.message, station.ways().contact.clone());
    let resource = Terms::of(payload, &parts.arrangement).bind(resource);
    let permit = station.permit(&Actor::Machine(Machine::Admission), Action::Admit, &resource, &circumstances);
    let permit = permit.map_err(|stop| match stop {
        Stop::Refusal(refusal) => Refusal { check: &checks::IN_3_4, ..refusal }.into(),
        other => other,
    })?;
    Ok(permit.policies().iter().map(|id| code(id)).collect::<Result<_, _>>()?)
}

/// The policies that a refusal cites.
fn decided(refusal: &Refusal) -> Vec<Code> {
    let policies = refusal.cites.iter().filter_map(|cite| cite.0.strip_prefix("policy "));
    policies.filter_map(|id| code(id).ok()).collect()
}

fn take_in(
    station: &Station,
    tx: &mut Tx<'_>,
    parts: Parts,
    kind: Kind,
    content: &Content,
    policies: Vec<Code>,
) -> Result<Admission, Stop> {
    let logged = tx.audit().append_proved(Event::Received {
        exchange: parts.payload.exchange,
        message: parts.message,
        says: says(content),
        from: parts.sender.id.clone(),
        envelope: parts.envelope,
        seq: parts.number,
    })?;
    let receipt = receipt(station, tx, &parts, ReceiptEvent::Delivered, None, logged)?;
    let unit = effect(station, tx, &parts, kind, content)?;
    keep(tx, &parts, ADMITTED, &unit, &receipt)?;
    tx.audit().append(Event::Admitted {
        exchange: parts.payload.exchange,
        message: parts.message,
        from: parts.sender.id.clone(),
        rules: rules_code(station.lawbook().version())?,
        policies,
    })?;
    after::arrived(station, tx, &parts, content)?;
    note_receipt(tx, &parts, ReceiptEvent::Delivered, &receipt)?;
    let admitted = Admitted { message: parts.message, exchange: parts.payload.exchange };
    let relay = parts.arrangement.relay.clone();
    Ok(Admission { sender: parts.sender.id, relay, receipt, admitted: Some(admitted) })
}

/// What a message does on arrival: a request begins an exchange and its clock, an answer stops ours.
fn effect(station: &Station, tx: &mut Tx<'_>, parts: &Parts, kind: Kind, content: &Content) -> Result<UnitId, Stop> {
    let payload = &parts.payload;
    match content {
        Content::Request(_) => {
            let row = begin(station, tx, parts, kind, ExchangeState::Admitted)?;
            let receipt = tx.at();
            clocks::start(station, tx, row.id, &parts.sender, station.us(), &row, receipt)?;
            Ok(row.compartment)
        }
        Content::Onward(_) => Ok(begin(station, tx, parts, kind, ExchangeState::Informed)?.compartment),
        Content::Answer(answer) => {
            let row = tx.exchanges().get(payload.exchange)?;
            let unit = row.map_or_else(|| station.ways().contact.clone(), |row| row.compartment);
            tx.exchanges().set_their_reference(payload.exchange, &payload.case)?;
            let neutral = matches!(answer.outcome, Outcome::Neutral(_));
            clocks::answered(tx, payload.exchange, says(content))?;
            if neutral {
                tx.exchanges().set_state(payload.exchange, ExchangeState::AnsweredNeutrally.word())?;
            }
            Ok(unit)
        }
        _ => match tx.exchanges().get(payload.exchange)? {
            Some(row) => Ok(row.compartment),
            None => Ok(begin(station, tx, parts, kind, ExchangeState::Tombstone)?.compartment),
        },
    }
}

/// Begins an exchange that a partner opened, or the row of one of which only a correction or recall has come.
fn begin(
    station: &Station,
    tx: &mut Tx<'_>,
    parts: &Parts,
    kind: Kind,
    state: ExchangeState,
) -> Result<ExchangeRow, Stop> {
    let payload = &parts.payload;
    let row = ExchangeRow {
        id: payload.exchange,
        direction: Direction::Inbound,
        partner: parts.sender.id.clone(),
        arrangement: parts.arrangement.id.clone(),
        kind,
        offence: payload.offence.clone(),
        purpose: payload.purpose,
        urgency: urgency_word(payload.urgency).to_owned(),
        state: state.word().to_owned(),
        compartment: station.ways().contact.clone(),
        our_reference: None,
        their_reference: Some(payload.case.clone()),
        begun: tx.at(),
        due: None,
        answered: None,
        version: 1,
    };
    tx.exchanges().remove_tombstone(row.id)?;
    tx.exchanges().add(&row)?;
    Ok(row)
}

fn keep_refused(
    station: &Station,
    tx: &mut Tx<'_>,
    parts: &Parts,
    check: &'static model::Check,
    policies: Vec<Code>,
) -> Result<Admission, Stop> {
    let logged = tx.audit().append_proved(Event::NotAdmitted {
        exchange: parts.payload.exchange,
        message: parts.message,
        from: parts.sender.id.clone(),
        check: code(check.id)?,
        policies,
    })?;
    let receipt = receipt(station, tx, parts, ReceiptEvent::Refused, Some(check.id), logged)?;
    let unit = station.ways().contact.clone();
    keep(tx, parts, REFUSED, &unit, &receipt)?;
    note_receipt(tx, parts, ReceiptEvent::Refused, &receipt)?;
    let relay = parts.arrangement.relay.clone();
    Ok(Admission { sender: parts.sender.id.clone(), relay, receipt, admitted: None })
}

fn keep(tx: &mut Tx<'_>, parts: &Parts, state: &str, unit: &UnitId, receipt: &[u8]) -> Result<(), Stop> {
    let row = InboxRow {
        message: parts.message,
        sender: parts.sender.id.clone(),
        exchange: parts.payload.exchange,
        envelope: parts.envelope,
        state: state.to_owned(),
        compartment: unit.clone(),
        terms: Terms::of(&parts.payload, &parts.arrangement).write()?,
        at: tx.at(),
        version: 1,
    };
    if tx.inbox().add(&row, &parts.evidence, receipt)? {
        return Ok(());
    }
    Err(Fault { check: &checks::IN_2_6, place: "message".to_owned() }.into())
}

fn receipt(
    station: &Station,
    tx: &mut Tx<'_>,
    parts: &Parts,
    event: ReceiptEvent,
    check: Option<&str>,
    logged: Logged,
) -> Result<Vec<u8>, Stop> {
    let receipt = Receipt {
        event,
        message: parts.message,
        envelope: parts.envelope,
        channel: parts.channel,
        seq: parts.number,
        at: tx.at(),
        by: station.us().id.clone(),
        check: check.map(str::to_owned),
        log: Some(LogProof {
            origin: station.log_name().to_owned(),
            size: logged.entry.n + 1,
            root: logged.root,
            path: logged.path,
            salt: logged.entry.salt,
            entry: logged.entry.line,
        }),
    };
    Ok(SignedReceipt::sign(&receipt, station.secrets())?.into_bytes())
}

fn note_receipt(tx: &mut Tx<'_>, parts: &Parts, event: ReceiptEvent, receipt: &[u8]) -> Result<(), Stop> {
    tx.audit().append(Event::ReceiptOut {
        message: parts.message,
        to: parts.sender.id.clone(),
        what: code(event_word(event))?,
        receipt: sha256(&[receipt]),
    })?;
    Ok(())
}

/// Notes the number on its channel. A gap never blocks, and neither does a number that was seen before: what decides about
/// a repetition is the unique inbox row (IN-2.6).
fn note_number(tx: &mut Tx<'_>, parts: &Parts) -> Result<(), Stop> {
    let known = tx.channels().inbound(parts.channel)?;
    let (next, seen) = known.map_or_else(|| (1, Vec::new()), |channel| (channel.next, channel.seen));
    let mut window = Window::from_parts(next, &seen);
    if let Seen::Gap { missing } = window.note(parts.number) {
        let first = parts.number.saturating_sub(missing);
        tx.audit().append(Event::GapNoticed { from: parts.sender.id.clone(), seq: first })?;
    }
    let (next, seen) = window.to_parts();
    let row = ChannelRow { id: parts.channel, partner: parts.sender.id.clone(), next, seen };
    tx.channels().note_inbound(&row, &parts.arrangement.id)
}
