//! `comity bundle`: parcels as one file, for a partner who is reached by hand. What may be in it, and who is believed, is the
//! pipeline's part ([`exchange::bundle`]).

mod read;
mod write;

use super::directory::Directory;
use super::{Answer, Terminal, Trouble};
use crate::backup::mark;
use crate::rules::Rules;
use crate::system::{SystemChance, SystemClock};
use clap::Subcommand;
use exchange::Station;
use model::{Clock as _, Failure, Instant};
use store::Store;

/// Write and read bundles: parcels as one file, for a partner without a line
#[derive(Debug, Subcommand)]
pub(super) enum Bundle {
    Write(write::Write),
    Read(read::Read),
}

impl Bundle {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        match self {
            Bundle::Write(write) => write.run(terminal),
            Bundle::Read(read) => read.run(terminal),
        }
    }
}

/// A node that is not running, taken up for one act.
pub(super) struct AtHand {
    pub(super) store: Store,
    pub(super) station: Station,
    pub(super) at: Instant,
}

impl AtHand {
    pub(super) fn open(directory: &Directory) -> Result<AtHand, Trouble> {
        let configuration = directory.configuration()?;
        let rules = Rules::of(&directory.dir).map_err(|e| Failure::new("reading the rules", e))?;
        let store = directory.open()?;
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        let Rules { lawbook, policies } = rules;
        let station = Station::open(&store, lawbook, policies, configuration.ways(), at, &mut chance)?;
        Ok(AtHand { store, station, at })
    }

    /// Publishes the log as it is now, with what witnesses have cosigned of it.
    pub(super) fn publish(&self) -> Result<(), Trouble> {
        let mut log = exchange::PublishedLog::open(&self.station, &self.store, self.at)?;
        log.publish(&self.station, &self.store, self.at)?;
        log.put_witnessed(&self.station, &self.store, self.at)?;
        mark::advance(&self.station, &self.store, self.at)?;
        Ok(())
    }
}
