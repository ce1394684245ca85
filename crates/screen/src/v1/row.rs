//! An entry as bytes: what is compared beside the names first, then every text as written. Written once, read in place.

use crate::{Birth, Kind, Profile};
use model::State;
use model::subject::{Identifier, IdentifierKind, PartialDate, Sex};
use model::{Personal, subject::Name};

/// Longest text that is kept of a name, identifier or address, in bytes; the rest is cut.
pub const MAX_KEPT: usize = 2_048;
/// Most names, identifiers, places or addresses that are kept of one entry.
pub const MAX_MANY: usize = 20_000;
const MAX_FEW: usize = 255;
/// Kind, sex, how many births, how many States, whether there are identifiers.
const HEAD: usize = 5;

/// An entry in its bytes.
#[derive(Clone, Copy)]
pub struct Row<'a>(&'a [u8]);

/// Writes an entry.
pub fn write(id: &str, profile: &Profile) -> Vec<u8> {
    let mut row = Vec::with_capacity(96);
    let (births, states) = (few(&profile.births), few(&profile.states));
    let sex = match profile.sex {
        None => 0,
        Some(Sex::Female) => 1,
        Some(Sex::Male) => 2,
        Some(Sex::Unspecified) => 3,
    };
    let identified = u8::from(!profile.identifiers.is_empty());
    row.extend([profile.kind as u8, sex, births.len() as u8, states.len() as u8, identified]);
    for birth in births {
        row.extend(packed(birth.from).to_le_bytes());
        row.extend(packed(birth.to).to_le_bytes());
    }
    for state in states {
        row.extend(state.expose().as_str().as_bytes());
    }
    text(&mut row, id);
    count(&mut row, profile.identifiers.len().min(MAX_MANY));
    for identifier in profile.identifiers.iter().take(MAX_MANY) {
        row.push(identifier.kind as u8);
        row.extend(identifier.issuer.as_ref().map_or(*b"---", |issuer| {
            let mut code = *b"---";
            code.copy_from_slice(issuer.as_str().as_bytes());
            code
        }));
        text(&mut row, identifier.value.expose());
    }
    texts(&mut row, &profile.places.iter().map(|place| place.expose().as_str()).collect::<Vec<_>>());
    texts(&mut row, &profile.addresses.iter().map(|address| address.expose().as_str()).collect::<Vec<_>>());
    texts(&mut row, &profile.names.iter().map(Name::expose).collect::<Vec<_>>());
    row
}

fn few<T>(all: &[T]) -> &[T] {
    &all[..all.len().min(MAX_FEW)]
}

fn count(row: &mut Vec<u8>, count: usize) {
    row.extend((count as u16).to_le_bytes());
}

