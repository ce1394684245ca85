//! Who belongs to which organisation, as `memberships/<ORG>.csv` writes it, and bilateral treaties, as
//! `bilateral/<STATE>.csv` does. A membership is a channel or the ground of an act of that organisation, never a basis.

use super::BadLawbook;
use super::table::rows;
use crate::checks::{LAW_1_2, LAW_1_4};
use model::time::Date;
use model::{State, Verification};
use std::collections::BTreeMap;

/// The columns of a membership table.
pub const HEADER: &[&str] = &["state", "status", "since", "until", "note", "source", "verification"];
/// The columns of a table of bilateral treaties.
pub const BILATERAL_HEADER: &[&str] =
    &["with", "kind", "title", "signed", "entry_into_force", "note", "source", "verification"];

/// A status of one State in one organisation.
#[derive(Debug, Clone)]
pub struct Membership {
    /// `member`, `former-member`, `third-state-operational` ...
    pub status: String,
    /// Since when; absent where the source does not say.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// What else the source says.
    pub note: String,
    /// Source, by its id in `sources.csv`.
    pub source: String,
    /// Whether the source was read.
    pub verification: Verification,
}

impl Membership {
    /// A member on this day: begun (or always, where no beginning is recorded) and not ended.
    pub fn member_on(&self, on: Date) -> bool {
        matches!(self.status.as_str(), "member" | "former-member")
            && self.since.is_none_or(|since| since <= on)
            && self.until.is_none_or(|until| on <= until)
    }
}

/// The members of one organisation.
pub type Members = BTreeMap<State, Vec<Membership>>;

/// Reads one membership table.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Members, BadLawbook> {
    let mut members = Members::new();
    for row in rows(file, bytes, HEADER)? {
        let membership = Membership {
            status: row.text("status").to_owned(),
            since: row.day("since")?,
            until: row.day("until")?,
            note: row.text("note").to_owned(),
            source: row.text("source").to_owned(),
            verification: row.verification()?,
        };
        if let (Some(since), Some(until)) = (membership.since, membership.until)
            && until < since
        {
            return Err(row.bad(&LAW_1_4, "until", "it ends before it begins"));
        }
        let of_state = members.entry(row.state("state")?).or_default();
        if of_state.iter().any(|other| other.status == membership.status && other.since == membership.since) {
            return Err(row.bad(&LAW_1_2, "state", "this status stands twice"));
        }
        of_state.push(membership);
    }
    Ok(members)
}

/// A bilateral treaty. Its articles are not in the lawbook: it is shown as what comes near, never as a basis.
#[derive(Debug, Clone)]
pub struct Bilateral {
    /// The State whose list it is from, and the other.
    pub between: (State, State),
    /// `police-cooperation`, `mla`, `extradition`, `transfer-of-sentenced-persons`.
    pub kind: String,
    /// As the list prints it.
    pub title: String,
    /// When it was signed.
    pub signed: Option<Date>,
    /// When it entered into force.
    pub entry_into_force: Option<Date>,
    /// What else the source says.
    pub note: String,
    /// Source, by its id in `sources.csv`.
    pub source: String,
    /// Whether the source was read.
    pub verification: Verification,
}

/// Reads one State's list of bilateral treaties.
pub(super) fn bilateral(file: &str, of: State, bytes: &[u8]) -> Result<Vec<Bilateral>, BadLawbook> {
    let mut treaties = Vec::new();
    for row in rows(file, bytes, BILATERAL_HEADER)? {
        treaties.push(Bilateral {
            between: (of, row.state("with")?),
            kind: row.text("kind").to_owned(),
            title: row.text("title").to_owned(),
            signed: row.day("signed")?,
            entry_into_force: row.day("entry_into_force")?,
            note: row.text("note").to_owned(),
            source: row.text("source").to_owned(),
            verification: row.verification()?,
        });
    }
    Ok(treaties)
}
