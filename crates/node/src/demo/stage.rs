//! The stage: the federation founded, staffed, introduced and filled; the story's clock; and what officers do on it.

use super::cast::{self, NodePlan, Plan};
use super::people;
use super::teller::{Expected, Teller, Told};
use crate::administration::lists::{Edition, import};
use crate::administration::{arrangements, officers};
use crate::configuration::{Configuration, FILE};
use crate::federation::{Federation, Founding, Member, Moved};
use crate::key_place;
use crate::rules::Rules;
use crate::system::SystemChance;
use exchange::bundle::{self, Reading};
use exchange::reading::{Asked, Disclosed, ReadItem, read};
use exchange::{Station, advance, introduce, take_in};
use formats::{Guards, ListEntry, ofac};
use jiff::ToSpan;
use model::arrangement::StandingKind;
use model::record::{Origin, Record};
use model::{
    AuthorityId, CaseReference, Chance as _, Digest, Failure, Handling, HandlingCode, Instant, Marker, Officer,
    Purpose, RecordId, Retention, Stop, Subject,
};
use seal::digest::sha256;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use store::Tx;

const SDN: &[u8] = include_bytes!("../../../../demo/lists/ofac/sdn.csv");
const ALT: &[u8] = include_bytes!("../../../../demo/lists/ofac/alt.csv");
const ADD: &[u8] = include_bytes!("../../../../demo/lists/ofac/add.csv");
const COMMENTS: &[u8] = include_bytes!("../../../../demo/lists/ofac/sdn_comments.csv");

/// The list as a record's source names it.
pub(super) const LIST: &str = "OFAC-SDN";

/// Story time begins at 03:12 in Tallinn.
const BEGINNING: &str = "2026-11-23T01:12:00Z";

/// The federation and its clock.
pub(super) struct Stage {
    folder: PathBuf,
    plan: Plan,
    federation: Federation,
    chance: SystemChance,
    rules: Rules,
    at: Instant,
    /// The exchange of the first story, on which a statutory limit ran.
    pub(super) limited: Option<model::ExchangeId>,
    /// The exchange of the second story, which the fifth one tries to look into.
    pub(super) exchange: Option<model::ExchangeId>,
    /// What Helsinki told Nairobi in the sixth story, which the seventh takes back.
    pub(super) told: Option<(model::ExchangeId, model::MessageId)>,
}

impl Stage {
    /// Founds and fills every node in `folder`.
    pub(super) fn set(folder: &Path, teller: &mut Teller) -> Result<Stage, Stop> {
        let rules = Rules::built_in().map_err(|e| Failure::new("reading the rules", e))?;
        let mut stage = Stage {
            folder: folder.to_owned(),
            plan: cast::plan()?,
            federation: Federation::new(),
            chance: SystemChance,
            rules,
            at: BEGINNING.parse().map_err(|e| Failure::new("setting the story's clock", e))?,
            limited: None,
            exchange: None,
            told: None,
        };
        let roots = stage.found(teller)?;
        stage.arrange(&roots)?;
        stage.fill(teller)?;
        Ok(stage)
    }

    fn found(&mut self, teller: &mut Teller) -> Result<BTreeMap<AuthorityId, Digest>, Stop> {
        let mut roots = BTreeMap::new();
        for node in self.plan.nodes.clone() {
            let directory = self.folder.join(node.id.as_str());
            let configuration = Configuration::new(cast::unit(cast::CONTACT)?);
            let ways = configuration.ways();
            let founding = Founding { directory: &directory, authority: &node.authority(), ways, rules: &self.rules };
            let (member, root) =
                Member::found_with_key(&founding, &key_place::of_federation(&directory), self.at, &mut self.chance)?;
            let written = std::fs::write(directory.join(FILE), configuration.to_toml());
            written.map_err(|e| Failure::new("writing the configuration", e))?;
            staff(&member, self.at, &mut self.chance)?;
            roots.insert(node.id.clone(), root);
            self.federation.join(member);
            teller.progress(&format!("{} founded: keys, card, database, officers", node.place));
        }
        Ok(roots)
    }

