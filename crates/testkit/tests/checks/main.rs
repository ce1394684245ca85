//! One test for every check of the three chains, named by its id: what a sound node sends passes, what a forged document
//! or an officer in a hurry brings is stopped by that check and by no other.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod after;
mod answering;
mod bundling;
mod grounding;
mod leaving;
mod logging;
mod population;
mod reading;
mod receiving;
mod witnessing;
mod writing;

use model::Stop;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use testkit::{Ground, Rules, Scene};

static GROUND: Mutex<Weak<Ground>> = Mutex::new(Weak::new());

/// A scene on the ground that the tests now running share, with the ground itself, which goes with its last user.
fn scene() -> (Scene, Arc<Ground>) {
    let mut shared = GROUND.lock().unwrap_or_else(PoisonError::into_inner);
    let ground = shared.upgrade().unwrap_or_else(|| Arc::new(Ground::lay_wide(Rules::read().unwrap(), 1).unwrap()));
    *shared = Arc::downgrade(&ground);
    (Scene::on(&ground).unwrap(), ground)
}

/// The check of a refusal.
fn refused<T>(done: Result<T, Stop>) -> &'static str {
    match done {
        Ok(_) => panic!("it was let through"),
        Err(Stop::Refusal(refusal)) => {
            assert!(!refusal.because.is_empty() && !refusal.remedy.is_empty(), "{refusal}: leads nowhere");
            refusal.check.id
        }
        Err(stop) => panic!("not a refusal: {stop}"),
    }
}
