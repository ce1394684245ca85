//! The gap matrix: every State under every instrument, in three pages by where the instruments are from, with how old each
//! list is.

use super::{Desk, Frame};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use law::gaps::{InstrumentColumn, matrix};
use model::InstrumentId;

#[derive(Template)]
#[template(path = "matrix.html")]
struct Page {
    frame: Frame,
    groups: Vec<(&'static str, &'static str, bool)>,
    columns: Vec<InstrumentColumn>,
    rows: Vec<Row>,
    states: usize,
}

struct Row {
    code: String,
    name: String,
    bound: usize,
    cells: Vec<(&'static str, &'static str)>,
}

/// The pages: file, title, and the regions that belong there; the last takes what is left.
const GROUPS: &[(&str, &str, &[&str])] = &[
    ("universal", "Universal instruments", &["universal"]),
    ("europe", "Europe and the Union", &["EU", "EU-EFTA", "EU-UK", "EU-US", "Europe", "Europe+"]),
    ("regions", "Other regions", &[]),
];

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    for (file, title, regions) in GROUPS {
        let elsewhere = |region: &str| GROUPS.iter().any(|(_, _, regions)| regions.contains(&region));
        let here = |region: &str| if regions.is_empty() { !elsewhere(region) } else { regions.contains(&region) };
        let wanted: Vec<InstrumentId> =
            desk.book.instruments().filter(|i| here(&i.region)).map(|i| i.id.clone()).collect();
        let groups = GROUPS.iter().map(|(other, title, _)| (*other, *title, other == file)).collect();
        site.page(&format!("matrix/{file}.html"), &one(desk, title, groups, &wanted))?;
    }
    Ok(())
}

fn one(desk: &Desk<'_>, title: &str, groups: Vec<(&'static str, &'static str, bool)>, wanted: &[InstrumentId]) -> Page {
    let matrix = matrix(desk.book, &desk.world, wanted);
    let row = |row: &law::gaps::MatrixRow| Row {
        code: row.state.to_string(),
        name: row.name.clone(),
        bound: row.bound,
        cells: row
            .cells
            .iter()
            .map(|cell| (words::standing_class(cell.standing), words::standing_mark(cell.standing)))
            .collect(),
    };
    let mut rows: Vec<Row> = matrix.states.iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let states = rows.len();
    Page { frame: desk.frame(format!("Gap matrix: {title}")), groups, columns: matrix.instruments, rows, states }
}
