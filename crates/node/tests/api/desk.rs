//! A node served on loopback inside the test, with a clock that the test moves, and a client of a few lines.

use argon2::PasswordHasher as _;
use exchange::Ways;
use model::{Authority, AuthorityId, Body, Clock, Digest, Instant, Officer, OfficerId, Role, State, UnitId};
use node::administration::officers::{Credentials, enrol, enrol_first};
use node::api::{Node, Served, router};
use node::federation::{Federation, Founding, Member};
use node::rules::Rules;
use node::system::SystemChance;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use store::Store;
use totp_rs::Builder;

/// The story begins here.
const BEGIN: i64 = 1_795_395_120;

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl HandClock {
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A served node and everybody who works there.
pub struct Desk {
    pub clock: HandClock,
    pub node: Node,
    address: SocketAddr,
    secrets: Mutex<BTreeMap<String, Vec<u8>>>,
    _runtime: tokio::runtime::Runtime,
    folder: tempfile::TempDir,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let wanted = format!("{name}:");
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&wanted))?;
        Some(line[wanted.len()..].trim())
    }

    pub fn tag(&self) -> String {
        self.header("etag").unwrap_or_else(|| panic!("no ETag: {} {}", self.head, self.body)).to_owned()
    }

    /// Panics with the problem if it is not this status.
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

fn authority(id: &str, state: &str) -> Authority {
    Authority {
        id: AuthorityId::parse(id).unwrap(),
        name: format!("Test desk {id}"),
        state: State::parse(state).unwrap(),
        body: Body::Police,
        zone: "Europe/Helsinki".into(),
    }
}

fn ways() -> Ways {
    Ways { contact: UnitId::parse("spoc").unwrap(), least_probability: 0.5, most_candidates: 10 }
}

fn found(folder: &Path, id: &str, state: &str, at: Instant) -> (Member, Digest) {
    let rules = Rules::built_in().unwrap();
    let (directory, authority) = (folder.join(id), authority(id, state));
    let founding = Founding { directory: &directory, authority: &authority, ways: ways(), rules: &rules };
    Member::found(&founding, at, &mut SystemChance).unwrap()
}

impl Desk {
    /// Estonia's desk, served, with Finland's card known; staffed by `admin`, `desk`, `approver`, `overseer`, `stranger`.
    pub fn open() -> Desk {
        Desk::open_after(|_, _| ())
    }

    /// The same, and Finland has asked about a person whom Estonia holds.
    pub fn open_asked() -> Desk {
        Desk::open_after(asked)
    }

