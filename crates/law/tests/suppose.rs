//! What would change: against the register written anew and the whole world surveyed twice; the drill, against what each case
//! cites.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::drill::{Outcome, Part, Subject, SubjectKind, drill};
use law::gaps::{accessions, harmony, matrix};
use law::suppose::{Does, Impossible, Supposed, what_if};
use law::{Lawbook, Question, Scope, Survey, World, power};
use model::{InstrumentId, Kind, Offence, Purpose, State};
use std::collections::{BTreeMap, BTreeSet};

const ON: &str = "2026-11-23";

fn state(code: &str) -> State {
    State::parse(code).unwrap()
}

fn scope(offence: &str, purpose: Purpose) -> Scope {
    let offence = Offence::parse(offence).unwrap();
    Scope { offence, purpose, on: ON.parse().unwrap(), confirmed: BTreeSet::new() }
}

fn act(does: Does, code: &str, instrument: &str) -> Supposed {
    Supposed { does, state: state(code), instrument: InstrumentId::parse(instrument).unwrap(), on: ON.parse().unwrap() }
}

/// The register with the supposed rows written into its tables, and read anew.
fn written(acts: &[Supposed]) -> Lawbook {
    let mut files = house::files();
    for Supposed { does, state, instrument, on } in acts {
        let row = match does {
            Does::Join => format!("{state},accession,{on},{on},,supposed,general-knowledge,unverified\n"),
            Does::Leave => format!("{state},cessation,{on},,,supposed,general-knowledge,unverified\n"),
        };
        let path = format!("participation/{instrument}.csv");
        files.iter_mut().find(|(name, _)| *name == path).unwrap().1.extend_from_slice(row.as_bytes());
    }
    house::read(&files).unwrap()
}

type World3 = BTreeMap<(State, State, Kind), Option<(String, usize)>>;

/// Every pair and kind of the world.
fn surveyed(book: &Lawbook, scope: &Scope, kinds: &[Kind]) -> World3 {
    let survey = Survey::of(book, scope, &[]);
    let mut found = World3::new();
    for from in survey.states() {
        for to in survey.states().iter().filter(|to| *to != from) {
            for kind in kinds {
                let reach = survey.between(*from, *to, *kind).unwrap();
                let first = match reach {
                    law::Reach::Covered { instrument, article, bases, .. } => {
                        Some((format!("{} art. {}", instrument.id, article.article), bases))
                    }
                    law::Reach::Gap { .. } => None,
                };
                found.insert((*from, *to, *kind), first);
            }
        }
    }
    found
}

#[test]
fn what_if_is_what_the_register_written_anew_says_of_the_whole_world() {
    let book = house::lawbook();
    let kinds = [Kind::Information, Kind::Extradition, Kind::Mla, Kind::Preservation];
    for (offence, purpose, acts) in [
        ("terrorist-financing", Purpose::Investigation, vec![act(Does::Leave, "UGA", "UN-ICSFT-1999")]),
        ("cybercrime", Purpose::Investigation, vec![act(Does::Join, "KEN", "COE-ETS185")]),
        (
            "hostage-taking",
            Purpose::Prosecution,
            vec![act(Does::Join, "SOM", "UN-HOSTAGES-1979"), act(Does::Leave, "FIN", "COE-ETS024")],
        ),
    ] {
        let scope = scope(offence, purpose);
        let answer = what_if(&book, &scope, &acts, &[], &kinds).unwrap();
        let (before, after) = (surveyed(&book, &scope, &kinds), surveyed(&written(&acts), &scope, &kinds));
        let mut changed = 0;
        for kind in &answer.kinds {
            let mut gained = BTreeSet::new();
            let mut lost = BTreeSet::new();
            let mut other = BTreeSet::new();
            for ((from, to, of), was) in before.iter().filter(|((_, _, of), _)| *of == kind.kind) {
                match (was, &after[&(*from, *to, *of)]) {
                    (None, Some((basis, _))) => drop(gained.insert((*from, *to, basis.clone()))),
                    (Some((basis, _)), None) => drop(lost.insert((*from, *to, basis.clone()))),
                    (Some((was, _)), Some((is, _))) if was != is => drop(other.insert((*from, *to, is.clone()))),
                    _ => {}
                }
            }
            let pairs = |list: &[law::suppose::Pair]| -> BTreeSet<(State, State, String)> {
                list.iter().map(|pair| (pair.from, pair.to, pair.basis.clone())).collect()
            };
            assert_eq!(pairs(&kind.gained), gained, "{offence} {}", kind.kind);
            assert_eq!(pairs(&kind.lost), lost, "{offence} {}", kind.kind);
            let steps: BTreeSet<_> = kind.other_basis.iter().map(|s| (s.from, s.to, s.after.clone())).collect();
            assert_eq!(steps, other, "{offence} {}", kind.kind);
            assert_eq!(kind.after, kind.before + gained.len() - lost.len());
            changed += gained.len() + lost.len();
        }
        assert!(changed > 10, "{offence}: {changed}");
    }
}

