//! A scene: the wide ground without weather, for tests that look at one check. Parcels arrive at once and in order; time
//! stands still until a test moves it.

use crate::ground::{Ground, Tie};
use crate::node::Node;
use crate::rules::Rules;
use crate::{form, keeping};
use audit::{Event, Row};
use exchange::after::after_due;
use exchange::outbound::{Approver, Draft, DraftForm};
use exchange::parcel::Outgoing;
use exchange::{Addressee, Station, advance, answer_due, due, receive};
use jiff::SignedDuration;
use model::{AuthorityId, DraftId, ExchangeId, Failure, Instant, MessageId, Officer, Role, Stop, Subject, Urgency};
use seal::{EpochPublic, NodeSecrets, SignedCard};
use std::collections::VecDeque;
use store::Tx;
use tempfile::TempDir;

/// Tallinn.
pub const EE: usize = 0;
/// Helsinki.
pub const FI: usize = 1;
/// Riga; Helsinki's arrangement with it has a schedule for the neutral answer.
pub const LV: usize = 2;
/// The relay between Tallinn and Riga.
pub const HUB: usize = 3;
/// Nairobi.
pub const KE: usize = 4;
/// Exampleland, invented; the schedule answers it.
pub const XX: usize = 5;

/// Nodes at work, and what stands still around them.
pub struct Scene {
    /// The nodes, by the places above.
    pub nodes: Vec<Node>,
    /// Who may exchange with whom.
    pub ties: Vec<Tie>,
    /// The present moment.
    pub now: Instant,
    roots: Vec<model::Digest>,
    _folder: TempDir,
}

/// A request that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The item.
    pub draft: DraftId,
    /// Its exchange.
    pub exchange: ExchangeId,
    /// Its message.
    pub message: MessageId,
}

impl Scene {
    /// A scene on fresh copies of `ground`, which must be a wide one.
    pub fn on(ground: &Ground) -> Result<Scene, Stop> {
        let folder = crate::ground::folder()?;
        let directories = ground.copy_to(folder.path())?;
        let now = ground.start + SignedDuration::from_hours(1);
        let places = ground.sites.iter().zip(directories);
        let mut nodes: Vec<Node> = places
            .map(|(site, directory)| Node::new(site, directory, &ground.rules, SignedDuration::ZERO, 1))
            .collect();
        for node in &mut nodes {
            node.start(now)?;
        }
        let roots = ground.sites.iter().map(|site| site.root).collect();
        Ok(Scene { nodes, ties: ground.ties.clone(), now, roots, _folder: folder })
    }

    /// A scene on a ground of its own.
    pub fn new() -> Result<Scene, Stop> {
        Scene::on(&Ground::lay_wide(Rules::read()?, 1)?)
    }

    /// Moves time on.
    pub fn wait(&mut self, span: SignedDuration) {
        self.now += span;
    }

    /// The id of a node.
    pub fn id(&self, place: usize) -> AuthorityId {
        self.nodes[place].id().clone()
    }

    /// One visit to a node.
    pub fn visit<T>(
        &mut self,
        place: usize,
        step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.nodes[place].visit("scene", self.now, step)
    }

    /// The addressee `to`, under its arrangement with `from`.
    pub fn addressee(&self, from: usize, to: usize) -> Result<Addressee, Failure> {
        let tie = self.ties.iter().find(|tie| tie.between == (from, to) || tie.between == (to, from));
        let tie = tie.ok_or_else(|| Failure::new("addressing", "the two have no arrangement"))?;
        Ok(Addressee { to: self.id(to), under: tie.under.clone() })
    }

    /// A request as an officer fills it in.
    pub fn form(&self, from: usize, to: usize, case: &str, about: Subject) -> Result<DraftForm, Failure> {
        form::request(vec![self.addressee(from, to)?], case, about, Urgency::Ordinary)
    }

    /// Takes a form through the whole way out, up to the outbox.
    pub fn send(&mut self, from: usize, form: DraftForm) -> Result<Asked, Stop> {
        self.visit(from, |station, tx| {
            let (desk, approver) = (desk()?, approver()?);
            let draft = Draft::write(station, tx, &desk, form)?;
            let (id, exchange) = (draft.id(), draft.exchange());
            let marked = draft.ground(station, tx, &desk)?.mark(station, tx, &desk, form::marking()?)?;
            let approver = Approver { officer: &approver, proved_at: tx.at() };
            let sent = marked.release(station, tx, &approver)?.seal(station, tx)?.send(station, tx)?;
            Ok(Asked { draft: id, exchange, message: sent.message() })
        })
    }

