//! The teller: lines for a person, or one JSON document of every step.

use model::Instant;
use serde::Serialize;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

/// Where the text of a line begins, after wall clock, offset from UTC in hours, and place.
const INDENT: usize = 25;
/// The width of a page.
const WIDTH: usize = 100;

/// Tells the stories and keeps what was told.
pub(super) struct Teller {
    json: bool,
    pause: Duration,
    story: u32,
    steps: Vec<Step>,
    stories: Vec<Told>,
    appendix: serde_json::Map<String, serde_json::Value>,
}

/// One step as the JSON document has it.
#[derive(Debug, Clone, Serialize)]
struct Step {
    story: u32,
    at: Instant,
    place: String,
    line: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<String>,
}

/// One story with what it had to show.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    pub(super) story: u32,
    pub(super) title: String,
    pub(super) expected: Vec<Expected>,
    pub(super) story_minutes: i64,
    pub(super) milliseconds: u128,
}

/// Something that had to hold.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Expected {
    pub(super) what: String,
    pub(super) holds: bool,
}

impl Told {
    /// Whether everything held.
    pub(super) fn held(&self) -> bool {
        !self.expected.is_empty() && self.expected.iter().all(|expected| expected.holds)
    }
}

impl Teller {
    pub(super) fn new(json: bool, headless: bool) -> Teller {
        let watched = !json && !headless && io::stdout().is_terminal() && io::stdin().is_terminal();
        let pause = if watched { Duration::from_millis(700) } else { Duration::ZERO };
        Teller { json, pause, story: 0, steps: Vec::new(), stories: Vec::new(), appendix: serde_json::Map::new() }
    }

    /// Progress, while there is nothing to tell yet.
    pub(super) fn progress(&mut self, line: &str) {
        let _ = writeln!(io::stderr(), "  {line}");
    }

    /// Something that went wrong.
    pub(super) fn trouble(&mut self, line: &str) {
        let _ = writeln!(io::stderr(), "comity demo: {line}");
    }

    /// Begins a story.
    pub(super) fn begin(&mut self, title: &str) {
        self.story += 1;
        let line = format!("\n{}. {title}\n", self.story);
        self.print(&line);
    }

    /// One line: when (local wall clock), where, what; with facts beneath it.
    pub(super) fn line_with(&mut self, at: Instant, zone: &str, place: &str, text: &str, facts: &[String]) {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let local = zone.to_datetime(at);
        let hours = zone.to_offset(at).seconds() / 3600;
        let mut block = format!("  {:02}:{:02} {hours:+03}  {place:<11} ", local.hour(), local.minute());
        block.push_str(&wrapped(text, INDENT, WIDTH));
        for fact in facts {
            block.push_str(&format!("\n{:INDENT$}| {}", "", wrapped(fact, INDENT + 2, WIDTH)));
        }
        self.print(&block);
        let facts = facts.to_vec();
        self.steps.push(Step { story: self.story, at, place: place.to_owned(), line: text.to_owned(), facts });
    }

    /// Ends a story.
    pub(super) fn told(&mut self, told: &Told) {
        for expected in told.expected.iter().filter(|expected| !expected.holds) {
            self.print(&format!("  NOT AS IT MUST BE: {}", expected.what));
        }
        self.stories.push(told.clone());
    }

    /// A plain block of text, and what it is in the document.
    pub(super) fn block(&mut self, name: &str, text: &str, value: serde_json::Value) {
        self.print(text);
        self.appendix.insert(name.to_owned(), value);
    }

    /// Writes the document, where one was asked for.
    pub(super) fn end(&mut self, held: bool) -> io::Result<()> {
        if !self.json {
            return Ok(());
        }
        let mut document = serde_json::json!({ "held": held, "stories": self.stories, "steps": self.steps });
        if let Some(fields) = document.as_object_mut() {
            fields.append(&mut self.appendix);
        }
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &document)?;
        out.write_all(b"\n")
    }

    fn print(&mut self, text: &str) {
        if self.json {
            return;
        }
        let mut out = io::stdout().lock();
        let _ = writeln!(out, "{text}");
        let _ = out.flush();
        std::thread::sleep(self.pause);
    }
}

/// Breaks a text at `width`, with further lines indented by `indent`.
fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let room = width.saturating_sub(indent);
        let last = lines.last_mut();
        match last {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join(&format!("\n{:indent$}", ""))
}
