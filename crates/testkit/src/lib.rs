//! World, Monster and faults: everything a test needs that a release must never hold.
//!
//! [`World`] is a whole federation in one thread, from one seed: nodes, officers, a wire that loses, doubles, delays and
//! reorders, disks that fail, processes that die at any commit. After quiet, [`invariant::check`] holds its rows against
//! its logs and each side against the other. [`monster`] forges what a partner must never send.
//!
//! Not here: what is checked on single functions (each crate's own tests).
//! Next: [`Ground::lay`] founds the nodes once, [`World::run`] plays one seed on copies of them.

pub mod chance;
pub mod disk;
pub mod form;
pub mod ground;
pub mod invariant;
pub mod keeping;
pub mod monster;
pub mod node;
pub mod planted;
pub mod rules;
pub mod scene;
pub mod stick;
pub mod weather;
pub mod wire;
pub mod witnesses;
pub mod world;

pub use ground::Ground;
pub use invariant::Broken;
pub use monster::Monster;
pub use rules::Rules;
pub use scene::Scene;
pub use world::{Outcome, World};
