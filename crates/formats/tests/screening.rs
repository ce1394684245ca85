//! The tables of screening, read row by row.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use formats::BadDocument;
use formats::screening::{Layout, Listed, Rows, Unreadable};
use model::subject::Sex;
use proptest::prelude::*;

const TABLE: &str = "entity_id\tschema\tname\taliases\tdob\tnationality\tids\n\
    e1\tPerson\tOtso \"Oka\" Testinen\tO. Testi|Testi\t04 May 1971\tFinland\tFT123456;otso@example.org\n\
    e2\tVessel\tBOAT ONE\t\t\tAtlantis\t\n\
    \n\
    e3\tPerson\tWanjiru Samplewa\t\t1962 to 1964\tKEN\t\n";

type Read = (Vec<Listed>, Vec<BadDocument>);

fn open(bytes: &[u8]) -> Result<Rows<&[u8]>, BadDocument> {
    Rows::open("entities", "entity_id", bytes).map_err(|error| match error {
        Unreadable::Bad(bad) => bad,
        Unreadable::Source(error) => BadDocument::whole(&formats::checks::FMT_1_1, "entities", error.to_string(), ""),
    })
}

fn read(bytes: &[u8]) -> Read {
    let mut rows = open(bytes).unwrap();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next_row().unwrap() {
        match row {
            Ok(row) => good.push(row),
            Err(refused) => bad.push(refused),
        }
    }
    (good, bad)
}

fn names(row: &Listed) -> Vec<&str> {
    row.names.iter().map(|name| name.expose()).collect()
}

