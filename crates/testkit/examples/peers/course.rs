//! The course of the run: both sides ask and answer while fate kills; then calm, until everything has come to its end.

use crate::desk::Desk;
use crate::fate::{Dice, Options};
use crate::proof;
use crate::proxy::Proxy;
use crate::site::Site;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Plays it; what was seen.
pub fn play(options: &Options) -> Result<Value, String> {
    let passing = tempfile::tempdir().map_err(|e| format!("a folder: {e}"))?;
    let folder = options.keep.clone().unwrap_or_else(|| passing.path().to_owned());
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let played = play_in(options, &folder);
    if played.is_err() && options.keep.is_none() {
        eprintln!("peers: the nodes are left in {}", passing.keep().display());
    }
    played
}

fn play_in(options: &Options, folder: &Path) -> Result<Value, String> {
    let (begun, dice) = (Instant::now(), Arc::new(Dice::new(options.seed, "peers")));
    let sites = [Site::found(options, folder, "fi-spoc", "FIN")?, Site::found(options, folder, "ee-spoc", "EST")?];
    let proxies = [Proxy::before(sites[0].port, dice.clone())?, Proxy::before(sites[1].port, dice.clone())?];
    sites.iter().try_for_each(Site::start)?;
    let desks = [Desk::open(&sites[0], options, &dice)?, Desk::open(&sites[1], options, &dice)?];
    let cards = [desks[0].card()?, desks[1].card()?];
    for us in [0, 1] {
        let them = 1 - us;
        desks[us].partner(sites[us].id, sites[them].id, &cards[them], &proxies[them].address.to_string())?;
    }
    let course = Course {
        options,
        dice: &dice,
        sites: &sites,
        desks: &desks,
        asked: Default::default(),
        ended: Default::default(),
        killed: Default::default(),
    };
    let asked = course.run()?;
    proxies.iter().for_each(Proxy::calm);
    course.settle(&asked)?;
    proof::wait_for_witnesses(options, &sites)?;
    sites.iter().try_for_each(Site::stop)?;
    let proved = proof::prove(options, &sites)?;
    let deeds = |of: fn(&crate::proxy::Deeds) -> &AtomicU64| -> u64 {
        proxies.iter().map(|proxy| of(&proxy.deeds).load(Ordering::Relaxed)).sum()
    };
    Ok(json!({
        "holds": true, "seconds": begun.elapsed().as_secs(), "kills": options.kills,
        "exchanges": asked.iter().map(BTreeSet::len).sum::<usize>(), "connections": deeds(|d| &d.connections),
        "connections_cut": deeds(|d| &d.cut), "connections_played_again": deeds(|d| &d.replayed), "nodes": proved
    }))
}

struct Course<'a> {
    options: &'a Options,
    dice: &'a Dice,
    sites: &'a [Site; 2],
    desks: &'a [Desk<'a>; 2],
    /// How many questions each side has asked.
    asked: [AtomicU64; 2],
    /// Whether the killing is over.
    killed: AtomicBool,
    /// Whether no answer is to be written any more, because everything is answered or something failed.
    ended: AtomicBool,
}

