//! Clocks: whom they bind, and what their events do.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use jiff::{SignedDuration, ToSpan};
use law::Side;
use law::clock::{ClockEvent, ClockFact, ClockQuestion, ClockState, Period, Statutory, deadline, replay, zone};
use model::time::Instant;
use model::{Body, Kind, State, Urgency};
use proptest::prelude::*;
use std::sync::LazyLock;

static CLOCK: LazyLock<Statutory> = LazyLock::new(|| {
    let start: Instant = "2026-11-23T01:12:00Z".parse().unwrap();
    let found = deadline(&house::lawbook(), &asked("EST", "FIN"), start, &zone("Europe/Helsinki").unwrap());
    found.decision.statutory().unwrap().clone()
});

fn asked(from: &str, to: &str) -> ClockQuestion {
    let side = |state| Side { authority: None, state: State::parse(state).unwrap(), body: Some(Body::Police) };
    ClockQuestion {
        requesting: side(from),
        requested: side(to),
        kind: Kind::Information,
        urgency: Urgency::UrgentDirect,
        on: "2026-11-23".parse().unwrap(),
    }
}

fn at(minutes: i64) -> Instant {
    CLOCK.start.checked_add(minutes.minutes()).unwrap()
}

fn event(minutes: i64, what: ClockFact) -> ClockEvent {
    ClockEvent { at: at(minutes), what }
}

fn play(events: &[ClockEvent], now: i64) -> Result<ClockState, &'static str> {
    replay(&CLOCK, &zone("Europe/Helsinki").unwrap(), events, at(now)).map_err(|refusal| refusal.check.id)
}

#[test]
fn law_6_1_a_clock_runs_only_between_those_it_binds() {
    let book = house::lawbook();
    let helsinki = zone("Europe/Helsinki").unwrap();
    let runs =
        |question: &ClockQuestion| deadline(&book, question, CLOCK.start, &helsinki).decision.statutory().is_some();
    assert!(runs(&asked("EST", "FIN")));
    for other in ["KEN", "XXA", "GBR", "DNK", "IRL", "EUE"] {
        assert!(!runs(&asked(other, "FIN")) && !runs(&asked("FIN", other)), "{other}");
    }
    let mut prosecutor = asked("EST", "FIN");
    prosecutor.requesting.body = Some(Body::Prosecutor);
    assert!(!runs(&prosecutor));
    let finding = deadline(&book, &asked("KEN", "FIN"), CLOCK.start, &helsinki);
    assert_eq!(finding.reasons[0].check, "LAW-6.1");
    assert!(serde_json::to_string(&finding.decision).unwrap().contains("no statutory limit; asked for by"));
}

#[test]
fn law_6_2_hours_are_hours_and_days_keep_the_wall_clock() {
    assert_eq!(CLOCK.due, "2026-11-23T09:12:00Z".parse::<Instant>().unwrap());
    assert_eq!(CLOCK.due_local, "2026-11-23 11:12 EET");
    let helsinki = zone("Europe/Helsinki").unwrap();
    let start: Instant = "2026-03-27T10:00:00Z".parse().unwrap();
    assert_eq!(Period::Days(3).end(start, &helsinki).unwrap(), "2026-03-30T09:00:00Z".parse::<Instant>().unwrap());
    assert_eq!(Period::Hours(72).end(start, &helsinki).unwrap(), "2026-03-30T10:00:00Z".parse::<Instant>().unwrap());
    assert_eq!(Period::Days(3).end(Instant::MAX, &helsinki), None);
}

#[test]
fn law_6_3_a_suspension_moves_the_end_by_its_length() {
    let events = [event(60, ClockFact::AwaitingAuthorisation), event(180, ClockFact::Resumed)];
    assert_eq!(play(&events, 100), Ok(ClockState::Suspended { since: at(60) }));
    assert_eq!(play(&events, 599), Ok(ClockState::Running { due: at(600), used_percent: 99 }));
    assert_eq!(play(&events, 601), Ok(ClockState::Lapsed { due: at(600) }));
    assert_eq!(play(&[event(10, ClockFact::Resumed)], 20), Err("LAW-6.3"));
    assert_eq!(play(&[event(500, ClockFact::AwaitingAuthorisation)], 501), Err("LAW-6.3"));
    let met = [event(60, ClockFact::AwaitingAuthorisation), event(900, ClockFact::Met)];
    assert_eq!(play(&met, 901), Ok(ClockState::Met { at: at(900), in_time: true }));
}

