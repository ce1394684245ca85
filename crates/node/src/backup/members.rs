//! What a backup holds: files of a node's directory, by their paths in it. Every other file is left where it is.

use super::file::BadBackup;
use std::path::{Component, Path, PathBuf};

/// The database, first in every backup.
pub(super) const DATABASE: &str = "comity.db";
/// Single files.
const FILES: &[&str] = &[crate::configuration::FILE];
/// Folders, with everything under them.
const FOLDERS: &[&str] = &["lawbooks", "log", "logs", "witnessed"];

/// Every file of a node's directory that goes into a backup, besides the database.
pub(super) fn list(directory: &Path) -> std::io::Result<Vec<String>> {
    let mut found: Vec<String> =
        FILES.iter().filter(|file| directory.join(file).is_file()).map(|file| (*file).to_owned()).collect();
    for folder in FOLDERS {
        under(directory, &directory.join(folder), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn under(directory: &Path, folder: &Path, found: &mut Vec<String>) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            under(directory, &path, found)?;
        } else if let Some(name) = path.strip_prefix(directory).ok().and_then(Path::to_str) {
            found.push(name.to_owned());
        }
    }
    Ok(())
}

/// Where a file of a backup goes: under `directory`, and only where such a file belongs.
pub(super) fn place(directory: &Path, name: &str) -> Result<PathBuf, BadBackup> {
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let first = name.split('/').next().unwrap_or_default();
    let known = name == DATABASE || FILES.contains(&name) || (name != first && FOLDERS.contains(&first));
    if plain && known {
        Ok(directory.join(name))
    } else {
        Err(BadBackup::Content("a file that no node has".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_where_such_a_file_belongs_and_nowhere_else() {
        let directory = Path::new("/srv/node");
        assert!(place(directory, "comity.db").is_ok() && place(directory, "log/tile/0/000").is_ok());
        for name in
            ["", "/etc/passwd", "../x", "log/../../x", "log", "other", "logs", "lawbooks/../comity.key", "node.lock"]
        {
            assert!(place(directory, name).is_err(), "{name}");
        }
    }
}
