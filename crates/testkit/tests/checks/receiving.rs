//! IN-1 to IN-4: forged parcels, payloads and cards. A Fault stands in the log and changes nothing else; a refusal on
//! admission goes back as a signed receipt that names its check.

use crate::scene;
use audit::Event;
use exchange::parcel::{self, Incoming, Protocol};
use jiff::SignedDuration;
use model::{AuthorityId, MessageId, Offence};
use seal::{ReceiptEvent, SignedReceipt};
use testkit::form::person;
use testkit::monster::{Monster, frame, nothing};
use testkit::scene::{EE, FI, LV, Scene, XX};

/// How many rows a node has that a message could have made.
fn rows(scene: &Scene, place: usize) -> (usize, usize) {
    scene.nodes[place]
        .look(scene.now, |_, tx| {
            let states = ["admitted", "screened", "routed", "not-admitted"];
            let inbox = states.iter().map(|state| tx.inbox().in_state(state)).collect::<Result<Vec<_>, _>>()?;
            let exchanges = tx.exchanges().of_compartments(&[testkit::form::unit()?], 1_000)?;
            Ok((inbox.iter().map(Vec::len).sum(), exchanges.len()))
        })
        .unwrap()
}

/// Gives a forged delivery from Tallinn to Helsinki: it is a Fault by this check, and leaves nothing but its log entry.
fn fault(scene: &mut Scene, monster: &Monster, check: &str) {
    let secrets = scene.secrets(EE).unwrap();
    let parcel = monster.parcel(scene, FI, &secrets).unwrap();
    fault_of(scene, EE, &parcel, check);
}

fn fault_of(scene: &mut Scene, from: usize, parcel: &[u8], check: &str) {
    let before = rows(scene, FI);
    let replies = scene.give(from, FI, parcel).unwrap();
    assert_eq!(scene.last_fault(FI).unwrap().as_deref(), Some(check));
    assert!(replies.is_empty(), "a fault is not answered");
    assert_eq!(rows(scene, FI), before, "a fault changes nothing");
}

/// Gives a delivery that our law or our arrangement does not let in: the receipt names the check.
fn turned_away(scene: &mut Scene, from: usize, monster: &Monster, check: &str) {
    turned_away_at(scene, from, FI, monster, check);
}

/// The same at another node; where a relay lies between, the parcel is taken from its hands.
pub(crate) fn turned_away_at(scene: &mut Scene, from: usize, to: usize, monster: &Monster, check: &str) {
    let secrets = scene.secrets(from).unwrap();
    let parcel = monster.parcel(scene, to, &secrets).unwrap();
    let message = monster.message().unwrap();
    let tie = scene.ties.iter().find(|tie| tie.between == (from, to) || tie.between == (to, from));
    let hands = tie.and_then(|tie| tie.relay).unwrap_or(from);
    let replies = scene.give(hands, to, &parcel).unwrap();
    let receipt = receipt(&replies);
    assert_eq!((receipt.event, receipt.message), (ReceiptEvent::Refused, message));
    assert_eq!(receipt.check.as_deref(), Some(check));
    let log = scene.log(to).unwrap();
    let told = |event: &Event| matches!(event, Event::NotAdmitted { message: told, .. } if told == &message);
    assert!(
        log.iter().any(told) && !log.iter().any(|e| matches!(e, Event::Admitted { message: m, .. } if m == &message))
    );
}

fn receipt(replies: &[parcel::Outgoing]) -> seal::Receipt {
    let [reply] = replies else { panic!("{} replies", replies.len()) };
    let (_, Incoming::Protocol(Protocol::Receipt(signed))) = parcel::read(reply.bytes()).unwrap() else {
        panic!("no receipt")
    };
    SignedReceipt::claimed(&signed).unwrap()
}

fn monster(scene: &mut Scene) -> Monster {
    Monster::fresh(scene, EE, FI).unwrap()
}

#[test]
fn in_1_1_a_parcel_is_framed() {
    let (mut scene, _ground) = scene();
    let to = scene.id(FI);
    let long = vec![0; parcel::LONGEST + 1];
    for bytes in [&[][..], &[1], &[1, 200, b'f'], &frame(9, &to, b"x"), &frame(0, &to, b""), &[1, 0], &long] {
        fault_of(&mut scene, EE, bytes, "IN-1.1");
    }
    // Framed, but no delivery, receipt, card or text of a witness: the decoders of those say so.
    for (kind, check) in
        [(1, "SEAL-1.2"), (2, "SEAL-1.2"), (3, "SEAL-1.2"), (4, "AUD-6.1"), (5, "AUD-5.4"), (7, "AUD-6.1")]
    {
        fault_of(&mut scene, EE, &frame(kind, &to, b"\xff\xff"), check);
    }
}

