//! How many States an instrument bound, year by year, as a drawing: a line of steps over the years, with the day of adoption
//! and of entry into force. What it shows stands beside it as a table as well.

use law::Lawbook;
use law::lawbook::instrument::Instrument;
use model::time::Date;
use std::fmt::Write as _;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 36.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 26.0;

/// The number of parties at the end of each year, and on the last day.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Day and count, in order.
    pub points: Vec<(Date, usize)>,
    adopted: Date,
    in_force: Option<Date>,
}

impl Timeline {
    /// Counts the parties of an instrument; nothing if no list of parties is in the lawbook.
    pub fn of(book: &Lawbook, instrument: &Instrument, on: Date) -> Option<Timeline> {
        if !instrument.listed() || instrument.adopted > on {
            return None;
        }
        let mut days: Vec<Date> =
            (instrument.adopted.year()..on.year()).filter_map(|year| Date::new(year, 12, 31).ok()).collect();
        days.push(on);
        let count = |day: &Date| law::parties(book, &instrument.id, *day).map(|parties| (*day, parties.count));
        let points: Vec<(Date, usize)> = days.iter().filter_map(count).collect();
        points.iter().any(|(_, count)| *count > 0).then_some(Timeline {
            points,
            adopted: instrument.adopted,
            in_force: instrument.in_force.filter(|day| *day <= on),
        })
    }

    fn most(&self) -> usize {
        self.points.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1)
    }

    fn span(&self) -> (f64, f64) {
        let last = self.points.last().map_or(self.adopted, |(day, _)| *day);
        (at(self.adopted), at(last).max(at(self.adopted) + 1.0))
    }

    fn x(&self, day: Date) -> f64 {
        let (from, to) = self.span();
        LEFT + (at(day) - from) / (to - from) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, count: usize) -> f64 {
        HEIGHT - BOTTOM - count as f64 / self.most() as f64 * (HEIGHT - TOP - BOTTOM)
    }

    /// In one sentence.
    pub fn sentence(&self) -> String {
        let (last, count) = self.points.last().map_or((self.adopted, 0), |point| *point);
        let begun = self.in_force.map_or_else(String::new, |day| format!(", in force {day}"));
        format!("Adopted {}{begun}; {count} bound on {last}.", self.adopted)
    }

    /// The drawing. `title` is what is read out.
    pub fn svg(&self, title: &str) -> String {
        let mut svg = format!(
            "<svg class=\"line\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
            escape(&format!("{title}. {}", self.sentence()))
        );
        self.years(&mut svg);
        let base = self.y(0);
        let mut path = format!("M{:.1} {base:.1}", self.x(self.adopted));
        for (day, count) in &self.points {
            let _ = write!(path, "H{:.1}V{:.1}", self.x(*day), self.y(*count));
        }
        let end = self.points.last().map_or(LEFT, |(day, _)| self.x(*day));
        let _ = write!(svg, "<path class=\"area\" d=\"{path}V{base:.1}Z\"/><path class=\"step\" d=\"{path}\"/>");
        if let Some(day) = self.in_force {
            let x = self.x(day);
            let _ = write!(svg, "<path class=\"mark\" d=\"M{x:.1} {TOP}V{base:.1}\"/>");
            let anchor = if x > WIDTH / 2.0 { "end" } else { "start" };
            let shift = if x > WIDTH / 2.0 { -5.0 } else { 5.0 };
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">in force {day}</text>",
                x + shift,
                TOP + 9.0
            );
        }
        let most = self.most();
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{most}</text>",
            LEFT - 5.0,
            self.y(most) + 4.0
        );
        let _ = write!(svg, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">0</text>", LEFT - 5.0, base);
        let _ = write!(svg, "<path class=\"axis\" d=\"M{LEFT} {base:.1}H{end:.1}\"/></svg>");
        svg
    }

    fn years(&self, svg: &mut String) {
        let (from, to) = self.span();
        let every = if to - from > 40.0 { 10 } else { 5 };
        let first = (from / f64::from(every)).ceil() as i16 * every;
        for year in (first..=to as i16).step_by(usize::try_from(every).unwrap_or(10)) {
            let Ok(day) = Date::new(year, 1, 1) else { continue };
            let (x, base) = (self.x(day), HEIGHT - BOTTOM);
            let _ = write!(svg, "<path class=\"axis\" d=\"M{x:.1} {base}v4\"/>");
            let _ = write!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{year}</text>", base + 17.0);
        }
    }
}

/// A day as a point on the line of years.
fn at(day: Date) -> f64 {
    f64::from(day.year()) + f64::from(day.day_of_year() - 1) / 366.0
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
