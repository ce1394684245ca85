//! From bytes to text: UTF-8 only. Another encoding is refused with the place and the remedy, never guessed: a wrong
//! guess changes names.

use crate::bad::BadDocument;
use crate::{Guards, checks};

/// Text of a file of which nothing but the size and the encoding is known yet. A byte order mark at the start and the
/// end-of-file mark of old systems (0x1A, at the end only) are taken off.
pub fn utf8<'a>(file: &str, bytes: &'a [u8], guards: &Guards, least: usize) -> Result<&'a str, BadDocument> {
    sized(file, bytes, guards, least)?;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(bad(file, 1, "the file is UTF-16"));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let bytes = bytes.strip_suffix(&[0x1A]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        bad(file, line, "a byte is not UTF-8; the file may be Latin-1 or Windows-1252")
    })?;
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{0085}');
    match text.find(control) {
        Some(at) => {
            let (line, because) = (line_at(bytes, at), "a control character stands in the text");
            let remedy = "fetch the file again from its source; it was damaged, or is of another kind";
            Err(BadDocument::at(&checks::FMT_1_7, (file, line, ""), because, remedy))
        }
        None => Ok(text),
    }
}

fn sized(file: &str, bytes: &[u8], guards: &Guards, least: usize) -> Result<(), BadDocument> {
    let len = bytes.len();
    if len < least {
        let because = format!("the file has {len} bytes, fewer than {least}");
        return Err(BadDocument::whole(&checks::FMT_1_1, file, because, "fetch the list again and compare its size"));
    }
    if len > guards.max_bytes {
        let because = format!("the file has {len} bytes, more than {}", guards.max_bytes);
        return Err(BadDocument::whole(&checks::FMT_1_1, file, because, "make sure that it is the right file"));
    }
    Ok(())
}

/// The line, from 1, in which a byte stands.
pub fn line_at(bytes: &[u8], at: usize) -> u64 {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count() as u64
}

fn bad(file: &str, line: u64, because: &str) -> BadDocument {
    let remedy = "save it as UTF-8 (for example `iconv -f latin1 -t utf-8`) after making sure where it comes from";
    BadDocument::at(&checks::FMT_1_7, (file, line, ""), because, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, BadDocument> {
        utf8("f.csv", bytes, &Guards::SMALL, 0).map(str::to_owned)
    }

    #[test]
    fn fmt_1_7_encodings() {
        assert_eq!(read(b"\xEF\xBB\xBFa\r\n\x1A").as_deref(), Ok("a\r\n"));
        for (bytes, line) in [(&b"a\nJos\xE9"[..], 2), (b"\xFF\xFEa\0", 1), (b"a\n\n\0b", 3), (b"a\x1Ab", 1)] {
            let refused = read(bytes).unwrap_err();
            assert_eq!((refused.check.id, refused.line), ("FMT-1.7", line));
            assert!(!refused.to_string().contains("Jos"));
        }
        assert!(!read(b"a\n\0b").unwrap_err().to_string().contains("save it as UTF-8"));
    }

    #[test]
    fn fmt_1_1_sizes() {
        assert_eq!(utf8("f.csv", b"abc", &Guards::SMALL, 4).unwrap_err().check.id, "FMT-1.1");
        let guards = Guards { max_bytes: 2, ..Guards::SMALL };
        assert_eq!(utf8("f.csv", b"abc", &guards, 0).unwrap_err().check.id, "FMT-1.1");
    }
}
