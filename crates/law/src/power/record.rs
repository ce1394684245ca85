//! What the first question answers with: bases, candidates that lack something, duties, channels, arrangements examined.

use super::gap::Gap;
use crate::Fact;
use crate::checks::{LAW_3_1, LAW_3_6};
use crate::lawbook::article::{DualCriminality, Serves, Threshold, Way};
use crate::lawbook::declaration::DeclarationEffect;
use crate::lawbook::effect::Does;
use crate::lawbook::ground::{Force, GroundId};
use crate::lawbook::serving::{Closeness, Order};
use crate::standing::By;
use model::time::Date;
use model::{Certainty, Check, Citation, Covered, State, Verification};
use serde::{Deserialize, Serialize};

/// The answer to the first question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Power {
    /// Covered, or a gap.
    pub decision: Covered,
    /// How far that can be relied on.
    #[serde(flatten)]
    pub certainty: Certainty,
    /// Everything that serves, in the order of [`serving`](crate::lawbook::serving).
    pub bases: Vec<Basis>,
    /// What would serve and is replaced between these two by something that does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
    /// What would serve if something were established or confirmed.
    pub candidates: Vec<Candidate>,
    /// Duties of both that cover nothing by themselves.
    pub duties: Vec<DutyShown>,
    /// Channels open between both; no basis by themselves.
    pub channels: Vec<Channel>,
    /// Bilateral treaties between the two on this kind of cooperation, whose articles the lawbook does not hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bilateral: Vec<BilateralShown>,
    /// Arrangements that were looked at, and why one does not serve.
    pub arrangements: Vec<Examined>,
    /// What is missing, where nothing serves.
    pub gap: Option<Gap>,
}

impl Power {
    pub(super) fn empty(_on: Date) -> Power {
        Power {
            decision: Covered::Gap,
            certainty: Certainty::Sourced,
            bases: Vec::new(),
            replaced: Vec::new(),
            candidates: Vec::new(),
            duties: Vec::new(),
            channels: Vec::new(),
            bilateral: Vec::new(),
            arrangements: Vec::new(),
            gap: None,
        }
    }

    /// Whether a basis serves.
    pub fn covered(&self) -> bool {
        self.decision == Covered::Covered
    }
}

/// What sort of basis it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BasisKind {
    /// A treaty or an act of an organisation.
    Instrument,
    /// A registered memorandum or treaty outside the register.
    Arrangement,
    /// National law and comity, on declared reciprocity.
    Reciprocity,
}

/// How one side is bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bearing {
    /// Which State.
    pub state: State,
    /// Since when.
    pub since: Date,
    /// By which act, or as a member.
    pub act: By,
    /// True if the day was computed by the instrument's own rule.
    pub computed: bool,
    /// Whether the row was read in its source.
    pub verification: Verification,
    /// Whether the rule by which that day was found was read; absent where the row itself gives the day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<Verification>,
    /// What else the row says.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub note: String,
}

/// A condition that travels with a basis. It does not stop it; an officer confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// In words.
    pub sentence: String,
    /// True if a person has confirmed it in this question.
    pub confirmed: bool,
}

/// A refusal ground that travels with a basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundShown {
    /// Its stable name.
    pub id: GroundId,
    /// How far it binds the requested side.
    pub force: Force,
    /// Which article.
    pub article: String,
    /// In our words.
    pub says: String,
    /// The other instrument whose article it is, where that one changed the ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whether the article was read.
    pub verification: Verification,
}

/// A clock that a basis starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockShown {
    /// Its id in the lawbook.
    pub id: String,
    /// Which article.
    pub article: String,
    /// How long, in words.
    pub period: String,
    /// What starts it.
    pub starts: String,
    /// Whether the article was read.
    pub verification: Verification,
}

/// What another instrument in force between the two adds to a basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// What it does.
    pub does: Does,
    /// Which instrument.
    pub instrument: String,
    /// Which article of it.
    pub article: String,
    /// In our words.
    pub says: String,
    /// Whether the article was read, and what binds both to it: the weakest.
    pub verification: Verification,
}

