//! What a stranger, a partner or the network may try on the peer port; each test is named after its threat.

use crate::frozen::{Frozen, Manner};
use crate::site::{HandClock, Site, Working, id, partners, until};
use model::{Body, Clock as _};
use node::peers::Budget;
use rustls::crypto::aws_lc_rs::kx_group;
use seal::keys::PeerSecret;
use std::sync::Arc;

/// Estonia at work, and the key of Finland, which is its partner but does not work itself.
fn called() -> (Site, Working) {
    called_within(Budget::default())
}

fn called_within(budget: Budget) -> (Site, Working) {
    let clock = HandClock::new();
    let fi = Site::found("fi-spoc", "FIN", Body::Police, &clock);
    let ee = Site::found("ee-spoc", "EST", Body::Police, &clock).work_within(true, budget);
    ee.site.add(&fi, None);
    ee.site.arrange(&fi, None);
    fi.add(&ee.site, None);
    fi.arrange(&ee.site, None);
    ee.refresh();
    (fi, ee)
}

fn second(site: &Site) -> i64 {
    site.clock.now().as_second()
}

#[test]
fn a_peer_frozen_at_version_1_talks_to_head() {
    let (fi, ee) = called();
    let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
    assert_eq!(&peer.shown, ee.site.key.public(), "the key of the card");
    let (parcels, end) = peer.greet(fi.id(), second(&fi), 0).unwrap();
    assert_eq!((parcels.len(), end.0), (1, 4), "its card, because we hold none, and done");
    let exchange = fi.ask(&id("ee-spoc"), "FI-1");
    let due = fi.step(|_, tx| exchange::due(tx, 9));
    peer.send(2, due[0].bytes()).unwrap();
    let (receipts, end) = peer.answer().unwrap();
    assert_eq!((receipts.len(), end.0), (1, 4), "a receipt and done");
    fi.step(|station, tx| exchange::receive(station, tx, &id("ee-spoc"), &receipts[0]));
    assert_eq!(fi.state(exchange).as_deref(), Some("received"));
    peer.send(3, &[]).unwrap();
    let (waiting, end) = peer.answer().unwrap();
    assert_eq!(end, (4, Vec::new()));
    assert!(waiting.iter().all(|parcel| parcel[0] == 4), "nothing waits but a checkpoint of its log");
}

#[test]
fn threat_downgrade_of_tls_version_key_exchange_or_protocol() {
    let (fi, ee) = called();
    let old = Manner { versions: vec![&rustls::version::TLS13], groups: vec![kx_group::X25519], ..Manner::default() };
    assert!(Frozen::connect(ee.address, &fi.key, old).is_err(), "no key exchange without ML-KEM");
    for alpn in [vec![], vec![b"comity-peer/0".to_vec()], vec![b"h2".to_vec()]] {
        let nameless = Frozen::connect(ee.address, &fi.key, Manner { alpn, ..Manner::default() });
        let greeted = nameless.and_then(|mut peer| peer.greet(fi.id(), second(&fi), 0));
        assert!(greeted.is_err(), "no protocol without its name");
    }
    let newer = Manner { alpn: vec![b"comity-peer/9".to_vec(), b"comity-peer/1".to_vec()], ..Manner::default() };
    let mut peer = Frozen::connect(ee.address, &fi.key, newer).unwrap();
    assert_eq!(peer.greet(fi.id(), second(&fi), 1).unwrap().1.0, 4, "the highest common version is used");
}

#[test]
fn threat_stranger_wire_2_1_a_key_that_no_pinned_card_names() {
    let (fi, ee) = called();
    let stranger = Arc::new(PeerSecret::generate(&mut node::system::SystemChance).unwrap());
    let mut refused = Frozen::connect(ee.address, &stranger, Manner::default());
    let greeted = refused.as_mut().map(|peer| peer.greet(fi.id(), second(&fi), 0));
    assert!(!matches!(greeted, Ok(Ok(_))), "the handshake ends it");
    assert_eq!(ee.site.count("fault"), 0, "a stranger writes nothing into our log");
}

#[test]
fn threat_impersonation_wire_2_2_a_partner_says_that_it_is_another() {
    let (fi, ee) = called();
    let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
    let (_, end) = peer.greet(&id("lv-spoc"), second(&fi), 0).unwrap();
    assert_eq!(end, (6, b"WIRE-2.2".to_vec()));
    assert!(peer.read().is_err(), "closed");
}

#[test]
fn wire_1_2_the_order_of_frames_is_kept() {
    let (fi, ee) = called();
    let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
    peer.send(3, &[]).unwrap();
    assert_eq!(peer.read().unwrap(), (6, b"WIRE-1.2".to_vec()), "hello comes first");
    let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
    peer.greet(fi.id(), second(&fi), 1).unwrap();
    peer.send(4, &[]).unwrap();
    assert_eq!(peer.read().unwrap(), (6, b"WIRE-1.2".to_vec()), "an answer that nobody asked for");
    let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
    peer.greet(fi.id(), second(&fi), 1).unwrap();
    peer.send(9, &[]).unwrap();
    assert_eq!(peer.read().unwrap(), (6, b"WIRE-1.1".to_vec()), "an unknown kind");
}

#[test]
fn threat_flood_wire_3_1_of_parcels_and_of_faults() {
    let (fi, ee) = called_within(Budget { parcels: 1, kibibytes: 1_000, faults: 1 });
    let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
    peer.greet(fi.id(), second(&fi), 1).unwrap();
    fi.ask(&id("ee-spoc"), "FI-1");
    let due = fi.step(|_, tx| exchange::due(tx, 9));
    let ends: Vec<u8> = (0..12)
        .map(|_| {
            peer.send(2, due[0].bytes()).unwrap();
            peer.answer().unwrap().1.0
        })
        .collect();
    assert_eq!(ends, [vec![4; 10], vec![5; 2]].concat(), "ten minutes' worth, then busy");
    let (fi, ee) = called_within(Budget { parcels: 100, kibibytes: 1_000, faults: 1 });
    let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
    peer.greet(fi.id(), second(&fi), 1).unwrap();
    let mut faults = 0;
    while peer.send(2, b"no parcel").and_then(|()| peer.answer()).is_ok_and(|(_, end)| end == (6, b"IN-1.1".to_vec())) {
        faults += 1;
        assert!(faults < 50, "it is still listened to");
    }
    assert!((10..=11).contains(&faults), "{faults}");
    until("the alarm", || ee.site.count("alarm-raised") == 1);
    assert_eq!(ee.site.count("fault"), 11, "no more entries than the budget has");
}

#[test]
fn threat_clock_skew_is_told_on_the_first_hello() {
    let (fi, ee) = called();
    for ahead in [0, 119, 180, 600] {
        let mut peer = Frozen::connect(ee.address, &fi.key, Manner::default()).unwrap();
        assert_eq!(peer.greet(fi.id(), second(&fi) + ahead, 1).unwrap().1.0, 4, "it is told, not refused");
    }
    assert_eq!(ee.site.count("alarm-raised"), 1, "once an hour");
}

#[test]
fn threat_slow_peer_keeps_nobody_else_out() {
    let (fi, ee) = partners();
    // Connections that say nothing, as many as one address may have in their handshake.
    let silent: Vec<_> = (0..14).map(|_| std::net::TcpStream::connect(ee.address).unwrap()).collect();
    let exchange = fi.site.ask(&id("ee-spoc"), "FI-1");
    until("the receipt", || fi.site.state(exchange).as_deref() == Some("received"));
    drop(silent);
}
