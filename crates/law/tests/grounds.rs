//! Refusal grounds: plays `lawbook/tests/grounds/*/*.toml`, which a lawyer writes, one in a file, and holds the engine to its checks.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod house;

use law::Lawbook;
use law::grounds::{
    Answered, Case, Conclusion, Decided, GateDecision, GateState, GroundAnswer, GroundSet, Grounds, Outcome, Penalty,
    Told, Written, grounds,
};
use law::lawbook::ground::Force;
use model::time::Date;
use model::{Finding, InstrumentId, Kind, Offence, OfficerId, Personal, State};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static BOOK: LazyLock<Lawbook> = LazyLock::new(house::lawbook);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Situation {
    name: String,
    source: String,
    under: String,
    kind: Kind,
    between: [State; 2],
    offence: Offence,
    #[serde(default)]
    penalty: Penalty,
    #[serde(default)]
    facts: BTreeMap<String, bool>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    ground: String,
    article: Option<String>,
    force: Force,
    outcome: String,
}

fn situations() -> Vec<(String, Situation)> {
    let ours = |path: &str| path.starts_with("tests/grounds/") && path.ends_with(".toml");
    let mut all = Vec::new();
    for (path, bytes) in house::files().into_iter().filter(|(path, _)| ours(path)) {
        let read = toml::from_str(std::str::from_utf8(&bytes).unwrap());
        let situation: Situation = read.unwrap_or_else(|e| panic!("{path}: {e}"));
        all.push((path, situation));
    }
    all
}

fn day() -> Date {
    Date::constant(2026, 11, 25)
}

fn case(requesting: &str, requested: &str, kind: Kind, offence: &str) -> Case {
    Case {
        requesting: State::parse(requesting).unwrap(),
        requested: State::parse(requested).unwrap(),
        kind,
        offence: Offence::parse(offence).unwrap(),
        on: day(),
        under: None,
        confirmed: BTreeSet::new(),
        nationalities: BTreeSet::new(),
        penalty: Penalty::default(),
        facts: BTreeMap::new(),
        decisions: Vec::new(),
    }
}

fn under(id: &str, kind: Kind) -> Case {
    Case { under: Some(id.to_owned()), ..case("USA", "KEN", kind, "terrorist-act") }
}

fn with(mut case: Case, facts: &[(&str, bool)]) -> Case {
    case.facts.extend(facts.iter().map(|(id, holds)| ((*id).to_owned(), *holds)));
    case
}

fn asked(case: &Case) -> Finding<Grounds> {
    grounds(&BOOK, case, &[])
}

fn ground(case: &Case, id: &str) -> GroundAnswer {
    let found = asked(case).decision;
    found.sets[0].grounds.iter().find(|ground| ground.id == id).unwrap_or_else(|| panic!("no ground {id}")).clone()
}

#[test]
fn situations_of_grounds_come_out_as_written() {
    let situations = situations();
    assert!(situations.len() >= 150, "{}", situations.len());
    for (path, given) in situations {
        let mut case = case("USA", "KEN", given.kind, given.offence.as_str());
        [case.requesting, case.requested] = given.between;
        case.under = Some(given.under.clone());
        case.penalty = given.penalty;
        case.facts = given.facts;
        assert!(case.facts.keys().all(|id| BOOK.ground_rules().fact(id).is_some()), "{path}: {}", given.name);
        let found = asked(&case).decision;
        let [set] = &found.sets[..] else { panic!("{path}: {}: {} sets", given.name, found.sets.len()) };
        let answer = set.grounds.iter().find(|ground| {
            ground.id == given.expect.ground
                && given.expect.article.as_ref().is_none_or(|article| *article == ground.article)
        });
        let answer = answer.unwrap_or_else(|| panic!("{path}: {}: no such ground", given.name));
        let outcome = serde_json::to_value(answer.outcome).unwrap();
        assert_eq!(outcome, given.expect.outcome, "{path}: {} ({}): {}", given.name, given.source, answer.because);
        assert_eq!(answer.force, given.expect.force, "{path}: {}", given.name);
        if answer.outcome == Outcome::Applies && answer.id != "threshold" {
            assert!(
                !answer.facts.is_empty() && answer.facts.iter().all(|fact| !fact.says.is_empty()),
                "{}",
                given.name
            );
        }
    }
}

