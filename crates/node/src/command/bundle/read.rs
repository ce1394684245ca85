//! `comity bundle read`: a file from a partner, through the door of the wire.

use super::super::directory::Directory;
use super::super::{Answer, Terminal, Trouble, whole};
use super::AtHand;
use crate::system::SystemChance;
use clap::Args;
use exchange::advance;
use exchange::bundle::{self, LARGEST, Reading, Taking};
use model::{AuthorityId, Check, Digest};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Read a bundle that a partner has written
#[derive(Debug, Args)]
#[command(
    after_help = "The node must not be running. What is no sound bundle of a partner, for this node, is refused whole (exit \
                        2). A parcel in it that is a fault falls alone (exit 1). Receipts go back with the next bundle to that \
                        partner. Reading a bundle twice changes nothing.\n\nExamples:\n  \
                        comity bundle read /media/stick/fi-spoc.cbundle --dir ke-ctc"
)]
pub(in crate::command) struct Read {
    /// The bundle
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    directory: Directory,
}

#[derive(Serialize)]
struct Shown<'a> {
    by: &'a AuthorityId,
    written: String,
    digest: Digest,
    parcels: usize,
    replies_waiting: usize,
    turned_away: Vec<Turned>,
    held_up: usize,
}

#[derive(Serialize)]
struct Turned {
    parcel: usize,
    check: &'static Check,
    because: &'static str,
}

impl Read {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let bytes = whole::bytes(&self.file, LARGEST)?;
        let node = AtHand::open(&self.directory)?;
        let read =
            node.store.tx("read a bundle", node.at, &mut SystemChance, |tx| bundle::read(&node.station, tx, &bytes))?;
        let taking = match read {
            Reading::Taken(taking) => taking,
            Reading::Refused(fault) => {
                node.publish()?;
                let because = format!("{}: not so: {} [{}]", fault.place, fault.check.sentence, fault.check);
                return Err(Trouble::input(self.file.display().to_string(), because, remedy(fault.check.id)));
            }
        };
        let advanced = node.store.tx("screen", node.at, &mut SystemChance, |tx| advance(&node.station, tx))?;
        node.publish()?;
        let held_up = advanced.iter().filter(|one| one.is_err()).count();
        let shown = shown(&taking, held_up);
        terminal.show(&shown, || page(&shown))?;
        Ok(if taking.turned.is_empty() && held_up == 0 { Answer::Yes } else { Answer::No })
    }
}

fn remedy(check: &str) -> &'static str {
    match check {
        "BUN-2.1" => "make sure of the partner, its root and whether it is cut off; nothing was taken",
        "BUN-2.2" => "give the file to the node that it is for; nothing was taken",
        "BUN-2.3" => "compare the clocks of both nodes; nothing was taken",
        _ => "copy the file again, or ask the partner for it again; nothing was taken",
    }
}

fn shown(taking: &Taking, held_up: usize) -> Shown<'_> {
    let turned =
        |turned: &bundle::Turned| Turned { parcel: turned.place, check: turned.check, because: turned.check.sentence };
    Shown {
        by: &taking.by,
        written: format!("{:.0}", taking.at),
        digest: taking.digest,
        parcels: taking.parcels,
        replies_waiting: taking.replies,
        turned_away: taking.turned.iter().map(turned).collect(),
        held_up,
    }
}

fn page(shown: &Shown<'_>) -> String {
    let Shown { by, written, parcels, replies_waiting, turned_away, held_up, .. } = shown;
    let mut page = format!("From {by}, written {written}: {parcels} parcels\n");
    for Turned { parcel, check, because } in turned_away {
        let _ = writeln!(page, "Parcel {parcel} turned away, not so: {because} [{check}]");
    }
    if *held_up > 0 {
        let _ = writeln!(page, "Held up before the tray:  {held_up}; the running log of `comity serve` says why");
    }
    let _ = writeln!(page, "Waiting to go back:       {replies_waiting} (comity bundle write --for {by})");
    page
}
