//! What comes due: acts that enter into force or end, lists that have not been looked at for a year, decisions that lapse,
//! arrangements to be reviewed. Dates of the lawbook and of arrangements; nothing is decided here.

mod ical;
mod lawbook;

pub use ical::ical;

use crate::Lawbook;
use model::time::Date;
use model::{Arrangement, RulesetVersion, Verification};
use serde::Serialize;

/// A list, or a fact with an as-of day, is due to be looked at again after so many days. House rule: once a year.
pub const REVIEW_AFTER_DAYS: i64 = 365;

/// What sort of date it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueKind {
    /// An instrument enters into force, or begins to apply.
    InstrumentBegins,
    /// A State becomes bound.
    PartyBegins,
    /// A State ceases to be bound, or suspends.
    PartyEnds,
    /// A membership ends.
    MembershipEnds,
    /// A statement takes effect or is withdrawn.
    Declaration,
    /// A decision on adequate protection lapses.
    AdequacyEnds,
    /// A list or a fact of the register is due to be looked at again.
    RegisterReview,
    /// An arrangement must be reviewed.
    ArrangementReview,
    /// An arrangement ends; no release under it afterwards.
    ArrangementEnds,
    /// A standing approval ends; no neutral answer under it afterwards.
    ApprovalEnds,
}

impl DueKind {
    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            DueKind::InstrumentBegins => "begins to apply",
            DueKind::PartyBegins => "party bound from",
            DueKind::PartyEnds => "party ends or suspends",
            DueKind::MembershipEnds => "membership ends",
            DueKind::Declaration => "statement",
            DueKind::AdequacyEnds => "adequacy lapses",
            DueKind::RegisterReview => "look at the source again",
            DueKind::ArrangementReview => "review the arrangement",
            DueKind::ArrangementEnds => "arrangement ends",
            DueKind::ApprovalEnds => "standing approval ends",
        }
    }
}

/// Something due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Due {
    /// When.
    pub date: Date,
    /// Days from the day asked about; negative if it is overdue.
    pub in_days: i64,
    /// What sort of date.
    pub kind: DueKind,
    /// Which instrument, State, act or arrangement, by id.
    pub subject: String,
    /// In one sentence.
    pub sentence: String,
    /// Whether the date was read in its source; a house rule is not a matter of reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
}

/// What comes due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Calendar {
    /// Seen from this day.
    pub on: Date,
    /// Up to this day.
    pub until: Date,
    /// Overdue reviews first, then by date.
    pub due: Vec<Due>,
    /// By which rules.
    pub rules: RulesetVersion,
}

/// Everything due from `on` to `until`, and every review overdue on `on`.
pub fn calendar(book: &Lawbook, arrangements: &[Arrangement], on: Date, until: Date) -> Calendar {
    let mut due = Vec::new();
    lawbook::dates(book, on, until, &mut due);
    arrangements.iter().for_each(|arrangement| of_arrangement(arrangement, on, &mut due));
    due.retain(|due| due.date <= until && (due.date >= on || due.kind.stays_due()));
    due.sort();
    Calendar { on, until, due, rules: book.version().clone() }
}

impl DueKind {
    /// What is not over when its day is: somebody still has to do it.
    fn stays_due(self) -> bool {
        matches!(self, DueKind::RegisterReview | DueKind::ArrangementReview)
    }
}

fn of_arrangement(arrangement: &Arrangement, on: Date, due: &mut Vec<Due>) {
    if arrangement.until.is_some_and(|until| until < on) {
        return;
    }
    let told = arrangement.title.contains("(invented)");
    let invented = if arrangement.invented && !told { " (invented)" } else { "" };
    let mut push = |date: Date, kind: DueKind, what: &str| {
        let sentence = format!("{}{invented}: {what}", arrangement.title);
        due.push(Due::of(date, on, kind, arrangement.id.as_str(), sentence, None));
    };
    push(arrangement.review, DueKind::ArrangementReview, "to be reviewed by this day");
    if let Some(until) = arrangement.until {
        push(until, DueKind::ArrangementEnds, "last day in force; nothing is released under it afterwards");
    }
    if let Some(standing) = &arrangement.standing {
        push(standing.until, DueKind::ApprovalEnds, "last day of the standing approval for the neutral answer");
    }
}

impl Due {
    pub(super) fn of(
        date: Date,
        on: Date,
        kind: DueKind,
        subject: &str,
        sentence: String,
        verification: Option<Verification>,
    ) -> Due {
        let in_days = crate::gaps::days(on, date);
        Due { date, in_days, kind, subject: subject.to_owned(), sentence, verification }
    }
}
