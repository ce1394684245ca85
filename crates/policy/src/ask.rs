//! The question itself.

use crate::{Action, Actor, Circumstances, Resource};

/// May this actor do this to that, here and now?
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// What.
    pub action: Action,
    /// On what.
    pub resource: &'a Resource,
    /// When, what for, with whose agreement.
    pub circumstances: &'a Circumstances,
}
