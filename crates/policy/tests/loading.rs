//! Loading: what is not exactly right is not in force. All or nothing.

#![expect(clippy::unwrap_used, reason = "a test whose bad policy loads fails")]

use model::RulesetVersion;
use policy::{BadPolicy, MINIMISATION, Policies, house};

/// The committed files with one more, or with one text in place of another.
fn load_with(extra: &str, replace: Option<(&str, &str)>) -> Result<Policies, BadPolicy> {
    let swap = |text: &str| replace.map_or(text.to_owned(), |(from, to)| text.replacen(from, to, 1));
    let mut files: Vec<(&str, String)> = house::FILES.iter().map(|(file, text)| (*file, swap(text))).collect();
    files.push(("extra.cedar", extra.to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (*file, text.as_str())).collect();
    Policies::load(&swap(house::SCHEMA), &files, RulesetVersion("test".to_owned()))
}

fn refused(extra: &str) -> BadPolicy {
    load_with(extra, None).unwrap_err()
}

const SAID: &str = "@because(\"b\") @cite(\"house\") @remedy(\"r\")";

#[test]
fn the_house_loads_as_committed() {
    let policies = house::policies().unwrap_or_else(|bad| panic!("{bad}"));
    assert!(policies.rules().count() > 40);
}

/// The trap of the engine: without validation, a forbid with a misspelt attribute would be skipped and permit.
#[test]
fn pol_1_1_a_misspelt_attribute_role_or_code_is_refused() {
    for condition in
        ["resource.typo == true", "principal in Role::\"aprover\"", "resource.codes.contains(Code::\"H9\")"]
    {
        let bad = refused(&format!(
            "@id(\"x\") {SAID} forbid (principal is Officer, action == Action::\"read-message\", resource is Message) when {{ {condition} }};"
        ));
        assert_eq!(bad.check.id, "POL-1.1", "{condition}: {bad}");
    }
}

#[test]
fn pol_1_1_a_policy_that_can_never_apply_or_a_template_is_refused() {
    let never = format!("@id(\"x\") {SAID} forbid (principal is Tray, action, resource);");
    assert_eq!(refused(&never).check.id, "POL-1.1");
    let template = format!("@id(\"x\") {SAID} forbid (principal == ?principal, action, resource);");
    assert_eq!(refused(&template).check.id, "POL-1.1");
    assert_eq!(refused("forbid (principal").check.id, "POL-1.1");
}

#[test]
fn pol_1_1_schema_and_program_know_the_same_actions() {
    let renamed = load_with("", Some(("action \"relay\" appliesTo", "action \"haul\" appliesTo")));
    assert_eq!(renamed.unwrap_err().check.id, "POL-1.1");
    let wider = load_with("", Some(("resource: [Log], context", "resource: [Log, Record], context")));
    let bad = wider.unwrap_err();
    assert!(bad.because.contains("read-log"), "{bad}");
}

#[test]
fn pol_1_2_every_policy_says_who_it_is_and_why() {
    let scope = "forbid (principal, action == Action::\"read-log\", resource);";
    for annotations in [
        "@because(\"b\") @cite(\"c\") @remedy(\"r\")",
        "@id(\"x\") @cite(\"c\") @remedy(\"r\")",
        "@id(\"x\") @because(\"b\") @remedy(\"r\")",
        "@id(\"x\") @because(\"b\") @cite(\"c\")",
        "@id(\"x\") @because(\"b\") @cite(\"c\") @way_out(\"king\")",
        "@id(\"x\") @because(\"b\") @cite(\"c\") @remedy(\"r\") @colour(\"red\")",
        "@id(\"log.overseer\") @because(\"b\") @cite(\"c\") @remedy(\"r\")",
    ] {
        let bad = refused(&format!("{annotations} {scope}"));
        assert_eq!(bad.check.id, "POL-1.2", "{annotations}: {bad}");
    }
    assert!(load_with(&format!("@id(\"x\") {SAID} {scope}"), None).is_ok(), "what is right does load");
}

#[test]
fn pol_1_3_an_obligation_nobody_can_carry_out_leaves_nothing_in_force() {
    let permit = "permit (principal, action == Action::\"read-log\", resource);";
    let with = |word: &str| format!("@id(\"x\") @because(\"b\") @cite(\"c\") @obligation(\"{word}\") {permit}");
    assert_eq!(refused(&with("shred-it")).check.id, "POL-1.3");
    assert!(load_with(&with("tell-overseer"), None).is_ok());
    let forbid = format!(
        "@id(\"x\") {SAID} @obligation(\"tell-overseer\") forbid (principal, action == Action::\"read-log\", resource);"
    );
    assert_eq!(refused(&forbid).check.id, "POL-1.3");
}

#[test]
fn pol_1_4_the_minimisation_table_decides_every_field_once() {
    let gap = load_with("", Some(("\"addresses\", \"remarks\"", "\"remarks\""))).unwrap_err();
    assert_eq!((gap.check.id, gap.file.as_str()), ("POL-1.4", MINIMISATION));
    let twice =
        load_with("", Some(("\"addresses\", \"remarks\"", "\"addresses\", \"remarks\", \"birth\""))).unwrap_err();
    assert!(twice.because.contains("two rows"), "{twice}");
    let nameless = load_with("", Some(("\"then\": \"goes\"", "\"then\": \"stays-unless-necessary\""))).unwrap_err();
    assert!(nameless.because.contains("name"), "{nameless}");
    let none: Vec<_> = house::FILES.iter().filter(|(file, _)| *file != MINIMISATION).copied().collect();
    let missing = Policies::load(house::SCHEMA, &none, RulesetVersion("test".to_owned())).unwrap_err();
    assert_eq!(missing.check.id, "POL-1.4");
}

#[test]
fn on_a_small_stack_no_policy_is_missing_from_a_question() {
    let bearing = || {
        let policies = house::policies().unwrap();
        let ids: Vec<String> = policies.rules().map(|rule| rule.id.clone()).collect();
        ids.into_iter().map(|id| (policies.bears_on(&id), id)).collect::<Vec<_>>()
    };
    let small = std::thread::Builder::new().stack_size(160 << 10).spawn(bearing).unwrap().join().unwrap();
    let large = std::thread::Builder::new().stack_size(16 << 20).spawn(bearing).unwrap().join().unwrap();
    assert!(large.iter().all(|(bears, _)| !bears.is_empty()));
    assert_eq!(small, large);
}
