//! The lines: one to each peer that has an address, kept up as long as it has. The worker hands parcels over only on lines
//! that are up; the rest waits in the outbox, where it is safe.

use super::{Peering, limits, line};
use exchange::parcel::Outgoing;
use exchange::{Unreachable, Wire};
use model::AuthorityId;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;
use tokio::sync::{Notify, mpsc};

/// Protocol that waits in memory for a peer who comes to us; the sender of what it answers repeats it until it came.
const POSTED: usize = 256;

/// Every line.
pub struct Lines {
    peering: Arc<Peering>,
    runtime: Handle,
    lines: Mutex<BTreeMap<AuthorityId, Line>>,
    posted: Mutex<BTreeMap<AuthorityId, VecDeque<Outgoing>>>,
}

struct Line {
    address: String,
    key: [u8; 32],
    queue: mpsc::Sender<Outgoing>,
    ends: Arc<Ends>,
    task: tokio::task::AbortHandle,
}

/// What a line and its task share.
#[derive(Default)]
pub(super) struct Ends {
    /// Whether it is up.
    pub(super) up: AtomicBool,
    /// The peer has shown that it lives: no need to wait for the end of the pause.
    pub(super) alive: Notify,
}

impl Lines {
    /// No line yet.
    pub fn new(peering: Arc<Peering>, runtime: Handle) -> Arc<Lines> {
        Arc::new(Lines { peering, runtime, lines: Mutex::default(), posted: Mutex::default() })
    }

    /// Begins the lines that are missing, ends those whose peer has gone, moved or changed its key; called each round.
    pub fn tend(self: &Arc<Lines>) {
        let reachable = self.peering.register.reachable();
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|id, line| {
            let stays = reachable
                .iter()
                .any(|peer| peer.id == *id && peer.address.as_ref() == Some(&line.address) && peer.key == line.key);
            if !stays || line.task.is_finished() {
                line.task.abort();
            }
            stays && !line.task.is_finished()
        });
        for peer in reachable {
            let Some(address) = peer.address.clone() else { continue };
            if lines.contains_key(&peer.id) {
                continue;
            }
            let (queue, jobs) = mpsc::channel(limits::QUEUE);
            let (ends, key) = (Arc::new(Ends::default()), peer.key);
            let work = line::keep(self.peering.clone(), self.clone(), peer.id.clone(), jobs, ends.clone());
            let task = self.runtime.spawn(work).abort_handle();
            lines.insert(peer.id.clone(), Line { address, key, queue, ends, task });
        }
    }

    /// The peers whose lines are up.
    pub fn up(&self) -> Vec<AuthorityId> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let up = |line: &Line| line.ends.up.load(Ordering::SeqCst) && line.queue.capacity() > 0;
        lines.iter().filter(|(_, line)| up(line)).map(|(id, _)| id.clone()).collect()
    }

    /// Ends every line.
    pub fn end(&self) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.values().for_each(|line| line.task.abort());
        lines.clear();
    }

    /// A peer has come to us: it can be reached again, or so it seems.
    pub(super) fn knocked(&self, peer: &AuthorityId) {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(peer) {
            line.ends.alive.notify_one();
        }
    }

    /// Sends protocol that no outbox keeps: on its line if that is up, else when the peer asks for it.
    pub(super) fn post(&self, parcel: Outgoing) {
        let hop = parcel.hop().clone();
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let parcel = match lines.get(&hop) {
            Some(line) if line.ends.up.load(Ordering::SeqCst) => match line.queue.try_send(parcel) {
                Ok(()) => return,
                Err(mpsc::error::TrySendError::Full(parcel) | mpsc::error::TrySendError::Closed(parcel)) => parcel,
            },
            _ => parcel,
        };
        drop(lines);
        let mut posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = posted.entry(hop).or_default();
        waiting.push_back(parcel);
        if waiting.len() > POSTED {
            waiting.pop_front();
        }
    }

    /// Shows a checkpoint: on its line if that is up, else when the peer asks for it, unless something waits for that peer already. A later checkpoint says all that
    /// an earlier one does, and is shown when the peer is there.
    pub fn show(&self, checkpoint: Outgoing) {
        let posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = posted.get(checkpoint.hop()).is_some_and(|waiting| !waiting.is_empty());
        drop(posted);
        if !waits {
            self.post(checkpoint);
        }
    }

    /// What was posted for a peer that now asks.
    pub(super) fn posted_for(&self, peer: &AuthorityId) -> Vec<Outgoing> {
        let mut posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
        posted.remove(peer).unwrap_or_default().into()
    }
}

impl Wire for Lines {
    fn hand(&self, _from: &AuthorityId, parcel: &Outgoing) -> Result<(), Unreachable> {
        let unreachable = |because: &str| Unreachable { hop: parcel.hop().clone(), because: because.to_owned() };
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.get(parcel.hop()).filter(|line| line.ends.up.load(Ordering::SeqCst));
        let line = line.ok_or_else(|| unreachable("its line is down"))?;
        line.queue.try_send(parcel.clone()).map_err(|_| unreachable("its line is full"))
    }
}
