//! What follows sending over HTTP: the acts are there, say by check what stops them, and change nothing that moved on.

use crate::desk::Desk;
use serde_json::{Value, json};

fn received(desk: &Desk, token: &str) -> (String, String) {
    let list = desk.get(token, "/v1/exchanges?purpose=investigation").expect(200);
    let exchange = list.body[0]["id"].as_str().unwrap();
    let detail = desk.get(token, &format!("/v1/exchanges/{exchange}?purpose=investigation")).expect(200);
    let message = &detail.body["received"][0];
    (message["message"].as_str().unwrap().to_owned(), format!("\"{}\"", message["version"]))
}

#[test]
fn each_act_says_by_check_what_stops_it() {
    let desk = Desk::open_asked();
    let token = desk.sign_in("desk");
    let (message, _) = received(&desk, &token);
    let with = |further: Value| {
        let mut body = json!({ "case": "EE-9", "unit": "spoc" });
        body.as_object_mut().unwrap().extend(further.as_object().unwrap().clone());
        body
    };
    let (by, to) = ("2026-12-01T00:00:00Z", json!({ "authority": "lv-spoc", "state": "LVA", "body": "police" }));
    let onward = json!({ "to": { "to": "fi-spoc", "under": "ee-fi" } });
    // Its own request comes from Finland: it is not ours to take back, and informs of nothing that could be passed on.
    let acts = [
        ("recall", json!({ "ground": "incorrect", "answer_by": by }), "AFT-1.2"),
        ("correction", json!({ "subjects": [], "statements": [], "answer_by": by }), "AFT-1.2"),
        ("recall", json!({ "ground": "incorrect", "answer_by": "2020-01-01T00:00:00Z" }), "AFT-1.5"),
        ("onward", onward, "AFT-1.2"),
        ("decision", json!({ "grant": true }), "AFT-1.4"),
        ("decision", json!({ "grant": true, "until": "2027-01-01", "ground": "none" }), "AFT-1.4"),
        ("decision", json!({ "grant": false, "ground": "essential-interests" }), "AFT-1.4"),
        ("acknowledgement", json!({}), "AFT-1.6"),
        ("handing-on", json!({ "holder": "lv-spoc" }), "AFT-1.6"),
    ];
    for (number, (act, body, check)) in acts.into_iter().enumerate() {
        let path = format!("/v1/messages/{message}/{act}");
        let stopped = desk.post(&token, &path, &format!("k{number}"), &with(body)).expect(403);
        assert_eq!(stopped.body["check"], check, "{act}: {}", stopped.body);
    }
    let path = format!("/v1/messages/{message}/permission");
    let asked = desk.post(&token, &path, "ask", &with(json!({ "to": to, "justification": "Riga leads." }))).expect(201);
    assert_eq!(asked.body["state"], "draft");
}

#[test]
fn a_message_is_restricted_by_an_approver_who_saw_it_as_it_is() {
    let desk = Desk::open_asked();
    let (token, approver) = (desk.sign_in("desk"), desk.sign_in("approver"));
    let (message, tag) = received(&desk, &token);
    let (path, body) =
        (format!("/v1/messages/{message}/restriction"), json!({ "duty": "court-order", "case": "EE-9" }));
    desk.post(&approver, &path, "a", &body).expect(428);
    desk.change(&approver, &path, "b", "\"99\"", &body).expect(412);
    desk.change(&token, &path, "c", &tag, &body).expect(403);
    let kept = desk.change(&approver, &path, "d", &tag, &body).expect(200);
    assert_eq!((kept.body["held"].as_bool(), kept.body["duty"].as_str()), (Some(true), Some("court-order")));
    // Who holds it, what is to be done, who is late: nobody asked for anything yet.
    let seen = desk.get(&token, &format!("/v1/messages/{message}/holders?purpose=investigation")).expect(200);
    assert_eq!(seen.body[0]["holder"], "ee-spoc");
    for list in ["duties", "late"] {
        let empty = desk.get(&token, &format!("/v1/{list}?purpose=investigation")).expect(200);
        assert_eq!(empty.body, json!([]));
    }
    desk.get(&desk.sign_in("stranger"), &format!("/v1/messages/{message}/holders?purpose=investigation")).expect(403);
}
