//! What identifies exactly: documents, telephones, accounts.

use crate::{Personal, State};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of identifier; the blind index has a key for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierKind {
    /// A passport.
    Passport,
    /// A national identity card or number.
    NationalId,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A bank account.
    Account,
    /// A tax, registration or other number.
    Registration,
}

impl IdentifierKind {
    /// Every kind, in order.
    pub const ALL: &[IdentifierKind] = &[
        IdentifierKind::Passport,
        IdentifierKind::NationalId,
        IdentifierKind::Phone,
        IdentifierKind::Email,
        IdentifierKind::Account,
        IdentifierKind::Registration,
    ];

    /// The word used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            IdentifierKind::Passport => "passport",
            IdentifierKind::NationalId => "national-id",
            IdentifierKind::Phone => "phone",
            IdentifierKind::Email => "email",
            IdentifierKind::Account => "account",
            IdentifierKind::Registration => "registration",
        }
    }
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An identifier as written, with its issuing State where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// What kind.
    pub kind: IdentifierKind,
    /// The value as written.
    pub value: Personal<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<State>,
}

impl Identifier {
    /// The value as compared and indexed: letters and digits only, upper case; an e-mail keeps `@ . _ - +`.
    pub fn normalised(&self) -> Personal<String> {
        let keep = |c: &char| match self.kind {
            IdentifierKind::Email => c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+'),
            _ => c.is_alphanumeric(),
        };
        Personal::new(self.value.expose().chars().filter(keep).flat_map(char::to_uppercase).collect())
    }
}
