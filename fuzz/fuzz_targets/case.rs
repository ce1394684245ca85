//! What a lawyer writes: a definition of an offence (first byte even) or the facts of a case (odd). What is read is compared,
//! or weighed, as well.
#![no_main]

use law::Lawbook;
use law::grounds::{Case, Written, grounds};
use law::offence::{Charge, compare};
use model::{Kind, Offence, RulesetVersion, State};
use std::sync::LazyLock;

/// A small lawbook: the vocabulary, the facts, the triggers of no instrument, one model.
static BOOK: LazyLock<Lawbook> = LazyLock::new(|| {
    let files: &[(&str, &[u8])] = &[
        ("VERSION", b"arbitrary"),
        ("states.csv", include_bytes!("../../lawbook/states.csv")),
        ("offences.toml", b"offence = []"),
        ("bars.toml", b"bar = []"),
        ("clocks.toml", b"clock = []"),
        ("elements.toml", include_bytes!("../../lawbook/elements.toml")),
        ("grounds/facts.toml", include_bytes!("../../lawbook/grounds/facts.toml")),
        ("grounds/gates.toml", include_bytes!("../../lawbook/grounds/gates.toml")),
        (
            "grounds/models/UN-MODEL-EXTRADITION-1990.toml",
            include_bytes!("../../lawbook/grounds/models/UN-MODEL-EXTRADITION-1990.toml"),
        ),
    ];
    Lawbook::read(files, RulesetVersion("arbitrary".to_owned())).expect("a lawbook")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else { return };
    let day = jiff::civil::date(2026, 11, 25);
    if which % 2 == 0 {
        if let Ok(charge) = Charge::read(BOOK.elements(), "charge.toml", rest) {
            let _ = compare(&BOOK, &charge, &charge, day);
        }
        return;
    }
    let Ok(written) = Written::read(BOOK.ground_rules(), "case.toml", rest) else { return };
    let state = |given: &Option<String>| given.as_deref().and_then(|code| State::parse(code).ok());
    let fallback = State::parse("FIN").expect("a code");
    let case = Case {
        requesting: state(&written.requesting).unwrap_or(fallback),
        requested: state(&written.requested).unwrap_or(fallback),
        kind: written.kind.unwrap_or(Kind::Extradition),
        offence: Offence::parse("terrorist-act").expect("an id"),
        on: written.on.unwrap_or(day),
        under: Some("UN-MODEL-EXTRADITION-1990".to_owned()),
        confirmed: written.confirmed,
        nationalities: written.nationalities,
        penalty: written.penalty,
        facts: written.facts,
        decisions: written.decisions,
    };
    let _ = grounds(&BOOK, &case, &[]);
});
