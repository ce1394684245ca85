//! The station: everything a step needs besides the transaction. Law, policies, keys and the screening index, read once
//! and shared by all steps; the present moment and chance come with each transaction.

use crate::keyring::Keyring;
use crate::{founding, rotation};
use audit::{Code, Event};
use law::Lawbook;
use model::{
    Arrangement, ArrangementId, Authority, AuthorityId, CaseReference, Chance, Check, Failure, Instant, OfficerId,
    Purpose, Refusal, Stop, UnitId,
};
use policy::{Action, Actor, Circumstances, Permit, Policies, Resource, ResourceId};
use screen::Index;
use seal::keys::PeerSecret;
use seal::{NodeSecrets, VerifiedCard};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::{OutboundRow, Store, Tx};

/// How a node works: settings that its administrator chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct Ways {
    /// The unit whose tray receives what comes in: the single point of contact.
    pub contact: UnitId,
    /// Candidates below this probability are not shown to anyone.
    pub least_probability: f64,
    /// At most this many candidates for one subject.
    pub most_candidates: usize,
}

/// A node at work.
pub struct Station {
    us: Authority,
    lawbook: Arc<Lawbook>,
    policies: Arc<Policies>,
    secrets: NodeSecrets,
    peer_key: Arc<PeerSecret>,
    log_name: String,
    directory: PathBuf,
    log_folder: PathBuf,
    keyring: Keyring,
    holdings: Arc<Mutex<Index>>,
    /// The records that carry a protection marker, apart: every item that leaves is looked up here.
    marked: Arc<Mutex<Index>>,
    ways: Ways,
}

impl std::fmt::Debug for Station {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Station").field("us", &self.us.id).finish_non_exhaustive()
    }
}