impl Course<'_> {
    /// Asks and answers on both sides until the last kill; the exchanges that each side began.
    fn run(&self) -> Result<[BTreeSet<String>; 2], String> {
        std::thread::scope(|scope| {
            let asking: Vec<_> = [0, 1].into_iter().map(|us| scope.spawn(move || self.watch(self.ask(us)))).collect();
            let answering: Vec<_> =
                [0, 1].into_iter().map(|us| scope.spawn(move || self.watch(self.answer(us)))).collect();
            let killing = self.watch(self.kill());
            let broke = |_| "a thread broke off".to_owned();
            let mut asked = Vec::new();
            for thread in asking {
                asked.push(thread.join().map_err(broke)?);
            }
            let all_answered = self.watch(self.wait_for_answers(&asked));
            self.ended.store(true, Ordering::SeqCst);
            for thread in answering {
                thread.join().map_err(broke)??;
            }
            killing?;
            all_answered?;
            let mut asked = asked.into_iter();
            match (asked.next(), asked.next()) {
                (Some(first), Some(second)) => Ok([first?, second?]),
                _ => Err("nobody asked".to_owned()),
            }
        })
    }

    /// What fails on one side ends all.
    fn watch<T>(&self, done: Result<T, String>) -> Result<T, String> {
        if done.is_err() {
            self.ended.store(true, Ordering::SeqCst);
        }
        done
    }

    fn go_on(&self, doing: &str) -> Result<(), String> {
        self.options.in_time(doing)?;
        if self.ended.load(Ordering::SeqCst) { Err("broken off".to_owned()) } else { Ok(()) }
    }

    fn ask(&self, us: usize) -> Result<BTreeSet<String>, String> {
        let mut exchanges = BTreeSet::new();
        while !self.killed.load(Ordering::SeqCst) || (exchanges.len() as u64) < self.options.exchanges {
            self.go_on("asking")?;
            let number = self.asked[us].fetch_add(1, Ordering::SeqCst) + 1;
            exchanges.insert(self.desks[us].ask(self.sites[1 - us].id, &format!("{}-{number}", self.sites[us].id))?);
            self.dice.rest(100, 1_500);
        }
        Ok(exchanges)
    }

    fn answer(&self, us: usize) -> Result<(), String> {
        let mut answered = BTreeSet::new();
        while !self.ended.load(Ordering::SeqCst) {
            self.options.in_time("answering")?;
            for exchange in self.desks[us].exchanges()? {
                let id = exchange["id"].as_str().unwrap_or_default().to_owned();
                let waits = exchange["direction"] == "in" && exchange["state"] == "routed";
                if waits && !answered.contains(&id) && !self.ended.load(Ordering::SeqCst) {
                    self.desks[us].answer(&id, &format!("{}-a{}", self.sites[us].id, answered.len()))?;
                    answered.insert(id);
                }
            }
            self.dice.rest(200, 800);
        }
        Ok(())
    }

    /// Kills one node, sometimes both, at any moment, and starts it again.
    fn kill(&self) -> Result<(), String> {
        let mut killed = 0;
        while killed < self.options.kills {
            self.go_on("killing")?;
            self.dice.rest(50, 1_200);
            let first = self.dice.below(2) as usize;
            let victims = if self.dice.below(8) == 0 { vec![first, 1 - first] } else { vec![first] };
            for victim in &victims {
                self.sites[*victim].kill()?;
                killed += 1;
            }
            self.dice.rest(0, 400);
            for victim in &victims {
                self.sites[*victim].start()?;
            }
            while !victims.iter().all(|victim| self.desks[*victim].api.is_there()) {
                self.go_on("a node is starting again")?;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        self.killed.store(true, Ordering::SeqCst);
        Ok(())
    }

    fn wait_for_answers(&self, asked: &[Result<BTreeSet<String>, String>]) -> Result<(), String> {
        for us in [0, 1] {
            let Some(Ok(asked)) = asked.get(us) else { return Err("not everything was asked".to_owned()) };
            loop {
                let open = self.open(us, asked)?;
                if open == 0 {
                    break;
                }
                self.go_on(&format!("{open} questions of {} have no answer", self.sites[us].id))?;
                std::thread::sleep(Duration::from_millis(500));
            }
        }
        Ok(())
    }

    fn open(&self, us: usize, asked: &BTreeSet<String>) -> Result<usize, String> {
        let all = self.desks[us].exchanges()?;
        let done = all.iter().filter(|one| one["direction"] == "out" && one["state"] == "answered");
        let done: BTreeSet<&str> = done.filter_map(|one| one["id"].as_str()).collect();
        Ok(asked.iter().filter(|id| !done.contains(id.as_str())).count())
    }

    /// Every delivery, of questions and of answers, has its receipt.
    fn settle(&self, asked: &[BTreeSet<String>; 2]) -> Result<(), String> {
        for us in [0, 1] {
            for exchange in self.desks[us].exchanges()? {
                let id = exchange["id"].as_str().unwrap_or_default();
                if exchange["direction"] == "out" && !asked[us].contains(id) {
                    return Err(format!("{} began {id}, which nobody asked for", self.sites[us].id));
                }
                while !is_matched(&self.desks[us].deliveries(id)?) {
                    self.options.in_time(&format!("{}: a delivery of {id} has no receipt", self.sites[us].id))?;
                    std::thread::sleep(Duration::from_millis(500));
                }
            }
        }
        Ok(())
    }
}

fn is_matched(deliveries: &[(String, bool)]) -> bool {
    !deliveries.is_empty() && deliveries.iter().all(|(state, receipt)| state == "delivered" && *receipt)
}
