//! What can be asked of the policies: a closed list. What is not on it cannot be permitted.

use crate::ResourceKind;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $word:literal on [$($kind:ident),+];)*) => {
        /// An action on a resource. The words are those of `policies/comity.cedarschema`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action, in the order of an exchange.
            pub const ALL: &[Action] = &[$(Action::$name),*];

            /// The word used in policies, data and logs.
            pub fn as_str(self) -> &'static str {
                match self { $(Action::$name => $word,)* }
            }

            /// On what it can be done.
            pub fn kinds(self) -> &'static [ResourceKind] {
                match self { $(Action::$name => &[$(ResourceKind::$kind),+],)* }
            }
        }
    };
}

actions! {
    /// See the list of a unit's exchanges: id, kind, clock, reference; no subject field.
    ListExchanges = "list-exchanges" on [Tray];
    /// Read a message that came or went, or an item in draft.
    ReadMessage = "read-message" on [Message, Draft];
    /// Read a record of the holdings.
    ReadRecord = "read-record" on [Record];
    /// Read a competent authority's marker, in its own compartment.
    ReadMarker = "read-marker" on [Marker];
    /// Read candidates and their explanations.
    ReadCandidates = "read-candidates" on [Candidates];
    /// Begin a draft in a unit's tray, or write in one.
    Draft = "draft" on [Tray, Draft];
    /// Put the three questions of law.
    Ground = "ground" on [Draft];
    /// Answer a bar question, with reasons.
    AnswerBar = "answer-bar" on [Draft];
    /// Second the answer to a bar question that takes two persons.
    SecondBar = "second-bar" on [Draft];
    /// Decide a transfer of personal data in a single case.
    DecideTransfer = "decide-transfer" on [Draft];
    /// Set handling, evaluation, retention, minimisation.
    Mark = "mark" on [Draft];
    /// Let it leave.
    Release = "release" on [Draft];
    /// Open what was released, to sign and encrypt it.
    Seal = "seal" on [Draft];
    /// Let in what a partner sent, after its signature and before its effect.
    Admit = "admit" on [Message];
    /// Ask the index whether subjects are known.
    Screen = "screen" on [Message, Draft];
    /// Judge a candidate: same, different, unsure.
    Judge = "judge" on [Candidates];
    /// Write the answer to a request.
    WriteAnswer = "write-answer" on [Draft];
    /// Read the log.
    ReadLog = "read-log" on [Log];
    /// Read the overseer's queue.
    ReadQueue = "read-queue" on [Queue];
    /// Act on an entry of the overseer's queue.
    ActOnQueue = "act-on-queue" on [Queue];
    /// Enrol an officer.
    EnrolOfficer = "enrol-officer" on [Officer];
    /// Remove an officer.
    RemoveOfficer = "remove-officer" on [Officer];
    /// Register an arrangement.
    AddArrangement = "add-arrangement" on [Arrangement];
    /// Suspend an arrangement.
    SuspendArrangement = "suspend-arrangement" on [Arrangement];
    /// Sign a standing approval under an arrangement.
    SignStandingApproval = "sign-standing-approval" on [Arrangement];
    /// Sign a stored authorisation to screen a population.
    AuthorisePopulation = "authorise-population" on [Holdings];
    /// Withdraw one.
    WithdrawPopulation = "withdraw-population" on [Holdings];
    /// Screen a population under a stored authorisation.
    ScreenPopulation = "screen-population" on [Holdings];
    /// Import an external list.
    ImportList = "import-list" on [List];
    /// Install a lawbook.
    InstallLawbook = "install-lawbook" on [Lawbook];
    /// Read holdings into the screening index.
    IndexHoldings = "index-holdings" on [Record, Marker, Holdings];
    /// Use as evidence in court.
    UseInCourt = "use-in-court" on [Message, Record];
    /// Pass content on to a third authority.
    PassOn = "pass-on" on [Message, Record];
    /// Keep a received message under a named duty of law, whoever recalls it.
    Restrict = "restrict" on [Message];
    /// Ratify, as another person, what was passed on against a threat.
    Ratify = "ratify" on [Message];
    /// Carry an envelope that the carrier cannot open.
    Relay = "relay" on [Envelope];
}

impl Action {
    /// Reads the word.
    pub fn parse(word: &str) -> Option<Action> {
        Action::ALL.iter().copied().find(|action| action.as_str() == word)
    }

    /// Whether a permit for it opens what is withheld: reading, the work that cannot be done without seeing the item, and
    /// the machines' three. INVARIANT: to a person nothing opens a row that reading would not open in the same
    /// circumstances (`tests/disclosure.rs`). Whoever opens under another action than reading still logs a read.
    pub fn opens(self) -> bool {
        matches!(
            self,
            Action::ReadMessage
                | Action::ReadRecord
                | Action::ReadMarker
                | Action::ReadCandidates
                | Action::Screen
                | Action::IndexHoldings
                | Action::Seal
                | Action::Draft
                | Action::AnswerBar
                | Action::SecondBar
                | Action::DecideTransfer
                | Action::Ground
                | Action::Mark
        )
    }
}

impl Action {
    /// Those that the program has no act for, so that nobody asks them yet. The policies answer them all the same, and the
    /// table says so; `cargo xtask docs` compares this with the sources.
    pub const NOT_ASKED_YET: &[Action] =
        &[Action::WriteAnswer, Action::RemoveOfficer, Action::InstallLawbook, Action::UseInCourt];

    /// Whether some act of the program asks it.
    pub fn is_asked(self) -> bool {
        !Action::NOT_ASKED_YET.contains(&self)
    }

    /// The name of its variant, as the sources spell it.
    pub fn variant(self) -> String {
        format!("{self:?}")
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