/// Each ground of domain knowledge on extradition and assistance: one situation triggers it, one just does not.
#[test]
fn each_ground_has_a_situation_that_triggers_it_and_one_that_just_does_not() {
    let situations = situations();
    let seen = |under: &str, kind: Kind, id: &str, article: &str, outcome: &str| {
        situations.iter().any(|(_, one)| {
            let same = one.expect.article.as_deref().is_none_or(|wanted| wanted == article);
            one.under == under && one.kind == kind && one.expect.ground == id && same && one.expect.outcome == outcome
        })
    };
    for (id, kind) in [
        ("COE-ETS024", Kind::Extradition),
        ("EU-EAW-2002", Kind::Surrender),
        ("UN-MODEL-EXTRADITION-1990", Kind::Extradition),
        ("UN-MODEL-MLA-1990", Kind::Mla),
        ("EU-EIO-2014", Kind::Mla),
        ("EU-EIO-2014", Kind::TransferOfPerson),
        ("COE-ETS030", Kind::Mla),
        ("EU-EEVIDENCE-2023", Kind::ElectronicEvidence),
        ("COE-ETS185", Kind::Preservation),
        ("UN-UNTOC-2000", Kind::Mla),
    ] {
        for set in asked(&under(id, kind)).decision.sets {
            let not_excluded = set.grounds.iter().filter(|ground| ground.outcome != Outcome::Excluded);
            for GroundAnswer { id: ground, article, .. } in not_excluded {
                // The grounds that a transfer shares with every other order are played with evidence.
                let kind = if id == "EU-EIO-2014" && !article.starts_with("22") { Kind::Mla } else { kind };
                for outcome in ["applies", "not-applicable"] {
                    assert!(seen(id, kind, ground, article, outcome), "{id} {ground} art. {article}: none {outcome}");
                }
            }
        }
    }
}

#[test]
fn law_8_1_every_ground_of_the_lawbook_has_a_trigger_made_of_known_facts() {
    for instrument in BOOK.instruments() {
        for ground in &instrument.grounds {
            for kind in &ground.kinds {
                let trigger = BOOK.ground_rules().trigger(&ground.id, instrument.id.as_str(), *kind);
                assert!(
                    trigger.is_some(),
                    "{} {}: name what triggers it in grounds/triggers.toml",
                    instrument.id,
                    ground.id
                );
            }
        }
    }
    for model in BOOK.ground_rules().models() {
        for ground in &model.grounds {
            assert!(
                BOOK.ground_rules().trigger(&ground.id, &model.id, ground.kinds.first().copied().unwrap()).is_some()
            );
        }
    }
    for (file, from, to, words) in [
        ("grounds/triggers.toml", "[\"fiscal\"]", "[\"fiscl\"]", "fiscl"),
        ("grounds/triggers.toml", "when = [[\"persecution\"]]", "when = [[]]", "empty list"),
        ("grounds/triggers.toml", "ground = \"torture\"\nwhen", "ground = \"age\"\nwhen", "two triggers"),
        ("grounds/triggers.toml", "under = [\"COE-ETS024\"]", "under = [\"COE-ETS999\"]", "COE-ETS999"),
        ("grounds/gates.toml", "persons = 2", "persons = 3", "one or two"),
        ("grounds/gates.toml", "\"punishable-by-death\"", "\"punishable\"", "punishable"),
        ("grounds/prosecute.toml", "instrument = \"UN-IPP-1973\"", "instrument = \"UN-IPP-1937\"", "UN-IPP-1937"),
        ("grounds/facts.toml", "id = \"consents\"", "id = \"persecution\"", "stands twice"),
    ] {
        let mut files = house::files();
        let (_, bytes) = files.iter_mut().find(|(path, _)| path == file).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        *bytes = text.replacen(from, to, 1).into_bytes();
        let bad = house::read(&files).unwrap_err();
        assert!(bad.to_string().contains(words), "{from} -> {to}: {bad}");
    }
}

