//! The published log of a node, as anybody reads it who has its folder: no key, no store. Not a verification: that is
//! [`verify`], which whoever relies on what is read here asks first.

use audit::checks::{AUD_2_1, AUD_2_2};
use audit::disk::{Disk as _, Folder};
use audit::{Broken, Checkpoint, Entry, Verified, bundle};
use model::Failure;
use std::path::Path;
use std::time::Duration;

/// How often a log that has files too many or too few is looked at before that is believed.
const LOOKS: u32 = 5;
/// How long apart: a publication takes a few milliseconds.
const APART: Duration = Duration::from_millis(200);

/// Verifies the log in its folder, as [`audit::verify()`] does, beside a node that may be publishing. A publication puts
/// files down before the checkpoint that knows them and removes the old ones after it; for that moment a sound log
/// has files too many or too few. Every other finding is final at once.
///
/// # Errors
/// What does not hold, after the last look.
pub fn verify(log: &Path, vkey: Option<&str>) -> Result<Verified, Broken> {
    verify_against(log, vkey, &[])
}

/// The same against checkpoints known from before, as [`audit::verify::verify_against`] has it.
///
/// # Errors
/// What does not hold, after the last look.
pub fn verify_against(log: &Path, vkey: Option<&str>, older: &[Checkpoint]) -> Result<Verified, Broken> {
    let folder = Folder::at(log);
    for _ in 1..LOOKS {
        match audit::verify::verify_against(&folder, vkey, older) {
            Err(broken) if [AUD_2_1.id, AUD_2_2.id].contains(&broken.check.id) => std::thread::sleep(APART),
            verdict => return verdict,
        }
    }
    audit::verify::verify_against(&folder, vkey, older)
}

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
