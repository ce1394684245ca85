//! A time on the command line: an instant with its offset, or a time on the wall clock of the executing authority.

use crate::command::Trouble;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use model::time::Instant;

/// Reads a time. A wall time that daylight saving skips or repeats is refused: it must be given with its offset.
pub(super) fn read(argument: &str, given: &str, zone: &TimeZone) -> Result<Instant, Trouble> {
    if let Ok(instant) = given.parse::<Instant>() {
        return Ok(instant);
    }
    let Ok(local) = given.parse::<DateTime>() else {
        let because = format!("`{given}` is no time");
        return Err(Trouble::input(
            argument,
            because,
            "write 2026-11-23T10:00+02:00, or 2026-11-23T10:00 on the wall clock",
        ));
    };
    let moment = zone.to_ambiguous_timestamp(local);
    let ambiguous = moment.is_ambiguous();
    moment.unambiguous().map_err(|_| {
        if !ambiguous {
            return Trouble::input(argument, format!("`{given}` leaves the calendar"), "give an earlier time");
        }
        let because = format!("`{given}` does not exist, or exists twice, when clocks change in that zone");
        Trouble::input(argument, because, "write it with its offset, such as 2026-10-25T03:30+02:00")
    })
}
