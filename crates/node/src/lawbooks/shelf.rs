//! The lawbooks of one node, in `lawbooks/` of its directory: every one that was ever installed, the name of the one in
//! use, and the fingerprint of the publisher that was pinned. Each is verified again whenever it is read.

use super::package::{BadPackage, Package};
use law::Lawbook;
use model::Digest;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why the shelf does not answer.
#[derive(Debug, thiserror::Error)]
pub enum BadShelf {
    /// A file of it.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A package on it, or the one to be put there.
    #[error("{}: {bad}", path.display())]
    Package {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        bad: BadPackage,
    },
    /// No publisher was pinned yet.
    #[error("no publisher is pinned: nothing says whose lawbook this node takes")]
    NoPublisher,
    /// Another publisher is pinned.
    #[error("this node pinned the publisher {pinned}, not {given}")]
    OtherPublisher {
        /// Who is pinned.
        pinned: Digest,
        /// Who was given.
        given: Digest,
    },
    /// Older than what is in use.
    #[error("edition {edition} is not newer than {used}, which is in use")]
    Older {
        /// What was to be installed.
        edition: String,
        /// What is in use.
        used: String,
    },
    /// What the shelf says about itself makes no sense.
    #[error("{}: {because}", path.display())]
    Form {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        because: &'static str,
    },
}

/// A lawbook on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file under `lawbooks/`.
    pub file: String,
    /// True of the one in use.
    pub used: bool,
}

/// The shelf of a node.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The shelf in a node's directory; it need not be there.
    pub fn of(directory: &Path) -> Shelf {
        Shelf { folder: directory.join("lawbooks") }
    }

    /// The publisher that this node pinned.
    pub fn publisher(&self) -> Result<Option<Digest>, BadShelf> {
        let path = self.folder.join("publisher");
        let Some(text) = read(&path)? else { return Ok(None) };
        match std::str::from_utf8(&text).ok().and_then(|text| Digest::parse(text.trim())) {
            Some(pinned) => Ok(Some(pinned)),
            None => Err(BadShelf::Form { path, because: "not a fingerprint of 64 hexadecimal digits" }),
        }
    }

    /// The lawbook in use, verified; nothing where none was installed, and the program's own counts.
    pub fn used(&self) -> Result<Option<(Package, Lawbook)>, BadShelf> {
        let Some(name) = self.used_name()? else { return Ok(None) };
        let pinned = self.publisher()?.ok_or(BadShelf::NoPublisher)?;
        let path = self.folder.join(&name);
        let missing = || BadShelf::File { path: path.clone(), error: io::ErrorKind::NotFound.into() };
        let bytes = read(&path)?.ok_or_else(missing)?;
        Package::read(&bytes, pinned).map(Some).map_err(|bad| BadShelf::Package { path, bad })
    }

    /// Puts a lawbook on the shelf and uses it from the next start on. `given` pins the publisher, once; `older` says that a
    /// person wants an edition that is not newer than `used`. Nothing is removed.
    pub fn install(
        &self,
        from: &Path,
        bytes: &[u8],
        given: Option<Digest>,
        used: &str,
        older: bool,
    ) -> Result<Package, BadShelf> {
        let pinned = match (self.publisher()?, given) {
            (Some(pinned), Some(given)) if pinned != given => return Err(BadShelf::OtherPublisher { pinned, given }),
            (Some(pinned), _) => pinned,
            (None, Some(given)) => given,
            (None, None) => return Err(BadShelf::NoPublisher),
        };
        let bad = |bad| BadShelf::Package { path: from.to_owned(), bad };
        let (package, _) = Package::read(bytes, pinned).map_err(bad)?;
        if package.edition() <= used && !older {
            return Err(BadShelf::Older { edition: package.edition().to_owned(), used: used.to_owned() });
        }
        fs::create_dir_all(&self.folder).map_err(|error| BadShelf::File { path: self.folder.clone(), error })?;
        let digest = package.digest().to_string();
        let name = format!("{}-{}.json", package.edition(), digest.get(..16).unwrap_or(&digest));
        self.put(&name, bytes)?;
        self.put("publisher", pinned.to_string().as_bytes())?;
        self.put("current", name.as_bytes())?;
        Ok(package)
    }

    /// Every lawbook that was ever installed, by edition.
    pub fn kept(&self) -> Result<Vec<Kept>, BadShelf> {
        let used = self.used_name()?;
        let failed = |error| BadShelf::File { path: self.folder.clone(), error };
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut kept = Vec::new();
        for entry in entries {
            let file = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            if file.ends_with(".json") {
                kept.push(Kept { used: Some(&file) == used.as_ref(), file });
            }
        }
        kept.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(kept)
    }

    fn used_name(&self) -> Result<Option<String>, BadShelf> {
        let path = self.folder.join("current");
        let Some(text) = read(&path)? else { return Ok(None) };
        let plain = |name: &&str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
        match std::str::from_utf8(&text).ok().map(str::trim).filter(plain) {
            Some(name) if name.ends_with(".json") => Ok(Some(name.to_owned())),
            _ => Err(BadShelf::Form { path, because: "not the name of a lawbook on this shelf" }),
        }
    }

    /// Whole or not at all: beside its place first, then by one renaming.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), BadShelf> {
        let (path, beside) = (self.folder.join(name), self.folder.join(format!("{name}.part")));
        let written = fs::File::create(&beside).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&beside, &path)
        });
        written.map_err(|error| BadShelf::File { path, error })
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, BadShelf> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(BadShelf::File { path: path.to_owned(), error }),
    }
}
