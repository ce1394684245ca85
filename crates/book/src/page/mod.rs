//! The pages, a file for each sort; what is common to all of them is here. Words of the law come from `law`; a page only lays
//! them out.

mod about;
mod calendar;
mod home;
mod instrument;
mod kind;
mod lists;
mod matrix;
mod offence;
mod pair;
mod state;
mod tile;

use crate::site::Site;
use crate::{BadBook, Options};
use law::{Extent, Lawbook, World};
use model::time::Date;
use model::{Kind, State};

/// What every page carries.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) title: String,
    /// From the page to the root of the register.
    pub(crate) up: &'static str,
    pub(crate) on: Date,
    pub(crate) rules: String,
}

/// What every page is made from.
pub(crate) struct Desk<'a> {
    pub(crate) book: &'a Lawbook,
    pub(crate) world: World<'a>,
    pub(crate) on: Date,
    /// By pair and kind.
    cells: Cells,
}

/// How far each kind is covered between each two States.
struct Cells {
    states: usize,
    all: Vec<(Extent, u8)>,
}

impl Cells {
    fn place(&self, a: usize, b: usize, kind: Kind) -> usize {
        (a * self.states + b) * Kind::ALL.len() + kind.index()
    }

    fn set(&mut self, a: usize, b: usize, kind: Kind, cell: (Extent, u8)) {
        for (one, other) in [(a, b), (b, a)] {
            let place = self.place(one, other, kind);
            if let Some(slot) = self.all.get_mut(place) {
                *slot = cell;
            }
        }
    }
}

impl<'a> Desk<'a> {
    fn new(book: &'a Lawbook, options: &Options) -> Desk<'a> {
        let world = World::of(book, options.on, &options.states);
        let states = world.states().len();
        let all = vec![(Extent::Gap, 0); states * states * Kind::ALL.len()];
        Desk { book, world, on: options.on, cells: Cells { states, all } }
    }

    /// A frame for a page in one of the folders.
    pub(crate) fn frame(&self, title: impl Into<String>) -> Frame {
        Frame { title: title.into(), up: "../", on: self.on, rules: self.book.version().0.clone() }
    }

    /// A frame for a page at the root.
    pub(crate) fn root(&self, title: impl Into<String>) -> Frame {
        Frame { up: "", ..self.frame(title) }
    }

    pub(crate) fn cell(&self, a: usize, b: usize, kind: Kind) -> (Extent, u8) {
        self.cells.all.get(self.cells.place(a, b, kind)).copied().unwrap_or((Extent::Gap, 0))
    }

    /// With how many States a kind is covered from this one.
    pub(crate) fn partners(&self, a: usize, kind: Kind) -> usize {
        (0..self.world.states().len()).filter(|b| *b != a && self.cell(a, *b, kind).0.covered()).count()
    }

    pub(crate) fn name(&self, state: State) -> &'a str {
        self.book.name(state)
    }

    /// How many other States there are.
    pub(crate) fn others(&self) -> usize {
        self.world.states().len().saturating_sub(1)
    }
}

/// The path of a pair's page from the root: by code, the lesser first.
pub(crate) fn pair_path(a: State, b: State) -> String {
    format!("pair/{}-{}.html", a.min(b), a.max(b))
}

/// Writes every page.
pub(crate) fn all(book: &Lawbook, options: &Options, site: &mut Site) -> Result<(), BadBook> {
    let mut desk = Desk::new(book, options);
    pair::all(&mut desk, site)?;
    state::all(&desk, site)?;
    instrument::all(&desk, site)?;
    offence::all(&desk, site)?;
    kind::all(&desk, site)?;
    matrix::all(&desk, site)?;
    calendar::all(&desk, site)?;
    lists::all(&desk, site)?;
    about::all(&desk, site)?;
    home::all(&desk, site)
}
