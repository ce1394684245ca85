//! The node's own secrets, closed under the node key: charter keys, log key.

use crate::schema::secrets::dsl;
use crate::{Store, Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Failure, Stop};
use zeroize::Zeroizing;

/// The secrets of a node.
pub struct Secrets<'a, 'b>(&'a mut Tx<'b>);

impl<'b> Tx<'b> {
    /// The secrets of this node.
    pub fn secrets(&mut self) -> Secrets<'_, 'b> {
        Secrets(self)
    }
}

impl Secrets<'_, '_> {
    /// The secret `name`.
    pub fn get(&mut self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Stop> {
        let body: Option<Vec<u8>> = dsl::secrets
            .find(name)
            .select(dsl::body)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a secret"))?;
        body.map(|body| self.0.key.open(&body, &[b"secrets", name.as_bytes()]).map_err(Stop::from)).transpose()
    }

    /// Keeps a secret under `name`; there must be none yet.
    pub fn add(&mut self, name: &str, plain: &[u8]) -> Result<(), Stop> {
        let body = self.0.key.close(plain, &[b"secrets", name.as_bytes()], self.0.chance)?;
        diesel::insert_into(dsl::secrets)
            .values((dsl::name.eq(name), dsl::body.eq(body)))
            .execute(self.0.connection)
            .map_err(failed("keeping a secret"))?;
        Ok(())
    }

    /// Keeps another secret under `name`, where there is one: the keys of the next incarnation.
    pub fn replace(&mut self, name: &str, plain: &[u8]) -> Result<(), Stop> {
        let body = self.0.key.close(plain, &[b"secrets", name.as_bytes()], self.0.chance)?;
        let changed = diesel::update(dsl::secrets.find(name))
            .set(dsl::body.eq(body))
            .execute(self.0.connection)
            .map_err(failed("replacing a secret"))?;
        if changed == 1 { Ok(()) } else { Err(Failure::new("replacing a secret", "there is none").into()) }
    }
}

impl Store {
    /// Makes sure that the node key is the one this directory was made with; the first opening sets the mark.
    pub(crate) fn check_key(&self) -> Result<(), Failure> {
        const MARK: &[u8] = b"comity node key";
        let doing = || format!("unlocking {}", self.directory.display());
        let checked = self.tx("check key", model::Instant::UNIX_EPOCH, &mut FixedNonce, |tx| {
            match tx.secrets().get("node-key-mark") {
                Ok(Some(mark)) => Ok(mark.as_slice() == MARK),
                Ok(None) => tx.secrets().add("node-key-mark", MARK).map(|()| true),
                Err(_) => Ok(false),
            }
        });
        match checked {
            Ok(true) => Ok(()),
            Ok(false) => {
                Err(Failure::new(doing(), "the node key does not fit this directory; give the key made with it"))
            }
            Err(stop) => Err(Failure::new(doing(), stop)),
        }
    }
}

/// The mark is a constant, closed once: a fixed nonce repeats nothing but the mark itself.
struct FixedNonce;

impl model::Chance for FixedNonce {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(0xa5);
    }
}
