//! What holds for every request and answer.

use crate::desk::Desk;
use serde_json::json;

#[test]
fn answers_are_kept_by_nobody_and_errors_are_problem_documents() {
    let desk = Desk::open();
    for path in ["/openapi.json", "/v1/session", "/nonsense", "/v1/exchanges/x_nonsense"] {
        let answer = desk.get("", path);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
        if answer.status >= 400 {
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
            assert_eq!(answer.body["status"], answer.status, "{path}");
        }
    }
    desk.get("", "/nonsense").expect(404);
    let other = desk.send("PUT", "", "/v1/session", &[("Content-Type", "application/json")], "{}").expect(405);
    assert_eq!(other.header("content-type"), Some("application/problem+json"));
    assert!(other.header("allow").is_some_and(|allow| allow.contains("POST")), "the methods that it takes");
}

#[test]
fn another_host_another_type_and_too_much_are_refused() {
    let desk = Desk::open();
    desk.send("GET", "", "/openapi.json", &[("Host", "evil.example")], "").expect(421);
    desk.send("GET", "", "/openapi.json", &[("Host", "localhost:7440")], "").expect(200);
    let key = ("Idempotency-Key", "k");
    desk.send("POST", "", "/v1/session", &[key, ("Content-Type", "text/plain")], "{}").expect(415);
    desk.send("POST", "", "/v1/session", &[key], "{").expect(400);
    let long = json!({ "officer": "x".repeat(1024 * 1024 + 1) }).to_string();
    desk.send("POST", "", "/v1/session", &[key], &long).expect(413);
    let token = desk.sign_in("desk");
    let bad = json!({ "kind": "information", "to": [{ "to": "Canary Name", "under": "ee-fi" }] });
    let answer = desk.post(&token, "/v1/drafts", "k", &bad).expect(422);
    assert_eq!(answer.body["pointer"], "/to/0/to");
    assert!(!answer.body.to_string().contains("Canary"));
}
