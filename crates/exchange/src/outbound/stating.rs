//! Facts that an officer states about a case, because only a person can know them. They raise questions; they answer
//! none.

use serde::{Deserialize, Serialize};

/// What is known of the person and the case, towards one recipient. Nothing is assumed: what is not stated is unknown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Stated {
    /// The competent authority was asked and holds no protected status and no application.
    pub status_checked: bool,
    /// The person is in opposition, a journalist, or a lawyer of such a person.
    pub opposition_journalist_lawyer: bool,
    /// What is called an offence is speech or association.
    pub speech_or_association: bool,
    /// How often requests of the same issuer were refused before on human-rights grounds.
    pub earlier_refusals_of_issuer: u32,
    /// Extradition of this person to that State was refused.
    pub extradition_refused: bool,
    /// There are indications that information was or would be got by torture.
    pub torture_indications: bool,
}

impl Stated {
    /// What is stated, by the log's words.
    pub(super) fn words(&self) -> Vec<&'static str> {
        let all = [
            ("status-checked", self.status_checked),
            ("opposition-journalist-lawyer", self.opposition_journalist_lawyer),
            ("speech-or-association", self.speech_or_association),
            ("earlier-refusals-of-issuer", self.earlier_refusals_of_issuer > 0),
            ("extradition-refused", self.extradition_refused),
            ("torture-indications", self.torture_indications),
        ];
        all.into_iter().filter(|(_, stated)| *stated).map(|(word, _)| word).collect()
    }
}

impl std::fmt::Debug for Stated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<withheld>")
    }
}
