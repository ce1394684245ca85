//! Arrangements are registered by an administrator, between us and one other, with sound dates; suspended and signed only
//! where they are known. So are partners, by the words of the root that is pinned.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use exchange::Ways;
use model::arrangement::{Arrangement, ArrangementKind, StandingKind};
use model::time::Date;
use model::{
    ArrangementId, Authority, AuthorityId, Body, DataCategory, Digest, Handling, HandlingCode, Instant, Kind, Officer,
    OfficerId, Purpose, Role, State, Stop, UnitId,
};
use node::administration::arrangements::{register, sign_standing, suspend, take_card};
use node::administration::peers;
use node::federation::{Founding, Member};
use node::rules::Rules;
use node::system::SystemChance;
use seal::keys::fingerprint_words;
use std::collections::BTreeSet;
use tempfile::TempDir;

/// What an administrator does to a partner.
type Act<'a> = dyn Fn(&exchange::Station, &mut store::Tx<'_>) -> Result<(), Stop> + 'a;

struct House {
    member: Member,
    root: Digest,
    _folder: TempDir,
}

fn at() -> Instant {
    "2026-11-23T01:12:00Z".parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn house() -> House {
    house_of("fi-test", "FIN")
}

fn house_of(id: &str, state: &str) -> House {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority {
        id: AuthorityId::parse(id).unwrap(),
        name: "Test desk".into(),
        state: State::parse(state).unwrap(),
        body: Body::Police,
        zone: "Europe/Helsinki".into(),
    };
    let ways = Ways { contact: UnitId::parse("spoc").unwrap(), least_probability: 0.5, most_candidates: 10 };
    let rules = Rules::built_in().unwrap();
    let directory = folder.path().join(id);
    let founding = Founding { directory: &directory, authority: &authority, ways, rules: &rules };
    let (member, root) = Member::found(&founding, at(), &mut SystemChance).unwrap();
    House { member, root, _folder: folder }
}

fn officer(role: Role) -> Officer {
    Officer {
        id: OfficerId::parse(role.as_str()).unwrap(),
        roles: BTreeSet::from([role]),
        unit: UnitId::parse("spoc").unwrap(),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

fn arrangement() -> Arrangement {
    Arrangement {
        id: ArrangementId::parse("ee-fi").unwrap(),
        title: "Test".into(),
        kind: ArrangementKind::Implementing,
        invented: true,
        adopts: None,
        between: (AuthorityId::parse("ee-test").unwrap(), AuthorityId::parse("fi-test").unwrap()),
        kinds: BTreeSet::from([Kind::Information]),
        offences: BTreeSet::new(),
        purposes: BTreeSet::from([Purpose::Investigation]),
        categories: BTreeSet::from([DataCategory::Personal]),
        handling: Handling::of([HandlingCode::H0]),
        onward: Default::default(),
        kept_days: None,
        safeguards: false,
        from: day("2025-01-01"),
        until: None,
        review: day("2027-01-01"),
        suspended: None,
        neutral: None,
        standing: None,
        relay: None,
        partner_root: Digest([7; 32]),
    }
}

impl House {
    /// Adds another house as its administrator would, by its card and these words.
    fn add(&self, other: &House, words: &str) -> Result<AuthorityId, Stop> {
        let card = other.member.step("card", at(), &mut SystemChance, |station, tx| station.card(tx)).unwrap();
        self.member.step("add", at(), &mut SystemChance, |s, tx| {
            peers::add(s, tx, &officer(Role::Administrator), &card, words, None)
        })
    }

    fn register(&self, role: Role, arrangement: &Arrangement) -> Result<i32, Stop> {
        self.member.step("register", at(), &mut SystemChance, |s, tx| register(s, tx, &officer(role), arrangement))
    }
}

fn check<T: std::fmt::Debug>(done: Result<T, Stop>) -> &'static str {
    match done.unwrap_err() {
        Stop::Refusal(refusal) => refusal.check.id,
        other => unreachable!("{other}"),
    }
}

#[test]
fn nod_1_1_an_arrangement_is_between_us_and_one_other() {
    let house = house();
    let mut foreign = arrangement();
    foreign.between.1 = AuthorityId::parse("ke-test").unwrap();
    assert_eq!(check(house.register(Role::Administrator, &foreign)), "NOD-1.1");
    let mut alone = arrangement();
    alone.between.0 = alone.between.1.clone();
    assert_eq!(check(house.register(Role::Administrator, &alone)), "NOD-1.1");
    assert_eq!(house.register(Role::Administrator, &arrangement()).unwrap(), 1);
    assert_eq!(house.register(Role::Administrator, &arrangement()).unwrap(), 2, "a change is a new revision");
}

#[test]
fn nod_1_2_its_end_and_review_come_after_its_beginning() {
    let house = house();
    let ended = Arrangement { until: Some(day("2024-12-31")), ..arrangement() };
    assert_eq!(check(house.register(Role::Administrator, &ended)), "NOD-1.2");
    let reviewed = Arrangement { review: day("2024-12-31"), ..arrangement() };
    assert_eq!(check(house.register(Role::Administrator, &reviewed)), "NOD-1.2");
}

#[test]
fn nod_1_3_only_a_registered_arrangement_is_suspended_or_signed() {
    let house = house();
    let id = arrangement().id;
    let suspended = |officer: &Officer| {
        house.member.step("suspend", at(), &mut SystemChance, |s, tx| {
            suspend(s, tx, officer, &id, day("2026-11-23"), "partner-left")
        })
    };
    assert_eq!(check(suspended(&officer(Role::Administrator))), "NOD-1.3");
    let signed = house.member.step("sign", at(), &mut SystemChance, |s, tx| {
        sign_standing(s, tx, &officer(Role::Approver), &id, day("2027-01-01"), [StandingKind::NeutralAnswer].into())
    });
    assert_eq!(check(signed), "NOD-1.3");
    house.register(Role::Administrator, &arrangement()).unwrap();
    suspended(&officer(Role::Administrator)).unwrap();
    let kept = house.member.step("look", at(), &mut SystemChance, |_, tx| tx.arrangements().get(&id)).unwrap().unwrap();
    assert!(!kept.in_force(day("2026-11-23")) && kept.in_force(day("2026-11-22")));
}

#[test]
fn nod_1_4_it_covers_something_that_is_known_and_can_be_met() {
    let house = house();
    let good = Arrangement { kind: ArrangementKind::Basis, adopts: Some("INTERPOL".into()), ..arrangement() };
    let good = Arrangement { onward: model::OnwardRule::AskFirst, kept_days: Some(365), ..good };
    house.register(Role::Administrator, &good).unwrap();
    let unknown = model::Offence::parse("terrorism-in-general").unwrap();
    for bad in [
        Arrangement { title: "  ".into(), ..good.clone() },
        Arrangement { kinds: BTreeSet::new(), ..good.clone() },
        Arrangement { purposes: BTreeSet::new(), ..good.clone() },
        Arrangement { categories: BTreeSet::new(), ..good.clone() },
        Arrangement { offences: BTreeSet::from([unknown]), ..good.clone() },
        Arrangement { handling: Handling::of([HandlingCode::H3]), ..good.clone() },
        Arrangement { kept_days: Some(0), ..good.clone() },
        Arrangement { kept_days: Some(4000), ..good.clone() },
        Arrangement { adopts: Some(String::new()), ..good.clone() },
        Arrangement { kind: ArrangementKind::Implementing, ..good.clone() },
    ] {
        assert_eq!(check(house.register(Role::Administrator, &bad)), "NOD-1.4", "{bad:?}");
    }
}

#[test]
fn only_an_administrator_registers() {
    let house = house();
    for role in [Role::DeskOfficer, Role::Approver, Role::Overseer] {
        assert!(matches!(house.register(role, &arrangement()), Err(Stop::Refusal(_))), "{role}");
    }
}

#[test]
fn a_card_is_taken_only_under_the_root_that_the_arrangement_pins() {
    let (ours, theirs) = (house(), house_of("ee-test", "EST"));
    let id = arrangement().id;
    let card = theirs.member.step("card", at(), &mut SystemChance, |station, tx| station.card(tx)).unwrap();
    let take = |role: Role| {
        ours.member.step("take", at(), &mut SystemChance, |s, tx| take_card(s, tx, &officer(role), &id, &card))
    };
    assert_eq!(check(take(Role::Administrator)), "NOD-1.3");
    ours.register(Role::Administrator, &arrangement()).unwrap();
    assert!(matches!(take(Role::DeskOfficer), Err(Stop::Refusal(_))));
    assert!(matches!(take(Role::Administrator), Err(Stop::Fault(fault)) if fault.check.id == "IN-2.1"));
}

#[test]
fn an_overseer_who_suspends_tells_the_administrators() {
    let house = house();
    house.register(Role::Administrator, &arrangement()).unwrap();
    let suspended = |role: Role, on: &str| {
        house.member.step("suspend", at(), &mut SystemChance, |s, tx| {
            suspend(s, tx, &officer(role), &arrangement().id, day(on), "partner-left")?;
            Ok((tx.notices().to(&[Role::Administrator], 10)?, tx.notices().to(&[Role::DeskOfficer], 10)?))
        })
    };
    assert_eq!(suspended(Role::Administrator, "2026-11-24").unwrap().0, [], "he knows it himself");
    let (told, others) = suspended(Role::Overseer, "2026-11-23").unwrap();
    assert_eq!((told.len(), others.len()), (1, 0));
    assert!(told[0].body.contains("arrangement:ee-fi") && told[0].body.contains("overseer"), "{}", told[0].body);
    let last = house.member.step("look", at(), &mut SystemChance, |_, tx| {
        let size = tx.audit().size()?;
        tx.audit().rows(size - 1, 1)
    });
    let Some(audit::Row::Kept(last)) = last.unwrap().pop() else { unreachable!("the last entry is kept") };
    assert!(last.line.contains("\"told\"") && last.line.contains("tell-administrator"), "{}", last.line);
}

#[test]
fn an_overseer_who_cuts_a_partner_off_tells_the_administrators() {
    let house = house();
    house.register(Role::Administrator, &arrangement()).unwrap();
    let partner = AuthorityId::parse("ee-test").unwrap();
    let told = house.member.step("cut off", at(), &mut SystemChance, |s, tx| {
        peers::suspend(s, tx, &officer(Role::Overseer), &partner, "incident")?;
        tx.notices().to(&[Role::Administrator], 10)
    });
    let told = told.unwrap();
    assert_eq!(told.len(), 2, "the newest first");
    assert!(told[0].body.contains("partner:ee-test") && told[1].body.contains("arrangement:ee-fi"), "{told:?}");
    let again = house.member.step("cut off", at(), &mut SystemChance, |s, tx| {
        peers::suspend(s, tx, &officer(Role::DeskOfficer), &partner, "incident")
    });
    assert!(matches!(again, Err(Stop::Refusal(_))), "not for a desk officer");
}

#[test]
fn nod_5_1_a_partner_is_added_by_the_words_of_its_own_root() {
    let (ours, theirs) = (house(), house_of("ee-test", "EST"));
    assert_eq!(check(ours.add(&theirs, &fingerprint_words(&ours.root))), "NOD-5.1");
    assert_eq!(ours.add(&theirs, &fingerprint_words(&theirs.root).to_uppercase()).unwrap().as_str(), "ee-test");
}

#[test]
fn nod_5_3_only_a_known_partner_is_moved_cut_off_or_taken_up_again() {
    let (ours, theirs) = (house(), house_of("ee-test", "EST"));
    let (id, admin) = (AuthorityId::parse("ee-test").unwrap(), officer(Role::Administrator));
    let acts: [&Act<'_>; 3] = [
        &|s, tx| peers::move_to(s, tx, &admin, &id, Some("node.example:7441")),
        &|s, tx| peers::suspend(s, tx, &admin, &id, "incident"),
        &|s, tx| peers::resume(s, tx, &admin, &id),
    ];
    for act in acts {
        assert_eq!(check(ours.member.step("act", at(), &mut SystemChance, act)), "NOD-5.3");
    }
    ours.add(&theirs, &fingerprint_words(&theirs.root)).unwrap();
    for act in acts {
        ours.member.step("act", at(), &mut SystemChance, act).unwrap();
    }
}

#[test]
fn nod_5_4_another_root_than_the_pinned_one_is_not_added() {
    let (ours, theirs, other) = (house(), house_of("ee-test", "EST"), house_of("ee-test", "EST"));
    ours.add(&theirs, &fingerprint_words(&theirs.root)).unwrap();
    ours.add(&theirs, &fingerprint_words(&theirs.root)).unwrap();
    assert_eq!(check(ours.add(&other, &fingerprint_words(&other.root))), "NOD-5.4");
    // An arrangement pins as well.
    let ours = house();
    ours.register(Role::Administrator, &arrangement()).unwrap();
    assert_eq!(check(ours.add(&theirs, &fingerprint_words(&theirs.root))), "NOD-5.4");
    let pinned = Arrangement { partner_root: theirs.root, ..arrangement() };
    ours.register(Role::Administrator, &pinned).unwrap();
    ours.add(&theirs, &fingerprint_words(&theirs.root)).unwrap();
}

#[test]
fn nod_5_5_a_node_is_no_partner_of_its_own() {
    let house = house();
    assert_eq!(check(house.add(&house, &fingerprint_words(&house.root))), "NOD-5.5");
    // Nor is one under a root that is pinned for another.
    let theirs = house_of("ke-test", "KEN");
    let slip = Arrangement { partner_root: theirs.root, ..arrangement() };
    house.register(Role::Administrator, &slip).unwrap();
    assert_eq!(check(house.add(&theirs, &fingerprint_words(&theirs.root))), "NOD-5.5");
}

#[test]
fn nod_1_5_a_root_is_pinned_for_its_own_authority_alone() {
    let (ours, theirs) = (house(), house_of("ke-test", "KEN"));
    ours.add(&theirs, &fingerprint_words(&theirs.root)).unwrap();
    for root in [theirs.root, ours.root] {
        let slip = Arrangement { partner_root: root, ..arrangement() };
        assert_eq!(check(ours.register(Role::Administrator, &slip)), "NOD-1.5");
    }
    let right = Arrangement {
        between: (AuthorityId::parse("ke-test").unwrap(), AuthorityId::parse("fi-test").unwrap()),
        partner_root: theirs.root,
        ..arrangement()
    };
    ours.register(Role::Administrator, &right).unwrap();
}

#[test]
fn a_step_that_leaves_an_obligation_is_not_permitted() {
    let house = house();
    house.register(Role::Administrator, &arrangement()).unwrap();
    let asked = house.member.step("ask", at(), &mut SystemChance, |station, tx| {
        let resource = policy::Resource::of_node(policy::ResourceId::Arrangement(arrangement().id));
        let circumstances = policy::Circumstances::at(tx.at());
        let overseer = policy::Actor::Officer(officer(Role::Overseer));
        station.demand(&overseer, policy::Action::SuspendArrangement, &resource, &circumstances)
    });
    let Err(Stop::Failure(failure)) = asked else { unreachable!("{asked:?}") };
    assert!(failure.because.contains("tell-administrator"), "{failure}");
}
