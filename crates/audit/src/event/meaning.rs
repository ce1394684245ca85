//! The words for the fields of events: one word, one meaning, in every event that has it. A field that is not here does
//! not compile.

/// What a field means.
macro_rules! meaning {
    (about) => {
        "The message that it is about."
    };
    (act) => {
        "Which act was tried, by its code."
    };
    (added) => {
        "How many records were added."
    };
    (alarm) => {
        "The code of the alarm; an alarm carries no content."
    };
    (algorithm) => {
        "The version of the screening algorithm."
    };
    (approver) => {
        "The second officer, who took the decision to release."
    };
    (arrangement) => {
        "The registered arrangement."
    };
    (authorisation) => {
        "The stored authorisation."
    };
    (authority) => {
        "The authority that the event is about."
    };
    (bar) => {
        "The id of the bar: a human-rights obstacle."
    };
    (bars) => {
        "The bars that were asked and answered."
    };
    (because) => {
        "The code of the reason."
    };
    (by) => {
        "The officer who did it to the account of another, or the node by itself if absent."
    };
    (candidates) => {
        "How many candidates came out."
    };
    (card) => {
        "SHA-256 of the signed card."
    };
    (case) => {
        "The case reference of this authority for which it was done."
    };
    (bases) => {
        "The bases that the law gave: instrument, article, arrangement."
    };
    (change) => {
        "What became of it: `made`, `rotated`, `destroyed`."
    };
    (changed) => {
        "How many records were changed."
    };
    (channel) => {
        "The other channel, by its code."
    };
    (check) => {
        "The id of the check that decided."
    };
    (clock) => {
        "The id of the clock."
    };
    (compartment) => {
        "The unit whose compartment it lies in."
    };
    (count) => {
        "How many rows were shown."
    };
    (demands) => {
        "What is demanded: `correction` or `recall`."
    };
    (document) => {
        "SHA-256 of the document."
    };
    (drafter) => {
        "The officer who drafted."
    };
    (due) => {
        "When the clock runs out."
    };
    (duty) => {
        "The duty of law under which it is kept."
    };
    (envelope) => {
        "SHA-256 of the envelope as it travels."
    };
    (evaluation) => {
        "The 4x4 evaluation, if the message carries one."
    };
    (exchange) => {
        "The exchange."
    };
    (facts) => {
        "The facts that hold for the case as far as the officer knows; codes, no value."
    };
    (fingerprint) => {
        "SHA-256 of the public key."
    };
    (first) => {
        "The first entry of the log concerned."
    };
    (from) => {
        "The authority that it came from; only claimed where the signature did not verify."
    };
    (ground) => {
        "The code of the ground on which it was done."
    };
    (handling) => {
        "The handling codes."
    };
    (holder) => {
        "The authority that holds a copy."
    };
    (holders) => {
        "Every authority that is known to hold a copy."
    };
    (incarnation) => {
        "The incarnation of the node, counted from 1."
    };
    (item) => {
        "The thing concerned."
    };
    (judgement) => {
        "What the person found: `same`, `different`, `unsure`."
    };
    (key) => {
        "Which key, by its use."
    };
    (kind) => {
        "The kind of cooperation."
    };
    (last) => {
        "The last entry of the log concerned."
    };
    (lawbook) => {
        "The version of the lawbook."
    };
    (list) => {
        "The code of the list."
    };
    (message) => {
        "The message."
    };
    (roles) => {
        "The roles of the account."
    };
    (newer) => {
        "The newer correction or recall that took its place."
    };
    (obligation) => {
        "What must be done, by its word in the policies."
    };
    (officer) => {
        "The account that acted, never a name."
    };
    (origin) => {
        "The authority whose information it is."
    };
    (faults) => {
        "How many of its parcels were turned away."
    };
    (parcels) => {
        "How many parcels the file has."
    };
    (outcome) => {
        "What was found, by its code."
    };
    (partner) => {
        "The partner's authority."
    };
    (policies) => {
        "The ids of the policies that decided."
    };
    (policy_set) => {
        "SHA-256 of the whole set of policies."
    };
    (population) => {
        "SHA-256 of the document that is screened."
    };
    (power) => {
        "Whether a basis in force covers it."
    };
    (program) => {
        "The version of the program."
    };
    (purpose) => {
        "The specified purpose."
    };
    (queued) => {
        "The number of an entry in the overseer's queue."
    };
    (receipt) => {
        "SHA-256 of the signed receipt."
    };
    (recipients) => {
        "Every authority that it is addressed to."
    };
    (record) => {
        "The record."
    };
    (remote) => {
        "Whether the officer acted from elsewhere."
    };
    (removed) => {
        "How many records were removed."
    };
    (root) => {
        "The root of the log of that size."
    };
    (rows) => {
        "How many rows of a population."
    };
    (rules) => {
        "The version of the rules that decided."
    };
    (says) => {
        "What the message says, without its content."
    };
    (searched) => {
        "How many records were compared."
    };
    (second) => {
        "The officer who confirmed, where two are required."
    };
    (seq) => {
        "The sequence number: of the channel, or of the card."
    };
    (signed_by) => {
        "The officer who signed the standing approval."
    };
    (size) => {
        "How many entries the log had."
    };
    (subject_account) => {
        "The account that it was done to."
    };
    (third) => {
        "The authority to which it is to be passed on."
    };
    (tick) => {
        "The tick of the arrangement's schedule."
    };
    (to) => {
        "The authority that it goes to."
    };
    (transfer) => {
        "The ground of the transfer of personal data, or the need for a decision."
    };
    (tray) => {
        "Which list was shown, by its code."
    };
    (unit) => {
        "The organisational unit."
    };
    (until) => {
        "The last day on which it holds."
    };
    (what) => {
        "Which statement of the receipt: submitted, relayed, delivered, retrieved, refused."
    };
}

pub(crate) use meaning;
