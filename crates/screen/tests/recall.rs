//! Candidate recall under one random edit in one part of three letters or more: complete, because every part of a query is
//! compared with every word of the index. Names are made by a fixed recipe; the same on every machine.
//!
//! The usual run has 10,000 names; `COMITY_RECALL_NAMES=100000 cargo test --release -p screen --test recall -- --nocapture`
//! is the size of the promise. Beside it: how often the name is among the ten best, which is another matter, since others
//! of the index may fit as well.

use model::subject::Name;
use screen::{Algorithm, EntryId, Index, Kind, Profile};

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % n as u64) as usize
    }

    fn word(&mut self) -> String {
        const ONSETS: [&str; 16] = ["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "z"];
        const NUCLEI: [&str; 5] = ["a", "e", "i", "o", "u"];
        const CODAS: [&str; 4] = ["", "n", "r", "s"];
        let syllables = 2 + self.below(3);
        (0..syllables).map(|_| [ONSETS[self.below(16)], NUCLEI[self.below(5)], CODAS[self.below(4)]].concat()).collect()
    }

    fn edited(&mut self, name: &str) -> String {
        let mut parts: Vec<Vec<u8>> = name.split(' ').map(|part| part.as_bytes().to_vec()).collect();
        let long: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].len() >= 3).collect();
        let part = &mut parts[long[self.below(long.len())]];
        let at = self.below(part.len());
        let letter = b'a' + self.below(26) as u8;
        match self.below(4) {
            0 => part[at] = letter,
            1 => part.insert(at, letter),
            2 => {
                part.remove(at);
            }
            _ => {
                let next = (at + 1).min(part.len() - 1);
                part.swap(at, next);
            }
        }
        let words: Vec<String> = parts.iter().map(|part| String::from_utf8_lossy(part).into_owned()).collect();
        words.join(" ")
    }
}

fn named(name: &str) -> Profile {
    Profile { names: vec![Name::new(name)], ..Profile::of(Kind::Person) }
}

#[test]
fn one_edit_loses_no_candidate() {
    let count = std::env::var("COMITY_RECALL_NAMES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000usize);
    let mut chance = Chance(0x0C0_1117);
    let given: Vec<String> = (0..400).map(|_| chance.word()).collect();
    let names: Vec<String> = (0..count).map(|_| format!("{} {}", given[chance.below(400)], chance.word())).collect();
    let entries = names.iter().enumerate().map(|(at, name)| (EntryId::new(at.to_string()), named(name)));
    let index = Index::build_on(2, entries, Algorithm::V1);
    let (queries, mut compared, mut among_ten) = (300, 0, 0);
    for _ in 0..queries {
        let chosen = chance.below(count);
        let typed = chance.edited(&names[chosen]);
        let found = index.screen(&named(&typed), count);
        let own = |candidate: &screen::Candidate| candidate.entry.as_str() == chosen.to_string();
        let at = found.iter().position(own);
        assert!(at.is_some(), "{typed} does not meet {}", names[chosen]);
        compared += usize::from(at.is_some());
        among_ten += usize::from(at.is_some_and(|at| at < 10 || found[at].log_odds == found[9].log_odds));
    }
    println!("{count} names: {compared} of {queries} mistyped names met theirs, {among_ten} among the ten best");
    assert!(among_ten * 100 >= queries * 95, "{among_ten} of {queries}");
}
