//! Clocks: whom they bind, and what their events do.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use jiff::{SignedDuration, ToSpan};
use law::Side;
use law::clock::{
    Between, ClockEvent, ClockFact, ClockQuestion, ClockState, Extension, Period, ShownBy, Start, StartEvent,
    Statutory, WorkingDays, deadline, position, reckon, record, replay, start, zone,
};
use law::lawbook::clock::Nature;
use model::time::Instant;
use model::{Body, Kind, State, Urgency};
use proptest::prelude::*;
use std::sync::LazyLock;

static BOOK: LazyLock<law::Lawbook> = LazyLock::new(house::lawbook);

static CLOCK: LazyLock<Statutory> = LazyLock::new(|| {
    let start: Instant = "2026-11-23T01:12:00Z".parse().unwrap();
    let found = deadline(&BOOK, &asked("EST", "FIN"), start, &zone("Europe/Helsinki").unwrap());
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
    ClockEvent::new(at(minutes), what)
}

fn play(events: &[ClockEvent], now: i64) -> Result<ClockState, &'static str> {
    replay(&CLOCK, &zone("Europe/Helsinki").unwrap(), events, at(now)).map_err(|refusal| refusal.check.id)
}

#[test]
fn law_6_1_a_clock_runs_only_between_those_it_binds() {
    let book = &*BOOK;
    let helsinki = zone("Europe/Helsinki").unwrap();
    let runs =
        |question: &ClockQuestion| deadline(book, question, CLOCK.start, &helsinki).decision.statutory().is_some();
    assert!(runs(&asked("EST", "FIN")));
    for other in ["KEN", "XXA", "GBR", "DNK", "IRL", "EUE"] {
        assert!(!runs(&asked(other, "FIN")) && !runs(&asked("FIN", other)), "{other}");
    }
    let mut prosecutor = asked("EST", "FIN");
    prosecutor.requesting.body = Some(Body::Prosecutor);
    assert!(!runs(&prosecutor));
    let finding = deadline(book, &asked("KEN", "FIN"), CLOCK.start, &helsinki);
    assert_eq!(finding.reasons[0].check, "LAW-6.1");
    assert!(serde_json::to_string(&finding.decision).unwrap().contains("no statutory limit; asked for by"));
}

#[test]
fn law_6_2_hours_are_hours_and_days_keep_the_wall_clock() {
    assert_eq!(CLOCK.due, "2026-11-23T09:12:00Z".parse::<Instant>().unwrap());
    assert_eq!(CLOCK.due_local, "2026-11-23 11:12 EET");
    let helsinki = zone("Europe/Helsinki").unwrap();
    let start: Instant = "2026-03-27T10:00:00Z".parse().unwrap();
    assert_eq!(
        Period::Days(3).end(start, &helsinki, &WorkingDays::weekend_only()).unwrap(),
        "2026-03-30T09:00:00Z".parse::<Instant>().unwrap()
    );
    assert_eq!(
        Period::Hours(72).end(start, &helsinki, &WorkingDays::weekend_only()).unwrap(),
        "2026-03-30T10:00:00Z".parse::<Instant>().unwrap()
    );
    assert_eq!(Period::Days(3).end(Instant::MAX, &helsinki, &WorkingDays::weekend_only()), None);
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
    let extensible = Statutory { extension: Some(Extension::By(Period::Hours(4))), ..CLOCK.clone() };
    let helsinki = zone("Europe/Helsinki").unwrap();
    let run =
        |events: &[ClockEvent]| replay(&extensible, &helsinki, events, at(30)).map_err(|refusal| refusal.check.id);
    assert_eq!(run(&[event(10, more(4))]), Ok(ClockState::Running { due: at(720), used_percent: 4 }));
    assert_eq!(run(&[event(10, more(5))]), Err("LAW-6.4"));
    assert_eq!(run(&[event(10, more(1)), event(11, more(1))]), Err("LAW-6.4"));
    let silent = ClockFact::Extended { by: Period::Hours(1), reason: " ".to_owned() };
    assert_eq!(run(&[event(10, silent)]), Err("LAW-6.4"));
}

