//! Cards and their charters.

use super::*;

pub(super) fn cards(setting: &Setting) -> Vec<Case> {
    let now = setting.now;
    let time = |at: Instant| int(i64::try_from(at.as_nanosecond()).unwrap());
    let genuine = payload(setting.card.bytes());
    let epochs = field(&genuine, "epochs");
    let Value::Array(epoch) = &epochs else { panic!("epochs") };
    let mut wrong_kid = epoch[0].clone();
    set(&mut wrong_kid, "kid", bstr(&[7; 16]));
    let mut other_root = Setting::new(99);
    other_root.now = now;
    let long = now + hours(24 * 400);
    let mut cases = list(
        setting,
        Kind::Card,
        vec![
            ("card", None, setting.card.bytes().to_vec()),
            ("card with an unknown key", Some("SEAL-1.4"), card(setting, &[("colour", text("blue"))])),
            (
                "card without a key that it must have",
                Some("SEAL-1.4"),
                signed(CARD, &without(&genuine, "seq"), setting.keys.card()),
            ),
            ("card under another root", Some("SEAL-3.1"), other_root.card.bytes().to_vec()),
            (
                "charter that ends before it begins",
                Some("SEAL-3.2"),
                card_with_charter(setting, &[("until", time(now - hours(48)))]),
            ),
            ("charter for more than 13 months", Some("SEAL-3.2"), card_with_charter(setting, &[("until", time(long))])),
            ("charter not signed by its root", Some("SEAL-2.3"), {
                let charter = payload(setting.keys.charter().bytes());
                let mut document = documents::signed(documents::CHARTER, &charter, &setting.root_pair());
                let at = find(&document, &signature_bytes(&document, 0));
                document[at + 40] ^= 1;
                card(setting, &[("charter", bstr(&document))])
            }),
            ("charter that is over", Some("SEAL-3.3"), card_with_charter(setting, &[("until", time(now - hours(2)))])),
            (
                "charter that has not begun",
                Some("SEAL-3.3"),
                card_with_charter(setting, &[("from", time(now + hours(1)))]),
            ),
            ("card signed by the seal keys", Some("SEAL-2.2"), signed(CARD, &genuine, setting.keys.seal())),
            (
                "card of another authority",
                Some("SEAL-3.4"),
                card(setting, &[("authority", Value::serialized(&authority("xxa-other")).unwrap())]),
            ),
            (
                "card for more than 30 days",
                Some("SEAL-3.5"),
                card(setting, &[("valid_until", time(now + hours(24 * 31)))]),
            ),
            (
                "card that ends before it begins",
                Some("SEAL-3.5"),
                card(setting, &[("valid_until", time(now - hours(2)))]),
            ),
            ("card issued six minutes ahead", Some("SEAL-3.6"), card(setting, &[("issued", time(now + minutes(6)))])),
            ("card issued four minutes ahead", None, card(setting, &[("issued", time(now + minutes(4)))])),
            (
                "epoch key under an id not its own",
                Some("SEAL-3.8"),
                card(setting, &[("epochs", Value::Array(vec![wrong_kid]))]),
            ),
            (
                "the same epoch key twice",
                Some("SEAL-3.8"),
                card(setting, &[("epochs", Value::Array(vec![epoch[0].clone(), epoch[0].clone()]))]),
            ),
            (
                "card that does not speak version 1",
                Some("SEAL-3.9"),
                card(setting, &[("speaks", Value::Array(vec![int(2)]))]),
            ),
            ("card without suite Q1", Some("SEAL-3.9"), card(setting, &[("suites", Value::Array(vec![text("C1")]))])),
            (
                "log key that is not the charter's",
                Some("SEAL-3.10"),
                card(setting, &[("log_vkey", text(&seal::log_key::vkey("xxa", other_root.keys.log().public())))]),
            ),
            ("peer key of small order", Some("SEAL-3.12"), card(setting, &[("peer", bstr(&[0; 32]))])),
            (
                "peer key that is the log key",
                Some("SEAL-3.12"),
                card(setting, &[("peer", bstr(setting.keys.log().public()))]),
            ),
        ],
    );
    cases.extend(list(
        setting,
        Kind::CardToSealTo,
        vec![
            ("card to seal to", None, setting.card.bytes().to_vec()),
            (
                "stale card",
                Some("SEAL-3.7"),
                card(setting, &[("issued", time(now - hours(20))), ("valid_until", time(now - hours(1)))]),
            ),
            ("card without an epoch key", Some("SEAL-3.11"), card(setting, &[("epochs", Value::Array(vec![]))])),
        ],
    ));
    cases
}