#[test]
fn law_8_2_what_nobody_established_is_open() {
    let nothing = under("COE-ETS024", Kind::Extradition);
    let found = asked(&nothing).decision;
    let set = &found.sets[0];
    assert_eq!(set.conclusion, Conclusion::Open);
    assert!(set.grounds.iter().all(|ground| ground.outcome == Outcome::Open), "{:?}", set.grounds);
    let ids: Vec<&str> = found.establish.iter().map(|asked| asked.id.as_str()).collect();
    assert!(ids.contains(&"regarded-as-political") && ids.contains(&"national-of-requested"), "{ids:?}");
    // A fact that decides alone leaves nothing open in its ground.
    let denied = with(nothing.clone(), &[("committed-outside-requesting", false)]);
    assert_eq!(ground(&denied, "extraterritorial").outcome, Outcome::NotApplicable);
    // An unless that is open keeps the ground open.
    let death = with(nothing, &[("punishable-by-death", true), ("death-penalty-usual-in-requested", false)]);
    let answer = ground(&death, "death-penalty");
    assert_eq!((answer.outcome, &answer.establish[..]), (Outcome::Open, &["death-penalty-assurance".to_owned()][..]));

    let text = "requesting = \"USA\"\nrequested = \"KEN\"\nkind = \"extradition\"\noffence = \"terrorist-act\"\n\
                on = 2026-11-25\nnationalities = [\"KEN\"]\n[facts]\npersecution = false\n";
    let read = |text: &str| Written::read(BOOK.ground_rules(), "case.toml", text.as_bytes());
    let written = read(text).unwrap();
    assert_eq!((written.on, written.facts.len()), (Some(day()), 1));
    assert_eq!(read(&text.replace("2026-11-25", "\"2026-11-25\"")).unwrap().on, Some(day()));
    assert_eq!(format!("{written:?}"), "<withheld>");
    for (from, to, words) in [
        ("persecution", "persecuted", "persecuted"),
        ("offence =", "crime =", "crime"),
        ("persecution = false", "persecution = \"no\"", "boolean"),
        ("2026-11-25", "\"soon\"", "soon"),
    ] {
        let bad = read(&text.replace(from, to)).unwrap_err().to_string();
        assert!(bad.contains(words) && bad.contains("case.toml"), "{bad}");
    }
    assert!(Written::read(BOOK.ground_rules(), "case.toml", &vec![b'#'; 70_000]).is_err());
}

