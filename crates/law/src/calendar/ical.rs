//! The calendar as an iCalendar file (RFC 5545): whole-day events, so that a date of the law stands in the calendar that an
//! office uses anyway. The same calendar gives the same bytes.

use super::Calendar;
use model::time::Date;

/// No line is longer (RFC 5545 section 3.1), in octets, without its end.
const LINE: usize = 75;

/// Writes the calendar.
pub fn ical(calendar: &Calendar) -> String {
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//comity//lawbook//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    for due in &calendar.due {
        line(&mut out, "BEGIN:VEVENT");
        let kind = serde_word(due.kind);
        line(&mut out, &format!("UID:{}-{kind}-{}-{:08x}@comity", compact(due.date), due.subject, sum(&due.sentence)));
        line(&mut out, &format!("DTSTAMP:{}T000000Z", compact(calendar.on)));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", compact(due.date)));
        line(&mut out, &format!("SUMMARY:{}", text(&format!("{}: {}", due.kind.sentence(), due.subject))));
        line(&mut out, &format!("DESCRIPTION:{}", text(&due.sentence)));
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn serde_word(kind: super::DueKind) -> String {
    kind.sentence().replace(' ', "-")
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Tells events of one day and subject apart (FNV-1a, 32 bits); no secret, no signature.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Escapes a text value (RFC 5545 section 3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Writes a content line, folded where it is too long, never within a character.
fn line(out: &mut String, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, &"é".repeat(100));
        assert!(out.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(out.replace("\r\n ", "").trim_end().chars().count(), 100);
    }

    #[test]
    fn separators_are_escaped() {
        assert_eq!(text("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
