//! The published log of a node, as anybody reads it who has its folder: no key, no store. Not a verification: that is
//! [`audit::verify()`], which whoever relies on what is read here asks first.

use audit::disk::{Disk as _, Folder};
use audit::{Entry, bundle};
use model::Failure;
use std::path::Path;

/// The entries under `log/` in their order; an erased one is left out.
pub fn entries(log: &Path) -> Result<Vec<Entry>, Failure> {
    let folder = Folder::at(log);
    let failed = |because: String| Failure::new(format!("reading {}", log.display()), because);
    let paths = folder.list().map_err(|e| failed(e.to_string()))?;
    let (mut entries, mut n) = (Vec::new(), 0);
    for path in paths.iter().filter(|path| path.starts_with("entries/")) {
        let bytes = folder.read(path).map_err(|e| failed(e.to_string()))?.unwrap_or_default();
        let lines = bundle::lines(&bytes).ok_or_else(|| failed(format!("{path} is no bundle")))?;
        for line in lines {
            let (_, entry) = bundle::read_row(line, n).map_err(|e| failed(format!("{path}: entry {n}: {e}")))?;
            entries.extend(entry);
            n += 1;
        }
    }
    Ok(entries)
}
