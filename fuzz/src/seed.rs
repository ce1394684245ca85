//! Writes what fuzzing starts from into `fuzz/corpus`: the vectors of the specification, pieces of the lists and of the
//! lawbook. Run by `fuzz/run`, with no input: it is built with the flags of the targets and so must link like one.
#![no_main]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

libfuzzer_sys::fuzz_target!(init: write(), |_bytes: &[u8]| {});

fn write() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = Corpus(root.join("fuzz/corpus"));
    vectors(&root, &corpus);
    lists(&root, &corpus);
    lawbook(&root, &corpus);
    log(&corpus);
    stick(&corpus);
}

struct Corpus(PathBuf);

impl Corpus {
    fn put(&self, target: &str, name: &str, bytes: &[u8]) {
        let folder = self.0.join(target);
        fs::create_dir_all(&folder).expect("the corpus can be made");
        fs::write(folder.join(name), bytes).expect("the corpus can be written");
    }
}

fn vectors(root: &Path, corpus: &Corpus) {
    let files = [
        ("cbor", "cbor"),
        ("cards", "card"),
        ("evidence", "evidence"),
        ("deliveries", "delivery"),
        ("receipts", "receipt"),
        ("payloads", "payload"),
        ("parcels", "parcel"),
    ];
    for (file, target) in files {
        let text = fs::read(root.join(format!("spec/vectors/v1/{file}.json"))).expect("the vectors are there");
        let vectors: Value = serde_json::from_slice(&text).expect("the vectors are JSON");
        for (n, case) in vectors["cases"].as_array().into_iter().flatten().enumerate() {
            let bytes = fuzz::bytes(case["bytes"].as_str().unwrap_or_default());
            corpus.put(target, &format!("vector-{n}"), &bytes);
        }
    }
}

fn lists(root: &Path, corpus: &Corpus) {
    let first = |name: &str, lines: usize| {
        let text = fs::read_to_string(root.join("demo/lists").join(name)).expect("the lists are there");
        text.split_inclusive('\n').take(lines).collect::<String>()
    };
    let ofac = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"].map(|file| first(&format!("ofac/{file}"), 6));
    corpus.put("ofac", "head", ofac.join("\0").as_bytes());
    let un = first("un-shaped-synthetic.xml", usize::MAX);
    corpus.put("un", "whole", un.as_bytes());
    let individual = un.find("</INDIVIDUAL>").map_or(un.len(), |end| end + "</INDIVIDUAL>".len());
    let close = "</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>";
    corpus.put("un", "one", format!("{}{close}", &un[..individual]).as_bytes());
    let table = "entity_id\tname\tschema\taliases\tdob\tnationality\tids\n1\tOtso Testinen\tPerson\tO. T.\t1971-05-04\tFIN\t12\n";
    corpus.put("table", "entities", table.as_bytes());
    corpus.put("table", "queries", table.replace("entity_id", "query_id").as_bytes());
}

/// One file of each place, behind the number of the place (`fuzz_targets/lawbook.rs`).
fn lawbook(root: &Path, corpus: &Corpus) {
    let places = [
        "instruments/UN-ICSFT-1999.toml",
        "participation/UN-ICSFT-1999.csv",
        "memberships/UN.csv",
        "bilateral/CHE.csv",
        "offences.toml",
        "bars.toml",
        "clocks.toml",
        "duties.toml",
        "channels.toml",
        "transfer/led.toml",
        "facts/death-penalty.csv",
        "holidays/FIN.toml",
        "sources.csv",
        "states.csv",
        "VERSION",
        "elements.toml",
        "grounds/facts.toml",
        "grounds/triggers.toml",
        "grounds/gates.toml",
        "grounds/prosecute.toml",
        "grounds/models/UN-MODEL-MLA-1990.toml",
    ];
    for (n, place) in places.iter().enumerate() {
        let text = fs::read(root.join("lawbook").join(place)).expect("the lawbook is there");
        let mut bytes = vec![n as u8];
        bytes.extend(text.into_iter().take(4096));
        corpus.put("lawbook", &n.to_string(), &bytes);
    }
    // What a lawyer writes, behind the number of its sort (`fuzz_targets/case.rs`).
    let charge = "title = \"Code\"\n[[definition]]\ncite = \"s. 15\"\nverification = \"sourced\"\n\
                  elements.conduct = [\"provide-funds\"]\n";
    let case = "requesting = \"TUR\"\nrequested = \"CHE\"\nkind = \"extradition\"\non = 2026-11-25\n[facts]\nconsents = true\n\
                [[decision]]\ngate = \"as-charged\"\nanswer = \"passes\"\nby = [\"a\"]\nreasons = \"x\"\n";
    for (n, text) in [charge, case].iter().enumerate() {
        let mut bytes = vec![n as u8];
        bytes.extend(text.bytes());
        corpus.put("case", &n.to_string(), &bytes);
    }
}

