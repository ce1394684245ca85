//! `comity clock`: the statutory clocks of the lawbook. Which there are, and when one is due from a start, after what
//! happened. No clock of a case is touched here: nothing is stored.

mod event;
mod list;
mod moment;

use super::law::lookup;
use super::near::{did_you_mean, near};
use super::{Answer, Terminal, Trouble};
use crate::rules;
use crate::system::SystemClock;
use ::law::clock::{self, ClockState, Position, ShownBy, Start, StartEvent, Statutory};
use ::law::lawbook::clock::ClockEntry;
use ::law::{Lawbook, Side};
use clap::Args;
use jiff::tz::TimeZone;
use model::time::Instant;
use model::{Clock as _, Failure, RulesetVersion, State, Verification};
use serde::Serialize;
use std::fmt::Write as _;

/// Say when a statutory limit ends, or list them all
#[derive(Debug, Args)]
#[command(
    after_help = "A time is an instant with its offset (2026-11-23T10:00+02:00, ...Z), or without one a time on the wall \
                        clock of the executing authority.\nAn event is WHAT@TIME: await, suspend:GROUND, resume, \
                        extend:PERIOD:REASON, restart, confirm, met, or as facts are stored: awaiting-authorisation, \
                        suspended, resumed, extended, restarted, confirmed. A period is a number and h, d, wd, w, mo or y.\n\
                        Exit 1 is an answer that is no: the clock has lapsed, or does not run between these two.\n\n\
                        Examples:\n  comity clock --list\n  comity clock eio-recognition --from 2026-11-23T10:00 --requesting \
                        EST --executing FIN\n  comity clock fiu-request --from 2027-12-22T10:00 --executing FIN --now 2027-12-23T10:00 --event \
                        'extend:5wd:three banks were asked@2027-12-23T09:00'"
)]
pub(super) struct Clock {
    /// The clock, by its id in the lawbook
    #[arg(value_name = "CLOCK", required_unless_present = "list")]
    clock: Option<String>,
    /// List every clock with its article and whether that was read
    #[arg(long, conflicts_with_all = ["clock", "from"])]
    list: bool,
    /// When it started: the event that its act names
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// By which event, if you want it checked; else the one that the act names
    #[arg(long, value_name = "EVENT")]
    started_by: Option<String>,
    /// Who asks; with --executing, the clock is refused where its act does not bind both
    #[arg(long, value_name = "STATE", requires = "executing")]
    requesting: Option<String>,
    /// Who is asked or has to act: its zone and its working days count
    #[arg(long, value_name = "STATE")]
    executing: Option<String>,
    /// The zone of the executing authority; else the one of its capital, or UTC
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// What happened since, in order of time; may be given more than once
    #[arg(long = "event", value_name = "WHAT@TIME")]
    events: Vec<String>,
    /// At which moment to look; now if not given
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

/// The answer.
#[derive(Serialize)]
struct Shown<'a> {
    title: &'a str,
    /// Whether it was asked between whom; if not, the clock is only counted.
    between: Option<[State; 2]>,
    starts: &'a str,
    zone: String,
    clock: &'a Statutory,
    now: Instant,
    position: &'a Position,
    source: &'a str,
    rules: &'a RulesetVersion,
}