#[test]
fn law_8_3_a_ground_that_an_instrument_takes_away_may_not_be_invoked() {
    // Turkey asks Switzerland for a bomber: the convention of 1957 serves, the one of 1977 and the bombings convention take
    // the political-offence exception away.
    let bombing = with(case("TUR", "CHE", Kind::Extradition, "terrorist-bombing"), &[("regarded-as-political", true)]);
    let found = asked(&bombing);
    let set = found.decision.sets.iter().find(|set| set.instrument == "COE-ETS024").unwrap();
    let political = set.grounds.iter().find(|ground| ground.id == "political-offence").unwrap();
    assert_eq!((political.outcome, political.force), (Outcome::Excluded, Force::Excluded));
    assert!(political.by.is_some() && !political.facts.is_empty(), "{political:?}");
    assert_eq!(set.conclusion, Conclusion::Open);
    // For an offence of no treaty of that sort it stands, and is mandatory.
    let bribe =
        with(case("TUR", "CHE", Kind::Extradition, "obstruction-of-justice"), &[("regarded-as-political", true)]);
    let found = asked(&bribe);
    let set = found.decision.sets.iter().find(|set| set.instrument == "COE-ETS024").unwrap();
    assert_eq!(set.conclusion, Conclusion::Mandatory);
    let reason = found.reasons.iter().find(|reason| reason.because.starts_with("political-offence")).unwrap();
    assert_eq!((reason.check.as_str(), reason.cites[0].0.as_str()), ("LAW-8.3", "COE-ETS024 art. 3(1)"));
    // Nationality is found from the nationalities given, and says so.
    let mut national = under("COE-ETS024", Kind::Extradition);
    national.nationalities = BTreeSet::from([State::parse("KEN").unwrap()]);
    let answer = ground(&national, "nationals");
    assert_eq!(answer.outcome, Outcome::Applies);
    assert!(matches!(answer.facts[0].told, Told::Found { .. }));
    // What the requested State said on its nationals stands beside the ground.
    let found = asked(&bribe).decision;
    let set = found.sets.iter().find(|set| set.instrument == "COE-ETS024").unwrap();
    let nationals = set.grounds.iter().find(|ground| ground.id == "nationals").unwrap();
    assert!(nationals.statements[0].starts_with("CHE, statement to 6(1)(a)"), "{:?}", nationals.statements);
    // Nothing serves: no grounds, and the answer says where to look.
    let none = asked(&case("PRK", "CHE", Kind::Surrender, "terrorist-act")).decision;
    assert!(none.sets.is_empty() && !none.barred() && none.cautions.iter().any(|caution| caution.contains("gap")));
}

#[test]
fn law_8_4_gates_are_raised_beside_the_grounds_and_decide_nothing() {
    let gate = |case: &Case, id: &str| {
        asked(case).decision.gates.into_iter().find(|gate| gate.id == id).unwrap_or_else(|| panic!("no gate {id}"))
    };
    let asks = case("TUR", "CHE", Kind::Extradition, "terrorist-bombing");
    for (id, fact) in [
        ("non-refoulement", "risk-of-torture"),
        ("non-refoulement", "protected-from-requesting"),
        ("in-absentia", "judgment-in-absentia"),
        ("fair-trial", "risk-of-unfair-trial"),
    ] {
        assert_eq!(gate(&asks, id).state, GateState::Open, "{id}");
        let raised = gate(&with(asks.clone(), &[(fact, true)]), id);
        assert_eq!(raised.state, GateState::Raised, "{id}");
        assert!(raised.persons >= 1 && !raised.cites.is_empty() && !raised.then.is_empty());
        // A gate changes no ground: it is not weighed.
        let of = |case: &Case| asked(case).decision.sets.iter().map(|set| set.conclusion).collect::<Vec<_>>();
        assert_eq!(of(&asks), of(&with(asks.clone(), &[("protected-from-requesting", true)])));
    }
    let none =
        with(asks.clone(), &[("risk-of-torture", false), ("protected-from-requesting", false), ("persecution", false)]);
    assert_eq!(gate(&none, "non-refoulement").state, GateState::NotRaised);
    assert_eq!(gate(&none, "non-refoulement").persons, 2);
    // Turkey abolished the death penalty; the United States did not, and an assurance closes no gate.
    assert_eq!(gate(&asks, "death-penalty").state, GateState::NotRaised);
    let american = with(
        case("USA", "CHE", Kind::Extradition, "terrorist-bombing"),
        &[("punishable-by-death", true), ("death-penalty-assurance", true)],
    );
    assert_eq!(gate(&american, "death-penalty").state, GateState::Raised);
    // Facts prevail over the table, and the answer says so.
    let contrary = asked(&with(asks, &[("punishable-by-death", true)])).decision;
    assert!(contrary.cautions.iter().any(|caution| caution.contains("prevail")), "{:?}", contrary.cautions);
    // Labels: for whatever State.
    for label in ["extremism", "separatism"] {
        let charged = with(case("CHN", "KAZ", Kind::Extradition, label), &[("through-interpol", true)]);
        assert_eq!(gate(&charged, "as-charged").state, GateState::Raised);
        assert_eq!(gate(&charged, "interpol-article-3").state, GateState::Raised);
    }
    let bomb = with(case("CHN", "KAZ", Kind::Extradition, "terrorist-bombing"), &[("through-interpol", false)]);
    for id in ["as-charged", "interpol-article-2", "interpol-article-3", "interpol-refugee"] {
        assert_eq!(gate(&bomb, id).state, GateState::NotRaised, "{id}");
    }
    let refugee = with(bomb.clone(), &[("through-interpol", true), ("protected-from-requesting", true)]);
    assert_eq!(gate(&refugee, "interpol-refugee").state, GateState::Raised);
    let spirit = with(bomb, &[("through-interpol", true), ("against-human-rights-spirit", true)]);
    assert_eq!(gate(&spirit, "interpol-article-2").state, GateState::Raised);
}

