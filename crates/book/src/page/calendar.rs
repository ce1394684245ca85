//! What comes due in the two years from the day of the register.

use super::{Desk, Frame};
use crate::BadBook;
use crate::site::Site;
use askama::Template;
use jiff::ToSpan;
use law::calendar::{Calendar, DueKind, calendar};

#[derive(Template)]
#[template(path = "calendar.html")]
struct Page {
    frame: Frame,
    calendar: Calendar,
    overdue: usize,
}

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    let until = desk.on.checked_add(2.years()).unwrap_or(desk.on);
    let calendar = calendar(desk.book, &[], desk.on, until);
    let overdue = calendar.due.iter().filter(|due| due.in_days < 0).count();
    site.page("calendar.html", &Page { frame: desk.root("Calendar of reviews and ends"), calendar, overdue })
}

/// Whether a subject has a page of its own.
fn is_instrument(kind: &DueKind, subject: &str) -> bool {
    use DueKind::{Declaration, InstrumentBegins, PartyBegins, PartyEnds, RegisterReview};
    let of_one = matches!(kind, Declaration | InstrumentBegins | PartyBegins | PartyEnds | RegisterReview);
    of_one && subject.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}
