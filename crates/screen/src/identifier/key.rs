//! The one spelling under which an identifier is compared.

use model::subject::Identifier;

/// An identifier in its one spelling. `Debug` shows no value.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// Letters and digits, upper case (an e-mail address keeps its marks).
    pub text: String,
    /// Whether its check digits hold; none where its kind has none.
    pub valid: Option<bool>,
}

/// The key of an identifier.
pub fn key(identifier: &Identifier) -> Key {
    Key { text: identifier.normalised().into_exposed(), valid: None }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key {{ valid: {:?} }}", self.valid)
    }
}
