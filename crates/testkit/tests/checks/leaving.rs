//! OUT-4 to OUT-6: release, sealing, receipts.

use crate::{refused, scene};
use audit::Event;
use exchange::outbound::{Approver, Draft, Marked, Released, acknowledge};
use exchange::parcel::{self, Incoming, Protocol};
use exchange::{Trying, answer_due, attempt};
use jiff::SignedDuration;
use model::message::{NeutralAnswer, Outcome};
use model::{DraftId, Officer, Stop};
use seal::receipt::LogProof;
use seal::{Receipt, ReceiptEvent, SignedReceipt};
use testkit::form::{self, person};
use testkit::monster::{frame, nothing};
use testkit::scene::{EE, FI, LV, Scene, approver, desk, second};

/// A marked request, drafted by the desk.
fn marked(scene: &mut Scene, from: usize, to: usize) -> DraftId {
    let form = scene.form(from, to, "OUT/4", person(1)).unwrap();
    scene
        .visit(from, |station, tx| {
            let desk = desk()?;
            let draft = Draft::write(station, tx, &desk, form)?;
            Ok(draft.ground(station, tx, &desk)?.mark(station, tx, &desk, form::marking()?)?.id())
        })
        .unwrap()
}

fn release(scene: &mut Scene, place: usize, id: DraftId, officer: &Officer) -> Result<(), Stop> {
    scene.visit(place, |station, tx| {
        let proved_at = tx.at();
        Marked::resume(station, tx, officer, id)?.release(station, tx, &Approver { officer, proved_at }).map(drop)
    })
}

fn seal(scene: &mut Scene, place: usize, id: DraftId) -> Result<(), Stop> {
    scene.visit(place, |station, tx| Released::resume(station, tx, id)?.seal(station, tx)?.send(station, tx).map(drop))
}

#[test]
fn out_4_1_a_second_officer_releases_never_the_drafter() {
    let (mut scene, _ground) = scene();
    let id = marked(&mut scene, EE, FI);
    assert_eq!(refused(release(&mut scene, EE, id, &desk().unwrap())), "POL-2.4", "a desk officer, who drafted it");
    // An approver who is a desk officer too drafts, and then would release what he drafted.
    let mut both = approver().unwrap();
    both.roles.insert(model::Role::DeskOfficer);
    let form = scene.form(EE, FI, "OUT/41", person(2)).unwrap();
    let own = scene.visit(EE, |station, tx| {
        let draft = Draft::write(station, tx, &both, form)?;
        Ok(draft.ground(station, tx, &both)?.mark(station, tx, &both, form::marking()?)?.id())
    });
    let own = own.unwrap();
    assert_eq!(refused(release(&mut scene, EE, own, &both)), "POL-2.4", "four eyes");
    release(&mut scene, EE, own, &second().unwrap()).unwrap();
    release(&mut scene, EE, id, &approver().unwrap()).unwrap();
}

#[test]
fn out_4_2_the_neutral_answer_is_the_schedules_alone_and_needs_its_approval() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(LV, FI, "OUT/42", person(700_000)).unwrap();
    // A person cannot send it at an hour of his own.
    let neutral = Outcome::Neutral(NeutralAnswer { as_of: scene.now });
    let by_hand = scene.visit(FI, |station, tx| {
        let draft = exchange::inbound::answer(station, tx, &desk()?, asked.exchange, form::answer("FI/42", neutral)?)?;
        let desk = desk()?;
        draft.ground(station, tx, &desk)?.mark(station, tx, &desk, form::marking()?).map(drop)
    });
    assert_eq!(refused(by_hand), "OUT-4.2");
    // The schedule cannot after the approval's last day.
    let under = scene.addressee(FI, LV).unwrap().under;
    let withdrawn = |scene: &mut Scene, until: &str| {
        let (under, until) = (under.clone(), until.parse().unwrap());
        scene.visit(FI, |_, tx| {
            let mut arrangement = tx.arrangements().get(&under)?.unwrap();
            let partner = arrangement.between.1.clone();
            if let Some(standing) = &mut arrangement.standing {
                standing.until = until;
            }
            tx.arrangements().add(&arrangement, &partner).map(drop)
        })
    };
    withdrawn(&mut scene, "2026-11-22").unwrap();
    scene.wait(SignedDuration::from_hours(24));
    let due = scene.visit(FI, answer_due).unwrap();
    let [Err((exchange, Stop::Refusal(refusal)))] = due.as_slice() else { panic!("{due:?}") };
    assert_eq!((exchange, refusal.check.id), (&asked.exchange, "POL-2.3"));
    withdrawn(&mut scene, "2027-11-22").unwrap();
    let due = scene.visit(FI, answer_due).unwrap();
    assert!(matches!(due.as_slice(), [Ok(_)]), "{due:?}");
}

