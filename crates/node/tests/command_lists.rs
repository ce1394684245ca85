//! External lists in the holdings: one edition after another.
#![expect(clippy::unwrap_used, reason = "what a test builds on must be there, or it says where it is not")]

use exchange::Ways;
use formats::{Guards, ListEntry, un};
use model::{Authority, AuthorityId, Body, Instant, State, Stop, Subject, UnitId};
use node::administration::lists::{Edition, Imported, import};
use node::federation::{Founding, Member};
use node::rules::Rules;
use node::system::SystemChance;

fn entries() -> Vec<ListEntry> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/lists/un-shaped-synthetic.xml");
    un::read(&std::fs::read(path).unwrap(), &Guards::SMALL, &mut |_| ()).unwrap().entries
}

fn member(folder: &std::path::Path, at: Instant) -> Member {
    let authority = Authority {
        id: AuthorityId::parse("fi-spoc").unwrap(),
        name: "Test desk".into(),
        state: State::parse("FIN").unwrap(),
        body: Body::Police,
        zone: "Europe/Helsinki".into(),
    };
    let ways = Ways { contact: UnitId::parse("spoc").unwrap(), least_probability: 0.5, most_candidates: 10 };
    let rules = Rules::built_in().unwrap();
    let founding = Founding { directory: &folder.join("fi-spoc"), authority: &authority, ways, rules: &rules };
    Member::found(&founding, at, &mut SystemChance).unwrap().0
}

fn take(member: &Member, at: Instant, entries: &[ListEntry], shrunk: bool) -> Result<Imported, Stop> {
    let unit = UnitId::parse("spoc").unwrap();
    let document = seal::digest::sha256(&[b"test"]);
    let edition = Edition { list: "UN-SC", document, entries, compartment: &unit, shrunk };
    member.step("import", at, &mut SystemChance, |station, tx| import(station, tx, &edition, None, &mut |_| ()))
}

fn held(member: &Member, at: Instant) -> u64 {
    let counts = member.store().read("count", at, |tx| tx.records().counts()).unwrap();
    counts.iter().map(|(_, count)| count).sum()
}

#[test]
fn a_new_edition_replaces_what_changed_and_erases_what_left() {
    let (folder, at) = (tempfile::tempdir().unwrap(), "2026-11-23T01:12:00Z".parse().unwrap());
    let (member, mut entries) = (member(folder.path(), at), entries());
    let count = entries.len() as u64;
    assert!(count >= 4);
    let first = take(&member, at, &entries, false).unwrap();
    assert_eq!(first, Imported { added: count, ..Imported::default() });
    entries.pop();
    if let Subject::Person(person) = &mut entries[0].subject {
        person.names.push(model::subject::Name::new("Another Name"));
    }
    let second = take(&member, at, &entries, false).unwrap();
    assert_eq!(second, Imported { changed: 1, removed: 1, unchanged: count - 2, added: 0 });
    assert_eq!(held(&member, at), count - 1);
    let year_on = "2027-11-24T01:12:00Z".parse().unwrap();
    let third = take(&member, year_on, &entries, false).unwrap();
    assert_eq!(third.changed, count - 1, "what is still listed after its review is kept anew");
}

#[test]
fn nod_2_1_a_list_that_lost_more_than_a_tenth_is_refused_until_a_person_has_looked() {
    let (folder, at) = (tempfile::tempdir().unwrap(), "2026-11-23T01:12:00Z".parse().unwrap());
    let (member, entries) = (member(folder.path(), at), entries());
    take(&member, at, &entries, false).unwrap();
    let few = &entries[..(entries.len() - 1) / 2];
    let Err(Stop::Refusal(refusal)) = take(&member, at, few, false) else { panic!("not refused") };
    assert_eq!(refusal.check.id, "NOD-2.1");
    assert_eq!(held(&member, at), entries.len() as u64, "nothing was touched");
    take(&member, at, few, true).unwrap();
    assert_eq!(held(&member, at), few.len() as u64);
}
