//! The ground a simulation stands on: nodes founded once, with staff, arrangements, cards and holdings. Founding costs
//! keys, so each seed plays on copies of the directories.

use crate::chance::SeededChance;
use crate::rules::Rules;
use crate::{form, keeping};
use exchange::{Station, found, introduce, receive, take_in};
use model::arrangement::{Arrangement, ArrangementKind};
use model::{
    ArrangementId, AuthorityId, Body, Chance, DataCategory, Digest, Failure, Handling, HandlingCode, Instant, Kind,
    NeutralSchedule, Purpose, RecordId, Stop,
};
use seal::rest::NodeKey;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use store::{Durability, SoundDisk, Store, Tx};
use tempfile::TempDir;

/// How many persons each node holds records of.
pub const HELD: u64 = 12;

/// Nodes founded once, to be copied.
pub struct Ground {
    /// Lawbook and policies, shared by every node of every seed.
    pub rules: Rules,
    /// When everything was founded.
    pub start: Instant,
    /// The nodes.
    pub sites: Vec<Site>,
    /// Who may exchange with whom.
    pub ties: Vec<Tie>,
    folder: TempDir,
}

/// One founded node.
#[derive(Debug, Clone)]
pub struct Site {
    /// Whose.
    pub id: AuthorityId,
    /// Its node key.
    pub key: [u8; 32],
    /// Whether it only carries.
    pub relay: bool,
    /// Its root's fingerprint.
    pub root: Digest,
}

/// An arrangement between two nodes, by their places in [`Ground::sites`].
#[derive(Debug, Clone)]
pub struct Tie {
    /// The arrangement.
    pub under: ArrangementId,
    /// Between these two.
    pub between: (usize, usize),
    /// By way of this relay.
    pub relay: Option<usize>,
    /// Unanswered requests are answered neutrally by the schedule.
    pub neutral: bool,
}

const PLACES: &[(&str, &str, &str, Body)] = &[
    ("ee-spoc", "EST", "Europe/Tallinn", Body::Police),
    ("fi-spoc", "FIN", "Europe/Helsinki", Body::Police),
    ("lv-spoc", "LVA", "Europe/Riga", Body::Police),
    ("hub", "FIN", "Europe/Helsinki", Body::Relay),
];

/// Two more, outside the regime of the first three: a desk in Kenya and one in Exampleland.
const FAR_PLACES: &[(&str, &str, &str, Body)] =
    &[("ke-ctc", "KEN", "Africa/Nairobi", Body::Police), ("xx-desk", "XXA", "Europe/Helsinki", Body::Police)];

impl Ground {
    /// Founds three desks and a relay, and lets them know each other.
    pub fn lay(rules: Rules, seed: u64) -> Result<Ground, Stop> {
        Ground::with(rules, seed, PLACES)
    }

    /// As [`Ground::lay`], with a desk in Kenya and one in Exampleland, each tied to Finland; Exampleland's unanswered
    /// requests get the neutral answer.
    pub fn lay_wide(rules: Rules, seed: u64) -> Result<Ground, Stop> {
        Ground::with(rules, seed, &[PLACES, FAR_PLACES].concat())
    }

    fn with(rules: Rules, seed: u64, places: &[(&str, &str, &str, Body)]) -> Result<Ground, Stop> {
        let start: Instant =
            "2026-11-23T00:00:00Z".parse().map_err(|e| Failure::new("reading the first instant", e))?;
        let mut chance = SeededChance::new(seed, "ground");
        let tie = |id: &str, between, relay, neutral| -> Result<Tie, Stop> {
            Ok(Tie { under: form::spelt(id, ArrangementId::parse)?, between, relay, neutral })
        };
        let mut ties = vec![
            tie("ee-fi-police", (0, 1), None, false)?,
            tie("fi-lv-police", (1, 2), None, true)?,
            tie("ee-lv-police", (0, 2), Some(3), false)?,
        ];
        if places.len() > PLACES.len() {
            ties.push(tie("fi-ke-police", (1, 4), None, false)?);
            ties.push(tie("fi-xx-police", (1, 5), None, true)?);
        }
        let folder = folder()?;
        let mut ground = Ground { rules, start, sites: Vec::new(), ties, folder };
        let mut open = Vec::new();
        for (place, (id, state, zone, body)) in places.iter().enumerate() {
            let authority = form::authority(id, state, zone, *body)?;
            let mut key = [0; 32];
            chance.fill(&mut key);
            let store = ground.store(place, &key)?;
            let root = found(&store, &authority, start, &mut chance)?.fingerprint;
            let (book, policies) = (ground.rules.lawbook.clone(), ground.rules.policies.clone());
            let station = Station::open(&store, book, policies, form::ways()?, start, &mut chance)?;
            ground.sites.push(Site { id: authority.id, key, relay: *body == Body::Relay, root });
            open.push((store, station));
        }
        for (store, station) in &open {
            store.tx("staff", start, &mut chance, |tx| keeping::staff(station, tx))?;
        }
        ground.tie(&open, places.len() > PLACES.len(), &mut chance)?;
        for (place, (store, station)) in open.iter().enumerate().filter(|(place, _)| *place < 3) {
            store.tx("hold", start, &mut chance, |tx| hold(station, tx, place as u64))?;
        }
        for (store, _) in &open {
            store.truncate_log()?;
        }
        Ok(ground)
    }

