//! A lawbook is taken from the pinned publisher alone, unchanged, newer than the one in use; old ones are kept, and one that
//! was changed on the shelf is no lawbook.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use model::Digest;
use node::lawbooks::{BadPackage, BadShelf, Package, Shelf};
use node::rules::{LAWBOOK, Rules, lawbook_version};
use node::system::SystemChance;
use seal::keys::DualSecret;
use std::collections::BTreeMap;
use std::path::Path;

fn files(edition: &str) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).unwrap().to_owned();
    let mut files: BTreeMap<String, String> =
        LAWBOOK.iter().map(|(name, bytes)| ((*name).to_owned(), text(bytes))).collect();
    files.insert("VERSION".to_owned(), format!("{edition}\n"));
    files
}

fn publisher() -> DualSecret {
    DualSecret::generate(&mut SystemChance).unwrap()
}

fn packed(edition: &str, key: &DualSecret) -> Vec<u8> {
    Package::sign(files(edition), key).unwrap().to_bytes().unwrap()
}

fn install(shelf: &Shelf, bytes: &[u8], given: Option<Digest>, older: bool) -> Result<Package, BadShelf> {
    let used = shelf.used()?.map_or("2026.11.23".to_owned(), |(package, _)| package.edition().to_owned());
    shelf.install(Path::new("package.json"), bytes, given, &used, older)
}

#[test]
fn a_lawbook_is_installed_and_the_old_one_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (shelf, key) = (Shelf::of(folder.path()), publisher());
    let rules = |at: &Path| Rules::of(at).unwrap().lawbook.version().clone();
    assert_eq!(rules(folder.path()), lawbook_version(), "without any, the program's own");
    let pinned = Some(key.public().fingerprint());
    let first = install(&shelf, &packed("2027.1", &key), pinned, false).unwrap();
    assert_eq!(rules(folder.path()), first.version());
    let second = install(&shelf, &packed("2027.2", &key), None, false).unwrap();
    assert_eq!(rules(folder.path()), second.version());
    assert_ne!(first.version(), second.version());
    let kept = shelf.kept().unwrap();
    assert_eq!(kept.iter().map(|kept| kept.used).collect::<Vec<_>>(), [false, true]);
    assert!(matches!(install(&shelf, &packed("2027.1", &key), None, false), Err(BadShelf::Older { .. })));
    install(&shelf, &packed("2027.1", &key), None, true).unwrap();
    assert_eq!(rules(folder.path()), first.version(), "a person decided so");
    assert_eq!(shelf.kept().unwrap().len(), 2);
}

#[test]
fn only_the_pinned_publisher_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (shelf, key, other) = (Shelf::of(folder.path()), publisher(), publisher());
    let ours = packed("2027.1", &key);
    assert!(matches!(install(&shelf, &ours, None, false), Err(BadShelf::NoPublisher)));
    assert!(shelf.kept().unwrap().is_empty(), "nothing was written");
    let wrong = install(&shelf, &ours, Some(other.public().fingerprint()), false);
    assert!(matches!(wrong, Err(BadShelf::Package { bad: BadPackage::Publisher { .. }, .. })));
    install(&shelf, &ours, Some(key.public().fingerprint()), false).unwrap();
    let theirs = packed("2027.2", &other);
    let stranger = install(&shelf, &theirs, None, false);
    assert!(matches!(stranger, Err(BadShelf::Package { bad: BadPackage::Publisher { .. }, .. })));
    let again = install(&shelf, &theirs, Some(other.public().fingerprint()), false);
    assert!(matches!(again, Err(BadShelf::OtherPublisher { .. })));
}

#[test]
fn what_was_changed_is_no_lawbook() {
    let folder = tempfile::tempdir().unwrap();
    let (shelf, key) = (Shelf::of(folder.path()), publisher());
    let pinned = Some(key.public().fingerprint());
    let sound = String::from_utf8(packed("2027.1", &key)).unwrap();
    let changed = sound.replacen("2003-06-27", "2001-06-27", 1);
    assert!(sound != changed, "Kenya joined on that day, and the file says so");
    let refused = install(&shelf, changed.as_bytes(), pinned, false);
    assert!(matches!(refused, Err(BadShelf::Package { bad: BadPackage::Digest { .. }, .. })), "{refused:?}");
    let renamed = sound.replacen("\"edition\":\"2027.1\"", "\"edition\":\"2029.1\"", 1);
    let refused = install(&shelf, renamed.as_bytes(), pinned, false);
    assert!(matches!(refused, Err(BadShelf::Package { bad: BadPackage::Signature, .. })), "{refused:?}");
    let form = install(&shelf, b"{}", pinned, false);
    assert!(matches!(form, Err(BadShelf::Package { bad: BadPackage::Form(_), .. })));
    install(&shelf, sound.as_bytes(), pinned, false).unwrap();
    let file = folder.path().join("lawbooks").join(&shelf.kept().unwrap()[0].file);
    std::fs::write(&file, changed).unwrap();
    assert!(Rules::of(folder.path()).is_err(), "it does not fall back to another lawbook");
}

#[test]
fn a_lawbook_that_is_not_sound_is_not_packed() {
    let mut files = files("2027.1");
    files.remove("offences.toml");
    assert!(Package::sign(files, &publisher()).is_err());
}
