//! BUN-1 to BUN-3: a file is a bundle of a partner, for this node, whole; and nothing is written that may not leave.

use crate::{refused, scene};
use audit::Event;
use exchange::bundle::{self, Reading};
use exchange::parcel::{self, Incoming, Protocol};
use jiff::SignedDuration;
use model::{Digest, Stop};
use seal::manifest::{Manifest, SignedManifest};
use testkit::form::person;
use testkit::monster::frame;
use testkit::scene::{EE, FI, HUB, KE, LV, Scene};
use testkit::stick::{header, parcels};

/// A bundle from Tallinn for Helsinki with one request in it.
fn written(scene: &mut Scene) -> Vec<u8> {
    let form = scene.form(EE, FI, "BUN/1", person(1)).unwrap();
    scene.send(EE, form).unwrap();
    let written = scene.write_bundle(EE, FI).unwrap();
    assert_eq!((written.deliveries, written.left), (1, 0));
    written.bytes
}

/// The file is refused whole by this check: nothing but its log entry is left.
fn turned_back(scene: &mut Scene, at: usize, bytes: &[u8], check: &str) {
    let before = scene.log(at).unwrap().len();
    match scene.read_bundle(at, bytes).unwrap() {
        Reading::Refused(fault) => assert_eq!(fault.check.id, check, "{fault}"),
        Reading::Taken(taking) => panic!("it was taken: {taking:?}"),
    }
    let log = scene.log(at).unwrap();
    assert_eq!(log.len(), before + 1, "nothing but the fault");
    assert!(matches!(log.last(), Some(Event::Fault { from: None, check: told, .. }) if told.as_str() == check));
}

fn taken(scene: &mut Scene, at: usize, bytes: &[u8]) -> bundle::Taking {
    match scene.read_bundle(at, bytes).unwrap() {
        Reading::Taken(taking) => taking,
        Reading::Refused(fault) => panic!("{fault}"),
    }
}

/// A bundle with any manifest, signed by the keys of a node.
fn forge(scene: &mut Scene, keys_of: usize, manifest: &Manifest, parcels: &[Vec<u8>]) -> Vec<u8> {
    let secrets = scene.secrets(keys_of).unwrap();
    let signed = SignedManifest::sign(manifest, &secrets).unwrap();
    let mut bytes = bundle::MAGIC.to_vec();
    for part in std::iter::once(signed.bytes()).chain(parcels.iter().map(Vec::as_slice)) {
        bytes.extend((part.len() as u32).to_be_bytes());
        bytes.extend(part);
    }
    bytes
}

fn manifest(scene: &Scene, by: usize, to: usize, parcels: &[Vec<u8>]) -> Manifest {
    Manifest {
        by: scene.id(by),
        to: scene.id(to),
        at: scene.now,
        parcels: parcels.iter().map(|parcel| seal::digest::sha256(&[parcel])).collect(),
        have: Vec::new(),
        want: Vec::new(),
        kept: Vec::new(),
    }
}

#[test]
fn bun_1_1_a_torn_or_lengthened_file_is_refused_whole() {
    let (mut scene, _ground) = scene();
    let bytes = written(&mut scene);
    for length in [0, 7, 16, 19, 900, bytes.len() / 2, bytes.len() - 1] {
        turned_back(&mut scene, FI, &bytes[..length], "BUN-1.1");
    }
    turned_back(&mut scene, FI, &[&bytes[..], b"\n"].concat(), "BUN-1.1");
    let other = [b"comity-bundle/2\n", &bytes[16..]].concat();
    turned_back(&mut scene, FI, &other, "BUN-1.1");
    assert!(taken(&mut scene, FI, &bytes).turned.is_empty());
}

#[test]
fn bun_1_2_an_altered_parcel_spoils_the_file() {
    let (mut scene, _ground) = scene();
    let mut bytes = written(&mut scene);
    *bytes.last_mut().unwrap() ^= 1;
    turned_back(&mut scene, FI, &bytes, "BUN-1.2");
}

