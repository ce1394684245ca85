//! `comity init`: founds a node. What it makes: the directory, the node key beside it, the root on its way to removable
//! media, and the first administrator with a one-time code that is shown once.

use super::directory::beside;
use super::law::{lawbook, lookup};
use super::secret_file::SecretFile;
use super::{Answer, Terminal, Trouble};
use crate::administration::officers::enrol_first;
use crate::backup::{journal, mark};
use crate::configuration::{Configuration, FILE};
use crate::sign_in::{NewAccount, OneTimeCode};
use crate::system::{SystemChance, SystemClock};
use clap::Args;
use data_encoding::HEXLOWER;
use model::{Authority, AuthorityId, Body, Clock, Digest, Failure, Instant, Officer, OfficerId, Role, State, UnitId};
use seal::keys::fingerprint_words;
use seal::rest::NodeKey;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use store::Store;
use zeroize::Zeroizing;

/// Found a node: directory, keys, first administrator
#[derive(Debug, Args)]
#[command(after_help = "The root secret is written to a file of its own: move it to removable media at once.\n\
                        The one-time code of the administrator is shown once and is kept nowhere.\n\nExamples:\n  \
                        comity init --dir /srv/comity/fi-spoc --authority fi-spoc --state FIN \\\n    \
                        --name 'Single point of contact, Finland' --zone Europe/Helsinki")]
pub(super) struct Init {
    /// The directory of the new node; it must be empty or absent
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The short name of the authority, which is also the node's
    #[arg(long, value_name = "ID")]
    authority: AuthorityId,
    /// Whose authority it is
    #[arg(long, value_name = "STATE")]
    state: State,
    /// The name of the authority in full, in English
    #[arg(long, value_name = "TEXT", value_parser = name)]
    name: String,
    /// What kind of body: police, prosecutor, fiu, central-authority, regional-body, relay
    #[arg(long, value_name = "BODY", default_value = "police", value_parser = body)]
    body: Body,
    /// Its time zone by IANA name
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = zone)]
    zone: String,
    /// Where the node key goes; else beside the directory, as DIR.key
    #[arg(long, value_name = "FILE", env = "COMITY_KEY_FILE")]
    key_file: Option<PathBuf>,
    /// Where the root secret goes; else beside the directory, as DIR.root
    #[arg(long, value_name = "FILE")]
    root_file: Option<PathBuf>,
    /// The account of the first administrator
    #[arg(long, value_name = "ID", default_value = "admin")]
    administrator: OfficerId,
    /// The unit whose tray receives what comes in
    #[arg(long, value_name = "UNIT", default_value = "spoc")]
    contact: UnitId,
}

/// What founding leaves to tell.
struct Founded {
    authority: Authority,
    fingerprint: Digest,
    code: OneTimeCode,
    until: Instant,
}

/// The same as it is shown.
#[derive(Serialize)]
struct Shown<'a> {
    authority: &'a Authority,
    directory: &'a Path,
    key_file: &'a Path,
    root_file: &'a Path,
    fingerprint: Digest,
    fingerprint_words: String,
    administrator: &'a OfficerId,
    one_time_code: &'a str,
    one_time_code_until: String,
}

