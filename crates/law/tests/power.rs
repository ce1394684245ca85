//! The first two questions, rule by rule, and what must hold for every pair and day.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::power::{Obstacle, Power};
use law::{Fact, Lawbook, Question, Side, TransferNeed, basis, power, transfer};
use model::arrangement::ArrangementKind;
use model::{
    Arrangement, ArrangementId, AuthorityId, Body, Covered, DataCategory, Digest, Handling, Kind, Offence, Purpose,
    State, TransferGround, Verification,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static BOOK: LazyLock<Lawbook> = LazyLock::new(house::lawbook);

fn side(state: &str) -> Side {
    Side::of(State::parse(state).unwrap())
}

fn question(from: &str, to: &str, offence: &str, on: &str) -> Question {
    Question {
        from: side(from),
        to: side(to),
        kind: Kind::Information,
        offence: Offence::parse(offence).unwrap(),
        purpose: Purpose::Investigation,
        category: DataCategory::Personal,
        on: on.parse().unwrap(),
        confirmed: BTreeSet::new(),
    }
}

fn between(mut question: Question, from: &str, to: &str) -> Question {
    question.from.authority = Some(AuthorityId::parse(from).unwrap());
    question.to.authority = Some(AuthorityId::parse(to).unwrap());
    question
}

fn arrangement() -> Arrangement {
    Arrangement {
        id: ArrangementId::parse("fi-xx").unwrap(),
        title: "Arrangement with Exampleland".to_owned(),
        kind: ArrangementKind::Basis,
        invented: true,
        adopts: None,
        between: (AuthorityId::parse("fi-nbi").unwrap(), AuthorityId::parse("xx-police").unwrap()),
        kinds: [Kind::Information].into(),
        offences: [Offence::parse("terrorist-financing").unwrap()].into(),
        purposes: [Purpose::Investigation].into(),
        categories: [DataCategory::Personal].into(),
        handling: Handling::default(),
        onward: Default::default(),
        kept_days: None,
        safeguards: false,
        from: "2025-01-01".parse().unwrap(),
        until: Some("2026-12-31".parse().unwrap()),
        review: "2026-01-01".parse().unwrap(),
        suspended: None,
        neutral: None,
        standing: None,
        relay: None,
        partner_root: Digest([0; 32]),
    }
}

fn exampleland() -> Question {
    between(question("FIN", "XXA", "terrorist-financing", "2026-11-23"), "fi-nbi", "xx-police")
}

fn ask(question: &Question) -> Power {
    power(&BOOK, question, &[]).decision
}

/// The check that makes this arrangement fail for this question, and no other.
fn fails(question: &Question, arrangement: &Arrangement) -> String {
    let finding = power(&BOOK, question, std::slice::from_ref(arrangement));
    assert_eq!(finding.decision.decision, Covered::Gap);
    let missing = &finding.decision.arrangements[0].missing;
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(finding.reasons.iter().any(|reason| reason.check == missing[0].check));
    missing[0].check.clone()
}

#[test]
fn law_3_1_both_sides_must_be_bound_on_the_day() {
    assert!(!ask(&question("FIN", "KEN", "terrorist-financing", "2003-07-26")).covered());
    let power = ask(&question("FIN", "KEN", "terrorist-financing", "2003-07-27"));
    assert!(power.covered());
    assert_eq!(power.bases[0].parties.len(), 2);
    assert_eq!(power.bases[0].verification, Verification::Unverified);
}

#[test]
fn law_3_2_the_article_must_cover_offence_purpose_and_bodies() {
    let mut asked = question("FIN", "EST", "cybercrime", "2026-11-23");
    asked.from.body = Some(Body::Police);
    asked.to.body = Some(Body::Police);
    assert!(ask(&asked).covered());
    asked.purpose = Purpose::Oversight;
    assert!(!ask(&asked).covered());
    asked.purpose = Purpose::Investigation;
    asked.to.body = Some(Body::Prosecutor);
    assert!(!ask(&asked).covered());
}

#[test]
fn law_3_3_a_fact_is_confirmed_never_assumed() {
    let mut asked = question("FIN", "SOM", "terrorist-financing", "2026-11-23");
    let open = ask(&asked);
    assert!(!open.covered());
    let fact = Fact::OrganisedCriminalGroupTransnational;
    assert_eq!(open.candidates[0].missing[0].obstacle, Obstacle::NeedsFact { fact });
    asked.confirmed.insert(fact);
    let covered = ask(&asked);
    assert_eq!(covered.bases[0].instrument, "UN-UNTOC-2000");
    assert!(covered.bases[0].conditions.iter().any(|condition| condition.confirmed));
}

#[test]
fn law_3_4_duties_alone_cover_nothing() {
    let power = ask(&question("FIN", "KEN", "terrorist-financing", "2003-07-26"));
    assert_eq!(power.duties.len(), 1);
    assert!(!power.covered());
}

#[test]
fn law_3_5_membership_is_a_channel() {
    let power = ask(&question("FIN", "KEN", "travel-for-terrorism", "2026-11-23"));
    assert!(power.channels.iter().any(|channel| channel.id == "i-24-7"));
    assert!(!power.covered());
}

#[test]
fn law_3_6_the_arrangement_must_be_in_force() {
    let mut ended = arrangement();
    assert!(power(&BOOK, &exampleland(), &[ended.clone()]).decision.covered());
    ended.until = Some("2026-11-22".parse().unwrap());
    assert_eq!(fails(&exampleland(), &ended), "LAW-3.6");
    let suspended = Arrangement { suspended: Some("2026-11-23".parse().unwrap()), ..arrangement() };
    assert_eq!(fails(&exampleland(), &suspended), "LAW-3.6");
    let later = Arrangement { from: "2026-11-24".parse().unwrap(), ..arrangement() };
    assert_eq!(fails(&exampleland(), &later), "LAW-3.6");
}

#[test]
fn law_3_7_the_arrangement_must_be_between_these_two() {
    let asked = between(question("FIN", "XXA", "terrorist-financing", "2026-11-23"), "fi-nbi", "xx-customs");
    assert_eq!(fails(&asked, &arrangement()), "LAW-3.7");
    let states_only = question("FIN", "XXA", "terrorist-financing", "2026-11-23");
    assert!(power(&BOOK, &states_only, &[arrangement()]).decision.arrangements.is_empty());
}

#[test]
fn law_3_8_the_arrangement_must_cover_the_kind() {
    assert_eq!(fails(&exampleland(), &Arrangement { kinds: BTreeSet::new(), ..arrangement() }), "LAW-3.8");
}

#[test]
fn law_3_9_the_arrangement_must_cover_the_offence_and_no_label_as_charged() {
    let mut asked = exampleland();
    asked.offence = Offence::parse("recruitment").unwrap();
    assert_eq!(fails(&asked, &arrangement()), "LAW-3.9");
    let every = Arrangement { offences: BTreeSet::new(), ..arrangement() };
    assert!(power(&BOOK, &asked, std::slice::from_ref(&every)).decision.covered());
    asked.offence = Offence::parse("extremism").unwrap();
    assert_eq!(fails(&asked, &every), "LAW-3.9");
}

#[test]
fn law_3_10_the_arrangement_must_cover_the_purpose() {
    let mut asked = exampleland();
    asked.purpose = Purpose::Prosecution;
    assert_eq!(fails(&asked, &arrangement()), "LAW-3.10");
}

#[test]
fn law_3_11_the_arrangement_must_cover_the_category() {
    let mut asked = exampleland();
    asked.category = DataCategory::Special;
    assert_eq!(fails(&asked, &arrangement()), "LAW-3.11");
    asked.category = DataCategory::None;
    assert!(power(&BOOK, &asked, &[arrangement()]).decision.covered());
}

#[test]
fn law_3_12_an_implementing_arrangement_is_no_basis() {
    let implementing = Arrangement { kind: ArrangementKind::Implementing, ..arrangement() };
    assert_eq!(fails(&exampleland(), &implementing), "LAW-3.12");
    let reciprocity = Arrangement { kind: ArrangementKind::Reciprocity, ..arrangement() };
    assert!(power(&BOOK, &exampleland(), &[reciprocity]).decision.covered());
}

#[test]
fn law_3_20_the_rules_of_a_body_are_a_basis_between_its_members_once_an_arrangement_adopts_them() {
    let members = between(question("FIN", "KEN", "travel-for-terrorism", "2026-11-23"), "fi-nbi", "xx-police");
    assert!(!power(&BOOK, &members, &[]).decision.covered(), "membership alone is a channel");
    let adopting =
        Arrangement { adopts: Some("INTERPOL".into()), offences: BTreeSet::new(), invented: false, ..arrangement() };
    let found = power(&BOOK, &members, std::slice::from_ref(&adopting)).decision;
    assert!(found.bases[0].provides.ends_with("adopts the rules of INTERPOL"), "{}", found.bases[0].provides);
    let outside = between(question("FIN", "PRK", "travel-for-terrorism", "2026-11-23"), "fi-nbi", "xx-police");
    assert_eq!(fails(&outside, &adopting), "LAW-3.20");
    let egmont = Arrangement { adopts: Some("EGMONT".into()), ..adopting };
    let found = power(&BOOK, &members, &[egmont]).decision;
    assert!(found.bases[0].conditions.iter().any(|one| one.sentence.contains("no list")), "no list, so it is asked");
}

#[test]
fn what_an_arrangement_says_of_handing_on_and_keeping_is_a_condition() {
    let strict = Arrangement { onward: model::OnwardRule::AskFirst, kept_days: Some(30), ..arrangement() };
    let found = power(&BOOK, &exampleland(), &[strict]).decision;
    let sentences: Vec<&str> = found.bases[0].conditions.iter().map(|one| one.sentence.as_str()).collect();
    assert!(sentences.iter().any(|one| one.contains("handed on to nobody")), "{sentences:?}");
    assert!(sentences.iter().any(|one| one.contains("30 days at most")), "{sentences:?}");
}

/// What the arrangement says where Exampleland's police would hand on what it got on 2026-11-01.
fn handed_on(arrangement: &Arrangement, to: &str, body: Body, purpose: Purpose, on: &str) -> law::Onward {
    let mut asked = Question { purpose, ..question("XXA", to, "terrorist-financing", on) };
    asked.to.body = Some(body);
    let finding = law::onward(&BOOK, &asked, arrangement, "2026-11-01".parse().unwrap());
    let told =
        !finding.reasons.is_empty() && finding.reasons.iter().all(|one| one.because.starts_with("arrangement fi-xx: "));
    assert_eq!(
        told,
        finding.decision != free(),
        "each decision but the plain one says why, in the arrangement's words"
    );
    finding.decision
}

fn free() -> law::Onward {
    law::Onward { needs_permission: false, conditions: Vec::new(), kept_until: None, is_over: false }
}

#[test]
fn law_3_21_the_onward_rule_of_an_arrangement_says_where_the_provider_is_asked_first() {
    use model::OnwardRule::{AsMarked, AskFirst, WithinState};
    let (police, on) = (Body::Police, "2026-11-23");
    let asks = |onward, to, body, purpose| {
        handed_on(&Arrangement { onward, ..arrangement() }, to, body, purpose, on).needs_permission
    };
    let purpose = Purpose::Investigation;
    assert_eq!(handed_on(&arrangement(), "KEN", police, purpose, on), free());
    assert!(!asks(AsMarked, "KEN", police, purpose) && asks(AskFirst, "XXA", police, purpose));
    assert!(asks(WithinState, "KEN", police, purpose), "beyond the receiving State");
    assert!(!asks(WithinState, "XXA", Body::Prosecutor, purpose));
    assert!(asks(WithinState, "XXA", police, Purpose::Prosecution), "another purpose than the arrangement's");
    assert!(asks(WithinState, "XXA", Body::Relay, purpose), "no competent authority");
}

#[test]
fn law_3_22_what_an_arrangement_lets_be_kept_for_days_is_not_handed_on_afterwards() {
    let kept = Arrangement { kept_days: Some(30), ..arrangement() };
    let on = |day| handed_on(&kept, "KEN", Body::Police, Purpose::Investigation, day);
    assert_eq!(on("2026-12-01"), law::Onward { kept_until: Some("2026-12-01".parse().unwrap()), ..free() });
    assert!(on("2026-12-02").is_over);
}

#[test]
fn law_3_13_a_relay_is_no_side_and_a_regional_body_needs_its_own_basis() {
    let mut asked = exampleland();
    asked.to.body = Some(Body::Relay);
    let finding = power(&BOOK, &asked, &[arrangement()]);
    assert!(!finding.decision.covered());
    assert_eq!(finding.reasons[0].check, "LAW-3.13");
    let mut asked = question("FIN", "KEN", "terrorist-financing", "2026-11-23");
    asked.to.body = Some(Body::RegionalBody);
    assert!(!ask(&asked).covered());
    let mut asked = exampleland();
    asked.to.body = Some(Body::RegionalBody);
    assert!(power(&BOOK, &asked, &[arrangement()]).decision.covered());
}

#[test]
fn law_3_14_one_state_with_itself_is_no_cooperation_between_states() {
    let finding = power(&BOOK, &question("FIN", "FIN", "terrorist-financing", "2026-11-23"), &[]);
    assert_eq!((finding.decision.covered(), finding.reasons[0].check.as_str()), (false, "LAW-3.14"));
}

#[test]
fn law_3_15_an_unknown_offence_is_a_gap() {
    let finding = power(&BOOK, &question("FIN", "KEN", "heresy", "2026-11-23"), &[]);
    assert_eq!((finding.decision.covered(), finding.reasons[0].check.as_str()), (false, "LAW-3.15"));
}

#[test]
fn law_4_1_nothing_about_a_person_is_no_transfer() {
    let mut asked = question("FIN", "KEN", "terrorist-financing", "2026-11-23");
    asked.category = DataCategory::None;
    assert_eq!(transfer(&BOOK, &asked, &[]).decision.ground(), Some(&TransferGround::NoPersonalData));
}

#[test]
fn law_4_2_one_regime_is_no_transfer_to_a_third_country() {
    let need = transfer(&BOOK, &question("FIN", "EST", "cybercrime", "2026-11-23"), &[]).decision;
    assert!(matches!(need.ground(), Some(TransferGround::SameRegime { .. })));
    let national = transfer(&BOOK, &question("KEN", "UGA", "terrorist-financing", "2026-11-23"), &[]).decision;
    assert!(matches!(national, TransferNeed::NeedsDecision { .. }));
}

#[test]
fn law_4_3_adequacy_ends_with_its_recorded_end() {
    for (day, met) in [("2021-06-27", false), ("2021-06-28", true), ("2025-12-27", true), ("2025-12-28", false)] {
        let need = transfer(&BOOK, &question("FIN", "GBR", "cybercrime", day), &[]).decision;
        assert_eq!(matches!(need.ground(), Some(TransferGround::Adequacy { .. })), met, "{day}");
    }
}

#[test]
fn law_4_4_safeguards_need_an_arrangement_in_force_between_the_two() {
    let safe = Arrangement { safeguards: true, ..arrangement() };
    let met = |arrangement: &Arrangement| {
        let need = transfer(&BOOK, &exampleland(), std::slice::from_ref(arrangement)).decision;
        matches!(need.ground(), Some(TransferGround::Safeguards { .. }))
    };
    assert!(met(&safe));
    assert!(!met(&arrangement()));
    assert!(!met(&Arrangement { suspended: Some("2026-01-01".parse().unwrap()), ..safe.clone() }));
    assert!(!met(&Arrangement { categories: BTreeSet::new(), ..safe }));
}

#[test]
fn law_4_5_otherwise_a_person_decides_the_single_case() {
    let mut asked = question("FIN", "KEN", "terrorist-financing", "2026-11-23");
    let need = transfer(&BOOK, &asked, &[]).decision;
    assert!(need.permits(&"Dir. (EU) 2016/680 art. 38(1)(d)".into()));
    assert!(!need.permits(&"because we like them".into()));
    asked.purpose = Purpose::Prosecution;
    assert!(!transfer(&BOOK, &asked, &[]).decision.permits(&"Dir. (EU) 2016/680 art. 38(1)(c)".into()));
    asked.purpose = Purpose::Oversight;
    let TransferNeed::NeedsDecision { derogations, .. } = transfer(&BOOK, &asked, &[]).decision else { panic!() };
    assert!(derogations.is_empty());
}

#[test]
fn law_4_6_no_transfer_law_is_assumed() {
    let need = transfer(&BOOK, &question("JPN", "FIN", "terrorist-financing", "2026-11-23"), &[]).decision;
    assert_eq!(need, TransferNeed::NoLawKnown { state: State::parse("JPN").unwrap() });
}

#[test]
fn the_document_has_the_shape_of_the_command() {
    let asked = question("FIN", "KEN", "terrorist-financing", "2026-11-23");
    let value = serde_json::to_value(basis::answer(&BOOK, &asked, &[])).unwrap();
    assert_eq!((value["decision"].as_str(), value["certainty"].as_str()), (Some("covered"), Some("unverified")));
    for key in ["instrument", "article", "since", "verification", "conditions"] {
        assert!(!value["bases"][0][key].is_null(), "{key}");
    }
    assert!(value["gap"].is_null());
    let gap = basis::answer(&BOOK, &question("FIN", "SOM", "terrorist-financing", "2026-11-23"), &[]);
    let value = serde_json::to_value(gap).unwrap();
    assert_eq!((value["decision"].as_str(), value["certainty"].as_str()), (Some("gap"), Some("unknown-since")));
    assert_eq!(value["since"], "2024-06-07");
    assert!(value["gap"]["establish"].as_array().unwrap().len() > 1);
}

#[test]
fn findings_survive_being_stored() {
    for on in ["2003-07-26", "2026-11-23"] {
        let asked = exampleland();
        for asked in
            [question("FIN", "KEN", "terrorist-financing", on), question("FIN", "EST", "cybercrime", on), asked]
        {
            let text = serde_json::to_string(&power(&BOOK, &asked, &[arrangement()])).unwrap();
            let back: model::Finding<Power> = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_string(&back).unwrap(), text);
            let need = serde_json::to_string(&transfer(&BOOK, &asked, &[])).unwrap();
            let back: model::Finding<TransferNeed> = serde_json::from_str(&need).unwrap();
            assert_eq!(serde_json::to_string(&back).unwrap(), need);
        }
    }
}

