//! The files of a log are those of C2SP tlog-tiles, as the `tlog_tiles` crate reads them.

use crate::pen::Book;
use crate::shaky::Shaky;
use audit::disk::Disk;
use audit::nodes::TileNodes;
use audit::tile::{Piece, pieces_of};
use audit::{Checkpoint, Tree, proof};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tlog_tiles::{Hash, Tile, TileHashReader, TileReader};

/// Their path has the height in it; the published layout leaves it out.
fn path_of(tile: &Tile) -> String {
    tile.path().replacen("tile/8/", "tile/", 1)
}

struct Theirs(Shaky);

impl TileReader for Theirs {
    fn height(&self) -> u8 {
        8
    }
    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        Ok(tiles.iter().map(|tile| self.0.read(&path_of(tile)).unwrap().unwrap()).collect())
    }
    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

fn published(size: u64) -> (Shaky, Checkpoint, Book) {
    let (disk, mut book) = (Shaky::default(), Book::of(size));
    let checkpoint = book.publish(disk.clone()).unwrap();
    (disk, checkpoint, book)
}

#[test]
fn the_published_examples_of_paths() {
    let path = |level, index, width| Piece { level, index, width }.path();
    assert_eq!(path(Some(0), 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(path(Some(3), 5, 12), "tile/3/005.p/12");
    assert_eq!(path(None, 1_000, 256), "entries/x001/000");
    // A tree of 70,000: 273 full and one of 112 at level 0, one full and one of 17 at level 1, one of 1 at level 2.
    let of = |level| pieces_of(70_000).filter(move |piece| piece.level == Some(level)).map(|piece| piece.width);
    assert_eq!((of(0).count(), of(0).last()), (274, Some(112)));
    assert_eq!(of(1).collect::<Vec<_>>(), [256, 17]);
    assert_eq!(of(2).collect::<Vec<_>>(), [1]);
    assert_eq!(of(3).count(), 0);
}

#[test]
fn tlog_tiles_reads_our_tiles_and_agrees_on_every_proof() {
    for size in [1, 5, 255, 256, 257, 700] {
        let (disk, checkpoint, book) = published(size);
        let theirs = Theirs(disk.clone());
        let root = Hash(checkpoint.root.0);
        let reader = TileHashReader::new(size, root, &theirs);
        assert_eq!(tlog_tiles::tree_hash(size, &reader).unwrap(), root);
        let nodes = TileNodes::new(&disk, size);
        let hashes = |proof: &[model::Digest]| proof.iter().map(|digest| Hash(digest.0)).collect::<Vec<_>>();
        for n in [0, size / 3, size / 2, size - 1] {
            let ours = proof::inclusion_proof(&nodes, n, size).unwrap();
            assert_eq!(hashes(&ours), tlog_tiles::prove_record(size, n, &reader).unwrap());
            let leaf = book.rows[n as usize].leaf();
            assert!(tlog_tiles::check_record(&hashes(&ours), size, root, n, Hash(leaf.0)).is_ok());
            let old = n + 1;
            let ours = proof::consistency_proof(&nodes, old, size).unwrap();
            assert_eq!(hashes(&ours), tlog_tiles::prove_tree(size, old, &reader).unwrap());
        }
    }
}

#[test]
fn the_tiles_in_memory_and_on_disk_have_the_same_nodes() {
    let (disk, checkpoint, book) = published(600);
    let mut tree = Tree::new();
    book.rows.iter().for_each(|row| tree.append(row.leaf()));
    assert_eq!(tree.root(), checkpoint.root);
    let nodes = TileNodes::new(&disk, 600);
    for (old, new) in [(1, 600), (255, 256), (300, 599), (512, 600)] {
        assert_eq!(tree.consistency_proof(old, new), proof::consistency_proof(&nodes, old, new).ok());
    }
}

proptest! {
    #[test]
    fn the_pieces_of_a_log_are_those_of_tlog_tiles(size in 0_u64..300_000) {
        let ours: BTreeSet<String> =
            pieces_of(size).filter(|piece| piece.level.is_some()).map(|piece| piece.path()).collect();
        let theirs: BTreeSet<String> = Tile::new_tiles(8, 0, size).iter().map(path_of).collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn a_path_reads_as_it_is_written(
        level in proptest::option::of(0_u8..64), index in 0_u64..u64::MAX >> 8, width in 1_u16..=256,
    ) {
        let piece = Piece { level, index, width };
        prop_assert_eq!(Piece::parse(&piece.path()), Some(piece));
    }

    #[test]
    fn no_other_text_is_a_path(text in "(tile/[0-9]{1,3}|entries)/(x?[0-9]{1,4}/){0,2}[0-9]{1,4}(\\.p/[0-9]{1,4})?") {
        if let Some(piece) = Piece::parse(&text) {
            prop_assert_eq!(piece.path(), text);
        }
    }
}