#[test]
fn bun_2_1_a_bundle_is_of_a_peer_who_is_known_and_not_cut_off() {
    let (mut scene, _ground) = scene();
    // Riga's arrangement is with Helsinki too; Nairobi knows nobody in Tallinn.
    let parcels: Vec<Vec<u8>> = Vec::new();
    let of_ee = manifest(&scene, EE, KE, &parcels);
    let stranger = forge(&mut scene, EE, &of_ee, &parcels);
    turned_back(&mut scene, KE, &stranger, "BUN-2.1");
    // Riga signs in its own name and writes Tallinn's over it: no card of Tallinn verifies that.
    let of_lv = manifest(&scene, LV, FI, &parcels);
    let mut bytes = forge(&mut scene, LV, &of_lv, &parcels);
    let place = bytes.windows(7).position(|name| name == b"lv-spoc").unwrap();
    bytes[place..place + 7].copy_from_slice(b"ee-spoc");
    turned_back(&mut scene, FI, &bytes, "BUN-2.1");
    let good = written(&mut scene);
    let row = |suspended| store::PeerRow { authority: scene.id(EE), root: None, address: None, suspended };
    let (cut, back) = (row(Some(scene.now)), row(None));
    scene.visit(FI, |_, tx| tx.peers().put(&cut)).unwrap();
    turned_back(&mut scene, FI, &good, "BUN-2.1");
    scene.visit(FI, |_, tx| tx.peers().put(&back)).unwrap();
    assert_eq!(taken(&mut scene, FI, &good).by, scene.id(EE));
}

#[test]
fn bun_2_2_a_bundle_for_another_is_not_read() {
    let (mut scene, _ground) = scene();
    let form = scene.form(FI, EE, "BUN/2", person(2)).unwrap();
    scene.send(FI, form).unwrap();
    let bytes = scene.write_bundle(FI, EE).unwrap().bytes;
    turned_back(&mut scene, LV, &bytes, "BUN-2.2");
}

#[test]
fn bun_2_3_a_bundle_is_not_of_the_future() {
    let (mut scene, _ground) = scene();
    let parcels: Vec<Vec<u8>> = Vec::new();
    let mut ahead = manifest(&scene, EE, FI, &parcels);
    ahead.at += SignedDuration::from_secs(301);
    let bytes = forge(&mut scene, EE, &ahead, &parcels);
    turned_back(&mut scene, FI, &bytes, "BUN-2.3");
    scene.wait(SignedDuration::from_secs(1));
    assert_eq!(taken(&mut scene, FI, &bytes).parcels, 0);
}

#[test]
fn bun_3_1_a_bundle_is_written_for_a_peer_alone() {
    let (mut scene, _ground) = scene();
    let (nairobi, helsinki) = (scene.id(KE), scene.id(FI));
    let done = scene.visit(EE, |station, tx| bundle::write(station, tx, &nairobi, 1 << 20));
    assert_eq!(refused(done), "BUN-3.1");
    let row = store::PeerRow { authority: helsinki.clone(), root: None, address: None, suspended: Some(scene.now) };
    scene.visit(EE, |_, tx| tx.peers().put(&row)).unwrap();
    let done = scene.visit(EE, |station, tx| bundle::write(station, tx, &helsinki, 1 << 20));
    assert_eq!(refused(done), "BUN-3.1");
}

#[test]
fn bun_3_2_a_node_that_stands_still_writes_none() {
    let (mut scene, _ground) = scene();
    let helsinki = scene.id(FI);
    let still = serde_json::json!({
        "because": "witness-ahead", "by": "fi-spoc", "size": 9, "root": Digest([1; 32]),
    });
    scene.visit(EE, |_, tx| tx.settings().put("standstill", still.to_string().as_bytes())).unwrap();
    let done = scene.visit(EE, |station, tx| bundle::write(station, tx, &helsinki, 1 << 20));
    assert_eq!(refused(done), "BUN-3.2");
}

#[test]
fn a_fault_in_a_bundle_falls_alone_and_a_second_reading_has_no_effect() {
    let (mut scene, _ground) = scene();
    let form = scene.form(EE, FI, "BUN/3", person(3)).unwrap();
    let asked = scene.send(EE, form).unwrap();
    let due = scene.due(EE).unwrap();
    let to = scene.id(FI);
    let parcels = vec![frame(9, &to, b"x"), due[0].bytes().to_vec(), frame(1, &scene.id(LV), b"x")];
    let list = manifest(&scene, EE, FI, &parcels);
    let bytes = forge(&mut scene, EE, &list, &parcels);
    for time in 0..2 {
        let taking = taken(&mut scene, FI, &bytes);
        let turned: Vec<_> = taking.turned.iter().map(|turned| (turned.place, turned.check.id)).collect();
        assert_eq!(turned, [(1, "IN-1.1"), (3, "IN-1.2")], "time {time}");
        assert_eq!(taking.replies, 1, "the same receipt each time");
    }
    let received = |event: &Event| matches!(event, Event::Received { message, .. } if *message == asked.message);
    assert_eq!(scene.log(FI).unwrap().iter().filter(|event| received(event)).count(), 1);
}