    fn open_after(before: impl FnOnce(&mut Federation, Instant)) -> Desk {
        let clock = HandClock(Arc::new(AtomicI64::new(BEGIN)));
        let (folder, at) = (tempfile::tempdir().unwrap(), clock.now());
        let (ours, our_root) = found(folder.path(), "ee-spoc", "EST", at);
        let (theirs, their_root) = found(folder.path(), "fi-spoc", "FIN", at);
        let names = [
            ("admin", Role::Administrator, "spoc"),
            ("desk", Role::DeskOfficer, "spoc"),
            ("approver", Role::Approver, "spoc"),
            ("overseer", Role::Overseer, "spoc"),
            ("stranger", Role::DeskOfficer, "other"),
        ];
        let staff = |station: &exchange::Station, tx: &mut store::Tx<'_>| {
            let admin = officer("admin", Role::Administrator, "spoc");
            enrol_first(tx, &admin, credentials("admin"))?;
            for (name, role, unit) in &names[1..] {
                enrol(station, tx, &admin, &officer(name, *role, unit), credentials(name))?;
            }
            Ok(())
        };
        ours.step("staff", at, &mut SystemChance, staff).unwrap();
        before(&mut introduce(ours, our_root, theirs, their_root, at), at);
        let rules = Rules::built_in().unwrap();
        let directory = folder.path().join("ee-spoc");
        let key = std::fs::read_to_string(folder.path().join("ee-spoc.key")).unwrap();
        let key: [u8; 32] = data_encoding::HEXLOWER.decode(key.trim().as_bytes()).unwrap().try_into().unwrap();
        let store = Store::open(&directory, seal::rest::NodeKey::from_bytes(&key).unwrap()).unwrap();
        let (lawbook, policies) = (rules.lawbook, rules.policies);
        let station = exchange::Station::open(&store, lawbook, policies, ways(), at, &mut SystemChance).unwrap();
        let node = Served::new(store, station, Box::new(clock.clone()));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let served = node.clone();
        runtime.spawn(async move { axum::serve(listener, router(served)).await });
        let secrets = names.iter().map(|(name, ..)| ((*name).to_owned(), secret(name))).collect();
        Desk { clock, node, address, secrets: Mutex::new(secrets), _runtime: runtime, folder }
    }

    /// Enrolment by one-time code; the session's token.
    pub fn first_sign_in(&self, id: &str, code: &str) -> String {
        let opened = self.post("", "/v1/enrolment", "k", &json!({ "officer": id, "code": code })).expect(200);
        let secret = opened.body["secret"].as_str().unwrap();
        let secret = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
        self.secrets.lock().unwrap().insert(id.to_owned(), secret);
        let body = json!({ "officer": id, "code": code, "password": password(id), "totp": self.totp(id) });
        let done = self.post("", "/v1/enrolment/finish", "k", &body).expect(201);
        done.body["token"].as_str().unwrap().to_owned()
    }

    /// The code that an officer's authenticator shows now. The clock moves on one step first, so that it is a new one.
    pub fn totp(&self, id: &str) -> String {
        self.clock.forward(30);
        self.same_totp(id)
    }

    /// The same without moving the clock.
    pub fn same_totp(&self, id: &str) -> String {
        let secret = self.secrets.lock().unwrap()[id].clone();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        totp.generate(self.clock.now().as_second() as u64).to_string()
    }

    /// Signs in; the token.
    pub fn sign_in(&self, id: &str) -> String {
        let body = json!({ "officer": id, "password": password(id), "totp": self.totp(id) });
        self.post("", "/v1/session", "k", &body).expect(201).body["token"].as_str().unwrap().to_owned()
    }

    pub fn get(&self, token: &str, path: &str) -> Answer {
        self.send("GET", token, path, &[], "")
    }

    pub fn post(&self, token: &str, path: &str, key: &str, body: &Value) -> Answer {
        self.send("POST", token, path, &[("Idempotency-Key", key)], &body.to_string())
    }

    pub fn change(&self, token: &str, path: &str, key: &str, tag: &str, body: &Value) -> Answer {
        self.send("POST", token, path, &[("Idempotency-Key", key), ("If-Match", tag)], &body.to_string())
    }

    /// One request on one connection.
    pub fn send(&self, method: &str, token: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {}\r\n", self.address));
        }
        if !token.is_empty() {
            request.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        if !headers.iter().any(|(name, _)| *name == "Content-Type") {
            request.push_str("Content-Type: application/json\r\n");
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = if body.is_empty() { Value::Null } else { serde_json::from_str(body).unwrap() };
        Answer { status, head: head.to_owned(), body }
    }

    /// The names of the events in the log, with the entries.
    pub fn log(&self) -> Vec<Value> {
        let rows = self.node.store().read("test", self.clock.now(), |tx| tx.audit().rows(0, 10_000)).unwrap();
        let line = |row: &audit::Row| match row {
            audit::Row::Kept(kept) => serde_json::from_str(&kept.line).unwrap(),
            audit::Row::Erased { .. } => Value::Null,
        };
        rows.iter().map(line).collect()
    }

    /// Every byte that lies in the node's directory.
    pub fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path().join("ee-spoc")).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap_or_default()).collect()
    }
}

pub fn password(id: &str) -> String {
    format!("a long password of {id}")
}

/// A password hashed with the least parameters there are, so that tests are quick: a stored hash names its own.
fn credentials(id: &str) -> Credentials {
    let params = argon2::Params::new(8, 1, 1, None).unwrap();
    let hash = argon2::Argon2::from(params).hash_password_with_salt(password(id).as_bytes(), &[7; 16]).unwrap();
    Credentials { password: hash.to_string(), totp: secret(id).into() }
}

fn secret(id: &str) -> Vec<u8> {
    seal::digest::sha256(&[id.as_bytes()]).0[..20].to_vec()
}

