//! What stands in the log although nothing came of it: refused acts without an exchange, and what the node could not do
//! by itself.

use crate::{refused, scene};
use audit::{Event, Item};
use exchange::outbound::Draft;
use exchange::{HeldUp, Standing, Trying, answer_due, attempt};
use jiff::SignedDuration;
use model::{ExchangeId, Role, Stop};
use testkit::chance::SeededChance;
use testkit::form::{self, person};
use testkit::scene::{EE, FI, LV, Scene};

#[test]
fn a_refused_act_without_an_exchange_is_logged_by_its_name() {
    let (scene, _ground) = scene();
    let overseer = form::officer("overseer", Role::Overseer).unwrap();
    let form = scene.form(EE, FI, "LOG/1", person(1)).unwrap();
    let (store, station) = scene.nodes[EE].parts().unwrap();
    let trying = Trying { name: "write a colleague's draft", exchange: None, officer: Some(&overseer.id) };
    let mut chance = SeededChance::new(1, "logging");
    let done =
        attempt(store, trying, scene.now, &mut chance, |tx| Draft::write(station, tx, &overseer, form).map(drop));
    let check = refused(done);
    match scene.log(EE).unwrap().last() {
        Some(Event::ActRefused { act, check: logged, officer, policies }) => {
            assert_eq!((act.as_str(), logged.as_str()), ("write-a-colleagues-draft", check));
            assert_eq!(officer.as_ref(), Some(&overseer.id));
            assert!(!policies.is_empty(), "with the policies that decided");
        }
        other => panic!("{other:?}"),
    }
}

/// What Helsinki could not answer at the tick.
fn held(scene: &mut Scene) -> Vec<(Standing, Stop)> {
    let due = scene.visit(FI, answer_due).unwrap();
    due.into_iter().filter_map(Result::err).map(|(id, stop)| (Standing::Exchange(id), stop)).collect()
}

fn lapse(scene: &mut Scene) {
    let under = scene.addressee(FI, LV).unwrap().under;
    let lapsed = scene.visit(FI, |_, tx| {
        let mut arrangement = tx.arrangements().get(&under)?.unwrap();
        let partner = arrangement.between.1.clone();
        if let Some(standing) = &mut arrangement.standing {
            standing.until = "2026-11-22".parse().unwrap();
        }
        tx.arrangements().add(&arrangement, &partner).map(drop)
    });
    lapsed.unwrap();
}

#[test]
fn what_is_held_up_is_told_once_a_day_and_waits_for_the_overseer() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(LV, FI, "LOG/2", person(700_000)).unwrap();
    lapse(&mut scene);
    scene.wait(SignedDuration::from_hours(24));
    let mut held_up = HeldUp::default();
    let mut tell = |scene: &mut Scene| {
        let held = held(scene);
        assert_eq!(held.len(), 1, "it is tried each time");
        let (store, _) = scene.nodes[FI].parts().unwrap();
        held_up.tell(store, scene.now, &mut SeededChance::new(3, "held"), held).unwrap().len()
    };
    assert_eq!(tell(&mut scene), 1);
    scene.wait(SignedDuration::from_secs(1));
    assert_eq!(tell(&mut scene), 0, "not each second");
    scene.wait(SignedDuration::from_hours(24));
    assert_eq!(tell(&mut scene), 1, "but again the next day");
    let of_this = |event: &Event| {
        matches!(event, Event::HeldUp { item: Item::Exchange(id), check: Some(check), .. }
        if *id == asked.exchange && check.as_str() == "POL-2.3")
    };
    assert_eq!(scene.log(FI).unwrap().iter().filter(|event| of_this(event)).count(), 2);
    let queue = scene.nodes[FI].look(scene.now, |_, tx| tx.overseer_queue().all()).unwrap();
    let waits = queue.iter().filter(|row| row.body.contains("held-up") && row.body.contains("POL-2.3")).count();
    assert_eq!(waits, 2, "{queue:?}");
}

#[test]
fn a_failure_of_the_machine_is_logged_and_not_the_overseers() {
    let (mut scene, _ground) = scene();
    let before = scene.nodes[FI].look(scene.now, |_, tx| Ok(tx.overseer_queue().all()?.len())).unwrap();
    let broken = Stop::Failure(model::Failure::new("screening", "the row is damaged"));
    let held = [(Standing::Exchange(ExchangeId([7; 16])), broken)];
    let (store, _) = scene.nodes[FI].parts().unwrap();
    HeldUp::default().tell(store, scene.now, &mut SeededChance::new(4, "held"), held).unwrap();
    let log = scene.log(FI).unwrap();
    assert!(matches!(log.last(), Some(Event::HeldUp { check: None, .. })), "{:?}", log.last());
    let after = scene.visit(FI, |_, tx| Ok(tx.overseer_queue().all()?.len())).unwrap();
    assert_eq!(before, after);
}

#[test]
fn the_first_overseer_who_saw_an_entry_stands_there() {
    let (mut scene, _ground) = scene();
    let (first, other) =
        (form::officer("overseer", Role::Overseer).unwrap(), form::officer("other", Role::Overseer).unwrap());
    let seen = scene.visit(FI, |_, tx| {
        let id = tx.overseer_queue().append("{}")?;
        assert!(tx.overseer_queue().seen(id, &first.id)? && !tx.overseer_queue().seen(id, &other.id)?);
        assert!(!tx.overseer_queue().seen(id + 1, &other.id)?, "there is no such entry");
        Ok(tx.overseer_queue().all()?.pop().and_then(|row| row.seen_by))
    });
    assert_eq!(seen.unwrap().as_deref(), Some(first.id.as_str()));
}
