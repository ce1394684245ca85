//! The list of events. Each is written in the transaction of the act that it records: no act without its event, no event
//! without its act. The sources of the law are cited as (EU) 2016/680 = LED; `unverified` says that the text was not read.

use super::meaning::meaning;
use super::{Code, EventField, EventRow, Item, Says};
use model::time::{Date, Instant};
use model::{
    ArrangementId, AuthorisationId, AuthorityId, CaseReference, Covered, Digest, ExchangeId, HandlingCode, Kind,
    MessageId, OfficerId, Purpose, RecordId, Role, UnitId,
};
use serde::{Deserialize, Serialize};

/// Declares the enum, the names and the table from one text.
macro_rules! events {
    ($($(#[doc = $when:literal])+ $name:literal $source:literal $variant:ident { $($field:ident: $kind:ty),* $(,)? })*) => {
        /// What happened: the closed list.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "event")]
        pub enum Event {
            $(
                $(#[doc = $when])+
                #[serde(rename = $name)]
                $variant {
                    $(#[doc = meaning!($field)] $field: $kind,)*
                },
            )*
        }

        impl Event {
            /// Every event with when it is written, why and what it holds; `docs/audit-events.md` is made from it.
            pub const TABLE: &'static [EventRow] = &[$(EventRow {
                name: $name,
                variant: stringify!($variant),
                when: concat!($($when),+).trim_ascii(),
                source: $source,
                fields: &[$(EventField { name: stringify!($field), meaning: meaning!($field) }),*],
            }),*];

            /// The word in the log.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Event::$variant { .. } => $name,)*
                }
            }
        }
    };
}