#[test]
fn a_supposition_that_makes_no_sense_is_refused() {
    let book = house::lawbook();
    let refused = |act: Supposed| book.supposing(&[act]).unwrap_err();
    assert!(matches!(refused(act(Does::Join, "KEN", "UN-ICSFT-1999")), Impossible::Joined { .. }));
    assert!(matches!(refused(act(Does::Leave, "KEN", "COE-ETS185")), Impossible::NotBound { .. }));
    assert!(matches!(refused(act(Does::Join, "KEN", "EU-INFO-2023")), Impossible::Membership { .. }));
    assert!(matches!(refused(act(Does::Join, "KEN", "SAARC-TERR-1987")), Impossible::Closed { .. }));
    assert!(matches!(refused(act(Does::Join, "KEN", "NO-SUCH-1999")), Impossible::NoInstrument(_)));
    assert!(matches!(refused(act(Does::Join, "XXA", "UN-ICSFT-1999")), Impossible::NoState(_)));
}

#[test]
fn what_was_supposed_stands_in_the_version_and_the_register_is_as_it_was() {
    let book = house::lawbook();
    let supposed = book.supposing(&[act(Does::Leave, "UGA", "UN-ICSFT-1999")]).unwrap();
    assert!(supposed.version().0.contains("supposing: UGA leaves UN-ICSFT-1999 on 2026-11-23"));
    let (id, on) = (InstrumentId::parse("UN-ICSFT-1999").unwrap(), ON.parse().unwrap());
    let count = |book: &Lawbook| law::parties(book, &id, on).unwrap().count;
    assert_eq!(count(&supposed) + 1, count(&book));
}

fn case(id: &str, from: &str, to: &str, kind: Kind, offence: &str) -> Subject {
    let question: Question = scope(offence, Purpose::Investigation).question(state(from), state(to), kind);
    Subject { kind: SubjectKind::Case, id: id.to_owned(), questions: vec![question], arrangements: Vec::new() }
}

fn cases() -> Vec<Subject> {
    let mut cases = Vec::new();
    for (nth, (from, to)) in
        [("FIN", "KEN"), ("UGA", "KEN"), ("KEN", "UGA"), ("UGA", "FIN"), ("FIN", "EST"), ("UGA", "RUS"), ("SOM", "UGA")]
            .into_iter()
            .enumerate()
    {
        for kind in [Kind::Information, Kind::Mla, Kind::Extradition] {
            for offence in ["terrorist-financing", "hostage-taking", "terrorist-bombing", "cybercrime"] {
                cases.push(case(&format!("{nth}-{kind}-{offence}"), from, to, kind, offence));
            }
        }
    }
    cases
}

#[test]
fn a_denunciation_names_exactly_what_rests_on_it() {
    let book = house::lawbook();
    let after = book.supposing(&[act(Does::Leave, "UGA", "UN-ICSFT-1999")]).unwrap();
    let cases = cases();
    let drill = drill(&book, &after, &cases);
    let changed: Vec<_> = drill.changed.iter().map(|c| (c.instrument.as_str(), c.part, c.of.as_str())).collect();
    assert_eq!(changed, [("UN-ICSFT-1999", Part::Participation, "UGA")]);
    let named: BTreeSet<&str> = drill.dependents.iter().map(|dependent| dependent.id.as_str()).collect();
    // By hand: a case between Uganda and another that cites the convention as a basis, or a basis it takes a ground from.
    let rests = |subject: &&Subject| {
        let question = &subject.questions[0];
        let uganda = [question.from.state, question.to.state].contains(&state("UGA"));
        let bases = power(&book, question, &[]).decision.bases;
        uganda
            && bases.iter().any(|basis| {
                basis.instrument == "UN-ICSFT-1999"
                    || basis.additions.iter().any(|addition| addition.instrument == "UN-ICSFT-1999")
            })
    };
    let expected: BTreeSet<&str> = cases.iter().filter(rests).map(|subject| subject.id.as_str()).collect();
    assert_eq!(named, expected);
    assert!(named.len() > 3 && named.len() < cases.len() / 2, "{}", named.len());
    for dependent in &drill.dependents {
        let affected = &dependent.affected[0];
        let covered = power(&after, &cases.iter().find(|c| c.id == dependent.id).unwrap().questions[0], &[]);
        assert_eq!(dependent.outcome == Outcome::Lost, !covered.decision.covered());
        assert!(affected.rests_on.iter().all(|basis| !basis.starts_with("UN-ICSFT-1999")));
    }
}

