//! `comity lawbook`: lawbooks packed and signed by a publisher, installed on a node, listed. What a lawbook says is asked
//! with `comity law`.

mod install;
mod key;
mod list;
mod pack;

use super::{Answer, Terminal, Trouble};
use crate::lawbooks::BadShelf;
use clap::Subcommand;

/// Pack, sign, install and list lawbooks
#[derive(Debug, Subcommand)]
pub(super) enum Lawbook {
    Install(install::Install),
    List(list::List),
    Pack(pack::Pack),
    Key(key::Key),
}

impl Lawbook {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        match self {
            Lawbook::Install(install) => install.run(terminal),
            Lawbook::List(list) => list.run(terminal),
            Lawbook::Pack(pack) => pack.run(terminal),
            Lawbook::Key(key) => key.run(terminal),
        }
    }
}

impl From<BadShelf> for Trouble {
    fn from(bad: BadShelf) -> Trouble {
        let remedy = match &bad {
            BadShelf::File { path, error } => return Trouble::file(path, error),
            BadShelf::NoPublisher => "give --publisher with the fingerprint, read to you on a line you trust",
            BadShelf::OtherPublisher { .. } => "ask who publishes for you; a node takes lawbooks of one publisher",
            BadShelf::Older { .. } => "get the newer one, or say --older if a person decided so",
            BadShelf::Package { .. } => "get the file from its publisher again; nothing was changed here",
            BadShelf::Form { .. } => "restore the folder from its backup",
        };
        Trouble::input("the lawbook", bad.to_string(), remedy)
    }
}