fn log(corpus: &Corpus) {
    let at = "2026-11-23T12:00:00Z".parse().expect("an instant");
    let event = audit::Event::NodeStarted {
        incarnation: 1,
        program: audit::Code::parse("comity-0.1.0").expect("a code"),
        policy_set: model::Digest([1; 32]),
        lawbook: audit::Code::parse("lawbook").expect("a code"),
    };
    let entry = audit::Entry::draw(0, at, event, [2; 32]).expect("an entry");
    corpus.put("entry", "one", entry.line.as_bytes());
    let erased = audit::Row::Erased { n: 1, commitment: model::Digest([6; 32]) };
    let rows = [audit::Row::Kept(entry), erased].map(|row| audit::bundle::write_row(&row) + "\n");
    corpus.put("bundle", "two", rows.concat().as_bytes());
    words(corpus);
    corpus.put("bundle", "tile", &[3; 64]);
    let key = audit::VerifierKey::new("comity/fi-nbi/1", &[4; 32]).map(|key| key.to_string()).unwrap_or_default();
    corpus.put("note", "key", key.as_bytes());
    let checkpoint = "comity/fi-nbi/1\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    corpus.put("note", "checkpoint", checkpoint.as_bytes());
    let signature = data_encoding::BASE64.encode(&[5; 68]);
    corpus.put("note", "signed", format!("{checkpoint}\n\u{2014} comity/fi-nbi/1 {signature}\n").as_bytes());
}

/// A bundle of two parcels, soundly signed by keys of this moment's own.
fn stick(corpus: &Corpus) {
    struct Counting(u8);
    impl model::Chance for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(37).wrapping_add(11);
                *byte = self.0;
            }
        }
    }
    let id = |text: &str| model::AuthorityId::parse(text).expect("an id");
    let at = "2026-11-23T12:00:00Z".parse().expect("an instant");
    let (_, keys) = seal::keys::ceremony(&id("ke-ctc"), at, &mut Counting(1)).expect("keys");
    let parcels: [&[u8]; 2] = [b"\x01\x07fi-spoc one", b"\x02\x07fi-spoc two"];
    let digests = parcels.iter().map(|parcel| seal::digest::sha256(&[parcel])).collect();
    let have = vec![seal::manifest::Have { channel: [3; 16], next: 2, seen: vec![0; 128] }];
    let (by, to, kept) = (id("ke-ctc"), id("fi-spoc"), vec![model::Digest([8; 32])]);
    let manifest = seal::Manifest { by, to, at, parcels: digests, have, want: Vec::new(), kept };
    let signed = seal::SignedManifest::sign(&manifest, &keys).expect("a manifest");
    let mut bytes = exchange::bundle::MAGIC.to_vec();
    for part in std::iter::once(signed.bytes()).chain(parcels) {
        bytes.extend((part.len() as u32).to_be_bytes());
        bytes.extend(part);
    }
    exchange::bundle::Unread::parse(&bytes).expect("what fuzzing starts from is sound");
    corpus.put("stick", "two", &bytes);
}

/// The words of the log, for what has to be spelt exactly.
fn words(corpus: &Corpus) {
    let rows = audit::Event::TABLE.iter();
    let words = rows.flat_map(|row| row.fields.iter().map(|field| field.name).chain([row.name]));
    let unique: std::collections::BTreeSet<&str> = words.collect();
    let lines: String = unique.iter().map(|word| format!("\"\\\"{word}\\\":\"\n\"\\\"{word}\\\"\"\n")).collect();
    fs::write(corpus.0.join("entry.dict"), &lines).expect("the words can be written");
    fs::write(corpus.0.join("bundle.dict"), &lines).expect("the words can be written");
}
