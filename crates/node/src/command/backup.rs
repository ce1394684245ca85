//! `comity backup`: one file of a node, running or not, closed under its node key.

use super::directory::Directory;
use super::secret_file::SecretFile;
use super::{Answer, Terminal, Trouble};
use crate::backup::{self, BadBackup, Header, journal};
use crate::system::SystemClock;
use clap::Args;
use model::{AuthorityId, Clock as _, Digest};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Back a node up into one file, while it runs or not
#[derive(Debug, Args)]
#[command(
    after_help = "The file opens with the node key alone, which is not in it: keep a copy of the key apart, where the backups are \
                        not. Keep the journal of erasures with the backups; without it a restore cannot erase again what was \
                        erased since. Private epoch keys are not in a backup.\n\nExamples:\n  \
                        comity backup --dir /srv/comity/fi-spoc --out /media/backup/fi-spoc-2026-11-25.cbackup"
)]
pub(super) struct Backup {
    #[command(flatten)]
    directory: Directory,
    /// The file; it must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Shown<'a> {
    authority: &'a AuthorityId,
    file: &'a Path,
    digest: Digest,
    incarnation: u64,
    entries: u64,
    journal: &'a Path,
}

impl Backup {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let configuration = self.directory.configuration()?;
        let key = self.directory.key()?;
        let mut file = SecretFile::make(&self.out)?;
        let made = backup::make(&self.directory.dir, &key, file.file(), SystemClock.now());
        let (header, digest) = made.map_err(|bad| trouble(&self.out, bad))?;
        file.keep();
        backup::leave_note(&self.directory.dir, digest)?;
        let journal = configuration.erasure_journal.unwrap_or_else(|| journal::place(&self.directory.dir));
        let Header { authority, incarnation, size, .. } = &header;
        let shown =
            Shown { authority, file: &self.out, digest, incarnation: *incarnation, entries: *size, journal: &journal };
        terminal.show(&shown, || page(&shown))?;
        Ok(Answer::Yes)
    }
}

fn page(shown: &Shown<'_>) -> String {
    let Shown { authority, file, digest, incarnation, entries, journal } = shown;
    format!(
        "Backup of {authority}:   {}\nSHA-256:            {digest}\nIncarnation, log:   {incarnation}, {entries} entries\n\
         Keep with it:       {} (what is erased from now on)\nKeep apart from it: the node key; nothing else opens the file\n",
        file.display(),
        journal.display()
    )
}

/// What is wrong with a backup, with its file and what to do.
pub(super) fn trouble(file: &Path, bad: BadBackup) -> Trouble {
    let remedy = match &bad {
        BadBackup::File { path, error } => return Trouble::file(path, error),
        BadBackup::Failed(failure) => return Trouble::Failed(failure.clone()),
        BadBackup::Format(_) => "make sure that it is the right file; an older format needs the program that wrote it",
        BadBackup::Header(_) | BadBackup::Content(_) => "take another backup; nothing was restored",
        BadBackup::Chunk(0) => "give the key of this node (--key-file), or take another backup; nothing was restored",
        BadBackup::Chunk(_) => "copy the file again, or take another backup; nothing was restored",
    };
    Trouble::input(file.display().to_string(), format!("{bad} [NOD-6.1]"), remedy)
}
