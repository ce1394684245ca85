//! What a node does by itself, once a second: neutral answers whose tick has come, the outbox, what a crash left half
//! received, the published log; once a day its keys. A step that fails is told and tried again;
//! so is each thing that a step could not be taken with ([`HeldUp`]).

use super::no_wire::NoWire;
use crate::api::Node;
use crate::system::SystemChance;
use exchange::{HeldUp, PublishedLog, Standing, Wire, advance, answer_due, due};
use jiff::SignedDuration;
use model::{Failure, Instant, Stop};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long it waits between two rounds.
const ROUND: Duration = Duration::from_secs(1);
/// How many parcels leave in one round.
const BATCH: usize = 256;
/// How often keys and card are looked at.
const RENEWAL: SignedDuration = SignedDuration::from_hours(24);

/// The worker of a node, on a thread of its own.
pub(super) struct Worker {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<(), Failure>>,
}

/// One thing of a round.
type Step = fn(&mut Rounds) -> Result<(), Stop>;

struct Rounds {
    node: Node,
    log: PublishedLog,
    published: u64,
    renewed: Instant,
    held_up: HeldUp,
}

impl Worker {
    /// Starts the rounds.
    pub(super) fn start(node: Node, log: PublishedLog) -> Worker {
        let stop = Arc::new(AtomicBool::new(false));
        let told = stop.clone();
        let thread = thread::spawn(move || {
            let renewed = node.now();
            let mut rounds = Rounds { node, log, published: 0, renewed, held_up: HeldUp::default() };
            while !told.load(Ordering::SeqCst) {
                rounds.round();
                thread::park_timeout(ROUND);
            }
            rounds.publish().map_err(|stop| Failure::new("publishing the log", stop))
        });
        Worker { stop, thread }
    }

    /// Ends the rounds, with the log published to its end.
    pub(super) fn stop(self) -> Result<(), Failure> {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.thread().unpark();
        self.thread.join().unwrap_or_else(|_| Err(Failure::new("stopping the worker", "it broke off")))
    }
}

impl Rounds {
    fn round(&mut self) {
        let steps: [(&str, Step); 5] = [
            ("going on with what came in", Rounds::advance),
            ("answering neutrally", Rounds::answer),
            ("handing over", Rounds::dispatch),
            ("renewing keys", Rounds::renew),
            ("publishing the log", Rounds::publish),
        ];
        for (doing, step) in steps {
            if let Err(stop) = step(self) {
                tracing::error!(doing, because = %stop, "a step of the worker failed");
            }
        }
    }

    fn advance(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        let done = node.store().tx("screen", node.now(), &mut SystemChance, |tx| advance(node.station(), tx))?;
        self.tell(done.into_iter().filter_map(Result::err).map(|(id, stop)| (Standing::Message(id), stop)))
    }

    fn answer(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        let name = "answer neutrally";
        let done = node.store().tx(name, node.now(), &mut SystemChance, |tx| answer_due(node.station(), tx))?;
        self.tell(done.into_iter().filter_map(Result::err).map(|(id, stop)| (Standing::Exchange(id), stop)))
    }

    fn tell(&mut self, held: impl Iterator<Item = (Standing, Stop)>) -> Result<(), Stop> {
        let node = &self.node;
        for (what, stop) in self.held_up.tell(node.store(), node.now(), &mut SystemChance, held)? {
            tracing::error!(%what, because = %stop, "held up, and tried again");
        }
        Ok(())
    }

    fn dispatch(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        let parcels = node.store().tx("dispatch", node.now(), &mut SystemChance, |tx| due(tx, BATCH))?;
        for parcel in &parcels {
            if let Err(unreachable) = NoWire.hand(&node.station().us().id, parcel) {
                tracing::warn!(hop = %unreachable.hop, because = %unreachable.because, "waits in the outbox");
            }
        }
        Ok(())
    }

    fn renew(&mut self) -> Result<(), Stop> {
        let (node, now) = (&self.node, self.node.now());
        if now.duration_since(self.renewed) < RENEWAL {
            return Ok(());
        }
        let renewed = node.store().tx("renew keys", now, &mut SystemChance, |tx| node.station().renew_keys(tx))?;
        self.renewed = now;
        tracing::info!(renewed, "keys and card looked at");
        Ok(())
    }

    fn publish(&mut self) -> Result<(), Stop> {
        let (node, now) = (&self.node, self.node.now());
        let size = node.store().read("look at the log", now, |tx| tx.audit().size())?;
        if size == self.published {
            return Ok(());
        }
        self.log.publish(node.station(), node.store(), now)?;
        self.published = size;
        Ok(())
    }
}
