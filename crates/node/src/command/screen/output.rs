//! Where the result of a run goes: to stdout, or into files that grow beside their places and are moved there when the run is
//! done. What was done so far is kept in `OUT.part.json`, so that a run that was broken off can be resumed.

use super::super::{Terminal, Trouble};
use super::Form;
use super::summary::Summary;
use formats::BadDocument;
use formats::screening::run_header;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The first line of a file of refused rows.
pub const REFUSED_HEADER: &str = "file\tline\tcolumn\tcheck\tbecause\n";

/// Refused rows that are told on stderr; all of them stand in `OUT.refused.tsv`.
const TOLD: u64 = 20;

/// What must be the same for a run to be taken up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Length and time of the last change of the entities.
    pub entities: (u64, u128),
    /// The same of the queries.
    pub queries: (u64, u128),
    /// `--top`.
    pub top: usize,
    /// `--threshold`.
    pub threshold: String,
    /// `--explain`.
    pub explain: Option<String>,
    /// The algorithm.
    pub algorithm: String,
    /// The version of the program.
    pub program: String,
}

/// How far a run is.
#[derive(Debug, Serialize, Deserialize)]
struct Checkpoint {
    setting: Setting,
    summary: Summary,
    /// Lengths of the files: table, explanations, refused rows.
    lengths: [u64; 3],
}

/// Where the result goes.
pub struct Output {
    form: Option<Form>,
    files: Option<Files>,
    begun: bool,
    refused: u64,
    unkept: Unkept,
}

/// The parts of a run of which nothing was kept yet: there is nothing to take up, so they go when the run ends without a result.
#[derive(Default)]
struct Unkept(Vec<PathBuf>);

impl Drop for Unkept {
    fn drop(&mut self) {
        for part in &self.0 {
            let _ = std::fs::remove_file(part);
        }
    }
}

struct Files {
    out: PathBuf,
    setting: Setting,
    taken_up: Option<Summary>,
    /// The table, the explanations, the rows that were refused.
    grown: [Grown; 3],
}

/// A file that grows beside its place.
struct Grown {
    place: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    length: u64,
}

impl Output {
    /// To stdout: the table, or the explanations in its place.
    pub fn stdout(form: Option<Form>) -> Output {
        Output { form, files: None, begun: false, refused: 0, unkept: Unkept::default() }
    }

    /// Into a file. With `resume` a broken run is taken up; without it, what it left is refused or replaced.
    pub fn file(
        out: &Path,
        form: Option<Form>,
        setting: Setting,
        resume: bool,
        overwrite: bool,
    ) -> Result<Output, Trouble> {
        let (lengths, taken_up) = match (checkpoint(out)?, resume) {
            (Some(kept), true) if kept.setting == setting => {
                (kept.lengths, Some(Summary { resumed: true, ..kept.summary }))
            }
            (Some(_), true) => {
                let because = "the run that was broken off had other tables, options or another version";
                return Err(Trouble::input("--resume", because, "begin again with --overwrite"));
            }
            (None, true) => {
                let because = format!("no run to {} was broken off", out.display());
                return Err(Trouble::input("--resume", because, "leave --resume out"));
            }
            (Some(_), false) if !overwrite => {
                let remedy = "go on with --resume, or begin again with --overwrite";
                return Err(Trouble::input(out.display().to_string(), "a run to it was broken off", remedy));
            }
            (before, _) => {
                if before.is_some() {
                    // Its parts are about to be overwritten: nobody can take it up any more.
                    let _ = std::fs::remove_file(beside(out, ".part.json"));
                }
                ([0; 3], None)
            }
        };
        let why = if form == Some(Form::Json) { ".why.jsonl" } else { ".why.txt" };
        let places = [out.to_owned(), beside(out, why), beside(out, ".refused.tsv")];
        let parts = places.iter().map(|place| beside(place, ".part"));
        let unkept = Unkept(if taken_up.is_none() { parts.collect() } else { Vec::new() });
        let [table, reasons, refused] = places;
        let grown =
            [Grown::open(table, lengths[0])?, Grown::open(reasons, lengths[1])?, Grown::open(refused, lengths[2])?];
        let refused = taken_up.as_ref().map_or(0, |kept| kept.entity_rows_refused + kept.query_rows_refused);
        let files = Files { out: out.to_owned(), setting, taken_up, grown };
        Ok(Output { form, files: Some(files), begun: lengths[0] > 0, refused, unkept })
    }

    /// What the run that is taken up had come to.
    pub fn taken_up(&self) -> Option<Summary> {
        self.files.as_ref()?.taken_up.clone()
    }

    /// Rows of one query, and their explanations.
    pub fn put(&mut self, rows: &str, why: &str, terminal: &mut Terminal) -> Result<(), Trouble> {
        self.begin(terminal)?;
        match (&mut self.files, self.form) {
            (Some(Files { grown: [table, reasons, _], .. }), _) => {
                table.write(rows)?;
                reasons.write(why)
            }
            (None, Some(_)) => terminal.write(why.as_bytes()),
            (None, None) => terminal.write(rows.as_bytes()),
        }
    }