fn text(row: &mut Vec<u8>, text: &str) {
    let mut end = text.len().min(MAX_KEPT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    count(row, end);
    row.extend(&text.as_bytes()[..end]);
}

fn texts(row: &mut Vec<u8>, all: &[&str]) {
    let all = &all[..all.len().min(MAX_MANY)];
    count(row, all.len());
    all.iter().for_each(|one| text(row, one));
}

fn packed(date: PartialDate) -> u32 {
    let (year, month, day) = (date.year(), date.month().unwrap_or(0), date.day().unwrap_or(0));
    (year.max(0) as u32) << 16 | (month.max(0) as u32) << 8 | day.max(0) as u32
}

fn unpacked(bytes: &[u8]) -> Option<PartialDate> {
    let [day, month, year @ ..] = bytes.first_chunk::<4>()?;
    let year = u16::from_le_bytes(*year);
    let written = match (month, day) {
        (0, _) => format!("{year:04}"),
        (month, 0) => format!("{year:04}-{month:02}"),
        (month, day) => format!("{year:04}-{month:02}-{day:02}"),
    };
    PartialDate::parse(&written)
}

impl<'a> Row<'a> {
    /// An entry in bytes that [`write()`] wrote.
    pub fn new(bytes: &'a [u8]) -> Row<'a> {
        Row(bytes)
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        let at = self.0.first().copied().unwrap_or(0);
        Kind::ALL.get(usize::from(at)).copied().unwrap_or(Kind::Person)
    }

    /// Sex, if stated.
    pub fn sex(self) -> Option<Sex> {
        match self.0.get(1)? {
            1 => Some(Sex::Female),
            2 => Some(Sex::Male),
            3 => Some(Sex::Unspecified),
            _ => None,
        }
    }

    /// Birth dates.
    pub fn births(self) -> impl Iterator<Item = Birth> + 'a {
        let bytes = self.0.get(HEAD..HEAD + 8 * self.many(2)).unwrap_or(&[]);
        bytes.chunks_exact(8).filter_map(|both| Some(Birth { from: unpacked(&both[..4])?, to: unpacked(&both[4..])? }))
    }

    /// Whether a birth date is stated.
    pub fn has_births(self) -> bool {
        self.many(2) > 0
    }

    /// Whether a State is stated.
    pub fn has_states(self) -> bool {
        self.many(3) > 0
    }

    /// States, as three letters each.
    pub fn states(self) -> impl Iterator<Item = State> + 'a {
        let start = HEAD + 8 * self.many(2);
        let bytes = self.0.get(start..start + 3 * self.many(3)).unwrap_or(&[]);
        bytes.chunks_exact(3).filter_map(|code| State::parse(std::str::from_utf8(code).ok()?).ok())
    }

    fn many(self, at: usize) -> usize {
        usize::from(self.0.get(at).copied().unwrap_or(0))
    }

    fn texts_part(self) -> Reader<'a> {
        Reader(self.0.get(HEAD + 8 * self.many(2) + 3 * self.many(3)..).unwrap_or(&[]))
    }

    /// The caller's id.
    pub fn id(self) -> &'a str {
        self.texts_part().text()
    }

    /// Names, as written.
    pub fn names(self) -> Vec<&'a str> {
        self.before_names().texts()
    }

    /// One of the names, as written; empty if there are fewer.
    pub fn name(self, which: usize) -> &'a str {
        let mut reader = self.before_names();
        if which >= reader.count() {
            return "";
        }
        (0..which).for_each(|_| {
            reader.text();
        });
        reader.text()
    }

    fn before_names(self) -> Reader<'a> {
        let mut reader = self.texts_part();
        reader.text();
        reader.identifiers();
        reader.texts();
        reader.texts();
        reader
    }

    /// Identifiers.
    pub fn identifiers(self) -> Vec<Identifier> {
        let mut reader = self.texts_part();
        reader.text();
        reader.identifiers()
    }

    /// Whether an identifier is stated.
    pub fn has_identifiers(self) -> bool {
        self.many(4) > 0
    }

    /// Places of birth and addresses, as written.
    pub fn places_and_addresses(self) -> (Vec<&'a str>, Vec<&'a str>) {
        let mut reader = self.texts_part();
        reader.text();
        reader.identifiers();
        (reader.texts(), reader.texts())
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }

    fn count(&mut self) -> usize {
        self.take(2).first_chunk().map_or(0, |two| usize::from(u16::from_le_bytes(*two)))
    }

    fn text(&mut self) -> &'a str {
        let length = self.count();
        std::str::from_utf8(self.take(length)).unwrap_or("")
    }

    fn texts(&mut self) -> Vec<&'a str> {
        let count = self.count();
        (0..count).map(|_| self.text()).collect()
    }

    fn identifiers(&mut self) -> Vec<Identifier> {
        let count = self.count();
        let one = |reader: &mut Reader<'a>| {
            let kind = reader.take(1).first().copied().unwrap_or(0);
            let issuer = std::str::from_utf8(reader.take(3)).ok().and_then(|code| State::parse(code).ok());
            let value = Personal::from(reader.text());
            let kind = IdentifierKind::ALL.get(usize::from(kind)).copied().unwrap_or(IdentifierKind::Registration);
            Identifier { kind, value, issuer }
        };
        (0..count).map(|_| one(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_back_from_its_bytes() {
        let date = |text: &str| PartialDate::parse(text).unwrap();
        let identifier = Identifier {
            kind: IdentifierKind::Phone,
            value: Personal::from("+358 1"),
            issuer: State::parse("FIN").ok(),
        };
        let profile = Profile {
            names: vec![Name::new("Otso"), Name::new("ÖTSÖ")],
            births: vec![Birth::on(date("1971-04")), Birth { from: date("1962"), to: date("1964-02-01") }],
            places: vec![Personal::from("Oulu")],
            states: vec![Personal::new(State::parse("FIN").unwrap())],
            sex: Some(Sex::Female),
            identifiers: vec![identifier.clone()],
            addresses: vec![Personal::from("Testikatu 1")],
            ..Profile::of(Kind::Vessel)
        };
        let bytes = write("e-1", &profile);
        let row = Row::new(&bytes);
        assert_eq!((row.kind(), row.sex(), row.id()), (Kind::Vessel, Some(Sex::Female), "e-1"));
        assert_eq!(row.births().collect::<Vec<_>>(), profile.births);
        assert_eq!((row.names(), row.name(1), row.name(2)), (vec!["Otso", "ÖTSÖ"], "ÖTSÖ", ""));
        assert_eq!((row.states().count(), row.identifiers()), (1, vec![identifier]));
        assert_eq!(row.places_and_addresses(), (vec!["Oulu"], vec!["Testikatu 1"]));
        for end in 0..bytes.len() {
            let torn = Row::new(&bytes[..end]);
            let _ = (torn.names(), torn.births().count(), torn.identifiers(), torn.places_and_addresses());
        }
    }
}
