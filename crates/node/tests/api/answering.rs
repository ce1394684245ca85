//! A received request: read, judged, answered.

use crate::desk::Desk;
use serde_json::json;

#[test]
fn a_hit_is_no_match_until_a_person_says_so() {
    let desk = Desk::open_asked();
    let token = desk.sign_in("desk");
    let list = desk.get(&token, "/v1/exchanges?purpose=investigation").expect(200);
    let row = &list.body[0];
    assert_eq!((row["direction"].as_str(), row["state"].as_str()), (Some("in"), Some("routed")));
    assert!(row["due"].is_string(), "a clock runs");
    let exchange = row["id"].as_str().unwrap();
    let detail = desk.get(&token, &format!("/v1/exchanges/{exchange}?purpose=investigation")).expect(200);
    let message = detail.body["received"][0]["message"].as_str().unwrap();
    let ask = json!({ "purpose": "investigation", "case": "EE-9", "restriction_read": true });
    let read = desk.post(&token, &format!("/v1/messages/{message}/read"), "r", &ask).expect(200);
    assert_eq!(read.body["content"]["content"]["content"], "request");

    let answer_path = format!("/v1/exchanges/{exchange}/answer");
    let statement = json!({ "text": "Known.", "nature": "fact", "evaluation": { "source": "A", "information": "1" } });
    let subject = json!({ "subject": "person", "names": ["Canary Testinen"], "category": "person-concerned" });
    let answer = json!({
        "case": "EE-9", "unit": "spoc",
        "answer": { "outcome": "information", "subjects": [subject], "statements": [statement] }
    });
    let early = desk.post(&token, &answer_path, "early", &answer).expect(403);
    assert_eq!(early.body["check"], "IN-5.2");

    let candidates = desk.post(&token, &format!("/v1/messages/{message}/candidates"), "c", &ask).expect(200);
    let first = &candidates.body["content"][0];
    assert_eq!(first["judgement"], "none");
    let (judge, tag) = (format!("/v1/messages/{message}/candidates/0/judge"), first["etag"].as_str().unwrap());
    let same = json!({ "judgement": "same", "purpose": "investigation", "case": "EE-9" });
    desk.post(&token, &judge, "a", &same).expect(428);
    desk.change(&desk.sign_in("stranger"), &judge, "b", tag, &same).expect(403);
    let judged = desk.change(&token, &judge, "d", tag, &same).expect(200);
    assert_eq!(judged.body["judged_by"], "desk");
    desk.change(&token, &judge, "e", tag, &same).expect(412);
    let twice = desk.change(&token, &judge, "f", &judged.tag(), &same).expect(403);
    assert_eq!(twice.body["check"], "IN-5.1");

    let draft = desk.post(&token, &answer_path, "late", &answer).expect(201);
    assert_eq!(draft.body["state"], "draft");
    let record = model::RecordId([9; 16]);
    let shown = desk.post(&token, &format!("/v1/records/{record}/read"), "rec", &ask).expect(200);
    assert_eq!(shown.body["what"], "record");
    desk.post(&desk.sign_in("stranger"), &format!("/v1/records/{record}/read"), "rec", &ask).expect(403);
}
