//! What officers fill in, in tests: invented desks, officers, people, requests and answers.

use exchange::inbound::AnswerForm;
use exchange::outbound::{DraftForm, MarkingForm};
use exchange::{Addressee, Ways};
use model::ids::BadId;
use model::record::{Origin, Record};
use model::subject::{PartialDate, Person, Subject, SubjectCategory};
use model::{
    Authority, AuthorityId, Body, CaseReference, Citation, Content, Evaluation, Failure, Handling, HandlingCode,
    InformationRequest, Kind, Offence, Officer, OfficerId, Outcome, Purpose, RecordId, RefusalAnswer, Retention, Role,
    State, Statement, StatementNature, Stop, UnitId, Urgency,
};
use std::collections::BTreeSet;

/// An id that the source code spells, or a Failure that names it.
pub fn spelt<T>(text: &str, parse: impl FnOnce(&str) -> Result<T, BadId>) -> Result<T, Failure> {
    parse(text).map_err(|e| Failure::new("reading an id of the simulation", e))
}

/// The one unit of each node.
pub fn unit() -> Result<UnitId, Failure> {
    spelt("spoc", UnitId::parse)
}

/// How every node works.
pub fn ways() -> Result<Ways, Failure> {
    Ok(Ways { contact: unit()?, least_probability: 0.5, most_candidates: 10 })
}

/// An invented desk.
pub fn authority(id: &str, state: &str, zone: &str, body: Body) -> Result<Authority, Failure> {
    Ok(Authority {
        id: spelt(id, AuthorityId::parse)?,
        name: format!("Invented desk {id}"),
        state: spelt(state, State::parse)?,
        body,
        zone: zone.to_owned(),
    })
}

/// An officer with one role.
pub fn officer(id: &str, role: Role) -> Result<Officer, Failure> {
    Ok(Officer {
        id: spelt(id, OfficerId::parse)?,
        roles: BTreeSet::from([role]),
        unit: unit()?,
        compartments: BTreeSet::new(),
        remote: false,
    })
}

/// Everybody who works at a node: account and role.
pub const STAFF: &[(&str, Role)] = &[
    ("admin", Role::Administrator),
    ("desk", Role::DeskOfficer),
    ("approver", Role::Approver),
    ("second", Role::Approver),
    ("overseer", Role::Overseer),
];

/// An invented person; the same number is the same person.
pub fn person(number: u64) -> Subject {
    const GIVEN: &[&str] = &["Aino", "Juhan", "Marja", "Peeter", "Inga", "Karlis", "Liis", "Otso"];
    const FAMILY: &[&str] = &["Testinen", "Katsetamm", "Proovik", "Merkmanis", "Kokeila", "Naide", "Malli", "Esimerk"];
    let word = |list: &[&'static str], n: u64| list.get((n % list.len() as u64) as usize).copied().unwrap_or("Testi");
    let mut person = Person::named(&format!("{} {}", word(GIVEN, number), word(FAMILY, number / 8)));
    person.birth = PartialDate::parse(&format!("{}-{:02}-{:02}", 1950 + number % 50, 1 + number % 12, 1 + number % 28));
    person.category = Some(SubjectCategory::PersonConcerned);
    Subject::Person(person)
}

/// A record of a node's own holdings.
pub fn record(id: RecordId, subject: Subject) -> Result<Record, Failure> {
    Ok(Record {
        id,
        compartment: unit()?,
        origin: Origin::Own { source: "simulation".to_owned() },
        subject,
        handling: Handling::of([HandlingCode::H0]),
        retention: retention()?,
        marker: None,
    })
}

/// A retention that outlasts every simulation.
pub fn retention() -> Result<Retention, Failure> {
    let day = |text: &str| text.parse().map_err(|e| Failure::new("reading a day of the simulation", e));
    Ok(Retention { review: day("2027-11-23")?, until: day("2029-11-23")? })
}

/// A request about one person.
pub fn request(to: Vec<Addressee>, case: &str, subject: Subject, urgency: Urgency) -> Result<DraftForm, Failure> {
    Ok(DraftForm {
        exchange: None,
        kind: Kind::Information,
        to,
        offence: spelt("terrorist-financing", Offence::parse)?,
        purpose: Purpose::Investigation,
        urgency,
        case: spelt(case, CaseReference::parse)?,
        unit: unit()?,
        content: Content::Request(InformationRequest {
            subjects: vec![subject],
            question: "Is this person known to you?".into(),
            justification: "A transfer under inquiry names this person.".into(),
            watch_until: None,
        }),
        confirmed: BTreeSet::new(),
        reply_by: None,
    })
}

/// How an item is marked.
pub fn marking() -> Result<MarkingForm, Stop> {
    Ok(MarkingForm {
        handling: Handling::of([HandlingCode::H1]),
        evaluation: Evaluation::parse("B2"),
        retention: retention()?,
        overrides: Vec::new(),
    })
}

/// An answer that tells what is known of a person.
pub fn informs(case: &str, subject: Subject) -> Result<AnswerForm, Failure> {
    let statements = statements("Known here since 2024.")?;
    answer(case, Outcome::Information { subjects: vec![subject], statements })
}

/// One statement of fact.
pub fn statements(text: &str) -> Result<Vec<Statement>, Failure> {
    let evaluation = Evaluation::parse("A1").ok_or_else(|| Failure::new("evaluating", "A1"))?;
    Ok(vec![Statement { text: text.into(), nature: StatementNature::Fact, evaluation }])
}

/// An answer that refuses, with its ground.
pub fn refuses(case: &str) -> Result<AnswerForm, Failure> {
    let cite = Citation("EU-INFO-2023 art. 6(1)(e)(i)".to_owned());
    answer(case, Outcome::Refused(RefusalAnswer { ground: "essential-interests".to_owned(), cite }))
}

/// An answer.
pub fn answer(case: &str, outcome: Outcome) -> Result<AnswerForm, Failure> {
    Ok(AnswerForm { case: spelt(case, CaseReference::parse)?, unit: unit()?, outcome })
}
