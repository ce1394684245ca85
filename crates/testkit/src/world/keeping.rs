//! What a node does by itself: start, renew its keys, show its card, answer neutrally at ticks; and what an
//! administrator does to an arrangement.

use super::{Happening, World};
use crate::keeping;
use crate::node::is_planned;
use exchange::{advance, answer_due, introduce};
use jiff::SignedDuration;
use model::Stop;

/// How often a node looks for neutral answers that are due.
const TICKS: SignedDuration = SignedDuration::from_hours(12);

impl World<'_> {
    /// Starts a process. It takes up what a crash left behind.
    pub(super) fn start_node(&mut self, node: usize) -> Result<(), Stop> {
        if !self.is_calm() {
            self.nodes[node].disk().rates(self.weather.errors, self.weather.crashes);
        }
        let started = self.nodes[node].start(self.now)?;
        self.trace("start", node, if started { "up" } else { "down" });
        if !started {
            let pause = SignedDuration::from_secs(self.fate.between(5, 3_600));
            self.after(pause, Happening::Start(node));
            return Ok(());
        }
        self.starting[node] = false;
        self.take_up_admitted(node);
        self.dispatch_at(node, self.now);
        self.open_tray(node);
        Ok(())
    }

    /// Screens and routes whatever stands admitted.
    pub(super) fn take_up_admitted(&mut self, node: usize) {
        let done = self.nodes[node].visit("screen", self.now, advance);
        match done {
            Ok(routed) => {
                for stop in routed.iter().filter_map(|one| one.as_ref().err()) {
                    self.unexpected(node, "screening", &stop.1);
                }
                self.trace("screen", node, &routed.len().to_string());
            }
            Err(stop) => {
                self.unexpected(node, "screening", &stop);
                self.trace("screen", node, "failed");
                // Taken up again with the next parcel or the next start, at the latest in two days.
            }
        }
    }

    /// The weather ends: disks are sound, the wire is fast, whoever was cut off is back.
    pub(super) fn calm(&mut self) {
        for node in &self.nodes {
            node.disk().rates(0, 0);
        }
        self.cut_off = None;
        self.weather = crate::weather::Weather { suspension: false, ..crate::weather::Weather::calm(self.nodes.len()) };
    }

    /// Every second day: keys, card, and whatever stands admitted.
    pub(super) fn daily(&mut self, node: usize) {
        if self.now < self.last_day {
            self.after(SignedDuration::from_hours(48), Happening::Daily(node));
        }
        if !self.nodes[node].is_up() {
            return;
        }
        let renewed = match self.nodes[node].visit("renew", self.now, |station, tx| station.renew_keys(tx)) {
            Ok(renewed) => renewed,
            Err(stop) => return self.unexpected(node, "renewing", &stop),
        };
        self.take_up_admitted(node);
        // Nobody acknowledges a card: a node shows it when it changed, and every fourth day in case it was lost.
        let days = self.now.duration_since(self.start).as_hours() / 24;
        if !renewed && days % 4 != 0 {
            return;
        }
        let ours = |tie: &&crate::ground::Tie| tie.between.0 == node || tie.between.1 == node;
        let ids: Vec<_> = self.ties.iter().filter(ours).map(|tie| tie.under.clone()).collect();
        for under in ids {
            match self.nodes[node].visit("introduce", self.now, |station, tx| introduce(station, tx, &under)) {
                Ok(card) => self.hand(node, &card),
                Err(stop) => self.unexpected(node, "showing the card", &stop),
            }
        }
    }

    /// Answers neutrally what is due.
    pub(super) fn neutral(&mut self, node: usize) {
        if self.now < self.last_day {
            self.after(TICKS, Happening::Neutral(node));
        }
        if !self.nodes[node].is_up() || !self.ties.iter().any(|tie| tie.neutral && has(tie, node)) {
            return;
        }
        let done = self.nodes[node].visit("answer neutrally", self.now, answer_due);
        match done {
            Ok(all) => {
                for (_, stop) in all.iter().filter_map(|one| one.as_ref().err()) {
                    // A suspended arrangement, or a partner's card that went stale, holds it back.
                    if !matches!(stop, Stop::Refusal(_)) {
                        self.unexpected(node, "answering neutrally", stop);
                    }
                }
                self.trace("neutral", node, &all.iter().filter(|one| one.is_ok()).count().to_string());
            }
            Err(stop) => {
                self.unexpected(node, "answering neutrally", &stop);
                self.trace("neutral", node, "failed");
            }
        }
        self.dispatch_at(node, self.now);
    }

    /// An administrator suspends an arrangement on his side, from today on.
    pub(super) fn suspend(&mut self, node: usize, tie: usize) {
        if !self.nodes[node].is_up() {
            self.after(SignedDuration::from_mins(10), Happening::Suspend { node, tie });
            return;
        }
        let under = self.ties[tie].under.clone();
        let done = self.nodes[node].visit("suspend", self.now, |station, tx| keeping::suspend(station, tx, &under));
        match done {
            Ok(()) => self.trace("suspend", node, under.as_str()),
            Err(stop) if is_planned(&stop) => {
                // It may hold or not: to say it twice changes nothing.
                self.after(SignedDuration::from_mins(10), Happening::Suspend { node, tie });
            }
            Err(stop) => self.unexpected(node, "suspending", &stop),
        }
    }
}

fn has(tie: &crate::ground::Tie, node: usize) -> bool {
    tie.between.0 == node || tie.between.1 == node
}