#[test]
fn out_4_3_nobody_takes_a_step_that_was_taken() {
    let (mut scene, _ground) = scene();
    let id = marked(&mut scene, EE, FI);
    // Two approvers have it open at once.
    let open = |scene: &mut Scene, officer: Officer| {
        scene.visit(EE, |station, tx| Ok((Marked::resume(station, tx, &officer, id)?, officer))).unwrap()
    };
    let (first, other) = (open(&mut scene, approver().unwrap()), open(&mut scene, second().unwrap()));
    let mut press = |(marked, officer): (Marked, Officer)| {
        scene.visit(EE, |station, tx| {
            let proved_at = tx.at();
            marked.release(station, tx, &Approver { officer: &officer, proved_at }).map(drop)
        })
    };
    press(first).unwrap();
    assert_eq!(refused(press(other)), "OUT-4.3");
    // Two take the released item at once.
    let take = |scene: &mut Scene| scene.visit(EE, |station, tx| Released::resume(station, tx, id)).unwrap();
    let (first, other) = (take(&mut scene), take(&mut scene));
    scene.visit(EE, |station, tx| first.seal(station, tx)?.send(station, tx)).unwrap();
    let again = scene.visit(EE, |station, tx| other.seal(station, tx)?.send(station, tx));
    assert_eq!(refused(again), "OUT-4.3");
    assert_eq!(scene.due(EE).unwrap().len(), 1, "one delivery");
}

#[test]
fn what_has_run_out_of_time_leaves_by_no_way() {
    let (mut scene, _ground) = scene();
    for case in ["OUT/1", "OUT/2", "OUT/3"] {
        let form = scene.form(EE, FI, case, person(1)).unwrap();
        scene.send(EE, form).unwrap();
    }
    scene.wait(SignedDuration::from_hours(40 * 24));
    let to = scene.id(FI);
    let fetched = scene.visit(EE, |_, tx| exchange::due_to(tx, &to, 1, 1 << 20)).unwrap();
    let over = scene.visit(EE, |_, tx| exchange::due_over(tx, std::slice::from_ref(&to), 1)).unwrap();
    assert_eq!((fetched.len(), over.len()), (0, 0), "more have run out than are looked at in one go");
    let undelivered = scene.log(EE).unwrap().into_iter().filter(|event| matches!(event, Event::Undelivered { .. }));
    assert_eq!(undelivered.count(), 3);
}

#[test]
fn out_5_1_law_and_arrangement_are_asked_again_at_sealing() {
    let (mut scene, _ground) = scene();
    let id = marked(&mut scene, EE, FI);
    release(&mut scene, EE, id, &approver().unwrap()).unwrap();
    scene.suspend(EE, FI).unwrap();
    // Also after a restart.
    scene.nodes[EE].stop();
    let now = scene.now;
    scene.nodes[EE].start(now).unwrap();
    assert_eq!(refused(seal(&mut scene, EE, id)), "OUT-5.1");
    assert!(scene.due(EE).unwrap().is_empty());
    // The refusal stands in the log where the step is attempted by the node.
    let (store, station) = scene.nodes[EE].parts().unwrap();
    let exchange = store.read("look", now, |tx| Ok(tx.outbound().get(id)?.unwrap().exchange)).unwrap();
    let trying = Trying { name: "seal", exchange: Some(exchange), officer: None };
    let mut chance = testkit::chance::SeededChance::new(1, "attempt");
    let done = attempt(store, trying, now, &mut chance, |tx| {
        Released::resume(station, tx, id)?.seal(station, tx)?.send(station, tx)
    });
    assert_eq!(refused(done), "OUT-5.1");
    let log = scene.log(EE).unwrap();
    let last = log.last().unwrap();
    assert!(matches!(last, audit::Event::Refused { check, .. } if check.as_str() == "OUT-5.1"), "{last:?}");
}

