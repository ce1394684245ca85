//! How to read the register: marks, words, what is not known.

use super::{Desk, Frame};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use law::Extent;

#[derive(Template)]
#[template(path = "about.html")]
struct Page {
    frame: Frame,
    extents: Vec<(&'static str, String, &'static str)>,
    standings: Vec<(&'static str, &'static str, &'static str)>,
    edition: String,
}

/// Every standing, in the order of the legend.
const STANDINGS: &[&str] =
    &["bound", "suspended", "not-yet", "undated", "signed", "unknown", "ceased", "absent", "not-in-force"];

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    let extents = Extent::ALL.iter().map(|e| (words::class(*e), words::mark(*e, 3), e.sentence())).collect();
    let standing =
        |word: &&'static str| (words::standing_class(word), words::standing_mark(word), words::standing(word));
    let standings = STANDINGS.iter().map(standing).collect();
    let (frame, edition) = (desk.root("How to read the register"), desk.book.edition().to_owned());
    site.page("about.html", &Page { frame, extents, standings, edition })
}