fn fin() -> Option<State> {
    Some(State::parse("FIN").unwrap())
}

/// A clock of the lawbook, from a time on the wall clock of Helsinki in winter.
fn clock(id: &str, from: &str) -> Statutory {
    let book = &*BOOK;
    let start = format!("{from}:00+02:00").parse().unwrap();
    reckon(book, book.clock(id).unwrap(), fin(), start, &zone("Europe/Helsinki").unwrap()).unwrap()
}

fn moment(text: &str) -> Instant {
    text.parse().unwrap()
}

#[test]
fn law_6_5_a_restart_begins_anew_and_order_is_kept() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    let order = clock("tco-removal", "2026-11-23T03:00");
    assert_eq!(order.due, moment("2026-11-23T02:00:00Z"));
    let clarified = [ClockEvent::new(moment("2026-11-23T01:40:00Z"), ClockFact::Restarted)];
    let state = replay(&order, &helsinki, &clarified, moment("2026-11-23T02:10:00Z")).unwrap();
    assert_eq!(state, ClockState::Running { due: moment("2026-11-23T02:40:00Z"), used_percent: 50 });
    assert_eq!(play(&[event(400, ClockFact::Restarted)], 500), Err("LAW-6.5"), "its act knows no restart");
    let disorder = [event(100, ClockFact::AwaitingAuthorisation), event(50, ClockFact::Resumed)];
    assert_eq!(play(&disorder, 200), Err("LAW-6.5"));
    let twice = [event(100, ClockFact::Met), event(110, ClockFact::Met)];
    assert_eq!(play(&twice, 200), Err("LAW-6.5"));
}

#[test]
fn law_6_6_each_clock_starts_at_the_event_that_its_act_names() {
    let book = &*BOOK;
    let helsinki = zone("Europe/Helsinki").unwrap();
    let side = |state| Side { authority: None, state: State::parse(state).unwrap(), body: None };
    let between = |a, b| Between { requesting: side(a), requested: side(b), on: "2026-11-23".parse().unwrap() };
    let at = moment("2026-11-23T10:00:00Z");
    let begin = |id: &str, event, between: &Between| {
        let begun = Start { event, at, shown_by: ShownBy::Record };
        start(book, book.clock(id).unwrap(), between, &begun, &helsinki).map_err(|refusal| refusal.check.id)
    };
    let pair = between("EST", "FIN");
    for (id, event) in [
        ("eio-recognition", StartEvent::CompetentAuthorityReceipt),
        ("eaw-decision", StartEvent::Arrest),
        ("eu-info-ordinary", StartEvent::LegalReceipt),
        ("extradition-simplified-consent", StartEvent::Arrest),
    ] {
        for given in StartEvent::ALL.iter().copied() {
            let expected = if given == event { Ok(Some(event)) } else { Err("LAW-6.6") };
            // Neither of the two is a party to the third protocol on our list.
            let expected = if id.starts_with("extradition") && given == event { Err("LAW-6.1") } else { expected };
            assert_eq!(begin(id, given, &pair).map(|clock| clock.started_by), expected, "{id} {given}");
        }
    }
    let refused = |id, event, a, b| begin(id, event, &between(a, b)).err();
    assert_eq!(refused("eio-recognition", StartEvent::CompetentAuthorityReceipt, "DNK", "FIN"), Some("LAW-6.1"));
    assert_eq!(refused("fiu-request", StartEvent::LegalReceipt, "EST", "FIN"), Some("LAW-6.1"), "applies from 2027");
    assert_eq!(refused("extradition-usa-ind-provisional-arrest", StartEvent::Arrest, "IND", "USA"), None);
    assert_eq!(refused("extradition-usa-ind-provisional-arrest", StartEvent::Arrest, "FIN", "USA"), Some("LAW-6.1"));
    assert_eq!(refused("extradition-model-provisional-arrest", StartEvent::Arrest, "FIN", "KEN"), Some("LAW-6.1"));
    assert_eq!(refused("ccf-access", StartEvent::Admissibility, "FIN", "FRA"), Some("LAW-6.1"));
    assert_eq!(refused("extradition-ecowas-provisional-arrest", StartEvent::Arrest, "NGA", "GHA"), Some("LAW-6.1"));
    assert_eq!(refused("tco-removal", StartEvent::ProviderReceipt, "FIN", "USA"), None, "an order reaches a provider");
    assert_eq!(refused("tco-removal", StartEvent::ProviderReceipt, "USA", "FIN"), Some("LAW-6.1"));
}

