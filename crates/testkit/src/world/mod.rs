//! A federation in one thread: one queue of events, one clock, one seed. What happens next is always the earliest event;
//! two at the same instant happen in the order in which they were planned.
//!
//! `plan` says what officers intend, `labour` how an officer brings one item from draft to sent, whatever dies on the
//! way, `follow` what comes of it after it was sent, `moving` how parcels go and come, `keeping` what each node does by the
//! day.

mod acts;
mod follow;
mod keeping;
mod labour;
mod moving;
mod plan;

pub use plan::{Answering, Plan};

use crate::chance::SeededChance;
use crate::disk::Boundaries;
use crate::ground::{Ground, Tie};
use crate::invariant::{self, Broken, Picture};
use crate::node::{Node, is_planned};
use crate::planted::{Plant, Sound};
use crate::weather::Weather;
use jiff::SignedDuration;
use labour::Labour;
use model::{ExchangeId, Instant, MessageId, Stop};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

/// What a seed is played with.
pub struct Playing<'a> {
    /// The seed.
    pub seed: u64,
    /// How many requests officers write.
    pub exchanges: usize,
    /// The weather; drawn from the seed if absent.
    pub weather: Option<Weather>,
    /// A bug to be found.
    pub plant: Box<dyn Plant + 'a>,
}

impl Playing<'_> {
    /// A seed in its own weather, without a planted bug.
    pub fn seed(seed: u64, exchanges: usize) -> Playing<'static> {
        Playing { seed, exchanges, weather: None, plant: Box::new(Sound) }
    }
}

/// What came of a seed.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What does not hold; empty if the seed is sound.
    pub broken: Vec<Broken>,
    /// What the boundaries of commits saw, over all nodes.
    pub boundaries: Boundaries,
    /// How much of what happened.
    pub counts: invariant::Counts,
    /// A digest of everything that happened, for comparing two plays of one seed.
    pub trace: String,
}

/// What happens at some moment.
enum Happening {
    /// A process starts.
    Start(usize),
    /// A parcel arrives.
    Arrive { from: usize, to: usize, bytes: Vec<u8> },
    /// A node looks at its outbox.
    Dispatch(usize),
    /// A node looks at what is due neutrally.
    Neutral(usize),
    /// A node follows up, and its officers look at their duties.
    Rounds(usize),
    /// An approver of a node keeps a message under a duty of law.
    Restrict { node: usize, item: MessageId },
    /// A node renews keys and sends its card.
    Daily(usize),
    /// Officers of a node look at their tray.
    Tray(usize),
    /// An officer goes on with an item.
    Labour(usize),
    /// An administrator suspends an arrangement, by the place of its tie, on one side.
    Suspend { node: usize, tie: usize },
    /// A node is out of reach until some moment.
    Away { node: usize, until: Instant },
    /// The weather ends.
    Calm,
}

/// A federation at work.
pub struct World<'a> {
    nodes: Vec<Node>,
    ties: Vec<Tie>,
    weather: Weather,
    fate: SeededChance,
    plant: Box<dyn Plant + 'a>,
    plans: Vec<Plan>,
    labours: Vec<Labour>,
    /// Inbound exchanges that an officer of a node took up.
    taken_up: BTreeSet<(usize, ExchangeId)>,
    queue: BTreeMap<(Instant, u64), Happening>,
    planned: u64,
    now: Instant,
    start: Instant,
    calm_from: Instant,
    last_day: Instant,
    cut_off: Option<usize>,
    /// Until when each node is out of reach.
    away: Vec<Instant>,
    /// When each node looks at its outbox next.
    dispatching: Vec<Option<Instant>>,
    starting: Vec<bool>,
    trays: Vec<bool>,
    trace: Vec<u8>,
    broken: Vec<Broken>,
    _folder: TempDir,
}

/// For how long officers write requests.
const ASKING: SignedDuration = SignedDuration::from_hours(4 * 24);
/// When the weather ends, counted from the start.
const WEATHER: SignedDuration = SignedDuration::from_hours(7 * 24);
/// When it ends in a world where a node is cut off.
const LONG_WEATHER: SignedDuration = SignedDuration::from_hours(46 * 24);
/// How long the world goes on afterwards: delays of three days, pauses of six hours, ticks of six hours.
const QUIET: SignedDuration = SignedDuration::from_hours(5 * 24);

impl<'a> World<'a> {
    /// Plays one seed to its end and says what does not hold.
    pub fn run(ground: &Ground, playing: Playing<'a>) -> Result<Outcome, Stop> {
        let mut world = World::new(ground, playing)?;
        while let Some((place, happening)) = world.queue.pop_first() {
            world.now = place.0;
            world.happen(happening)?;
        }
        world.conclude()
    }

