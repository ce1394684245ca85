//! The register as a site: static pages per instrument, State, offence, kind and pair of States, with the map of coverage,
//! timelines, the gap matrix and the calendar. Every fact with its source and whether it was read; the day as of which it is
//! told on every page. No script, no request to anybody, printable, light and dark.
//!
//! What is *not* here: the law (`law`), the present moment (a date is a parameter), a server. Written whole or not at all, and
//! never over a folder that is not a register ([`Folder`](folder::Folder)). Next: [`make`].

pub mod folder;
pub mod grid;
pub mod links;
mod page;
mod site;
pub mod timeline;
pub mod words;

pub use folder::BadFolder;

use law::Lawbook;
use model::State;
use model::time::Date;
use site::Site;
use std::path::Path;

/// What to write.
#[derive(Debug, Clone)]
pub struct Options {
    /// As of which day.
    pub on: Date,
    /// Which States get pages; empty means every State of the lawbook.
    pub states: Vec<State>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// How many pages.
    pub pages: usize,
    /// Of these, pages of pairs of States.
    pub pairs: usize,
    /// How many bytes in all.
    pub bytes: u64,
}

/// Why no register was written. The folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BadBook {
    /// The folder cannot be used or written.
    #[error(transparent)]
    Folder(#[from] BadFolder),
    /// A page cannot be laid out.
    #[error("laying out {page}: {because}")]
    Page {
        /// Which page.
        page: String,
        /// Why.
        because: String,
    },
    /// A page leads nowhere: a fault of this program, found before anything was published.
    #[error("{} links lead nowhere, the first from {} to {}", .0.len(), .0.first().map_or("", |dead| &dead.page), .0.first().map_or("", |dead| &dead.target))]
    DeadLinks(Vec<links::Dead>),
}

/// Writes the register into `folder`: all of it, or nothing.
pub fn make(book: &Lawbook, options: &Options, folder: &Path) -> Result<Made, BadBook> {
    let mut site = Site::begin(folder)?;
    page::all(book, options, &mut site)?;
    site.finish()
}
