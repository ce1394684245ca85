//! The tables of screening, and a run through the engine.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use formats::Guards;
use formats::screening::{read_entities, read_queries};
use model::Subject;
use proptest::prelude::*;
use screen::{Algorithm, EntryId, Index};

const TABLE: &str = "entity_id\tschema\tname\taliases\tdob\tnationality\tids\n\
    e1\tPerson\tOtso \"Oka\" Testinen\tO. Testi|Testi\t04 May 1971\tFinland\tFT123456;otso@example.org\n\
    e2\tVessel\tBOAT ONE\t\t\tAtlantis\t\n\
    \n\
    e3\tPerson\tWanjiru Samplewa\t\t1962 to 1964\tKEN\t\n";

fn refused(table: &str) -> (&'static str, u64, String) {
    let bad = read_entities("entities.tsv", table.as_bytes(), &Guards::TABLE).unwrap_err();
    assert!(!bad.to_string().contains("Testinen"));
    (bad.check.id, bad.line, bad.field)
}

#[test]
fn a_table_is_read_with_what_it_could_not_say() {
    for text in [TABLE.to_owned(), TABLE.replace('\n', "\r\n"), format!("\u{FEFF}{TABLE}")] {
        let table = read_entities("entities.tsv", text.as_bytes(), &Guards::TABLE).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["e1", "e2", "e3"]);
        assert_eq!(table.rows[0].subject.names().len(), 3);
        assert_eq!(table.rows[0].subject.identifiers().len(), 2);
        assert!(matches!(table.rows[1].subject, Subject::Organisation(_)));
        let unread: Vec<(u64, &str)> = table.unread.iter().map(|one| (one.line, one.column)).collect();
        assert_eq!(unread, [(3, "nationality"), (5, "dob")]);
    }
}

#[test]
fn fmt_3_1_columns_by_name() {
    assert_eq!(refused(&TABLE.replacen("name", "title", 1)), ("FMT-3.1", 1, "name".into()));
    assert_eq!(refused(&TABLE.replacen("schema", "name", 1)), ("FMT-3.1", 1, "name".into()));
    let queries = "name\tquery_id\nOtso Testinen\tq1\n";
    assert_eq!(read_queries("queries.tsv", queries.as_bytes(), &Guards::TABLE).unwrap().rows[0].id, "q1");
}

#[test]
fn fmt_3_2_cells_by_count() {
    assert_eq!(refused(&TABLE.replacen("Otso \"", "Otso\t\"", 1)), ("FMT-3.2", 2, String::new()));
}

#[test]
fn fmt_3_3_ids_are_there() {
    assert_eq!(refused(&TABLE.replacen("e2", "", 1)), ("FMT-3.3", 3, "entity_id".into()));
    assert_eq!(refused(&TABLE.replacen("e2", "e1", 1)), ("FMT-1.4", 3, "entity_id".into()));
}

#[test]
fn a_table_is_screened() {
    let table = read_entities("entities.tsv", TABLE.as_bytes(), &Guards::TABLE).unwrap();
    let index = Index::build(table.rows.into_iter().map(|row| (EntryId::new(row.id), row.subject)), Algorithm::V1);
    let queries = "query_id\tname\tschema\nq1\tTestinen Otso\tPerson\nq2\tBoat One\tVessel\n";
    let queries = read_queries("queries.tsv", queries.as_bytes(), &Guards::TABLE).unwrap();
    let best: Vec<String> =
        queries.rows.iter().map(|row| index.screen(&row.subject, 10)[0].entry.to_string()).collect();
    assert_eq!(best, ["e1", "e2"]);
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in any::<Vec<u8>>()) {
        let _ = read_entities("f", &bytes, &Guards::TABLE);
    }

    #[test]
    fn rows_keep_their_names(names in prop::collection::vec("[^\\t\\r\\n\\p{C}\\p{Z}]{1,20}", 1..8)) {
        let mut table = String::from("query_id\tname\n");
        for (at, name) in names.iter().enumerate() {
            table.push_str(&format!("q{at}\t{name}\n"));
        }
        let read = read_queries("f", table.as_bytes(), &Guards::TABLE).unwrap();
        let back: Vec<&str> = read.rows.iter().map(|row| row.subject.names()[0].expose()).collect();
        prop_assert_eq!(back, names.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