    fn new(ground: &Ground, playing: Playing<'a>) -> Result<World<'a>, Stop> {
        let seed = playing.seed;
        let mut fate = SeededChance::new(seed, "fate");
        let weather = playing.weather.unwrap_or_else(|| Weather::draw(&mut fate, ground.sites.len()));
        let folder = crate::ground::folder()?;
        let directories = ground.copy_to(folder.path())?;
        let places = ground.sites.iter().zip(directories).zip(&weather.skews);
        let nodes: Vec<Node> =
            places.map(|((site, directory), skew)| Node::new(site, directory, &ground.rules, *skew, seed)).collect();
        let count = nodes.len();
        // An hour on, so that no clock stands before what the ground was founded at.
        let start = ground.start + SignedDuration::from_hours(1);
        let calm_from = start + if weather.cut_off { LONG_WEATHER } else { WEATHER };
        let cut_off = weather.cut_off.then(|| fate.below(3) as usize);
        let plans = plan::draw(&mut fate, &ground.ties, playing.exchanges);
        let mut world = World {
            nodes,
            ties: ground.ties.clone(),
            weather,
            fate,
            plant: playing.plant,
            plans,
            labours: Vec::new(),
            taken_up: BTreeSet::new(),
            queue: BTreeMap::new(),
            planned: 0,
            now: start,
            start,
            calm_from,
            last_day: calm_from + QUIET,
            cut_off,
            away: vec![start; count],
            dispatching: vec![None; count],
            starting: vec![true; count],
            trays: vec![false; count],
            trace: Vec::new(),
            broken: Vec::new(),
            _folder: folder,
        };
        world.begin();
        Ok(world)
    }

    fn begin(&mut self) {
        for node in 0..self.nodes.len() {
            self.at(self.start, Happening::Start(node));
            self.at(self.start + SignedDuration::from_hours(24), Happening::Daily(node));
            self.at(self.start + SignedDuration::from_hours(1), Happening::Neutral(node));
            if !self.nodes[node].is_relay() {
                self.at(self.start + SignedDuration::from_hours(2), Happening::Rounds(node));
            }
        }
        for plan in 0..self.plans.len() {
            let moment = self.start + SignedDuration::from_secs(self.fate.between(1, ASKING.as_secs()));
            self.labours.push(Labour::asking(plan, &self.plans, &self.ties));
            self.at(moment, Happening::Labour(plan));
        }
        for node in 0..self.nodes.len() {
            let mut day = self.start;
            while day < self.calm_from {
                if self.fate.happens(self.weather.outages) {
                    let moment = day + SignedDuration::from_secs(self.fate.between(1, 24 * 3_600));
                    let until = moment + SignedDuration::from_secs(self.fate.between(2 * 3_600, 36 * 3_600));
                    self.at(moment, Happening::Away { node, until });
                }
                day += SignedDuration::from_hours(24);
            }
        }
        if self.weather.suspension {
            let moment = self.start + SignedDuration::from_secs(self.fate.between(3_600, ASKING.as_secs()));
            let tie = self.fate.below(self.ties.len() as u64) as usize;
            let (a, b) = self.ties[tie].between;
            let node = if self.fate.happens(500) { a } else { b };
            self.at(moment, Happening::Suspend { node, tie });
        }
        self.at(self.calm_from, Happening::Calm);
    }

    fn at(&mut self, moment: Instant, happening: Happening) {
        self.planned += 1;
        self.queue.insert((moment.max(self.now), self.planned), happening);
    }

    fn after(&mut self, pause: SignedDuration, happening: Happening) {
        self.at(self.now + pause, happening);
    }

    fn is_calm(&self) -> bool {
        self.now >= self.calm_from
    }

    fn happen(&mut self, happening: Happening) -> Result<(), Stop> {
        match happening {
            Happening::Start(node) => self.start_node(node)?,
            Happening::Arrive { from, to, bytes } => self.arrive(from, to, &bytes),
            Happening::Dispatch(node) => self.dispatch(node),
            Happening::Neutral(node) => self.neutral(node),
            Happening::Rounds(node) => self.rounds(node),
            Happening::Restrict { node, item } => self.restrict(node, item),
            Happening::Daily(node) => self.daily(node),
            Happening::Tray(node) => self.tray(node),
            Happening::Labour(labour) => self.labour(labour)?,
            Happening::Suspend { node, tie } => self.suspend(node, tie),
            Happening::Away { node, until } => {
                self.away[node] = self.away[node].max(until);
                self.trace("away", node, &until.to_string());
            }
            Happening::Calm => self.calm(),
        }
        self.restart_the_dead();
        Ok(())
    }

    /// Every process that died is started again, some time later, and whoever worked there looks before he goes on.
    fn restart_the_dead(&mut self) {
        for node in 0..self.nodes.len() {
            if self.nodes[node].is_up() || self.starting[node] {
                continue;
            }
            self.starting[node] = true;
            self.labours.iter_mut().filter(|labour| labour.node == node).for_each(Labour::doubt);
            let pause = SignedDuration::from_secs(self.fate.between(5, 6 * 3_600));
            self.after(pause, Happening::Start(node));
        }
    }

    /// Writes down what happened, for comparing two plays.
    fn trace(&mut self, what: &str, node: usize, came: &str) {
        self.trace.extend(format!("{} {what} {node} {came}\n", self.now).bytes());
    }

    /// Notes a stop that nothing planned.
    fn unexpected(&mut self, node: usize, doing: &str, stop: &Stop) {
        if !is_planned(stop) {
            let id = self.nodes[node].id().clone();
            self.broken.push(Broken::new(&id, "nothing stops that was not planned to", format!("{doing}: {stop}")));
        }
    }

    fn conclude(mut self) -> Result<Outcome, Stop> {
        let mut boundaries = Boundaries::new();
        let mut pictures = Vec::new();
        for node in &self.nodes {
            for (place, seen) in node.disk().seen() {
                let sum = boundaries.entry(place).or_default();
                sum.sound += seen.sound;
                sum.errors += seen.errors;
                sum.crashes += seen.crashes;
            }
            pictures.push(node.look(self.now, |_, tx| Picture::take(node.id(), node.is_relay(), tx))?);
        }
        self.broken.extend(invariant::check(&pictures));
        let counts = invariant::count(&pictures);
        let trace = seal::digest::sha256(&[&self.trace]).to_string();
        Ok(Outcome { broken: self.broken, boundaries, counts, trace })
    }
}