#[test]
fn law_8_6_a_gate_is_passed_by_as_many_persons_as_it_asks_for_and_barred_by_one() {
    let asks = with(case("TUR", "CHE", Kind::Extradition, "terrorist-bombing"), &[("risk-of-torture", true)]);
    let decide = |answer, by: &[&str], reasons: &str| GateDecision {
        gate: "non-refoulement".to_owned(),
        answer,
        by: by.iter().map(|id| OfficerId::parse(id).unwrap()).collect(),
        reasons: Personal::new(reasons.to_owned()),
    };
    let decided = |decisions: Vec<GateDecision>| {
        let found = asked(&Case { decisions, ..asks.clone() }).decision;
        let gate = found.gates.iter().find(|gate| gate.id == "non-refoulement").unwrap();
        (gate.state, gate.decided, found.barred())
    };
    let raised = |decided| (GateState::Raised, decided, false);
    assert_eq!(decided(vec![]), raised(Decided::Waits));
    assert_eq!(decided(vec![decide(Answered::Passes, &["a"], "monitored")]), raised(Decided::Waits));
    assert_eq!(decided(vec![decide(Answered::Passes, &["a", "b"], " ")]), raised(Decided::Waits));
    let twice = vec![decide(Answered::Passes, &["a"], "monitored"), decide(Answered::Passes, &["a"], "again")];
    assert_eq!(decided(twice), raised(Decided::Waits));
    assert_eq!(decided(vec![decide(Answered::Passes, &["a", "b"], "monitored")]), raised(Decided::Passes));
    let differ = vec![decide(Answered::Passes, &["a", "b"], "monitored"), decide(Answered::Bars, &["c"], "no")];
    assert_eq!(decided(differ), (GateState::Raised, Decided::Bars, true));
    let text = "[[decision]]\ngate = \"non-refoulment\"\nanswer = \"passes\"\nby = [\"a\"]\nreasons = \"x\"\n";
    let bad = Written::read(BOOK.ground_rules(), "case.toml", text.as_bytes()).unwrap_err().to_string();
    assert!(bad.contains("non-refoulment") && bad.contains("LAW-8.6"), "{bad}");
    let good = text.replace("refoulment", "refoulement");
    assert_eq!(Written::read(BOOK.ground_rules(), "case.toml", good.as_bytes()).unwrap().decisions.len(), 1);
}