#[test]
fn a_row_that_loses_its_source_changes_every_answer_that_rests_on_it_and_no_other() {
    let mut files = house::files();
    let file = files.iter_mut().find(|(path, _)| path == "participation/UN-ICSFT-1999.csv").unwrap();
    let text = String::from_utf8(file.1.clone()).unwrap();
    let row = text.lines().find(|line| line.starts_with("KEN,ratification,")).unwrap();
    file.1 = text.replace(row, &row.replace(",sourced", ",unverified")).into_bytes();
    let flipped = house::read(&files).unwrap();
    for other in ["KEN", "UGA", "EST", "SOM", "XXA"] {
        for from in ["FIN", "JPN"] {
            let asked = question(from, other, "terrorist-financing", "2026-11-23");
            let same = ask(&asked) == power(&flipped, &asked, &[]).decision;
            assert_eq!(same, other != "KEN", "{from} {other}");
        }
    }
}

#[test]
fn an_accession_removes_no_basis_for_others() {
    let mut files = house::files();
    let file = files.iter_mut().find(|(path, _)| path == "participation/UN-ICSFT-1999.csv").unwrap();
    file.1.extend_from_slice(
        b"SOM,accession,2024-08-01,2024-08-31,,invented for this test,general-knowledge,unverified\n",
    );
    let joined = house::read(&files).unwrap();
    let states: Vec<String> = BOOK.states().map(|(code, _)| code.to_string()).step_by(5).collect();
    for a in &states {
        for b in &states {
            let asked = question(a, b, "terrorist-financing", "2026-11-23");
            let (before, after) = (ask(&asked), power(&joined, &asked, &[]).decision);
            assert!(!before.covered() || after.covered(), "{a} {b}");
            if a != "SOM" && b != "SOM" {
                assert_eq!(before, after, "{a} {b}");
            }
        }
    }
    assert!(power(&joined, &question("FIN", "SOM", "terrorist-financing", "2026-11-23"), &[]).decision.covered());
}