#[test]
fn law_6_4_an_extension_needs_its_act_and_comes_once() {
    let more = |hours| ClockFact::Extended { by: Period::Hours(hours), reason: "the archive is closed".to_owned() };
    assert_eq!(play(&[event(10, more(1))], 20), Err("LAW-6.4"));
    let extensible = Statutory { extension: Some(Period::Hours(4)), ..CLOCK.clone() };
    let helsinki = zone("Europe/Helsinki").unwrap();
    let run =
        |events: &[ClockEvent]| replay(&extensible, &helsinki, events, at(30)).map_err(|refusal| refusal.check.id);
    assert_eq!(run(&[event(10, more(4))]), Ok(ClockState::Running { due: at(720), used_percent: 4 }));
    assert_eq!(run(&[event(10, more(5))]), Err("LAW-6.4"));
    assert_eq!(run(&[event(10, more(1)), event(11, more(1))]), Err("LAW-6.4"));
    let silent = ClockFact::Extended { by: Period::Hours(1), reason: " ".to_owned() };
    assert_eq!(run(&[event(10, silent)]), Err("LAW-6.4"));
}

#[test]
fn law_6_5_a_restart_begins_anew_and_order_is_kept() {
    assert_eq!(
        play(&[event(400, ClockFact::Restarted)], 500),
        Ok(ClockState::Running { due: at(880), used_percent: 20 })
    );
    let disorder = [event(100, ClockFact::AwaitingAuthorisation), event(50, ClockFact::Resumed)];
    assert_eq!(play(&disorder, 200), Err("LAW-6.5"));
}

proptest! {
    #[test]
    fn suspensions_add_up_whatever_their_number(stops in proptest::collection::vec((1i64..20, 1i64..500), 0..10)) {
        let (mut minute, mut stood, mut events) = (0, 0, Vec::new());
        for (run, stop) in stops {
            minute += run;
            events.push(event(minute, ClockFact::AwaitingAuthorisation));
            minute += stop;
            stood += stop;
            events.push(event(minute, ClockFact::Resumed));
        }
        let due = CLOCK.due.checked_add(SignedDuration::from_mins(stood)).unwrap();
        let state = play(&events, minute).unwrap();
        prop_assert!(matches!(state, ClockState::Running { due: found, .. } if found == due), "{:?}", state);
    }

    #[test]
    fn the_same_facts_give_the_same_answer_whenever_they_are_asked(later in 0i64..10_000) {
        let events = [event(60, ClockFact::AwaitingAuthorisation), event(180, ClockFact::Resumed), event(300, ClockFact::Met)];
        prop_assert_eq!(play(&events, 300 + later), Ok(ClockState::Met { at: at(300), in_time: true }));
    }

    #[test]
    fn days_end_at_the_same_local_time_in_every_zone(
        seconds in 0i64..4_000_000_000, days in 0u32..40, name in proptest::sample::select(vec!["Europe/Helsinki", "Africa/Nairobi", "America/St_Johns", "Asia/Kathmandu", "UTC"]),
    ) {
        let zone = zone(name).unwrap();
        let start = Instant::from_second(seconds).unwrap();
        let end = Period::Days(days).end(start, &zone).unwrap();
        let (from, to) = (zone.to_datetime(start), zone.to_datetime(end));
        prop_assert_eq!(from.date().checked_add(i64::from(days).days()).unwrap(), to.date());
        let shift = to.time().duration_since(from.time()).abs();
        prop_assert!(shift <= SignedDuration::from_hours(1), "only a missing hour moves it: {}", shift);
    }
}
