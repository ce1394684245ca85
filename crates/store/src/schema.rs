//! The tables, as `migrations/` makes them. Nothing here is a domain type.

diesel::table! { settings (name) { name -> Text, value -> Binary, } }
diesel::table! { audit (n) { n -> BigInt, at -> BigInt, salt -> Nullable<Binary>, line -> Nullable<Text>, commitment -> Binary, erased_by -> Nullable<BigInt>, } }
diesel::table! { secrets (name) { name -> Text, body -> Binary, } }
diesel::table! { epochs (kid) { kid -> Binary, not_before -> BigInt, not_after -> BigInt, destroy_after -> BigInt, body -> Nullable<Binary>, } }
diesel::table! { cards (authority) { authority -> Text, seq -> BigInt, body -> Binary, learnt -> BigInt, } }
diesel::table! { arrangements (id, revision) { id -> Text, revision -> Integer, partner -> Text, body -> Text, added -> BigInt, } }
diesel::table! { officers (id) { id -> Text, body -> Text, password -> Text, totp -> Binary, totp_used -> BigInt, failures -> Integer, locked_until -> BigInt, version -> BigInt, } }
diesel::table! { sessions (token) { token -> Binary, officer -> Text, begun -> BigInt, seen -> BigInt, ends -> BigInt, } }
diesel::table! { idempotency (officer, key) { officer -> Text, key -> Text, request -> Binary, status -> Integer, body -> Binary, at -> BigInt, } }
diesel::table! { records (id) { id -> Binary, compartment -> Text, source -> Text, until -> Text, key -> Nullable<Binary>, body -> Nullable<Binary>, added -> BigInt, erased -> Nullable<BigInt>, } }
diesel::table! { identifiers (kind, blind, record) { kind -> Text, blind -> Binary, record -> Binary, } }
diesel::table! { exchanges (id) { id -> Binary, direction -> Text, partner -> Text, arrangement -> Text, kind -> Text, offence -> Text, purpose -> Text, urgency -> Text, state -> Text, compartment -> Text, our_reference -> Nullable<Text>, their_reference -> Nullable<Text>, begun -> BigInt, due -> Nullable<BigInt>, answered -> Nullable<BigInt>, version -> BigInt, } }
diesel::table! { clock_events (exchange, ordinal) { exchange -> Binary, ordinal -> Integer, body -> Text, at -> BigInt, } }
diesel::table! { outbound (id) { id -> Binary, exchange -> Binary, state -> Text, compartment -> Text, purpose -> Text, reference -> Text, message -> Nullable<Binary>, at -> BigInt, version -> BigInt, terms -> Nullable<Text>, } }
diesel::table! { channels (id) { id -> Binary, direction -> Text, partner -> Text, arrangement -> Text, next -> BigInt, seen -> Binary, } }
diesel::table! { outbox (message, recipient) { message -> Binary, recipient -> Text, hop -> Text, channel -> Binary, seq -> BigInt, state -> Text, attempts -> Integer, next_at -> BigInt, expires -> BigInt, } }
diesel::table! { inbox (message) { message -> Binary, sender -> Text, exchange -> Binary, envelope -> Binary, state -> Text, compartment -> Text, terms -> Text, at -> BigInt, version -> BigInt, } }
diesel::table! { receipts (message, recipient) { message -> Binary, recipient -> Text, body -> Binary, at -> BigInt, } }
diesel::table! { carried (digest) { digest -> Binary, recipient -> Text, parcel -> Binary, state -> Text, attempts -> Integer, next_at -> BigInt, at -> BigInt, until -> BigInt, } }
diesel::table! { peers (authority) { authority -> Text, root -> Nullable<Binary>, address -> Nullable<Text>, suspended -> Nullable<BigInt>, added -> BigInt, } }
diesel::table! { candidates (message, ordinal) { message -> Binary, exchange -> Binary, ordinal -> Integer, record -> Binary, compartment -> Text, key -> Nullable<Binary>, body -> Nullable<Binary>, judgement -> Text, judged_by -> Nullable<Text>, version -> BigInt, } }
diesel::table! { interests (message) { message -> Binary, exchange -> Binary, until -> Nullable<Text>, } }
diesel::table! { new_records (record) { record -> Binary, } }
diesel::table! { notices (id) { id -> BigInt, role -> Text, body -> Text, at -> BigInt, } }
diesel::table! { overseer_queue (id) { id -> BigInt, body -> Text, at -> BigInt, seen_by -> Nullable<Text>, } }
diesel::table! {
    outbound_bodies (id) {
        id -> Binary,
        key -> Nullable<Binary>,
        body -> Nullable<Binary>,
        findings -> Nullable<Binary>,
    }
}
diesel::table! {
    outbox_parcels (message, recipient) {
        message -> Binary,
        recipient -> Text,
        parcel -> Binary,
        envelope -> Binary,
        sent -> BigInt,
    }
}
diesel::table! {
    inbox_bodies (message) {
        message -> Binary,
        key -> Nullable<Binary>,
        body -> Nullable<Binary>,
        receipt -> Binary,
    }
}
diesel::table! { audit_edges (size) { size -> BigInt, peaks -> Binary, } }
diesel::table! { seen_logs (origin) { origin -> Text, authority -> Text, size -> BigInt, note -> Binary, at -> BigInt, logged -> BigInt, smaller -> BigInt, } }
diesel::table! { contradictions (digest) { digest -> Binary, origin -> Text, known -> Binary, shown -> Binary, at -> BigInt, } }
diesel::table! { witnesses (authority) { authority -> Text, origin -> Text, size -> BigInt, note -> Nullable<Binary>, cosigned -> Nullable<BigInt>, shown -> BigInt, shown_at -> BigInt, } }
diesel::table! { bundle_partners (authority) { authority -> Text, said -> BigInt, have -> Binary, } }
diesel::table! { bundle_replies (digest) { digest -> Binary, hop -> Text, recipient -> Text, parcel -> Binary, at -> BigInt, } }
diesel::table! { bundle_kept (authority, digest) { authority -> Text, digest -> Binary, at -> BigInt, } }
diesel::table! { claims (origin, size, root) { origin -> Text, size -> BigInt, root -> Binary, authority -> Text, at -> BigInt, } }
diesel::table! { copies (message, holder) { message -> Binary, holder -> Text, item -> Binary, origin -> Text, via -> Text, arrangement -> Nullable<Text>, at -> BigInt, } }
diesel::table! { demands (message) { message -> Binary, ours -> Integer, what -> Text, item -> Binary, partner -> Text, exchange -> Binary, copy -> Nullable<Binary>, ground -> Nullable<Text>, answer_by -> BigInt, outcome -> Nullable<Text>, acknowledged -> Nullable<Binary>, at -> BigInt, } }
diesel::table! { holder_answers (demand, holder) { demand -> Binary, holder -> Text, via -> Text, due -> BigInt, told -> Nullable<Binary>, outcome -> Nullable<Text>, at -> Nullable<BigInt>, reported -> Nullable<Binary>, escalated -> Nullable<BigInt>, overtaken -> Nullable<Binary>, } }
diesel::table! { restrictions (message) { message -> Binary, duty -> Text, until -> Nullable<Text>, officer -> Text, at -> BigInt, } }
diesel::table! { permissions (request) { request -> Binary, ours -> Integer, item -> Binary, partner -> Text, third -> Text, exchange -> Binary, outcome -> Nullable<Text>, until -> Nullable<Text>, message -> Nullable<Binary>, at -> BigInt, } }
diesel::table! { rests_on (draft, message) { draft -> Binary, message -> Binary, broken_by -> Nullable<Binary>, } }
diesel::table! { emergencies (message) { message -> Binary, exchange -> Binary, drafter -> Text, releaser -> Text, due -> BigInt, ratified_by -> Nullable<Text>, escalated -> Nullable<BigInt>, } }
diesel::table! { authorisations (id) { id -> Text, body -> Text, officer -> Text, at -> BigInt, rows_used -> BigInt, uses -> BigInt, withdrawn -> Nullable<BigInt>, } }
diesel::table! { hits (authorisation, ordinal) { authorisation -> Text, ordinal -> Integer, pair -> Binary, record -> Binary, compartment -> Text, key -> Nullable<Binary>, body -> Nullable<Binary>, judgement -> Text, judged_by -> Nullable<Text>, version -> Integer, } }
