//! What the reader of the lawbook refuses, each with its place.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::BadLawbook;

fn changed(path: &str, from: &str, to: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = house::files();
    let file = files.iter_mut().find(|(name, _)| name == path).unwrap();
    let text = String::from_utf8(file.1.clone()).unwrap();
    assert!(text.contains(from), "{path} does not hold {from}");
    file.1 = text.replacen(from, to, 1).into_bytes();
    files
}

fn refused(files: &[(String, Vec<u8>)]) -> BadLawbook {
    house::read(files).unwrap_err()
}

const ICSFT: &str = "participation/UN-ICSFT-1999.csv";

#[test]
fn law_1_1_an_unknown_file_key_or_word_is_refused_with_its_line() {
    let mut files = house::files();
    files.push(("gossip.txt".to_owned(), Vec::new()));
    assert_eq!(refused(&files).check.id, "LAW-1.1");
    let bad = refused(&changed("instruments/UN-ICSFT-1999.toml", "region =", "religion ="));
    assert_eq!((bad.check.id, bad.field.as_str(), bad.line), ("LAW-1.1", "religion", 8));
    let bad = refused(&changed(ICSFT, ",ratification,", ",ratificaton,"));
    assert_eq!((bad.check.id, bad.field.as_str()), ("LAW-1.1", "action"));
    assert!(bad.line > 1, "{bad}");
    let bad = refused(&changed(ICSFT, "state,action", "State,action"));
    assert_eq!((bad.field.as_str(), bad.line), ("header", 1));
}

#[test]
fn law_1_2_a_row_that_stands_twice_is_refused() {
    let files = house::files();
    let text = String::from_utf8(files.iter().find(|(name, _)| name == ICSFT).unwrap().1.clone()).unwrap();
    let row = text.lines().nth(5).unwrap();
    let bad = refused(&changed(ICSFT, row, &format!("{row}\n{row}")));
    assert_eq!((bad.check.id, bad.line), ("LAW-1.2", 7));
    let mut twice = house::files();
    twice.push(twice[0].clone());
    assert_eq!(refused(&twice).check.id, "LAW-1.2");
}

#[test]
fn law_1_3_a_code_that_nobody_has_is_refused() {
    assert_eq!(refused(&changed(ICSFT, "\nKEN,", "\nQQQ,")).check.id, "LAW-1.3");
    assert_eq!(refused(&changed(ICSFT, "\nKEN,", "\nKenya,")).check.id, "LAW-1.3");
}

#[test]
fn law_1_4_an_impossible_day_is_refused() {
    for day in ["2003-02-29", "2003-6-27", "27.06.2003", "9999-01-01", "+203-06-27"] {
        let bad = refused(&changed(ICSFT, "2003-06-27", day));
        assert_eq!((bad.check.id, bad.field.as_str()), ("LAW-1.4", "date"), "{day}");
    }
    let bad = refused(&changed("memberships/EU.csv", "2020-01-31", "1970-01-31"));
    assert_eq!(bad.check.id, "LAW-1.4");
    let bad = refused(&changed("instruments/UN-ICSFT-1999.toml", "1999-12-09", "1999-12-09T10:00:00Z"));
    assert_eq!(bad.line, 6, "{bad}");
}

#[test]
fn law_1_5_what_is_named_must_exist() {
    let cases = [
        ("instruments/UN-ICSFT-1999.toml", "[\"terrorist-financing\"]", "[\"financing\"]"),
        ("instruments/EU-INFO-2023.toml", "of = \"EU\"", "of = \"UE\""),
        ("clocks.toml", "\"EU-INFO-2023\"", "\"EU-INFO-2032\""),
        ("offences.toml", "\"UN-ICSFT-1999\"", "\"UN-ICSFT-1998\""),
        (ICSFT, ",S0", ",T0"),
    ];
    for (path, from, to) in cases {
        assert_eq!(refused(&changed(path, from, to)).check.id, "LAW-1.5", "{path}");
    }
}

#[test]
fn the_lawbook_of_the_repository_is_sound() {
    let book = house::lawbook();
    assert_eq!(book.edition(), "2026.11.23");
    assert_eq!(book.version().0, "lawbook test");
}

#[test]
fn a_lawbook_without_a_needed_file_is_refused() {
    let files: Vec<_> = house::files().into_iter().filter(|(path, _)| path != "bars.toml").collect();
    assert_eq!(refused(&files).file, "bars.toml");
}

#[test]
fn reading_arbitrary_bytes_never_panics() {
    for (path, _) in house::files() {
        for bytes in [&b""[..], b"\xff\xfe", b"id = ", b"a,b\n1", b"\"", b"[[bar]]\nid = 1", b"\0\0\0"] {
            let _ = law::Lawbook::read(&[(&path, bytes)], model::RulesetVersion("x".to_owned()));
        }
    }
}