#[test]
fn law_6_7_a_period_that_leaves_the_calendar_is_refused() {
    let book = &*BOOK;
    let helsinki = zone("Europe/Helsinki").unwrap();
    for entry in book.clocks().iter().filter(|entry| !matches!(entry.period, Period::On(_))) {
        let refused = reckon(book, entry, fin(), Instant::MAX, &helsinki).map_err(|refusal| refusal.check.id);
        assert_eq!(refused.err(), Some("LAW-6.7"), "{}", entry.id);
    }
    for period in [Period::Hours(u32::MAX), Period::Days(u32::MAX), Period::Years(u32::MAX), Period::Weeks(u32::MAX)] {
        assert_eq!(period.end(Instant::UNIX_EPOCH, &helsinki, &WorkingDays::weekend_only()), None);
    }
}

#[test]
fn law_6_8_a_preservation_goes_on_once_production_is_confirmed() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    let order = clock("epoc-pr-preservation", "2026-11-23T10:00");
    assert_eq!(order.nature, Nature::Hold);
    let confirmed = [ClockEvent::new(moment("2026-12-23T08:00:00Z"), ClockFact::Confirmed)];
    let since = moment("2026-12-23T08:00:00Z");
    let later = moment("2027-06-01T08:00:00Z");
    assert_eq!(replay(&order, &helsinki, &confirmed, later), Ok(ClockState::Continuing { since }));
    let late = [ClockEvent::new(moment("2027-03-01T08:00:00Z"), ClockFact::Confirmed)];
    assert_eq!(replay(&order, &helsinki, &late, later).map_err(|refusal| refusal.check.id), Err("LAW-6.8"));
    assert_eq!(play(&[event(10, ClockFact::Confirmed)], 20), Err("LAW-6.8"));
}

