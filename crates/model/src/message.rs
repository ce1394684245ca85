//! What is said in an exchange: the request and its answer; what follows sending is in [`after`](crate::after).

use crate::after::{Acknowledgement, Correction, Onward, OnwardNotice, Permission, PermissionRequest, Recall};
use crate::time::{Date, Instant};
use crate::{Citation, Evaluation, MessageId, Personal, Subject};
use serde::{Deserialize, Serialize};

/// Whether a statement is a fact or somebody's assessment (LED art. 7(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementNature {
    /// Based on facts.
    Fact,
    /// A personal assessment.
    Assessment,
}

/// One statement with its own nature and evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// In words.
    pub text: Personal<String>,
    /// Fact or assessment.
    pub nature: StatementNature,
    /// The 4x4 evaluation.
    pub evaluation: Evaluation,
}

/// A police information request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformationRequest {
    /// Whom or what it is about; structured, so that the receiver re-keys nothing.
    pub subjects: Vec<Subject>,
    /// What is asked.
    pub question: Personal<String>,
    /// Why: the facts that make the request necessary and link it to the requested State.
    pub justification: Personal<String>,
    /// Until when, that day included, what is held later is to be compared too; none: this once, and as long as it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch_until: Option<Date>,
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The request that is answered.
    pub to: MessageId,
    /// What the answer is.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What an answer can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// Information about a confirmed match.
    Information {
        /// About whom or what.
        subjects: Vec<Subject>,
        /// What is known.
        statements: Vec<Statement>,
    },
    /// The neutral answer: the same whatever the case.
    Neutral(NeutralAnswer),
    /// A refusal with its ground, where law obliges to give one.
    Refused(RefusalAnswer),
}

/// One true sentence, for no hit, hit not released and barred alike: the same in text, size and time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeutralAnswer {
    /// As of when the search was made: the tick, never the moment the machine was done.
    pub as_of: Instant,
}

impl NeutralAnswer {
    /// The sentence. It does not vary.
    pub const SENTENCE: &'static str = "Searched as described in the request, as of the time stated. \
        There is no information that we provide. This is no clearance.";
}

/// A refusal with its ground. `Debug` says where it stands and not what it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalAnswer {
    /// The ground, by the lawbook's word.
    pub ground: String,
    /// Where it stands.
    pub cite: Citation,
}

impl std::fmt::Debug for RefusalAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RefusalAnswer").field("cite", &self.cite).finish_non_exhaustive()
    }
}

/// What one message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "content", rename_all = "kebab-case")]
pub enum Content {
    /// A request.
    Request(InformationRequest),
    /// An answer.
    Answer(Answer),
    /// May this be passed on?
    PermissionRequest(PermissionRequest),
    /// It may, or it may not.
    Permission(Permission),
    /// An item of another authority, passed on.
    Onward(Onward),
    /// An item of the receiver was passed on against a threat.
    OnwardNotice(OnwardNotice),
    /// What was said was wrong.
    Correction(Correction),
    /// What was said is taken back.
    Recall(Recall),
    /// What became of a copy.
    Acknowledgement(Acknowledgement),
}

impl Content {
    /// The subjects that the message names.
    pub fn subjects(&self) -> &[Subject] {
        match self {
            Content::Request(request) => &request.subjects,
            Content::Answer(Answer { outcome: Outcome::Information { subjects, .. }, .. }) => subjects,
            Content::Onward(onward) => &onward.subjects,
            Content::Correction(correction) => &correction.subjects,
            _ => &[],
        }
    }

    /// The same, to be reduced before it leaves.
    pub fn subjects_mut(&mut self) -> Option<&mut Vec<Subject>> {
        match self {
            Content::Request(request) => Some(&mut request.subjects),
            Content::Answer(Answer { outcome: Outcome::Information { subjects, .. }, .. }) => Some(subjects),
            Content::Onward(onward) => Some(&mut onward.subjects),
            Content::Correction(correction) => Some(&mut correction.subjects),
            _ => None,
        }
    }

    /// The statements that the message makes.
    pub fn statements(&self) -> &[Statement] {
        match self {
            Content::Answer(Answer { outcome: Outcome::Information { statements, .. }, .. }) => statements,
            Content::Onward(onward) => &onward.statements,
            Content::Correction(correction) => &correction.statements,
            _ => &[],
        }
    }

    /// Whether it carries information about somebody, as opposed to asking for it or speaking of messages.
    pub fn informs(&self) -> bool {
        match self {
            Content::Answer(answer) => matches!(answer.outcome, Outcome::Information { .. }),
            Content::Onward(_) | Content::Correction(_) => true,
            _ => false,
        }
    }

    /// Whether anything about a person is in it. A permission request is taken as personal for its free text.
    pub fn is_personal(&self) -> bool {
        self.informs() || matches!(self, Content::Request(_) | Content::PermissionRequest(_))
    }

    /// Whether it is said about a message that was sent before, and not in an exchange's own turn.
    pub fn is_after(&self) -> bool {
        !matches!(self, Content::Request(_) | Content::Answer(_))
    }

    /// Whether it is something that can be corrected and recalled: what was asked, answered or passed on.
    pub fn is_item(&self) -> bool {
        matches!(self, Content::Request(_) | Content::Answer(_) | Content::Onward(_))
    }
}
