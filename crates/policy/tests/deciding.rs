//! Decisions: fail-closed, with the policies that decided and what leads on.

mod scene;

use model::{Role, RulesetVersion};
use policy::{Access, Action, Actor, AnsweredBar, Approval, Ask, DraftFacts, Machine, Obligation, Policies, Resource};
use policy::{ResourceId, house};
use scene::{ask, circumstances, draft, officer, unit};

fn message() -> Resource {
    Resource::message(model::MessageId(model::Digest([9; 32])), unit("north"))
}

/// The known trap, under strict validation: overflow is found only when it happens. The engine skips the forbid and says
/// `Allow`; we deny.
#[test]
fn pol_2_1_an_erroring_policy_denies_whatever_the_others_say() {
    let trap = "@id(\"trap\") @because(\"b\") @cite(\"house\") @remedy(\"r\") \
        forbid (principal, action == Action::\"read-message\", resource) when { context.today * 9223372036854775807 > 0 };";
    let files: Vec<_> = house::FILES.iter().copied().chain([("trap.cedar", trap)]).collect();
    let policies = Policies::load(house::SCHEMA, &files, RulesetVersion("test".to_owned())).unwrap();
    let reader = officer("desk-1", &[Role::DeskOfficer], "north");
    let whole = house::policies().unwrap();
    assert!(ask(&whole, reader.clone(), Action::ReadMessage, &message(), &circumstances()).is_ok());
    let refusal = ask(&policies, reader, Action::ReadMessage, &message(), &circumstances()).unwrap_err();
    assert_eq!(refusal.check.id, "POL-2.1");
    assert_eq!(refusal.cites[0].0, "policy trap");
}

#[test]
fn pol_2_1_a_question_that_does_not_fit_the_schema_denies() {
    let policies = house::policies().unwrap();
    let chief = officer("appr-1", &[Role::Approver], "north");
    let refusal = ask(&policies, chief.clone(), Action::Release, &message(), &circumstances()).unwrap_err();
    assert_eq!(refusal.check.id, "POL-2.1", "a message is not released");
    let bare = Resource::of_node(ResourceId::Draft(model::DraftId([1; 16])));
    let refusal = ask(&policies, chief, Action::Release, &bare, &circumstances()).unwrap_err();
    assert_eq!(refusal.check.id, "POL-2.1", "a draft without compartment");
}

#[test]
fn pol_2_2_a_forbid_names_its_policy_and_what_leads_on() {
    let policies = house::policies().unwrap();
    let mut unpurposed = circumstances();
    unpurposed.purpose = None;
    let reader = officer("desk-1", &[Role::DeskOfficer], "north");
    let refusal = ask(&policies, reader, Action::ReadMessage, &message(), &unpurposed).unwrap_err();
    assert_eq!(refusal.check.id, "POL-2.2");
    assert_eq!(refusal.cites[0].0, "policy content.purpose-stated");
    assert!(refusal.remedy.contains("purpose"), "{refusal}");
}

#[test]
fn pol_2_3_silence_says_so_and_names_the_nearest_permit() {
    let policies = house::policies().unwrap();
    let stranger = officer("desk-2", &[Role::DeskOfficer], "south");
    let refusal = ask(&policies, stranger, Action::ReadMessage, &message(), &circumstances()).unwrap_err();
    assert_eq!(refusal.check.id, "POL-2.3");
    assert!(refusal.because.starts_with("no policy permits desk-2"), "{refusal}");
    assert!(refusal.remedy.contains("read.need-to-know"), "{refusal}");
    let actor = Actor::Machine(Machine::Relay);
    let seal = Ask { actor: &actor, action: Action::Seal, resource: &draft(&[]), circumstances: &circumstances() };
    assert!(policies.permit(&seal).unwrap_err().remedy.contains("seal.released"));
}

