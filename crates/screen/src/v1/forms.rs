//! Names as the index compares them: for each form of a name its readings as numbers of words, in flat columns, so that a
//! comparison follows no pointer and allocates nothing.

use super::snapshot::{BadSnapshot, Reader, Writer};
use crate::LogOdds;
use crate::script::{Part, Role};
use std::io::{self, Read, Write};

/// One reading of one part of a held name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Its word.
    pub word: u32,
    /// What is known of it beside the word.
    pub mark: Mark,
    /// What tells the written part from others that sound alike ([`super::native`]); 0 in Latin letters.
    pub native: u32,
}

/// Place, role, script and weight of a reading, in 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(pub u32);

impl Mark {
    /// Of a part: its place in the form (0 to 31), its role, whether its script leaves vowels out, whether it stands close
    /// after the part before it, and how much less likely the reading is than the first one (kept in steps of 64
    /// thousandths, down to -16).
    pub fn new(place: usize, part: &Part, weight: LogOdds) -> Mark {
        let steps = (weight.0.min(0).unsigned_abs() / 64).min(255);
        let flags = u32::from(part.abjad) << 9 | u32::from(part.close) << 10 | u32::from(part.derived) << 11;
        Mark(place as u32 & 31 | (part.role as u32) << 5 | flags | steps << 16)
    }

    /// Place of the part.
    pub fn place(self) -> usize {
        (self.0 & 31) as usize
    }

    /// Role of the part.
    pub fn role(self) -> Role {
        const ROLES: [Role; 8] = [
            Role::Name,
            Role::Initial,
            Role::Number,
            Role::Particle,
            Role::Link,
            Role::Title,
            Role::LegalForm,
            Role::Common,
        ];
        ROLES[(self.0 >> 5 & 7) as usize]
    }

    /// Whether the script leaves vowels out.
    pub fn abjad(self) -> bool {
        self.0 >> 9 & 1 == 1
    }

    /// Whether it stands close after the part before it.
    pub fn close(self) -> bool {
        self.0 >> 10 & 1 == 1
    }

    /// Whether it is made of the first letters of the name.
    pub fn derived(self) -> bool {
        self.0 >> 11 & 1 == 1
    }

    /// How much less likely the reading is than the first one.
    pub fn weight(self) -> LogOdds {
        LogOdds(-64 * (self.0 >> 16 & 255) as i32)
    }
}

/// All forms of all names.
#[derive(Default, Clone)]
pub struct Forms {
    /// Whose.
    entries: Vec<u32>,
    /// Which name of the entry (low 16 bits), which form of the name (next 3), parts that tell (next 6), parts in all
    /// (next 6), and whether a part is an initial (the last one).
    marks: Vec<u32>,
    /// The year of birth of the entry ([`super::birth::year`]).
    years: Vec<u8>,
    starts: Vec<u32>,
    lengths: Vec<u16>,
    words: Vec<u32>,
    readings: Vec<u32>,
    natives: Vec<u32>,
    free: Vec<u32>,
    free_places: Vec<Vec<u32>>,
}

