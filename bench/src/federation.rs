//! Two nodes on a real disk: Tallinn and Helsinki, with an officer for each role.

use crate::Outcome;
use exchange::Ways;
use model::arrangement::{Arrangement, ArrangementKind};
use model::{
    ArrangementId, Authority, AuthorityId, Body, DataCategory, Handling, HandlingCode, Instant, Kind, Officer,
    OfficerId, Purpose, Role, State, UnitId,
};
use node::administration::{arrangements, officers};
use node::federation::{Founding, Member};
use node::rules::Rules;
use node::system::SystemChance;
use std::collections::BTreeSet;
use std::path::Path;

/// Both nodes, introduced to each other.
pub struct Pair {
    pub asks: Member,
    pub answers: Member,
    pub under: ArrangementId,
    pub at: Instant,
}

pub fn officer(name: &str, role: Role) -> Outcome<Officer> {
    Ok(Officer {
        id: OfficerId::parse(name)?,
        roles: BTreeSet::from([role]),
        unit: UnitId::parse("spoc")?,
        compartments: BTreeSet::new(),
        remote: false,
    })
}

pub fn ways() -> Outcome<Ways> {
    Ok(Ways { contact: UnitId::parse("spoc")?, least_probability: 0.5, most_candidates: 10 })
}

/// Founds both and exchanges their cards.
pub fn pair(folder: &Path) -> Outcome<Pair> {
    let at: Instant = "2026-11-23T01:12:00Z".parse()?;
    let rules = Rules::built_in()?;
    let (asks, asks_root) = found(&folder.join("ee"), "ee", "EST", &rules, at)?;
    let (answers, answers_root) = found(&folder.join("fi"), "fi", "FIN", &rules, at)?;
    let under = ArrangementId::parse("ee-fi")?;
    arrange(&asks, "fi", answers_root, &under, at)?;
    arrange(&answers, "ee", asks_root, &under, at)?;
    let mut chance = SystemChance;
    for (from, to) in [(&asks, &answers), (&answers, &asks)] {
        let card = from.step("introduce", at, &mut chance, |s, tx| exchange::introduce(s, tx, &under))?;
        to.receive(&from.station().us().id, card.bytes(), at, &mut chance)?;
    }
    Ok(Pair { asks, answers, under, at })
}

fn found(directory: &Path, name: &str, state: &str, rules: &Rules, at: Instant) -> Outcome<(Member, model::Digest)> {
    let authority = Authority {
        id: AuthorityId::parse(name)?,
        name: format!("Bench desk {name}"),
        state: State::parse(state)?,
        body: Body::Police,
        zone: "Europe/Helsinki".to_owned(),
    };
    let founding = Founding { directory, authority: &authority, ways: ways()?, rules };
    let mut chance = SystemChance;
    let (member, root) = Member::found(&founding, at, &mut chance)?;
    let admin = officer("admin", Role::Administrator)?;
    let staff = [
        officer("desk", Role::DeskOfficer)?,
        officer("approver", Role::Approver)?,
        officer("overseer", Role::Overseer)?,
    ];
    member.step("staff", at, &mut chance, |station, tx| {
        let credentials = || officers::Credentials { password: String::new(), totp: vec![0; 20].into() };
        officers::enrol_first(tx, &admin, credentials())?;
        for officer in &staff {
            officers::enrol(station, tx, &admin, officer, credentials())?;
        }
        Ok(())
    })?;
    Ok((member, root))
}

fn arrange(member: &Member, partner: &str, root: model::Digest, under: &ArrangementId, at: Instant) -> Outcome<()> {
    let us = member.station().us().id.clone();
    let arrangement = Arrangement {
        id: under.clone(),
        title: "Bench arrangement".into(),
        kind: ArrangementKind::Implementing,
        invented: true,
        adopts: None,
        between: (us, AuthorityId::parse(partner)?),
        kinds: BTreeSet::from([Kind::Information]),
        offences: BTreeSet::new(),
        purposes: Purpose::ALL.iter().copied().collect(),
        categories: BTreeSet::from([DataCategory::None, DataCategory::Personal]),
        handling: Handling::of([HandlingCode::H0]),
        onward: Default::default(),
        kept_days: None,
        safeguards: false,
        from: "2025-01-01".parse()?,
        until: None,
        review: "2027-01-01".parse()?,
        suspended: None,
        neutral: None,
        standing: None,
        relay: None,
        partner_root: root,
    };
    let admin = officer("admin", Role::Administrator)?;
    member.step("arrange", at, &mut SystemChance, |s, tx| arrangements::register(s, tx, &admin, &arrangement))?;
    Ok(())
}
