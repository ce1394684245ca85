//! Many nodes in one process, each with its own directory, keys, database and holdings, joined by a wire that keeps
//! parcels in the order in which they were handed over. For demonstration; a simulation puts its own wire between.

mod member;

pub use member::{Founding, Member};

use exchange::parcel::Outgoing;
use model::{AuthorityId, Chance, Failure, Instant, Stop};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The nodes, and what is under way between them.
pub struct Federation {
    members: BTreeMap<AuthorityId, Member>,
    under_way: VecDeque<(AuthorityId, Outgoing)>,
    away: BTreeSet<AuthorityId>,
}

/// What happened while parcels moved, for whoever tells the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Who handed it over.
    pub from: AuthorityId,
    /// To whom.
    pub hop: AuthorityId,
    /// How many bytes.
    pub bytes: usize,
}

impl Federation {
    /// No nodes yet.
    pub fn new() -> Federation {
        Federation { members: BTreeMap::new(), under_way: VecDeque::new(), away: BTreeSet::new() }
    }

    /// Adds a node.
    pub fn join(&mut self, member: Member) {
        self.members.insert(member.station().us().id.clone(), member);
    }

    /// One node.
    pub fn member(&mut self, id: &AuthorityId) -> Result<&mut Member, Failure> {
        self.members.get_mut(id).ok_or_else(|| Failure::new("looking for a node", format!("{id} is not here")))
    }

    /// All nodes, by id.
    pub fn members(&mut self) -> impl Iterator<Item = &mut Member> {
        self.members.values_mut()
    }

    /// Hands a parcel to the wire.
    pub fn hand(&mut self, from: &AuthorityId, parcel: Outgoing) {
        self.under_way.push_back((from.clone(), parcel));
    }

    /// Lets every node publish its log and show it to its partners, who cosign it; until nothing moves at this instant.
    pub fn witness(&mut self, at: Instant, chance: &mut dyn Chance) -> Result<Vec<Moved>, Stop> {
        for member in self.members.values_mut() {
            let from = member.station().us().id.clone();
            let shown = member.witness(at, chance)?;
            self.under_way.extend(shown.into_iter().map(|parcel| (from.clone(), parcel)));
        }
        let moved = self.settle(at, chance)?;
        for member in self.members.values_mut() {
            member.put_witnessed(at)?;
        }
        Ok(moved)
    }

    /// Takes a node off the wire: it sends nothing, and the others keep what is for it.
    pub fn part(&mut self, id: &AuthorityId) {
        self.away.insert(id.clone());
    }

    /// Puts a node back on the wire.
    pub fn rejoin(&mut self, id: &AuthorityId) {
        self.away.remove(id);
    }

    /// Lets a node that nobody can reach open a line to `relay`, fetch what waits for it there, and send what is due over the
    /// same line.
    pub fn fetch(
        &mut self,
        id: &AuthorityId,
        relay: &AuthorityId,
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<Vec<Moved>, Stop> {
        let (waits, due) = (self.member(relay)?.due_to(id, at, chance)?, self.member(id)?.due_over(relay, at, chance)?);
        let waits = waits.into_iter().map(|parcel| (relay.clone(), parcel));
        let mut line: VecDeque<_> = waits.chain(due.into_iter().map(|parcel| (id.clone(), parcel))).collect();
        let mut moved = Vec::new();
        while let Some((from, parcel)) = line.pop_front() {
            if parcel.hop() != id && parcel.hop() != relay {
                self.under_way.push_back((from, parcel));
                continue;
            }
            line.extend(self.take(&from, &parcel, at, chance)?);
            self.member(&from)?.note_kept(&parcel, at, chance)?;
            moved.push(Moved { from, hop: parcel.hop().clone(), bytes: parcel.bytes().len() });
        }
        Ok(moved)
    }

    /// A parcel arrives; says what goes back, and from whom.
    fn take(
        &mut self,
        from: &AuthorityId,
        parcel: &Outgoing,
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<Vec<(AuthorityId, Outgoing)>, Stop> {
        let member = self.member(parcel.hop())?;
        let replies = member.receive(from, parcel.bytes(), at, chance)?;
        let by = member.station().us().id.clone();
        Ok(replies.into_iter().map(|reply| (by.clone(), reply)).collect())
    }

    /// Lets every node send what is due and take what arrives, until nothing moves at this instant. While a node is away, the
    /// others know it and keep what is for it.
    pub fn settle(&mut self, at: Instant, chance: &mut dyn Chance) -> Result<Vec<Moved>, Stop> {
        let mut moved = Vec::new();
        loop {
            self.send(at, chance)?;
            if self.under_way.is_empty() {
                return Ok(moved);
            }
            while let Some((from, parcel)) = self.under_way.pop_front() {
                if self.away.contains(parcel.hop()) {
                    continue;
                }
                let replies = self.take(&from, &parcel, at, chance)?;
                self.under_way.extend(replies);
                if !self.away.is_empty() {
                    self.member(&from)?.note_kept(&parcel, at, chance)?;
                }
                moved.push(Moved { from, hop: parcel.hop().clone(), bytes: parcel.bytes().len() });
            }
        }
    }

    /// Every node that is on the wire hands over what is due to those who are on it.
    fn send(&mut self, at: Instant, chance: &mut dyn Chance) -> Result<(), Stop> {
        let here: Vec<AuthorityId> = self.members.keys().filter(|id| !self.away.contains(*id)).cloned().collect();
        let all = self.away.is_empty();
        for id in &here {
            let member = self.member(id)?;
            let parcels = if all { member.due(at, chance)? } else { member.due_among(&here, at, chance)? };
            self.under_way.extend(parcels.into_iter().map(|parcel| (id.clone(), parcel)));
        }
        Ok(())
    }
}

impl Default for Federation {
    fn default() -> Federation {
        Federation::new()
    }
}