#[test]
fn in_1_2_a_parcel_for_another_is_not_taken() {
    let (mut scene, _ground) = scene();
    let mut monster = monster(&mut scene);
    monster.to = scene.id(LV);
    fault(&mut scene, &monster, "IN-1.2");
}

#[test]
fn in_1_3_another_version_is_not_read() {
    let (mut scene, _ground) = scene();
    for version in [0, 2, 255] {
        let mut monster = monster(&mut scene);
        monster.payload.v = version;
        fault(&mut scene, &monster, "IN-1.3");
    }
}

#[test]
fn in_1_4_a_critical_key_must_be_understood() {
    let (mut scene, _ground) = scene();
    let mut spoilt = monster(&mut scene);
    spoilt.further = vec![("later".to_owned(), "x".into())];
    spoilt.payload.crit = vec!["later".to_owned()];
    fault(&mut scene, &spoilt, "IN-1.4");
    // The same key, not critical, is ignored and kept.
    let mut fine = monster(&mut scene);
    fine.further = vec![("later".to_owned(), "x".into())];
    let secrets = scene.secrets(EE).unwrap();
    let parcel = fine.parcel(&mut scene, FI, &secrets).unwrap();
    assert_eq!(receipt(&scene.give(EE, FI, &parcel).unwrap()).event, ReceiptEvent::Delivered);
}

#[test]
fn in_1_5_the_content_has_the_shape_of_its_kind() {
    let (mut scene, _ground) = scene();
    for content in [
        serde_json::json!({}),
        serde_json::json!({ "content": "request", "subjects": "all" }),
        serde_json::json!({ "content": "order", "subjects": [] }),
        serde_json::json!([1, 2]),
    ] {
        let mut monster = monster(&mut scene);
        monster.payload.content = content;
        turned_away(&mut scene, EE, &monster, "IN-1.5");
    }
}

#[test]
fn in_2_1_the_sender_is_a_partner_whose_card_chains_to_the_pinned_root() {
    let (mut scene, _ground) = scene();
    // An arrangement that is not ours with this sender.
    let mut other = monster(&mut scene);
    other.payload.arrangements[0].under = scene.addressee(FI, LV).unwrap().under;
    fault(&mut scene, &other, "IN-2.1");
    let mut unknown = monster(&mut scene);
    unknown.payload.arrangements[0].under = model::ArrangementId::parse("nothing-of-the-kind").unwrap();
    fault(&mut scene, &unknown, "IN-2.1");
    let mut stranger = monster(&mut scene);
    stranger.payload.sender = AuthorityId::parse("nobody").unwrap();
    fault(&mut scene, &stranger, "IN-2.1");
    // The right sender by name, signed with another's keys.
    let forged = monster(&mut scene);
    let riga = scene.secrets(LV).unwrap();
    let parcel = forged.parcel(&mut scene, FI, &riga).unwrap();
    fault_of(&mut scene, EE, &parcel, "SEAL-2.2");
    // A card whose root no arrangement pins with its owner.
    let under = scene.addressee(LV, EE).unwrap().under;
    let card = scene.visit(LV, |station, tx| exchange::introduce(station, tx, &under)).unwrap();
    let (_, Incoming::Protocol(Protocol::Card(mut card))) = parcel::read(card.bytes()).unwrap() else { panic!() };
    let (xx, ke) = (scene.id(XX), scene.id(FI));
    scene.give(LV, XX, &frame(3, &xx, &card)).unwrap();
    assert_eq!(scene.last_fault(XX).unwrap().as_deref(), Some("IN-2.1"));
    // A card that was tampered with.
    *card.last_mut().unwrap() ^= 1;
    fault_of(&mut scene, LV, &frame(3, &ke, &card), "IN-2.1");
}

#[test]
fn in_2_2_we_are_among_the_signed_recipients() {
    let (mut scene, _ground) = scene();
    let mut monster = monster(&mut scene);
    monster.payload.arrangements[0].to = scene.id(LV);
    fault(&mut scene, &monster, "IN-2.2");
}

#[test]
fn in_2_3_it_is_of_our_time() {
    let (mut scene, _ground) = scene();
    let now = scene.now;
    let hours = SignedDuration::from_hours;
    let times = [
        (now + SignedDuration::from_mins(6), now + hours(24)),
        (now - hours(48), now - hours(1)),
        (now, now + hours(35 * 24 + 1)),
        (now, now - hours(1)),
    ];
    for (created, expires) in times {
        let mut monster = monster(&mut scene);
        (monster.payload.created, monster.payload.expires) = (created, expires);
        fault(&mut scene, &monster, "IN-2.3");
    }
    let mut fine = monster(&mut scene);
    (fine.payload.created, fine.payload.expires) = (now + SignedDuration::from_mins(4), now + hours(35 * 24));
    let secrets = scene.secrets(EE).unwrap();
    let parcel = fine.parcel(&mut scene, FI, &secrets).unwrap();
    assert_eq!(receipt(&scene.give(EE, FI, &parcel).unwrap()).event, ReceiptEvent::Delivered);
}

