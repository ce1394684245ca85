//! Where one State stands towards one instrument on one day: bound since when, or why not, or unknown since when.
//! Not whether the instrument serves anything: that is [`power`](mod@crate::power).

use crate::Lawbook;
use crate::lawbook::StateKind;
use crate::lawbook::instrument::Instrument;
use crate::lawbook::participation::{Act, Action};
use model::time::Date;
use model::{State, Verification};
use serde::{Deserialize, Serialize};

/// By what a State is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", untagged)]
pub enum By {
    /// By an act of its own.
    Act(Action),
    /// As a member of the organisation, without any act recorded.
    Membership(Member),
}

/// The word for being bound as a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Member {
    /// A member of the organisation.
    Member,
}

/// Bound, since when, on what showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// In force for this State since this day.
    pub since: Date,
    /// By what.
    pub by: By,
    /// True if the day was computed by the instrument's own rule (here, or when the table was made).
    pub computed: bool,
    /// True if the rule by which the day was found was not read in its text, or the day on which the instrument began was
    /// not, where it binds since then.
    pub rule_unverified: bool,
    /// Suspended since this day.
    pub suspended: Option<Date>,
    /// For a successor: the day on which it notified. Until then the treaty binds it and its operation towards others is
    /// suspended (Vienna Convention on Succession of States in respect of Treaties, art. 23(2); unverified).
    pub notified: Option<Date>,
    /// Whether the row, or the membership, was read in its source.
    pub verification: Verification,
    /// True if the source marks a reservation or declaration, whose text must be looked up.
    pub reserved: bool,
    /// What else the row says.
    pub note: String,
}

impl Bound {
    /// Whether the rule by which its day was found was read; nothing where the row itself gives the day.
    pub fn rule(&self) -> Option<Verification> {
        let by_rule = self.computed || self.rule_unverified || matches!(self.by, By::Membership(_));
        let verification = if self.rule_unverified { Verification::Unverified } else { Verification::Sourced };
        by_rule.then_some(verification)
    }

    /// The weakest of the row and of the rule by which its day was found.
    pub fn weakest(&self) -> Verification {
        if self.rule_unverified { Verification::Unverified } else { self.verification }
    }
}

/// Where a State stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Bound.
    Bound(Bound),
    /// It has consented, and will be bound later.
    NotYet {
        /// From this day.
        from: Date,
        /// True if the day was computed.
        computed: bool,
        /// Whether the row was read.
        verification: Verification,
    },
    /// It ceased to be a party.
    Ceased {
        /// On this day.
        on: Date,
        /// Whether the row was read.
        verification: Verification,
    },
    /// A party, of which no date is known.
    Undated {
        /// What is known.
        note: String,
        /// Whether the row was read.
        verification: Verification,
    },
    /// Named by a list that does not tell signatories from parties.
    Listed {
        /// Whether the row was read.
        verification: Verification,
    },
    /// Signed, not bound as far as the list goes.
    Signed {
        /// On this day.
        on: Option<Date>,
        /// The day to which the list was brought.
        as_of: Option<Date>,
        /// Whether the row, and that the list is complete, were read.
        verification: Verification,
    },
    /// Expressly outside.
    NotBound {
        /// Why.
        note: String,
        /// Whether the row was read.
        verification: Verification,
    },
    /// It cannot be a party, or the act does not reach it: not a member, invented, a territory without extension.
    Outside {
        /// Why.
        because: String,
        /// Whether that was read.
        verification: Verification,
    },
    /// Its position is open: an officer must establish it.
    Open {
        /// What is to be established.
        because: String,
    },
    /// Absent from a complete list that reaches the day: not a party.
    Absent {
        /// The day to which the list was brought.
        as_of: Date,
        /// Whether the list's completeness was read.
        verification: Verification,
    },
    /// Absent, but the list ends before the day or is incomplete.
    Unknown {
        /// Since this day.
        since: Date,
    },
    /// The instrument itself is not in force on the day, as far as we know.
    NotInForce {
        /// It will be from this day, if known.
        from: Option<Date>,
        /// Whether that was read.
        verification: Verification,
    },
}