#[test]
fn what_a_partner_has_is_not_carried_again_and_its_receipt_is_asked_for() {
    let (mut scene, _ground) = scene();
    let first = written(&mut scene);
    taken(&mut scene, FI, &first);
    // The bundle with the receipt is lost: Helsinki has let the receipt go, and a later bundle says only what it has.
    scene.write_bundle(FI, EE).unwrap();
    scene.wait(SignedDuration::from_hours(1));
    let has = scene.write_bundle(FI, EE).unwrap();
    taken(&mut scene, EE, &has.bytes);
    let again = scene.write_bundle(EE, FI).unwrap();
    assert_eq!((again.deliveries, again.wanted), (0, 1));
    taken(&mut scene, FI, &again.bytes);
    let receipt = scene.write_bundle(FI, EE).unwrap();
    taken(&mut scene, EE, &receipt.bytes);
    let last = scene.write_bundle(EE, FI).unwrap();
    assert_eq!((last.deliveries, last.wanted), (0, 0), "it was acknowledged");
    // Nobody else gets the receipt by asking for it.
    let message = scene.log(FI).unwrap().into_iter().find_map(|event| match event {
        Event::Received { message, .. } => Some(message),
        _ => None,
    });
    let mut asks = manifest(&scene, LV, FI, &[]);
    asks.want = vec![message.unwrap().0];
    let bytes = forge(&mut scene, LV, &asks, &[]);
    assert_eq!(taken(&mut scene, FI, &bytes).replies, 0);
}

#[test]
fn a_small_bundle_takes_what_expires_first_and_says_what_is_left() {
    let (mut scene, _ground) = scene();
    for n in 0..3 {
        let form = scene.form(EE, FI, &format!("BUN/{n}"), person(n)).unwrap();
        scene.send(EE, form).unwrap();
        scene.wait(SignedDuration::from_hours(1));
    }
    let to = scene.id(FI);
    let one = scene.visit(EE, |station, tx| bundle::write(station, tx, &to, 1)).unwrap();
    assert_eq!((one.protocol + one.deliveries, one.left), (1, 3), "the card alone, and it is told");
    let all = scene.write_bundle(EE, FI).unwrap();
    assert_eq!((all.deliveries, all.left), (3, 0));
    let expiries: Vec<_> = deliveries(&all.bytes);
    assert!(expiries.is_sorted() && expiries.len() == 3);
}

/// When each delivery of a bundle expires, in the order of the file.
fn deliveries(bytes: &[u8]) -> Vec<model::Instant> {
    parcels(bytes).iter().filter_map(|parcel| header(parcel)).map(|header| header.expires).collect()
}

/// The text of the checkpoint in a bundle.
fn checkpoint(bytes: &[u8]) -> Vec<u8> {
    let text = |parcel: &Vec<u8>| match parcel::read(parcel) {
        Ok((_, Incoming::Protocol(Protocol::Checkpoint(text)))) => Some(text),
        _ => None,
    };
    parcels(bytes).iter().find_map(text).unwrap()
}

#[test]
fn any_byte_that_is_turned_spoils_the_file_and_nothing_is_lost() {
    let (mut scene, _ground) = scene();
    let bytes = written(&mut scene);
    let before = scene.log(FI).unwrap().len();
    let mut tried = 0;
    for place in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut spoilt = bytes.clone();
        spoilt[place] ^= 1 << (place % 8);
        match scene.read_bundle(FI, &spoilt).unwrap() {
            Reading::Refused(_) => tried += 1,
            Reading::Taken(taking) => panic!("byte {place}: {taking:?}"),
        }
    }
    let log = scene.log(FI).unwrap().split_off(before);
    assert_eq!(log.len(), tried, "a fault each, and nothing else");
    assert!(log.iter().all(|event| matches!(event, Event::Fault { from: None, .. })));
    // The sender waits for its receipt as before, and the sound file still arrives.
    assert_eq!(scene.write_bundle(EE, FI).unwrap().deliveries, 1);
    let taking = taken(&mut scene, FI, &bytes);
    assert_eq!((taking.turned.len(), taking.replies), (0, 2), "a receipt, and the cosigned checkpoint");
}

