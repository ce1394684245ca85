//! `comity lawbook install`: a signed lawbook for a node that is not running, in use from its next start on.

use super::super::directory::Directory;
use super::super::{Answer, Terminal, Trouble, whole};
use crate::lawbooks::{LARGEST, Package, Shelf};
use crate::rules::Rules;
use crate::system::{SystemChance, SystemClock};
use audit::{Code, Event};
use clap::Args;
use exchange::Station;
use model::{Clock as _, Digest, Failure};
use serde::Serialize;
use std::path::PathBuf;

/// Install a signed lawbook; the old one is kept
#[derive(Debug, Args)]
#[command(
    after_help = "The node must not be running. The first time, --publisher pins whose lawbooks this node takes.\nAn older \
                        edition is refused, unless a person decided otherwise (--older). Findings name the lawbook \
                        under which they were made; old ones stay, so that they can be made again.\n\nExamples:\n  \
                        comity lawbook install lawbook-2027.1.json --dir fi-spoc --publisher 9f86d0...\n  \
                        comity lawbook install lawbook-2027.2.json --dir fi-spoc"
)]
pub(in crate::command) struct Install {
    /// The package
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    directory: Directory,
    /// The fingerprint of the publisher's key: 64 hexadecimal digits
    #[arg(long, value_name = "FINGERPRINT", value_parser = fingerprint)]
    publisher: Option<Digest>,
    /// A person decided: an edition that is not newer than the one in use
    #[arg(long)]
    older: bool,
}

fn fingerprint(text: &str) -> Result<Digest, String> {
    Digest::parse(text).ok_or_else(|| "a fingerprint is 64 hexadecimal digits".to_owned())
}

/// What was done.
#[derive(Serialize)]
struct Shown<'a> {
    edition: &'a str,
    digest: Digest,
    version: String,
    instead_of: String,
}

impl Install {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let configuration = self.directory.configuration()?;
        let bytes = whole::bytes(&self.file, LARGEST)?;
        // The store is opened first: a node that is running would go on under another lawbook than the log says.
        let store = self.directory.open()?;
        let reading = |e| Failure::new("reading the rules", e);
        let before = Rules::of(&self.directory.dir).map_err(reading)?;
        let shelf = Shelf::of(&self.directory.dir);
        let used = before.lawbook.edition();
        let package = shelf.install(&self.file, &bytes, self.publisher, used, self.older)?;
        let Rules { lawbook, policies } = Rules::of(&self.directory.dir).map_err(reading)?;
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        let event = loaded(&package)?;
        let station = Station::open(&store, lawbook, policies, configuration.ways(), at, &mut chance)?;
        store.tx("install a lawbook", at, &mut chance, |tx| {
            tx.audit().append(event)?;
            Ok(())
        })?;
        exchange::PublishedLog::open(&station, &store, at)?.publish(&station, &store, at)?;
        let (edition, digest) = (package.edition(), package.digest());
        let shown =
            Shown { edition, digest, version: package.version().0, instead_of: before.lawbook.version().0.clone() };
        terminal.show(&shown, || page(&shown))?;
        Ok(Answer::Yes)
    }
}

fn loaded(package: &Package) -> Result<Event, Failure> {
    let lawbook = Code::of_rules(&package.version()).map_err(|e| Failure::new("writing a log code", e))?;
    Ok(Event::LawbookLoaded { lawbook, document: package.digest(), by: None })
}

fn page(shown: &Shown<'_>) -> String {
    let Shown { version, instead_of, .. } = shown;
    format!("In use from the next start on: {version}\nKept:                          {instead_of}\n")
}