impl Standing {
    /// Whether what says so was read: the weakest. Nothing where nothing says anything.
    pub fn verification(&self) -> Option<Verification> {
        match self {
            Standing::Bound(bound) => Some(bound.weakest()),
            Standing::NotYet { verification, .. }
            | Standing::Ceased { verification, .. }
            | Standing::Undated { verification, .. }
            | Standing::Listed { verification }
            | Standing::Signed { verification, .. }
            | Standing::NotBound { verification, .. }
            | Standing::Outside { verification, .. }
            | Standing::Absent { verification, .. }
            | Standing::NotInForce { verification, .. } => Some(*verification),
            Standing::Open { .. } | Standing::Unknown { .. } => None,
        }
    }

    /// One word for a table.
    pub fn word(&self) -> &'static str {
        match self {
            Standing::Bound(bound) if bound.suspended.is_some() => "suspended",
            Standing::Bound(_) => "bound",
            Standing::NotYet { .. } => "not-yet",
            Standing::Ceased { .. } => "ceased",
            Standing::Undated { .. } => "undated",
            Standing::Listed { .. } => "listed",
            Standing::Signed { .. } => "signed",
            Standing::NotBound { .. } => "not-bound",
            Standing::Outside { .. } => "outside",
            Standing::Open { .. } => "open",
            Standing::Absent { .. } => "absent",
            Standing::Unknown { .. } => "unknown",
            Standing::NotInForce { .. } => "not-in-force",
        }
    }
}

/// Where `state` stands towards `instrument` on `on`.
pub fn standing(book: &Lawbook, instrument: &Instrument, state: State, on: Date) -> Standing {
    if let Some(because) = no_subject(book, state) {
        return Standing::Outside { because: because.to_owned(), verification: Verification::Sourced };
    }
    let acts = instrument.acts_of(state);
    let begun = instrument.provisional.or(instrument.in_force);
    if begun.is_none_or(|begun| on < begun) {
        return Standing::NotInForce { from: begun, verification: instrument.verification };
    }
    if let Some(ceased) = ceased(acts, on) {
        return ceased;
    }
    if let Some(found) = binding(book, instrument, state, on) {
        return found;
    }
    if let Some(act) = acts.iter().find(|act| act.action == Action::NotBound) {
        return Standing::NotBound { note: act.note.clone(), verification: act.verification };
    }
    if let Some(found) = by_membership(book, instrument, state, on) {
        return found;
    }
    if let Some(found) = by_sides(book, instrument, state, on) {
        return found;
    }
    if let Some(act) = acts.iter().find(|act| undated(instrument, act)) {
        return Standing::Undated { note: act.note.clone(), verification: act.verification };
    }
    if let Some(act) = acts.iter().find(|act| act.action == Action::ListedParticipant) {
        return Standing::Listed { verification: act.verification };
    }
    without_act(book, instrument, acts, state, on)
}

/// Codes that no instrument can bind.
fn no_subject(book: &Lawbook, state: State) -> Option<&'static str> {
    match book.state(state).map(|entry| entry.kind) {
        None => Some("not a code of the lawbook"),
        Some(StateKind::Invented) => Some("invented: no instrument binds it"),
        Some(_) => None,
    }
}

/// A party, transposition or accession of which the source gives no date of its own.
pub(crate) fn undated(instrument: &Instrument, act: &Act) -> bool {
    let without = act.action.undated() || (act.action.binds() && act.date.is_none() && act.entry_into_force.is_none());
    without && !dated_by_entry(instrument, act)
}

/// A party whose deposit we do not know and whose day of being bound we do: a day of its own, or the day of the instrument
/// where every such party had ratified before it.
fn dated_by_entry(instrument: &Instrument, act: &Act) -> bool {
    let own = |day: Date| instrument.in_force != Some(day) || instrument.participation.founders.is_some();
    act.action.undated() && act.entry_into_force.is_some_and(own)
}

