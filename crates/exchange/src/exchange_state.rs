//! Where an exchange stands, one word each, as the store spells it and officers are told it.

/// The states of an exchange after its draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExchangeState {
    /// Ours, on its way.
    Asked,
    /// Ours, with the partner's receipt.
    Received,
    /// Ours, not admitted by the partner.
    Refused,
    /// Ours, expired without a receipt.
    Undelivered,
    /// Answered, on either side.
    Answered,
    /// Ours, answered by the one sentence that does not vary.
    AnsweredNeutrally,
    /// Ours, opened by passing something on: nothing is asked.
    PassedOn,
    /// Theirs, in and not yet screened.
    Admitted,
    /// Theirs, in a tray.
    Routed,
    /// Theirs, opened by passing something on: nothing is asked.
    Informed,
    /// Theirs, a request that was taken back.
    Recalled,
    /// Theirs, of which only a correction or recall has come; what opens it is still under way.
    Tombstone,
}

impl ExchangeState {
    /// The word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            ExchangeState::Asked => "asked",
            ExchangeState::Received => "received",
            ExchangeState::Refused => "refused",
            ExchangeState::Undelivered => "undelivered",
            ExchangeState::Answered => "answered",
            ExchangeState::AnsweredNeutrally => "answered-neutrally",
            ExchangeState::PassedOn => "passed-on",
            ExchangeState::Admitted => "admitted",
            ExchangeState::Routed => "routed",
            ExchangeState::Informed => "informed",
            ExchangeState::Recalled => "recalled",
            ExchangeState::Tombstone => "tombstone",
        }
    }
}