#[test]
fn pol_2_4_a_drafter_alone_is_shown_who_could_release() {
    let policies = house::policies().unwrap();
    let both = [Role::DeskOfficer, Role::Approver];
    let alone = officer("night-1", &both, "north");
    let release = |circumstances: &policy::Circumstances| {
        ask(&policies, alone.clone(), Action::Release, &draft(&["night-1"]), circumstances).unwrap_err()
    };
    let mut known = circumstances();
    let refusal = release(&known);
    assert_eq!((refusal.check.id, refusal.cites[0].0.as_str()), ("POL-2.4", "policy release.four-eyes"));
    assert!(refusal.remedy.contains("call one in"), "{refusal}");

    let outsider = officer("south-1", &[Role::Approver], "south");
    known.roster = vec![alone.clone(), officer("desk-9", &[Role::DeskOfficer], "north"), outsider];
    let refusal = release(&known);
    assert!(refusal.remedy.contains("could be let in: south-1 (unit south)"), "{refusal}");

    let mut remote = officer("home-1", &[Role::Approver], "south");
    remote.compartments.insert(unit("north"));
    remote.remote = true;
    known.roster.push(remote.clone());
    let refusal = release(&known);
    assert!(refusal.remedy.contains("home-1 (unit south, remote)"), "{refusal}");
    assert!(!refusal.remedy.contains("night-1") && !refusal.remedy.contains("desk-9"), "{refusal}");
    assert!(ask(&policies, remote, Action::Release, &draft(&["night-1"]), &known).is_ok(), "a remote approver counts");
}

/// One officer twice is one person; a drafter, an answerer and a stranger are none.
#[test]
fn pol_2_4_the_second_person_is_another_who_may_know_it() {
    let policies = house::policies().unwrap();
    let bar = AnsweredBar { persons: 2, by: "desk-1".parse().unwrap(), second: Some("appr-1".parse().unwrap()) };
    let facts = DraftFacts { informs: true, evaluated: true, bars: vec![bar], ..DraftFacts::default() };
    let item = draft(&["desk-1"]).with_facts(facts);
    let releases = |second: &[(&str, &[Role], &str)]| {
        let mut known = circumstances();
        for (name, roles, at) in second {
            known.approvals.push(Approval { by: officer(name, roles, at), at: known.now });
        }
        ask(&policies, officer("appr-1", &[Role::Approver], "north"), Action::Release, &item, &known).is_ok()
    };
    let approver: &[Role] = &[Role::Approver];
    assert!(!releases(&[]), "his own second is not another person");
    assert!(!releases(&[("appr-1", approver, "north"), ("appr-1", approver, "north")]));
    assert!(!releases(&[("desk-1", approver, "north")]), "the drafter");
    assert!(!releases(&[("appr-2", approver, "south")]), "no need to know");
    assert!(!releases(&[("desk-2", &[Role::DeskOfficer], "north")]), "not an approver");
    assert!(releases(&[("appr-2", approver, "north")]));
}

#[test]
fn a_threat_passes_h2_on_and_obliges_to_tell_the_originator() {
    let policies = house::policies().unwrap();
    let item = message().handled(&model::Handling::of([model::HandlingCode::H2]));
    let reader = officer("desk-1", &[Role::DeskOfficer], "north");
    let mut known = circumstances();
    assert!(ask(&policies, reader.clone(), Action::PassOn, &item, &known).is_err());
    known.purpose = Some(model::Purpose::Threat);
    known.call_back = true;
    let permit = ask(&policies, reader, Action::PassOn, &item, &known).unwrap();
    assert_eq!(permit.obligations(), [Obligation::TellOriginator]);
    assert_eq!(permit.policies(), ["onward.threat"]);
    assert_eq!(permit.case(), known.case.as_ref());
}

#[test]
fn a_finding_carries_reasons_rules_and_date() {
    let policies = house::policies().unwrap();
    let actor = Actor::Officer(officer("admin-1", &[Role::Administrator], "north"));
    let question =
        Ask { actor: &actor, action: Action::ReadMessage, resource: &message(), circumstances: &circumstances() };
    let finding = policies.decide(&question);
    assert_eq!(finding.decision, Access::Forbidden);
    assert_eq!(finding.reasons[0].check, "content.not-administrator");
    assert_eq!(finding.on, model::time::Date::constant(2026, 11, 23));
    assert_eq!(&finding.rules, policies.version());
}

#[test]
fn the_lists_of_an_officer_are_those_of_his_compartments() {
    let policies = house::policies().unwrap();
    let units = [unit("north"), unit("south"), unit("protection")];
    let mut desk = officer("desk-1", &[Role::DeskOfficer], "north");
    desk.compartments.insert(unit("protection"));
    let seen = policies.visible(&Actor::Officer(desk), &units, &circumstances());
    assert_eq!(seen, [unit("north"), unit("protection")]);
    let admin = Actor::Officer(officer("admin-1", &[Role::Administrator], "north"));
    assert!(policies.visible(&admin, &units, &circumstances()).is_empty());
}
