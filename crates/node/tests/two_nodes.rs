//! Tallinn asks Helsinki, Helsinki answers: one exchange through both pipelines, on real law and real policies.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use exchange::inbound::{AnswerForm, answer, judge};
use exchange::outbound::{Approver, Draft, DraftForm, MarkingForm};
use exchange::reading::{Asked, Disclosed, ReadItem, read};
use exchange::{Addressee, Ways};
use model::arrangement::{Arrangement, ArrangementKind};
use model::message::{InformationRequest, Outcome, Statement, StatementNature};
use model::record::{Origin, Record};
use model::subject::{PartialDate, Person, Subject, SubjectCategory};
use model::{
    Authority, AuthorityId, Body, CaseReference, Chance, Content, DataCategory, Evaluation, Handling, HandlingCode,
    Instant, Kind, Offence, Officer, OfficerId, Purpose, RecordId, Retention, Role, State, UnitId, Urgency,
};
use node::administration::{arrangements, officers};
use node::federation::{Federation, Founding, Member};
use node::rules::Rules;
use node::system::SystemChance;
use std::collections::BTreeSet;
use store::{Direction, Judgement};

fn id(text: &str) -> AuthorityId {
    AuthorityId::parse(text).unwrap()
}

fn unit(text: &str) -> UnitId {
    UnitId::parse(text).unwrap()
}

fn authority(text: &str, state: &str, zone: &str) -> Authority {
    Authority {
        id: id(text),
        name: format!("Test desk {text}"),
        state: State::parse(state).unwrap(),
        body: Body::Police,
        zone: zone.to_owned(),
    }
}