#[test]
fn working_days_that_stood_still_are_given_back() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    // Five working days from Wednesday 9 December 2026, 10:00: Wednesday 16 December, 10:00.
    let mut request = clock("fiu-request", "2026-12-09T10:00");
    assert_eq!(request.due, moment("2026-12-16T08:00:00Z"));
    request.suspension = Some("for this test".to_owned());
    let stand = |from: &str, to: &str| {
        let events = [
            ClockEvent::new(moment(from), ClockFact::AwaitingAuthorisation),
            ClockEvent::new(moment(to), ClockFact::Resumed),
        ];
        match replay(&request, &helsinki, &events, moment(to)).unwrap() {
            ClockState::Running { due, .. } => due.to_string(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(
        stand("2026-12-12T08:00:00Z", "2026-12-13T20:00:00Z"),
        "2026-12-16T08:00:00Z",
        "a weekend moves nothing"
    );
    assert_eq!(stand("2026-12-10T08:00:00Z", "2026-12-11T08:00:00Z"), "2026-12-17T08:00:00Z", "a day for a day");
    assert_eq!(stand("2026-12-10T08:00:00Z", "2026-12-10T14:30:00Z"), "2026-12-16T14:30:00Z", "hours for hours");
    assert_eq!(
        stand("2026-12-11T14:00:00Z", "2026-12-14T06:00:00Z"),
        "2026-12-17T00:00:00Z",
        "Friday 16:00 to Monday 08:00: 16 hours"
    );
    assert_eq!(
        stand("2026-12-15T08:00:00Z", "2026-12-23T08:00:00Z"),
        "2026-12-28T08:00:00Z",
        "the end steps over Christmas"
    );
}

#[test]
fn an_unworked_day_within_consecutive_days_begins_them_anew() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    let immunity = clock("eio-immunity", "2026-11-02T10:00");
    assert_eq!((immunity.nature, immunity.due), (Nature::Shield, moment("2026-11-17T08:00:00Z")));
    let cite = immunity.cite.clone();
    let ill = [
        ClockEvent::new(moment("2026-11-10T08:00:00Z"), ClockFact::Suspended { cite }),
        ClockEvent::new(moment("2026-11-12T08:00:00Z"), ClockFact::Resumed),
    ];
    let state = replay(&immunity, &helsinki, &ill, moment("2026-11-12T08:00:00Z")).unwrap();
    assert_eq!(state, ClockState::Running { due: moment("2026-11-27T08:00:00Z"), used_percent: 0 });
}

#[test]
fn warnings_come_at_50_80_and_95_and_milestones_on_the_way() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    let arrest = clock("extradition-1957-provisional-arrest", "2026-11-01T12:00");
    let found = position(&arrest, &helsinki, &[], moment("2026-11-21T11:00:00Z")).unwrap();
    let warnings: Vec<(u8, String, bool)> =
        found.warnings.iter().map(|warning| (warning.percent, warning.at.to_string(), warning.passed)).collect();
    let expected =
        [(50, "2026-11-21T10:00:00Z", true), (80, "2026-12-03T10:00:00Z", false), (95, "2026-12-09T10:00:00Z", false)];
    assert_eq!(warnings, expected.map(|(percent, at, passed)| (percent, at.to_owned(), passed)));
    assert_eq!(found.milestones[0].at, moment("2026-11-19T10:00:00Z"));
    assert!(found.milestones[0].passed && found.milestones[0].effect.contains("may be ended"));
    // A suspension moves the warnings that are still to come by its length.
    let stood = [event(60, ClockFact::AwaitingAuthorisation), event(180, ClockFact::Resumed)];
    let moved = position(&CLOCK, &helsinki, &stood, at(180)).unwrap();
    assert_eq!(moved.warnings[0].at, at(240 + 120));
    assert_eq!(moved.due, at(600));
    let met = [event(60, ClockFact::Met)];
    assert!(position(&CLOCK, &helsinki, &met, at(500)).unwrap().warnings.iter().all(|warning| !warning.passed));
}

#[test]
fn a_recorded_fact_keeps_its_end_whatever_the_rules_become() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    let request = clock("fiu-request", "2026-12-21T10:00");
    let more = ClockFact::Extended { by: Period::WorkingDays(5), reason: "three banks were asked".to_owned() };
    let at = moment("2026-12-22T08:00:00Z");
    let event = record(&request, &helsinki, &[], at, more.clone()).unwrap();
    assert_eq!(event.due, Some(moment("2027-01-08T08:00:00Z")));
    let text = serde_json::to_string(&(&request, &event)).unwrap();
    let (mut stored, kept): (Statutory, ClockEvent) = serde_json::from_str(&text).unwrap();
    assert_eq!((&stored, &kept), (&request, &event));
    stored.working.as_mut().unwrap().holidays.insert("2027-01-07".parse().unwrap());
    let state = replay(&stored, &helsinki, &[kept], at).unwrap();
    assert!(matches!(state, ClockState::Running { due, .. } if Some(due) == event.due));
    let longer = ClockFact::Extended { by: Period::WorkingDays(6), reason: "three banks were asked".to_owned() };
    assert_eq!(record(&request, &helsinki, &[], at, longer).map_err(|refusal| refusal.check.id), Err("LAW-6.4"));
}

#[test]
fn facts_stored_by_earlier_versions_are_read_and_mean_the_same() {
    let stored = r#"{"clock":"eu-info-urgent-direct","period":{"hours":8},"extension":{"hours":4},"cite":"EU-INFO-2023 art. 5(1)",
        "start":"2026-11-23T01:12:00Z","due":"2026-11-23T09:12:00Z","due_local":"2026-11-23 11:12 EET","note":"","verification":"unverified"}"#;
    let clock: Statutory = serde_json::from_str(stored).unwrap();
    assert_eq!(clock.extension, Some(Extension::By(Period::Hours(4))));
    let helsinki = zone("Europe/Helsinki").unwrap();
    let events: Vec<ClockEvent> = serde_json::from_str(
        r#"[{"at":"2026-11-23T02:12:00Z","what":{"fact":"awaiting-authorisation"}},{"at":"2026-11-23T04:12:00Z","what":{"fact":"resumed"}},
            {"at":"2026-11-23T05:12:00Z","what":{"fact":"restarted"}},{"at":"2026-11-23T06:12:00Z","what":{"fact":"met"}}]"#,
    )
    .unwrap();
    let state = replay(&clock, &helsinki, &events, moment("2026-11-24T00:00:00Z"));
    assert_eq!(state, Ok(ClockState::Met { at: moment("2026-11-23T06:12:00Z"), in_time: true }));
}

