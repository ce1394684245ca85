//! Story 9. An insider in Nairobi, with the machine and its keys, changes who read an item, builds the whole tree again and
//! signs it with the log's own key. By itself the log is sound; the partners who cosigned the one before notice at the next
//! checkpoint. At the end the cosigned log is put back, and the story says so: whoever verifies the folder afterwards finds it
//! sound.

use super::acts::node;
use crate::demo::cast;
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use audit::{Entry, Event, Publisher, Row, Signer, StoredEntry};
use exchange::standstill::standstill;
use model::{AuthorityId, Failure, OfficerId, Purpose, Stop};
use seal::NodeSecrets;
use std::path::Path;

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "An insider rebuilds a log");
    let ke = node("ke-jabali")?;
    stage.pass(30)?;
    stage.witness()?;
    let witnesses = stage.step(&ke, "look", |_, tx| tx.witnesses().all())?;
    let names: Vec<String> = witnesses.iter().map(|witness| witness.authority.to_string()).collect();
    stage.say_with(
        teller,
        &ke,
        "Nairobi shows the checkpoint of its log to its partners. They cosign it.",
        &[format!("cosigned by {}", names.join(", "))],
    );
    telling.must("partners have cosigned Nairobi's log", witnesses.iter().any(|witness| witness.cosigned.is_some()));

    let changed = rewrite(stage, &ke)?;
    let log = stage.folder().join(ke.as_str()).join("log");
    stage.say_with(
        teller,
        &ke,
        "An insider changes who read an item, builds the tree again and signs it with the log's own key.",
        &[format!("entry {changed} now names another officer; the log, by itself, is sound")],
    );
    telling.must("by itself the forged log verifies", audit::verify(&log, None).is_ok());

    go_on(stage, &ke)?;
    stage.pass(2)?;
    stage.witness()?;
    let told = told(stage, &ke)?;
    for (partner, tells) in &told {
        stage.say_with(
            teller,
            partner,
            "The next checkpoint does not go on from the one that was cosigned. The overseer is told.",
            &[in_words(tells)?],
        );
    }
    telling.must("a witness noticed at the next checkpoint", !told.is_empty());
    telling.must("its overseer is told by which check", told.iter().all(|(_, tells)| tells.contains("AUD-6.6")));
    let stands = stage.step(&ke, "look", |_, tx| standstill(tx))?;
    stage.say(
        teller,
        &ke,
        "Its witnesses say what they have cosigned. Nothing leaves the node any more; its overseer is told.",
    );
    telling.must("Nairobi's node stands still", stands.is_some());

    // The rows were left as they were: the log that was cosigned is built from them again.
    put_back(stage, &ke, &log)?;
    stage.say_with(
        teller,
        &ke,
        "The story puts the cosigned log back from the node's own rows, which the insider left alone, so that nothing forged \
         stays in the folder.",
        &["`comity audit verify` on the folders holds from here on; the node goes on standing still".to_owned()],
    );
    telling.must("the log that was cosigned is back", audit::verify(&log, None).is_ok());
    Ok(telling.end(stage, teller, 9))
}

/// The log key in the wrong hands.
struct Insider {
    name: String,
    secrets: NodeSecrets,
}

impl Signer for Insider {
    fn name(&self) -> &str {
        &self.name
    }
    fn public(&self) -> [u8; 32] {
        *self.secrets.log().public()
    }
    fn sign(&self, text: &[u8]) -> Result<[u8; 64], Failure> {
        self.secrets.log().sign(text)
    }
}

/// Puts a forged log in the place of the published one; the number of the changed entry.
fn rewrite(stage: &mut Stage, ke: &AuthorityId) -> Result<u64, Stop> {
    let log = stage.folder().join(ke.as_str()).join("log");
    let (insider, mut rows) = stage.step(ke, "copy", |station, tx| {
        let secrets = tx.secrets().get("node")?.ok_or_else(|| wrong("no keys"))?;
        let insider = Insider { name: station.log_name().to_owned(), secrets: NodeSecrets::from_bytes(&secrets)? };
        Ok((insider, tx.audit().rows(0, 1 << 20)?))
    })?;
    let changed = rows.iter_mut().find_map(forged).ok_or_else(|| wrong("nobody read anything in Nairobi"))??;
    std::fs::remove_dir_all(&log).map_err(wrong)?;
    let mut source = move |from: u64, limit: usize| -> Result<Vec<Row>, Failure> {
        Ok(rows.iter().skip(from as usize).take(limit).cloned().collect())
    };
    let keys = [insider.verifier().map_err(wrong)?];
    Publisher::open(&log, &keys, &mut source)?.publish(&mut source, &insider)?;
    Ok(changed)
}

/// Changes the officer of a row that tells of a reading; its number.
fn forged(row: &mut Row) -> Option<Result<u64, Failure>> {
    let Row::Kept(stored) = &*row else { return None };
    let (n, salt, entry) = (stored.n, stored.salt, stored.entry().ok()?);
    if !matches!(entry.event, Event::Read { .. }) {
        return None;
    }
    Some(another(entry).map(|line| {
        *row = Row::Kept(StoredEntry { n, salt, line });
        n
    }))
}

/// The line of an entry with somebody else in the officer's place.
fn another(mut entry: Entry) -> Result<String, Failure> {
    let other = OfficerId::parse("somebody-else").map_err(wrong)?;
    if let Event::Read { officer, .. } = &mut entry.event {
        *officer = other;
    }
    entry.line().map_err(wrong)
}

/// The node goes on with what lies there, as after a start, and enters the next act.
fn go_on(stage: &mut Stage, ke: &AuthorityId) -> Result<(), Stop> {
    stage.take_up_log(ke)?;
    let desk = cast::officer("desk")?;
    stage.step(ke, "list", |_, tx| {
        let tray = audit::Code::parse(cast::CONTACT).map_err(wrong)?;
        let (purpose, officer, unit) = (Purpose::Investigation, desk.id.clone(), desk.unit.clone());
        tx.audit().append(Event::Listed { tray, count: 0, purpose, case: None, officer, unit })?;
        Ok(())
    })
}

/// Which partners' overseers were told of Nairobi's log, and what.
fn told(stage: &mut Stage, ke: &AuthorityId) -> Result<Vec<(AuthorityId, String)>, Stop> {
    let mut told = Vec::new();
    for partner in stage.nodes() {
        let queue = stage.step(&partner, "look", |_, tx| tx.overseer_queue().all())?;
        let about = |body: &String| body.contains("partner-log-contradicted") && body.contains(ke.as_str());
        told.extend(queue.into_iter().map(|row| row.body).find(about).map(|body| (partner, body)));
    }
    Ok(told)
}

/// What an overseer was told, as a line: the log, what was cosigned, what was shown, and the check.
fn in_words(tells: &str) -> Result<String, Stop> {
    #[derive(serde::Deserialize)]
    struct Contradicted {
        log: String,
        known: u64,
        shown: u64,
        check: String,
    }
    let Contradicted { log, known, shown, check } = serde_json::from_str(tells).map_err(wrong)?;
    Ok(format!("{log}: {known} entries were cosigned, {shown} are shown that do not begin with them ({check})"))
}

fn put_back(stage: &mut Stage, ke: &AuthorityId, log: &Path) -> Result<(), Stop> {
    std::fs::remove_dir_all(log).map_err(wrong)?;
    stage.take_up_log(ke)?;
    stage.publish()?;
    Ok(())
}