/// From when on an act binds, and how that day was found.
struct Effective {
    since: Date,
    computed: bool,
    rule_unverified: bool,
}

/// The day from which an act binds: given, else computed; never before the instrument itself.
fn effective(book: &Lawbook, instrument: &Instrument, state: State, act: &Act) -> Option<Effective> {
    let begun = instrument.provisional.or(instrument.in_force)?;
    let unverified = |verification: Option<Verification>| verification != Some(Verification::Sourced);
    let rule = instrument.entry.as_ref();
    if let Some(given) = act.entry_into_force {
        let rule_unverified = (act.computed && unverified(rule.map(|entry| entry.verification)))
            || (given < begun && unverified(Some(instrument.verification)));
        return Some(Effective { since: given.max(begun), computed: act.computed, rule_unverified });
    }
    let date = act.date?;
    // A successor is bound from the succession of States on; its notification is the latest day on which it was
    // (Vienna Convention on Succession of States in respect of Treaties, art. 22).
    let (since, verification) = match (act.action, rule) {
        (Action::Succession, _) => match book.succession(state) {
            Some(succession) => (succession.on.min(date), Some(succession.verification)),
            None => (date, None),
        },
        (_, None) => (date, None),
        (_, Some(entry)) => (entry.rule.apply(date)?, Some(entry.verification)),
    };
    // Whoever had joined before the instrument began is bound since it began: that day rests on the instrument's own row.
    let verification = if since < begun { Some(instrument.verification) } else { verification };
    Some(Effective { since: since.max(begun), computed: true, rule_unverified: unverified(verification) })
}

fn ceased(acts: &[Act], on: Date) -> Option<Standing> {
    let last = acts.iter().filter(|act| act.action == Action::Cessation && act.date.is_some_and(|day| day <= on));
    let last = last.max_by_key(|act| act.date)?;
    let day = last.date?;
    let rejoined = acts.iter().any(|act| act.action.binds() && act.date.is_some_and(|date| date > day && date <= on));
    (!rejoined).then_some(Standing::Ceased { on: day, verification: last.verification })
}

fn binding(book: &Lawbook, instrument: &Instrument, state: State, on: Date) -> Option<Standing> {
    let acts = instrument.acts_of(state);
    let ceased =
        acts.iter().filter(|act| act.action == Action::Cessation).filter_map(|act| act.date).filter(|d| *d <= on);
    let ceased = ceased.max();
    let suspension = acts
        .iter()
        .filter(|act| act.action == Action::Suspension)
        .filter_map(|act| act.date.filter(|day| *day <= on).map(|day| (day, act.verification)))
        .min();
    let suspending = suspension.map_or(Verification::Sourced, |(_, verification)| verification);
    let mut soon = None;
    let mut found: Option<Bound> = None;
    let counts = |act: &&Act| {
        act.action.binds() || act.action == Action::TerritorialExtension || dated_by_entry(instrument, act)
    };
    for act in acts.iter().filter(counts) {
        if ceased.is_some_and(|day| act.date.is_some_and(|date| date <= day)) {
            continue;
        }
        let Some(Effective { since, computed, rule_unverified }) = effective(book, instrument, state, act) else {
            continue;
        };
        if since > on {
            let rule = if rule_unverified { Verification::Unverified } else { Verification::Sourced };
            soon.get_or_insert(Standing::NotYet { from: since, computed, verification: act.verification.max(rule) });
            continue;
        }
        if found.as_ref().is_some_and(|bound| bound.since <= since) {
            continue;
        }
        let founders = instrument.participation.founders.as_ref().filter(|_| act.action.undated());
        let founding = founders.map_or(Verification::Sourced, |founders| founders.verification);
        found = Some(Bound {
            since,
            by: By::Act(act.action),
            computed,
            rule_unverified,
            suspended: suspension.map(|(day, _)| day),
            notified: act.date.filter(|_| act.action == Action::Succession),
            verification: act.verification.max(founding).max(suspending),
            reserved: act.reserved,
            note: act.note.clone(),
        });
    }
    found.map(Standing::Bound).or(soon)
}

