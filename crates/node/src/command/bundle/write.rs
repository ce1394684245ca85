//! `comity bundle write`: what waits for a partner, into one file.

use super::super::directory::Directory;
use super::super::secret_file::SecretFile;
use super::super::{Answer, Terminal, Trouble};
use super::AtHand;
use crate::system::SystemChance;
use clap::Args;
use exchange::bundle::{self, MOST_BYTES};
use model::{AuthorityId, Digest};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Write what waits for a partner into one file
#[derive(Debug, Args)]
#[command(
    after_help = "The node must not be running. Deliveries, receipts, the checkpoint of the log and the card go into the \
                        file, sealed and signed as on the wire; whoever finds it can read who writes to whom, and nothing \
                        else. A delivery waits, and is in the next bundle too, until its receipt has come. Exit 1: there was \
                        no room for everything; write another.\n\nExamples:\n  \
                        comity bundle write --for ke-ctc --out /media/stick/ke-ctc.cbundle --dir fi-spoc"
)]
pub(in crate::command) struct Write {
    /// The partner, or the relay that reaches it
    #[arg(long = "for", value_name = "PARTNER")]
    partner: AuthorityId,
    /// The file; it must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// About how large it may become, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=200))]
    limit: u32,
    #[command(flatten)]
    directory: Directory,
}

#[derive(Serialize)]
struct Shown<'a> {
    partner: &'a AuthorityId,
    file: &'a Path,
    bytes: usize,
    digest: Digest,
    deliveries: usize,
    protocol: usize,
    receipts_wanted: usize,
    left: usize,
}

impl Write {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let node = AtHand::open(&self.directory)?;
        // The log goes along as it is now, and the file has a place before anything is noted as tried.
        node.publish()?;
        let mut file = SecretFile::make(&self.out)?;
        let limit = (self.limit as usize * (1 << 20)).min(MOST_BYTES);
        let written = node.store.tx("write a bundle", node.at, &mut SystemChance, |tx| {
            bundle::write(&node.station, tx, &self.partner, limit)
        })?;
        file.write(&written.bytes)?;
        file.keep();
        node.publish()?;
        let shown = Shown {
            partner: &self.partner,
            file: &self.out,
            bytes: written.bytes.len(),
            digest: written.digest,
            deliveries: written.deliveries,
            protocol: written.protocol,
            receipts_wanted: written.wanted,
            left: written.left,
        };
        terminal.show(&shown, || page(&shown))?;
        Ok(if written.left == 0 { Answer::Yes } else { Answer::No })
    }
}

fn page(shown: &Shown<'_>) -> String {
    let Shown { partner, file, bytes, deliveries, protocol, receipts_wanted, left, .. } = shown;
    let mut page = format!("For {partner}: {} ({bytes} bytes)\n", file.display());
    let _ = writeln!(page, "Deliveries:                 {deliveries}");
    let _ = writeln!(page, "Receipts, checkpoint, card: {protocol}");
    if *receipts_wanted > 0 {
        let _ = writeln!(page, "Receipts asked for again:   {receipts_wanted}");
    }
    if *left > 0 {
        let _ = writeln!(page, "NO ROOM FOR {left}: write another bundle, or a larger one (--limit)");
    }
    page
}
