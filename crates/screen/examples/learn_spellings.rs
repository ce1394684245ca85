//! Learns the tables in `src/script/tables` from pairs of words: `cargo run -p screen --example learn_spellings -- DATA [OUT]`.
//!
//! DATA holds `xscript_words/*.tsv` (`latin TAB native TAB count`) and `ar2en/ar2en-train.txt` (`native TAB latin`). Each table
//! is first learned from four fifths of the words and tried on the rest: how often the right one of 1,000 Latin words
//! comes first. Then it is learned from all and written to OUT, if that is given.
//!
//! The model: a pair of words is a sequence of pairs of chunks, each drawn for itself; the probabilities are found by
//! expectation and maximisation over every division (a joint multigram of order one).

#![expect(clippy::print_stdout, reason = "what a command says")]

use screen::script::table::{NATIVE_CHUNK, Table, may_pair};
use screen::script::{Likeness, SAID_LIKE, Writing, stands_for, units};
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;

struct Lesson {
    writing: Writing,
    file: &'static str,
    files: &'static [&'static str],
    longest_native: usize,
    longest_latin: usize,
}

const NAMES: &str = "names of Wikidata, by steveash/NETransliteration-COLING2018 (CC0 1.0)";
const LESSONS: &[Lesson] = &[
    lesson(Writing::Arabic, "arabic.tsv", &["xscript_words/arabic.tsv", "ar2en/ar2en-train.txt"], 2, 3),
    lesson(Writing::Hebrew, "hebrew.tsv", &["xscript_words/hebrew.tsv"], 2, 3),
    lesson(Writing::Cyrillic, "cyrillic.tsv", &["xscript_words/russian.tsv"], 2, 3),
    lesson(Writing::Han, "han.tsv", &["xscript_words/chinese.tsv"], 1, 5),
    lesson(Writing::Hangul, "hangul.tsv", &["xscript_words/korean.tsv"], 2, 3),
    lesson(Writing::Kana, "kana.tsv", &["xscript_words/katakana.tsv"], 2, 3),
];

const fn lesson(
    writing: Writing,
    file: &'static str,
    files: &'static [&'static str],
    longest_native: usize,
    longest_latin: usize,
) -> Lesson {
    Lesson { writing, file, files, longest_native, longest_latin }
}

const ROUNDS: usize = 7;
/// A pair of chunks seen less often than this is not kept.
const LEAST: f64 = 0.6;
const HELD_OUT: u64 = 5;

struct Example {
    native: String,
    latin: Vec<u8>,
    weight: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let data = words.next().ok_or("say where the pairs are: learn_spellings DATA [OUT]")?;
    let out = words.next();
    let only = words.next();
    for lesson in LESSONS.iter().filter(|lesson| only.as_ref().is_none_or(|only| lesson.file.starts_with(only))) {
        let examples = examples(lesson, Path::new(&data))?;
        let (tried, taught): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| hash(&example.latin).is_multiple_of(HELD_OUT));
        let table = text(lesson, &taught);
        let [first, ten] = recall(lesson.writing, &Table::read(&table), &tried);
        println!(
            "{:?}: {} pairs, held out {}: recall@1 {first:.3}, recall@10 {ten:.3} of 1,000",
            lesson.writing,
            examples.len(),
            tried.len()
        );
        if let Some(out) = &out {
            let table = text(lesson, &examples.iter().collect::<Vec<_>>());
            println!("  {} rows, {} bytes", table.lines().count(), table.len());
            fs::write(Path::new(out).join(lesson.file), table)?;
        }
    }
    Ok(())
}

fn examples(lesson: &Lesson, data: &Path) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut found = Vec::new();
    for file in lesson.files {
        let text = fs::read_to_string(data.join(file)).map_err(|e| format!("{file}: {e}"))?;
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let (latin, native, count) = match fields[..] {
                ["latin", ..] => continue,
                [latin, native, count] => (latin, native, count.parse::<f64>()?),
                [native, latin] => (latin, native, 1.0),
                _ => continue,
            };
            let mut letters = any_ascii::any_ascii(latin).to_ascii_lowercase().into_bytes();
            letters.retain(u8::is_ascii_lowercase);
            if !letters.is_empty() && Writing::of(native) == lesson.writing {
                let weight = (1.0 + count).log2();
                found.push(Example { native: native.to_owned(), latin: letters, weight });
            }
        }
    }
    Ok(found)
}

