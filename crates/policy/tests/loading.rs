//! Loading: what is not exactly right is not in force.

use policy::house;

#[test]
fn the_house_loads() {
    let policies = match house::policies() {
        Ok(p) => p,
        Err(e) => panic!("{e}"),
    };
    assert!(policies.rules().count() > 30);
}
