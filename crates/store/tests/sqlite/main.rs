//! What only SQLite has: one process per directory, migrations forward only, bytes that are gone from the files.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod erasing;
mod opening;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use model::{Chance, Instant};
use seal::rest::NodeKey;
use std::path::Path;
use store::Store;

/// Bytes that never repeat, the same in each run.
struct Counting(u64);

impl Chance for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

fn noon() -> Instant {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn key(byte: u8) -> NodeKey {
    NodeKey::from_bytes(&[byte; 32]).unwrap()
}

fn open(directory: &Path) -> Store {
    Store::open(directory, key(7)).unwrap()
}

/// SQL of the test's own, beside the store.
fn sql(directory: &Path, statements: &str) {
    let mut connection = SqliteConnection::establish(&directory.join("comity.db").to_string_lossy()).unwrap();
    connection.batch_execute(statements).unwrap();
}