    /// Registers every arrangement on both sides, signs the standing approvals, exchanges the cards.
    fn arrange(&mut self, roots: &BTreeMap<AuthorityId, Digest>) -> Result<(), Stop> {
        let (administrator, approver) = (cast::officer("administrator")?, cast::officer("approver")?);
        let until = jiff::civil::date(2027, 1, 1);
        for plan in &self.plan.arrangements {
            for (us, them) in [(&plan.between.0, &plan.between.1), (&plan.between.1, &plan.between.0)] {
                let root = roots.get(them).ok_or_else(|| Failure::new("arranging", format!("no root of {them}")))?;
                let arrangement = plan.arrangement(us, *root);
                let member = self.federation.member(us)?;
                let card = member.step("arrange", self.at, &mut self.chance, |station, tx| {
                    arrangements::register(station, tx, &administrator, &arrangement)?;
                    let mut covers = BTreeSet::from([StandingKind::Acknowledgement]);
                    if plan.has_schedule() {
                        covers.insert(StandingKind::NeutralAnswer);
                    }
                    arrangements::sign_standing(station, tx, &approver, &plan.id, until, covers)?;
                    introduce(station, tx, &plan.id)
                })?;
                self.federation.hand(us, card);
            }
        }
        self.federation.settle(self.at, &mut self.chance)?;
        Ok(())
    }

    /// Fills the holdings: synthetic people, and the external list in every node but the relay.
    fn fill(&mut self, teller: &mut Teller) -> Result<(), Stop> {
        let files = ofac::Files { sdn: SDN, alt: ALT, add: ADD, comments: COMMENTS };
        let list = ofac::read(&files, &Guards::OFAC, &mut |_| {}).map_err(|e| Failure::new("reading the list", e))?;
        let document = sha256(&[SDN, ALT, ADD, COMMENTS]);
        for node in self.plan.nodes.clone().iter().filter(|node| !node.is_relay()) {
            self.fill_one(node, &list.entries, document)?;
            let (people, entries) = (node.people, list.entries.len());
            teller.progress(&format!(
                "{} holds {people} synthetic people, and {entries} entries of an external list without legal effect there",
                node.place
            ));
        }
        Ok(())
    }

    fn fill_one(&mut self, node: &NodePlan, entries: &[ListEntry], document: Digest) -> Result<(), Stop> {
        let people = people::held_by(node.authority().state, node.people);
        let compartment = cast::unit(cast::CONTACT)?;
        let edition = Edition { list: LIST, document, entries, compartment: &compartment, shrunk: false };
        let mut records = Vec::new();
        for subject in people {
            records.push(record(&mut self.chance, subject, cast::CONTACT, None)?);
        }
        self.federation.member(&node.id)?.step("fill", self.at, &mut self.chance, |station, tx| {
            for record in &records {
                take_in(station, tx, record, "own-file", None)?;
            }
            import(station, tx, &edition, None, &mut |_| {}).map(drop)
        })
    }

    /// The story's present.
    pub(super) fn now(&self) -> Instant {
        self.at
    }

    /// Where the nodes live.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the node decides by.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Lets minutes pass.
    pub(super) fn pass(&mut self, minutes: i64) -> Result<(), Stop> {
        let passed = self.at.checked_add(minutes.minutes()).map_err(|e| Failure::new("letting time pass", e))?;
        self.at = passed;
        Ok(())
    }

    /// Lets time pass until `then`.
    pub(super) fn pass_until(&mut self, then: Instant) {
        self.at = self.at.max(then);
    }

    /// A node goes off the wire.
    pub(super) fn part(&mut self, node: &AuthorityId) {
        self.federation.part(node);
    }

    /// A node is back on the wire.
    pub(super) fn rejoin(&mut self, node: &AuthorityId) {
        self.federation.rejoin(node);
    }

