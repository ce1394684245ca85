//! Opening a node's directory from the command line: its settings, its key, its store. One process at a time.

use super::trouble::BadInput;
use super::{Trouble, whole};
use crate::backup::mark;
use crate::configuration::{BadConfiguration, Configuration};
use crate::key_place;
use crate::system::{SystemChance, SystemClock};
use clap::Args;
use data_encoding::HEXLOWER;
use model::Clock as _;
use seal::rest::NodeKey;
use std::path::{Path, PathBuf};
use store::Store;
use zeroize::Zeroizing;

/// Which node, and where its key is.
#[derive(Debug, Args)]
pub(super) struct Directory {
    /// The directory of the node
    #[arg(long, value_name = "DIR")]
    pub(super) dir: PathBuf,
    /// The file with the node key; else the systemd credential `comity.key`, else `DIR.key`, else the folder of keys beside the folder of a demonstration
    #[arg(long, value_name = "FILE", env = "COMITY_KEY_FILE")]
    pub(super) key_file: Option<PathBuf>,
}

impl Directory {
    /// Where the key is looked for.
    fn key_path(&self) -> Result<PathBuf, Trouble> {
        if let Some(file) = &self.key_file {
            return Ok(file.clone());
        }
        let credential = std::env::var_os("CREDENTIALS_DIRECTORY").map(|dir| Path::new(&dir).join("comity.key"));
        if let Some(credential) = credential.filter(|path| path.is_file()) {
            return Ok(credential);
        }
        let (own, federation) = (beside(&self.dir, ".key")?, key_place::of_federation(&self.dir));
        Ok(if !own.is_file() && federation.is_file() { federation } else { own })
    }

    /// The node's settings.
    pub(super) fn configuration(&self) -> Result<Configuration, Trouble> {
        if !self.dir.join("comity.db").is_file() {
            let because = "no node was founded in this directory";
            return Err(Trouble::input(self.dir.display().to_string(), because, "run `comity init` first"));
        }
        Configuration::read(&self.dir).map_err(Trouble::from)
    }

    /// The node's store, unlocked. One that is behind the mark beside its directory stands still from here on.
    pub(super) fn open(&self) -> Result<Store, Trouble> {
        let store = Store::open(&self.dir, self.key()?)?;
        mark::hold_against(&self.dir, &store, SystemClock.now(), &mut SystemChance)?;
        Ok(store)
    }

    /// The node key.
    pub(super) fn key(&self) -> Result<NodeKey, Trouble> {
        let path = self.key_path()?;
        let text = Zeroizing::new(whole::text(&path, whole::PAGE)?);
        let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok().map(Zeroizing::new);
        let bytes = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok()).map(Zeroizing::new);
        let Some(bytes) = bytes else {
            let because = "a node key is 64 hexadecimal digits";
            return Err(Trouble::input(path.display().to_string(), because, "give the key that `comity init` wrote"));
        };
        Ok(NodeKey::from_bytes(&bytes)?)
    }
}

/// A place beside the directory, under its name and an ending: never in it, so that a copy of the directory is no use
/// alone.
pub(super) fn beside(directory: &Path, ending: &str) -> Result<PathBuf, Trouble> {
    let Some(name) = directory.file_name() else {
        let because = "the directory has no name of its own";
        return Err(Trouble::input(directory.display().to_string(), because, "give it by its name, not by `.`"));
    };
    let mut name = name.to_os_string();
    name.push(ending);
    Ok(directory.with_file_name(name))
}

impl From<BadConfiguration> for Trouble {
    fn from(bad: BadConfiguration) -> Trouble {
        let BadConfiguration { file, line, field, because } = bad;
        let (file, remedy) = (file.display().to_string(), String::new());
        Trouble::Input(BadInput { file, line, field, because, remedy })
    }
}
