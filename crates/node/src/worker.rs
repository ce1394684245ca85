//! What a node does by itself, once a second and whenever it is nudged: what is newly held against standing interests,
//! neutral answers whose tick has come, acknowledgements that a standing approval covers, the outbox, what a crash left half
//! received, the published log and its witnesses; once a day its keys. A step that fails is told and tried again; so is each
//! thing that a step could not be taken with ([`HeldUp`]).

use crate::api::Node;
use crate::backup::{Journal, mark, take_up_notes};
use crate::peers::{Lines, Peering};
use crate::system::SystemChance;
use exchange::after::after_due;
use exchange::{HeldUp, PublishedLog, Standing, Wire as _, advance, answer_due, due_over, show, watch};
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
pub struct Worker {
    stop: Arc<AtomicBool>,
    node: Node,
    thread: JoinHandle<Result<(), Failure>>,
}

/// One thing of a round.
type Step = fn(&mut Rounds) -> Result<(), Stop>;

struct Rounds {
    node: Node,
    peering: Arc<Peering>,
    lines: Arc<Lines>,
    log: PublishedLog,
    published: u64,
    renewed: Instant,
    held_up: HeldUp,
    journal: Option<Journal>,
}

impl Worker {
    /// Starts the rounds, of a node whose erasures nobody keeps a journal of.
    pub fn start(node: Node, log: PublishedLog, peering: Arc<Peering>, lines: Arc<Lines>) -> Worker {
        Worker::start_with(node, log, peering, lines, None)
    }

    /// Starts the rounds, with a journal of erasures.
    pub fn start_with(
        node: Node,
        log: PublishedLog,
        peering: Arc<Peering>,
        lines: Arc<Lines>,
        journal: Option<Journal>,
    ) -> Worker {
        let stop = Arc::new(AtomicBool::new(false));
        let (told, nudged) = (stop.clone(), node.clone());
        let thread = thread::spawn(move || {
            let renewed = node.now();
            let held_up = HeldUp::default();
            let mut rounds = Rounds { node, peering, lines, log, published: 0, renewed, held_up, journal };
            while !told.load(Ordering::SeqCst) {
                rounds.round();
                rounds.node.wait(ROUND);
            }
            rounds.publish().map_err(|stop| Failure::new("publishing the log", stop))
        });
        Worker { stop, node: nudged, thread }
    }

    /// Ends the rounds, with the log published to its end.
    pub fn stop(self) -> Result<(), Failure> {
        self.stop.store(true, Ordering::SeqCst);
        self.node.nudge();
        self.thread.join().unwrap_or_else(|_| Err(Failure::new("stopping the worker", "it broke off")))
    }
}

impl Rounds {
    fn round(&mut self) {
        let steps: [(&str, Step); 10] = [
            ("noting backups", Rounds::note_backups),
            ("looking at peers", Rounds::tend),
            ("going on with what came in", Rounds::advance),
            ("comparing what is newly held", Rounds::watch),
            ("answering neutrally", Rounds::answer),
            ("following up", Rounds::follow_up),
            ("handing over", Rounds::dispatch),
            ("renewing keys", Rounds::renew),
            ("publishing the log", Rounds::publish),
            ("showing the log to its witnesses", Rounds::witness),
        ];
        for (doing, step) in steps {
            if let Err(stop) = step(self) {
                tracing::error!(doing, because = %stop, "a step of the worker failed");
            }
        }
    }

    fn note_backups(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        take_up_notes(node.station().directory(), node.store(), node.now(), &mut SystemChance)
    }

    fn advance(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        let done = node.store().tx("screen", node.now(), &mut SystemChance, |tx| advance(node.station(), tx))?;
        self.tell(done.into_iter().filter_map(Result::err).map(|(id, stop)| (Standing::Message(id), stop)))
    }

    fn watch(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        let done = node.store().tx("watch", node.now(), &mut SystemChance, |tx| watch(node.station(), tx))?;
        self.tell(done.into_iter().filter_map(Result::err).map(|(id, stop)| (Standing::Message(id), stop)))
    }

    fn answer(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        let name = "answer neutrally";
        let done = node.store().tx(name, node.now(), &mut SystemChance, |tx| answer_due(node.station(), tx))?;
        self.tell(done.into_iter().filter_map(Result::err).map(|(id, stop)| (Standing::Exchange(id), stop)))
    }

    fn follow_up(&mut self) -> Result<(), Stop> {
        let node = &self.node;
        let done = node.store().tx("follow up", node.now(), &mut SystemChance, |tx| after_due(node.station(), tx))?;
        self.tell(done.into_iter().filter_map(Result::err).map(|(id, stop)| (Standing::Message(id), stop)))
    }

    fn tell(&mut self, held: impl Iterator<Item = (Standing, Stop)>) -> Result<(), Stop> {
        let node = &self.node;
        for (what, stop) in self.held_up.tell(node.store(), node.now(), &mut SystemChance, held)? {
            tracing::error!(%what, because = %stop, "held up, and tried again");
        }
        Ok(())
    }

    fn tend(&mut self) -> Result<(), Stop> {
        self.peering.refresh()?;
        self.lines.tend();
        Ok(())
    }

    fn dispatch(&mut self) -> Result<(), Stop> {
        let (node, hops) = (&self.node, self.lines.up());
        let parcels = node.store().tx("dispatch", node.now(), &mut SystemChance, |tx| due_over(tx, &hops, BATCH))?;
        for parcel in &parcels {
            if let Err(unreachable) = self.lines.hand(&node.station().us().id, parcel) {
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

    fn witness(&mut self) -> Result<(), Stop> {
        let (node, now) = (&self.node, self.node.now());
        let parcels = node.store().tx("show the log", now, &mut SystemChance, |tx| show(node.station(), tx))?;
        self.log.put_witnessed(node.station(), node.store(), now)?;
        parcels.into_iter().for_each(|parcel| self.lines.show(parcel));
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
        mark::advance(node.station(), node.store(), now)?;
        if let Some(journal) = &mut self.journal {
            journal.catch_up(node.store(), now)?;
        }
        Ok(())
    }
}
