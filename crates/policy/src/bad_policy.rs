//! Why policies cannot be loaded. A node without policies permits nothing.

use model::Check;

/// A policy file that is not accepted. Names the file and, where known, the policy; holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{check} {file}{}: {because}", policy.as_ref().map(|id| format!(" policy `{id}`")).unwrap_or_default())]
pub struct BadPolicy {
    /// The check that failed.
    pub check: &'static Check,
    /// In which file.
    pub file: String,
    /// In which policy, by its `@id`.
    pub policy: Option<String>,
    /// What is wrong with it.
    pub because: String,
}