fn officer(text: &str, role: Role) -> Officer {
    Officer {
        id: OfficerId::parse(text).unwrap(),
        roles: BTreeSet::from([role]),
        unit: unit("spoc"),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

fn ways() -> Ways {
    Ways { contact: unit("spoc"), least_probability: 0.5, most_candidates: 10 }
}

fn staff(member: &Member, at: Instant) {
    let mut chance = SystemChance;
    member
        .step("staff", at, &mut chance, |station, tx| {
            let credentials = || officers::Credentials { password: "none".into(), totp: vec![1; 20].into() };
            let admin = officer("admin", Role::Administrator);
            officers::enrol_first(tx, &admin, credentials())?;
            for (name, role) in
                [("desk", Role::DeskOfficer), ("approver", Role::Approver), ("overseer", Role::Overseer)]
            {
                officers::enrol(station, tx, &admin, &officer(name, role), credentials())?;
            }
            Ok(())
        })
        .unwrap();
}

fn arrange(member: &Member, partner: &AuthorityId, root: model::Digest, at: Instant) {
    let us = member.station().us().id.clone();
    let mut pair = [us, partner.clone()];
    pair.sort();
    let [a, b] = pair;
    let arrangement = Arrangement {
        id: model::ArrangementId::parse("ee-fi-police").unwrap(),
        title: "Test arrangement".into(),
        kind: ArrangementKind::Implementing,
        invented: true,
        adopts: None,
        between: (a, b),
        kinds: BTreeSet::from([Kind::Information]),
        offences: BTreeSet::new(),
        purposes: Purpose::ALL.iter().copied().collect(),
        categories: BTreeSet::from([DataCategory::None, DataCategory::Personal]),
        handling: Handling::of([HandlingCode::H0]),
        onward: Default::default(),
        kept_days: None,
        safeguards: false,
        from: "2025-01-01".parse().unwrap(),
        until: None,
        review: "2027-01-01".parse().unwrap(),
        suspended: None,
        neutral: None,
        standing: None,
        relay: None,
        partner_root: root,
    };
    let admin = officer("admin", Role::Administrator);
    let register =
        |station: &exchange::Station, tx: &mut store::Tx<'_>| arrangements::register(station, tx, &admin, &arrangement);
    member.step("arrange", at, &mut SystemChance, register).unwrap();
}

fn person() -> Subject {
    let mut person = Person::named("Aino Maria Testinen");
    person.birth = PartialDate::parse("1980-02-03");
    person.category = Some(SubjectCategory::PersonConcerned);
    Subject::Person(person)
}

fn retention() -> Retention {
    Retention { review: "2027-11-23".parse().unwrap(), until: "2029-11-23".parse().unwrap() }
}

#[test]
fn an_exchange_goes_out_and_its_answer_comes_back() {
    let at: Instant = "2026-11-23T01:12:00Z".parse().unwrap();
    let mut chance = SystemChance;
    let rules = Rules::built_in().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut federation = Federation::new();
    let mut roots = Vec::new();
    for (name, state, zone) in [("ee-spoc", "EST", "Europe/Tallinn"), ("fi-spoc", "FIN", "Europe/Helsinki")] {
        let founding = Founding {
            directory: &folder.path().join(name),
            authority: &authority(name, state, zone),
            ways: ways(),
            rules: &rules,
        };
        let (member, root) = Member::found(&founding, at, &mut chance).unwrap();
        staff(&member, at);
        roots.push(root);
        federation.join(member);
    }
    let (ee, fi) = (id("ee-spoc"), id("fi-spoc"));
    arrange(federation.member(&ee).unwrap(), &fi, roots[1], at);
    arrange(federation.member(&fi).unwrap(), &ee, roots[0], at);
    let under = model::ArrangementId::parse("ee-fi-police").unwrap();
    for name in [&ee, &fi] {
        let member = federation.member(name).unwrap();
        let card =
            member.step("introduce", at, &mut chance, |station, tx| exchange::introduce(station, tx, &under)).unwrap();
        federation.hand(name, card);
    }
    federation.settle(at, &mut chance).unwrap();

    // Helsinki holds a record.
    let record = Record {
        id: RecordId::draw(&mut chance as &mut dyn Chance),
        compartment: unit("spoc"),
        origin: Origin::Own { source: "test".into() },
        subject: person(),
        handling: Handling::of([HandlingCode::H0]),
        retention: retention(),
        marker: None,
    };
    let member = federation.member(&fi).unwrap();
    member.step("hold", at, &mut chance, |s, tx| exchange::take_in(s, tx, &record, "test", None)).unwrap();

    // Tallinn asks.
    let form = DraftForm {
        exchange: None,
        kind: Kind::Information,
        to: vec![Addressee { to: fi.clone(), under: under.clone() }],
        offence: Offence::parse("terrorist-financing").unwrap(),
        purpose: Purpose::Investigation,
        urgency: Urgency::UrgentDirect,
        case: CaseReference::parse("EE-2026/17").unwrap(),
        unit: unit("spoc"),
        content: Content::Request(InformationRequest {
            subjects: vec![person()],
            question: "Is she known?".into(),
            justification: "A transfer names her and an address in Helsinki.".into(),
            watch_until: None,
        }),
        confirmed: BTreeSet::new(),
        reply_by: None,
    };
    let (desk, approver) = (officer("desk", Role::DeskOfficer), officer("approver", Role::Approver));
    let marking = || MarkingForm {
        handling: Handling::of([HandlingCode::H1]),
        evaluation: Evaluation::parse("B2"),
        retention: retention(),
        overrides: Vec::new(),
    };
    let member = federation.member(&ee).unwrap();
    let exchange = member
        .step("ask", at, &mut chance, |station, tx| {
            let draft = Draft::write(station, tx, &desk, form)?;
            let findings = draft.findings(station, tx, &desk)?;
            assert!(findings[0].power.decision.covered(), "{:?}", findings[0].power.decision);
            let marked = draft.ground(station, tx, &desk)?.mark(station, tx, &desk, marking())?;
            let released = marked.release(station, tx, &Approver { officer: &approver, proved_at: at })?;
            let sent = released.seal(station, tx)?.send(station, tx)?;
            Ok(sent.exchange())
        })
        .unwrap();
    let moved = federation.settle(at, &mut chance).unwrap();
    assert_eq!(moved.len(), 2, "a delivery and its receipt: {moved:?}");

    // Helsinki has it in its tray, with the 8-hour clock and a candidate.
    let later: Instant = "2026-11-23T01:20:00Z".parse().unwrap();
    let member = federation.member(&fi).unwrap();
    let (row, message) = member
        .step("look", later, &mut chance, |_, tx| {
            let row = tx.exchanges().get(exchange)?.unwrap();
            Ok((row, tx.inbox().of(exchange)?[0].message))
        })
        .unwrap();
    assert_eq!((row.direction, row.state.as_str()), (Direction::Inbound, "routed"));
    assert_eq!(row.due, Some("2026-11-23T09:12:00Z".parse().unwrap()));
    let case = CaseReference::parse("FI-9").unwrap();
    let asked = Asked::new(&desk, ReadItem::Candidates(message), Purpose::Investigation, case.clone());
    let disclosed = read(member.station(), member.store(), later, &mut chance, asked).unwrap();
    let Disclosed::Candidates(candidates) = disclosed else { panic!("candidates") };
    assert_eq!(candidates.len(), 1);
    assert!(candidates[0].1.probability > 0.9, "{}", candidates[0].1.probability);

    // A person confirms; an answer leaves by the same doors.
    let answered = AnswerForm {
        case: case.clone(),
        unit: unit("spoc"),
        outcome: Outcome::Information {
            subjects: vec![person()],
            statements: vec![Statement {
                text: "Known here since 2024.".into(),
                nature: StatementNature::Fact,
                evaluation: Evaluation::parse("A1").unwrap(),
            }],
        },
    };
    member
        .step("answer", later, &mut chance, |station, tx| {
            judge(station, tx, &desk, message, 0, Judgement::Same, Purpose::Investigation, &case)?;
            let draft = answer(station, tx, &desk, exchange, answered)?;
            let marked = draft.ground(station, tx, &desk)?.mark(station, tx, &desk, marking())?;
            let released = marked.release(station, tx, &Approver { officer: &approver, proved_at: later })?;
            released.seal(station, tx)?.send(station, tx)
        })
        .unwrap();
    federation.settle(later, &mut chance).unwrap();
    for name in [&ee, &fi] {
        let member = federation.member(name).unwrap();
        let row = member.step("look", later, &mut chance, |_, tx| Ok(tx.exchanges().get(exchange)?.unwrap())).unwrap();
        assert_eq!((row.state.as_str(), row.answered), ("answered", Some(later)), "{name}");
        member.publish(later).unwrap();
        let verified = audit::verify(&folder.path().join(name.as_str()).join("log"), None).unwrap();
        assert!(verified.size > 10);
    }
}