#[test]
fn out_5_2_nothing_is_sealed_to_a_stale_or_unknown_card() {
    let (mut scene, _ground) = scene();
    let id = marked(&mut scene, EE, FI);
    release(&mut scene, EE, id, &approver().unwrap()).unwrap();
    scene.wait(SignedDuration::from_hours(31 * 24));
    assert_eq!(refused(seal(&mut scene, EE, id)), "OUT-5.2");
    // Helsinki shows its new card; then it goes.
    let under = scene.addressee(FI, EE).unwrap().under;
    let card = scene.visit(FI, |station, tx| {
        station.renew_keys(tx)?;
        exchange::introduce(station, tx, &under)
    });
    scene.give(FI, EE, card.unwrap().bytes()).unwrap();
    seal(&mut scene, EE, id).unwrap();
}

/// The receipt that `by` owes for what Tallinn sent: of this envelope, on this channel, under this number.
fn receipt(scene: &Scene, by: usize, asked: &testkit::scene::Asked) -> Receipt {
    let to = scene.id(by);
    let (row, sealed) = scene.nodes[EE]
        .look(scene.now, |_, tx| {
            let row = tx.outbox().of(asked.message)?.remove(0);
            let sealed = tx.outbox().sealed_as(asked.message, &row.recipient)?.unwrap();
            Ok((row, sealed))
        })
        .unwrap();
    Receipt {
        event: ReceiptEvent::Delivered,
        message: asked.message,
        envelope: sealed.envelope,
        channel: row.channel,
        seq: row.number,
        at: scene.now,
        by: to,
        check: None,
        log: None,
    }
}

/// The receipt with what it says entered in the log of `by` and proved, so that it is not OUT-6.2 that decides. Only one
/// that asks to seal again carries none.
fn proved(scene: &mut Scene, by: usize, receipt: &Receipt) -> Receipt {
    if receipt.check.as_deref() == Some("SEAL-4.4") {
        return receipt.clone();
    }
    let (message, from, check) = (receipt.message, scene.id(EE), receipt.check.as_deref());
    let (envelope, seq, exchange) = (receipt.envelope, receipt.seq, model::ExchangeId([6; 16]));
    let event = match check.map(|check| audit::Code::parse(check).unwrap()) {
        Some(check) => audit::Event::NotAdmitted { exchange, message, from, check, policies: Vec::new() },
        None => audit::Event::Received { exchange, message, says: audit::Says::Request, from, envelope, seq },
    };
    let (logged, origin) =
        scene.visit(by, |station, tx| Ok((tx.audit().append_proved(event)?, station.log_name().to_owned()))).unwrap();
    let (size, root, path) = (logged.entry.n + 1, logged.root, logged.path);
    let log = LogProof { origin, size, root, path, salt: logged.entry.salt, entry: logged.entry.line };
    Receipt { log: Some(log), ..receipt.clone() }
}

/// Gives a receipt of Helsinki's to Tallinn, proved, and says where Tallinn's item stands then.
fn given(scene: &mut Scene, receipt: &Receipt, asked: &testkit::scene::Asked) -> (Option<String>, String) {
    let (keys, to) = (scene.secrets(FI).unwrap(), scene.id(EE));
    let receipt = proved(scene, FI, receipt);
    let signed = SignedReceipt::sign(&receipt, &keys).unwrap();
    scene.give(FI, EE, &frame(2, &to, signed.bytes())).unwrap();
    (scene.last_fault(EE).unwrap(), state(scene, asked))
}

/// Where Tallinn's item stands.
fn state(scene: &Scene, asked: &testkit::scene::Asked) -> String {
    scene.nodes[EE].look(scene.now, |_, tx| Ok(tx.outbound().get(asked.draft)?.unwrap().state)).unwrap()
}

