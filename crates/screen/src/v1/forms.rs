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

/// All forms of all names. What is looked at together lies together: memory is what a search waits for.
#[derive(Default, Clone)]
pub struct Forms {
    /// For each form [`HEAD`] numbers: whose it is; its mark; where its readings lie in `places`; how many they are (low 16
    /// bits) and the year of birth of the entry ([`super::birth::year`], next 8). The mark: which name of the entry (low 16
    /// bits), which form of the name (next 3), parts that tell (next 6), parts in all (next 6), and whether a part is an
    /// initial (the last one).
    heads: Vec<u32>,
    /// For each reading [`PLACE`] numbers: word, [`Mark`], native.
    places: Vec<u32>,
    /// The forms that have an initial, a bit for each: it is asked of very many, and stays near the processor.
    initials: Vec<u64>,
    free: Vec<u32>,
    free_places: Vec<Vec<u32>>,
}

const HEAD: usize = 4;
const PLACE: usize = 3;

impl Forms {
    /// Writes its columns.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        to.column(&self.heads)?;
        to.column(&self.places)
    }

    /// Reads its columns, with every form inside them. Free numbers are found again; free places are not used again.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Forms, BadSnapshot> {
        let (heads, places) = (from.column::<u32>()?, from.column::<u32>()?);
        let mut forms = Forms { heads, places, ..Forms::default() };
        let readings = forms.places.len() / PLACE;
        let inside = |head: &[u32]| head[2] as usize + (head[3] & 0xFFFF) as usize <= readings;
        let whole = forms.heads.len().is_multiple_of(HEAD) && forms.places.len().is_multiple_of(PLACE);
        if !whole || !forms.heads.chunks_exact(HEAD).all(inside) {
            return Err(BadSnapshot::Torn);
        }
        let free = (0u32..).zip(forms.heads.chunks_exact(HEAD)).filter(|(_, head)| head[3] & 0xFFFF == 0);
        let free = free.map(|(number, _)| number).collect();
        forms.free = free;
        for number in 0..forms.numbers() as u32 {
            let initial = forms.head(number)[1] >> 31 == 1;
            forms.note_initial(number, initial);
        }
        Ok(forms)
    }

    /// Keeps a form. Returns its number.
    pub fn add(&mut self, entry: u32, (which, form, year): (usize, usize, u8), held: &[Held]) -> u32 {
        let length = held.len().min(usize::from(u16::MAX));
        let start = match self.free_places.get_mut(length).and_then(Vec::pop) {
            Some(start) => start as usize,
            None => {
                let start = self.places.len() / PLACE;
                self.places.resize((start + length) * PLACE, 0);
                start
            }
        };
        let (mut major, mut parts, mut initial) = (0u32, 0, false);
        for (place, one) in self.places[start * PLACE..].chunks_exact_mut(PLACE).zip(&held[..length]) {
            place.copy_from_slice(&[one.word, one.mark.0, one.native]);
            parts = parts.max(one.mark.place() + 1);
            let role = one.mark.role();
            initial |= role == Role::Initial;
            major |= u32::from(!role.is_minor() && role != Role::Initial) << one.mark.place();
        }
        let number = self.free.pop().unwrap_or_else(|| {
            self.heads.extend([0; HEAD]);
            (self.heads.len() / HEAD - 1) as u32
        });
        let counts = major.count_ones() << 19 | (parts as u32) << 25 | u32::from(initial) << 31;
        let mark = which as u32 & 0xFFFF | (form as u32 & 7) << 16 | counts;
        let head = [entry, mark, start as u32, length as u32 | u32::from(year) << 16];
        self.heads[number as usize * HEAD..][..HEAD].copy_from_slice(&head);
        self.note_initial(number, initial);
        number
    }

    /// Takes a form out and overwrites its columns.
    pub fn remove(&mut self, number: u32) {
        let (start, length) = self.range(number);
        self.places[start * PLACE..(start + length) * PLACE].fill(0);
        if self.free_places.len() <= length {
            self.free_places.resize_with(length + 1, Vec::new);
        }
        self.free_places[length].push(start as u32);
        self.heads[number as usize * HEAD..][..HEAD].fill(0);
        self.note_initial(number, false);
        self.free.push(number);
    }

    fn note_initial(&mut self, number: u32, initial: bool) {
        let at = number as usize / 64;
        if self.initials.len() <= at {
            self.initials.resize(at + 1, 0);
        }
        let bit = 1 << (number % 64);
        self.initials[at] = self.initials[at] & !bit | if initial { bit } else { 0 };
    }

    fn head(&self, number: u32) -> &[u32] {
        &self.heads[number as usize * HEAD..][..HEAD]
    }

    fn range(&self, number: u32) -> (usize, usize) {
        let head = self.head(number);
        (head[2] as usize, (head[3] & 0xFFFF) as usize)
    }

    /// Whose form it is.
    pub fn entry(&self, number: u32) -> u32 {
        self.head(number)[0]
    }

    /// Which name of the entry, and which form of that name.
    pub fn which(&self, number: u32) -> (usize, usize) {
        let mark = self.head(number)[1];
        ((mark & 0xFFFF) as usize, (mark >> 16 & 7) as usize)
    }

    /// How many parts tell: neither minor ones nor initials.
    pub fn telling(&self, number: u32) -> usize {
        (self.head(number)[1] >> 19 & 63) as usize
    }

    /// Whether a part is an initial.
    pub fn has_initial(&self, number: u32) -> bool {
        self.initials[number as usize / 64] >> (number % 64) & 1 == 1
    }

    /// The year of birth of the entry, as [`super::birth::year`] gives it.
    pub fn year(&self, number: u32) -> u8 {
        (self.head(number)[3] >> 16) as u8
    }

    /// The readings, in the order of the parts.
    pub fn held(&self, number: u32) -> impl Iterator<Item = Held> + Clone + '_ {
        let (start, length) = self.range(number);
        let places = self.places[start * PLACE..(start + length) * PLACE].chunks_exact(PLACE);
        places.map(|place| Held { word: place[0], mark: Mark(place[1]), native: place[2] })
    }

    /// How many numbers were given out, free ones included.
    pub fn numbers(&self) -> usize {
        self.heads.len() / HEAD
    }

    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.numbers() - self.free.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        4 * (self.heads.capacity() + self.places.capacity()) + 8 * self.initials.capacity()
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
        assert!(forms.is_empty() && forms.heads.iter().chain(&forms.places).all(|number| *number == 0));
    }
}
