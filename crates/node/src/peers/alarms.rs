//! Alarms about peers, each at most once an hour: into the log by code, and to whoever watches the node's own output.

use super::Peering;
use super::taking::with_store;
use audit::{Code, Event};
use exchange::peer::Hello;
use model::{AuthorityId, Failure};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long an alarm is not raised again.
const QUIET: Duration = Duration::from_secs(3_600);

/// When each alarm was last raised.
#[derive(Default)]
pub(super) struct Alarms(Mutex<BTreeMap<(AuthorityId, &'static str), Duration>>);

impl Alarms {
    fn due(&self, peer: &AuthorityId, alarm: &'static str, now: Duration) -> bool {
        let mut raised = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = raised.get(&(peer.clone(), alarm)).is_none_or(|last| now.saturating_sub(*last) >= QUIET);
        if due {
            raised.insert((peer.clone(), alarm), now);
        }
        due
    }
}

impl Peering {
    /// Raises an alarm about a peer.
    pub(super) async fn alarm(&self, peer: &AuthorityId, alarm: &'static str) {
        if !self.alarms.due(peer, alarm, self.clock()) {
            return;
        }
        tracing::warn!(%peer, alarm, "alarm");
        let noted = with_store(&self.node, "raise an alarm", move |_, tx| {
            let alarm = Code::parse(alarm).map_err(|e| Failure::new("raising an alarm", e))?;
            tx.audit().append(Event::AlarmRaised { alarm })?;
            Ok(())
        });
        if let Err(stop) = noted.await {
            tracing::error!(alarm, because = %stop, "an alarm could not be logged");
        }
    }

    /// Raises the alarm if the peer's clock and ours are two minutes apart.
    pub(super) async fn skew(&self, peer: &AuthorityId, hello: &Hello) {
        if let Some(ahead) = hello.alarming_skew(self.node.now()) {
            tracing::warn!(%peer, seconds = ahead.as_secs(), "its clock is ahead of ours by this");
            self.alarm(peer, "clock-skew").await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_is_raised_once_an_hour() {
        let (alarms, peer) = (Alarms::default(), AuthorityId::parse("ke-ctc").unwrap());
        assert!(alarms.due(&peer, "clock-skew", Duration::ZERO));
        assert!(!alarms.due(&peer, "clock-skew", Duration::from_secs(3_599)));
        assert!(alarms.due(&peer, "peer-over-budget", Duration::from_secs(3_599)));
        assert!(alarms.due(&peer, "clock-skew", Duration::from_secs(3_600)));
    }
}
