//! A file that is read whole, and never more of it than such a file may have: a device or a pipe ends at the bound too.

use super::Trouble;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// A file of facts, judgements or settings, in bytes.
pub(super) const PAGE: usize = 1 << 20;

/// All bytes of a file; more than `most` are refused.
pub(super) fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, Trouble> {
    let file = File::open(path).map_err(|e| Trouble::file(path, &e))?;
    // Room for all of it at once: what may be a key is not copied about.
    let length = file.metadata().map_or(0, |about| usize::try_from(about.len()).unwrap_or(most));
    let mut bytes = Vec::with_capacity(length.min(most) + 1);
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|e| Trouble::file(path, &e))?;
    if bytes.len() > most {
        let because = format!("more than {most} bytes are more than such a file has");
        return Err(Trouble::input(path.display().to_string(), because, "make sure that it is the right file"));
    }
    Ok(bytes)
}

/// All text of a file in UTF-8; more than `most` bytes are refused.
pub(super) fn text(path: &Path, most: usize) -> Result<String, Trouble> {
    String::from_utf8(bytes(path, most)?).map_err(|_| {
        let remedy = "make sure that it is the right file; text is to be in UTF-8";
        Trouble::input(path.display().to_string(), "the file is no text", remedy)
    })
}
