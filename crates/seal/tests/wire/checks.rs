//! One test for each check: every forged document that it must refuse is refused by it, and by no other.
//! The cases are in `forge/cases.rs`; frozen, they are the vectors of `spec/`.

use crate::forge::Setting;
use crate::forge::cases::{Case, Reader, all, judge};
use std::sync::LazyLock;

static WORLD: LazyLock<(Reader, Vec<Case>)> = LazyLock::new(|| {
    let setting = Setting::new(1);
    let cases = all(&setting);
    (setting.reader(), cases)
});

fn refused_by(check: &str) {
    let (reader, cases) = &*WORLD;
    let mut count = 0;
    for case in cases.iter().filter(|case| case.fault == Some(check)) {
        let fault = judge(reader, case.kind, case.at, &case.bytes).expect_err(&case.name);
        assert_eq!(fault.check.id, check, "{}: {fault}", case.name);
        count += 1;
    }
    assert!(count > 0, "no case for {check}");
}

#[test]
fn what_is_good_is_accepted() {
    let (reader, cases) = &*WORLD;
    let good: Vec<_> = cases.iter().filter(|case| case.fault.is_none()).collect();
    assert!(good.len() >= 10);
    for case in good {
        judge(reader, case.kind, case.at, &case.bytes).unwrap_or_else(|fault| panic!("{}: {fault}", case.name));
    }
}

#[test]
fn every_check_has_its_test() {
    let source = include_str!("checks.rs");
    for check in seal::checks::ALL {
        let name = check.id.to_lowercase().replace(['-', '.'], "_");
        assert!(source.contains(&format!("fn {name}_")), "no test for {}", check.id);
    }
}

#[test]
fn seal_1_1_a_document_is_not_too_large() {
    refused_by("SEAL-1.1");
}

#[test]
fn seal_1_2_only_deterministic_cbor() {
    refused_by("SEAL-1.2");
}

#[test]
fn seal_1_3_not_too_deep_not_too_many() {
    refused_by("SEAL-1.3");
}

#[test]
fn seal_1_4_exactly_the_keys_of_its_kind() {
    refused_by("SEAL-1.4");
}

#[test]
fn seal_2_1_exactly_two_signatures() {
    refused_by("SEAL-2.1");
}

#[test]
fn seal_2_2_by_the_expected_key() {
    refused_by("SEAL-2.2");
}

#[test]
fn seal_2_3_ed25519_verifies() {
    refused_by("SEAL-2.3");
}

#[test]
fn seal_2_4_mldsa65_verifies() {
    refused_by("SEAL-2.4");
}

#[test]
fn seal_2_5_a_key_is_a_key() {
    refused_by("SEAL-2.5");
}

#[test]
fn seal_3_1_the_pinned_root() {
    refused_by("SEAL-3.1");
}

#[test]
fn seal_3_2_a_charter_runs_13_months_at_most() {
    refused_by("SEAL-3.2");
}

#[test]
fn seal_3_3_the_charter_is_in_force() {
    refused_by("SEAL-3.3");
}

#[test]
fn seal_3_4_the_card_is_of_the_chartered_authority() {
    refused_by("SEAL-3.4");
}

#[test]
fn seal_3_5_a_card_runs_30_days_at_most() {
    refused_by("SEAL-3.5");
}

#[test]
fn seal_3_6_not_from_the_future() {
    refused_by("SEAL-3.6");
}

#[test]
fn seal_3_7_nothing_is_sealed_to_a_stale_card() {
    refused_by("SEAL-3.7");
}

#[test]
fn seal_3_8_epoch_keys_are_distinct() {
    refused_by("SEAL-3.8");
}

#[test]
fn seal_3_9_speaks_version_1_and_q1() {
    refused_by("SEAL-3.9");
}

#[test]
fn seal_3_10_the_log_key_is_the_charters() {
    refused_by("SEAL-3.10");
}

#[test]
fn seal_3_11_an_epoch_key_is_in_its_period() {
    refused_by("SEAL-3.11");
}

#[test]
fn seal_3_12_the_peer_key_is_a_key_of_its_own() {
    refused_by("SEAL-3.12");
}

#[test]
fn seal_4_1_the_shape_of_a_delivery() {
    refused_by("SEAL-4.1");
}

#[test]
fn seal_4_2_version_and_suite() {
    refused_by("SEAL-4.2");
}

#[test]
fn seal_4_3_the_body_has_its_size() {
    refused_by("SEAL-4.3");
}

#[test]
fn seal_4_4_an_unknown_epoch_key_is_reseal() {
    refused_by("SEAL-4.4");
}

#[test]
fn seal_4_5_the_key_unwraps_under_this_header() {
    refused_by("SEAL-4.5");
}

#[test]
fn seal_4_6_the_body_opens() {
    refused_by("SEAL-4.6");
}

#[test]
fn seal_4_7_padding_and_lengths() {
    refused_by("SEAL-4.7");
}

#[test]
fn seal_4_8_unfolds_to_what_it_declares() {
    refused_by("SEAL-4.8");
}

#[test]
fn seal_4_9_not_expired() {
    refused_by("SEAL-4.9");
}

#[test]
fn seal_4_10_expires_within_35_days() {
    refused_by("SEAL-4.10");
}

#[test]
fn seal_5_1_a_check_exactly_when_refused() {
    refused_by("SEAL-5.1");
}

#[test]
fn seal_5_2_by_the_authority_of_the_card() {
    refused_by("SEAL-5.2");
}

#[test]
fn seal_5_3_the_log_proof_is_short() {
    refused_by("SEAL-5.3");
}

#[test]
fn seal_6_1_a_manifest_is_bounded() {
    refused_by("SEAL-6.1");
}

#[test]
fn seal_6_2_a_manifest_is_by_the_authority_of_the_card() {
    refused_by("SEAL-6.2");
}
