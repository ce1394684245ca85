//! The lawbook and the policies that a node decides by. Both are compiled in, so that one file is a whole node; a lawbook
//! that was installed beside it ([`lawbooks`](crate::lawbooks)) takes the place of the first.

use crate::lawbooks::{BadShelf, Shelf};
use law::{BadLawbook, Lawbook};
use model::{Digest, RulesetVersion};
use policy::{BadPolicy, Policies};
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

/// What a node decides by.
#[derive(Clone)]
pub struct Rules {
    /// The law.
    pub lawbook: Arc<Lawbook>,
    /// The policies.
    pub policies: Arc<Policies>,
}

/// Why the rules cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadRules {
    /// The lawbook.
    #[error(transparent)]
    Lawbook(#[from] BadLawbook),
    /// A lawbook that was installed.
    #[error(transparent)]
    Shelf(#[from] BadShelf),
    /// The policies.
    #[error(transparent)]
    Policies(#[from] BadPolicy),
}

/// The files of the lawbook as compiled in: path and bytes.
pub const LAWBOOK: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/lawbook_files.rs"));

impl Rules {
    /// The lawbook and policies that come with the program.
    pub fn built_in() -> Result<Rules, BadRules> {
        let lawbook = Arc::new(Lawbook::read(LAWBOOK, lawbook_version())?);
        Ok(Rules { lawbook, policies: Arc::new(policy::house::policies()?) })
    }

    /// What the node in this directory decides by: the lawbook that was installed last, else the program's own. One that does
    /// not verify is no lawbook, and nothing takes its place.
    pub fn of(directory: &Path) -> Result<Rules, BadRules> {
        match Shelf::of(directory).used()? {
            Some((_, lawbook)) => {
                Ok(Rules { lawbook: Arc::new(lawbook), policies: Arc::new(policy::house::policies()?) })
            }
            None => Rules::built_in(),
        }
    }
}

/// The version of the compiled lawbook: its day and the digest of its files, so that a finding can be recomputed.
pub fn lawbook_version() -> RulesetVersion {
    version_of(LAWBOOK)
}

/// The version of a lawbook by its files, in the order of their names.
pub fn version_of(files: &[(&str, &[u8])]) -> RulesetVersion {
    let day = files.iter().find(|(name, _)| *name == "VERSION").map_or(&b""[..], |(_, bytes)| bytes);
    let day = String::from_utf8_lossy(day).trim().to_owned();
    version_named(&day, digest_of(files))
}

/// The digest of a lawbook's files, which stand in the order of their paths.
pub fn digest_of(files: &[(&str, &[u8])]) -> Digest {
    let parts: Vec<&[u8]> = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), &[0], bytes, &[0]]).collect();
    seal::digest::sha256(&parts)
}

/// What findings name.
pub(crate) fn version_named(edition: &str, digest: Digest) -> RulesetVersion {
    RulesetVersion(format!("lawbook {edition} sha256:{digest}"))
}

/// The files of a lawbook in a folder, as they would be compiled in: without its situations and its README.
pub fn lawbook_folder(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(root).map(|p| p.to_string_lossy().replace('\\', "/")).unwrap_or_default();
        if name == "tests" || name.ends_with(".md") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push((name, fs::read(&path)?));
        }
    }
    Ok(())
}