#[test]
fn protocols_bring_grounds_of_their_own_and_say_what_comes_before_a_refusal() {
    let obstruction = case("TUR", "CHE", Kind::Extradition, "obstruction-of-justice");
    let absent = with(obstruction, &[("judgment-in-absentia", true), ("absence-condition-met", false)]);
    let lapsed = with(absent.clone(), &[("lapsed-in-requested", true), ("lapsed-in-requesting", false)]);
    let of = |book: &Lawbook, case: &Case| {
        let found = grounds(book, case, &[]).decision;
        found.sets.into_iter().find(|set| set.instrument == "COE-ETS024").unwrap()
    };
    let ground = |set: &GroundSet, id: &str| set.grounds.iter().find(|ground| ground.id == id).cloned();
    // Nobody collected the parties of the second and fourth protocols: the answer says what to look up.
    let set = of(&BOOK, &lapsed);
    assert!(ground(&set, "in-absentia").is_none());
    assert_eq!(ground(&set, "lapse-of-time").unwrap().outcome, Outcome::Applies);
    for protocol in ["COE-ETS098", "COE-CETS212"] {
        assert!(set.look_up.iter().any(|what| what.starts_with(protocol)), "{protocol} {:?}", set.look_up);
    }
    // With their parties in the lawbook, the grounds are there; lapse in the requested State alone is none any more.
    let mut files = house::files();
    for (protocol, day) in [("COE-ETS098", "1992-07-10"), ("COE-CETS212", "2016-05-01")] {
        let rows = format!(
            "state,action,date,entry_into_force,flags,note,source,verification\n\
             CHE,ratification,{day},{day},,,S010,sourced\nTUR,ratification,{day},{day},,,S010,sourced\n"
        );
        files.push((format!("participation/{protocol}.csv"), rows.into_bytes()));
    }
    let set = of(&house::read(&files).unwrap(), &lapsed);
    let absence = ground(&set, "in-absentia").unwrap();
    assert_eq!((absence.outcome, absence.by.as_deref()), (Outcome::Applies, Some("COE-ETS098")));
    assert!(absence.first.is_some_and(|first| first.contains("supplementary information")));
    let lapse = ground(&set, "lapse-of-time").unwrap();
    assert_eq!((lapse.outcome, lapse.by.as_deref()), (Outcome::NotApplicable, Some("COE-CETS212")));
    assert!(set.look_up.iter().all(|what| !what.starts_with("COE-ETS098")), "{:?}", set.look_up);
}

#[test]
fn law_8_5_a_refusal_shows_the_duties_to_prosecute_that_bind_both() {
    let cites = |case: &Case| -> Vec<String> {
        asked(case).decision.following.duties.iter().map(|duty| duty.cite.0.clone()).collect()
    };
    // A national of Switzerland, sought by Turkey for a bombing.
    let mut bombing = case("TUR", "CHE", Kind::Extradition, "terrorist-bombing");
    bombing.nationalities = BTreeSet::from([State::parse("CHE").unwrap()]);
    let found = cites(&bombing);
    assert!(found.iter().any(|cite| cite == "UN-BOMBINGS-1997 art. 8(1)"), "{found:?}");
    assert!(found.iter().any(|cite| cite == "COE-ETS024 art. 6(2)"), "{found:?}");
    // Another nationality: the duty for nationals falls away, the other stays.
    bombing.nationalities = BTreeSet::from([State::parse("SYR").unwrap()]);
    let found = cites(&bombing);
    assert!(found.iter().any(|cite| cite == "UN-BOMBINGS-1997 art. 8(1)"), "{found:?}");
    assert!(!found.iter().any(|cite| cite.ends_with("6(2)")), "{found:?}");
    // Before the convention binds both, it says nothing.
    bombing.on = Date::constant(2000, 1, 1);
    assert!(!cites(&bombing).iter().any(|cite| cite.starts_with("UN-BOMBINGS")));
    // A label as charged brings no duty about; neither does assistance.
    assert!(cites(&case("CHN", "KAZ", Kind::Extradition, "extremism")).is_empty());
    assert!(cites(&case("TUR", "CHE", Kind::Mla, "terrorist-bombing")).is_empty());
    let on_request = asked(&with(case("TUR", "CHE", Kind::Extradition, "terrorist-bombing"), &[])).decision.following;
    let task =
        |cite: &str| on_request.duties.iter().find(|duty| duty.cite.0 == cite).map(|duty| duty.task.clone()).unwrap();
    assert!(
        task("COE-ETS024 art. 6(2)").starts_with("if ")
            && task("UN-BOMBINGS-1997 art. 8(1)").contains("reports the outcome")
    );
}

