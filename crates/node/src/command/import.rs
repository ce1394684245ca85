//! `comity import`: an external list into the holdings of a node that is not running. All or nothing, in one transaction;
//! a suspicious file is refused whole, which is logged.

use super::directory::Directory;
use super::{Answer, Terminal, Trouble, whole};
use crate::administration::lists::{Edition, Imported, import, note_refused};
use crate::rules::Rules;
use crate::system::{SystemChance, SystemClock};
use clap::{Args, ValueEnum};
use exchange::Station;
use formats::checks::{FMT_1_1, FMT_1_2};
use formats::{BadDocument, Guards, List, Progress, Skipped, ofac, un};
use model::{Clock, Digest, Failure};
use seal::digest::sha256;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Import an external list into the holdings, all or nothing
#[derive(Debug, Args)]
#[command(
    after_help = "The node must not be running. A file that is malformed or suspiciously small is refused whole \
                        (exit 2 names file, line and field).\nWhat is imported is an external list without legal \
                        effect here: it finds candidates, nothing more.\n\nExamples:\n  \
                        comity import --dir fi-spoc --list ofac ./ofac/     (sdn.csv, alt.csv, add.csv, \
                        sdn_comments.csv)\n  \
                        comity import --dir fi-spoc --list un consolidated.xml"
)]
pub(super) struct Import {
    #[command(flatten)]
    directory: Directory,
    /// Which list
    #[arg(long, value_enum)]
    list: Which,
    /// The folder of the OFAC list, or the file of the UN list
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The list is known to be small: one of your own, of that shape
    #[arg(long)]
    small: bool,
    /// A person has looked: the list did lose more than a tenth of its entries
    #[arg(long)]
    shrunk: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Which {
    /// US Treasury, Specially Designated Nationals, the four legacy CSV files
    Ofac,
    /// United Nations Security Council, the consolidated XML file
    Un,
}

/// What was done.
#[derive(Serialize)]
struct Shown<'a> {
    list: &'a str,
    document: Digest,
    #[serde(flatten)]
    imported: Imported,
    skipped: &'a [Skipped],
    generated: &'a Option<String>,
}

/// The files of a list as they were read.
struct Files {
    files: Vec<(PathBuf, Vec<u8>)>,
    document: Digest,
}

impl Import {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let configuration = self.directory.configuration()?;
        let files = self.list.files(&self.path)?;
        let rules = Rules::of(&self.directory.dir).map_err(|e| Failure::new("reading the rules", e))?;
        let store = self.directory.open()?;
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        let code = self.list.code();
        let list = match self.list.read(&files, self.guards(), terminal) {
            Ok(list) => list,
            Err(mut bad) => {
                if let (Which::Un, [(given, _)]) = (self.list, files.files.as_slice()) {
                    bad.file = given.display().to_string();
                }
                let note = |tx: &mut store::Tx<'_>| note_refused(tx, code, files.document, bad.check, None);
                store.tx("note refused import", at, &mut chance, note)?;
                if !self.small && [&FMT_1_1, &FMT_1_2].contains(&bad.check) && bad.because.contains("fewer than") {
                    bad.remedy.push_str("; a list of your own that is small is taken with --small");
                }
                return Err(bad.into());
            }
        };
        let Rules { lawbook, policies } = rules;
        let station = Station::open(&store, lawbook, policies, configuration.ways(), at, &mut chance)?;
        let (document, total) = (files.document, list.entries.len());
        let (entries, compartment) = (list.entries.as_slice(), &configuration.contact);
        let edition = Edition { list: code, document, entries, compartment, shrunk: self.shrunk };
        let imported = store.tx("import", at, &mut chance, |tx| {
            let mut progress = |done: usize| {
                if done.is_multiple_of(1000) || done == total {
                    terminal.say(&format!("{done} of {total} entries"));
                }
            };
            import(&station, tx, &edition, None, &mut progress)
        });
        if let Err(model::Stop::Refusal(refusal)) = &imported {
            let note = |tx: &mut store::Tx<'_>| note_refused(tx, code, document, refusal.check, None);
            store.tx("note refused import", at, &mut chance, note)?;
        }
        let imported = imported?;
        exchange::PublishedLog::open(&station, &store, at)?.publish(&station, &store, at)?;
        let (skipped, generated) = (list.skipped.as_slice(), &list.generated);
        let shown = Shown { list: code, document, imported, skipped, generated };
        terminal.show(&shown, || page(&shown))?;
        Ok(Answer::Yes)
    }

    fn guards(&self) -> Guards {
        match (self.small, self.list) {
            (true, _) => Guards::SMALL,
            (false, Which::Ofac) => Guards::OFAC,
            (false, Which::Un) => Guards::UN,
        }
    }
}

impl Which {
    fn code(self) -> &'static str {
        match self {
            Which::Ofac => "OFAC-SDN",
            Which::Un => "UN-SC",
        }
    }

    fn files(self, path: &Path) -> Result<Files, Trouble> {
        let paths = match self {
            Which::Ofac => ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"].map(|name| path.join(name)).to_vec(),
            Which::Un => vec![path.to_owned()],
        };
        let mut files = Vec::new();
        for path in paths {
            let bytes = whole::bytes(&path, Guards::OFAC.max_bytes)?;
            files.push((path, bytes));
        }
        let document = sha256(&files.iter().map(|(_, bytes)| bytes.as_slice()).collect::<Vec<_>>());
        Ok(Files { files, document })
    }

    fn read(self, files: &Files, guards: Guards, terminal: &mut Terminal) -> Result<List, BadDocument> {
        let mut last = (0, "");
        let mut progress = |Progress { file, done, total }: Progress| {
            let quarter = done * 4 / total.max(1);
            if (quarter, file) != last {
                last = (quarter, file);
                terminal.say(&format!("{file}: {} %", quarter * 25));
            }
        };
        let bytes: Vec<&[u8]> = files.files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        match (self, bytes.as_slice()) {
            (Which::Ofac, [sdn, alt, add, comments]) => {
                ofac::read(&ofac::Files { sdn, alt, add, comments }, &guards, &mut progress)
            }
            (_, bytes) => un::read(bytes.first().copied().unwrap_or_default(), &guards, &mut progress),
        }
    }
}

fn page(shown: &Shown<'_>) -> String {
    let Imported { added, changed, removed, unchanged } = shown.imported;
    let mut page =
        format!("{}: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged\n", shown.list);
    for Skipped { kind, count } in shown.skipped {
        page.push_str(&format!("left out: {count} of kind {kind}\n"));
    }
    page.push_str("An external list, without legal effect here.\n");
    page
}