fn officer(id: &str, role: Role, unit: &str) -> Officer {
    Officer {
        id: OfficerId::parse(id).unwrap(),
        roles: BTreeSet::from([role]),
        unit: UnitId::parse(unit).unwrap(),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

/// The arrangement that both sides register, with the partner's root pinned.
pub fn arrangement(partner_root: &Digest) -> Value {
    json!({
        "id": "ee-fi", "title": "Test arrangement", "kind": "implementing", "invented": true,
        "between": ["ee-spoc", "fi-spoc"], "kinds": ["information"], "offences": [],
        "purposes": ["prevention", "investigation"], "categories": ["none", "personal"],
        "handling": { "codes": ["H0"] }, "safeguards": false, "from": "2025-01-01", "review": "2027-12-01",
        "partner_root": partner_root.to_string()
    })
}

/// Registers the arrangement on both sides and carries the cards across.
fn introduce(ours: Member, our_root: Digest, theirs: Member, their_root: Digest, at: Instant) -> Federation {
    let mut federation = Federation::new();
    let mut roots = vec![(ours, their_root), (theirs, our_root)];
    for (member, partner_root) in roots.drain(..) {
        let found: model::Arrangement = serde_json::from_value(arrangement(&partner_root)).unwrap();
        let partner = found.partner(&member.station().us().id).unwrap().clone();
        member.step("arrange", at, &mut SystemChance, |_, tx| tx.arrangements().add(&found, &partner)).unwrap();
        federation.join(member);
    }
    let under = model::ArrangementId::parse("ee-fi").unwrap();
    for id in ["ee-spoc", "fi-spoc"] {
        let id = AuthorityId::parse(id).unwrap();
        let member = federation.member(&id).unwrap();
        let card = member.step("introduce", at, &mut SystemChance, |s, tx| exchange::introduce(s, tx, &under)).unwrap();
        federation.hand(&id, card);
    }
    federation.settle(at, &mut SystemChance).unwrap();
    federation
}

fn person() -> Value {
    json!({ "subject": "person", "names": ["Canary Testinen"], "category": "person-concerned", "birth": "1980-02-03" })
}

/// Estonia takes a record in; Finland asks about the same person.
fn asked(federation: &mut Federation, at: Instant) {
    let mut chance = SystemChance;
    let retention = json!({ "review": "2027-11-23", "until": "2029-11-23" });
    let record: model::Record = serde_json::from_value(json!({
        "id": model::RecordId([9; 16]).to_string(), "compartment": "spoc",
        "origin": { "origin": "own", "source": "test" }, "subject": person(), "handling": { "codes": ["H0"] },
        "retention": retention
    }))
    .unwrap();
    let ours = federation.member(&AuthorityId::parse("ee-spoc").unwrap()).unwrap();
    ours.step("hold", at, &mut chance, |s, tx| exchange::take_in(s, tx, &record, "test", None)).unwrap();
    let form: exchange::DraftForm = serde_json::from_value(json!({
        "kind": "information", "to": [{ "to": "ee-spoc", "under": "ee-fi" }], "offence": "terrorist-financing",
        "purpose": "investigation", "urgency": "ordinary", "case": "FI-7", "unit": "spoc",
        "content": { "content": "request", "subjects": [person()], "question": "?", "justification": "!" }
    }))
    .unwrap();
    let marking: exchange::outbound::MarkingForm =
        serde_json::from_value(json!({ "handling": { "codes": ["H1"] }, "retention": retention })).unwrap();
    let (desk, approver) = (officer("desk", Role::DeskOfficer, "spoc"), officer("second", Role::Approver, "spoc"));
    let theirs = federation.member(&AuthorityId::parse("fi-spoc").unwrap()).unwrap();
    let ask = |station: &exchange::Station, tx: &mut store::Tx<'_>| {
        let draft = exchange::Draft::write(station, tx, &desk, form)?;
        let marked = draft.ground(station, tx, &desk)?.mark(station, tx, &desk, marking)?;
        let approver = exchange::outbound::Approver { officer: &approver, proved_at: at };
        marked.release(station, tx, &approver)?.seal(station, tx)?.send(station, tx).map(drop)
    };
    theirs.step("ask", at, &mut chance, ask).unwrap();
    federation.settle(at, &mut chance).unwrap();
}
