//! A node at work on loopback, with a clock that the test moves.

use exchange::outbound::{Approver, Draft, DraftForm, MarkingForm};
use exchange::{PublishedLog, Station, Ways};
use model::{
    Arrangement, ArrangementId, Authority, AuthorityId, Body, Clock, Digest, ExchangeId, Instant, Officer, OfficerId,
    Role, State, Stop, UnitId,
};
use node::administration::officers::{Credentials, enrol, enrol_first};
use node::administration::{arrangements, peers};
use node::api::{Node, Served};
use node::peers::{Budget, Lines, Peering, listen};
use node::rules::Rules;
use node::system::SystemChance;
use node::worker::Worker;
use seal::keys::{PeerSecret, fingerprint_words};
use seal::rest::NodeKey;
use serde_json::json;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant as Moment};
use store::{Store, Tx};
use tokio::runtime::Runtime;

/// The story begins here.
const BEGIN: i64 = 1_795_395_120;

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl HandClock {
    pub fn new() -> HandClock {
        HandClock(Arc::new(AtomicI64::new(BEGIN)))
    }

    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A node that was founded, not yet at work.
pub struct Site {
    pub node: Node,
    pub clock: HandClock,
    pub root: Digest,
    pub key: Arc<PeerSecret>,
    log: Option<PublishedLog>,
    _folder: tempfile::TempDir,
}

/// A node at work.
pub struct Working {
    pub site: Site,
    pub address: SocketAddr,
    pub peering: Arc<Peering>,
    worker: Option<Worker>,
    runtime: Option<Runtime>,
    lines: Arc<Lines>,
}

pub fn id(text: &str) -> AuthorityId {
    AuthorityId::parse(text).unwrap()
}

fn officer(text: &str, role: Role) -> Officer {
    Officer {
        id: OfficerId::parse(text).unwrap(),
        roles: BTreeSet::from([role]),
        unit: UnitId::parse("spoc").unwrap(),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

impl Site {
    pub fn found(name: &str, state: &str, body: Body, clock: &HandClock) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let (at, mut chance) = (clock.now(), SystemChance);
        let authority = Authority {
            id: id(name),
            name: format!("Test desk {name}"),
            state: State::parse(state).unwrap(),
            body,
            zone: "Europe/Helsinki".into(),
        };
        let store = Store::open(&folder.path().join("node"), NodeKey::draw(&mut chance).unwrap()).unwrap();
        let root = exchange::found(&store, &authority, at, &mut chance).unwrap().fingerprint;
        let Rules { lawbook, policies } = Rules::built_in().unwrap();
        let ways = Ways { contact: UnitId::parse("spoc").unwrap(), least_probability: 0.5, most_candidates: 10 };
        let station = Station::open(&store, lawbook, policies, ways, at, &mut chance).unwrap();
        let log = Some(PublishedLog::open(&station, &store, at).unwrap());
        let key = station.peer_key().clone();
        let node = Served::new(store, station, Box::new(clock.clone()));
        let site = Site { node, clock: clock.clone(), root, key, log, _folder: folder };
        let credentials = || Credentials { password: "none".into(), totp: vec![1; 20].into() };
        site.step(|station, tx| {
            let admin = officer("admin", Role::Administrator);
            enrol_first(tx, &admin, credentials())?;
            for (name, role) in
                [("desk", Role::DeskOfficer), ("approver", Role::Approver), ("overseer", Role::Overseer)]
            {
                enrol(station, tx, &admin, &officer(name, role), credentials())?;
            }
            Ok(())
        });
        site
    }

    /// The administrator of every site.
    pub fn administrator() -> Officer {
        officer("admin", Role::Administrator)
    }

    pub fn id(&self) -> &AuthorityId {
        &self.node.station().us().id
    }

    pub fn try_step<T>(&self, step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        let node = &self.node;
        node.store().tx("test", node.now(), &mut SystemChance, |tx| step(node.station(), tx))
    }

    pub fn step<T>(&self, step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>) -> T {
        self.try_step(step).unwrap()
    }

    pub fn card(&self) -> Vec<u8> {
        self.step(|station, tx| station.card(tx))
    }

    /// Adds another node by its card and its words.
    pub fn add(&self, other: &Site, address: Option<SocketAddr>) {
        let (card, words) = (other.card(), fingerprint_words(&other.root));
        let address = address.map(|address| address.to_string());
        self.step(|station, tx| {
            peers::add(station, tx, &officer("admin", Role::Administrator), &card, &words, address.as_deref())
        });
    }

    /// Registers an arrangement with another node.
    pub fn arrange(&self, other: &Site, relay: Option<&AuthorityId>) {
        let arrangement = arrangement(self.id(), other.id(), &other.root, relay);
        self.step(|station, tx| {
            arrangements::register(station, tx, &officer("admin", Role::Administrator), &arrangement)
        });
    }

    /// Asks `to` about a person; the exchange.
    pub fn ask(&self, to: &AuthorityId, case: &str) -> ExchangeId {
        let form: DraftForm = serde_json::from_value(json!({
            "kind": "information", "to": [{ "to": to.as_str(), "under": "test" }], "offence": "terrorist-financing",
            "purpose": "investigation", "urgency": "ordinary", "case": case, "unit": "spoc",
            "content": { "content": "request", "subjects": [
                { "subject": "person", "names": ["Canary Testinen"], "category": "person-concerned" }
            ], "question": "?", "justification": "!" }
        }))
        .unwrap();
        let marking: MarkingForm = serde_json::from_value(json!({
            "handling": { "codes": ["H1"] }, "retention": { "review": "2027-11-23", "until": "2029-11-23" }
        }))
        .unwrap();
        let (desk, approver) = (officer("desk", Role::DeskOfficer), officer("approver", Role::Approver));
        let at = self.node.now();
        let exchange = self.step(|station, tx| {
            let draft = Draft::write(station, tx, &desk, form)?;
            let marked = draft.ground(station, tx, &desk)?.mark(station, tx, &desk, marking)?;
            let approver = Approver { officer: &approver, proved_at: at };
            Ok(marked.release(station, tx, &approver)?.seal(station, tx)?.send(station, tx)?.exchange())
        });
        self.node.nudge();
        exchange
    }

    /// The state of an exchange.
    pub fn state(&self, exchange: ExchangeId) -> Option<String> {
        self.step(|_, tx| Ok(tx.exchanges().get(exchange)?.map(|row| row.state)))
    }

    /// The names of the events in the log.
    pub fn events(&self) -> Vec<audit::Event> {
        let rows = self.step(|_, tx| tx.audit().rows(0, 100_000));
        let entry = |row: &audit::Row| match row {
            audit::Row::Kept(kept) => Some(kept.entry().unwrap().event),
            audit::Row::Erased { .. } => None,
        };
        rows.iter().filter_map(entry).collect()
    }

    pub fn count(&self, event: &str) -> usize {
        self.events().iter().filter(|known| known.name() == event).count()
    }

    /// Puts it to work: its worker, its lines, and a peer port if it is to have one.
    pub fn work(self, port: bool) -> Working {
        self.work_within(port, Budget::default())
    }

    pub fn work_within(mut self, port: bool, budget: Budget) -> Working {
        let runtime = Runtime::new().unwrap();
        let peering = Peering::new(self.node.clone(), budget, Duration::from_secs(1)).unwrap();
        let lines = Lines::new(peering.clone(), runtime.handle().clone());
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        if port {
            let (peering, lines) = (peering.clone(), lines.clone());
            runtime.spawn(async move { listen(peering, lines, listener).await });
        }
        let log = self.log.take().unwrap();
        let worker = Some(Worker::start(self.node.clone(), log, peering.clone(), lines.clone()));
        Working { site: self, address, peering, worker, runtime: Some(runtime), lines }
    }
}

impl Working {
    /// Lets what was set by hand be seen at once.
    pub fn refresh(&self) {
        self.peering.refresh().unwrap();
        self.site.node.nudge();
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.lines.end();
        if let Some(worker) = self.worker.take() {
            let _ = worker.stop();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }
}

fn arrangement(us: &AuthorityId, them: &AuthorityId, root: &Digest, relay: Option<&AuthorityId>) -> Arrangement {
    let mut between = [us.as_str(), them.as_str()];
    between.sort_unstable();
    let found: Arrangement = serde_json::from_value(json!({
        "id": "test", "title": "Test arrangement", "kind": "implementing", "invented": true,
        "between": between, "kinds": ["information"], "offences": [],
        "purposes": ["prevention", "investigation"], "categories": ["none", "personal"],
        "handling": { "codes": ["H0"] }, "safeguards": false, "from": "2025-01-01", "review": "2027-12-01",
        "partner_root": root.to_string(), "relay": relay.map(AuthorityId::as_str)
    }))
    .unwrap();
    assert_eq!(found.id, ArrangementId::parse("test").unwrap());
    found
}

/// Waits for something to become true; fails after a time that no healthy machine needs.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Moment::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(40), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Two desks at work that are partners and can both be reached.
pub fn partners() -> (Working, Working) {
    let clock = HandClock::new();
    let fi = Site::found("fi-spoc", "FIN", Body::Police, &clock).work(true);
    let ee = Site::found("ee-spoc", "EST", Body::Police, &clock).work(true);
    for (us, them) in [(&fi, &ee), (&ee, &fi)] {
        us.site.add(&them.site, Some(them.address));
        us.site.arrange(&them.site, None);
        us.refresh();
    }
    (fi, ee)
}