#[test]
fn a_new_version_of_an_article_names_what_cites_it_and_nothing_else() {
    let mut files = house::files();
    let file = files.iter_mut().find(|(name, _)| name == "instruments/UN-HOSTAGES-1979.toml").unwrap();
    let text = String::from_utf8(file.1.clone()).unwrap();
    let at = text.find("kinds = [\"mla\"").unwrap();
    let provides = at + text[at..].find("provides = \"").unwrap() + "provides = \"".len();
    file.1 = [&text[..provides], "as amended: ", &text[provides..]].concat().into_bytes();
    let (book, after) = (house::lawbook(), house::read(&files).unwrap());
    let drill = drill(&book, &after, &cases());
    assert_eq!(drill.changed.len(), 1);
    assert_eq!(drill.changed[0].part, Part::Article);
    let article = format!("UN-HOSTAGES-1979 art. {}", drill.changed[0].of);
    let cites = |subject: &&Subject| {
        let bases = power(&book, &subject.questions[0], &[]).decision.bases;
        bases.iter().any(|basis| basis.citation().0 == article)
    };
    let all = cases();
    let expected: BTreeSet<&str> = all.iter().filter(cites).map(|subject| subject.id.as_str()).collect();
    let named: BTreeSet<&str> = drill.dependents.iter().map(|dependent| dependent.id.as_str()).collect();
    assert_eq!(named, expected);
    assert!(!named.is_empty());
    assert!(drill.dependents.iter().all(|dependent| dependent.outcome == Outcome::Altered));
}

#[test]
fn the_same_lawbook_changes_nothing() {
    let drill = drill(&house::lawbook(), &house::lawbook(), &cases());
    assert!(drill.changed.is_empty() && drill.dependents.is_empty());
}

#[test]
fn the_gaps_of_a_state_are_those_that_each_pair_has() {
    let book = house::lawbook();
    let scope = scope("hostage-taking", Purpose::Investigation);
    let among: Vec<State> = ["FIN", "EST", "KEN", "SOM", "NRU", "USA", "RUS"].map(state).to_vec();
    let harmony = harmony(&book, &scope, &among, &[], &[Kind::Extradition, Kind::Mla]);
    for kind in &harmony.kinds {
        assert_eq!(kind.pairs, 21);
        for gaps in &kind.states {
            for other in among.iter().filter(|other| **other != gaps.state) {
                let covered = |from, to| power(&book, &scope.question(from, to, kind.kind), &[]).decision.covered();
                let both = covered(gaps.state, *other) && covered(*other, gaps.state);
                let missing = gaps.lacks.contains(other) || gaps.unknown.contains(other);
                assert_eq!(both, !missing, "{} {} {other}", kind.kind, gaps.state);
            }
            assert_eq!(gaps.covered + gaps.missing(), 6);
        }
    }
    let closing = accessions(&book, &scope, state("SOM"), &among, &[Kind::Extradition, Kind::Mla]);
    assert!(closing.windows(2).all(|pair| pair[0].total >= pair[1].total));
    assert!(closing.iter().any(|closing| closing.instrument.as_str() == "UN-HOSTAGES-1979"), "{closing:?}");
}

#[test]
fn the_matrix_counts_what_the_list_of_parties_counts() {
    let book = house::lawbook();
    let world = World::of(&book, ON.parse().unwrap(), &[]);
    let matrix = matrix(&book, &world, &[]);
    for (column, shown) in matrix.instruments.iter().enumerate() {
        let parties = law::parties(&book, &shown.instrument, matrix.on).unwrap();
        let states = parties.parties.iter().filter(|party| world.place(party.state).is_some()).count();
        assert_eq!(shown.bound, states, "{}", shown.instrument);
        let cells = matrix.states.iter().filter(|row| row.cells[column].since.is_some()).count();
        assert_eq!(cells, states);
    }
    let icsft = matrix.instruments.iter().find(|column| column.instrument.as_str() == "UN-ICSFT-1999").unwrap();
    assert_eq!(icsft.stale_days, Some(899), "from 2024-06-07 to 2026-11-23");
}

#[test]
fn the_calendar_holds_what_comes_and_what_is_overdue() {
    use law::calendar::{DueKind, calendar, ical};
    let book = house::lawbook();
    let (on, until) = (ON.parse().unwrap(), "2028-11-23".parse().unwrap());
    let calendar = calendar(&book, &[], on, until);
    assert!(calendar.due.windows(2).all(|pair| pair[0].date <= pair[1].date));
    assert!(
        calendar.due.iter().all(|due| due.date <= until && (due.date >= on || due.kind == DueKind::RegisterReview))
    );
    let review = |due: &&law::calendar::Due| due.subject == "UN-ICSFT-1999" && due.kind == DueKind::RegisterReview;
    let review = calendar.due.iter().find(review).unwrap();
    assert_eq!((review.date, review.in_days), ("2025-06-07".parse().unwrap(), -534));
    let text = ical(&calendar);
    assert_eq!(text.matches("BEGIN:VEVENT").count(), calendar.due.len());
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let uids: BTreeSet<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), calendar.due.len());
}
