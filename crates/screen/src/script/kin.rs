//! Other words that stand for the same name: short forms, diminutives, the same name in another language.

use crate::LogOdds;

/// Words that may stand for `text` (a reading), with how much less likely that is than the word itself. Symmetric.
/// The engine looks each of them up beside the word.
pub fn kin(_text: &[u8]) -> Vec<(&'static [u8], LogOdds)> {
    Vec::new()
}
