//! `comity restore`: a node from its backup, as its next incarnation.

use super::directory::Directory;
use super::{Answer, Terminal, Trouble, whole};
use crate::backup::{self, Journal, Putting, Restored, journal};
use crate::system::SystemClock;
use clap::Args;
use data_encoding::HEXLOWER;
use model::{AuthorityId, Clock as _, Digest};
use seal::RootSecret;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Restore a node from its backup, as its next incarnation
#[derive(Debug, Args)]
#[command(
    after_help = "Needs three things that no backup holds: the node key (beside the new directory, or --key-file), the root from its \
                        removable medium, and the journal of erasures that was kept with the backups. The old node must never \
                        run again. A restored node has another log and other channels, and numbers nothing as before; partners \
                        learn of it by its next card. What it received after the backup is gone: ask the partners.\n\nExamples:\n  \
                        comity restore fi-spoc-2026-11-25.cbackup --dir /srv/comity/fi-spoc --root /media/root/fi-spoc.root \\\n    \
                        --key-file /media/key/fi-spoc.key --journal /media/backup/fi-spoc.journal"
)]
pub(super) struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    directory: Directory,
    /// The root secret that `comity init` wrote
    #[arg(long, value_name = "FILE")]
    root: PathBuf,
    /// The journal of erasures; else beside the directory, as DIR.journal
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// A person decided: the journal is lost, and what was erased since the backup comes back
    #[arg(long, conflicts_with = "journal")]
    without_journal: bool,
    /// The incarnation that partners know of last, if the journal is lost and this is not the first restore
    #[arg(long, value_name = "INCARNATION", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=1_000_000))]
    after: u64,
}

#[derive(Serialize)]
struct Shown<'a> {
    authority: &'a AuthorityId,
    directory: &'a Path,
    backup_made: String,
    incarnation: u64,
    last_known_size: u64,
    last_known_root: Digest,
    entries_lost: u64,
    under_way: usize,
    journal: bool,
    erased_again: usize,
    not_known: &'a [String],
    journal_lines_not_ours: usize,
}

impl Restore {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let directory = &self.directory.dir;
        if std::fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some()) {
            let because = "the directory is not empty";
            let remedy = "move the old node away and keep it; a node is never restored over another";
            return Err(Trouble::input(directory.display().to_string(), because, remedy));
        }
        let (key, root) = (self.directory.key()?, self.root()?);
        let journal = self.journal()?;
        let putting = Putting {
            backup: &self.file,
            directory,
            key: &key,
            root: &root,
            journal: journal.as_ref(),
            after: self.after,
        };
        let restored = backup::restore(&putting, SystemClock.now());
        let restored = restored.map_err(|bad| super::backup::trouble(&self.file, bad))?;
        let shown = shown(directory, &restored, journal.is_some());
        terminal.show(&shown, || page(&shown))?;
        Ok(Answer::Yes)
    }

    fn root(&self) -> Result<RootSecret, Trouble> {
        let text = Zeroizing::new(whole::text(&self.root, whole::PAGE)?);
        let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok().map(Zeroizing::new);
        bytes.and_then(|bytes| RootSecret::from_bytes(&bytes).ok()).ok_or_else(|| {
            let remedy = "give the file that `comity init` wrote for the root";
            Trouble::input(self.root.display().to_string(), "this is no root secret", remedy)
        })
    }

    fn journal(&self) -> Result<Option<Journal>, Trouble> {
        if self.without_journal {
            return Ok(None);
        }
        let path = self.journal.clone().unwrap_or_else(|| journal::place(&self.directory.dir));
        if !path.is_file() {
            let because = "the journal of erasures is not there";
            let remedy = "give it with --journal; say --without-journal if it is lost and a person decided so";
            return Err(Trouble::input(path.display().to_string(), because, remedy));
        }
        Ok(Some(Journal::open(&path)?))
    }
}

fn shown<'a>(directory: &'a Path, restored: &'a Restored, journal: bool) -> Shown<'a> {
    let Restored { header, begun, erased_again, not_known, not_ours } = restored;
    Shown {
        authority: &header.authority,
        directory,
        backup_made: format!("{:.0}", header.made),
        incarnation: begun.incarnation,
        last_known_size: begun.last.0,
        last_known_root: begun.last.1,
        entries_lost: begun.last.0.saturating_sub(begun.size),
        under_way: begun.under_way,
        journal,
        erased_again: *erased_again,
        not_known,
        journal_lines_not_ours: *not_ours,
    }
}

fn page(shown: &Shown<'_>) -> String {
    let Shown { authority, directory, backup_made, incarnation, entries_lost, under_way, .. } = shown;
    let mut page = format!("{authority} restored in {}, from its backup of {backup_made}\n", directory.display());
    let _ = writeln!(page, "Incarnation:            {incarnation}");
    let _ = writeln!(page, "Entries of the log lost: at least {entries_lost}");
    let _ = writeln!(page, "Deliveries under way:   {under_way}, which go out again");
    if shown.journal {
        let _ = writeln!(page, "Erased again:           {}", shown.erased_again);
    } else {
        let _ =
            writeln!(page, "NO JOURNAL: what was erased after {backup_made} is here again; nobody knows what that was");
    }
    for id in shown.not_known {
        let _ = writeln!(page, "Erased since, not here: {id}");
    }
    if shown.journal_lines_not_ours > 0 {
        let _ = writeln!(page, "LINES OF THE JOURNAL THAT ARE NOT THIS NODE'S: {}", shown.journal_lines_not_ours);
    }
    let _ = writeln!(
        page,
        "Decide again what was decided since: partners suspended, approvals and authorisations withdrawn, accounts closed"
    );
    let _ =
        writeln!(page, "Next: comity serve; tell the partners, and ask each what it had delivered since {backup_made}");
    page
}
