//! Synthetic people from a fixed seed: names of invented parts in several scripts, birth dates, documents. Nobody of
//! them exists.

use model::subject::{Identifier, IdentifierKind, Name, PartialDate, Person, Sex, SubjectCategory};
use model::{Personal, State, Subject};

/// Given and family parts of invented names, by the State whose desk would hold them. The family names do not exist.
const FINNISH: [&[&str]; 2] = [
    &["Aino", "Eero", "Helmi", "Ilmari", "Kaisa", "Lauri", "Oona", "Paavo", "Senja", "Tuomas"],
    &["Testilampi", "Koeranta", "Mallikoski", "Esimerkkila", "Harjoitusmaa", "Naytesalo", "Kuvitelmala", "Koekallio"],
];
const ESTONIAN: [&[&str]; 2] = [
    &["Anu", "Kalev", "Liis", "Mart", "Piret", "Rein", "Tiina", "Urmas"],
    &["Prooviste", "Naidissaar", "Katsemets", "Mudelpold", "Harjutusjarv", "Tehisoja"],
];
const SWAHILI: [&[&str]; 2] = [
    &["Amani", "Baraka", "Chiku", "Daudi", "Imani", "Juma", "Neema", "Subira", "Tumaini", "Zawadi"],
    &["Mfanowa", "Jaribuni", "Kielelezo", "Zoezilo", "Bungwana", "Taswira", "Kifanyio"],
];
const ARABIC: [&[&str]; 2] =
    [&["سامي", "ليلى", "نادر", "هدى", "كريم", "سلمى"], &["المثالي", "التجريبي", "النموذجي", "الافتراضي", "التدريبي"]];
const CYRILLIC: [&[&str]; 2] =
    [&["Алёша", "Вера", "Глеб", "Дарья", "Егор", "Зоя"], &["Примеров", "Образцов", "Пробников", "Учебнов", "Макетов"]];

/// A seeded stream of numbers (splitmix64, public domain): the same people on every machine.
struct Stream(u64);

impl Stream {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % bound.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of.get(self.below(of.len() as u64) as usize).copied().unwrap_or_default()
    }
}

/// `count` people as the desk of `state` might hold them.
pub(super) fn held_by(state: State, count: u64) -> Vec<Subject> {
    let seed = state.as_str().bytes().fold(20_261_123, |seed: u64, byte| seed * 257 + u64::from(byte));
    let mut stream = Stream(seed);
    (0..count).map(|_| person(state, &mut stream)).collect()
}

fn person(state: State, stream: &mut Stream) -> Subject {
    let home = match state.as_str() {
        "FIN" => FINNISH,
        "EST" => ESTONIAN,
        "KEN" | "UGA" => SWAHILI,
        _ => CYRILLIC,
    };
    let [given, family] = match stream.below(6) {
        0 => ARABIC,
        1 => CYRILLIC,
        _ => home,
    };
    let name = format!("{} {} {}", stream.one(given), stream.one(given), stream.one(family));
    let mut person = Person::named(&name);
    person.category = Some(SubjectCategory::OtherParty);
    let (year, month, day) = (1945 + stream.below(60), 1 + stream.below(12), 1 + stream.below(28));
    person.birth = PartialDate::parse(&match stream.below(10) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    });
    person.sex = Some(if stream.below(2) == 0 { Sex::Female } else { Sex::Male });
    person.nationalities = vec![Personal::new(state)];
    if stream.below(3) == 0 {
        person.identifiers = vec![passport(state, &format!("T{:07}", stream.below(10_000_000)))];
    }
    Subject::Person(person)
}

/// A passport of an invented number.
pub(super) fn passport(state: State, number: &str) -> Identifier {
    Identifier { kind: IdentifierKind::Passport, value: Personal::from(number), issuer: Some(state) }
}

/// A person of a story: names (the first is the primary one), birth date, nationality.
pub(super) fn of_a_story(names: &[&str], birth: &str, nationality: State) -> Person {
    let mut person = Person::named("");
    person.names = names.iter().map(|name| Name::new(name)).collect();
    person.birth = PartialDate::parse(birth);
    person.nationalities = vec![Personal::new(nationality)];
    person.category = Some(SubjectCategory::PersonConcerned);
    person
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_people() {
        let state = State::parse("FIN").unwrap();
        assert_eq!(held_by(state, 50), held_by(state, 50));
        assert_ne!(held_by(state, 50), held_by(State::parse("KEN").unwrap(), 50));
    }
}