fn a_state() -> impl Strategy<Value = String> {
    let codes: Vec<String> = BOOK.states().map(|(code, _)| code.to_string()).collect();
    proptest::sample::select(codes)
}

fn an_offence() -> impl Strategy<Value = String> {
    let ids: Vec<String> = BOOK.offences().map(|offence| offence.id.to_string()).collect();
    proptest::sample::select(ids)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_basis_precedes_its_entry_and_both_ways_agree(
        a in a_state(), b in a_state(), offence in an_offence(), days in 0i64..24_400, purpose in 0usize..5,
    ) {
        let on = jiff::civil::date(1960, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let mut there = question(&a, &b, &offence, &on.to_string());
        there.purpose = Purpose::ALL[purpose];
        let mut back = there.clone();
        std::mem::swap(&mut back.from, &mut back.to);
        let (one, other) = (ask(&there), ask(&back));
        prop_assert_eq!(one.decision, other.decision);
        prop_assert_eq!(one.certainty, other.certainty);
        for basis in &one.bases {
            prop_assert!(basis.since <= on);
            let mut eve = there.clone();
            eve.on = basis.since.yesterday().unwrap();
            prop_assert!(!ask(&eve).bases.iter().any(|early| early.citation() == basis.citation()));
        }
        prop_assert_eq!(one.covered(), one.gap.is_none());
        let national = a == "XXA" || b == "XXA";
        prop_assert!(!national || !one.covered());
    }
}