    fn store(&self, place: usize, key: &[u8; 32]) -> Result<Store, Failure> {
        let directory = self.folder.path().join(format!("{place}"));
        Store::open_with(&directory, NodeKey::from_bytes(key)?, Durability::Process, Box::new(SoundDisk))
    }

    /// Registers every arrangement on both sides. On the narrow ground acknowledgements leave by themselves everywhere; on the
    /// wide one only where there is a schedule, so that a test sees both.
    fn tie(&self, open: &[(Store, Station)], wide: bool, chance: &mut SeededChance) -> Result<(), Stop> {
        for tie in &self.ties {
            let (a, b) = tie.between;
            for (us, partner) in [(a, b), (b, a)] {
                let (Some((store, station)), Some(other)) = (open.get(us), self.sites.get(partner)) else { continue };
                let arrangement = self.arrangement(tie, other.root)?;
                store.tx("arrange", self.start, chance, |tx| {
                    keeping::register(station, tx, &arrangement)?;
                    if tie.neutral || !wide { keeping::sign_standing(station, tx, &tie.under) } else { Ok(()) }
                })?;
            }
        }
        for tie in &self.ties {
            let (a, b) = tie.between;
            for (from, to) in [(a, b), (b, a)] {
                let (Some((store, station)), Some((theirs, other))) = (open.get(from), open.get(to)) else { continue };
                let card = store.tx("card", self.start, chance, |tx| introduce(station, tx, &tie.under))?;
                let us = &station.us().id;
                theirs.tx("learn", self.start, chance, |tx| receive(other, tx, us, card.bytes()))?;
            }
        }
        Ok(())
    }

    /// The arrangement of a tie, as the side sees it whose partner has this root.
    fn arrangement(&self, tie: &Tie, partner_root: Digest) -> Result<Arrangement, Stop> {
        let day = |text: &str| text.parse().map_err(|e| Failure::new("reading a day", e));
        let id = |place: usize| {
            let site = self.sites.get(place).map(|site| site.id.clone());
            site.ok_or_else(|| Failure::new("tying nodes", "a place is unknown"))
        };
        Ok(Arrangement {
            id: tie.under.clone(),
            title: "Invented arrangement".to_owned(),
            kind: ArrangementKind::Implementing,
            invented: true,
            adopts: None,
            between: (id(tie.between.0)?, id(tie.between.1)?),
            kinds: BTreeSet::from([Kind::Information]),
            offences: BTreeSet::new(),
            purposes: Purpose::ALL.iter().copied().collect(),
            categories: BTreeSet::from([DataCategory::None, DataCategory::Personal]),
            handling: Handling::of([HandlingCode::H0]),
            onward: Default::default(),
            kept_days: None,
            safeguards: false,
            from: day("2025-01-01")?,
            until: None,
            review: day("2027-06-01")?,
            suspended: None,
            neutral: tie.neutral.then_some(NeutralSchedule { every_seconds: 21_600, not_before_seconds: 43_200 }),
            standing: None,
            relay: tie.relay.map(id).transpose()?,
            partner_root,
        })
    }

    /// Copies every node's database into `folder`, one directory per node.
    pub fn copy_to(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let doing = || Failure::new("copying the ground", "a directory cannot be copied");
        let mut directories = Vec::new();
        for place in 0..self.sites.len() {
            let directory = folder.join(format!("{place}"));
            std::fs::create_dir_all(&directory).map_err(|_| doing())?;
            let from = self.folder.path().join(format!("{place}/comity.db"));
            std::fs::copy(from, directory.join("comity.db")).map_err(|_| doing())?;
            directories.push(directory);
        }
        Ok(directories)
    }
}

/// A fresh folder in memory if the machine has one, else on disk.
pub fn folder() -> Result<TempDir, Failure> {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    made.map_err(|e| Failure::new("making a folder", e))
}

fn hold(station: &Station, tx: &mut Tx<'_>, place: u64) -> Result<(), Stop> {
    for number in 0..HELD {
        let id = RecordId::draw(tx.chance());
        let record = form::record(id, form::person(place * 1_000 + number * 7))?;
        take_in(station, tx, &record, "simulation", None)?;
    }
    Ok(())
}
