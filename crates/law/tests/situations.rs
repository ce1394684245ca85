//! Plays the situations of `lawbook/tests/*/*.toml`, which a lawyer writes, one in a file: given, expected. A key that is not
//! expected is not looked at; an unknown key is a fault of the file.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod house;

use law::clock::{ClockQuestion, Deadline, deadline, zone};
use law::power::Power;
use law::standing::{Standing, standing};
use law::{Direction, Fact, Facts, Lawbook, Question, Side, Status, TransferNeed, bars, power, transfer};
use model::arrangement::ArrangementKind;
use model::time::Date;
use model::{
    Arrangement, ArrangementId, AuthorityId, Body, DataCategory, Digest, Finding, Handling, InstrumentId, Kind,
    Offence, Purpose, State, Urgency,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The file `arrangements.toml` of a folder: with what its situations are played.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    arrangement: Vec<Registered>,
}

/// The situations of one folder, by their files.
#[derive(Default)]
struct Folder {
    arrangements: Vec<Arrangement>,
    situations: Vec<(String, Situation)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registered {
    id: String,
    kind: ArrangementKind,
    between: [String; 2],
    from: toml::value::Datetime,
    until: Option<toml::value::Datetime>,
    suspended: Option<toml::value::Datetime>,
    #[serde(default)]
    offences: BTreeSet<Offence>,
    purposes: BTreeSet<Purpose>,
    categories: BTreeSet<DataCategory>,
    #[serde(default)]
    safeguards: bool,
    #[serde(default)]
    invented: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Situation {
    name: String,
    source: String,
    given: Given,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    from: State,
    to: State,
    #[serde(default = "information")]
    kind: Kind,
    from_authority: Option<AuthorityId>,
    to_authority: Option<AuthorityId>,
    from_body: Option<Body>,
    to_body: Option<Body>,
    offence: Offence,
    #[serde(default = "investigation")]
    purpose: Purpose,
    #[serde(default = "personal")]
    category: DataCategory,
    on: toml::value::Datetime,
    #[serde(default)]
    confirmed: BTreeSet<Fact>,
    nationality: Option<State>,
    protected_from: Option<State>,
    #[serde(default)]
    status_checked: bool,
    receives: Option<bool>,
    urgency: Option<Urgency>,
    received: Option<String>,
    zone: Option<String>,
}

fn information() -> Kind {
    Kind::Information
}

fn investigation() -> Purpose {
    Purpose::Investigation
}

fn personal() -> DataCategory {
    DataCategory::Personal
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    decision: Option<String>,
    certainty: Option<String>,
    unknown_since: Option<toml::value::Datetime>,
    /// Every basis, in order.
    bases: Option<Vec<String>>,
    /// The first basis.
    basis: Option<String>,
    since: Option<toml::value::Datetime>,
    computed: Option<bool>,
    nearest: Option<String>,
    /// Words of some reason.
    because: Option<Vec<String>>,
    /// Words of something to establish.
    establish: Option<Vec<String>>,
    duties: Option<Vec<String>>,
    channels: Option<Vec<String>>,
    transfer: Option<String>,
    /// Some derogation or ground cites this.
    transfer_cites: Option<String>,
    bars: Option<Vec<String>>,
    due: Option<String>,
    limit: Option<String>,
    /// What is expected of one instrument, whatever serves beside it.
    instrument: Option<OfInstrument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfInstrument {
    id: InstrumentId,
    /// Which of its articles; absent where none serves a kind of cooperation.
    article: Option<String>,
    /// Whether the article is among the bases, or among what another instrument replaces.
    serves: Option<bool>,
    since: Option<toml::value::Datetime>,
    /// Where each State stands towards it, in one word.
    stands: BTreeMap<State, String>,
    /// Words of what the article lacks.
    #[serde(default)]
    because: Vec<String>,
}

fn day(datetime: &toml::value::Datetime) -> Date {
    datetime.to_string().parse().unwrap()
}

fn arrangement(given: &Registered) -> Arrangement {
    let authority = |text: &String| AuthorityId::parse(text).unwrap();
    Arrangement {
        id: ArrangementId::parse(&given.id).unwrap(),
        title: given.id.clone(),
        kind: given.kind,
        invented: given.invented,
        adopts: None,
        between: (authority(&given.between[0]), authority(&given.between[1])),
        kinds: [Kind::Information].into(),
        offences: given.offences.clone(),
        purposes: given.purposes.clone(),
        categories: given.categories.clone(),
        handling: Handling::default(),
        onward: Default::default(),
        kept_days: None,
        safeguards: given.safeguards,
        from: day(&given.from),
        until: given.until.as_ref().map(day),
        review: day(&given.from),
        suspended: given.suspended.as_ref().map(day),
        neutral: None,
        standing: None,
        relay: None,
        partner_root: Digest([0; 32]),
    }
}

fn question(given: &Given) -> Question {
    let side = |state, authority: &Option<AuthorityId>, body| Side { authority: authority.clone(), state, body };
    Question {
        from: side(given.from, &given.from_authority, given.from_body),
        to: side(given.to, &given.to_authority, given.to_body),
        kind: given.kind,
        offence: given.offence.clone(),
        purpose: given.purpose,
        category: given.category,
        on: day(&given.on),
        confirmed: given.confirmed.clone(),
    }
}

fn facts(given: &Given) -> Facts {
    let direction = if given.receives == Some(true) { Direction::In } else { Direction::Out };
    let mut facts = Facts::unknown(direction);
    facts.nationalities = given.nationality.into_iter().collect();
    if given.status_checked {
        facts.status = Status::CheckedNone;
    }
    if let Some(state) = given.protected_from {
        facts.status = Status::Protected { from: [state].into() };
    }
    facts
}

fn same<T: PartialEq + std::fmt::Debug>(place: &str, what: &str, found: T, expected: Option<T>) {
    if let Some(expected) = expected {
        assert_eq!(found, expected, "{place}: {what}");
    }
}

fn check_power(book: &Lawbook, place: &str, question: &Question, arrangements: &[Arrangement], expect: &Expect) {
    let Finding { decision: power, reasons, .. } = power(book, question, arrangements);
    if let Some(expect) = &expect.instrument {
        check_instrument(book, place, question.on, &power, expect);
    }
    let value = serde_json::to_value(&power).unwrap();
    same(place, "decision", value["decision"].as_str().map(str::to_owned), expect.decision.clone().map(Some));
    same(place, "certainty", value["certainty"].as_str().map(str::to_owned), expect.certainty.clone().map(Some));
    let cites: Vec<String> = power.bases.iter().map(|basis| basis.citation().0).collect();
    same(place, "bases", cites.clone(), expect.bases.clone());
    same(place, "basis", cites.first().cloned(), expect.basis.clone().map(Some));
    same(place, "since", power.bases.first().map(|basis| basis.since), expect.since.as_ref().map(|at| Some(day(at))));
    same(place, "computed", power.bases.first().map(|basis| basis.computed), expect.computed.map(Some));
    let gap = power.gap.as_ref();
    let nearest = gap.and_then(|gap| gap.nearest.first()).map(|near| near.instrument.clone());
    same(place, "nearest", nearest, expect.nearest.clone().map(Some));
    let unknown = gap.and_then(|gap| gap.unknown_since);
    same(place, "unknown since", unknown, expect.unknown_since.as_ref().map(|at| Some(day(at))));
    let duties: Vec<String> = power.duties.iter().map(|duty| duty.id.clone()).collect();
    same(place, "duties", duties, expect.duties.clone());
    let channels: Vec<String> = power.channels.iter().map(|channel| channel.id.clone()).collect();
    same(place, "channels", channels, expect.channels.clone());
    for words in expect.because.iter().flatten() {
        let found = reasons.iter().any(|reason| reason.because.contains(words.as_str()));
        assert!(found, "{place}: no reason says `{words}`: {reasons:#?}");
    }
    for words in expect.establish.iter().flatten() {
        let found = gap.is_some_and(|gap| gap.establish.iter().any(|line| line.contains(words.as_str())));
        assert!(found, "{place}: nothing to establish says `{words}`: {gap:#?}");
    }
}

fn check_instrument(book: &Lawbook, place: &str, on: Date, power: &Power, expect: &OfInstrument) {
    let instrument = book.instrument(&expect.id).unwrap();
    for (state, word) in &expect.stands {
        let found = standing(book, instrument, *state, on);
        assert_eq!(found.word(), word, "{place}: {state}: {found:?}");
        if let (Standing::Bound(bound), Some(since), None) = (&found, &expect.since, &expect.article) {
            assert!(bound.since <= day(since), "{place}: {state} since {}", bound.since);
        }
    }
    let Some(article) = &expect.article else { return };
    let here = |id: &str, found: &str| id == expect.id.as_str() && found == article;
    let basis = power.bases.iter().find(|basis| here(&basis.instrument, &basis.article));
    let replaced = power.replaced.iter().any(|replaced| here(&replaced.instrument, &replaced.article));
    same(place, "serves", basis.is_some() || replaced, expect.serves);
    if let (Some(basis), Some(since)) = (basis, &expect.since) {
        assert_eq!(basis.since, day(since), "{place}: since");
    }
    let missing = power.candidates.iter().filter(|candidate| here(&candidate.instrument, &candidate.article));
    let missing: Vec<&str> = missing.flat_map(|candidate| &candidate.missing).map(|found| &*found.because).collect();
    for words in &expect.because {
        assert!(missing.iter().any(|found| found.contains(words.as_str())), "{place}: no `{words}` in {missing:?}");
    }
}

fn check_transfer(book: &Lawbook, place: &str, question: &Question, arrangements: &[Arrangement], expect: &Expect) {
    let need = transfer(book, question, arrangements).decision;
    let word = match &need {
        TransferNeed::Met { ground, .. } => {
            serde_json::to_value(ground).unwrap()["ground"].as_str().unwrap().to_owned()
        }
        TransferNeed::NeedsDecision { .. } => "needs-decision".to_owned(),
        TransferNeed::NoLawKnown { .. } => "no-law-known".to_owned(),
    };
    same(place, "transfer", word, expect.transfer.clone());
    if let Some(cite) = &expect.transfer_cites {
        let text = serde_json::to_string(&need).unwrap();
        assert!(text.contains(cite.as_str()), "{place}: the transfer does not cite {cite}: {text}");
    }
}

fn check_clock(book: &Lawbook, place: &str, given: &Given, expect: &Expect) {
    let (Some(urgency), Some(received)) = (given.urgency, &given.received) else { return };
    let side = |state, body| Side { authority: None, state, body };
    let question = ClockQuestion {
        requesting: side(given.from, given.from_body),
        requested: side(given.to, given.to_body),
        kind: given.kind,
        urgency,
        on: day(&given.on),
    };
    let zone = zone(given.zone.as_deref().unwrap()).unwrap();
    match deadline(book, &question, received.parse().unwrap(), &zone).decision {
        Deadline::Statutory(clock) => {
            same(place, "limit", "statutory".to_owned(), expect.limit.clone());
            same(place, "due", clock.due.to_string(), expect.due.clone());
        }
        Deadline::None { .. } => {
            same(place, "limit", "none".to_owned(), expect.limit.clone());
            assert!(expect.due.is_none(), "{place}: no clock runs");
        }
    }
}

fn play(book: &Lawbook, place: &str, situation: &Situation, arrangements: &[Arrangement]) {
    let (question, expect) = (question(&situation.given), &situation.expect);
    check_power(book, place, &question, arrangements, expect);
    check_transfer(book, place, &question, arrangements, expect);
    let raised = bars(book, &question, &facts(&situation.given)).decision;
    let mut raised: Vec<String> = raised.into_iter().map(|bar| bar.id).collect();
    raised.sort();
    same(place, "bars", raised, expect.bars.clone());
    check_clock(book, place, &situation.given, expect);
}

fn folders() -> BTreeMap<String, Folder> {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    let ours =
        |path: &str| path.starts_with("tests/") && !path.starts_with("tests/grounds/") && path.ends_with(".toml");
    for (path, bytes) in house::files().into_iter().filter(|(path, _)| ours(path)) {
        let text = String::from_utf8(bytes).unwrap();
        let (folder, file) = path.rsplit_once('/').unwrap();
        let folder = folders.entry(folder.to_owned()).or_default();
        if file == "arrangements.toml" {
            let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            folder.arrangements = file.arrangement.iter().map(arrangement).collect();
        } else {
            let situation = toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            folder.situations.push((path, situation));
        }
    }
    folders
}

#[test]
fn every_situation_comes_out_as_expected() {
    let book = house::lawbook();
    let (mut played, mut failed) = (0, Vec::new());
    for Folder { arrangements, situations } in folders().into_values() {
        for (path, situation) in &situations {
            let place = format!("{path}: {}", situation.name);
            assert!(!situation.source.is_empty(), "{place}: what is expected needs its source");
            let play = std::panic::AssertUnwindSafe(|| play(&book, &place, situation, &arrangements));
            if std::panic::catch_unwind(play).is_err() {
                failed.push(place);
            }
            played += 1;
        }
    }
    assert!(failed.is_empty(), "failed: {failed:#?}");
    println!("{played} situations played");
    assert!(played >= 380, "only {played} situations were found");
}

#[test]
fn every_instrument_has_its_situations() {
    let files = house::files();
    for instrument in house::lawbook().instruments() {
        let folder = format!("tests/{}/", instrument.id);
        let of = files.iter().filter(|(file, _)| file.starts_with(&folder)).count();
        assert!(of > 0, "{folder} is missing: given, expected, with its source");
    }
}
