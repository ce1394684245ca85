//! The officers of one node: enrolled with their codes, signed in, at work through the API.

use crate::api::Api;
use crate::fate::{Dice, Options};
use crate::site::Site;
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use totp_rs::Builder;

/// How many officers may release: each code of an authenticator is good once, and lives for 30 seconds.
const APPROVERS: usize = 4;

/// A code that a step did not take.
const SPENT: &str = "urn:comity:problem:code-not-right";

/// Everybody who works at a node.
pub struct Desk<'a> {
    pub api: Api<'a>,
    administrator: String,
    /// The administrator's own codes: he signs what he registers.
    signing: Mutex<Account>,
    officer: String,
    approvers: Mutex<Vec<Account>>,
}

struct Account {
    token: String,
    secret: Vec<u8>,
    /// The step of the last code that was shown.
    shown: u64,
}

/// The step of 30 seconds that it is now (RFC 6238).
#[expect(clippy::disallowed_methods, reason = "the nodes are processes and go by the clock of the machine")]
fn step() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |since| since.as_secs() / 30)
}

impl Account {
    /// A code that was not shown before, if there is one now: one step of drift is taken on either side.
    fn code(&mut self) -> Result<Option<String>, String> {
        let now = step();
        let next = (self.shown + 1).max(now - 1);
        if next > now + 1 {
            return Ok(None);
        }
        self.shown = next;
        let totp = Builder::new().with_secret(self.secret.clone()).build().map_err(|e| format!("{e:?}"))?;
        Ok(Some(totp.generate(next * 30).to_string()))
    }
}

fn enrol(api: &Api<'_>, id: &str, code: &str) -> Result<Account, String> {
    let opened = api.post("", "/v1/enrolment", &json!({ "officer": id, "code": code }))?.expect(200)?;
    let secret = data_encoding::BASE32_NOPAD.decode(opened.text("/secret")?.as_bytes()).map_err(|e| e.to_string())?;
    let mut account = Account { token: String::new(), secret, shown: 0 };
    let totp = account.code()?.unwrap_or_default();
    let password = format!("a long password of {id}");
    let finish = json!({ "officer": id, "code": code, "password": password, "totp": totp });
    account.token = api.post("", "/v1/enrolment/finish", &finish)?.expect(201)?.text("/token")?;
    Ok(account)
}