events! {

    // ---- The node

    /// The node has opened its store and is about to serve. The first entry of every log.
    "node-started" "house"
    NodeStarted { incarnation: u64, program: Code, policy_set: Digest, lawbook: Code }

    /// The node is about to end in an orderly way. Its absence before the next start means a crash.
    "node-stopped" "house"
    NodeStopped { program: Code }

    /// A restored node begins a new incarnation; this names the last checkpoint that a witness or partner holds of
    /// the one before.
    "restored" "house"
    Restored { incarnation: u64, size: u64, root: Digest }

    /// A backup was written and closed.
    "backup-made" "house"
    BackupMade { document: Digest, by: Option<OfficerId> }

    /// The authority's own data left as a sealed migration export, decided by two persons.
    "exported" "house"
    Exported { document: Digest, officer: OfficerId, second: OfficerId }

    /// The node alarmed the officer on duty, by code and without content.
    "alarm-raised" "house"
    AlarmRaised { alarm: Code }

    // ---- Reading

    /// An officer is about to be shown the content of one item; written in the same transaction, before it is
    /// shown.
    "read" "LED art. 25(1), unverified: consultation, with justification, time and person"
    Read { item: Item, purpose: Purpose, case: CaseReference, officer: OfficerId, unit: UnitId, policies: Vec<Code> }

    /// An officer asked to see an item and the policy said no.
    "read-refused" "LED art. 29, unverified; house"
    ReadRefused {
        item: Item, purpose: Purpose, case: Option<CaseReference>, officer: OfficerId, unit: UnitId, policies:
        Vec<Code>,
    }

    /// An officer was shown a list: ids, kinds, clocks and references, no field about a person. The case is absent
    /// where the list spans cases.
    "listed" "LED art. 25(1), unverified: consultation"
    Listed { tray: Code, count: u64, purpose: Purpose, case: Option<CaseReference>, officer: OfficerId, unit: UnitId }

    /// An officer searched the authority's own holdings.
    "searched" "LED art. 25(1), unverified: consultation"
    Searched {
        purpose: Purpose, case: CaseReference, officer: OfficerId, unit: UnitId, algorithm: Code, searched: u64,
        candidates: u64, policies: Vec<Code>,
    }

    /// An overseer or officer was shown entries of this log.
    "log-read" "LED art. 25(2), unverified: use of logs"
    LogRead { first: u64, last: u64, purpose: Purpose, case: Option<CaseReference>, officer: OfficerId }

    // ---- Going out

    /// An officer has saved a complete draft: kind, purpose, addressee and case reference are there.
    "drafted" "LED art. 25(1), unverified: collection"
    Drafted {
        exchange: ExchangeId, says: Says, kind: Kind, officer: OfficerId, unit: UnitId, purpose: Purpose, case:
        CaseReference, to: AuthorityId,
    }

    /// The three questions were asked of the law for a draft: power, transfer and bars, with what came out.
    "grounded" "house"
    Grounded {
        exchange: ExchangeId, says: Says, power: Covered, bases: Vec<Code>, transfer: Code, bars: Vec<Code>, rules:
        Code,
    }

    /// An officer documented the decision to transfer personal data in a single case.
    "transfer-decided" "LED art. 38(3), unverified: documentation of the derogation"
    TransferDecided { exchange: ExchangeId, ground: Code, officer: OfficerId }

    /// An officer answered one bar with reasons, which stay in the exchange.
    "bar-answered" "house"
    BarAnswered { exchange: ExchangeId, bar: Code, outcome: Code, officer: OfficerId, second: Option<OfficerId> }

    /// An officer stated facts about the case towards one recipient: those named, and none of the others.
    "facts-stated" "house"
    FactsStated { exchange: ExchangeId, to: AuthorityId, facts: Vec<Code>, officer: OfficerId }

    /// Handling codes and evaluation were set on a draft.
    "marked" "house"
    Marked {
        exchange: ExchangeId, says: Says, handling: Vec<HandlingCode>, evaluation: Option<Code>, officer: OfficerId,
    }

    /// A named person decided that a message may leave.
    "released" "LED art. 25(1), unverified: disclosure, with the person who disclosed"
    Released {
        exchange: ExchangeId, says: Says, approver: OfficerId, drafter: OfficerId, remote: bool, policies:
        Vec<Code>,
    }

    /// The neutral answer may leave at its tick under a standing approval that a named person signed.
    "released-by-standing-approval" "house"
    ReleasedByStandingApproval { exchange: ExchangeId, says: Says, arrangement: ArrangementId, signed_by: OfficerId }

    /// Law or policy, or a person, said no at a step; nothing left by it.
    "refused" "house"
    Refused { exchange: ExchangeId, check: Code, officer: Option<OfficerId>, policies: Vec<Code>, rules: Option<Code> }

    /// A released message was signed by the authority; its id is fixed from here on.
    "sealed" "house"
    Sealed { exchange: ExchangeId, message: MessageId, says: Says, recipients: Vec<AuthorityId> }

    /// An envelope for one recipient was put into the outbox, in the same transaction.
    "sent" "LED art. 25(1), unverified: disclosure including transfers, with the recipient"
    Sent {
        exchange: ExchangeId, message: MessageId, envelope: Digest, to: AuthorityId, seq: u64, bases: Vec<Code>,
        purpose: Purpose, case: CaseReference,
    }

    /// The recipient could not open an envelope for want of its epoch key; the same message was sealed again under
    /// the same id.
    "resealed" "house"
    Resealed { exchange: ExchangeId, message: MessageId, envelope: Digest, to: AuthorityId, seq: u64 }

    /// An envelope expired, or was given up, without a delivery receipt.
    "undelivered" "house"
    Undelivered { exchange: ExchangeId, message: MessageId, to: AuthorityId, because: Code }

    /// A partner's signed receipt was verified and stored.
    "receipt-in" "house"
    ReceiptIn { message: MessageId, from: AuthorityId, what: Code, receipt: Digest }

    /// A message was handed over by another channel as text or PDF, and the officer entered that.
    "handed-over-elsewhere" "LED art. 25(1), unverified: disclosure"
    HandedOverElsewhere { exchange: ExchangeId, message: MessageId, channel: Code, to: AuthorityId, officer: OfficerId }

    // ---- Coming in

    /// An envelope was verified: sender, signature, freshness, our name among the recipients; stored in the inbox
    /// in the same transaction.
    "received" "LED art. 25(1), unverified: collection"
    Received { exchange: ExchangeId, message: MessageId, says: Says, from: AuthorityId, envelope: Digest, seq: u64 }

    /// An officer entered an item that came by another channel.
    "captured" "LED art. 25(1), unverified: collection"
    Captured { exchange: ExchangeId, message: MessageId, channel: Code, officer: OfficerId, case: CaseReference }

    /// Something that arrived broke the protocol and was turned away.
    "fault" "house"
    Fault { from: Option<AuthorityId>, envelope: Digest, check: Code }

    /// An envelope arrived again and got the receipt it had got before; nothing else happened.
    "repeated" "house"
    Repeated { message: MessageId, from: AuthorityId, envelope: Digest }

    /// Sequence numbers of a channel, from this one on, were passed over. The sender repeats what he gets no receipt for;
    /// nobody is asked.
    "gap-noticed" "house"
    GapNoticed { from: AuthorityId, seq: u64 }

    /// Our own law and policy let the message in.
    "admitted" "house"
    Admitted { exchange: ExchangeId, message: MessageId, from: AuthorityId, rules: Code, policies: Vec<Code> }

    /// Our own law or policy did not let the message in.
    "not-admitted" "house"
    NotAdmitted { exchange: ExchangeId, message: MessageId, from: AuthorityId, check: Code, policies: Vec<Code> }

    /// The subjects of a message were compared with the holdings; counts only.
    "screened" "LED art. 25(1), unverified: consultation by the machine"
    Screened {
        exchange: ExchangeId, message: MessageId, algorithm: Code, searched: u64, candidates: u64, purpose: Purpose,
    }

    /// What was newly held was compared with the requests of standing interest; counts only.
    "interests-compared" "LED art. 25(1), unverified: consultation by the machine"
    InterestsCompared { algorithm: Code, searched: u64, candidates: u64 }

    /// Something newly held may be about whom a standing request asks; counts only. The asker is not told.
    "interest-met" "LED art. 25(1), unverified: consultation by the machine"
    InterestMet {
        exchange: ExchangeId, message: MessageId, algorithm: Code, searched: u64, candidates: u64, purpose: Purpose,
    }

    /// The message lies in a unit's tray.
    "routed" "house"
    Routed { exchange: ExchangeId, message: MessageId, unit: UnitId }

    /// An officer compared a candidate with the subject asked about and found it the same, different or unsure.
    "judged" "LED art. 25(1), unverified: combination"
    Judged {
        exchange: ExchangeId, message: MessageId, record: RecordId, judgement: Code, officer: OfficerId, purpose:
        Purpose, case: CaseReference,
    }

    /// A bar stands: nothing is provided. The reasons stay in the exchange.
    "barred" "house"
    Barred { exchange: ExchangeId, message: MessageId, bar: Code }

    /// The overseer's queue got an item, whatever the asker is told.
    "queued-for-overseer" "house"
    QueuedForOverseer { exchange: ExchangeId, because: Code }

    /// The neutral answer left at its tick, the same for every case.
    "neutral-answered" "house"
    NeutralAnswered { exchange: ExchangeId, message: MessageId, arrangement: ArrangementId, tick: Instant }

    /// The answer to a message was sealed; it left by the same doors.
    "answered" "house"
    Answered { exchange: ExchangeId, message: MessageId, says: Says }

    /// We signed a receipt for a message, in the transaction that stored it.
    "receipt-out" "house"
    ReceiptOut { message: MessageId, to: AuthorityId, what: Code, receipt: Digest }

    /// A relay passed on an envelope that it cannot read.
    "relayed" "house"
    Relayed { envelope: Digest, from: AuthorityId, to: AuthorityId }

    /// What waited for a partner was written into one file, to be carried by hand.
    "bundle-written" "LED art. 25(1), unverified: disclosure including transfers, with the recipient"
    BundleWritten { document: Digest, to: AuthorityId, parcels: u64 }

    /// A file from a partner was read; what came of each parcel stands in entries of its own.
    "bundle-read" "LED art. 25(1), unverified: collection"
    BundleRead { document: Digest, from: AuthorityId, parcels: u64, faults: u64 }

    /// A statutory or agreed clock began to run.
    "clock-started" "house"
    ClockStarted { exchange: ExchangeId, clock: Code, due: Instant }

    /// A clock ended, was suspended or was extended.
    "clock-stopped" "house"
    ClockStopped { exchange: ExchangeId, clock: Code, because: Code }

    // ---- Holdings

    /// A record was added to the holdings by an officer or an import of own files.
    "record-added" "LED art. 25(1), unverified: collection"
    RecordAdded { record: RecordId, compartment: UnitId, by: Option<OfficerId> }

    /// A record was corrected, restricted or given other handling or retention.
    "record-altered" "LED art. 25(1), unverified: alteration"
    RecordAltered { record: RecordId, because: Code, by: Option<OfficerId> }

    /// The data key of a record was destroyed; its content is gone from this node.
    "record-erased" "LED art. 25(1), unverified: erasure"
    RecordErased { record: RecordId, ground: Code, by: Option<OfficerId> }

    /// A competent authority's marker was set on a record, in its own compartment. What it says is not written
    /// here.
    "marker-set" "LED art. 25(1), unverified: collection"
    MarkerSet { record: RecordId, compartment: UnitId, officer: OfficerId }

    /// A list was imported whole.
    "list-imported" "LED art. 25(1), unverified: collection"
    ListImported { list: Code, document: Digest, added: u64, changed: u64, removed: u64, by: Option<OfficerId> }

    /// A file for import was refused whole; nothing of it was kept.
    "import-refused" "house"
    ImportRefused { list: Code, document: Digest, check: Code, by: Option<OfficerId> }

    /// Text and salt of a run of entries of this log were destroyed; their leaves stay. This entry itself is never
    /// erased.
    "entries-erased" "LED art. 25(1), unverified: erasure"
    EntriesErased { first: u64, last: u64, ground: Code, by: Option<OfficerId> }

    // ---- Rules and partners

    /// The node decides by this set of policies from here on.
    "policy-loaded" "house"
    PolicyLoaded { policy_set: Digest, rules: Code, by: Option<OfficerId> }

    /// The node asks this lawbook from here on.
    "lawbook-loaded" "house"
    LawbookLoaded { lawbook: Code, document: Digest, by: Option<OfficerId> }

    /// An arrangement was registered, with its partner's root pinned.
    "arrangement-added" "house"
    ArrangementAdded {
        arrangement: ArrangementId, partner: AuthorityId, document: Digest, officer: OfficerId, second:
        Option<OfficerId>,
    }

    /// An arrangement was suspended: nothing goes or comes under it from here on.
    "arrangement-suspended" "house"
    ArrangementSuspended { arrangement: ArrangementId, partner: AuthorityId, because: Code, officer: OfficerId }

    /// A named person signed a standing approval for the neutral answer of one arrangement.
    "standing-approval-signed" "house"
    StandingApprovalSigned { arrangement: ArrangementId, officer: OfficerId, until: Date }

    /// A standing approval was withdrawn.
    "standing-approval-withdrawn" "house"
    StandingApprovalWithdrawn { arrangement: ArrangementId, officer: OfficerId }

    /// A key of this node was made, rotated or destroyed.
    "key-event" "house"
    KeyEvent { key: Code, change: Code, fingerprint: Digest, by: Option<OfficerId> }

    /// A partner's card is of a later incarnation than the one that was held: its node was restored from a backup.
    "partner-restored" "house"
    PartnerRestored { authority: AuthorityId, incarnation: u64 }

    /// The node signed a new card of its own.
    "card-issued" "house"
    CardIssued { card: Digest, seq: u64 }

    /// A partner's card was verified against its pinned root and is used from here on.
    "card-learnt" "house"
    CardLearnt { authority: AuthorityId, card: Digest, seq: u64 }

    /// A partner's signed checkpoint was verified against the one known before, and kept.
    "checkpoint-seen" "house"
    CheckpointSeen { authority: AuthorityId, size: u64, root: Digest }

    /// A partner's checkpoint does not extend the one known before: rewriting or a split view. The overseer is
    /// told.
    "checkpoint-refused" "house"
    CheckpointRefused { authority: AuthorityId, size: u64, root: Digest, check: Code }

    /// A partner knows more of this node's log than lies here, another log, or a higher number than was used: somebody
    /// rolled the node back or rewrote it. Nothing leaves from here on; the overseer is told.
    "sending-stopped" "house"
    SendingStopped { authority: AuthorityId, size: u64, root: Digest, because: Code }

    /// A partner or relay was set: its root, compared by people, and where its node listens.
    "peer-set" "house"
    PeerSet { authority: AuthorityId, document: Digest, officer: OfficerId }

    /// A partner or relay was cut off: nothing goes over the wire to it or from it.
    "peer-suspended" "house"
    PeerSuspended { authority: AuthorityId, because: Code, officer: OfficerId }

    /// A partner or relay that was cut off may connect again.
    "peer-resumed" "house"
    PeerResumed { authority: AuthorityId, officer: OfficerId }

    // ---- Officers

    /// An account was enrolled with its roles and unit.
    "officer-enrolled" "LED art. 29, unverified"
    OfficerEnrolled { subject_account: OfficerId, roles: Vec<Role>, unit: UnitId, by: Option<OfficerId> }

    /// Roles, unit or compartments of an account were changed.
    "officer-altered" "LED art. 29, unverified"
    OfficerAltered {
        subject_account: OfficerId, roles: Vec<Role>, unit: UnitId, by: OfficerId, second: Option<OfficerId>,
    }

    /// An account was closed.
    "officer-removed" "LED art. 29, unverified"
    OfficerRemoved { subject_account: OfficerId, by: OfficerId, second: Option<OfficerId> }

    /// Password or second factor of an account was set anew.
    "credential-reset" "LED art. 29, unverified"
    CredentialReset { subject_account: OfficerId, by: Option<OfficerId> }

    /// An officer signed in with both factors.
    "sign-in" "LED art. 29, unverified"
    SignIn { officer: OfficerId }

    /// Somebody failed to sign in; the account is named only if it exists.
    "sign-in-failed" "LED art. 29, unverified"
    SignInFailed { subject_account: Option<OfficerId>, because: Code }

    /// An account was locked after repeated failures.
    "locked-out" "LED art. 29, unverified"
    LockedOut { subject_account: OfficerId }

    /// A session ended, by the officer or by time.
    "sign-out" "house"
    SignOut { officer: OfficerId, because: Code }

    /// The duty of a unit passed from one officer to another.
    "shift-handed-over" "house"
    ShiftHandedOver { unit: UnitId, officer: OfficerId, second: OfficerId }
    // ---- Refused or held up, and the overseer's queue

    /// Law or policy said no to an act that belongs to no exchange yet, or to none: a new request, an enrolment, an
    /// arrangement, a list, the log, the queue. Nothing came of it.
    "act-refused" "LED art. 29, unverified; house"
    ActRefused { act: Code, check: Code, officer: Option<OfficerId>, policies: Vec<Code> }

    /// The node could not take a step that it takes by itself, and will try again. Written once, and again after a day.
    "held-up" "house"
    HeldUp { item: Item, check: Option<Code>, because: Code, policies: Vec<Code> }

    /// An overseer was shown his queue.
    "queue-read" "LED art. 25(1), unverified: consultation"
    QueueRead { count: u64, purpose: Purpose, officer: OfficerId }

    /// An overseer noted that he has seen an entry of his queue. The first who does stands in the queue.
    "queue-seen" "house"
    QueueSeen { queued: u64, officer: OfficerId }

    /// What a policy obliges the node to tell to somebody, with the act that it permitted, was put before them.
    "told" "house"
    Told { obligation: Code, item: Item, officer: Option<OfficerId> }

    // ---- After sending

    /// Whoever provided an item was asked whether it may be passed on to a third authority; the request has left.
    "permission-asked" "LED art. 35(1)(c), unverified: prior authorisation"
    PermissionAsked { exchange: ExchangeId, message: MessageId, about: MessageId, third: AuthorityId }

    /// A permission was decided, here or by the one who was asked: granted or refused.
    "permission-decided" "LED art. 35(1)(c), (e), unverified"
    PermissionDecided {
        exchange: ExchangeId, message: MessageId, about: MessageId, third: AuthorityId, from: AuthorityId, outcome: Code,
    }

    /// An item of another authority has left for a third one; the reason is permission, not-marked or threat.
    "passed-on" "LED art. 35(1)(e), unverified: onward transfer"
    PassedOn {
        exchange: ExchangeId, message: MessageId, about: MessageId, origin: AuthorityId, to: AuthorityId, because: Code,
    }

    /// The originator was told, or told us, that an item was passed on against a threat without permission.
    "onward-notice" "LED art. 35(2), unverified: the originator is informed without delay"
    OnwardNoticed { exchange: ExchangeId, message: MessageId, about: MessageId, to: AuthorityId }

    /// Another person ratified what was passed on against a threat.
    "emergency-ratified" "house"
    EmergencyRatified { exchange: ExchangeId, message: MessageId, officer: OfficerId }

    /// A correction or recall has left; each holder that is known is to answer.
    "demand-sent" "LED arts 7(3), 16(6), unverified: recipients are notified"
    DemandSent {
        exchange: ExchangeId, message: MessageId, about: MessageId, demands: Code, holders: Vec<AuthorityId>, due: Instant,
    }

    /// A correction or recall of another authority was carried out on the copy here, or waits for it as a tombstone.
    "demand-met" "LED art. 16(6), unverified: recipients rectify, erase or restrict"
    DemandMet { exchange: ExchangeId, message: MessageId, about: MessageId, demands: Code, from: AuthorityId, outcome: Code }

    /// The data key of a received message, and the explanations of its candidates, were destroyed.
    "message-erased" "LED art. 25(1), unverified: erasure"
    MessageErased { exchange: ExchangeId, message: MessageId, ground: Code }

    /// An officer put a received message under a named duty of law: it is kept for that duty alone.
    "message-restricted" "LED art. 16(3), unverified: restriction"
    MessageRestricted { exchange: ExchangeId, message: MessageId, duty: Code, officer: OfficerId }

    /// The restriction of a received message was lifted.
    "restriction-lifted" "LED art. 16(3), unverified"
    RestrictionLifted { exchange: ExchangeId, message: MessageId, duty: Code, officer: OfficerId }

    /// A holder of a copy answered a correction or recall.
    "holder-answered" "LED art. 16(6), unverified"
    HolderAnswered { exchange: ExchangeId, message: MessageId, about: MessageId, holder: AuthorityId, outcome: Code }

    /// Another holder of a copy became known: he is to answer too.
    "holder-learnt" "house"
    HolderLearnt { exchange: ExchangeId, message: MessageId, holder: AuthorityId, from: AuthorityId, due: Instant }

    /// A holder is not told of a correction any more, nor waited for: a newer correction or a recall took its place.
    "demand-overtaken" "house"
    DemandOvertaken { exchange: ExchangeId, message: MessageId, holder: AuthorityId, newer: MessageId }

    /// The time of a holder's answer is over and it has not come; the overseer is told.
    "holder-late" "house"
    HolderLate { exchange: ExchangeId, message: MessageId, holder: AuthorityId, due: Instant }

    /// An item on its way out rests on something that was corrected or recalled: it does not leave as it stands.
    "item-flagged" "house"
    ItemFlagged { exchange: ExchangeId, message: MessageId, about: MessageId }
    // ---- Populations

    /// A named person signed a stored authorisation to screen a population. The overseer is told.
    "population-authorised" "LED art. 27, unverified: impact assessment; house"
    PopulationAuthorised {
        authorisation: AuthorisationId, document: Digest, population: Digest, rows: u64, purpose: Purpose, case:
        CaseReference, until: Date, officer: OfficerId, policies: Vec<Code>,
    }

    /// A stored authorisation was withdrawn: nothing is screened under it any more.
    "population-withdrawn" "house"
    PopulationWithdrawn { authorisation: AuthorisationId, because: Code, officer: OfficerId }

    /// An officer is about to screen a population under a stored authorisation; its rows count as used from here on, whatever
    /// comes of it. The overseer is told.
    "population-begun" "LED art. 25(1), unverified: consultation"
    PopulationBegun {
        authorisation: AuthorisationId, population: Digest, rows: u64, purpose: Purpose, case: CaseReference, officer:
        OfficerId, unit: UnitId, policies: Vec<Code>,
    }

    /// A population was compared with holdings; counts only. Of a row without a candidate nothing is kept.
    "population-screened" "LED art. 25(1), unverified: consultation by the machine"
    PopulationScreened {
        authorisation: AuthorisationId, population: Digest, algorithm: Code, rows: u64, searched: u64, candidates: u64,
        purpose: Purpose, case: CaseReference, officer: OfficerId,
    }

    /// An officer compared a hit of a population with the record and found it the same, different or unsure.
    "hit-judged" "LED art. 25(1), unverified: combination"
    HitJudged {
        authorisation: AuthorisationId, record: RecordId, judgement: Code, officer: OfficerId, purpose: Purpose, case:
        CaseReference,
    }

}
