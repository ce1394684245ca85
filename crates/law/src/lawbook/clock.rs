//! A statutory clock as `clocks.toml` writes it: how long, from which event, whom it binds, what may be done to it, what
//! follows when it runs out. Counting is [`crate::clock`].

use super::document::{day, maybe_day};
use crate::clock::{Extension, Period, StartEvent};
use model::time::Date;
use model::{Citation, InstrumentId, Kind, State, Urgency, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A statutory clock.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockEntry {
    /// Its id: `eu-info-urgent-direct`.
    pub id: String,
    /// What it limits.
    pub title: String,
    /// Which kinds of cooperation it times; none where it times something beside them.
    #[serde(default)]
    pub kinds: BTreeSet<Kind>,
    /// Where a request of one of these kinds starts it by itself: of which urgency.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// The act, where it stands in the register.
    #[serde(default)]
    pub instrument: Option<InstrumentId>,
    /// The act, where it does not.
    #[serde(default)]
    pub act: Option<String>,
    /// Which article.
    pub article: String,
    /// Whom it binds.
    #[serde(default)]
    pub binds: Binds,
    /// What its end means.
    #[serde(default)]
    pub nature: Nature,
    /// How long.
    pub period: Period,
    /// The longest extension, where the act permits one.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// What happens on the way.
    #[serde(default)]
    pub milestones: Vec<WrittenMilestone>,
    /// The event that starts it.
    pub start: StartEvent,
    /// The same in the words of the act.
    pub starts: String,
    /// Where a ground to suspend it stands; left out where the act knows none.
    #[serde(default)]
    pub suspension: Option<String>,
    /// Where a restart stands; left out where the act knows none.
    #[serde(default)]
    pub restart: Option<String>,
    /// Where it goes on without end once something is confirmed.
    #[serde(default)]
    pub continues: Option<String>,
    /// True if the days must follow one another: an interruption begins it anew.
    #[serde(default)]
    pub consecutive: bool,
    /// By which rule of counting a later reading is shown.
    #[serde(default)]
    pub counting: Option<Counting>,
    /// What follows in law when it runs out.
    pub effect: String,
    /// What to keep in mind.
    #[serde(default)]
    pub note: String,
    /// Where it was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
}

impl ClockEntry {
    /// The act, by its id in the register or by its name.
    pub fn act_name(&self) -> String {
        self.instrument.as_ref().map_or_else(|| self.act.clone().unwrap_or_default(), ToString::to_string)
    }

    /// Where it stands: `EU-EIO-2014 art. 12(3)`.
    pub fn citation(&self) -> Citation {
        let numbered = self.article.starts_with(|c: char| c.is_ascii_digit());
        Citation(format!("{}{}{}", self.act_name(), if numbered { " art. " } else { ", " }, self.article))
    }
}

/// Whom a clock binds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Binds {
    /// Both sides, as parties to the act.
    #[default]
    Parties,
    /// The side that asks, as a party: what the other does with it is not a State's (an order to a provider).
    Requesting,
    /// The side that is asked or has to act, as a party.
    Requested,
    /// Members of an organisation, from the day on which the act applies.
    Members {
        /// Which organisation.
        of: String,
        /// From which day.
        #[serde(deserialize_with = "day")]
        from: Date,
        /// Which side must be one.
        sides: Sides,
    },
    /// These two States alone.
    States {
        /// Which.
        between: [State; 2],
        /// From which day, where known.
        #[serde(default, deserialize_with = "maybe_day")]
        from: Option<Date>,
    },
    /// A body of its own, no State: its rules of procedure.
    Body(String),
    /// States of which the lawbook has no list: whom, in words.
    Unlisted(String),
    /// Nobody: a model text.
    Nobody,
}

/// Which sides have to be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sides {
    /// Both.
    Both,
    /// The one that asks.
    Requesting,
    /// The one that is asked, or has to act.
    Requested,
}

/// What the end of a clock means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Something is to be done by then.
    #[default]
    Limit,
    /// A measure against a person, or a storage, ends then.
    Ceiling,
    /// Something is kept until then.
    Hold,
    /// A protection of a person lasts until then.
    Shield,
    /// Nothing may be done before then.
    Standstill,
}

impl Nature {
    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            Nature::Limit => "to be done by then",
            Nature::Ceiling => "ends then at the latest",
            Nature::Hold => "to be kept until then",
            Nature::Shield => "protection lasts until then",
            Nature::Standstill => "not before then",
        }
    }
}

/// A rule of counting beside ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Counting {
    /// Regulation (EEC, Euratom) 1182/71, for acts of the Union.
    #[serde(rename = "eu-1182-71")]
    Union,
}

/// Something that happens before the end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenMilestone {
    /// After so much.
    pub after: Period,
    /// What follows.
    pub effect: String,
}