/// FNV-1a: the same fifth is held out on every machine.
fn hash(bytes: &[u8]) -> u64 {
    let hash = bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3));
    hash ^ (hash >> 29)
}

fn text(lesson: &Lesson, examples: &[&Example]) -> String {
    let mut text = format!(
        "# Which Latin letters are written for which native units, in thousandths of a nat; learned by examples/learn_spellings.rs.\n# Source: {NAMES}{}\n",
        if lesson.files.len() > 1 { ";\n# and ar2en of googlei18n/transliteration (Apache-2.0)" } else { "" }
    );
    let as_units = |example: &Example| units(&example.native, lesson.writing);
    push(&mut text, &learn(lesson, examples, &as_units), "", true);
    if lesson.writing == Writing::Han {
        let alike = |example: &Example| -> Vec<char> {
            as_units(example).into_iter().map(|unit| stands_for(unit).unwrap_or(unit)).collect()
        };
        push(&mut text, &learn(lesson, examples, &alike), &SAID_LIKE.to_string(), false);
    }
    text
}

type Chunk = ([char; NATIVE_CHUNK], usize);
type Pairs = BTreeMap<(Chunk, Vec<u8>), f64>;

fn push(text: &mut String, pairs: &Pairs, before: &str, latin_sums: bool) {
    let cost = |share: f64| (-1000.0 * share.ln()).round() as i64;
    let (mut native, mut latin) = (BTreeMap::<&Chunk, f64>::new(), BTreeMap::<&[u8], f64>::new());
    for ((chunk, letters), share) in pairs {
        *native.entry(chunk).or_default() += share;
        *latin.entry(letters).or_default() += share;
    }
    let word = |chunk: &Chunk| -> String { chunk.0[..chunk.1].iter().collect() };
    let shown = |chunk: &Chunk| before.is_empty() || !word(chunk).contains(['^', '$']);
    for ((chunk, letters), share) in pairs.iter().filter(|((chunk, _), _)| shown(chunk)) {
        text.push_str(&format!("{before}{}\t{}\t{}\n", word(chunk), String::from_utf8_lossy(letters), cost(*share)));
    }
    for (chunk, share) in native.iter().filter(|(chunk, _)| chunk.1 > 0 && shown(chunk)) {
        text.push_str(&format!("{before}{}\t*\t{}\n", word(chunk), cost(*share)));
    }
    for (letters, share) in latin.iter().filter(|(letters, _)| latin_sums && !letters.is_empty()) {
        text.push_str(&format!("*\t{}\t{}\n", String::from_utf8_lossy(letters), cost(*share)));
    }
}

/// A map from numbers of our own, for speed.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
}

type Shares = HashMap<u64, f64, BuildHasherDefault<Spread>>;

/// A word pair with its chunks as numbers.
struct Grid {
    rows: usize,
    columns: usize,
    /// From (i, j), by so many units and letters: the number of the pair.
    steps: Vec<Vec<(usize, usize, u64)>>,
    weight: f64,
}

