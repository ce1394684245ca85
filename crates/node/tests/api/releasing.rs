//! An item through the API: two officers, versions, keys, and reads that policy refuses.

use crate::desk::{Answer, Desk};
use serde_json::{Value, json};

fn draft_body() -> Value {
    json!({
        "kind": "information", "to": [{ "to": "fi-spoc", "under": "ee-fi" }], "offence": "terrorist-financing",
        "purpose": "investigation", "urgency": "urgent-direct",
        "urgent_because": "The ferry sails at 06:00.", "case": "EE-2026/17", "unit": "spoc",
        "content": {
            "content": "request",
            "subjects": [{ "subject": "person", "names": ["Canary Testinen"], "category": "person-concerned" }],
            "question": "Is she known?", "justification": "A transfer names her."
        }
    })
}

fn marking() -> Value {
    json!({ "handling": { "codes": ["H1"] }, "retention": { "review": "2027-11-23", "until": "2029-11-23" } })
}

/// A draft, grounded and marked by the desk: its path and ETag.
fn marked(desk: &Desk, token: &str) -> (String, String) {
    let draft = desk.post(token, "/v1/drafts", "draft", &draft_body()).expect(201);
    let path = format!("/v1/drafts/{}", draft.body["id"].as_str().unwrap());
    let grounded = desk.change(token, &format!("{path}/ground"), "ground", &draft.tag(), &json!({})).expect(200);
    assert_eq!(grounded.body["state"], "grounded");
    let marked = desk.change(token, &format!("{path}/mark"), "mark", &grounded.tag(), &marking()).expect(200);
    assert_eq!(marked.body["state"], "marked");
    (path, marked.tag())
}

fn cites(answer: &Answer) -> String {
    answer.body["citations"].to_string()
}

#[test]
fn two_officers_release_and_the_delivery_waits_visibly() {
    let desk = Desk::open();
    let (writer, approver) = (desk.sign_in("desk"), desk.sign_in("approver"));
    let (path, tag) = marked(&desk, &writer);
    let release = format!("{path}/release");
    let alone = desk.change(&writer, &release, "alone", &tag, &json!({ "totp": desk.totp("desk") })).expect(403);
    assert!(cites(&alone).contains("release."), "the policy that decided is named: {}", alone.body);
    let unproved = desk.change(&approver, &release, "unproved", &tag, &json!({ "totp": "000000" }));
    let unproved = unproved.expect(403);
    assert_eq!(unproved.body["type"], "urn:comity:problem:code-not-right", "the session stays: {}", unproved.body);
    let proof = json!({ "totp": desk.totp("approver") });
    let released = desk.change(&approver, &release, "release", &tag, &proof).expect(200);
    assert_eq!(released.body["state"], "sent");
    let again = desk.change(&approver, &release, "release", &tag, &proof).expect(200);
    assert_eq!((&again.body, again.tag()), (&released.body, released.tag()), "the same answer, no second effect");
    let sent = desk.log().iter().filter(|entry| entry.to_string().contains("\"event\":\"sent\"")).count();
    assert_eq!(sent, 1);
    let exchange = released.body["exchange"].as_str().unwrap();
    let detail = desk.get(&writer, &format!("/v1/exchanges/{exchange}?purpose=investigation")).expect(200);
    let delivery = &detail.body["items"][0]["deliveries"][0];
    assert_eq!((delivery["recipient"].as_str(), delivery["state"].as_str()), (Some("fi-spoc"), Some("waiting")));
    assert!(!detail.body.to_string().contains("Canary"), "no field of a subject in a list");
    let list = desk.get(&approver, "/v1/exchanges?purpose=investigation").expect(200);
    assert_eq!(list.body.as_array().unwrap().len(), 1);
    assert!(desk.get(&desk.sign_in("stranger"), "/v1/exchanges?purpose=investigation").expect(200).body == json!([]));
}

#[test]
fn findings_and_fields_are_shown_before_anything_is_decided() {
    let desk = Desk::open();
    let token = desk.sign_in("desk");
    let draft = desk.post(&token, "/v1/drafts", "draft", &draft_body()).expect(201);
    let path = format!("/v1/drafts/{}", draft.body["id"].as_str().unwrap());
    let findings = desk.get(&token, &format!("{path}/findings")).expect(200);
    let first = &findings.body[0];
    assert_eq!(first["power"]["decision"]["decision"], "covered");
    assert!(first["transfer"]["decision"].is_object() && first["bars"]["decision"].is_array());
    assert_eq!(findings.tag(), draft.tag());
    desk.change(&token, &format!("{path}/ground"), "g", &draft.tag(), &json!({})).expect(200);
    let fields = desk.get(&token, &format!("{path}/fields")).expect(200);
    assert!(!fields.body["fields"].as_array().unwrap().is_empty());
    assert!(!fields.body.to_string().contains("Canary"), "fields by name, not by value");
    // Both looks opened the item, so both stand in the log as reads.
    let reads = desk.log().iter().filter(|entry| entry.to_string().contains("\"event\":\"read\"")).count();
    assert_eq!(reads, 2);
}