fn ids(rows: &[Listed]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

/// The one bad row of a table: check, line, column; and how many rows were good.
fn refused(table: &[u8]) -> (&'static str, u64, String, usize) {
    let (good, bad) = read(table);
    assert_eq!(bad.len(), 1, "{bad:?}");
    assert!(!bad[0].to_string().contains("Testinen"));
    (bad[0].check.id, bad[0].line, bad[0].field.clone(), good.len())
}

#[test]
fn a_table_is_read_with_what_it_could_not_say() {
    for text in [TABLE.to_owned(), TABLE.replace('\n', "\r\n"), format!("\u{FEFF}{TABLE}"), format!("{TABLE}\x1A")] {
        let (rows, bad) = read(text.as_bytes());
        assert_eq!((ids(&rows), bad.len()), (vec!["e1", "e2", "e3"], 0));
        assert_eq!(names(&rows[0]), ["Otso \"Oka\" Testinen", "O. Testi", "Testi"]);
        assert_eq!((rows[0].identifiers.len(), rows[1].schema.as_str(), rows[2].births.len()), (2, "Vessel", 1));
        let unread: Vec<(u64, &[&str])> = rows.iter().map(|row| (row.line, row.unread.as_slice())).collect();
        assert_eq!(unread, [(2, &[][..]), (3, &["nationality"][..]), (5, &[][..])]);
    }
}

#[test]
fn the_same_subject_reads_the_same_in_every_layout() {
    let tsv = "id\tname\taliases\tdob\tnationality\tsex\timo\ne1\tTestinen, \"Otso\"\tA|B\t1971\tFIN\tM\t9074729\n";
    let csv = "id,name,aliases,dob,nationality,sex,imo\ne1,\"Testinen, \"\"Otso\"\"\",A|B,1971,FIN,M,9074729\n";
    let plain = r#"{"id":"e1","name":"Testinen, \"Otso\"","aliases":["A","B"],"dob":1971,"nationality":"FIN","sex":"M","imo":"9074729"}"#;
    let ftm = r#"{"id":"e1","caption":"x","properties":{"name":["Testinen, \"Otso\""],"alias":["A","B"],"birthDate":["1971"],"nationality":["fi"],"gender":["male"],"imoNumber":["IMO 9074729"]}}"#;
    let first = read(tsv.as_bytes()).0.remove(0);
    assert_eq!((names(&first).len(), first.sex, first.states.len()), (3, Some(Sex::Male), 1));
    for (other, layout) in [(csv, Layout::Csv(b',')), (plain, Layout::JsonLines), (ftm, Layout::JsonLines)] {
        assert_eq!(open(other.as_bytes()).unwrap().layout(), layout);
        let mut row = read(other.as_bytes()).0.remove(0);
        let mut names = row.names.clone();
        names.sort_by(|a, b| b.expose().cmp(a.expose()));
        assert_eq!(names[0].expose(), "Testinen, \"Otso\"");
        assert_eq!(row.births, first.births);
        (row.line, row.names) = (first.line, first.names.clone());
        assert_eq!(row, first);
    }
}

#[test]
fn relations_of_follow_the_money_are_passed_over_and_parts_of_names_put_together() {
    let lines = "{\"id\":\"a\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"b\"]}}\n\
                 {\"id\":\"b\",\"schema\":\"Person\",\"properties\":{\"lastName\":[\"Testinen\"],\"firstName\":[\"Otso\"]}}\n";
    let mut rows = open(lines.as_bytes()).unwrap();
    let row = rows.next_row().unwrap().unwrap().unwrap();
    assert_eq!((row.id.as_str(), names(&row)), ("b", vec!["Otso Testinen"]));
    assert!(rows.next_row().unwrap().is_none() && rows.passed_over() == 1);
}

#[test]
fn fmt_3_1_columns_by_name() {
    let bad = |table: &str| open(table.as_bytes()).map(|_| ()).map_err(|bad| (bad.check.id, bad.line, bad.field));
    assert_eq!(bad("entity_id\ttitle\n"), Err(("FMT-3.1", 1, "name".into())));
    assert_eq!(bad(&TABLE.replacen("schema", "name", 1)), Err(("FMT-3.1", 1, "name".into())));
    assert_eq!(bad(&TABLE.replacen("entity_id", "number of it", 1)), Err(("FMT-3.1", 1, "entity_id".into())));
    assert_eq!(bad(""), Err(("FMT-3.1", 1, "entity_id".into())));
    assert_eq!(ids(&read(b"name\tid\nOtso Testinen\tq1\n").0), ["q1"]);
}

#[test]
fn fmt_3_2_cells_by_count() {
    let shifted = TABLE.replacen("Otso \"", "Otso\t\"", 1);
    assert_eq!(refused(shifted.as_bytes()), ("FMT-3.2", 2, String::new(), 2));
    let open = "id,name\na,\"Testinen\nb,Mallinen\n";
    assert_eq!(refused(open.as_bytes()), ("FMT-3.2", 2, String::new(), 1), "what follows is read again as rows");
    let (good, bad) = read(b"id,name\na,\"Testinen\nb,\"Otso Mallinen\"\nc,C\nd,D,E\n");
    assert_eq!(good.iter().map(|row| (row.id.as_str(), row.line)).collect::<Vec<_>>(), [("b", 3), ("c", 4)]);
    assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [2, 5]);
    let over_lines = "id,name\na,\"Testinen\nOtso\"\nb,Mallinen\n";
    assert_eq!(read(over_lines.as_bytes()).0.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn fmt_3_3_ids_and_something_to_look_for_are_there() {
    assert_eq!(refused(TABLE.replacen("e2", "", 1).as_bytes()), ("FMT-3.3", 3, "entity_id".into(), 2));
    assert_eq!(refused(TABLE.replacen("BOAT ONE", " ", 1).as_bytes()), ("FMT-3.3", 3, "name".into(), 2));
}

#[test]
fn fmt_3_4_lines_of_json_are_whole_objects() {
    let good = "{\"id\":\"a\",\"name\":\"Testinen\"}";
    for bad in ["{\"id\":\"b\",\"name\":\"Testinen\"", "[1]", "{\"id\":\"b\",\"name\":\"\\ud800\"}", "nonsense {"] {
        assert_eq!(refused(format!("{good}\n{bad}\n{good}\n").as_bytes()), ("FMT-3.4", 2, String::new(), 2), "{bad}");
    }
    let deep = format!("{good}\n{{\"id\":{}1{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(refused(deep.as_bytes()).0, "FMT-3.4");
    assert_eq!(open(b"[{\"id\":\"a\"}]").err().map(|bad| bad.check.id), Some("FMT-3.4"));
}

#[test]
fn fmt_3_5_a_row_has_a_longest_length() {
    let mut table = b"id\tname\n".to_vec();
    table.resize(table.len() + formats::screening::LONGEST + 1, b'x');
    table.extend_from_slice(b"\nb\tMallinen\n");
    assert_eq!(refused(&table), ("FMT-3.5", 2, String::new(), 1));
}

#[test]
fn bad_bytes_stop_their_row_only() {
    for bad in [&b"e2\tJos\xE9"[..], b"e2\tJo\0e", b"e2\t\xED\xA0\x80"] {
        let table = [b"id\tname\ne1\tA B\n", bad, b"\ne3\tC D\n"].concat();
        assert_eq!(refused(&table), ("FMT-1.7", 3, String::new(), 2));
    }
    assert_eq!(open(b"\xFF\xFEi\0d\0").err().map(|bad| bad.check.id), Some("FMT-1.7"));
    let odd = "id\tname\ne1\t\u{202E}Otso\u{200D}\u{1F600}\n";
    assert_eq!(read(odd.as_bytes()).0.len(), 1, "direction marks, joiners and pictures are the engine's business");
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in any::<Vec<u8>>(), head in 0usize..4) {
        let head = [&b""[..], b"id\tname\n", b"id,name\n", b"{\"id\":\"a\",\"name\":\"b\"}\n"][head];
        let whole = [head, &bytes].concat();
        if let Ok(mut rows) = open(&whole) {
            while rows.next_row().unwrap().is_some() {}
            prop_assert_eq!(rows.bytes(), whole.len() as u64);
        }
    }

    #[test]
    fn rows_keep_their_names(given in prop::collection::vec("[^\\t\\r\\n|\\p{C}\\p{Z}]{1,20}", 1..8)) {
        let mut table = String::from("id\tname\n");
        for (at, name) in given.iter().enumerate() {
            table.push_str(&format!("q{at}\t{name}\n"));
        }
        let (rows, _) = read(table.as_bytes());
        let back: Vec<&str> = rows.iter().map(|row| row.names[0].expose()).collect();
        prop_assert_eq!(back, given.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