fn learn(lesson: &Lesson, examples: &[&Example], as_units: &dyn Fn(&Example) -> Vec<char>) -> Pairs {
    let mut numbers: HashMap<Chunk, u64> = HashMap::new();
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut names: BTreeMap<u64, (Chunk, Vec<u8>)> = BTreeMap::new();
    let mut shares = Shares::default();
    let grids: Vec<Grid> = examples
        .iter()
        .map(|example| {
            let (native, latin) = (as_units(example), [b"^", example.latin.as_slice(), b"$"].concat());
            let (rows, columns) = (native.len(), latin.len());
            let mut steps = vec![Vec::new(); (rows + 1) * (columns + 1)];
            for i in 0..=rows {
                for j in 0..=columns {
                    for width in 0..=lesson.longest_native.min(rows - i) {
                        for letters in 0..=lesson.longest_latin.min(columns - j) {
                            let (chunk, spelled) = (&native[i..i + width], &latin[j..j + letters]);
                            if width + letters == 0 || !may_pair(chunk, spelled) {
                                continue;
                            }
                            let mut key = ['\0'; NATIVE_CHUNK];
                            key[..width].copy_from_slice(chunk);
                            let number = *numbers.entry((key, width)).or_insert_with(|| {
                                chunks.push((key, width));
                                chunks.len() as u64 - 1
                            });
                            let packed = spelled.iter().fold(0, |packed, b| packed << 8 | u64::from(*b));
                            let pair = number << 40 | packed;
                            if let std::collections::hash_map::Entry::Vacant(vacant) = shares.entry(pair) {
                                let empty = if width == 0 || letters == 0 { 0.1 } else { 1.0 };
                                vacant.insert(0.02f64.powi((width + letters) as i32) * empty);
                                names.insert(pair, ((key, width), spelled.to_vec()));
                            }
                            steps[i * (columns + 1) + j].push((width, letters, pair));
                        }
                    }
                }
            }
            Grid { rows, columns, steps, weight: example.weight }
        })
        .collect();
    for _ in 0..ROUNDS {
        let mut counts = Shares::default();
        for grid in &grids {
            expect(grid, &shares, &mut counts);
        }
        let total: f64 = counts.values().sum();
        shares =
            counts.into_iter().filter(|(_, count)| *count > 0.01).map(|(pair, count)| (pair, count / total)).collect();
    }
    let weights: f64 = grids.iter().map(|grid| grid.weight * (grid.rows as f64)).sum();
    let least = LEAST / weights;
    shares.retain(|_, share| *share > least);
    shares.into_iter().filter_map(|(pair, share)| Some((names.get(&pair)?.clone(), share))).collect()
}

fn expect(grid: &Grid, shares: &Shares, counts: &mut Shares) {
    let width = grid.columns + 1;
    let last = (grid.rows + 1) * width - 1;
    let known: Vec<Vec<(usize, u64, f64)>> = grid
        .steps
        .iter()
        .enumerate()
        .map(|(at, steps)| {
            let step = |&(units, letters, pair): &(usize, usize, u64)| {
                Some((at + units * width + letters, pair, *shares.get(&pair)?))
            };
            steps.iter().filter_map(step).collect()
        })
        .collect();
    let (mut before, mut after) = (vec![0.0; last + 1], vec![0.0; last + 1]);
    before[0] = 1.0;
    after[last] = 1.0;
    for at in 0..=last {
        for &(to, _, share) in &known[at] {
            before[to] += before[at] * share;
        }
    }
    for at in (0..=last).rev() {
        after[at] += known[at].iter().map(|&(to, _, share)| share * after[to]).sum::<f64>();
    }
    if before[last] <= 0.0 {
        return;
    }
    for at in 0..=last {
        for &(to, pair, share) in &known[at] {
            *counts.entry(pair).or_default() += before[at] * share * after[to] / before[last] * grid.weight;
        }
    }
}

fn recall(writing: Writing, table: &Table, tried: &[&Example]) -> [f64; 2] {
    let candidates: Vec<&Example> = tried.iter().take(1_000).copied().collect();
    let asked: Vec<&Example> = candidates.iter().step_by(2).copied().collect();
    let mut found = [0.0; 2];
    for example in &asked {
        let likeness = Likeness::by(table, &example.native, writing);
        let own = likeness.to(&example.latin);
        let better = candidates.iter().filter(|other| other.latin != example.latin);
        let better = better.filter(|other| likeness.to(&other.latin) >= own).count();
        found[0] += f64::from(u8::from(better == 0));
        found[1] += f64::from(u8::from(better < 10));
    }
    found.map(|count| count / asked.len() as f64)
}
