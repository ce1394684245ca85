//! What varies a scene: one circumstance that is not as it should be, or that lifts a restriction.

use super::scene::{LATER, Relation, Scene, YESTERDAY, id};
use crate::{Actor, AnsweredBar, Resource, ResourceKind};
use model::HandlingCode::{self, H0, H1, H2, H3};
use model::{Purpose, Retention, Role};
use std::collections::BTreeSet;

/// One circumstance, and on which block it is shown.
pub(super) struct Variant {
    pub(super) title: &'static str,
    pub(super) relation: Relation,
    pub(super) code: HandlingCode,
    pub(super) vary: fn(&mut Scene),
}

const fn on(title: &'static str, relation: Relation, code: HandlingCode, vary: fn(&mut Scene)) -> Variant {
    Variant { title, relation, code, vary }
}

const fn own(title: &'static str, vary: fn(&mut Scene)) -> Variant {
    on(title, Relation::OwnUnit, H0, vary)
}

/// Every variant, in the order of the table.
pub(super) const VARIANTS: &[Variant] = &[
    own("no purpose is stated", |s| s.circumstances.purpose = None),
    own("no case is stated", |s| s.circumstances.case = None),
    own("everyone states oversight", |s| s.circumstances.purpose = Some(Purpose::Oversight)),
    own("everyone states prevention", |s| s.circumstances.purpose = Some(Purpose::Prevention)),
    own("provided for prosecution only", |s| s.resource.purposes = BTreeSet::from([Purpose::Prosecution])),
    on("provided for prosecution only", Relation::OwnUnit, H1, |s| {
        s.resource.purposes = BTreeSet::from([Purpose::Prosecution]);
    }),
    own("retention ended yesterday", |s| {
        s.resource.retention = Some(Retention { review: YESTERDAY, until: YESTERDAY });
    }),
    own("he is an administrator too", |s| also(s, Role::Administrator)),
    own("he is an overseer too", |s| also(s, Role::Overseer)),
    on("let into the other unit's compartment by name", Relation::OtherUnit, H0, |s| {
        if let Actor::Officer(officer) = &mut s.actor {
            officer.compartments.insert(id("south"));
        }
    }),
    on("in the other unit, an overseer states prevention", Relation::OtherUnit, H0, |s| {
        s.circumstances.purpose = Some(Purpose::Prevention);
    }),
    own("a condition of use travels with it, unread", |s| s.resource.conditions = true),
    own("a condition of use travels with it, read", |s| {
        s.resource.conditions = true;
        s.circumstances.restriction_read = true;
    }),
    on("the restriction was read", Relation::OwnUnit, H3, |s| s.circumstances.restriction_read = true),
    on("the provider permits use in court", Relation::OwnUnit, H1, |s| s.circumstances.court_permission = true),
    on("the originator permits passing on", Relation::OwnUnit, H2, |s| s.circumstances.onward_permission = true),
    on("a threat, one person alone", Relation::OwnUnit, H2, threat),
    on("a threat, a second approver agrees", Relation::OwnUnit, H2, |s| {
        threat(s);
        s.agreed("second", Role::Approver);
    }),
    on("a threat, with a call-back", Relation::OwnUnit, H2, |s| {
        threat(s);
        s.circumstances.call_back = true;
    }),
    on("a call-back without a threat", Relation::OwnUnit, H2, |s| s.circumstances.call_back = true),
    own("no overseer is enrolled", |s| s.circumstances.overseer_enrolled = false),
    own("the information is not evaluated", |s| s.facts(|draft| draft.evaluated = false)),
    own("a request, not evaluated", request),
    own("two-person bar, answered by one", |s| s.two_person_bar(None)),
    own("two-person bar, answered by one, and a second approver agrees to the release", |s| {
        s.two_person_bar(None);
        s.agreed("second", Role::Approver);
    }),
    own("two-person bar, seconded by another approver", |s| s.two_person_bar(Some("second"))),
    own("two-person bar, seconded by the asker himself", |s| s.two_person_bar(Some("asker"))),
    own("two-person bar, seconded by the asker, and a second approver agrees", |s| {
        s.two_person_bar(Some("asker"));
        s.agreed("second", Role::Approver);
    }),
    own("two-person bar, seconded by its drafter", |s| s.two_person_bar(Some("clerk"))),
    own("one-person bar, answered by the asker", |s| {
        s.facts(|draft| draft.bars = vec![AnsweredBar { persons: 1, by: id("asker"), second: None }]);
    }),
    on("two-person bar, seconded by another approver", Relation::Drafter, H0, |s| s.two_person_bar(Some("second"))),
    own("the neutral answer, standing approval in date", neutral),
    own("the neutral answer with information in it", |s| s.facts(|draft| draft.neutral = true)),
    own("the neutral answer, two-person bar answered by one", |s| {
        neutral(s);
        s.two_person_bar(None);
    }),
    own("the neutral answer, no standing approval", |s| {
        neutral(s);
        s.circumstances.standing = None;
    }),
    own("the neutral answer, standing approval ended yesterday", |s| {
        neutral(s);
        s.circumstances.standing.iter_mut().for_each(|standing| standing.until = YESTERDAY);
    }),
    own("the neutral answer, arrangement not in force", |s| {
        neutral(s);
        s.circumstances.standing.iter_mut().for_each(|standing| standing.in_force = false);
    }),
    own("the neutral answer, arrangement did not adopt it", |s| {
        neutral(s);
        s.circumstances.standing.iter_mut().for_each(|standing| standing.adopted = false);
    }),
    own("an acknowledgement, its standing approval in date", acknowledgement),
    own("an acknowledgement, the standing approval is for the neutral answer alone", |s| {
        acknowledgement(s);
        s.circumstances.standing.iter_mut().for_each(|standing| standing.acknowledges = false);
    }),
    own("an acknowledgement with information in it", |s| {
        acknowledgement(s);
        s.facts(|draft| (draft.informs, draft.evaluated) = (true, true));
    }),
    own("an acknowledgement, standing approval ended yesterday", |s| {
        acknowledgement(s);
        s.circumstances.standing.iter_mut().for_each(|standing| standing.until = YESTERDAY);
    }),
    on("an emergency", Relation::Drafter, H0, |s| s.facts(|draft| draft.emergency = true)),
    on("an emergency, with a call-back", Relation::Drafter, H0, |s| {
        s.facts(|draft| draft.emergency = true);
        s.circumstances.call_back = true;
    }),
    on("a call-back, no emergency", Relation::Drafter, H0, |s| s.circumstances.call_back = true),
    own("it was released", |s| s.facts(|draft| draft.released = true)),
    own("the account is an overseer's", |s| account(s, "colleague", Role::Overseer)),
    own("the account is an overseer's, and another overseer agrees", |s| {
        account(s, "colleague", Role::Overseer);
        s.agreed("second", Role::Overseer);
    }),
    own("the account is an overseer's, and he alone agrees", |s| {
        account(s, "colleague", Role::Overseer);
        s.agreed("colleague", Role::Overseer);
    }),
    own("the account is his own", |s| account(s, "asker", Role::Administrator)),
];

fn also(scene: &mut Scene, role: Role) {
    if let Actor::Officer(officer) = &mut scene.actor {
        officer.roles.insert(role);
    }
}

fn threat(scene: &mut Scene) {
    scene.circumstances.purpose = Some(Purpose::Threat);
}

fn request(scene: &mut Scene) {
    scene.facts(|draft| (draft.informs, draft.evaluated) = (false, false));
}

fn neutral(scene: &mut Scene) {
    scene.facts(|draft| (draft.informs, draft.evaluated, draft.neutral) = (false, false, true));
    scene.resource.retention = Some(Retention { review: LATER, until: LATER });
}

fn acknowledgement(scene: &mut Scene) {
    scene.facts(|draft| (draft.informs, draft.evaluated, draft.acknowledges) = (false, false, true));
    scene.circumstances.standing.iter_mut().for_each(|standing| standing.acknowledges = true);
}

fn account(scene: &mut Scene, name: &str, role: Role) {
    if scene.resource.id.kind() == ResourceKind::Officer {
        scene.resource = Resource::officer(id(name), BTreeSet::from([role]));
    }
}
