//! The lawbook and the policies that come with the program. Both are compiled in, so that one file is a whole node.

use law::{BadLawbook, Lawbook};
use model::RulesetVersion;
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
}

/// The version of the compiled lawbook: its day and the digest of its files, so that a finding can be recomputed.
pub fn lawbook_version() -> RulesetVersion {
    version_of(LAWBOOK)
}

/// The version of a lawbook by its files, in the order of their names.
pub fn version_of(files: &[(&str, &[u8])]) -> RulesetVersion {
    let day = files.iter().find(|(name, _)| *name == "VERSION").map_or(&b""[..], |(_, bytes)| bytes);
    let day = String::from_utf8_lossy(day).trim().to_owned();
    let parts: Vec<&[u8]> = files.iter().flat_map(|(name, bytes)| [name.as_bytes(), &[0], bytes, &[0]]).collect();
    RulesetVersion(format!("lawbook {day} sha256:{}", seal::digest::sha256(&parts)))
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