fn any_facts() -> impl Strategy<Value = BTreeMap<String, bool>> {
    let ids: Vec<String> = BOOK.ground_rules().facts().map(|fact| fact.id.clone()).collect();
    proptest::collection::btree_map(proptest::sample::select(ids), any::<bool>(), 0..30)
}

fn any_set() -> impl Strategy<Value = (String, Kind)> {
    let mut all = Vec::new();
    for instrument in BOOK.instruments() {
        let kinds: BTreeSet<Kind> = instrument.grounds.iter().flat_map(|ground| ground.kinds.clone()).collect();
        all.extend(kinds.into_iter().map(|kind| (instrument.id.to_string(), kind)));
    }
    for model in BOOK.ground_rules().models() {
        all.extend(model.kinds.iter().map(|kind| (model.id.clone(), *kind)));
    }
    proptest::sample::select(all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// More facts never turn an answer into another one: what was decided stays decided, open may become either.
    #[test]
    fn more_facts_decide_more_and_change_nothing_decided((id, kind) in any_set(), facts in any_facts(), more in any_facts()) {
        let mut first = under(&id, kind);
        first.facts = facts.clone();
        let mut second = first.clone();
        second.facts.extend(more.into_iter().filter(|(id, _)| !facts.contains_key(id)));
        let (before, after) = (asked(&first).decision, asked(&second).decision);
        for one in &before.sets[0].grounds {
            let same = |other: &&GroundAnswer| other.id == one.id && other.article == one.article;
            let other = after.sets[0].grounds.iter().find(same).unwrap();
            prop_assert!(one.outcome == Outcome::Open || one.outcome == other.outcome, "{}: {} / {}", one.id, one.because, other.because);
        }
        for (one, other) in before.gates.iter().map(|gate| (gate, after.gates.iter().find(|other| other.id == gate.id).unwrap())) {
            prop_assert!(one.state == GateState::Open || one.state == other.state, "{}", one.id);
        }
    }

    /// With every fact of the vocabulary established, nothing but penalties is open.
    #[test]
    fn with_every_fact_established_nothing_is_open((id, kind) in any_set(), bits in any::<u64>(), more in any::<u64>()) {
        let mut whole = under(&id, kind);
        let bit = |at: usize| if at < 64 { bits >> at & 1 } else { more >> (at - 64) & 1 } == 1;
        whole.facts = BOOK.ground_rules().facts().enumerate().map(|(at, fact)| (fact.id.clone(), bit(at))).collect();
        let found = asked(&whole).decision;
        prop_assert!(found.establish.is_empty());
        prop_assert!(found.sets[0].grounds.iter().all(|ground| ground.outcome != Outcome::Open || ground.id == "threshold"));
        prop_assert!(found.gates.iter().all(|gate| gate.state != GateState::Open));
    }

    /// A ground is never heavier under more instruments: each set stands by itself, and the same case gives the same answer.
    #[test]
    fn the_same_case_gives_the_same_answer((id, kind) in any_set(), facts in any_facts()) {
        let _ = InstrumentId::parse(&id);
        let mut one = under(&id, kind);
        one.facts = facts;
        prop_assert_eq!(asked(&one), asked(&one.clone()));
    }

    /// Arbitrary text is refused or read, never more.
    #[test]
    fn reading_a_case_never_fails_otherwise(text in "\\PC{0,200}") {
        let _ = Written::read(BOOK.ground_rules(), "case.toml", text.as_bytes());
    }
}
