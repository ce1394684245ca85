//! A register while it is written: pages go to the folder one by one, their links are kept, and nothing is published while
//! one of them leads nowhere.

use crate::folder::Folder;
use crate::links::Links;
use crate::{BadBook, Made, grid};
use askama::Template;
use std::path::Path;

/// The look of the pages.
const STYLE: &str = include_str!("../assets/book.css");

/// The folders within a register.
const FOLDERS: &[&str] = &["state", "instrument", "offence", "kind", "pair", "matrix"];

/// A register in the making.
pub(crate) struct Site {
    folder: Folder,
    links: Links,
    made: Made,
}

impl Site {
    /// Begins beside the place where it shall be.
    pub(crate) fn begin(place: &Path) -> Result<Site, BadBook> {
        let folder = Folder::begin(place)?;
        for name in FOLDERS {
            folder.folder(name)?;
        }
        let mut site = Site { folder, links: Links::default(), made: Made { pages: 0, pairs: 0, bytes: 0 } };
        site.put("book.css", &format!("{STYLE}{}", grid::style()))?;
        site.links.file("book.css");
        Ok(site)
    }

    /// Lays out a page and writes it.
    pub(crate) fn page(&mut self, path: &str, page: &impl Template) -> Result<(), BadBook> {
        let html = page.render().map_err(|e| BadBook::Page { page: path.to_owned(), because: e.to_string() })?;
        self.links.page(path, &html);
        self.made.pages = self.made.pages.saturating_add(1);
        self.made.pairs = self.made.pairs.saturating_add(usize::from(path.starts_with("pair/")));
        self.put(path, &html)
    }

    fn put(&mut self, path: &str, text: &str) -> Result<(), BadBook> {
        self.made.bytes = self.made.bytes.saturating_add(text.len() as u64);
        Ok(self.folder.write(path, text.as_bytes())?)
    }

    /// Publishes it, if every link leads somewhere.
    pub(crate) fn finish(self) -> Result<Made, BadBook> {
        let dead = self.links.dead();
        if !dead.is_empty() {
            return Err(BadBook::DeadLinks(dead));
        }
        self.folder.finish()?;
        Ok(self.made)
    }
}