/// A statement of one of the two States under the instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationShown {
    /// Whose.
    pub state: State,
    /// What it does.
    pub effect: DeclarationEffect,
    /// To which provision.
    pub provision: String,
    /// In our words.
    pub says: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// An article that would serve and is replaced between these two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Where it stands.
    pub citation: Citation,
    /// The instrument's id.
    pub instrument: String,
    /// What it is called.
    pub title: String,
    /// Which article.
    pub article: String,
    /// The instrument that replaces it.
    pub by: String,
    /// Which article of that one says so.
    pub by_article: String,
    /// In our words.
    pub because: String,
    /// Whether that article, and what it replaces, were read: the weakest.
    pub verification: Verification,
}

/// Something that serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What sort.
    pub kind: BasisKind,
    /// The instrument's or the arrangement's id.
    pub instrument: String,
    /// What it is called.
    pub title: String,
    /// Which article; for an arrangement, empty.
    pub article: String,
    /// What it provides, in our words.
    pub provides: String,
    /// In force for both since this day.
    pub since: Date,
    /// True if that day was computed for either side.
    pub computed: bool,
    /// The day to which the list of parties was brought.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<Date>,
    /// The weakest of the article and the rows it rests on.
    pub verification: Verification,
    /// What must be confirmed.
    pub conditions: Vec<Condition>,
    /// How each side is bound.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parties: Vec<Bearing>,
    /// Where the article was read.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub source: String,
    /// True where the arrangement is invented for a demonstration or exercise.
    pub invented: bool,
    /// Whether it stands by itself, or is there where no treaty is.
    #[serde(default)]
    pub serves: Serves,
    /// How close it is to the two sides.
    pub closeness: Closeness,
    /// True if it names its offences.
    #[serde(default)]
    pub special: bool,
    /// When the instrument was adopted; absent for an arrangement.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub adopted: Option<Date>,
    /// Why it stands in its place among the bases.
    #[serde(default)]
    pub ranked: String,
    /// The penalty from which on it applies.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub threshold: Option<Threshold>,
    /// Whether the act must be an offence on both sides.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dual_criminality: Option<DualCriminality>,
    /// The refusal grounds that the requested side may or must invoke, and those taken away.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub grounds: Vec<GroundShown>,
    /// What the request must contain.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contents: Vec<String>,
    /// What must accompany it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub documents: Vec<String>,
    /// The ways it may go.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub channels: Vec<Way>,
    /// Which languages, in words.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub languages: String,
    /// The clocks it starts.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub clocks: Vec<ClockShown>,
    /// What other instruments in force between the two add to it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub additions: Vec<Addition>,
    /// Statements of either State under it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub declarations: Vec<DeclarationShown>,
    #[serde(skip, default = "last")]
    pub(super) order: Order,
}

fn last() -> Order {
    (Serves::WhereNoTreaty, Closeness::Comity, true, std::cmp::Reverse(Date::MIN))
}

impl Basis {
    /// The check that it passed.
    pub(super) fn check(&self) -> &'static Check {
        match self.kind {
            BasisKind::Instrument => &LAW_3_1,
            BasisKind::Arrangement | BasisKind::Reciprocity => &LAW_3_6,
        }
    }

    pub(super) fn rank(&self) -> (Order, &str, &str) {
        (self.order, &self.instrument, &self.article)
    }

    /// Where it stands: `UN-ICSFT-1999 art. 18(3)-(4)`.
    pub fn citation(&self) -> Citation {
        if self.article.is_empty() {
            Citation(self.instrument.clone())
        } else {
            Citation(format!("{} art. {}", self.instrument, self.article))
        }
    }

    /// How far it can be relied on.
    pub fn certainty(&self) -> Certainty {
        super::certainty(self.verification)
    }

    pub(super) fn sentence(&self) -> String {
        let computed = if self.computed { " (a date computed by its own rule)" } else { "" };
        let invented = if self.invented { " [invented]" } else { "" };
        let serves = match self.serves {
            Serves::ByItself => "serves",
            Serves::WhereNoTreaty => "may be taken as the basis where no treaty is",
        };
        format!(
            "{}{invented} {serves}: {}; in force for both since {}{computed}",
            self.title, self.provides, self.since
        )
    }
}