    /// Lets every parcel move that can move now.
    pub(super) fn settle(&mut self) -> Result<Vec<Moved>, Stop> {
        self.federation.settle(self.at, &mut self.chance)
    }

    /// A node that nobody can reach fetches what waits for it at the relay.
    pub(super) fn fetch(&mut self, node: &AuthorityId, relay: &AuthorityId) -> Result<Vec<Moved>, Stop> {
        self.federation.fetch(node, relay, self.at, &mut self.chance)
    }

    /// A node writes what waits for a partner to a file.
    pub(super) fn write_bundle(&mut self, from: &AuthorityId, to: &AuthorityId) -> Result<Vec<u8>, Stop> {
        let at = self.at;
        self.federation.member(from)?.publish(at)?;
        let written =
            self.step(from, "write a bundle", |station, tx| bundle::write(station, tx, to, bundle::MOST_BYTES))?;
        Ok(written.bytes)
    }

    /// A node reads a file, and goes on with what it admitted.
    pub(super) fn read_bundle(&mut self, at: &AuthorityId, bytes: &[u8]) -> Result<Reading, Stop> {
        let read = self.step(at, "read a bundle", |station, tx| bundle::read(station, tx, bytes))?;
        self.step(at, "screen", |station, tx| advance(station, tx).map(drop))?;
        Ok(read)
    }

    /// One step at a node, in a transaction of its own; a refusal is logged there.
    pub(super) fn step<T>(
        &mut self,
        node: &AuthorityId,
        name: &str,
        step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.federation.member(node)?.step(name, self.at, &mut self.chance, step)
    }

    /// A step that may be refused, with its exchange and officer for the log.
    pub(super) fn attempt<T>(
        &mut self,
        node: &AuthorityId,
        exchange: model::ExchangeId,
        officer: &Officer,
        step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let member = self.federation.member(node)?;
        let trying = exchange::Trying { name: "attempt", exchange: Some(exchange), officer: Some(&officer.id) };
        let station = member.station();
        exchange::attempt(member.store(), trying, self.at, &mut self.chance, |tx| step(station, tx))
    }

    /// An officer reads, through the reading chain.
    pub(super) fn read(
        &mut self,
        node: &AuthorityId,
        officer: &Officer,
        item: ReadItem,
        case: &CaseReference,
    ) -> Result<Disclosed, Stop> {
        let member = self.federation.member(node)?;
        let asked = Asked::new(officer, item, Purpose::Investigation, case.clone()).restriction_read();
        read(member.station(), member.store(), self.at, &mut self.chance, asked)
    }

    /// Puts a record of a story into a node's holdings, in the compartment of a unit.
    pub(super) fn hold(
        &mut self,
        node: &AuthorityId,
        subject: Subject,
        unit: &str,
        marker: Option<Marker>,
    ) -> Result<RecordId, Stop> {
        let record = record(&mut self.chance, subject, unit, marker)?;
        self.step(node, "hold", |station, tx| take_in(station, tx, &record, "own-file", None))?;
        Ok(record.id)
    }

    /// A node as another authority names it to a third.
    pub(super) fn party(&self, node: &AuthorityId) -> Result<model::ThirdParty, Failure> {
        let found = self.plan.nodes.iter().find(|plan| &plan.id == node);
        let found = found.ok_or_else(|| Failure::new("telling a story", format!("{node} is not in the plan")))?;
        Ok(model::ThirdParty::of(&found.authority()))
    }

    /// The zone and place of a node, for the teller.
    pub(super) fn place(&self, node: &AuthorityId) -> (String, String) {
        let found = self.plan.nodes.iter().find(|plan| &plan.id == node);
        found.map_or_else(Default::default, |plan| (plan.zone.clone(), plan.place.clone()))
    }

    /// Tells a line at a node.
    pub(super) fn say(&self, teller: &mut Teller, node: &AuthorityId, text: &str) {
        self.say_with(teller, node, text, &[]);
    }

