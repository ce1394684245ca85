//! Other nodes over mutual TLS: the peer port, the lines to partners and relays, and what each may cost us. What is said is
//! `exchange::peer` (`spec/peers.md`); what a parcel does is the pipeline's. Sockets and time limits are here and nowhere
//! else.
//!
//! ```text
//! worker --Lines::hand--> line (a task per hop) ==TLS==> listen -> session --receive--> pipeline
//!                              <-- receipts, and what waited for us --
//! ```

mod alarms;
mod budget;
mod limits;
mod line;
mod lines;
mod listen;
mod register;
mod session;
mod stream;
mod taking;
mod tls;

pub use budget::Budget;
pub use lines::Lines;
pub use listen::listen;
pub use register::Register;

use crate::api::Node;
use alarms::Alarms;
use budget::Budgets;
use model::{Failure, Stop};
use std::sync::Arc;
use std::time::Duration;
use tls::Identity;

/// A node among its peers.
pub struct Peering {
    node: Node,
    register: Arc<Register>,
    budgets: Budgets,
    identity: Identity,
    alarms: Alarms,
    /// How often a peer that we can reach is asked for what waits for us.
    poll_every: Duration,
}

impl Peering {
    /// Reads whom we know; nothing is reached yet.
    pub fn new(node: Node, budget: Budget, poll_every: Duration) -> Result<Arc<Peering>, Stop> {
        let identity = Identity::new(node.station().peer_key().clone())
            .map_err(|error| Failure::new("preparing the peer port", error))?;
        let (register, budgets, alarms) = (Arc::default(), Budgets::new(budget), Alarms::default());
        let peering = Peering { node, register, budgets, identity, alarms, poll_every };
        peering.refresh()?;
        Ok(Arc::new(peering))
    }

    /// Reads again whom we know: cards, addresses and suspensions change while the node runs.
    pub fn refresh(&self) -> Result<(), Stop> {
        let node = &self.node;
        let peers = node.store().read("look at peers", node.now(), |tx| exchange::peer::known(node.station(), tx))?;
        self.register.set(peers);
        Ok(())
    }

    /// How far the clock has come: what budgets count by.
    fn clock(&self) -> Duration {
        Duration::from_secs(self.node.now().as_second().max(0) as u64)
    }

    /// Whom we know.
    pub fn register(&self) -> &Register {
        &self.register
    }
}