#[test]
fn what_has_run_out_of_time_is_in_no_bundle() {
    let (mut scene, _ground) = scene();
    for n in 0..2 {
        let form = scene.form(EE, FI, &format!("BUN/{n}"), person(n)).unwrap();
        scene.send(EE, form).unwrap();
    }
    scene.wait(SignedDuration::from_hours(35 * 24));
    scene.visit(EE, |station, tx| station.renew_keys(tx)).unwrap();
    let late = scene.write_bundle(EE, FI).unwrap();
    assert_eq!((late.deliveries, late.wanted, late.left), (0, 0, 0));
    assert!(deliveries(&late.bytes).is_empty());
    let undelivered = scene.log(EE).unwrap().into_iter().filter(|event| matches!(event, Event::Undelivered { .. }));
    assert_eq!(undelivered.count(), 2, "and whoever asked is told");
}

#[test]
fn a_relay_lets_go_of_what_has_run_out_of_time() {
    let (mut scene, _ground) = scene();
    let form = scene.form(EE, LV, "BUN/4", person(4)).unwrap();
    scene.send(EE, form).unwrap();
    let parcel = scene.due(EE).unwrap().remove(0);
    let (to, receipt) = (scene.id(LV), frame(2, &scene.id(LV), b"whatever it is"));
    let waits = |scene: &mut Scene| scene.visit(HUB, |_, tx| Ok(tx.carried().waiting_for(&to, 9)?.len())).unwrap();
    scene.give(EE, HUB, parcel.bytes()).unwrap();
    scene.wait(SignedDuration::from_hours(24));
    scene.give(EE, HUB, &receipt).unwrap();
    assert_eq!(waits(&mut scene), 2);
    scene.wait(SignedDuration::from_hours(34 * 24));
    assert_eq!(waits(&mut scene), 1, "the delivery has expired");
    // Given again it is not taken again.
    scene.give(EE, HUB, parcel.bytes()).unwrap();
    let over = scene.visit(HUB, |_, tx| exchange::due_over(tx, std::slice::from_ref(&to), 9)).unwrap();
    assert_eq!(over.len(), 1);
    scene.wait(SignedDuration::from_hours(24));
    assert_eq!(scene.visit(HUB, |_, tx| tx.carried().let_go()).unwrap(), 1, "35 days after it was given");
    assert_eq!(waits(&mut scene), 0);
}

#[test]
fn checkpoints_out_of_order_accuse_nobody_and_a_forged_one_hides_none() {
    let (mut scene, _ground) = scene();
    let earlier = checkpoint(&scene.write_bundle(EE, FI).unwrap().bytes);
    written(&mut scene);
    let later = checkpoint(&scene.write_bundle(EE, FI).unwrap().bytes);
    let shown = |text: &[u8]| audit::AddCheckpoint::parse(text).unwrap().checkpoint().unwrap().size;
    let (small, large) = (shown(&earlier), shown(&later));
    assert!(small < large);
    // Somebody writes a larger size over the signed one.
    let forged = String::from_utf8(later.clone()).unwrap().replacen(&format!("\n{large}\n"), "\n99999999\n", 1);
    let to = scene.id(FI);
    let parcels: Vec<Vec<u8>> =
        [later.as_slice(), &earlier, forged.as_bytes()].into_iter().map(|text| frame(4, &to, text)).collect();
    let list = manifest(&scene, EE, FI, &parcels);
    let bytes = forge(&mut scene, EE, &list, &parcels);
    let taking = taken(&mut scene, FI, &bytes);
    let turned: Vec<_> = taking.turned.iter().map(|turned| (turned.place, turned.check.id)).collect();
    assert_eq!(turned, [(3, "AUD-6.3")]);
    let origin = format!("comity/{}/1", scene.id(EE));
    let (seen, claims) = scene
        .visit(FI, |_, tx| Ok((tx.seen_logs().get(&origin)?.unwrap(), tx.claims().up_to(&origin, u64::MAX >> 1, 9)?)))
        .unwrap();
    assert_eq!((seen.size, seen.smaller, claims.len()), (large, 0, 0));
}

#[test]
fn a_failure_of_the_store_takes_nothing() {
    let (mut scene, _ground) = scene();
    let bytes = written(&mut scene);
    let done = scene.visit(FI, |station, tx| {
        bundle::read(station, tx, &bytes)?;
        Err::<(), Stop>(model::Failure::new("test", "the disk is full").into())
    });
    assert!(done.is_err());
    assert!(!scene.log(FI).unwrap().iter().any(|event| matches!(event, Event::Received { .. })));
    assert_eq!(taken(&mut scene, FI, &bytes).replies, 2, "a receipt, and the cosigned checkpoint");
}
