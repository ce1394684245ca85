//! Where a node's key lies by default: never in the node's directory, so that a copy of the directory is no use alone.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Beside the directory, under its name: `fi-spoc.key` for `fi-spoc`.
pub fn beside(directory: &Path) -> PathBuf {
    directory.with_file_name(ending(directory, ".key"))
}

/// Of a node among others in one folder, which then holds nodes and nothing else: `federation.keys/fi-spoc.key` for
/// `federation/fi-spoc`.
pub fn of_federation(directory: &Path) -> PathBuf {
    let directory = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
    let nodes = directory.parent().unwrap_or(&directory);
    keys_of(nodes).join(ending(&directory, ".key"))
}

/// The folder of the keys of the nodes in `nodes`.
pub fn keys_of(nodes: &Path) -> PathBuf {
    nodes.with_file_name(ending(nodes, ".keys"))
}

fn ending(path: &Path, ending: &str) -> OsString {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    name
}
