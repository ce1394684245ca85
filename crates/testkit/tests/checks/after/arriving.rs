//! AFT-3: what arrives after sending speaks of what it may speak of. Forged with a partner's real keys, it is turned away
//! with a receipt that names the check.

use super::{inform, informed, known_holders, outcome, passed_with_permission, recalled};
use crate::receiving::turned_away_at;
use crate::scene;
use exchange::reading::{Asked, Disclosed, ReadItem, read};
use model::{CaseReference, Content, Handling, HandlingCode, MessageId, Purpose};
use serde_json::json;
use testkit::chance::SeededChance;
use testkit::monster::nothing;
use testkit::scene::{EE, FI, LV, Scene, desk};
use testkit::{Monster, form};

/// What a desk officer of a node reads of a message.
pub(super) fn read_at(scene: &mut Scene, place: usize, message: MessageId) -> (Handling, Content) {
    let (store, station) = scene.nodes[place].parts().unwrap();
    let case = form::spelt("CASE/1", CaseReference::parse).unwrap();
    let desk = desk().unwrap();
    let question = Asked::new(&desk, ReadItem::Message(message), Purpose::Investigation, case).restriction_read();
    let mut chance = SeededChance::new(1, "read");
    match read(station, store, scene.now, &mut chance, question).unwrap() {
        Disclosed::Message(payload, content) => (payload.handling.clone(), content),
        other => panic!("{other:?}"),
    }
}

/// A message of `from` to `to` in an exchange that both know, with this content.
fn forged(scene: &mut Scene, from: usize, to: usize, content: serde_json::Value) -> Monster {
    let mut monster = Monster::fresh(scene, from, to).unwrap();
    monster.payload.content = content;
    monster
}

#[test]
fn aft_3_1_a_permission_that_travels_along_is_verified() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H2]);
    let onward = passed_with_permission(&mut scene, told.message);
    let (_, Content::Onward(sound)) = read_at(&mut scene, LV, onward) else { panic!("not passed on") };
    let sound = serde_json::to_value(Content::Onward(sound)).unwrap();
    let bound = |scene: &mut Scene, change: &dyn Fn(&mut serde_json::Value)| {
        let mut content = sound.clone();
        change(&mut content);
        let mut monster = forged(scene, EE, LV, content);
        monster.payload.handling = Handling::of([HandlingCode::H2]);
        turned_away_at(scene, EE, LV, &monster, "AFT-3.1");
    };
    // Bound, and it brings none.
    bound(&mut scene, &|content| content["ground"] = json!("not-marked"));
    // For another item.
    bound(&mut scene, &|content| content["provenance"]["item"] = json!(MessageId(nothing())));
    // Not signed as it stands; no evidence at all; the card of somebody else.
    bound(&mut scene, &|content| {
        let text = content["permission"]["evidence"].as_str().unwrap();
        let turned = if text.contains('7') { text.replace('7', "8") } else { text.replace('A', "B") };
        content["permission"]["evidence"] = json!(turned);
    });
    bound(&mut scene, &|content| content["permission"]["evidence"] = json!("%%%"));
    bound(&mut scene, &|content| content["permission"]["card"] = json!("AAAA"));
    // Against a threat, under a purpose that is none.
    bound(&mut scene, &|content| {
        content["ground"] = json!("threat");
        content["threat"] = json!("none");
        content["call_back"] = json!(false);
    });
}

#[test]
fn aft_3_2_only_its_originator_or_provider_corrects_or_recalls_a_message() {
    let (mut scene, _ground) = scene();
    // Helsinki holds what Riga asked; Tallinn takes it back.
    let asked = scene.ask(LV, FI, "LV/1", form::person(5)).unwrap();
    let answer_by = super::in_days(&scene, 3);
    let content = json!({ "content": "recall", "item": asked.message, "ground": "unlawful", "answer_by": answer_by });
    let monster = forged(&mut scene, EE, FI, content);
    turned_away_at(&mut scene, EE, FI, &monster, "AFT-3.2");
    recalled(&mut scene, LV, asked.message).unwrap();
    scene.settle().unwrap();
    assert!(!super::is_held(&scene, FI, asked.message));
}

#[test]
fn aft_3_3_what_speaks_of_our_messages_names_one_that_went_to_the_sender() {
    let (mut scene, _ground) = scene();
    let told = inform(&mut scene, 1_000, &[HandlingCode::H2]);
    let to = json!({ "authority": "xx-desk", "state": "XXA", "body": "police" });
    let at = scene.now;
    let nowhere = MessageId(nothing());
    for content in [
        json!({ "content": "permission-request", "item": nowhere, "to": to, "justification": "none" }),
        json!({ "content": "onward-notice", "item": nowhere, "passed": nowhere, "to": "xx-desk", "at": at }),
        json!({ "content": "permission", "request": nowhere, "item": nowhere, "to": to, "decision": "granted", "until": "2027-01-01" }),
        json!({ "content": "acknowledgement", "demand": nowhere, "item": nowhere, "holder": "lv-spoc", "at": at, "outcome": "not-held" }),
        // It went to Tallinn, not to Riga.
        json!({ "content": "permission-request", "item": told.message, "to": to, "justification": "none" }),
    ] {
        let monster = forged(&mut scene, LV, FI, content);
        turned_away_at(&mut scene, LV, FI, &monster, "AFT-3.3");
    }
}

#[test]
fn aft_3_4_nobody_answers_for_a_holder_that_is_not_his() {
    let (mut scene, _ground) = scene();
    // Helsinki asked both, and recalls.
    let to = vec![scene.addressee(FI, EE).unwrap(), scene.addressee(FI, LV).unwrap()];
    let form = form::request(to, "FI/34", form::person(5), model::Urgency::Ordinary).unwrap();
    let asked = scene.send(FI, form).unwrap();
    scene.settle().unwrap();
    scene.nodes[LV].stop();
    let demand = recalled(&mut scene, FI, asked.message).unwrap();
    let parcels = scene.due(FI).unwrap();
    let tallinn = parcels.iter().find(|parcel| parcel.hop() == scene.nodes[EE].id()).unwrap();
    scene.give(FI, EE, tallinn.bytes()).unwrap();
    let at = scene.now;
    let content = json!({
        "content": "acknowledgement", "demand": demand, "item": asked.message, "holder": "lv-spoc", "at": at,
        "outcome": "not-held"
    });
    let monster = forged(&mut scene, EE, FI, content);
    turned_away_at(&mut scene, EE, FI, &monster, "AFT-3.4");
    assert_eq!(outcome(&scene, FI, asked.message, LV), None, "Riga has not answered");
    assert_eq!(known_holders(&scene, FI, asked.message).len(), 2);
}
