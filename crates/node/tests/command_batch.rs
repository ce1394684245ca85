//! A population through the command: signed through the pipeline, screened by `comity batch` by an officer with both factors, and
//! the node's files hold nothing of those who have no hit.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use argon2::PasswordHasher as _;
use exchange::reading::{Asked, Disclosed, ReadItem, read};
use model::record::{Origin, Record};
use model::subject::{Person, Subject};
use model::{
    Authorisation, Clock as _, Handling, HandlingCode, Officer, OfficerId, Purpose, RecordId, Retention, Role, UnitId,
};
use node::administration::officers::{Credentials, enrol};
use node::rules::Rules;
use node::system::{SystemChance, SystemClock};
use seal::digest::sha256;
use seal::rest::NodeKey;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use store::Store;
use tempfile::TempDir;
use totp_rs::Builder;

/// Traits of persons stand in the table, and change nothing.
const PLAIN: &str =
    "query_id\tname\tdob\np-1\tAamunkoitto Populaatinen\t1980-02-03\np-canary-2\tZebulon Missington\t\n";
const TRAITS: &str = "query_id\tname\tdob\tethnicity\treligion\n\
                      p-1\tAamunkoitto Populaatinen\t1980-02-03\tx\ty\np-canary-2\tZebulon Missington\t\tx\ty\n";

struct House {
    folder: TempDir,
    dir: PathBuf,
}

fn day(days: i64) -> String {
    let today = jiff::tz::Offset::UTC.to_datetime(SystemClock.now()).date();
    today.checked_add(jiff::Span::new().days(days)).unwrap().to_string()
}

fn officer(id: &str, role: Role) -> Officer {
    Officer {
        id: OfficerId::parse(id).unwrap(),
        roles: BTreeSet::from([role]),
        unit: UnitId::parse("spoc").unwrap(),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

fn secret(id: &str) -> Vec<u8> {
    sha256(&[id.as_bytes()]).0[..20].to_vec()
}

fn credentials(id: &str) -> Credentials {
    let params = argon2::Params::new(8, 1, 1, None).unwrap();
    let hash = argon2::Argon2::from(params).hash_password_with_salt(password(id).as_bytes(), &[7; 16]).unwrap();
    Credentials { password: hash.to_string(), totp: secret(id).into() }
}

fn password(id: &str) -> String {
    format!("a long password of {id}")
}

fn comity() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.env_remove("COMITY_KEY_FILE").env_remove("CREDENTIALS_DIRECTORY");
    command
}

impl House {
    /// A node founded by the command, staffed, that knows one person.
    fn found() -> House {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("fi-spoc");
        let words = ["--authority", "fi-spoc", "--state", "FIN", "--name", "Test desk", "--zone", "Europe/Helsinki"];
        let done = comity().args(["init", "--dir"]).arg(&dir).args(words).output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        let house = House { folder, dir };
        let record = Record {
            id: RecordId([9; 16]),
            compartment: UnitId::parse("spoc").unwrap(),
            origin: Origin::Own { source: "test".to_owned() },
            subject: Subject::Person(Person::named("Aamunkoitto Populaatinen")),
            handling: Handling::of([HandlingCode::H0]),
            retention: Retention { review: day(300).parse().unwrap(), until: day(900).parse().unwrap() },
            marker: None,
        };
        house.visit(|station, tx| {
            let admin = officer("chief", Role::Administrator);
            for (id, role) in [("desk", Role::DeskOfficer), ("approver", Role::Approver), ("overseer", Role::Overseer)]
            {
                enrol(station, tx, &admin, &officer(id, role), credentials(id))?;
            }
            exchange::take_in(station, tx, &record, "test", None)
        });
        house
    }

    fn open(&self) -> (Store, exchange::Station) {
        let key = std::fs::read_to_string(self.folder.path().join("fi-spoc.key")).unwrap();
        let key: [u8; 32] = data_encoding::HEXLOWER.decode(key.trim().as_bytes()).unwrap().try_into().unwrap();
        let store = Store::open(&self.dir, NodeKey::from_bytes(&key).unwrap()).unwrap();
        let Rules { lawbook, policies } = Rules::built_in().unwrap();
        let ways = node::configuration::Configuration::read(&self.dir).unwrap().ways();
        let at = SystemClock.now();
        let station = exchange::Station::open(&store, lawbook, policies, ways, at, &mut SystemChance).unwrap();
        (store, station)
    }

    fn visit<T>(&self, step: impl FnOnce(&exchange::Station, &mut store::Tx<'_>) -> Result<T, model::Stop>) -> T {
        let (store, station) = self.open();
        store.tx("test", SystemClock.now(), &mut SystemChance, |tx| step(&station, tx)).unwrap()
    }

    /// A table, and the authorisation of it.
    fn table(&self, id: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(format!("{id}.tsv"));
        std::fs::write(&path, text).unwrap();
        let stated: Authorisation = serde_json::from_value(json!({
            "id": id, "basis": "Border Act 29", "ordered_by": "District court of Testby", "order": "R-26/17",
            "ordered_on": day(0), "assessment": "DPIA-3", "purpose": "prevention", "case": "FI-2026/17",
            "population": { "title": "manifest of a ferry", "document": sha256(&[text.as_bytes()]), "rows": 2 },
            "compartments": ["spoc"], "until": day(10), "kept_until": day(40)
        }))
        .unwrap();
        let approver = officer("approver", Role::Approver);
        self.visit(|station, tx| exchange::population::authorise(station, tx, &approver, &stated));
        path
    }

    fn batch(&self, id: &str, table: &Path, purpose: &str, password: &str) -> (i32, Value, Output) {
        let mut command = comity();
        command.args(["batch", "--authorisation", id, "--officer", "desk", "--case", "FI-2026/17", "--json"]);
        command.args(["--purpose", purpose, "--dir"]).arg(&self.dir).arg("--queries").arg(table);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let totp = Builder::new().with_secret(secret("desk")).build().unwrap();
        let code = totp.generate(SystemClock.now().as_second() as u64).to_string();
        child.stdin.take().unwrap().write_all(format!("{password}\n{code}\n").as_bytes()).unwrap();
        let out = child.wait_with_output().unwrap();
        let document = serde_json::from_slice(&out.stdout).unwrap_or(Value::Null);
        (out.status.code().unwrap(), document, out)
    }

    /// A code is spent once: the next one comes with the next half minute, so the account's memory of it is wiped.
    fn forget_code(&self) {
        self.visit(|_, tx| {
            let id = OfficerId::parse("desk").unwrap();
            let row = tx.officers().get(&id)?.unwrap();
            tx.officers().note_attempt(&store::OfficerRow { totp_used: 0, ..row })
        });
    }
}

fn bytes_under(folder: &Path) -> Vec<u8> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { bytes_under(&path) } else { std::fs::read(path).unwrap() }).collect()
}

