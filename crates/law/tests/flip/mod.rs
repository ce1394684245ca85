//! One row of the lawbook whose state of verification is turned over: where it stands, what it is, and how to change its
//! content so that one sees what rests on it.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

/// Files of a lawbook.
pub type Files = Vec<(String, Vec<u8>)>;

/// What a row is.
#[derive(Debug, Clone)]
pub enum What {
    /// A row of a table: participation, membership, bilateral treaty, succession, fact.
    Row(Vec<String>),
    /// An entry of a document: the name of its table (empty for the document itself), and its keys as they stand.
    Entry(String, toml::Table),
}

/// One row with a state of verification.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub path: String,
    /// Its line, counted from 0, on which the state of verification stands.
    line: usize,
    /// What it is.
    pub what: What,
}

const UNREAD: &str = "verification = \"unverified\"";
const READ: &str = "verification = \"sourced\"";

fn of_interest(path: &str) -> bool {
    // Offences, grounds and holidays are asked by other questions, with tests of their own.
    let apart =
        ["tests/", "holidays/", "grounds/"].iter().any(|folder| path.starts_with(folder)) || path == "offences.toml";
    !apart && (path.ends_with(".toml") || path.contains('/') && path.ends_with(".csv") || path == "successions.csv")
}

fn lines(bytes: &[u8]) -> Vec<String> {
    std::str::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect()
}

fn join(lines: &[String]) -> Vec<u8> {
    format!("{}\n", lines.join("\n")).into_bytes()
}

/// The same lawbook, as if everything of interest had been read in its text: then nothing hides behind anything weaker.
pub fn all_read(files: &Files) -> Files {
    let read = |(path, bytes): &(String, Vec<u8>)| {
        if !of_interest(path) {
            return (path.clone(), bytes.clone());
        }
        let text = std::str::from_utf8(bytes).unwrap();
        (path.clone(), text.replace(UNREAD, READ).replace(",unverified\n", ",sourced\n").into_bytes())
    };
    files.iter().map(read).collect()
}

/// Every row with a state of verification.
pub fn places(files: &Files) -> Vec<Place> {
    let mut found = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| of_interest(path)) {
        if path.ends_with(".csv") {
            rows(path, bytes, &mut found);
        } else {
            entries(path, bytes, &mut found);
        }
    }
    found
}

fn rows(path: &str, bytes: &[u8], found: &mut Vec<Place>) {
    let text = lines(bytes);
    let records = csv::Reader::from_reader(bytes).into_records().map(|row| row.unwrap());
    for record in records {
        let line = usize::try_from(record.position().unwrap().line()).unwrap() - 1;
        assert!(text[line].ends_with("sourced") || text[line].ends_with("unverified"), "{path}:{line}");
        let fields = record.iter().map(str::to_owned).collect();
        found.push(Place { path: path.to_owned(), line, what: What::Row(fields) });
    }
}

fn entries(path: &str, bytes: &[u8], found: &mut Vec<Place>) {
    let text = lines(bytes);
    let heading = |line: &String| line.starts_with('[');
    let mut begins = vec![0];
    begins.extend(text.iter().enumerate().filter(|(_, line)| heading(line)).map(|(at, _)| at));
    begins.push(text.len());
    for pair in begins.windows(2) {
        let section = &text[pair[0]..pair[1]];
        let Some(at) = section.iter().position(|line| line == UNREAD || line == READ) else { continue };
        let (name, body) = match section[0].starts_with('[') {
            true => (section[0].trim_matches(['[', ']']).to_owned(), &section[1..]),
            false => (String::new(), section),
        };
        let entry = body.join("\n").parse().unwrap();
        found.push(Place { path: path.to_owned(), line: pair[0] + at, what: What::Entry(name, entry) });
    }
}

impl Place {
    /// The part of the path that names whose it is: `UN-ICSFT-1999`.
    pub fn of(&self) -> &str {
        self.path.rsplit('/').next().unwrap().rsplit_once('.').unwrap().0
    }

    /// The folder or the file, and the table inside: what sort of row it is.
    pub fn sort(&self) -> String {
        let folder = self.path.split('/').next().unwrap();
        match &self.what {
            What::Row(_) => folder.to_owned(),
            What::Entry(table, _) => format!("{folder} [{table}]"),
        }
    }

    /// A field of a row.
    pub fn field(&self, at: usize) -> &str {
        match &self.what {
            What::Row(fields) => &fields[at],
            What::Entry(..) => "",
        }
    }

    /// A word of an entry.
    pub fn word(&self, key: &str) -> &str {
        self.value(key).and_then(toml::Value::as_str).unwrap_or_default()
    }

    /// Whether a list of an entry holds a word; an absent list holds every one.
    pub fn lists(&self, key: &str, word: &str) -> bool {
        let list = self.value(key).and_then(toml::Value::as_array);
        list.is_none_or(|list| list.iter().any(|item| item.as_str() == Some(word)))
    }

    fn value(&self, key: &str) -> Option<&toml::Value> {
        match &self.what {
            What::Entry(_, entry) => entry.get(key),
            What::Row(_) => None,
        }
    }

    fn edited(&self, files: &Files, edit: impl Fn(&mut Vec<String>)) -> Files {
        let mut files = files.clone();
        let file = files.iter_mut().find(|(path, _)| *path == self.path).unwrap();
        let mut text = lines(&file.1);
        edit(&mut text);
        file.1 = join(&text);
        files
    }

    /// The lawbook with this row's state of verification turned over.
    pub fn flipped(&self, files: &Files) -> Files {
        self.edited(files, |text| {
            let line = &mut text[self.line];
            *line = match line.strip_suffix("unverified").or(line.strip_suffix("unverified\"")) {
                Some(_) => line.replace("unverified", "sourced"),
                None => {
                    let at = line.rfind("sourced").unwrap();
                    format!("{}unverified{}", &line[..at], &line[at + "sourced".len()..])
                }
            };
        })
    }

    /// The lawbook with this row's content changed: a row of a table left out, a date or an organisation made another.
    /// Nothing for entries whose text is shown wherever they are used.
    pub fn perturbed(&self, files: &Files) -> Option<Files> {
        let table = match &self.what {
            What::Row(_) => return Some(self.edited(files, |text| drop(text.remove(self.line)))),
            What::Entry(table, _) => table.as_str(),
        };
        if !self.path.starts_with("instruments/") {
            return None;
        }
        let keys: &[&str] = match table {
            "" => &["in_force = ", "provisional = "],
            "entry" => &["rule = "],
            "participation.by_membership" => &["of = "],
            _ => return None,
        };
        Some(self.edited(files, |text| {
            let begins = (0..self.line).rev().find(|at| text[*at].starts_with('[')).unwrap_or(0);
            let ends = (self.line..text.len()).find(|at| text[*at].starts_with('[')).unwrap_or(text.len());
            for line in &mut text[begins..ends] {
                if keys.iter().any(|key| line.starts_with(key)) {
                    *line = other(line);
                }
            }
        }))
    }
}

/// The same key with another value.
fn other(line: &str) -> String {
    match line.split_once(" = ") {
        Some(("rule", _)) => "rule = { days-after = 977 }".to_owned(),
        Some(("of", _)) => "of = \"SAARC\"".to_owned(),
        _ => day_before(line),
    }
}

fn day_before(line: &str) -> String {
    let (key, day) = line.split_once(" = ").unwrap();
    let day: jiff::civil::Date = day.trim().parse().unwrap();
    format!("{key} = {}", day.yesterday().unwrap())
}