impl Init {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        lookup::state(&lawbook()?, "--state", &self.state.to_string())?;
        self.check_empty()?;
        let key_file = self.key_file.clone().map_or_else(|| beside(&self.dir, ".key"), Ok)?;
        let root_file = self.root_file.clone().map_or_else(|| beside(&self.dir, ".root"), Ok)?;
        for path in [&key_file, &root_file] {
            if path.starts_with(&self.dir) {
                let because = "a copy of the directory would hold the key to it";
                return Err(Trouble::input(path.display().to_string(), because, "choose a place outside"));
            }
        }
        let was_there = self.dir.is_dir();
        let founded = self.found(&key_file, &root_file);
        if founded.is_err() {
            unmake(&self.dir, was_there);
        }
        let Founded { authority, fingerprint, code, until } = founded?;
        let shown = Shown {
            authority: &authority,
            directory: &self.dir,
            key_file: &key_file,
            root_file: &root_file,
            fingerprint,
            fingerprint_words: fingerprint_words(&fingerprint),
            administrator: &self.administrator,
            one_time_code: code.reveal(),
            one_time_code_until: format!("{until:.0}"),
        };
        terminal.show(&shown, || page(&shown))?;
        Ok(Answer::Yes)
    }

    fn check_empty(&self) -> Result<(), Trouble> {
        let filled = match std::fs::read_dir(&self.dir) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => return Err(Trouble::file(&self.dir, &error)),
        };
        if filled {
            let because = "the directory is not empty";
            return Err(Trouble::input(self.dir.display().to_string(), because, "choose an empty or absent one"));
        }
        for beside in [mark::place(&self.dir), journal::place(&self.dir)] {
            if beside.exists() {
                let because = "an earlier node of this directory has left this behind";
                let remedy = "restore that node with `comity restore`, or choose another directory";
                return Err(Trouble::input(beside.display().to_string(), because, remedy));
            }
        }
        Ok(())
    }

    fn found(&self, key_file: &Path, root_file: &Path) -> Result<Founded, Trouble> {
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        if let Some(parent) = self.dir.parent() {
            std::fs::create_dir_all(parent).map_err(|e| Trouble::file(parent, &e))?;
        }
        let (mut key_place, mut root_place) = (SecretFile::make(key_file)?, SecretFile::make(root_file)?);
        let key = NodeKey::draw(&mut chance)?;
        key_place.write(&hex(&key.to_bytes()))?;
        let authority = Authority {
            id: self.authority.clone(),
            name: self.name.clone(),
            state: self.state,
            body: self.body,
            zone: self.zone.clone(),
        };
        let store = Store::open(&self.dir, key)?;
        let founded = exchange::found(&store, &authority, at, &mut chance)?;
        root_place.write(&hex(&founded.root.to_bytes()))?;
        let NewAccount { credentials, code, until } = NewAccount::draw(at, &mut chance)?;
        let administrator = self.first_administrator();
        store
            .tx("enrol the first administrator", at, &mut chance, |tx| enrol_first(tx, &administrator, credentials))?;
        let path = self.dir.join(FILE);
        let settings = Configuration::new(self.contact.clone()).to_toml();
        std::fs::write(&path, settings).map_err(|e| Failure::new(format!("writing {}", path.display()), e))?;
        key_place.keep();
        root_place.keep();
        Ok(Founded { authority, fingerprint: founded.fingerprint, code, until })
    }

    fn first_administrator(&self) -> Officer {
        Officer {
            id: self.administrator.clone(),
            roles: BTreeSet::from([Role::Administrator]),
            unit: self.contact.clone(),
            compartments: BTreeSet::new(),
            remote: false,
        }
    }
}

/// Removes what a founding left that did not come to its end; what was in the way before stays.
fn unmake(directory: &Path, was_there: bool) {
    for name in ["comity.db", "comity.db-wal", "comity.db-shm", "node.lock", FILE] {
        let _ = std::fs::remove_file(directory.join(name));
    }
    if !was_there {
        let _ = std::fs::remove_dir(directory);
    }
}

fn hex(secret: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(HEXLOWER.encode(secret).into_bytes())
}

fn body(given: &str) -> Result<Body, String> {
    let read = serde_json::from_value(serde_json::Value::from(given));
    read.map_err(|_| "choose among police, prosecutor, fiu, central-authority, regional-body, relay".to_owned())
}

/// Long enough for any authority's name in full; partners show it on one line.
const LONGEST_NAME: usize = 200;

fn name(given: &str) -> Result<String, String> {
    if given.trim().is_empty() {
        return Err("empty; partners see this name on the card of the node".to_owned());
    }
    if given.chars().any(char::is_control) {
        return Err("a line break or another control character; the name stands on one line".to_owned());
    }
    if given.chars().count() > LONGEST_NAME {
        return Err(format!("more than {LONGEST_NAME} characters"));
    }
    Ok(given.to_owned())
}

fn zone(given: &str) -> Result<String, String> {
    match jiff::tz::TimeZone::get(given) {
        Ok(_) => Ok(given.to_owned()),
        Err(_) => Err("not a time zone of the IANA database, such as Europe/Helsinki".to_owned()),
    }
}

fn page(shown: &Shown<'_>) -> String {
    format!(
        "Founded {id}: {name}.\n\n\
         directory     {directory}\n\
         node key      {key}   (back it up apart from the directory)\n\
         root secret   {root}   MOVE IT TO REMOVABLE MEDIA NOW; it is needed once a year\n\
         fingerprint   {fingerprint}\n\
         in words      {words}\n\n\
         First administrator: {administrator}\n\
         One-time code:       {code}   shown once, valid until {until}\n\n\
         Next: comity serve --dir {directory}, then sign in with the code.\n\
         Partners pin the fingerprint: read the words to them on a line you trust.\n",
        id = shown.authority.id,
        name = shown.authority.name,
        directory = shown.directory.display(),
        key = shown.key_file.display(),
        root = shown.root_file.display(),
        fingerprint = shown.fingerprint,
        words = shown.fingerprint_words,
        administrator = shown.administrator,
        code = shown.one_time_code,
        until = shown.one_time_code_until,
    )
}
