//! Sign-in, lock-out, TOTP, sessions.

use crate::desk::{Desk, password};
use serde_json::json;

fn attempt(desk: &Desk, id: &str, secret: &str, totp: &str) -> (u16, serde_json::Value) {
    let body = json!({ "officer": id, "password": secret, "totp": totp });
    let answer = desk.post("", "/v1/session", "k", &body);
    (answer.status, answer.body)
}

#[test]
fn signing_in_and_out() {
    let desk = Desk::open();
    assert_eq!(desk.get("", "/v1/session").status, 401);
    let body = json!({ "officer": "desk", "password": password("desk"), "totp": desk.totp("desk") });
    let answer = desk.post("", "/v1/session", "k", &body).expect(201);
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let token = answer.body["token"].as_str().unwrap().to_owned();
    assert_eq!(desk.get(&token, "/v1/session").expect(200).body["id"], "desk");
    let pair = cookie.split(';').next().unwrap();
    assert_eq!(desk.send("GET", "", "/v1/session", &[("Cookie", pair)], "").expect(200).body["id"], "desk");
    let raw = data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
    let bytes = desk.bytes();
    for secret in [token.as_bytes(), &raw, password("desk").as_bytes()] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret), "a secret is stored in clear");
    }
    desk.send("DELETE", &token, "/v1/session", &[], "").expect(204);
    assert_eq!(desk.get(&token, "/v1/session").status, 401);
    let events: Vec<_> = desk.log().iter().map(|entry| entry.to_string()).collect();
    for event in ["officer-enrolled", "sign-in", "sign-out"] {
        assert!(events.iter().any(|line| line.contains(&format!("\"{event}\""))), "{event}");
    }
}

#[test]
fn nod_3_1_a_totp_code_is_good_once() {
    let desk = Desk::open();
    let code = desk.totp("desk");
    assert_eq!(attempt(&desk, "desk", &password("desk"), &code).0, 201);
    assert_eq!(attempt(&desk, "desk", &password("desk"), &code).0, 401);
    desk.clock.forward(30);
    assert_eq!(attempt(&desk, "desk", &password("desk"), &code).0, 401, "within its drift, but used");
    assert_eq!(attempt(&desk, "desk", &password("desk"), &desk.same_totp("desk")).0, 201);
}

#[test]
fn unknown_officer_wrong_password_wrong_code_and_lock_give_one_answer() {
    let desk = Desk::open();
    let (status, unknown) = attempt(&desk, "nobody", &password("desk"), "000000");
    assert_eq!(status, 401);
    assert_eq!(attempt(&desk, "desk", "not the password", &desk.totp("desk")), (401, unknown.clone()));
    assert_eq!(attempt(&desk, "desk", &password("desk"), "000000"), (401, unknown.clone()));
    assert_eq!(attempt(&desk, "No Such Form", "x", ""), (401, unknown));
}

#[test]
fn nod_3_2_five_failures_lock_for_fifteen_minutes_and_more_for_longer() {
    let desk = Desk::open();
    for _ in 0..5 {
        assert_eq!(attempt(&desk, "desk", "not the password", "000000").0, 401);
    }
    assert_eq!(attempt(&desk, "desk", &password("desk"), &desk.totp("desk")).0, 401, "locked");
    desk.clock.forward(15 * 60);
    assert_eq!(attempt(&desk, "desk", "not the password", "000000").0, 401, "the sixth");
    desk.clock.forward(16 * 60);
    assert_eq!(attempt(&desk, "desk", &password("desk"), &desk.totp("desk")).0, 401, "locked for thirty minutes now");
    desk.clock.forward(15 * 60);
    assert_eq!(attempt(&desk, "desk", &password("desk"), &desk.totp("desk")).0, 201);
    let locked = desk.log().iter().filter(|entry| entry.to_string().contains("\"locked-out\"")).count();
    assert_eq!(locked, 2);
}

#[test]
fn nod_3_3_a_session_ends_by_idleness_and_by_its_length() {
    let desk = Desk::open();
    let token = desk.sign_in("desk");
    desk.clock.forward(29 * 60);
    desk.get(&token, "/v1/session").expect(200);
    desk.clock.forward(29 * 60);
    desk.get(&token, "/v1/session").expect(200);
    desk.clock.forward(30 * 60);
    desk.get(&token, "/v1/session").expect(401);
    let token = desk.sign_in("desk");
    for _ in 0..35 {
        desk.clock.forward(20 * 60);
        desk.get(&token, "/v1/session").expect(200);
    }
    desk.clock.forward(20 * 60);
    desk.get(&token, "/v1/session").expect(401);
}

#[test]
fn nod_3_4_a_one_time_code_opens_enrolment_once_and_nothing_else() {
    let desk = Desk::open();
    let admin = desk.sign_in("admin");
    let body = json!({ "id": "new", "roles": ["desk-officer"], "unit": "spoc" });
    let enrolled = desk.post(&admin, "/v1/officers", "enrol-new", &body).expect(201);
    let code = enrolled.body["one_time_code"].as_str().unwrap().to_owned();
    let again = desk.post(&admin, "/v1/officers", "enrol-new", &body).expect(201);
    assert_eq!(again.body, enrolled.body, "the same answer under the same key");
    assert_eq!(attempt(&desk, "new", &code, "000000").0, 401, "a code is no password");
    let short = json!({ "officer": "new", "code": code, "password": "eleven char", "totp": "000000" });
    let short = desk.post("", "/v1/enrolment/finish", "k", &short).expect(422);
    assert_eq!(short.body["pointer"], "/password");
    desk.first_sign_in("new", &code);
    assert!(desk.log().iter().any(|entry| entry.to_string().contains("\"credential-reset\"")));
    let spent = json!({ "officer": "new", "code": code });
    desk.post("", "/v1/enrolment", "k", &spent).expect(401);
    let body = json!({ "id": "late", "roles": ["desk-officer"], "unit": "spoc" });
    let late = desk.post(&admin, "/v1/officers", "enrol-late", &body).expect(201);
    desk.clock.forward(8 * 24 * 3600);
    let code = late.body["one_time_code"].clone();
    desk.post("", "/v1/enrolment", "k", &json!({ "officer": "late", "code": code })).expect(401);
}

#[test]
fn nod_3_5_nod_4_1_accounts_are_enrolled_by_an_administrator_under_a_free_id() {
    let desk = Desk::open();
    let body = json!({ "id": "desk", "roles": ["desk-officer"], "unit": "spoc" });
    let taken = desk.post(&desk.sign_in("admin"), "/v1/officers", "a", &body).expect(403);
    assert_eq!(taken.body["check"], "NOD-4.1");
    let refused = desk.post(&desk.sign_in("desk"), "/v1/officers", "a", &body).expect(403);
    assert_ne!(refused.body["check"], "NOD-4.1", "the policies speak first");
    let idle = json!({ "id": "idle", "roles": [], "unit": "spoc" });
    let idle = desk.post(&desk.sign_in("admin"), "/v1/officers", "b", &idle).expect(422);
    assert_eq!(idle.body["pointer"], "/roles");
}
