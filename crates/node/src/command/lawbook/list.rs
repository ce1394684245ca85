//! `comity lawbook list`: what lies on the shelf of a node, and what is in use.

use super::super::{Answer, Terminal, Trouble};
use crate::lawbooks::{Kept, Shelf};
use crate::rules::Rules;
use clap::Args;
use model::{Digest, Failure};
use serde::Serialize;
use std::path::PathBuf;

/// List the lawbooks of a node: the one in use and every one that was
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  comity lawbook list --dir fi-spoc")]
pub(in crate::command) struct List {
    /// The directory of the node
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
}

/// What is there.
#[derive(Serialize)]
struct Shown {
    used: String,
    built_in: bool,
    publisher: Option<Digest>,
    kept: Vec<String>,
}

impl List {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let shelf = Shelf::of(&self.dir);
        let kept = shelf.kept()?;
        let rules = Rules::of(&self.dir).map_err(|e| Failure::new("reading the rules", e))?;
        let shown = Shown {
            used: rules.lawbook.version().0.clone(),
            built_in: !kept.iter().any(|kept| kept.used),
            publisher: shelf.publisher()?,
            kept: kept.into_iter().map(|Kept { file, .. }| file).collect(),
        };
        terminal.show(&shown, || page(&shown))?;
        Ok(Answer::Yes)
    }
}

fn page(shown: &Shown) -> String {
    let own = if shown.built_in { "   (came with the program)" } else { "" };
    let publisher = shown.publisher.map_or_else(|| "none pinned".to_owned(), |pinned| pinned.to_string());
    let mut page = format!("in use      {}{own}\npublisher   {publisher}\n", shown.used);
    for file in &shown.kept {
        page.push_str(&format!("kept        lawbooks/{file}\n"));
    }
    page
}