impl Forms {
    /// Writes its columns.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        for column in [&self.entries, &self.marks, &self.starts, &self.words, &self.readings, &self.natives] {
            to.column(column)?;
        }
        to.column(&self.years)?;
        to.column(&self.lengths)
    }

    /// Reads its columns, with every form inside them. Free numbers are found again; free places are not used again.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Forms, BadSnapshot> {
        let (entries, marks, starts) = (from.column()?, from.column()?, from.column::<u32>()?);
        let (words, readings, natives) = (from.column::<u32>()?, from.column::<u32>()?, from.column::<u32>()?);
        let (years, lengths): (Vec<u8>, Vec<u16>) = (from.column()?, from.column()?);
        let inside = |(start, length): (&u32, &u16)| *start as usize + usize::from(*length) <= words.len();
        let forms = [marks.len(), starts.len(), years.len(), lengths.len()].iter().all(|len| *len == entries.len());
        let places = readings.len() == words.len() && natives.len() == words.len();
        if !forms || !places || !starts.iter().zip(&lengths).all(inside) {
            return Err(BadSnapshot::Torn);
        }
        let free = (0u32..).zip(&lengths).filter(|(_, length)| **length == 0).map(|(number, _)| number).collect();
        let free_places = Vec::new();
        Ok(Forms { entries, marks, years, starts, lengths, words, readings, natives, free, free_places })
    }

    /// Keeps a form. Returns its number.
    pub fn add(&mut self, entry: u32, (which, form, year): (usize, usize, u8), held: &[Held]) -> u32 {
        let length = held.len().min(usize::from(u16::MAX));
        let start = match self.free_places.get_mut(length).and_then(Vec::pop) {
            Some(start) => start as usize,
            None => {
                let start = self.words.len();
                self.words.resize(start + length, 0);
                self.readings.resize(start + length, 0);
                self.natives.resize(start + length, 0);
                start
            }
        };
        let (mut major, mut parts, mut initial) = (0u32, 0, false);
        for (at, one) in (start..).zip(&held[..length]) {
            self.words[at] = one.word;
            self.readings[at] = one.mark.0;
            self.natives[at] = one.native;
            parts = parts.max(one.mark.place() + 1);
            let role = one.mark.role();
            initial |= role == Role::Initial;
            major |= u32::from(!role.is_minor() && role != Role::Initial) << one.mark.place();
        }
        let number = self.free.pop().unwrap_or_else(|| {
            self.entries.push(0);
            self.marks.push(0);
            self.years.push(0);
            self.starts.push(0);
            self.lengths.push(0);
            (self.entries.len() - 1) as u32
        });
        let at = number as usize;
        self.entries[at] = entry;
        let counts = major.count_ones() << 19 | (parts as u32) << 25 | u32::from(initial) << 31;
        self.marks[at] = which as u32 & 0xFFFF | (form as u32 & 7) << 16 | counts;
        self.years[at] = year;
        self.starts[at] = start as u32;
        self.lengths[at] = length as u16;
        number
    }

    /// Takes a form out and overwrites its columns.
    pub fn remove(&mut self, number: u32) {
        let at = number as usize;
        let (start, length) = (self.starts[at] as usize, usize::from(self.lengths[at]));
        self.words[start..start + length].fill(0);
        self.readings[start..start + length].fill(0);
        self.natives[start..start + length].fill(0);
        if self.free_places.len() <= length {
            self.free_places.resize_with(length + 1, Vec::new);
        }
        self.free_places[length].push(start as u32);
        (self.entries[at], self.marks[at], self.starts[at], self.lengths[at]) = (0, 0, 0, 0);
        self.years[at] = 0;
        self.free.push(number);
    }

    /// Whose form it is.
    pub fn entry(&self, number: u32) -> u32 {
        self.entries[number as usize]
    }

    /// Which name of the entry, and which form of that name.
    pub fn which(&self, number: u32) -> (usize, usize) {
        let mark = self.marks[number as usize];
        ((mark & 0xFFFF) as usize, (mark >> 16 & 7) as usize)
    }

    /// How many parts tell: neither minor ones nor initials.
    pub fn telling(&self, number: u32) -> usize {
        (self.marks[number as usize] >> 19 & 63) as usize
    }

    /// Whether a part is an initial.
    pub fn has_initial(&self, number: u32) -> bool {
        self.marks[number as usize] >> 31 == 1
    }

    /// The year of birth of the entry, as [`super::birth::year`] gives it.
    pub fn year(&self, number: u32) -> u8 {
        self.years[number as usize]
    }

    /// The readings, in the order of the parts.
    pub fn held(&self, number: u32) -> impl Iterator<Item = Held> + Clone + '_ {
        let at = number as usize;
        let range = self.starts[at] as usize..self.starts[at] as usize + usize::from(self.lengths[at]);
        let words = self.words[range.clone()].iter().zip(&self.readings[range.clone()]).zip(&self.natives[range]);
        words.map(|((word, mark), native)| Held { word: *word, mark: Mark(*mark), native: *native })
    }

    /// How many numbers were given out, free ones included.
    pub fn numbers(&self) -> usize {
        self.entries.len()
    }

    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.entries.len() - self.free.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        15 * self.entries.capacity() + 12 * self.words.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(role: Role) -> Part {
        Part {
            written: String::new(),
            readings: Vec::new(),
            abjad: true,
            role,
            syllable: false,
            close: true,
            derived: true,
        }
    }

    #[test]
    fn a_mark_keeps_what_it_was_made_of() {
        for role in [Role::Name, Role::Initial, Role::Number, Role::Link, Role::LegalForm, Role::Common] {
            let mark = Mark::new(31, &part(role), LogOdds(-640));
            assert_eq!((mark.place(), mark.role(), mark.weight()), (31, role, LogOdds(-640)));
            assert!(mark.abjad() && mark.close() && mark.derived());
        }
        assert_eq!(Mark::new(0, &part(Role::Name), LogOdds(-99_999)).weight(), LogOdds(-64 * 255));
    }

    #[test]
    fn forms_come_back_and_go() {
        let held = |place| Held { word: 7, mark: Mark::new(place, &part(Role::Name), LogOdds(0)), native: 9 };
        let mut forms = Forms::default();
        let number = forms.add(3, (2, 1, 71), &[held(0), held(1)]);
        assert_eq!(
            (forms.entry(number), forms.which(number), forms.telling(number), forms.year(number)),
            (3, (2, 1), 2, 71)
        );
        assert_eq!(forms.held(number).collect::<Vec<_>>(), [held(0), held(1)]);
        forms.remove(number);
        assert!(forms.is_empty() && forms.words.iter().chain(&forms.natives).all(|word| *word == 0));
    }
}
