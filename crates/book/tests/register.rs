//! A register over the lawbook of the repository: every link leads somewhere, every pair and kind is two links from the first
//! page, and a folder is replaced whole or not touched.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use book::{BadBook, BadFolder, Options, links, make};
use law::Lawbook;
use model::{Kind, State};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Enough States for every sort of page: of the Union, of the Commonwealth of Independent States, of Africa, with few treaties.
const STATES: &[&str] = &["CHE", "DNK", "EST", "FIN", "GBR", "KEN", "NRU", "RUS", "SOM", "USA"];

fn options() -> Options {
    let states = STATES.iter().map(|code| State::parse(code).unwrap()).collect();
    Options { on: "2026-11-23".parse().unwrap(), states }
}

fn files(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, root, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn pages(book: &Lawbook) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("register");
    make(book, &options(), &place).unwrap();
    assert_eq!(links::dead(&place).unwrap(), []);
    let mut found = BTreeMap::new();
    files(&place, &place, &mut found);
    found
}

#[test]
fn every_pair_and_kind_is_two_links_from_the_first_page() {
    let pages = pages(&house::lawbook());
    let home = &pages["index.html"];
    for a in STATES {
        assert!(home.contains(&format!("href=\"state/{a}.html\"")), "{a}");
        let state = &pages[&format!("state/{a}.html")];
        for b in STATES.iter().filter(|b| *b != a) {
            let path = format!("pair/{}-{}.html", a.min(b), a.max(b));
            assert!(state.contains(&format!("href=\"../{path}\"")), "{a} {b}");
            for kind in Kind::ALL {
                assert!(pages[&path].contains(&format!("id=\"{kind}\"")), "{a} {b} {kind}");
            }
        }
    }
}

#[test]
fn every_page_tells_its_day_its_rules_and_its_limits_and_asks_nobody() {
    for (name, html) in pages(&house::lawbook()).iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(html.contains("As of 2026-11-23. lawbook test"), "{name}");
        assert!(html.contains("it cites, it does not decide"), "{name}");
        assert!(html.contains("<html lang=\"en\">") && html.contains("<main id=\"main\">"), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        let lower = html.to_lowercase();
        for foreign in ["<script", "href=\"http", "src=\"http", "onclick", "style=\"", "@import"] {
            assert!(!lower.contains(foreign), "{name}: {foreign}");
        }
    }
}

/// Flipping one row from sourced to unverified changes the pages that rest on it, and no other.
#[test]
fn a_row_that_was_not_read_shows_on_the_pages_that_rest_on_it_and_on_no_other() {
    let mut changed = house::files();
    let table = changed.iter_mut().find(|(path, _)| path == "participation/COE-ETS185.csv").unwrap();
    let text = String::from_utf8(table.1.clone()).unwrap();
    let row = text.lines().find(|line| line.starts_with("EST,")).unwrap();
    let flipped = row.strip_suffix(",sourced").unwrap().to_owned() + ",unverified";
    table.1 = text.replace(row, &flipped).into_bytes();
    let (before, after) = (pages(&house::lawbook()), pages(&house::read(&changed).unwrap()));
    assert!(before.keys().eq(after.keys()));
    let mut touched: Vec<&str> =
        before.iter().filter(|(name, html)| after[*name] != **html).map(|(n, _)| &**n).collect();
    touched.retain(|name| !name.starts_with("pair/"));
    assert_eq!(touched, ["instrument/COE-ETS185.html", "state/EST.html"]);
    for (name, html) in before.iter().filter(|(name, _)| name.starts_with("pair/")) {
        let rests = name.contains("EST") && html.contains("COE-ETS185.html");
        assert_eq!(after[name] != *html, rests, "{name}");
    }
}

#[test]
fn a_foreign_folder_is_refused_and_a_register_is_replaced_whole() {
    let book = house::lawbook();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("register");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("thesis.txt"), "mine").unwrap();
    let refused = make(&book, &options(), &place).unwrap_err();
    assert!(matches!(refused, BadBook::Folder(BadFolder::Foreign(_))), "{refused}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    fs::remove_file(place.join("thesis.txt")).unwrap();

    make(&book, &options(), &place).unwrap();
    fs::write(place.join("state/FIN.html"), "old").unwrap();
    fs::write(place.join("state/notes.txt"), "mine").unwrap();
    let refused = make(&book, &options(), &place).unwrap_err();
    assert!(refused.to_string().contains("state/notes.txt"), "{refused}");
    assert_eq!(fs::read_to_string(place.join("state/FIN.html")).unwrap(), "old", "nothing was touched");
    fs::remove_file(place.join("state/notes.txt")).unwrap();
    let mark = fs::read_to_string(place.join(book::folder::MARK)).unwrap();
    fs::write(place.join(book::folder::MARK), "A register made by comity. It is replaced whole.\n").unwrap();
    let refused = make(&book, &options(), &place).unwrap_err();
    assert!(refused.to_string().contains("remove the folder"), "of an earlier version: {refused}");
    fs::write(place.join(book::folder::MARK), mark).unwrap();
    // What a run that was broken off left is removed; a finished register of that name is somebody's.
    let part = folder.path().join("register.part");
    make(&book, &options(), &part).unwrap();
    fs::write(part.join("mine.txt"), "mine").unwrap();
    assert!(make(&book, &options(), &place).unwrap_err().to_string().contains("mine.txt"));
    fs::remove_dir_all(&part).unwrap();
    make(&book, &options(), &place).unwrap();
    assert!(fs::read_to_string(place.join("state/FIN.html")).unwrap().contains("Finland"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_dead_link_is_found_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("register");
    make(&house::lawbook(), &options(), &place).unwrap();
    fs::remove_file(place.join("pair/FIN-KEN.html")).unwrap();
    let dead = links::dead(&place).unwrap();
    assert!(dead.iter().any(|dead| dead.target == "pair/FIN-KEN.html"), "{dead:?}");
}

#[test]
fn the_map_has_a_tile_for_every_state_of_the_lawbook_and_for_nothing_else() {
    let book = house::lawbook();
    let states: Vec<String> = book
        .states()
        .filter(|(_, entry)| entry.kind == law::lawbook::StateKind::State)
        .map(|(code, _)| code.to_string())
        .collect();
    let mut tiles: Vec<&str> = book::grid::codes().collect();
    tiles.sort_unstable();
    assert_eq!(tiles, states);
}