#[test]
fn out_6_1_a_receipt_is_the_recipients_and_for_what_was_sent() {
    let (mut scene, _ground) = scene();
    let form = scene.form(EE, FI, "OUT/6", person(1)).unwrap();
    let asked = scene.send(EE, form).unwrap();
    let (lv, to) = (scene.secrets(LV).unwrap(), scene.id(EE));
    // For a message that was never sent.
    let mut never = receipt(&scene, FI, &asked);
    never.message = model::MessageId(nothing());
    assert_eq!(given(&mut scene, &never, &asked), (Some("OUT-6.1".to_owned()), "sent".to_owned()));
    // By somebody to whom it was not sent.
    let stranger = receipt(&scene, LV, &asked);
    let signed = SignedReceipt::sign(&proved(&mut scene, LV, &stranger), &lv).unwrap();
    scene.give(LV, EE, &frame(2, &to, signed.bytes())).unwrap();
    assert_eq!(scene.last_fault(EE).unwrap().as_deref(), Some("OUT-6.1"));
    // In the recipient's name, signed by another: nobody's receipt.
    let sound = delivered(&mut scene);
    let mut spoilt = sound.clone();
    *spoilt.last_mut().unwrap() ^= 1;
    scene.give(FI, EE, &frame(2, &to, &spoilt)).unwrap();
    assert_eq!(scene.last_fault(EE).unwrap().as_deref(), Some("SEAL-2.4"));
    assert_eq!(state(&scene, &asked), "sent");
    // The sound one is taken, and once.
    scene.visit(EE, |station, tx| acknowledge(station, tx, &sound)).unwrap();
    assert_eq!(state(&scene, &asked), "acknowledged");
    let once = receipt(&scene, FI, &asked);
    assert_eq!(given(&mut scene, &once, &asked), (None, "acknowledged".to_owned()));
    let again = scene.visit(EE, |station, tx| acknowledge(station, tx, &sound)).unwrap();
    assert!(again.repeated);
}

