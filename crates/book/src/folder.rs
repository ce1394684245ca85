//! The folder of a register: written beside its place and moved there at the end, so that a reader sees the old register or
//! the new one. A folder that holds anything else is never touched: a register is known by its mark, which names each of its
//! files, and one file more is somebody's own.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that says: this folder is a register, and may be replaced by the next. A line of words, then every file.
pub const MARK: &str = ".comity-register";

/// The first line of the mark.
const WORDS: &str = "A register made by comity. It is replaced whole, as long as it holds these files and no other:\n";

/// Why a folder cannot take a register.
#[derive(Debug, thiserror::Error)]
pub enum BadFolder {
    /// A register, and beside its files something of somebody's own.
    #[error("{place} holds {file}, which is not of the register: move it away, or give another folder")]
    NotOfRegister {
        /// The folder.
        place: PathBuf,
        /// The first such file, within it.
        file: String,
    },
    /// A register of an earlier version, or one that was broken off: which files are its own is not known.
    #[error("{0} holds a register that does not say which files are its own: remove the folder, or give another")]
    Earlier(PathBuf),
    /// Something else is in it.
    #[error("{0} holds something that is not a register: give a new folder, or an empty one")]
    Foreign(PathBuf),
    /// The path ends in no name.
    #[error("{0} has no name of its own: give the folder by its name, not by `.` or `..`")]
    Nameless(PathBuf),
    /// It could not be read or written.
    #[error("{path}: {error}")]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// A register while it is written.
#[derive(Debug)]
pub struct Folder {
    place: PathBuf,
    fresh: PathBuf,
    files: RefCell<BTreeSet<String>>,
    done: bool,
}

impl Folder {
    /// Begins beside `place`; refuses a place that holds anything but a register.
    pub fn begin(place: &Path) -> Result<Folder, BadFolder> {
        ours(place)?;
        let fresh = beside(place, ".part")?;
        // What an earlier run left when it was broken off.
        if broken_off(&fresh) || ours(&fresh)? == Holds::Register {
            fs::remove_dir_all(&fresh).map_err(failed(&fresh))?;
        }
        fs::create_dir_all(&fresh).map_err(failed(&fresh))?;
        let folder = Folder { place: place.to_owned(), fresh, files: RefCell::default(), done: false };
        folder.write(MARK, WORDS.as_bytes())?;
        Ok(folder)
    }

    /// Makes a folder within it.
    pub fn folder(&self, name: &str) -> Result<(), BadFolder> {
        let path = self.fresh.join(name);
        fs::create_dir_all(&path).map_err(failed(&path))
    }

    /// Writes one file.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), BadFolder> {
        let path = self.fresh.join(name);
        fs::write(&path, bytes).map_err(failed(&path))?;
        self.files.borrow_mut().insert(name.to_owned());
        Ok(())
    }

    /// Moves it to its place; an older register there is removed afterwards.
    pub fn finish(mut self) -> Result<(), BadFolder> {
        let files: Vec<String> = self.files.borrow().iter().cloned().collect();
        self.write(MARK, format!("{WORDS}{}\n", files.join("\n")).as_bytes())?;
        let old = beside(&self.place, ".old")?;
        if ours(&old)? == Holds::Register {
            fs::remove_dir_all(&old).map_err(failed(&old))?;
        }
        // Looked at again: somebody may have put something there meanwhile.
        let before = ours(&self.place)?;
        if before != Holds::Nothing {
            fs::rename(&self.place, &old).map_err(failed(&self.place))?;
        }
        if let Err(error) = fs::rename(&self.fresh, &self.place) {
            if before != Holds::Nothing {
                fs::rename(&old, &self.place).map_err(failed(&old))?;
            }
            return Err(failed(&self.place)(error));
        }
        self.done = true;
        if before != Holds::Nothing {
            fs::remove_dir_all(&old).map_err(failed(&old))?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.done {
            // Nothing can be told from here; the next run removes what is left.
            let _ = fs::remove_dir_all(&self.fresh);
        }
    }
}

/// What a place holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// There is nothing of this name.
    Nothing,
    /// An empty folder.
    Empty,
    /// A register.
    Register,
}

/// Whether a run was broken off here: the mark is there and names no file yet.
fn broken_off(fresh: &Path) -> bool {
    fs::read_to_string(fresh.join(MARK)).is_ok_and(|text| text == WORDS)
}

fn ours(place: &Path) -> Result<Holds, BadFolder> {
    match fs::symlink_metadata(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Holds::Nothing),
        Err(error) => return Err(failed(place)(error)),
        Ok(found) if !found.is_dir() => return Err(BadFolder::Foreign(place.to_owned())),
        Ok(_) => {}
    }
    let mark = place.join(MARK);
    if mark.is_file() {
        let text = fs::read_to_string(&mark).map_err(failed(&mark))?;
        let named: BTreeSet<&str> = text.lines().skip(1).collect();
        if named.is_empty() {
            return Err(BadFolder::Earlier(place.to_owned()));
        }
        return match stranger(place, "", &named)? {
            None => Ok(Holds::Register),
            Some(file) => Err(BadFolder::NotOfRegister { place: place.to_owned(), file }),
        };
    }
    let mut entries = fs::read_dir(place).map_err(failed(place))?;
    if entries.next().is_none() { Ok(Holds::Empty) } else { Err(BadFolder::Foreign(place.to_owned())) }
}

/// The first file under a folder that the mark does not name; a link is followed nowhere and is a stranger.
fn stranger(folder: &Path, within: &str, named: &BTreeSet<&str>) -> Result<Option<String>, BadFolder> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder).and_then(Iterator::collect).map_err(failed(folder))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        let is_folder = entry.file_type().map_err(failed(&entry.path()))?.is_dir();
        let found = match is_folder {
            true => stranger(&entry.path(), &format!("{name}/"), named)?,
            false => (!named.contains(name.as_str())).then_some(name),
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn beside(place: &Path, ending: &str) -> Result<PathBuf, BadFolder> {
    let name = place.file_name().ok_or_else(|| BadFolder::Nameless(place.to_owned()))?;
    let mut name = name.to_os_string();
    name.push(ending);
    Ok(place.with_file_name(name))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> BadFolder {
    let path = path.to_owned();
    move |error| BadFolder::Io { path, error }
}