#[test]
fn the_desk_of_the_room_checks_what_comes_by_the_api() {
    let desk = Desk::open();
    let token = desk.sign_in("desk");
    let mut unfounded = draft_body();
    unfounded["urgent_because"] = " ".into();
    let refused = desk.post(&token, "/v1/drafts", "unfounded", &unfounded).expect(403);
    assert_eq!(refused.body["check"], "MSG-1.1");
    let mut misplaced = draft_body();
    misplaced["content"] = json!({
        "content": "answer", "to": "0".repeat(64), "outcome": "refused", "ground": "form", "cite": "house"
    });
    let refused = desk.post(&token, "/v1/drafts", "misplaced", &misplaced).expect(403);
    assert_eq!(refused.body["check"], "OUT-1.4");
}

#[test]
fn a_key_answers_once_and_another_body_under_it_is_refused() {
    let desk = Desk::open();
    let token = desk.sign_in("desk");
    let first = desk.post(&token, "/v1/drafts", "one", &draft_body()).expect(201);
    let again = desk.post(&token, "/v1/drafts", "one", &draft_body()).expect(201);
    assert_eq!((&again.body, again.tag()), (&first.body, first.tag()));
    let mut other = draft_body();
    other["case"] = "EE-2026/18".into();
    let reused = desk.post(&token, "/v1/drafts", "one", &other).expect(422);
    assert_eq!(reused.body["type"], "urn:comity:problem:key-reused");
    desk.send("POST", &token, "/v1/drafts", &[], &draft_body().to_string()).expect(400);
    let list = |at: i64| {
        desk.clock.forward(at);
        desk.get(&token, "/v1/exchanges?purpose=investigation").expect(200).body.as_array().unwrap().len()
    };
    assert_eq!(list(0), 1);
    desk.clock.forward(24 * 3600);
    let token = desk.sign_in("desk");
    let later = desk.post(&token, "/v1/drafts", "one", &draft_body()).expect(201);
    assert_ne!(later.body["id"], first.body["id"], "after 24 hours a key is free again");
}

#[test]
fn a_change_names_what_it_changes() {
    let desk = Desk::open();
    let token = desk.sign_in("desk");
    let draft = desk.post(&token, "/v1/drafts", "draft", &draft_body()).expect(201);
    let ground = format!("/v1/drafts/{}/ground", draft.body["id"].as_str().unwrap());
    desk.post(&token, &ground, "a", &json!({})).expect(428);
    desk.change(&token, &ground, "b", "\"99\"", &json!({})).expect(412);
    let done = desk.change(&token, &ground, "c", &draft.tag(), &json!({})).expect(200);
    desk.change(&token, &ground, "d", &draft.tag(), &json!({})).expect(412);
    let again = desk.change(&token, &ground, "c", &draft.tag(), &json!({})).expect(200);
    assert_eq!(again.body, done.body, "the key is older than the version");
}

#[test]
fn a_read_without_need_to_know_is_told_as_nothing_and_logged_with_its_policy() {
    let desk = Desk::open();
    let token = desk.sign_in("desk");
    let (path, _) = marked(&desk, &token);
    let ask = json!({ "purpose": "investigation", "case": "EE-2026/17" });
    let read = format!("{path}/read");
    let shown = desk.post(&token, &read, "r", &ask).expect(200);
    assert!(shown.body["content"].to_string().contains("Canary Testinen"));
    let stranger = desk.post(&desk.sign_in("stranger"), &read, "r", &ask).expect(403);
    assert_eq!(stranger.body["check"], "READ-1.2");
    let nowhere = desk.post(&desk.sign_in("stranger"), "/v1/drafts/d_aaaaaaaaaaaaaaaaaaaaaaaaaa/read", "n", &ask);
    assert_eq!(nowhere.expect(403).body, stranger.body, "as if it were not there");
    let admin = desk.post(&desk.sign_in("admin"), &read, "r", &ask).expect(403);
    assert!(cites(&admin).contains("content.not-administrator"), "{}", admin.body);
    assert!(!stranger.body.to_string().contains("Canary"));
    let log: Vec<String> = desk.log().iter().map(|entry| entry.to_string()).collect();
    assert_eq!(log.iter().filter(|line| line.contains("\"read-refused\"")).count(), 3);
    let policy = |line: &&String| line.contains("stranger") && line.contains("read.need-to-know");
    assert_eq!(log.iter().filter(policy).count(), 1, "the log has the policy that he is not told of");
    assert_eq!(log.iter().filter(|line| line.contains("\"event\":\"read\"")).count(), 1);
    assert!(!log.iter().any(|line| line.contains("Canary")));
    desk.post(&token, &read, "r", &json!({ "purpose": "investigation" })).expect(422);
}