#[test]
fn in_2_4_the_outer_header_names_the_signed_message() {
    let (mut scene, _ground) = scene();
    let mut monster = monster(&mut scene);
    monster.names = Some(MessageId(nothing()));
    fault(&mut scene, &monster, "IN-2.4");
}

#[test]
fn in_2_5_a_channel_is_one_senders() {
    let (mut scene, _ground) = scene();
    let theirs = monster(&mut scene);
    let secrets = scene.secrets(EE).unwrap();
    let parcel = theirs.parcel(&mut scene, FI, &secrets).unwrap();
    scene.give(EE, FI, &parcel).unwrap();
    let mut stolen = Monster::fresh(&mut scene, LV, FI).unwrap();
    stolen.channel = theirs.channel;
    let riga = scene.secrets(LV).unwrap();
    let parcel = stolen.parcel(&mut scene, FI, &riga).unwrap();
    fault_of(&mut scene, LV, &parcel, "IN-2.5");
}

#[test]
fn in_2_6_a_message_is_taken_once_and_its_receipt_given_again() {
    let (mut scene, _ground) = scene();
    let monster = monster(&mut scene);
    let secrets = scene.secrets(EE).unwrap();
    let parcel = monster.parcel(&mut scene, FI, &secrets).unwrap();
    let once = scene.give(EE, FI, &parcel).unwrap();
    let before = rows(&scene, FI);
    assert_eq!(scene.give(EE, FI, &parcel).unwrap(), once, "the same receipt, byte for byte");
    // Sealed again, under another number: still the same message.
    let again = Monster { number: monster.number + 7, ..monster };
    let parcel = again.parcel(&mut scene, FI, &secrets).unwrap();
    assert_eq!(scene.give(EE, FI, &parcel).unwrap(), once);
    assert_eq!(rows(&scene, FI), before);
    let log = scene.log(FI).unwrap();
    let told = |name: &str| log.iter().filter(|event| event.name() == name).count();
    assert_eq!((told("received"), told("admitted"), told("repeated")), (1, 1, 2));
}

#[test]
fn in_2_6_an_unreadable_header_gets_no_other_word_on_a_message_that_is_here() {
    let (mut scene, _ground) = scene();
    let monster = monster(&mut scene);
    let secrets = scene.secrets(EE).unwrap();
    let parcel = monster.parcel(&mut scene, FI, &secrets).unwrap();
    let once = scene.give(EE, FI, &parcel).unwrap();
    // The same header over a body that nobody here can open: whoever made it knows the id, no more.
    let parcel = monster.parcel(&mut scene, LV, &secrets).unwrap();
    assert_eq!(scene.give(EE, FI, &parcel).unwrap(), once, "the receipt that was given, not a refusal");
    assert_eq!(scene.last_fault(FI).unwrap().as_deref(), Some("SEAL-4.4"));
    // On another partner's channel the id is not his to ask about.
    let theirs = Monster::fresh(&mut scene, LV, FI).unwrap();
    let riga = scene.secrets(LV).unwrap();
    let parcel = theirs.parcel(&mut scene, FI, &riga).unwrap();
    scene.give(LV, FI, &parcel).unwrap();
    let asked = Monster { channel: theirs.channel, ..monster };
    let parcel = asked.parcel(&mut scene, LV, &riga).unwrap();
    assert_eq!(scene.give(LV, FI, &parcel).unwrap(), []);
}

#[test]
fn in_3_1_kind_and_offence_are_known() {
    let (mut scene, _ground) = scene();
    let mut kind = monster(&mut scene);
    kind.payload.kind = "surrender-of-later-years".to_owned();
    kind.payload.content = serde_json::json!({ "content": "of later years" });
    turned_away(&mut scene, EE, &kind, "IN-3.1");
    let mut offence = monster(&mut scene);
    offence.payload.offence = Offence::parse("lese-majesty").unwrap();
    turned_away(&mut scene, EE, &offence, "IN-3.1");
}

#[test]
fn in_3_2_our_own_law_lets_it_in() {
    let (mut scene, _ground) = scene();
    // Tallinn still thinks the arrangement holds; Helsinki has suspended it.
    let monster = monster(&mut scene);
    scene.suspend(FI, EE).unwrap();
    turned_away(&mut scene, EE, &monster, "IN-3.2");
}