#[test]
fn where_holidays_are_not_known_the_answer_says_so() {
    let book = &*BOOK;
    let entry = book.clock("epoc-enforcement").unwrap();
    let kenya = State::parse("KEN").unwrap();
    let found =
        reckon(book, entry, Some(kenya), moment("2026-12-23T10:00:00Z"), &zone("Africa/Nairobi").unwrap()).unwrap();
    assert_eq!(found.due, moment("2026-12-30T10:00:00Z"));
    assert!(found.note.contains("public holidays"), "{}", found.note);
    assert_eq!(found.verification, model::Verification::Unverified);
    let far = reckon(book, entry, fin(), moment("2040-12-19T10:00:00Z"), &zone("Europe/Helsinki").unwrap()).unwrap();
    assert!(far.note.contains("public holidays"));
}

#[test]
fn holidays_fall_where_they_fell() {
    let book = &*BOOK;
    let known = [
        ("FIN", "2026-06-19", true),
        ("FIN", "2026-11-02", false),
        ("DNK", "2023-05-05", true),
        ("DNK", "2024-04-26", false),
        ("BGR", "2025-09-08", true),
        ("ROU", "2024-05-06", true),
        ("IRL", "2024-02-05", true),
        ("DEU", "2026-10-03", true),
        ("GRC", "2025-04-21", true),
        ("POL", "2025-12-24", true),
        ("POL", "2024-12-24", false),
        ("SWE", "2024-06-21", true),
    ];
    for (state, day, off) in known {
        let days = book.working_days(State::parse(state).unwrap());
        assert_eq!(!days.worked(day.parse().unwrap()), off, "{state} {day}");
    }
    let union: Vec<State> = book.states().map(|(state, _)| state).collect();
    let members = union.iter().filter(|state| book.member("EU", **state, "2026-11-23".parse().unwrap()).is_some());
    for member in members {
        assert!(book.holidays(*member).is_some(), "{member}");
    }
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
    fn a_suspension_within_working_days_never_shortens_what_is_left(from in 0i64..200, pause in 0i64..400, lasts in 0i64..400) {
        let helsinki = zone("Europe/Helsinki").unwrap();
        let mut request = clock("fiu-request", "2026-12-09T10:00");
        request.suspension = Some("for this test".to_owned());
        let begin = request.start.checked_add(from.min(160).hours()).unwrap();
        let end = begin.checked_add(pause.hours()).unwrap();
        let events = [ClockEvent::new(begin, ClockFact::AwaitingAuthorisation), ClockEvent::new(end, ClockFact::Resumed)];
        let now = end.checked_add(lasts.hours()).unwrap();
        let moved = position(&request, &helsinki, &events, now).unwrap();
        prop_assert!(moved.due >= request.due);
        prop_assert!(moved.due.duration_since(request.due) <= SignedDuration::from_hours(pause + 24 * 12), "{}", moved.due);
        let again = position(&request, &helsinki, &events, now).unwrap();
        prop_assert_eq!(moved, again);
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
        let end = Period::Days(days).end(start, &zone, &WorkingDays::weekend_only()).unwrap();
        let (from, to) = (zone.to_datetime(start), zone.to_datetime(end));
        prop_assert_eq!(from.date().checked_add(i64::from(days).days()).unwrap(), to.date());
        let shift = to.time().duration_since(from.time()).abs();
        prop_assert!(shift <= SignedDuration::from_hours(1), "only a missing hour moves it: {}", shift);
    }
}