impl Station {
    /// Opens the node that was founded in `store`: renews keys and card if they are due, builds the screening index.
    pub fn open(
        store: &Store,
        lawbook: Arc<Lawbook>,
        policies: Arc<Policies>,
        ways: Ways,
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<Station, Stop> {
        store.tx("open", at, chance, |tx| {
            let us = founding::authority(tx)?;
            let Some(secrets) = tx.secrets().get("node")? else {
                return Err(Failure::new("opening a node", "its keys are missing; restore them from a backup").into());
            };
            let secrets = NodeSecrets::from_bytes(&secrets)?;
            secrets.check_in_force(at)?;
            rotation::renew(tx, &us, &secrets)?;
            let peer_key = Arc::new(rotation::peer_key(tx)?);
            let (all, marked) = crate::holdings::indexes(&policies, tx)?;
            let (holdings, marked) = (Arc::new(Mutex::new(all)), Arc::new(Mutex::new(marked)));
            let keyring = Keyring::default();
            let log_name = founding::log_origin(&us, rotation::incarnation(tx)?);
            let directory = store.directory().to_owned();
            let log_folder = directory.join("log");
            let station = Station {
                log_name,
                directory,
                log_folder,
                us,
                lawbook,
                policies,
                secrets,
                peer_key,
                keyring,
                holdings,
                marked,
                ways,
            };
            station.note_start(tx)?;
            Ok(station)
        })
    }

    fn note_start(&self, tx: &mut Tx<'_>) -> Result<(), Stop> {
        let event = Event::NodeStarted {
            incarnation: rotation::incarnation(tx)?,
            program: code(concat!("comity-", env!("CARGO_PKG_VERSION")))?,
            policy_set: seal::digest::sha256(&[self.policies.version().0.as_bytes()]),
            lawbook: rules_code(self.lawbook.version())?,
        };
        tx.audit().append(event)?;
        Ok(())
    }

    /// Our authority.
    pub fn us(&self) -> &Authority {
        &self.us
    }

    /// The law that this node reads.
    pub fn lawbook(&self) -> &Lawbook {
        &self.lawbook
    }

    /// The policies that this node enforces.
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// The name under which this node's log is known.
    pub fn log_name(&self) -> &str {
        &self.log_name
    }

    /// The directory of this node.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The folder of its published log.
    pub fn log_folder(&self) -> &Path {
        &self.log_folder
    }

    /// How this node works.
    pub fn ways(&self) -> &Ways {
        &self.ways
    }

    pub(crate) fn secrets(&self) -> &NodeSecrets {
        &self.secrets
    }

    /// The key by which this node shows itself on the wire.
    pub fn peer_key(&self) -> &Arc<PeerSecret> {
        &self.peer_key
    }

    /// The number of our own newest card.
    pub fn card_number(&self, tx: &mut Tx<'_>) -> Result<u64, Stop> {
        rotation::card_number(tx)
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    pub(crate) fn holdings(&self) -> std::sync::MutexGuard<'_, Index> {
        self.holdings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Both indexes, to be changed once a transaction is durable.
    pub(crate) fn indexes(&self) -> (Arc<Mutex<Index>>, Arc<Mutex<Index>>) {
        (Arc::clone(&self.holdings), Arc::clone(&self.marked))
    }

    pub(crate) fn marked(&self) -> std::sync::MutexGuard<'_, Index> {
        self.marked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renews epoch keys and card if they are due; to be called daily.
    pub fn renew_keys(&self, tx: &mut Tx<'_>) -> Result<bool, Stop> {
        let renewed = rotation::renew(tx, &self.us, &self.secrets)?;
        self.keyring.refresh();
        Ok(renewed)
    }

    /// The fingerprint of our root, which partners pin.
    pub fn root(&self) -> model::Digest {
        self.secrets.charter().charter().root.fingerprint()
    }

    /// Our own signed card, for partners.
    pub fn card(&self, tx: &mut Tx<'_>) -> Result<Vec<u8>, Stop> {
        tx.cards().get(&self.us.id)?.ok_or_else(|| Failure::new("reading our card", "it is missing").into())
    }

    /// The arrangement `id`, if it is registered here.
    pub(crate) fn arrangement(
        &self,
        tx: &mut Tx<'_>,
        id: &ArrangementId,
        check: &'static Check,
    ) -> Result<Arrangement, Stop> {
        tx.arrangements().get(id)?.ok_or_else(|| {
            Refusal {
                check,
                cites: Vec::new(),
                because: format!("no arrangement `{id}` is registered here"),
                remedy: "ask the administrator which arrangements are registered".to_owned(),
            }
            .into()
        })
    }

    /// The partner's verified card under an arrangement.
    pub(crate) fn partner(
        &self,
        tx: &mut Tx<'_>,
        partner: &AuthorityId,
        arrangement: &Arrangement,
    ) -> Result<Arc<VerifiedCard>, Stop> {
        let now = tx.at();
        self.keyring.card(tx, partner, arrangement, now)
    }

    /// Asks the policies; a refusal cites those that decided. For an act that brings an obligation:
    /// [`permit_carrying`](Station::permit_carrying).
    pub fn permit(
        &self,
        actor: &Actor,
        action: Action,
        resource: &Resource,
        circumstances: &Circumstances,
    ) -> Result<Permit, Stop> {
        self.permit_carrying(actor, action, resource, circumstances, &[])
    }

    /// Asks the policies about an act that opens nothing.
    pub fn demand(
        &self,
        actor: &Actor,
        action: Action,
        resource: &Resource,
        circumstances: &Circumstances,
    ) -> Result<(), Stop> {
        self.permit(actor, action, resource, circumstances).map(drop)
    }

    /// The circumstances of an act in a case: when, what for, who else is on the roster, whether an overseer is enrolled.
    pub(crate) fn circumstances(
        &self,
        tx: &mut Tx<'_>,
        purpose: Purpose,
        case: &CaseReference,
    ) -> Result<Circumstances, Stop> {
        let mut circumstances = Circumstances::at(tx.at()).for_case(purpose, case.clone());
        circumstances.roster = tx.officers().all()?;
        circumstances.overseer_enrolled =
            circumstances.roster.iter().any(|officer| officer.roles.contains(&model::Role::Overseer));
        Ok(circumstances)
    }

    /// An item as a resource: its id, its unit, who wrote it.
    pub(crate) fn item(row: &OutboundRow) -> Resource {
        Resource::row(ResourceId::Draft(row.id), row.compartment.clone())
    }

    /// The opaque reference under which partners know an officer of ours: another one at each partner, and one of its own
    /// for each set of recipients who get the same signed message, so that none of them can join it to what he knows from
    /// elsewhere. Resolvable by our overseer alone.
    pub(crate) fn officer_reference(
        tx: &Tx<'_>,
        officer: &OfficerId,
        partners: &[AuthorityId],
    ) -> Result<model::Digest, Stop> {
        let mut partners: Vec<&str> = partners.iter().map(AuthorityId::as_str).collect();
        partners.sort_unstable();
        tx.reference("officer", format!("{officer}/{}", partners.join("+")).as_bytes())
    }
}

/// A code for the log from our own words.
pub(crate) fn code(text: &str) -> Result<Code, Failure> {
    Code::parse(text).map_err(|e| Failure::new("writing a log code", e))
}

/// The version of rules as a code for the log.
pub(crate) fn rules_code(version: &model::RulesetVersion) -> Result<Code, Failure> {
    Code::of_rules(version).map_err(|e| Failure::new("writing a log code", e))
}

/// Policy ids as codes for the log.
pub(crate) fn policy_codes(permit: &Permit) -> Result<Vec<Code>, Failure> {
    permit.policies().iter().map(|id| code(id)).collect()
}