impl<'a> Desk<'a> {
    /// Enrols everybody at a node that is at work.
    pub fn open(site: &Site, options: &'a Options, dice: &'a Dice) -> Result<Desk<'a>, String> {
        let api = Api { address: site.listen, options, dice };
        while !api.is_there() {
            options.in_time("a node is starting")?;
            std::thread::sleep(Duration::from_millis(50));
        }
        let code = site.founded["one_time_code"].as_str().unwrap_or_default();
        let signing = enrol(&api, "admin", code)?;
        let administrator = signing.token.clone();
        let another = |id: &str, role: &str| {
            let body = json!({ "id": id, "roles": [role], "unit": "spoc" });
            let code = api.post(&administrator, "/v1/officers", &body)?.expect(201)?.text("/one_time_code")?;
            enrol(&api, id, &code)
        };
        another("overseer", "overseer")?;
        let officer = another("desk", "desk-officer")?.token;
        let approvers = (0..APPROVERS).map(|n| another(&format!("approver-{n}"), "approver"));
        let approvers = Mutex::new(approvers.collect::<Result<_, _>>()?);
        Ok(Desk { api, administrator, signing: Mutex::new(signing), officer, approvers })
    }

    /// Makes another node a partner: its card, the words that were read out, the address; then the arrangement.
    pub fn partner(&self, us: &str, them: &str, card: &Value, address: &str) -> Result<(), String> {
        let added = json!({
            "card": card["card"], "fingerprint_words": card["fingerprint_words"], "address": address
        });
        self.api.post(&self.administrator, "/v1/partners", &added)?.expect(201)?;
        let mut between = [us, them];
        between.sort_unstable();
        let arrangement = json!({
            "id": "peers", "title": "Between two desks", "kind": "implementing", "invented": true,
            "between": between, "kinds": ["information"], "offences": [], "purposes": ["prevention", "investigation"],
            "categories": ["none", "personal"], "handling": { "codes": ["H0"] }, "safeguards": false,
            "from": "2025-01-01", "review": "2099-12-01", "partner_root": card["fingerprint"]
        });
        loop {
            let signed = json!({ "arrangement": arrangement, "totp": self.signature()? });
            let registered = self.api.post(&self.administrator, "/v1/arrangements", &signed)?;
            // A node that died between the code and the registration has spent the code.
            if registered.body["type"] != SPENT {
                return registered.expect(201).map(drop);
            }
        }
    }

    /// The administrator's next code, as soon as there is one that was not shown before.
    fn signature(&self) -> Result<String, String> {
        let mut account = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(code) = account.code()? {
                return Ok(code);
            }
            self.api.options.in_time("an administrator waits for a code")?;
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    /// The card of this node, as it is given to a partner.
    pub fn card(&self) -> Result<Value, String> {
        Ok(self.api.get(&self.administrator, "/v1/card")?.expect(200)?.body)
    }

    /// Asks `them` about a person; the exchange.
    pub fn ask(&self, them: &str, case: &str) -> Result<String, String> {
        let draft = json!({
            "kind": "information", "to": [{ "to": them, "under": "peers" }], "offence": "terrorist-financing",
            "purpose": "investigation", "urgency": "ordinary", "case": case, "unit": "spoc",
            "content": {
                "content": "request",
                "subjects": [{ "subject": "person", "names": ["Testi Testinen"], "category": "person-concerned" }],
                "question": "Is the person known?", "justification": "A transfer names the person."
            }
        });
        let drafted = self.api.post(&self.officer, "/v1/drafts", &draft)?.expect(201)?;
        self.let_out(&drafted.text("/id")?, &drafted.tag)
    }

    /// Answers the request of an exchange, as far as nothing is known.
    pub fn answer(&self, exchange: &str, case: &str) -> Result<(), String> {
        let refused = json!({
            "outcome": "refused", "ground": "information-not-available", "cite": "EU-INFO-2023 art. 6(1)(a)"
        });
        let answer = json!({ "case": case, "unit": "spoc", "answer": refused });
        let drafted =
            self.api.post(&self.officer, &format!("/v1/exchanges/{exchange}/answer"), &answer)?.expect(201)?;
        self.let_out(&drafted.text("/id")?, &drafted.tag).map(drop)
    }

    /// Grounds, marks and releases a draft; its exchange.
    fn let_out(&self, draft: &str, tag: &str) -> Result<String, String> {
        let path = format!("/v1/drafts/{draft}");
        let grounded = self.api.change(&self.officer, &format!("{path}/ground"), tag, &json!({}))?.expect(200)?;
        let year = 1970 + step() * 30 / 31_556_952;
        let retention = json!({ "review": format!("{}-02-01", year + 1), "until": format!("{}-02-01", year + 3) });
        let marking = json!({ "handling": { "codes": ["H1"] }, "retention": retention });
        let marked = self.api.change(&self.officer, &format!("{path}/mark"), &grounded.tag, &marking)?.expect(200)?;
        loop {
            let (token, code) = self.code()?;
            let body = json!({ "totp": code });
            let released = self.api.change(&token, &format!("{path}/release"), &marked.tag, &body)?;
            // A node that died between the code and the release has spent the code.
            if released.body["type"] != SPENT {
                return released.expect(200)?.text("/exchange");
            }
        }
    }

    /// The token of an approver and a code that he has not shown yet; waits for one.
    fn code(&self) -> Result<(String, String), String> {
        loop {
            {
                let mut approvers = self.approvers.lock().unwrap_or_else(PoisonError::into_inner);
                for account in approvers.iter_mut() {
                    if let Some(code) = account.code()? {
                        return Ok((account.token.clone(), code));
                    }
                }
            }
            self.api.options.in_time("nobody has a new code")?;
            std::thread::sleep(Duration::from_millis(250));
        }
    }

    /// The exchanges of the unit.
    pub fn exchanges(&self) -> Result<Vec<Value>, String> {
        let list = self.api.get(&self.officer, "/v1/exchanges?purpose=investigation")?.expect(200)?;
        list.body.as_array().cloned().ok_or_else(|| "no list of exchanges".to_owned())
    }

    /// The deliveries of an exchange: state, and receipt.
    pub fn deliveries(&self, exchange: &str) -> Result<Vec<(String, bool)>, String> {
        let path = format!("/v1/exchanges/{exchange}?purpose=investigation");
        let course = self.api.get(&self.officer, &path)?.expect(200)?;
        let items = course.body["items"].as_array().cloned().unwrap_or_default();
        let deliveries = items.iter().flat_map(|item| item["deliveries"].as_array().cloned().unwrap_or_default());
        Ok(deliveries
            .map(|one| (one["state"].as_str().unwrap_or_default().to_owned(), one["receipt"].is_string()))
            .collect())
    }
}
