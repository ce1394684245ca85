//! Skipping a step does not compile, nor does making a state, a parcel or a disclosure by hand.

#[test]
fn what_must_not_compile_does_not() {
    trybuild::TestCases::new().compile_fail("tests/compile/*.rs");
}