impl Clock {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let version = rules::lawbook_version();
        let book = Lawbook::read(rules::LAWBOOK, version).map_err(|e| Failure::new("reading the lawbook", e))?;
        match &self.clock {
            Some(id) if !self.list => self.count(&book, id, terminal),
            _ => list::show(&book, terminal),
        }
    }

    fn count(&self, book: &Lawbook, id: &str, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let entry = find(book, id)?;
        let state = |argument, given: &Option<String>| {
            given.as_ref().map(|given| lookup::state(book, argument, given)).transpose()
        };
        let executing = state("--executing", &self.executing)?;
        let requesting = state("--requesting", &self.requesting)?;
        let zone = self.zone(book, executing)?;
        let from = self.from.as_deref().ok_or_else(|| {
            let remedy = format!("give the time of {}: {}", entry.start, entry.starts);
            Trouble::input("--from", "it is not said when the clock started", remedy)
        })?;
        let at = moment::read("--from", from, &zone)?;
        let now = self.now.as_deref().map(|given| moment::read("--now", given, &zone)).transpose()?;
        let now = now.unwrap_or_else(|| SystemClock.now());
        if let (Some(requesting), Some(executing)) = (requesting, executing) {
            lookup::two_states(book, "--executing", requesting, executing)?;
        }
        let event = self.started_by(entry)?;
        let between = requesting.zip(executing).map(|(a, b)| [a, b]);
        let clock = match between {
            Some([requesting, requested]) => {
                let (requesting, requested) = (Side::of(requesting), Side::of(requested));
                let between = clock::Between { requesting, requested, on: zone.to_datetime(at).date() };
                clock::start(book, entry, &between, &Start { event, at, shown_by: ShownBy::Record }, &zone)
            }
            None => clock::begins(entry, event).and_then(|()| clock::reckon(book, entry, executing, at, &zone)),
        };
        let clock = clock.map_err(Trouble::Refused)?;
        let mut events = Vec::new();
        for given in &self.events {
            let (at, what) = event::read(given, &clock, &zone)?;
            let made = clock::record(&clock, &zone, &events, at, what).map_err(Trouble::Refused)?;
            events.push(made);
        }
        let position = clock::position(&clock, &zone, &events, now).map_err(Trouble::Refused)?;
        let shown = Shown {
            title: &entry.title,
            between,
            starts: &entry.starts,
            zone: zone.iana_name().unwrap_or("UTC").to_owned(),
            clock: &clock,
            now,
            position: &position,
            source: &entry.source,
            rules: book.version(),
        };
        terminal.show(&shown, || page(book, &shown, &zone))?;
        let lapsed = matches!(position.state, ClockState::Lapsed { .. } | ClockState::Met { in_time: false, .. });
        Ok(if lapsed { Answer::No } else { Answer::Yes })
    }

    fn started_by(&self, entry: &ClockEntry) -> Result<StartEvent, Trouble> {
        let Some(given) = &self.started_by else { return Ok(entry.start) };
        StartEvent::parse(given).ok_or_else(|| {
            let words = near(given, StartEvent::ALL.iter().map(|event| event.as_str()));
            let otherwise = format!("this clock starts at {}", entry.start);
            Trouble::input(
                "--started-by",
                format!("`{given}` is no event that starts a clock"),
                did_you_mean(&words, &otherwise),
            )
        })
    }

    fn zone(&self, book: &Lawbook, executing: Option<State>) -> Result<TimeZone, Trouble> {
        let capital = executing.and_then(|state| book.holidays(state)).map(|calendar| calendar.zone.as_str());
        let name = self.zone.as_deref().or(capital).unwrap_or("UTC");
        clock::zone(name).ok_or_else(|| {
            Trouble::input("--zone", format!("`{name}` is no time zone"), "give its IANA name, such as Africa/Nairobi")
        })
    }
}

fn find<'a>(book: &'a Lawbook, given: &str) -> Result<&'a ClockEntry, Trouble> {
    book.clock(given).ok_or_else(|| {
        let ids = near(given, book.clocks().iter().map(|clock| clock.id.as_str()));
        let because = format!("`{given}` is no clock of the lawbook");
        Trouble::input("CLOCK", because, did_you_mean(&ids, "`comity clock --list` shows them all"))
    })
}

fn page(book: &Lawbook, shown: &Shown<'_>, zone: &TimeZone) -> String {
    let Shown { clock, position, .. } = shown;
    let at = |moment: Instant| moment.to_zoned_datetime(zone.clone()).strftime("%a %Y-%m-%d %H:%M %Z").to_string();
    let unverified = if clock.verification == Verification::Unverified { " [unverified]" } else { "" };
    let verdict = match position.state {
        ClockState::Running { .. } if shown.now < clock.start => "NOT BEGUN".to_owned(),
        found => state(found, &at),
    };
    let mut page = format!("{verdict}  {}\n\n", shown.title);
    let extension = clock.extension.map(|extension| format!(" ({extension})")).unwrap_or_default();
    let _ = writeln!(page, "  {}{unverified}: {}{extension}", clock.cite, clock.period);
    let _ = writeln!(page, "  from    {}  {}", at(clock.start), shown.starts);
    for reached in &position.milestones {
        let _ = writeln!(page, "  then    {}  {}", at(reached.at), reached.effect);
    }
    let _ = writeln!(page, "  end     {}  {}", at(position.due), clock.nature.sentence());
    if let Some(latest) = clock.latest.as_ref().filter(|_| position.due == clock.due) {
        let _ = writeln!(page, "  or      {} by {} [unverified]: a later reading", latest.local, latest.cite);
    }
    let warnings: Vec<String> = position.warnings.iter().map(|w| format!("{} % {}", w.percent, at(w.at))).collect();
    let _ = writeln!(page, "  warns   {}", warnings.join(", "));
    let _ = writeln!(page, "  after   {}", clock.effect);
    if !clock.note.is_empty() {
        let _ = writeln!(page, "  note    {}", clock.note);
    }
    let between = match shown.between {
        Some([a, b]) => format!("It binds {} and {}.", book.name(a), book.name(b)),
        None => "Between whom was not asked: it runs only between those that its act binds.".to_owned(),
    };
    let _ = writeln!(page, "\n{between} Times of {}. {}.", shown.zone, shown.rules.0);
    page
}

fn state(state: ClockState, at: &impl Fn(Instant) -> String) -> String {
    match state {
        ClockState::Running { used_percent, .. } => format!("RUNNING, {used_percent} % used"),
        ClockState::Suspended { since } => format!("SUSPENDED since {}", at(since)),
        ClockState::Continuing { since } => format!("CONTINUING without end since {}", at(since)),
        ClockState::Met { in_time: true, .. } => "MET in time".to_owned(),
        ClockState::Met { at: met, .. } => format!("MET too late, {}", at(met)),
        ClockState::Lapsed { .. } => "LAPSED".to_owned(),
    }
}