/// The receipt that Helsinki gives for what is due to it from Tallinn.
fn delivered(scene: &mut Scene) -> Vec<u8> {
    let parcel = scene.due(EE).unwrap().remove(0);
    let replies = scene.give(EE, FI, parcel.bytes()).unwrap();
    match parcel::read(replies[0].bytes()).unwrap() {
        (_, Incoming::Protocol(Protocol::Receipt(signed))) => signed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn out_6_2_a_receipt_proves_that_it_stands_in_the_recipients_log() {
    let (mut scene, _ground) = scene();
    let form = scene.form(EE, FI, "OUT/62", person(1)).unwrap();
    scene.send(EE, form).unwrap();
    let sound = delivered(&mut scene);
    let (fi, to) = (scene.secrets(FI).unwrap(), scene.id(EE));
    let good = SignedReceipt::claimed(&sound).unwrap();
    let proof = good.log.clone().unwrap();
    assert!(proof.size > 1 && !proof.path.is_empty(), "Helsinki's log is longer than that");
    let mut changes: Vec<(&str, Option<LogProof>)> = vec![("absent", None)];
    let mut change = |what, with: &dyn Fn(&mut LogProof)| {
        let mut log = proof.clone();
        with(&mut log);
        changes.push((what, Some(log)));
    };
    change("another log", &|log| log.origin = "comity/fi-kantele/2".to_owned());
    change("another size", &|log| log.size += 1);
    change("another root", &|log| log.root = nothing());
    change("a shorter path", &|log| {
        log.path.pop();
    });
    change("another salt", &|log| log.salt[0] ^= 1);
    change("another message in the entry", &|log| {
        log.entry = log.entry.replace(&good.message.to_string(), &nothing().to_string())
    });
    change("no entry", &|log| log.entry = "received".to_owned());
    for (what, log) in changes {
        let forged = SignedReceipt::sign(&Receipt { log, ..good.clone() }, &fi).unwrap();
        scene.give(FI, EE, &frame(2, &to, forged.bytes())).unwrap();
        assert_eq!(scene.last_fault(EE).unwrap().as_deref(), Some("OUT-6.2"), "{what}");
    }
    // A proof that holds, of another event of the same log: it does not tell of this message.
    let logged = scene.visit(FI, |_, tx| {
        tx.audit().append_proved(audit::Event::NodeStopped { program: audit::Code::parse("comity").unwrap() })
    });
    let logged = logged.unwrap();
    let (size, root, path) = (logged.entry.n + 1, logged.root, logged.path);
    let other = LogProof { size, root, path, salt: logged.entry.salt, entry: logged.entry.line, ..proof };
    let forged = SignedReceipt::sign(&Receipt { log: Some(other), ..good }, &fi).unwrap();
    scene.give(FI, EE, &frame(2, &to, forged.bytes())).unwrap();
    assert_eq!(scene.last_fault(EE).unwrap().as_deref(), Some("OUT-6.2"));
    scene.visit(EE, |station, tx| acknowledge(station, tx, &sound)).unwrap();
}

#[test]
fn out_6_1_a_receipt_names_the_very_delivery() {
    let (mut scene, _ground) = scene();
    let form = scene.form(EE, FI, "OUT/63", person(1)).unwrap();
    let asked = scene.send(EE, form).unwrap();
    let sound = receipt(&scene, FI, &asked);
    let refused = |receipt: &Receipt| Receipt {
        event: ReceiptEvent::Refused,
        check: Some("SEAL-4.4".to_owned()),
        ..receipt.clone()
    };
    for other in [
        Receipt { envelope: nothing(), ..sound.clone() },
        Receipt { channel: [0; 16], ..sound.clone() },
        Receipt { seq: sound.seq + 1, ..sound.clone() },
        refused(&Receipt { envelope: nothing(), ..sound.clone() }),
    ] {
        let told = given(&mut scene, &other, &asked);
        assert_eq!(told, (Some("OUT-6.1".to_owned()), "sent".to_owned()), "{other:?}");
    }
    // Asked to seal it again, it is another delivery: a word on the first one counts no more.
    assert_eq!(given(&mut scene, &refused(&sound), &asked).1, "sent");
    let again = receipt(&scene, FI, &asked);
    assert_ne!((again.envelope, again.seq), (sound.envelope, sound.seq));
    assert_eq!(given(&mut scene, &sound, &asked).0.as_deref(), Some("OUT-6.1"));
    assert_eq!(given(&mut scene, &again, &asked), (None, "acknowledged".to_owned()));
}

#[test]
fn out_6_3_a_receipt_is_of_a_time_that_can_be() {
    let (mut scene, _ground) = scene();
    let form = scene.form(EE, FI, "OUT/64", person(1)).unwrap();
    let asked = scene.send(EE, form).unwrap();
    let (sent, minutes) = (scene.now, SignedDuration::from_mins);
    scene.wait(SignedDuration::from_hours(2));
    let sound = receipt(&scene, FI, &asked);
    for at in [sent - minutes(6), sent - minutes(60 * 24 * 365), scene.now + minutes(6)] {
        let told = given(&mut scene, &Receipt { at, ..sound.clone() }, &asked);
        assert_eq!(told, (Some("OUT-6.3".to_owned()), "sent".to_owned()), "{at}");
    }
    let at = scene.now + minutes(4);
    let told = given(&mut scene, &Receipt { at, ..sound }, &asked);
    assert_eq!(told, (None, "acknowledged".to_owned()));
}

#[test]
fn out_6_1_each_of_two_recipients_gives_a_receipt_of_his_own() {
    let (mut scene, _ground) = scene();
    let mut form = scene.form(EE, FI, "OUT/62", person(1)).unwrap();
    form.to.push(scene.addressee(EE, LV).unwrap());
    let asked = scene.send(EE, form).unwrap();
    scene.settle().unwrap();
    let ended = scene.nodes[EE].look(scene.now, |_, tx| {
        Ok((tx.outbound().get(asked.draft)?.unwrap().state, tx.receipts().count(asked.message)?))
    });
    assert_eq!(ended.unwrap(), ("acknowledged".to_owned(), 2));
}
