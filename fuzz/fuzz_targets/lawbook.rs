//! The files of a lawbook. The first byte says which file the rest is; the others are the smallest that stand beside it.
#![no_main]

use law::Lawbook;
use model::RulesetVersion;

const STATES: &str = include_str!("../../lawbook/states.csv");
const SOURCES: &str = include_str!("../../lawbook/sources.csv");

const PATHS: &[&str] = &[
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

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else { return };
    let path = PATHS[usize::from(*which) % PATHS.len()];
    let beside = [("states.csv", STATES), ("sources.csv", SOURCES)];
    let mut files: Vec<(&str, &[u8])> = vec![(path, rest)];
    files.extend(beside.iter().filter(|(name, _)| *name != path).map(|(name, text)| (*name, text.as_bytes())));
    let _ = Lawbook::read(&files, RulesetVersion("arbitrary".to_owned()));
});
