//! Seeds that are played with every test run. The long run is the example `simulate`.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use jiff::SignedDuration;
use testkit::disk::{Boundaries, Side};
use testkit::invariant::Counts;
use testkit::weather::Weather;
use testkit::world::Playing;
use testkit::{Ground, Outcome, Rules, World};

fn ground() -> Ground {
    Ground::lay(Rules::read().unwrap(), 1).unwrap()
}

fn storm() -> Weather {
    Weather {
        loss: 200,
        doubled: 250,
        damaged: 20,
        held_up: 80,
        errors: 25,
        crashes: 25,
        skews: [-90, 240, 30, -600].map(SignedDuration::from_secs).to_vec(),
        suspension: true,
        outages: 100,
        cut_off: false,
    }
}

fn sound(seed: u64, outcome: &Outcome) {
    let broken: Vec<String> = outcome.broken.iter().take(10).map(ToString::to_string).collect();
    assert!(broken.is_empty(), "seed {seed} does not hold:\n{}", broken.join("\n"));
}

#[test]
fn thirty_seeds_hold() {
    let ground = ground();
    let mut counts = Counts::default();
    for seed in 0..30 {
        let outcome = World::run(&ground, Playing::seed(seed, 12)).unwrap();
        sound(seed, &outcome);
        counts.add(outcome.counts);
    }
    // The seeds must have reached what they are for.
    assert!(counts.delivered > 400 && counts.repeated > 20 && counts.neutral > 10, "{counts:?}");
}

#[test]
fn every_boundary_fails_on_both_sides_and_both_ways() {
    let ground = ground();
    let mut all = Boundaries::new();
    for seed in 100..106 {
        let playing = Playing { weather: Some(storm()), ..Playing::seed(seed, 40) };
        let outcome = World::run(&ground, playing).unwrap();
        sound(seed, &outcome);
        for (place, seen) in outcome.boundaries {
            let sum = all.entry(place).or_default();
            (sum.errors, sum.crashes) = (sum.errors + seen.errors, sum.crashes + seen.crashes);
        }
    }
    for name in ["write", "release", "seal and send", "dispatch", "receive", "screen", "open", "answer neutrally"] {
        for side in [Side::Before, Side::After] {
            let seen = all.get(&(name.to_owned(), side)).copied().unwrap_or_default();
            assert!(seen.errors + seen.crashes > 0, "nothing failed {side:?} the commit of `{name}`: {seen:?}");
        }
    }
    let (errors, crashes) = all.values().fold((0, 0), |sum, seen| (sum.0 + seen.errors, sum.1 + seen.crashes));
    assert!(errors > 100 && crashes > 100, "{errors} errors, {crashes} crashes");
}

#[test]
fn a_seed_is_the_same_story_each_time() {
    let ground = ground();
    for seed in [7, 11] {
        let play = || World::run(&ground, Playing { weather: Some(storm()), ..Playing::seed(seed, 15) }).unwrap();
        let (once, again) = (play(), play());
        assert_eq!(once.trace, again.trace, "seed {seed}");
        assert_eq!(once.counts, again.counts);
    }
}

#[test]
fn a_node_that_is_away_too_long_leaves_its_mail_visibly_undelivered() {
    let ground = ground();
    let weather = Weather { cut_off: true, ..Weather::calm(4) };
    let outcome = World::run(&ground, Playing { weather: Some(weather), ..Playing::seed(3, 20) }).unwrap();
    sound(3, &outcome);
    assert!(outcome.counts.expired > 5, "{:?}", outcome.counts);
}