/// How firmly something stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "nature", rename_all = "kebab-case")]
pub enum Obstacle {
    /// It does not serve, and our data say so.
    Definite {
        /// Whether what says so was read.
        verification: Verification,
    },
    /// A party, of which no date is known.
    Undated,
    /// The data end.
    UnknownSince {
        /// On this day.
        since: Date,
    },
    /// A position that an officer must establish.
    Open,
    /// A person has to confirm a fact.
    NeedsFact {
        /// Which.
        fact: Fact,
    },
}

/// One thing that stands in the way of a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The id of the check.
    pub check: String,
    /// Which side, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub state: Option<State>,
    /// What is missing, in one sentence.
    pub because: String,
    /// How firmly.
    #[serde(flatten)]
    pub obstacle: Obstacle,
    /// Whether the row or the statement that says so was read; absent where none does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rests_on: Option<Verification>,
    /// True if the State could take it away by joining the instrument.
    #[serde(skip)]
    pub(super) join: bool,
}

/// An article that would serve if something were established or confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The instrument's id.
    pub instrument: String,
    /// What it is called.
    pub title: String,
    /// Which article.
    pub article: String,
    /// What stands in the way.
    pub missing: Vec<Missing>,
    /// Whether the article was read.
    pub verification: Verification,
    #[serde(skip)]
    pub(super) sides_bound: u8,
}

impl Missing {
    pub(super) fn of(check: &Check, state: Option<State>, because: impl Into<String>, obstacle: Obstacle) -> Missing {
        Missing { check: check.id.to_owned(), state, because: because.into(), obstacle, rests_on: None, join: false }
    }
}

impl Candidate {
    /// True if nothing definite stands in the way: it could be made to serve by establishing or confirming something.
    pub fn within_reach(&self) -> bool {
        !self.missing.iter().any(|missing| matches!(missing.obstacle, Obstacle::Definite { .. }))
    }

    /// Within reach first; then what does not change a request into something else; then more sides bound, less missing.
    pub(super) fn rank(&self) -> (bool, bool, std::cmp::Reverse<u8>, usize, &str, &str) {
        let own = Obstacle::NeedsFact { fact: Fact::OwnInitiative };
        let changes = self.missing.iter().any(|missing| missing.obstacle == own);
        let (bound, missing) = (std::cmp::Reverse(self.sides_bound), self.missing.len());
        (!self.within_reach(), changes, bound, missing, &self.instrument, &self.article)
    }
}

/// A duty of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyShown {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Since when it binds.
    pub since: Date,
    /// Which paragraphs.
    pub paragraphs: String,
    /// What it asks.
    pub asks: String,
    /// Whether it was read, and that both are members: the weakest.
    pub verification: Verification,
}

impl DutyShown {
    /// Where it stands.
    pub fn citation(&self) -> Citation {
        Citation(format!("{} {}", self.id, self.paragraphs))
    }
}

/// A channel open between both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What to keep in mind.
    pub note: String,
    /// Whether the memberships were read.
    pub verification: Verification,
}

/// A bilateral treaty in force between the two, by its title: to be looked up, never relied on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilateralShown {
    /// `police-cooperation`, `mla`, `extradition`, `transfer-of-sentenced-persons`.
    pub kind: String,
    /// As the list prints it.
    pub title: String,
    /// In force since this day.
    pub since: Date,
    /// Whether the list was read.
    pub verification: Verification,
}

/// An arrangement that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// Its id.
    pub arrangement: String,
    /// What it is called.
    pub title: String,
    /// True where it is invented.
    pub invented: bool,
    /// True if it is a basis here.
    pub serves: bool,
    /// Each condition that fails.
    pub missing: Vec<Missing>,
}