#[test]
fn the_log_and_the_queue_are_the_overseers() {
    let desk = Desk::open();
    let (overseer, other) = (desk.sign_in("overseer"), desk.sign_in("desk"));
    let part = desk.get(&overseer, "/v1/log?purpose=oversight&limit=5").expect(200);
    assert_eq!(part.body["entries"].as_array().unwrap().len(), 5);
    assert!(part.body["size"].as_u64().unwrap() > 5);
    desk.get(&other, "/v1/log?purpose=oversight").expect(403);
    desk.get(&overseer, "/v1/overseer/queue").expect(200);
    desk.get(&other, "/v1/overseer/queue").expect(403);
    desk.get(&overseer, "/v1/log?purpose=curiosity").expect(400);
    let log: Vec<String> = desk.log().iter().map(|entry| entry.to_string()).collect();
    for (act, officer) in [("read-the-log", "desk"), ("look-at-the-queue", "desk")] {
        let refused = |line: &&String| {
            line.contains("\"act-refused\"") && line.contains(&format!("\"act\":\"{act}\"")) && line.contains(officer)
        };
        assert_eq!(log.iter().filter(refused).count(), 1, "{act}: refused, and in the log");
    }
    assert_eq!(log.iter().filter(|line| line.contains("\"queue-read\"")).count(), 1);
}

#[test]
fn the_first_overseer_stands_at_an_entry_and_each_who_saw_it_in_the_log() {
    let desk = Desk::open();
    let at = desk.node.now();
    let append = |tx: &mut store::Tx<'_>| tx.overseer_queue().append("{}");
    let id = desk.node.store().tx("queue", at, &mut node::system::SystemChance, append).unwrap();
    let overseer = desk.sign_in("overseer");
    let absent = desk.change(&overseer, "/v1/overseer/queue/99/seen", "n", "\"99-waiting\"", &json!({})).expect(403);
    assert_eq!(absent.body["check"], "READ-1.2", "{}", absent.body);
    let seen = format!("/v1/overseer/queue/{id}/seen");
    let once = desk.change(&overseer, &seen, "a", &format!("\"{id}-waiting\""), &json!({})).expect(200);
    assert_eq!(once.body["seen_by"], "overseer");
    let body = json!({ "id": "second-overseer", "roles": ["overseer"], "unit": "spoc" });
    let enrolled = desk.post(&desk.sign_in("admin"), "/v1/officers", "e", &body).expect(201);
    let second = desk.first_sign_in("second-overseer", enrolled.body["one_time_code"].as_str().unwrap());
    let again = desk.change(&second, &seen, "b", &once.tag(), &json!({})).expect(200);
    assert_eq!(again.body["seen_by"], "overseer", "the first one wins");
    let log: Vec<String> = desk.log().iter().map(|entry| entry.to_string()).collect();
    assert_eq!(log.iter().filter(|line| line.contains("\"queue-seen\"")).count(), 2);
}

#[test]
fn arrangements_are_the_administrators_and_the_standing_approval_an_approvers() {
    let desk = Desk::open();
    let (admin, approver) = (desk.sign_in("admin"), desk.sign_in("approver"));
    let listed = desk.get(&admin, "/v1/arrangements").expect(200);
    let mut body = listed.body[0]["arrangement"].clone();
    body["title"] = "Second revision".into();
    body["standing"] = json!({ "by": "admin", "at": "2026-11-23T00:00:00Z", "until": "2030-01-01" });
    let signed = |id: &str| json!({ "arrangement": body, "totp": desk.totp(id) });
    desk.post(&admin, "/v1/arrangements", "a", &json!({ "arrangement": body, "totp": "000000" })).expect(403);
    let once = signed("admin");
    let registered = desk.post(&admin, "/v1/arrangements", "a", &once).expect(201);
    assert!(registered.body["arrangement"]["standing"].is_null(), "nobody registers a signature");
    assert_eq!(desk.post(&admin, "/v1/arrangements", "a", &once).expect(201).body, registered.body, "once");
    desk.post(&approver, "/v1/arrangements", "a", &signed("approver")).expect(403);
    let standing = "/v1/arrangements/ee-fi/standing";
    let until = |id: &str| json!({ "until": "2027-06-01", "totp": desk.totp(id) });
    desk.change(&admin, standing, "b", &registered.tag(), &until("admin")).expect(403);
    desk.change(&approver, standing, "b", "\"old\"", &until("approver")).expect(412);
    let signed = desk.change(&approver, standing, "c", &registered.tag(), &until("approver")).expect(200);
    assert_eq!(signed.body["arrangement"]["standing"]["by"], "approver");
    let suspend = "/v1/arrangements/ee-fi/suspend";
    let body = json!({ "on": "2026-11-24", "because": "review-overdue" });
    desk.change(&admin, suspend, "d", &registered.tag(), &body).expect(412);
    desk.change(&admin, suspend, "e", &signed.tag(), &body).expect(200);
    let bad = json!({ "on": "2026-11-24", "because": "two words" });
    assert_eq!(desk.change(&admin, suspend, "f", &signed.tag(), &bad).expect(422).body["pointer"], "/because");
    let card = desk.get(&admin, "/v1/card").expect(200);
    assert_eq!(card.body["fingerprint"].as_str().unwrap().len(), 64);
}
