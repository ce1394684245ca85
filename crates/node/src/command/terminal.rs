//! The two outputs of the command: the answer on stdout, what happens meanwhile on stderr. A reader that closes the pipe
//! ends the output quietly and changes neither the work nor the exit code.

use super::Trouble;
use serde::Serialize;
use std::io::{ErrorKind, Write};

/// Where a word writes.
#[derive(Debug)]
pub struct Terminal {
    json: bool,
}

impl Terminal {
    /// A terminal; with `json`, the answer is one JSON document.
    pub fn new(json: bool) -> Terminal {
        Terminal { json }
    }

    /// Whether the answer is to be JSON.
    pub fn json(&self) -> bool {
        self.json
    }

    /// Shows the answer: the document in JSON, or the page.
    pub fn show<D: Serialize>(&mut self, document: &D, page: impl FnOnce() -> String) -> Result<(), Trouble> {
        let mut text = if self.json { pretty(document)? } else { page() };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.write(text.as_bytes())
    }

    /// Writes an answer that is neither: a table of the caller's own.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let mut out = std::io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(model::Failure::new("writing the answer", error).into())
            }
            _ => Ok(()),
        }
    }

    /// Says what happens, on stderr.
    pub fn say(&mut self, line: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }

    /// Says why there is no answer, on stderr, and in JSON also as the one document.
    pub fn trouble(&mut self, trouble: &Trouble) {
        self.say(&format!("comity: {trouble}"));
        if self.json
            && let Ok(text) = pretty(trouble)
        {
            let _ = self.write(format!("{text}\n").as_bytes());
        }
    }
}

fn pretty<D: Serialize>(document: &D) -> Result<String, Trouble> {
    serde_json::to_string_pretty(document).map_err(|e| model::Failure::new("writing JSON", e).into())
}