    /// Tells a line at a node, with facts beneath.
    pub(super) fn say_with(&self, teller: &mut Teller, node: &AuthorityId, text: &str, facts: &[String]) {
        let (zone, place) = self.place(node);
        teller.line_with(self.at, &zone, &place, text, facts);
    }

    /// Lets every node publish its log and show it to its partners, who cosign it.
    pub(super) fn witness(&mut self) -> Result<Vec<Moved>, Stop> {
        self.federation.witness(self.at, &mut self.chance)
    }

    /// Lets a node go on with the log that lies in its folder, as after a start.
    pub(super) fn take_up_log(&mut self, node: &AuthorityId) -> Result<(), Stop> {
        let at = self.at;
        Ok(self.federation.member(node)?.take_up_log(at)?)
    }

    /// Publishes the log of every node.
    pub(super) fn publish(&mut self) -> Result<(), Stop> {
        let at = self.at;
        for member in self.federation.members() {
            member.publish(at)?;
        }
        Ok(())
    }

    /// Verifies the published log of every node, from its folder alone.
    pub(super) fn verify(&self, teller: &mut Teller) -> Result<bool, Stop> {
        let mut sound = true;
        for node in &self.plan.nodes {
            if let Err(broken) = audit::verify(&self.folder.join(node.id.as_str()).join("log"), None) {
                teller.trouble(&format!("the log of {}: {broken}", node.place));
                sound = false;
            }
        }
        Ok(sound)
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> Vec<AuthorityId> {
        self.plan.nodes.iter().map(|node| node.id.clone()).collect()
    }
}

fn staff(member: &Member, at: Instant, chance: &mut SystemChance) -> Result<(), Stop> {
    let staff = cast::staff()?;
    member.step("staff", at, chance, |station, tx| {
        // Nobody signs in here: the accounts have no usable password.
        let credentials = || officers::Credentials { password: "!".to_owned(), totp: vec![0; 20].into() };
        let (first, rest) = staff.split_first().ok_or_else(|| Failure::new("staffing", "nobody"))?;
        officers::enrol_first(tx, first, credentials())?;
        rest.iter().try_for_each(|officer| officers::enrol(station, tx, first, officer, credentials()))
    })
}

fn record(chance: &mut SystemChance, subject: Subject, unit: &str, marker: Option<Marker>) -> Result<Record, Failure> {
    Ok(Record {
        id: RecordId(chance.draw()),
        compartment: cast::unit(unit)?,
        origin: Origin::Own { source: "own-file".to_owned() },
        subject,
        handling: Handling::of([HandlingCode::H0]),
        retention: retention(),
        marker,
    })
}

/// Review after a year, last day after three, from the day of the stories.
pub(super) fn retention() -> Retention {
    Retention { review: jiff::civil::date(2027, 11, 23), until: jiff::civil::date(2029, 11, 23) }
}

/// One story as it is being told: what it must show, and how long it took.
pub(super) struct Telling {
    title: String,
    expected: Vec<Expected>,
    begun: Instant,
    clock: std::time::Instant,
}

impl Telling {
    /// Begins a story.
    pub(super) fn begin(stage: &Stage, teller: &mut Teller, title: &str) -> Telling {
        teller.begin(title);
        Telling { title: title.to_owned(), expected: Vec::new(), begun: stage.now(), clock: std::time::Instant::now() }
    }

    /// Something that must hold.
    pub(super) fn must(&mut self, what: impl Into<String>, holds: bool) {
        self.expected.push(Expected { what: what.into(), holds });
    }

    /// Ends the story.
    pub(super) fn end(self, stage: &Stage, teller: &mut Teller, number: u32) -> Told {
        let told = Told {
            story: number,
            title: self.title,
            expected: self.expected,
            story_minutes: stage.now().duration_since(self.begun).as_mins(),
            milliseconds: self.clock.elapsed().as_millis(),
        };
        teller.told(&told);
        told
    }
}