fn by_membership(book: &Lawbook, instrument: &Instrument, state: State, on: Date) -> Option<Standing> {
    let rule = instrument.participation.by_membership.as_ref()?;
    if let Some(open) = rule.open.iter().find(|open| open.state == state) {
        return Some(Standing::Open { because: open.because.clone() });
    }
    let outside = |because: String| Standing::Outside { because, verification: Verification::Unverified };
    let Some(member) = book.member(&rule.of, state, on) else {
        return Some(outside(format!("not a member of {} on {on}", rule.of)));
    };
    if on < rule.from {
        let verification = rule.verification.max(member.verification);
        return Some(Standing::NotYet { from: rule.from, computed: false, verification });
    }
    let since = member.since.map_or(rule.from, |since| since.max(rule.from));
    Some(Standing::Bound(Bound {
        since,
        by: By::Membership(Member::Member),
        computed: false,
        rule_unverified: rule.verification == Verification::Unverified,
        suspended: None,
        notified: None,
        verification: member.verification,
        reserved: false,
        note: member.note.clone(),
    }))
}

/// A State on a side of a two-sided agreement in force.
fn by_sides(book: &Lawbook, instrument: &Instrument, state: State, on: Date) -> Option<Standing> {
    let rule = instrument.participation.binds_sides.as_ref()?;
    let groups = instrument.participation.sides.as_ref()?;
    let begun = instrument.provisional.or(instrument.in_force)?;
    let group = groups.iter().find(|group| group.holds(book, state, on))?;
    let member = group.members_of.iter().find_map(|of| book.member(of, state, on));
    let verification = member.map_or(rule.verification, |member| member.verification.max(rule.verification));
    Some(Standing::Bound(Bound {
        since: member.and_then(|member| member.since).map_or(begun, |since| since.max(begun)),
        by: By::Membership(Member::Member),
        computed: false,
        rule_unverified: rule.verification == Verification::Unverified,
        suspended: None,
        notified: None,
        verification,
        reserved: false,
        note: rule.because.clone(),
    }))
}

fn without_act(book: &Lawbook, instrument: &Instrument, acts: &[Act], state: State, on: Date) -> Standing {
    let outside = |because: String, verification| Standing::Outside { because, verification };
    let coverage = &instrument.participation;
    if let Some(organisation) = &coverage.only_members_of
        && book.member(organisation, state, on).is_none()
        && acts.is_empty()
    {
        return outside(format!("open to members of {organisation} only"), Verification::Unverified);
    }
    if let Some([one, other]) = &coverage.sides
        && !one.holds(book, state, on)
        && !other.holds(book, state, on)
    {
        return outside("on neither side of the agreement".to_owned(), Verification::Unverified);
    }
    if let Some(signature) = acts.iter().find(|act| act.action == Action::Signature) {
        let known = coverage.complete && coverage.as_of.is_some_and(|as_of| on <= as_of);
        if known {
            let verification = signature.verification.max(coverage.verification);
            return Standing::Signed { on: signature.date, as_of: coverage.as_of, verification };
        }
    }
    match coverage.as_of {
        Some(as_of) if coverage.complete && on <= as_of => {
            Standing::Absent { as_of, verification: coverage.verification }
        }
        Some(as_of) if coverage.complete => Standing::Unknown { since: as_of },
        _ => Standing::Unknown { since: instrument.in_force.unwrap_or(instrument.adopted) },
    }
}

impl crate::lawbook::instrument::Group {
    /// Whether a State is on this side of a two-sided agreement on a day.
    pub fn holds(&self, book: &Lawbook, state: State, on: Date) -> bool {
        self.held(book, state, on).is_some()
    }

    /// On what showing a State is on this side, if it is: by name, or as a member, by a row that was read or not.
    pub fn held(&self, book: &Lawbook, state: State, on: Date) -> Option<Verification> {
        if self.states.contains(&state) {
            return Some(Verification::Sourced);
        }
        self.members_of.iter().find_map(|of| book.member(of, state, on)).map(|member| member.verification)
    }
}
