//! Reading ids out of columns: what does not fit is a Failure that says which row was being read, never a value.

use model::{AuthorityId, Digest, DraftId, ExchangeId, Failure, MessageId};

/// Says what could not be read.
fn damaged(doing: &'static str, what: &str) -> Failure {
    Failure::new(doing, format!("its {what} is damaged"))
}

pub(crate) fn message(bytes: Vec<u8>, doing: &'static str) -> Result<MessageId, Failure> {
    bytes.try_into().map(|bytes| MessageId(Digest(bytes))).map_err(|_| damaged(doing, "message id"))
}

pub(crate) fn exchange(bytes: Vec<u8>, doing: &'static str) -> Result<ExchangeId, Failure> {
    bytes.try_into().map(ExchangeId).map_err(|_| damaged(doing, "exchange"))
}

pub(crate) fn draft(bytes: Vec<u8>, doing: &'static str) -> Result<DraftId, Failure> {
    bytes.try_into().map(DraftId).map_err(|_| damaged(doing, "item"))
}

pub(crate) fn authority(text: &str, doing: &'static str) -> Result<AuthorityId, Failure> {
    AuthorityId::parse(text).map_err(|_| damaged(doing, "authority"))
}

/// JSON of a noun without personal data.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str, doing: &'static str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|_| damaged(doing, "JSON"))
}

/// The same, written.
pub(crate) fn to_json<T: serde::Serialize>(noun: &T, doing: &'static str) -> Result<String, Failure> {
    serde_json::to_string(noun).map_err(|e| Failure::new(doing, e))
}
