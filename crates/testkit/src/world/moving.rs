//! How parcels go and come.

use super::{Happening, World};
use crate::wire;
use exchange::parcel::Outgoing;
use exchange::{due, receive};
use jiff::SignedDuration;
use model::Instant;

/// How many parcels leave at once.
const BATCH: usize = 256;

impl World<'_> {
    /// Plans that a node looks at its outbox at `moment`, unless it does so earlier.
    pub(super) fn dispatch_at(&mut self, node: usize, moment: Instant) {
        let moment = moment.max(self.now);
        if self.dispatching[node].is_none_or(|planned| moment < planned) {
            self.dispatching[node] = Some(moment);
            self.at(moment, Happening::Dispatch(node));
        }
    }

    /// Hands over what is due, and plans the next look.
    pub(super) fn dispatch(&mut self, node: usize) {
        if self.dispatching[node] != Some(self.now) {
            return;
        }
        self.dispatching[node] = None;
        if !self.nodes[node].is_up() {
            return;
        }
        let done = self.nodes[node].visit("dispatch", self.now, |_, tx| Ok((due(tx, BATCH)?, tx.outbox().next_due()?)));
        match done {
            Ok((mut parcels, next)) => {
                self.trace("dispatch", node, &parcels.len().to_string());
                wire::in_order(&mut parcels);
                for parcel in &parcels {
                    self.hand(node, parcel);
                }
                self.dispatch_next(node, next);
            }
            Err(stop) => {
                self.unexpected(node, "dispatching", &stop);
                self.trace("dispatch", node, "failed");
                self.dispatch_at(node, self.now + SignedDuration::from_secs(30));
            }
        }
    }

    /// Plans the next look from what the outbox itself says is due next, on the node's own clock, in place of whatever
    /// was planned before; never in a tight loop. What is far off is looked at once an hour, so that a partner who is
    /// away for weeks does not cost a visit for each message.
    fn dispatch_next(&mut self, node: usize, next: Option<Instant>) {
        self.dispatching[node] = None;
        let Some(next) = next else { return };
        let off = self.nodes[node].clock(self.now).duration_since(self.now);
        let moment = next.checked_sub(off).unwrap_or(next).max(self.now + SignedDuration::from_secs(1));
        let grain = match moment.duration_since(self.now).as_secs() {
            ..600 => 1,
            600..7_200 => 600,
            _ => 3_600,
        };
        let rest = (grain - moment.as_second().rem_euclid(grain)) % grain;
        self.dispatch_at(node, moment + SignedDuration::from_secs(rest));
    }

    /// Gives a parcel to the wire.
    pub(super) fn hand(&mut self, from: usize, parcel: &Outgoing) {
        let Some(to) = self.nodes.iter().position(|node| node.id() == parcel.hop()) else { return };
        let arrivals = wire::fate(&self.weather, &mut self.fate, parcel.bytes());
        for arrival in arrivals {
            self.after(arrival.after, Happening::Arrive { from, to, bytes: arrival.bytes });
        }
    }

    fn is_away(&self, node: usize) -> bool {
        self.cut_off == Some(node) || (self.now < self.away[node] && !self.is_calm())
    }

    /// A parcel arrives: taken in one visit, screened in the next. A node that is down or out of reach gets nothing.
    pub(super) fn arrive(&mut self, from: usize, to: usize, bytes: &[u8]) {
        if !self.nodes[to].is_up() || self.is_away(from) || self.is_away(to) {
            return;
        }
        let sender = self.nodes[from].id().clone();
        let mut prepared = Vec::new();
        self.plant.before_receiving(self.nodes[to].directory());
        let done = self.nodes[to].visit("receive", self.now, |station, tx| {
            let replies = receive(station, tx, &sender, bytes)?;
            prepared.clone_from(&replies);
            let admitted = !tx.inbox().in_state("admitted")?.is_empty();
            Ok((replies, tx.outbox().next_due()?, admitted))
        });
        self.plant.after_receiving(self.nodes[to].directory());
        let (replies, admitted) = match done {
            Ok((replies, next, admitted)) => {
                self.dispatch_next(to, next);
                (replies, admitted)
            }
            Err(stop) => {
                self.unexpected(to, "receiving", &stop);
                (if self.plant.acknowledges_before_commit() { prepared } else { Vec::new() }, false)
            }
        };
        self.trace("receive", to, &format!("{from} {} {}", bytes.len(), replies.len()));
        for reply in &replies {
            self.hand(to, reply);
        }
        if self.nodes[to].is_relay() {
            self.dispatch_at(to, self.now + SignedDuration::from_millis(500));
        } else if admitted {
            self.take_up_admitted(to);
            self.open_tray(to);
        }
    }
}