    /// The first line of the table, once.
    fn begin(&mut self, terminal: &mut Terminal) -> Result<(), Trouble> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        match (&mut self.files, self.form) {
            (Some(Files { grown: [table, ..], .. }), _) => table.write(run_header()),
            (None, Some(_)) => Ok(()),
            (None, None) => terminal.write(run_header().as_bytes()),
        }
    }

    /// A row that was refused: told on stderr while there are few, and kept beside the result.
    pub fn refuse(&mut self, bad: &BadDocument, terminal: &mut Terminal) -> Result<(), Trouble> {
        self.refused += 1;
        match self.refused {
            ..=TOLD => terminal.say(&format!("left out: {bad}")),
            count if count == TOLD + 1 => terminal.say("further rows that are left out are not told here"),
            _ => {}
        }
        let Some(Files { grown: [_, _, refused], .. }) = &mut self.files else { return Ok(()) };
        if refused.length == 0 {
            refused.write(REFUSED_HEADER)?;
        }
        refused.write(&refused_row(bad))
    }

    /// Keeps how far the run is. What is written after it is written again when the run is taken up.
    pub fn keep(&mut self, summary: &Summary) -> Result<(), Trouble> {
        let Some(files) = &mut self.files else { return Ok(()) };
        for one in &mut files.grown {
            one.file.flush().map_err(|e| Trouble::file(&one.part, &e))?;
        }
        let lengths = files.grown.each_ref().map(|one| one.length);
        let kept = Checkpoint { setting: files.setting.clone(), summary: summary.clone(), lengths };
        let (place, draft) = (beside(&files.out, ".part.json"), beside(&files.out, ".part.json.new"));
        let text = serde_json::to_vec(&kept).map_err(|e| model::Failure::new("writing JSON", e))?;
        let written = std::fs::write(&draft, text).and_then(|()| std::fs::rename(&draft, &place));
        written.map_err(|e| Trouble::file(&place, &e))?;
        self.unkept.0.clear();
        Ok(())
    }

    /// Moves what has grown to its place. Explanations and refused rows have a file only where there are any.
    pub fn finish(mut self, terminal: &mut Terminal) -> Result<(), Trouble> {
        self.begin(terminal)?;
        self.unkept.0.clear();
        let Some(Files { out, grown, .. }) = self.files else { return Ok(()) };
        let [table, others @ ..] = grown;
        for one in others {
            if one.length > 0 {
                one.move_to_place()?;
            } else {
                let _ = std::fs::remove_file(&one.place);
                std::fs::remove_file(&one.part).map_err(|e| Trouble::file(&one.part, &e))?;
            }
        }
        table.move_to_place()?;
        let kept = beside(&out, ".part.json");
        match std::fs::remove_file(&kept) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Trouble::file(&kept, &error)),
            _ => Ok(()),
        }
    }
}

impl Grown {
    /// Opens the part with that much of it kept.
    fn open(place: PathBuf, length: u64) -> Result<Grown, Trouble> {
        let part = beside(&place, ".part");
        let opened = || -> io::Result<File> {
            let mut file = OpenOptions::new().write(true).create(true).truncate(length == 0).open(&part)?;
            if file.metadata()?.len() < length {
                return Err(io::Error::other("it is shorter than the run that was broken off had written"));
            }
            file.set_len(length)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let file = BufWriter::new(opened().map_err(|e| Trouble::file(&part, &e))?);
        Ok(Grown { place, part, file, length })
    }

    fn write(&mut self, text: &str) -> Result<(), Trouble> {
        self.file.write_all(text.as_bytes()).map_err(|e| Trouble::file(&self.part, &e))?;
        self.length += text.len() as u64;
        Ok(())
    }

    fn move_to_place(mut self) -> Result<(), Trouble> {
        let moved = self.file.flush().and_then(|()| std::fs::rename(&self.part, &self.place));
        moved.map_err(|e| Trouble::file(&self.place, &e))
    }
}

fn checkpoint(out: &Path) -> Result<Option<Checkpoint>, Trouble> {
    let place = beside(out, ".part.json");
    let bytes = match std::fs::read(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|e| Trouble::file(&place, &e))?,
    };
    let remedy = "begin again with --overwrite after removing it";
    let bad = |_| Trouble::input(place.display().to_string(), "it does not say how far a run is", remedy);
    serde_json::from_slice(&bytes).map(Some).map_err(bad)
}

/// The path with something added to its name.
pub fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(more);
    path.with_file_name(name)
}

/// A refused row as a line of the file that keeps them.
pub fn refused_row(bad: &BadDocument) -> String {
    let cell = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let (file, field, because) = (cell(&bad.file), cell(&bad.field), cell(&bad.because));
    format!("{file}\t{}\t{field}\t{}\t{because}\n", bad.line, bad.check.id)
}
