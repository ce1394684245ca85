//! What a wire is for: parcels arrive, receipts come back, cards renew themselves, and a node that cannot be reached fetches.

use crate::site::{HandClock, Site, id, partners, until};
use model::Body;
use node::administration::peers;
use std::time::Duration;

const DAY: i64 = 24 * 3_600;

#[test]
fn a_request_arrives_and_its_receipt_comes_back() {
    let (fi, ee) = partners();
    let exchange = fi.site.ask(&id("ee-spoc"), "FI-1");
    until("the receipt", || fi.site.state(exchange).as_deref() == Some("received"));
    until("the tray", || ee.site.state(exchange).as_deref() == Some("routed"));
    assert_eq!((ee.site.count("received"), fi.site.count("receipt-in")), (1, 1));
    assert_eq!(fi.site.count("fault") + ee.site.count("fault"), 0);
}

#[test]
fn cards_renew_themselves_over_the_wire() {
    let (fi, ee) = partners();
    let held = |at: &crate::site::Working, of: &str| {
        let of = id(of);
        at.site.step(|station, tx| Ok(exchange::standing(station, tx, &of)?.unwrap().card.unwrap().number))
    };
    assert_eq!((held(&fi, "ee-spoc"), held(&ee, "fi-spoc")), (1, 1));
    fi.site.clock.forward(8 * DAY);
    for node in [&fi, &ee] {
        // Its worker may have done so first.
        node.site.step(|station, tx| station.renew_keys(tx));
        node.refresh();
    }
    until("both newer cards", || (held(&fi, "ee-spoc"), held(&ee, "fi-spoc")) == (2, 2));
}

#[test]
fn a_node_that_cannot_be_reached_fetches_what_waits_for_it() {
    let clock = HandClock::new();
    let fi = Site::found("fi-spoc", "FIN", Body::Police, &clock).work(true);
    let ee = Site::found("ee-spoc", "EST", Body::Police, &clock).work(false);
    fi.site.add(&ee.site, None);
    ee.site.add(&fi.site, Some(fi.address));
    for (us, them) in [(&fi, &ee), (&ee, &fi)] {
        us.site.arrange(&them.site, None);
        us.refresh();
    }
    let exchange = fi.site.ask(&id("ee-spoc"), "FI-1");
    until("the receipt", || fi.site.state(exchange).as_deref() == Some("received"));
    let back = ee.site.ask(&id("fi-spoc"), "EE-1");
    until("the other way", || ee.site.state(back).as_deref() == Some("received"));
}

#[test]
fn wire_2_1_who_is_cut_off_stays_out_until_taken_up_again() {
    let (fi, ee) = partners();
    let first = fi.site.ask(&id("ee-spoc"), "FI-1");
    until("the receipt", || fi.site.state(first).as_deref() == Some("received"));
    let admin = crate::site::Site::administrator();
    ee.site.step(|station, tx| peers::suspend(station, tx, &admin, &id("fi-spoc"), "incident"));
    ee.refresh();
    let second = fi.site.ask(&id("ee-spoc"), "FI-2");
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(fi.site.state(second).as_deref(), Some("asked"), "it waits in the outbox");
    assert_eq!(ee.site.state(second), None);
    ee.site.step(|station, tx| peers::resume(station, tx, &admin, &id("fi-spoc")));
    ee.refresh();
    // The line is up again, but the arrangement is still suspended: our law refuses, with a receipt.
    until("a receipt that refuses", || fi.site.state(second).as_deref() == Some("refused"));
}
