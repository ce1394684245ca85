//! Two desks that meet by bundle alone, over a way on which bundles are lost, doubled, damaged, up to nine days late and out of
//! order: each request has its effect once, and its receipt comes.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use audit::Event;
use exchange::bundle::{Reading, Turned};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use testkit::form::person;
use testkit::scene::{Asked, EE, FI, HUB, LV, Scene};
use testkit::stick::{Stick, Way, header, parcels};
use testkit::{Ground, Rules};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const ROUGH: Way = Way { loss: 350, doubled: 250, damaged: 100, days: 9 };
const CALM: Way = Way { loss: 0, doubled: 0, damaged: 0, days: 1 };

/// Whom each node writes bundles for.
type Rounds = &'static [(usize, usize)];

/// Plays `days` days, the last 14 of them calm, and asks by `ask` on the first of them; says how many files were refused.
fn play(scene: &mut Scene, seed: u64, rounds: Rounds, days: u32, ask: Rounds) -> (Vec<(usize, usize, Asked)>, usize) {
    let (mut stick, mut asked, mut refused) = (Stick::new(seed), Vec::new(), 0);
    for day in 0..days {
        let way = if day + 14 < days { ROUGH } else { CALM };
        for place in 0..scene.nodes.len() {
            scene.visit(place, |station, tx| station.renew_keys(tx)).unwrap();
        }
        if day < 6 {
            for (from, to) in ask {
                let about = person(u64::from(day) * 100 + *from as u64);
                let form = scene.form(*from, *to, &format!("STICK/{from}/{day}"), about).unwrap();
                asked.push((*from, *to, scene.send(*from, form).unwrap()));
            }
        }
        for (from, to) in rounds {
            if way.loss == 0 || stick.happens(700) {
                let written = scene.write_bundle(*from, *to).unwrap();
                let out = |parcel: &Vec<u8>| header(parcel).is_some_and(|header| header.expires <= scene.now);
                assert!(
                    !parcels(&written.bytes).iter().any(out),
                    "day {day}: what has run out of time leaves by no way"
                );
                stick.hand(way, scene.now, *to, &written.bytes);
            }
        }
        scene.wait(DAY);
        for (to, bytes) in stick.arrived(scene.now) {
            match scene.read_bundle(to, &bytes).unwrap() {
                Reading::Taken(taking) => only_doubles(scene, to, &bytes, &taking.turned, day),
                Reading::Refused(_) => refused += 1,
            }
        }
    }
    (asked, refused)
}

/// What was turned away is a double that came so late that its epoch key is destroyed (30 days after its week) or its time is
/// over (35 days): its message has been here for long, and gets no second effect.
fn only_doubles(scene: &Scene, at: usize, bundle: &[u8], turned: &[Turned], day: u32) {
    if turned.is_empty() {
        return;
    }
    let (parcels, received) = (parcels(bundle), counts(scene, at).0);
    for Turned { place, check } in turned {
        let message = header(&parcels[place - 1]).map(|header| header.message.to_string());
        let known = message.is_some_and(|message| received.contains_key(&message));
        assert!(known && ["SEAL-4.4", "SEAL-4.9"].contains(&check.id), "day {day}: parcel {place}, {check}");
    }
}

/// How often each message stands in a node's log as received, and as acknowledged.
fn counts(scene: &Scene, place: usize) -> (BTreeMap<String, usize>, BTreeMap<String, usize>) {
    let (mut received, mut acknowledged) = (BTreeMap::new(), BTreeMap::new());
    for event in scene.log(place).unwrap() {
        match event {
            Event::Received { message, .. } => *received.entry(message.to_string()).or_default() += 1,
            Event::ReceiptIn { message, .. } => *acknowledged.entry(message.to_string()).or_default() += 1,
            _ => {}
        }
    }
    (received, acknowledged)
}

fn hold(scene: &mut Scene, asked: &[(usize, usize, Asked)]) {
    for (from, to, asked) in asked {
        let message = asked.message.to_string();
        assert_eq!(counts(scene, *to).0.get(&message), Some(&1), "{message}: taken once");
        assert_eq!(counts(scene, *from).1.get(&message), Some(&1), "{message}: acknowledged once");
        let state = |at: usize| {
            scene.nodes[at].look(scene.now, |_, tx| Ok(tx.exchanges().get(asked.exchange)?.unwrap().state)).unwrap()
        };
        assert_eq!((state(*from).as_str(), state(*to).as_str()), ("received", "routed"));
    }
    for place in 0..scene.nodes.len() {
        assert_eq!(scene.standstill(place).unwrap(), None, "no log is taken for a false one");
        let queue = scene.queue(place).unwrap();
        assert!(!queue.iter().any(|told| told.contains("contradicted")), "{queue:?}");
        scene.publish(place).unwrap();
        audit::verify(&scene.directory(place).join("log"), None).unwrap();
    }
}

#[test]
fn what_goes_by_bundle_alone_arrives_once_and_is_acknowledged() {
    let ground = Ground::lay(Rules::read().unwrap(), 1).unwrap();
    let mut spoilt = 0;
    for seed in 1..=4 {
        let mut scene = Scene::on(&ground).unwrap();
        let pairs: Rounds = &[(EE, FI), (FI, EE)];
        let (asked, refused) = play(&mut scene, seed, pairs, 40, pairs);
        hold(&mut scene, &asked);
        spoilt += refused;
        // Each has cosigned the other's log, by bundle.
        let cosigned = |at: usize| scene.nodes[at].look(scene.now, |_, tx| tx.witnesses().all()).unwrap();
        assert!(cosigned(EE).iter().any(|row| row.size > 0) && cosigned(FI).iter().any(|row| row.size > 0));
    }
    assert!(spoilt > 0, "the way was rough");
}

#[test]
fn a_relay_that_is_visited_by_hand_carries_both_ways_and_lets_go() {
    let ground = Ground::lay(Rules::read().unwrap(), 1).unwrap();
    let mut scene = Scene::on(&ground).unwrap();
    let visits: Rounds = &[(EE, HUB), (HUB, EE), (LV, HUB), (HUB, LV)];
    pin(&mut scene);
    let (asked, _) = play(&mut scene, 5, visits, 60, &[(EE, LV), (LV, EE)]);
    hold(&mut scene, &asked);
    let waits = |of: usize| {
        let of = scene.id(of);
        scene.nodes[HUB].look(scene.now, |_, tx| Ok(tx.carried().waiting_for(&of, 4_096)?.len())).unwrap()
    };
    // What the last two days brought is still under way, and nothing else.
    assert!(waits(EE) <= 8 && waits(LV) <= 8, "{} {}", waits(EE), waits(LV));
}

/// The relay and those whom it serves know each other, as an administrator adds them.
fn pin(scene: &mut Scene) {
    for (at, of) in [(EE, HUB), (LV, HUB), (HUB, EE), (HUB, LV)] {
        let (authority, root) = (scene.id(of), Some(scene.root(of)));
        let card = scene.visit(of, |station, tx| station.card(tx)).unwrap();
        let row = store::PeerRow { authority, root, address: None, suspended: None };
        scene.visit(at, |_, tx| tx.peers().put(&row)).unwrap();
        let parcel = testkit::monster::frame(3, &scene.id(at), &card);
        scene.give(of, at, &parcel).unwrap();
    }
}