#[test]
fn pop_2_5_pop_2_7_a_batch_keeps_its_hit_and_nothing_of_a_miss_whatever_traits_the_table_names() {
    let house = House::found();
    let (plain, traits) = (house.table("plain", PLAIN), house.table("traits", TRAITS));
    let (code, refused, _) = house.batch("plain", &plain, "prevention", "not the password at all");
    assert_eq!((code, refused["trouble"].as_str()), (2, Some("input")), "{refused}");
    let (code, refused, _) = house.batch("plain", &plain, "investigation", &password("desk"));
    assert_eq!((code, refused["check"].as_str()), (1, Some("POP-2.2")), "{refused}");
    house.forget_code();
    let (code, refused, _) = house.batch("plain", &traits, "prevention", &password("desk"));
    assert_eq!((code, refused["check"].as_str()), (1, Some("POP-2.3")), "{refused}");
    let mut shown = Vec::new();
    for (id, table) in [("plain", &plain), ("traits", &traits)] {
        house.forget_code();
        let (code, done, out) = house.batch(id, table, "prevention", &password("desk"));
        assert_eq!(code, 0, "{done} {}", String::from_utf8_lossy(&out.stderr));
        assert_eq!((done["rows"].as_u64(), done["candidates"].as_u64()), (Some(2), Some(1)), "{done}");
        let said = [out.stdout, out.stderr].concat();
        assert!(!String::from_utf8(said).unwrap().contains("Populaatinen"), "nobody is named on a terminal");
        let (store, station) = house.open();
        let desk = officer("desk", Role::DeskOfficer);
        let case = model::CaseReference::parse("FI-2026/17").unwrap();
        let asked = Asked::new(&desk, ReadItem::Hits(id.parse().unwrap()), Purpose::Prevention, case);
        let read = read(&station, &store, SystemClock.now(), &mut SystemChance, asked).unwrap();
        let Disclosed::Hits(hits) = read else { unreachable!("hits were asked for") };
        assert_eq!(hits.len(), 1);
        shown.push(serde_json::to_value(&hits[0].1).unwrap());
    }
    assert_eq!(shown[0], shown[1], "traits in a table are not compared");
    let bytes = bytes_under(&house.dir);
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()));
    assert!(holds("population-screened"), "the search finds what is there");
    for gone in ["Missington", "Zebulon", "p-canary-2", "Populaatinen"] {
        assert!(!holds(gone), "{gone}");
    }
    let verify = comity().args(["audit", "verify", "--dir"]).arg(&house.dir).output().unwrap();
    assert_eq!(verify.status.code(), Some(0), "the published log holds");
}
