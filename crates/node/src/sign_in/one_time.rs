//! The stored form of a one-time code, in the place where a password will be: `one-time SECONDS ARGON2`.

use jiff::SignedDuration;
use model::Instant;

const WORD: &str = "one-time ";
/// For how long a code opens enrolment (NOD-3.4).
pub(super) const VALID: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What stands in the place of the password.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stored<'a> {
    /// A password.
    Password(&'a str),
    /// A one-time code, until when.
    OneTime(&'a str, Instant),
}

/// The stored form of a code.
pub(super) fn write(hash: &str, until: Instant) -> String {
    format!("{WORD}{} {hash}", until.as_second())
}

/// Reads either form.
pub(super) fn read(stored: &str) -> Stored<'_> {
    let Some(rest) = stored.strip_prefix(WORD) else { return Stored::Password(stored) };
    let (seconds, hash) = rest.split_once(' ').unwrap_or(("0", ""));
    let until = seconds.parse().ok().and_then(|second| Instant::from_second(second).ok());
    Stored::OneTime(hash, until.unwrap_or(Instant::UNIX_EPOCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_read_back() {
        let until = Instant::from_second(1_800_000_000).unwrap();
        assert_eq!(read(&write("$argon2id$x", until)), Stored::OneTime("$argon2id$x", until));
        assert_eq!(read("$argon2id$x"), Stored::Password("$argon2id$x"));
        assert_eq!(read("one-time nonsense"), Stored::OneTime("", Instant::UNIX_EPOCH));
    }
}
