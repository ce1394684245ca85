//! The third question: which facts raise which bars, and what an answer must be.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::{BarQuestion, Direction, Facts, Question, Side, Status, bars, bars_answered};
use model::{BarAnswer, BarOutcome, DataCategory, Kind, Offence, OfficerId, Personal, Purpose, State};
use std::collections::BTreeSet;

fn question(from: &str, to: &str) -> Question {
    Question {
        from: Side::of(State::parse(from).unwrap()),
        to: Side::of(State::parse(to).unwrap()),
        kind: Kind::Information,
        offence: Offence::parse("terrorist-financing").unwrap(),
        purpose: Purpose::Investigation,
        category: DataCategory::Personal,
        on: "2026-11-23".parse().unwrap(),
        confirmed: BTreeSet::new(),
    }
}

fn raised(from: &str, to: &str, facts: &Facts) -> Vec<BarQuestion> {
    bars(&house::lawbook(), &question(from, to), facts).decision
}

fn ids(questions: &[BarQuestion]) -> Vec<&str> {
    questions.iter().map(|question| question.id.as_str()).collect()
}

fn known(nationality: &str) -> Facts {
    let nationalities = [State::parse(nationality).unwrap()].into();
    Facts { nationalities, status: Status::CheckedNone, ..Facts::unknown(Direction::Out) }
}

fn answer(bar: &str, outcome: BarOutcome, second: Option<&str>) -> BarAnswer {
    BarAnswer {
        bar: bar.to_owned(),
        outcome,
        reasons: Personal::new("the file shows it".to_owned()),
        by: OfficerId::parse("officer-1").unwrap(),
        second: second.map(|id| OfficerId::parse(id).unwrap()),
        at: "2026-11-23T10:00:00Z".parse().unwrap(),
    }
}

#[test]
fn law_5_1_bars_are_raised_from_facts() {
    assert_eq!(ids(&raised("FIN", "EST", &known("EST"))), Vec::<&str>::new());
    assert_eq!(ids(&raised("FIN", "KEN", &known("FIN"))), ["death-penalty", "torture-out"]);
    let facts = Facts {
        opposition_journalist_lawyer: true,
        speech_or_association: true,
        earlier_refusals_of_issuer: 2,
        extradition_refused: true,
        torture_indications: true,
        ..known("EST")
    };
    let found = raised("FIN", "EST", &facts);
    let expected = [
        "opposition-journalist-lawyer",
        "speech-or-association",
        "earlier-refusals",
        "extradition-refused",
        "torture-out",
    ];
    assert_eq!(ids(&found), expected);
    let unheard_of = raised("FIN", "XXA", &known("FIN"));
    assert!(ids(&unheard_of).contains(&"death-penalty"), "nothing is recorded: it is asked");
    let protected = Facts { status: Status::Protected { from: [State::EXAMPLELAND].into() }, ..known("XXA") };
    assert!(ids(&raised("FIN", "XXA", &protected)).contains(&"protected-status"));
    assert!(!ids(&raised("FIN", "KEN", &protected)).contains(&"protected-status"));
    let inward = Facts { direction: Direction::In, ..known("FIN") };
    assert_eq!(ids(&raised("KEN", "FIN", &inward)), ["torture-in"]);
}

#[test]
fn facts_are_not_printed() {
    let facts = Facts { status: Status::Protected { from: [State::EXAMPLELAND].into() }, ..known("XXA") };
    assert_eq!(format!("{facts:?} {:?}", facts.status), "<withheld> <withheld>");
}

#[test]
fn law_5_2_each_question_is_answered_with_reasons() {
    let questions = raised("FIN", "KEN", &known("FIN"));
    assert_eq!(bars_answered(&questions, &[]).unwrap_err().check.id, "LAW-5.2");
    let condition = questions[0].default_condition.clone().unwrap();
    let death = answer("death-penalty", BarOutcome::Condition { condition: condition.clone() }, Some("officer-2"));
    assert_eq!(bars_answered(&questions, std::slice::from_ref(&death)).unwrap_err().check.id, "LAW-5.2");
    let torture = answer("torture-out", BarOutcome::Clear, None);
    let cleared = bars_answered(&questions, &[death.clone(), torture.clone()]).unwrap();
    assert_eq!(cleared.conditions, [condition]);
    let silent = BarAnswer { reasons: Personal::new("  ".to_owned()), ..torture.clone() };
    assert_eq!(bars_answered(&questions, &[death, silent]).unwrap_err().check.id, "LAW-5.2");
    let empty = answer("death-penalty", BarOutcome::Condition { condition: String::new() }, Some("officer-2"));
    assert_eq!(bars_answered(&questions, &[empty, torture]).unwrap_err().check.id, "LAW-5.2");
}

#[test]
fn law_5_3_two_persons_are_two() {
    let questions = raised("FIN", "KEN", &known("FIN"));
    let torture = answer("torture-out", BarOutcome::Clear, None);
    for second in [None, Some("officer-1")] {
        let answers = [answer("death-penalty", BarOutcome::Clear, second), torture.clone()];
        assert_eq!(bars_answered(&questions, &answers).unwrap_err().check.id, "LAW-5.3");
    }
}

#[test]
fn law_5_4_the_competent_authority_is_asked_and_never_passed_by() {
    let unknown = Facts { status: Status::Unknown, ..known("KEN") };
    let questions = raised("FIN", "KEN", &unknown);
    let check = questions.iter().find(|question| question.authority_check).unwrap();
    let only = std::slice::from_ref(check);
    for outcome in [BarOutcome::Clear, BarOutcome::Condition { condition: "quietly".to_owned() }] {
        let given = [answer(&check.id, outcome, Some("officer-2"))];
        assert_eq!(bars_answered(only, &given).unwrap_err().check.id, "LAW-5.4");
    }
    assert!(!raised("FIN", "KEN", &known("KEN")).iter().any(|question| question.authority_check));
}

#[test]
fn law_5_5_a_bar_that_stands_stops_whatever_else_is_answered() {
    let questions = raised("FIN", "KEN", &known("FIN"));
    let answers = [
        answer("death-penalty", BarOutcome::Clear, Some("officer-2")),
        answer("death-penalty", BarOutcome::Barred, None),
        answer("torture-out", BarOutcome::Clear, None),
    ];
    assert_eq!(bars_answered(&questions, &answers).unwrap_err().check.id, "LAW-5.5");
}