    /// Asks about a person, and lets everything arrive.
    pub fn ask(&mut self, from: usize, to: usize, case: &str, about: Subject) -> Result<Asked, Stop> {
        let form = self.form(from, to, case, about)?;
        let asked = self.send(from, form)?;
        self.settle()?;
        Ok(asked)
    }

    /// The parcels that are due at a node now, not handed over.
    pub fn due(&mut self, place: usize) -> Result<Vec<Outgoing>, Stop> {
        self.visit(place, |station, tx| {
            answer_due(station, tx)?;
            after_due(station, tx)?;
            due(tx, 256)
        })
    }

    /// Gives bytes to a node as if `from` had handed them over; what goes back is returned.
    pub fn give(&mut self, from: usize, to: usize, bytes: &[u8]) -> Result<Vec<Outgoing>, Stop> {
        let sender = self.id(from);
        self.visit(to, |station, tx| receive(station, tx, &sender, bytes))
    }

    /// Carries one parcel, and whatever comes back, to the end.
    pub fn carry(&mut self, from: usize, parcel: &Outgoing) -> Result<(), Stop> {
        let mut under_way = VecDeque::from([(from, parcel.clone())]);
        while let Some((from, parcel)) = under_way.pop_front() {
            let Some(to) = self.nodes.iter().position(|node| node.id() == parcel.hop()) else { continue };
            under_way.extend(self.give(from, to, parcel.bytes())?.into_iter().map(|reply| (to, reply)));
            under_way.extend(self.visit(to, |_, tx| due(tx, 256))?.into_iter().map(|parcel| (to, parcel)));
        }
        Ok(())
    }

    /// Lets everything that is due arrive, until nothing moves. Says who handed how many bytes to whom.
    pub fn settle(&mut self) -> Result<Vec<(usize, usize, usize)>, Stop> {
        let (mut moved, mut under_way) = (Vec::new(), VecDeque::new());
        loop {
            for place in 0..self.nodes.len() {
                under_way.extend(self.due(place)?.into_iter().map(|parcel| (place, parcel)));
            }
            if under_way.is_empty() {
                return Ok(moved);
            }
            while let Some((from, parcel)) = under_way.pop_front() {
                let Some(to) = self.nodes.iter().position(|node| node.id() == parcel.hop()) else { continue };
                moved.push((from, to, parcel.bytes().len()));
                under_way.extend(self.give(from, to, parcel.bytes())?.into_iter().map(|reply| (to, reply)));
                self.visit(to, |station, tx| advance(station, tx).map(drop))?;
            }
        }
    }

    /// The log of a node.
    pub fn log(&self, place: usize) -> Result<Vec<Event>, Stop> {
        self.nodes[place].look(self.now, |_, tx| {
            let rows = tx.audit().rows(0, 1_000_000)?;
            let entry = |row: Row| match row {
                Row::Kept(stored) => stored.entry().ok().map(|entry| entry.event),
                Row::Erased { .. } => None,
            };
            Ok(rows.into_iter().filter_map(entry).collect())
        })
    }

    /// The check of the last fault in a node's log, if that is its last entry.
    pub fn last_fault(&self, place: usize) -> Result<Option<String>, Stop> {
        Ok(match self.log(place)?.last() {
            Some(Event::Fault { check, .. }) => Some(check.as_str().to_owned()),
            _ => None,
        })
    }

    /// Suspends an arrangement on one side.
    pub fn suspend(&mut self, place: usize, with: usize) -> Result<(), Stop> {
        let under = self.addressee(place, with)?.under;
        self.visit(place, |station, tx| keeping::suspend(station, tx, &under))
    }

    /// The secrets of a node, to forge with.
    pub fn secrets(&mut self, place: usize) -> Result<NodeSecrets, Stop> {
        let bytes = self.visit(place, |_, tx| tx.secrets().get("node"))?;
        let bytes = bytes.ok_or_else(|| Failure::new("forging", "there are no secrets"))?;
        Ok(NodeSecrets::from_bytes(&bytes)?)
    }

    /// The fingerprint of a node's root.
    pub fn root(&self, place: usize) -> model::Digest {
        self.roots[place]
    }

    /// The epoch key to which one seals for a node now.
    pub fn epoch(&mut self, place: usize) -> Result<EpochPublic, Stop> {
        let card = self.visit(place, |station, tx| station.card(tx))?;
        let card = SignedCard::verify(&card, &self.roots[place], self.now)?;
        Ok(card.epoch_for(self.now)?.clone())
    }
}

/// The desk officer of every node.
pub fn desk() -> Result<Officer, Failure> {
    form::officer("desk", Role::DeskOfficer)
}

/// The approver of every node.
pub fn approver() -> Result<Officer, Failure> {
    form::officer("approver", Role::Approver)
}

/// The other approver.
pub fn second() -> Result<Officer, Failure> {
    form::officer("second", Role::Approver)
}
