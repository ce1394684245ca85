//! Personal data that cannot be printed.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A value about a person. It can be sealed, stored encrypted and screened, but `Debug` shows `<withheld>` and there is
/// no `Display`. Not access control: who may see it is decided by `policy` (`Withheld` and `Permit`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Marks a value as personal.
    pub fn new(value: T) -> Personal<T> {
        Personal(value)
    }

    /// The value itself, for sealing, screening and disclosure. Never pass it to a log or an error.
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// Gives the value up.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl From<&str> for Personal<String> {
    fn from(text: &str) -> Personal<String> {
        Personal(text.to_owned())
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<withheld>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing() {
        let name = Personal::new("Canary Q. Testname".to_owned());
        assert_eq!(format!("{:?} {:#?}", Some(&name), name), "Some(<withheld>) <withheld>");
    }
}
