//! What happened to a clock, as the command line writes it: `WHAT@TIME`.

use super::moment;
use crate::command::Trouble;
use jiff::tz::TimeZone;
use law::clock::{ClockFact, Period, Statutory};
use model::Citation;
use model::time::Instant;

/// Reads an event.
pub(super) fn read(given: &str, clock: &Statutory, zone: &TimeZone) -> Result<(Instant, ClockFact), Trouble> {
    let bad = |because: String| {
        let remedy =
            "write WHAT@TIME, with await, suspend:GROUND, resume, extend:PERIOD:REASON, restart, confirm or met";
        Trouble::input("--event", because, remedy)
    };
    let (what, at) = given.rsplit_once('@').ok_or_else(|| bad(format!("`{given}` has no @TIME")))?;
    let at = moment::read("--event", at, zone)?;
    let (word, rest) = what.split_once(':').unwrap_or((what, ""));
    let fact = match (word, rest) {
        ("await" | "awaiting-authorisation", "") => ClockFact::AwaitingAuthorisation,
        ("suspend" | "suspended", ground) => {
            let ground =
                if ground.is_empty() { clock.suspension.clone().unwrap_or_default() } else { ground.to_owned() };
            ClockFact::Suspended { cite: Citation(ground) }
        }
        ("resume" | "resumed", "") => ClockFact::Resumed,
        ("restart" | "restarted", "") => ClockFact::Restarted,
        ("confirm" | "confirmed", "") => ClockFact::Confirmed,
        ("met", "") => ClockFact::Met,
        ("extend" | "extended", rest) => {
            let (length, reason) = rest.split_once(':').unwrap_or((rest, ""));
            let by = period(length).ok_or_else(|| bad(format!("`{length}` is no period, such as 30d or 5wd")))?;
            ClockFact::Extended { by, reason: reason.to_owned() }
        }
        _ => return Err(bad(format!("`{what}` is nothing that happens to a clock"))),
    };
    Ok((at, fact))
}

/// A number and its unit.
fn period(text: &str) -> Option<Period> {
    let unit = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(unit);
    let number = number.parse().ok()?;
    match unit {
        "h" => Some(Period::Hours(number)),
        "d" => Some(Period::Days(number)),
        "wd" => Some(Period::WorkingDays(number)),
        "w" => Some(Period::Weeks(number)),
        "mo" => Some(Period::Months(number)),
        "y" => Some(Period::Years(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_a_number_and_a_unit() {
        assert_eq!(period("5wd"), Some(Period::WorkingDays(5)));
        assert_eq!(period("30d"), Some(Period::Days(30)));
        assert_eq!(period("6mo"), Some(Period::Months(6)));
        for bad in ["", "d", "5", "5x", "-5d", "5 d", "99999999999d"] {
            assert_eq!(period(bad), None, "{bad}");
        }
    }
}
