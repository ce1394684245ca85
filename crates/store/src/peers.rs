//! Peers: who is reached over the wire, where, and since when not. What they are allowed is elsewhere: in arrangements.

use crate::prepared::Once;
use crate::schema::peers::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Digest, Failure, Instant, Stop};

/// The peers of a node.
pub struct Peers<'a, 'b>(&'a mut Tx<'b>);

/// One peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerRow {
    /// Whose node.
    pub authority: AuthorityId,
    /// The pinned root of a relay, or of one whom this relay serves; a partner's is pinned in its arrangement.
    pub root: Option<Digest>,
    /// Where it listens, `host:port`; absent where it comes to us.
    pub address: Option<String>,
    /// Since when nothing goes over the wire to it or from it.
    pub suspended: Option<Instant>,
}

type Row = (String, Option<Vec<u8>>, Option<String>, Option<i64>);

impl<'b> Tx<'b> {
    /// The peers of this node.
    pub fn peers(&mut self) -> Peers<'_, 'b> {
        Peers(self)
    }
}

impl Peers<'_, '_> {
    /// Sets a peer, whether it was there or not.
    pub fn put(&mut self, row: &PeerRow) -> Result<(), Stop> {
        let root = row.root.map(|root| root.0.to_vec());
        let suspended = row.suspended.map(instant::to_row);
        let changed = diesel::update(dsl::peers.find(row.authority.as_str()))
            .set((dsl::root.eq(&root), dsl::address.eq(&row.address), dsl::suspended.eq(suspended)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("changing a peer"))?;
        if changed == 0 {
            let added = self.0.now_row();
            diesel::insert_into(dsl::peers)
                .values((
                    dsl::authority.eq(row.authority.as_str()),
                    dsl::root.eq(root),
                    dsl::address.eq(&row.address),
                    dsl::suspended.eq(suspended),
                    dsl::added.eq(added),
                ))
                .execute(self.0.connection)
                .map_err(failed("adding a peer"))?;
        }
        Ok(())
    }

    /// One peer.
    pub fn get(&mut self, authority: &AuthorityId) -> Result<Option<PeerRow>, Stop> {
        let row: Option<Row> = dsl::peers
            .find(authority.as_str())
            .select((dsl::authority, dsl::root, dsl::address, dsl::suspended))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a peer"))?;
        row.map(read).transpose()
    }

    /// Every peer, by authority.
    pub fn all(&mut self) -> Result<Vec<PeerRow>, Stop> {
        let rows: Vec<Row> = dsl::peers
            .order(dsl::authority.asc())
            .select((dsl::authority, dsl::root, dsl::address, dsl::suspended))
            .load(self.0.connection)
            .map_err(failed("reading peers"))?;
        rows.into_iter().map(read).collect()
    }
}

fn read((authority, root, address, suspended): Row) -> Result<PeerRow, Stop> {
    let broken = |what: &dyn std::fmt::Display| Failure::new("reading a peer", what);
    let root = root.map(|root| root.try_into().map(Digest).map_err(|_| broken(&"its root is damaged"))).transpose()?;
    Ok(PeerRow {
        authority: AuthorityId::parse(&authority).map_err(|e| broken(&e))?,
        root,
        address,
        suspended: suspended.map(instant::from_row),
    })
}
