//! A tile of the map, and the map's legend.

use super::Desk;
use crate::words;
use model::State;

/// One State's tile.
#[derive(Debug, Clone)]
pub(crate) struct Tile {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Where it leads; empty for the State that the map is about.
    pub(crate) to: String,
    /// The number on it.
    pub(crate) count: usize,
    /// Its shade, 0 to 5.
    pub(crate) step: usize,
}

/// A map: what the number on a tile is, and of how many.
#[derive(Debug, Clone)]
pub(crate) struct Map {
    pub(crate) label: String,
    pub(crate) unit: String,
    pub(crate) of: usize,
    pub(crate) tiles: Vec<Tile>,
}

impl Map {
    /// A map over every State of the register, by code.
    pub(crate) fn of(
        desk: &Desk<'_>,
        label: impl Into<String>,
        unit: impl Into<String>,
        of: usize,
        tile: impl Fn(usize, State) -> (usize, String),
    ) -> Map {
        let tiles = desk.world.states().iter().enumerate().map(|(place, state)| {
            let (count, to) = tile(place, *state);
            let (code, name) = (state.to_string(), desk.name(*state).to_owned());
            Tile { code, name, to, count, step: words::step(count, of) }
        });
        Map { label: label.into(), unit: unit.into(), of, tiles: tiles.collect() }
    }
}
