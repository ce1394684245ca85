//! The world as a grid of tiles, one for each State, roughly where it lies. No geodata and no borders: a tile says nothing
//! about size or status. Drawn by hand; a test holds it against the States of the lawbook.

use model::State;
use std::fmt::Write as _;

/// Rows from north to south; a code is three letters, a dot is the sea.
const ROWS: &[&str] = &[
    ".   .   .   .   .   .   .   .   .   .   ISL .   .   .   NOR SWE FIN .   .   .   .   RUS .   .   .   .   .   .   .   .",
    ".   CAN .   .   .   .   .   .   .   .   .   .   .   .   DNK .   EST .   .   .   .   KAZ .   MNG .   .   .   .   .   .",
    ".   USA .   .   .   .   .   .   .   .   IRL GBR .   NLD DEU POL LVA BLR .   .   UZB KGZ .   CHN PRK .   JPN .   .   .",
    ".   MEX .   BHS .   .   .   .   .   .   .   .   BEL LUX CZE SVK LTU UKR .   .   TKM TJK .   .   KOR TWN .   .   .   .",
    ".   GTM BLZ CUB HTI DOM KNA ATG .   .   .   .   FRA LIE AUT HUN MDA .   GEO AZE AFG .   NPL BTN .   .   .   .   .   .",
    ".   SLV HND JAM .   .   DMA LCA .   .   PRT AND MCO CHE SVN HRV ROU .   ARM IRN PAK IND BGD MMR LAO VNM PHL .   .   .",
    ".   .   NIC .   .   GRD VCT BRB .   .   .   ESP VAT SMR ITA BIH SRB BGR TUR IRQ .   .   .   .   THA KHM BRN .   .   .",
    ".   .   CRI .   .   .   TTO .   .   .   .   .   .   MLT MNE XKX MKD GRC SYR KWT .   .   LKA .   MYS SGP TLS PLW .   .",
    ".   .   PAN .   VEN GUY SUR .   .   .   .   .   .   .   .   ALB CYP .   LBN JOR BHR MDV .   .   IDN .   PNG FSM MHL .",
    ".   .   .   COL BRA .   .   .   CPV .   MAR DZA TUN LBY EGY .   .   ISR PSE QAT ARE .   .   .   .   .   SLB NRU KIR .",
    ".   .   .   ECU .   .   .   .   .   SEN MRT MLI NER TCD SDN ERI .   .   SAU OMN .   .   .   .   .   AUS VUT TUV .   .",
    ".   .   .   PER BOL .   .   .   .   GMB GNB GIN BFA NGA CMR SSD ETH DJI YEM .   .   .   .   .   .   .   FJI WSM COK .",
    ".   .   .   CHL PRY .   .   .   .   .   SLE LBR CIV .   .   CAF UGA KEN SOM .   .   .   .   .   .   .   TON NIU .   .",
    ".   .   .   ARG URY .   .   .   .   .   .   GHA TGO BEN GNQ COD RWA TZA .   SYC .   .   .   .   .   NZL .   .   .   .",
    ".   .   .   .   .   .   .   .   .   .   .   .   .   STP GAB COG BDI MWI COM .   .   .   .   .   .   .   .   .   .   .",
    ".   .   .   .   .   .   .   .   .   .   .   .   .   .   AGO ZMB ZWE MOZ MDG MUS .   .   .   .   .   .   .   .   .   .",
    ".   .   .   .   .   .   .   .   .   .   .   .   .   .   NAM BWA SWZ .   .   .   .   .   .   .   .   .   .   .   .   .",
    ".   .   .   .   .   .   .   .   .   .   .   .   .   .   .   ZAF LSO .   .   .   .   .   .   .   .   .   .   .   .   .",
];

/// Where a State's tile lies: row and column, from 1.
pub fn place(state: State) -> Option<(usize, usize)> {
    let find = |(row, text): (usize, &&str)| {
        let column = text.split_ascii_whitespace().position(|code| code == state.as_str())?;
        Some((row + 1, column + 1))
    };
    ROWS.iter().enumerate().find_map(find)
}

/// Every code that has a tile.
pub fn codes() -> impl Iterator<Item = &'static str> {
    ROWS.iter().flat_map(|row| row.split_ascii_whitespace()).filter(|code| *code != ".")
}

/// The rules that put each tile in its place.
pub(crate) fn style() -> String {
    let mut css = String::new();
    for (row, text) in ROWS.iter().enumerate() {
        for (column, code) in text.split_ascii_whitespace().enumerate().filter(|(_, code)| *code != ".") {
            let _ = writeln!(css, ".tiles>.{code}{{grid-area:{}/{}}}", row + 1, column + 1);
        }
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_code_has_two_tiles_and_every_row_is_as_wide() {
        let all: Vec<&str> = codes().collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        let width = |row: &&str| row.split_ascii_whitespace().count();
        assert!(ROWS.iter().all(|row| width(row) == width(&ROWS[0])));
        assert_eq!(place(State::parse("ISL").unwrap()), Some((1, 11)));
    }
}
