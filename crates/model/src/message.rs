//! What is said in an exchange: the request and its answer.

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
}

impl Content {
    /// The subjects that the message names.
    pub fn subjects(&self) -> &[Subject] {
        match self {
            Content::Request(request) => &request.subjects,
            Content::Answer(Answer { outcome: Outcome::Information { subjects, .. }, .. }) => subjects,
            Content::Answer(_) => &[],
        }
    }

    /// Whether anything about a person is in it.
    pub fn is_personal(&self) -> bool {
        match self {
            Content::Request(_) => true,
            Content::Answer(answer) => matches!(answer.outcome, Outcome::Information { .. }),
        }
    }
}