#[test]
fn in_3_3_an_answer_answers_our_request_and_an_exchange_begins_once() {
    let (mut scene, _ground) = scene();
    let answer = |to: MessageId| {
        serde_json::json!({
            "content": "answer", "to": to, "outcome": "refused", "ground": "test", "cite": "house"
        })
    };
    // Helsinki never asked this.
    let mut unasked = monster(&mut scene);
    unasked.payload.content = answer(MessageId(nothing()));
    turned_away(&mut scene, EE, &unasked, "IN-3.3");
    // Helsinki asked Riga, and Tallinn answers.
    let asked = scene.ask(FI, LV, "FI/33", person(1)).unwrap();
    let mut instead = monster(&mut scene);
    instead.payload.content = answer(asked.message);
    instead.payload.exchange = asked.exchange;
    turned_away(&mut scene, EE, &instead, "IN-3.3");
    // A second request in an exchange that has begun.
    let begun = scene.ask(EE, FI, "EE/33", person(2)).unwrap();
    let mut second = monster(&mut scene);
    second.payload.exchange = begun.exchange;
    turned_away(&mut scene, EE, &second, "IN-3.3");
}

#[test]
fn in_3_4_our_own_policies_let_it_in() {
    let (mut scene, _ground) = scene();
    let sound = monster(&mut scene);
    let mut kept = monster(&mut scene);
    kept.payload.retention.review = "2020-01-01".parse().unwrap();
    kept.payload.retention.until = "2020-06-01".parse().unwrap();
    turned_away(&mut scene, EE, &kept, "IN-3.4");
    let secrets = scene.secrets(EE).unwrap();
    let parcel = sound.parcel(&mut scene, FI, &secrets).unwrap();
    scene.give(EE, FI, &parcel).unwrap();
    let admitted = scene.log(FI).unwrap().into_iter().filter_map(|event| match event {
        audit::Event::Admitted { policies, .. } => Some(policies),
        _ => None,
    });
    let policies: Vec<String> = admitted.flatten().map(|code| code.as_str().to_owned()).collect();
    assert_eq!(policies, ["admit.to-combat-crime"], "the log names the policy that let it in");
}

#[test]
fn in_3_5_an_instrument_that_our_lawbook_lacks_is_answered_so() {
    let (mut scene, _ground) = scene();
    let mut later = monster(&mut scene);
    let proof = later.payload.basis.first_mut().unwrap();
    proof.instrument = "UN-INSTRUMENT-2031".to_owned();
    turned_away(&mut scene, EE, &later, "IN-3.5");
    let mut odd = monster(&mut scene);
    odd.payload.basis.first_mut().unwrap().instrument = "no id at all".to_owned();
    turned_away(&mut scene, EE, &odd, "IN-3.5");
    // The arrangement itself is known to whoever holds it; what is cited towards others is theirs to look at.
    let mut own = monster(&mut scene);
    own.payload.basis.first_mut().unwrap().instrument = own.payload.arrangements[0].under.to_string();
    let secrets = scene.secrets(EE).unwrap();
    let parcel = own.parcel(&mut scene, FI, &secrets).unwrap();
    scene.give(EE, FI, &parcel).unwrap();
    let admitted = scene.log(FI).unwrap().into_iter().filter(|event| event.name() == "admitted").count();
    assert_eq!(admitted, 1);
}

#[test]
fn in_4_1_nothing_is_routed_unscreened() {
    let (mut scene, _ground) = scene();
    // Helsinki holds person 1,000.
    let form = scene.form(EE, FI, "IN/41", person(1_000)).unwrap();
    let asked = scene.send(EE, form).unwrap();
    let parcel = scene.due(EE).unwrap().remove(0);
    scene.give(EE, FI, parcel.bytes()).unwrap();
    let state = |scene: &Scene| {
        scene.nodes[FI].look(scene.now, |_, tx| Ok(tx.inbox().get(asked.message)?.unwrap().state)).unwrap()
    };
    assert_eq!(state(&scene), "admitted");
    // The process dies here; what was admitted is taken up by the next one.
    scene.nodes[FI].stop();
    let now = scene.now;
    scene.nodes[FI].start(now).unwrap();
    scene.visit(FI, |station, tx| exchange::advance(station, tx).map(drop)).unwrap();
    assert_eq!(state(&scene), "routed");
    let log = scene.log(FI).unwrap();
    let place = |name: &str| log.iter().position(|event| event.name() == name).unwrap();
    assert!(place("admitted") < place("screened") && place("screened") < place("routed"));
    let candidates = scene.nodes[FI].look(now, |_, tx| Ok(tx.candidates().of(asked.message)?.len())).unwrap();
    assert_eq!(candidates, 1);
    // Nothing is screened twice.
    scene.visit(FI, |station, tx| exchange::advance(station, tx).map(|done| assert!(done.is_empty()))).unwrap();
}
