//! What one State did about one instrument, as `participation/<ID>.csv` writes it. What follows from it on a day is
//! [`standing`](crate::standing).

use super::BadLawbook;
use super::table::{Row, rows};
use crate::checks::{LAW_1_1, LAW_1_2, LAW_1_4};
use model::time::Date;
use model::{State, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The columns of a participation table.
pub const HEADER: &[&str] = &["state", "action", "date", "entry_into_force", "flags", "note", "source", "verification"];

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Ratified.
    Ratification,
    /// Acceded.
    Accession,
    /// Accepted.
    Acceptance,
    /// Approved.
    Approval,
    /// Succeeded.
    Succession,
    /// Formally confirmed (organisations).
    FormalConfirmation,
    /// Bound as a member of an organisation.
    BoundByMembership,
    /// Transposed an act of an organisation.
    Transposed,
    /// Signed.
    Signature,
    /// Succeeded to a signature.
    SuccessionToSignature,
    /// Extended to the territory in the State column.
    TerritorialExtension,
    /// Ceased to be a party.
    Cessation,
    /// Suspended.
    Suspension,
    /// A national law that permits ratification; no deposit.
    RatificationLaw,
    /// A party; our sources give no date.
    PartyUndated,
    /// A party by accession; our sources give no date.
    AccessionUndated,
    /// Outside the act.
    NotBound,
    /// Listed as signatory or party, without saying which: never a party for us.
    ListedParticipant,
}

impl Action {
    /// Every action with the word the tables use.
    pub const ALL: &[(Action, &str)] = &[
        (Action::Ratification, "ratification"),
        (Action::Accession, "accession"),
        (Action::Acceptance, "acceptance"),
        (Action::Approval, "approval"),
        (Action::Succession, "succession"),
        (Action::FormalConfirmation, "formal-confirmation"),
        (Action::BoundByMembership, "bound-by-membership"),
        (Action::Transposed, "transposed"),
        (Action::Signature, "signature"),
        (Action::SuccessionToSignature, "succession-to-signature"),
        (Action::TerritorialExtension, "territorial-extension"),
        (Action::Cessation, "cessation"),
        (Action::Suspension, "suspension"),
        (Action::RatificationLaw, "ratification-law"),
        (Action::PartyUndated, "party-undated"),
        (Action::AccessionUndated, "accession-undated"),
        (Action::NotBound, "not-bound"),
        (Action::ListedParticipant, "listed-participant"),
    ];

    /// Reads the word of the tables.
    pub fn parse(word: &str) -> Option<Action> {
        Action::ALL.iter().find(|(_, name)| *name == word).map(|(action, _)| *action)
    }

    /// The word of the tables.
    pub fn word(self) -> &'static str {
        Action::ALL.iter().find(|(action, _)| *action == self).map_or("", |(_, word)| word)
    }

    /// A party of which the source gives no deposit.
    pub fn undated(self) -> bool {
        matches!(self, Action::PartyUndated | Action::AccessionUndated)
    }

    /// An act by which a State consents to be bound.
    pub fn binds(self) -> bool {
        use Action::{Acceptance, Accession, Approval, BoundByMembership, FormalConfirmation};
        use Action::{Ratification, Succession, Transposed};
        matches!(
            self,
            Ratification
                | Accession
                | Acceptance
                | Approval
                | Succession
                | FormalConfirmation
                | BoundByMembership
                | Transposed
        )
    }
}

/// One act of one State.
#[derive(Debug, Clone)]
pub struct Act {
    /// What.
    pub action: Action,
    /// When; absent where the source does not say.
    pub date: Option<Date>,
    /// When it entered into force for that State, where the table gives it.
    pub entry_into_force: Option<Date>,
    /// True if that date was computed from the deposit when the table was made, not printed by the source.
    pub computed: bool,
    /// True if the source marks a reservation or declaration. Its text is not here: it must be looked up.
    pub reserved: bool,
    /// What else the source or the compiler says.
    pub note: String,
    /// Source, by its id in `sources.csv`.
    pub source: String,
    /// Whether the source was read.
    pub verification: Verification,
}

/// The acts under one instrument, by State.
pub type Acts = BTreeMap<State, Vec<Act>>;

/// Reads one table.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Acts, BadLawbook> {
    let mut acts = Acts::new();
    for row in rows(file, bytes, HEADER)? {
        let state = row.state("state")?;
        let act = act(&row)?;
        let of_state: &mut Vec<Act> = acts.entry(state).or_default();
        if of_state.iter().any(|other| other.action == act.action && other.date == act.date) {
            return Err(row.bad(&LAW_1_2, "action", format!("{state} has this act twice")));
        }
        of_state.push(act);
    }
    Ok(acts)
}

fn act(row: &Row<'_>) -> Result<Act, BadLawbook> {
    let word = row.text("action");
    let action =
        Action::parse(word).ok_or_else(|| row.bad(&LAW_1_1, "action", format!("`{word}` is not an action")))?;
    let (mut computed, mut reserved) = (false, false);
    for flag in row.text("flags").split_ascii_whitespace() {
        match flag {
            "computed" => computed = true,
            "reserved" => reserved = true,
            other => return Err(row.bad(&LAW_1_1, "flags", format!("`{other}` is neither computed nor reserved"))),
        }
    }
    let act = Act {
        action,
        date: row.day("date")?,
        entry_into_force: row.day("entry_into_force")?,
        computed,
        reserved,
        note: row.text("note").to_owned(),
        source: row.text("source").to_owned(),
        verification: row.verification()?,
    };
    if matches!(action, Action::Cessation | Action::Suspension) && act.date.is_none() {
        return Err(row.bad(&LAW_1_4, "date", "a cessation or suspension needs its date"));
    }
    Ok(act)
}
