//! Why a word of the command did not answer: bad input, with its place, or a failure. A refusal by law or policy is an
//! answer; it is here only so that a word may pass it on.

use formats::BadDocument;
use model::{Failure, Refusal, Stop};
use serde::Serialize;
use std::fmt;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "trouble", rename_all = "kebab-case")]
pub enum Trouble {
    /// What was given is not right.
    Input(BadInput),
    /// Law or policy says no.
    Refused(Refusal),
    /// We could not.
    Failed(Failure),
}

/// What is not right, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadInput {
    /// The file, or the argument of the command line.
    pub file: String,
    /// Its line, from 1; 0 where it is the whole.
    pub line: u64,
    /// The field or column; empty where it is the whole.
    pub field: String,
    /// What is wrong, without a value about a person.
    pub because: String,
    /// What to do about it.
    pub remedy: String,
}

impl Trouble {
    /// Bad input as a whole: an argument, or a file.
    pub fn input(place: impl Into<String>, because: impl Into<String>, remedy: impl Into<String>) -> Trouble {
        let (because, remedy) = (because.into(), remedy.into());
        Trouble::Input(BadInput { file: place.into(), line: 0, field: String::new(), because, remedy })
    }

    /// A file that could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Trouble {
        let place = path.display().to_string();
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => Trouble::input(
                place,
                "is there already and is not written over",
                "name another file, or move this one away",
            ),
            _ => Trouble::input(place, error.to_string(), "check the path and the rights on it"),
        }
    }

    /// 1 for a refusal, 2 for bad input, 3 for a failure.
    pub fn exit_code(&self) -> u8 {
        match self {
            Trouble::Refused(_) => 1,
            Trouble::Input(_) => 2,
            Trouble::Failed(_) => 3,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Refused(refusal) => write!(f, "refused: {refusal}"),
            Trouble::Failed(failure) => write!(f, "failure: {failure}"),
            Trouble::Input(bad) => {
                f.write_str(&bad.file)?;
                if bad.line > 0 {
                    write!(f, ":{}", bad.line)?;
                }
                if !bad.field.is_empty() {
                    write!(f, " ({})", bad.field)?;
                }
                write!(f, ": {}", bad.because)?;
                if bad.remedy.is_empty() { Ok(()) } else { write!(f, "; {}", bad.remedy) }
            }
        }
    }
}

impl From<BadDocument> for Trouble {
    fn from(bad: BadDocument) -> Trouble {
        let BadDocument { check, file, line, field, because, remedy } = bad;
        Trouble::Input(BadInput { file, line, field, because: format!("{because} [{check}]"), remedy })
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Failed(failure)
    }
}

impl From<Stop> for Trouble {
    fn from(stop: Stop) -> Trouble {
        match stop {
            Stop::Refusal(refusal) => Trouble::Refused(refusal),
            Stop::Failure(failure) => Trouble::Failed(failure),
            Stop::Fault(fault) => Trouble::Failed(Failure::new("reading our own data", fault)),
        }
    }
}
