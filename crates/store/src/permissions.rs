//! Permissions to pass an item on: asked by this node, or of it.

use crate::prepared::Once;
use crate::schema::permissions::dsl;
use crate::{Tx, columns, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::time::Date;
use model::{AuthorityId, ExchangeId, Failure, Instant, MessageId, Stop, ThirdParty};

/// The permissions of a node.
pub struct Permissions<'a, 'b>(&'a mut Tx<'b>);

/// One permission, asked for and perhaps decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionRow {
    /// The request.
    pub request: MessageId,
    /// Whether we asked.
    pub ours: bool,
    /// The item, as the originator knows it.
    pub item: MessageId,
    /// The other side.
    pub partner: AuthorityId,
    /// To whom the item is to go.
    pub third: ThirdParty,
    /// In which exchange.
    pub exchange: ExchangeId,
    /// `granted` or `refused`, once it was decided.
    pub outcome: Option<String>,
    /// The last day on which a granted permission may be used.
    pub until: Option<Date>,
    /// The message that decided.
    pub message: Option<MessageId>,
    /// Since when.
    pub at: Instant,
}

impl PermissionRow {
    /// Whether it lets the item go there on that day.
    pub fn lets(&self, to: &AuthorityId, on: Date) -> bool {
        self.outcome.as_deref() == Some("granted")
            && &self.third.authority == to
            && self.until.is_some_and(|until| on <= until)
    }
}

type Row = (Vec<u8>, i32, Vec<u8>, String, String, Vec<u8>, Option<String>, Option<String>, Option<Vec<u8>>, i64);

const READING: &str = "reading a permission";

impl<'b> Tx<'b> {
    /// The permissions of this node.
    pub fn permissions(&mut self) -> Permissions<'_, 'b> {
        Permissions(self)
    }
}

impl Permissions<'_, '_> {
    /// Keeps that a permission was asked for.
    pub fn add(&mut self, row: &PermissionRow) -> Result<(), Stop> {
        diesel::insert_into(dsl::permissions)
            .values((
                dsl::request.eq(row.request.0.0.to_vec()),
                dsl::ours.eq(i32::from(row.ours)),
                dsl::item.eq(row.item.0.0.to_vec()),
                dsl::partner.eq(row.partner.as_str()),
                dsl::third.eq(columns::to_json(&row.third, "keeping a permission")?),
                dsl::exchange.eq(row.exchange.0.to_vec()),
                dsl::outcome.eq(row.outcome.as_deref()),
                dsl::until.eq(row.until.map(|day| day.to_string())),
                dsl::message.eq(row.message.map(|message| message.0.0.to_vec())),
                dsl::at.eq(instant::to_row(row.at)),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a permission"))?;
        Ok(())
    }

    /// One permission, by its request.
    pub fn get(&mut self, request: MessageId) -> Result<Option<PermissionRow>, Stop> {
        let row: Option<Row> =
            dsl::permissions.find(request.0.0.to_vec()).first(self.0.connection).optional().map_err(failed(READING))?;
        row.map(read).transpose()
    }

    /// The permissions about an item, the oldest first.
    pub fn about(&mut self, item: MessageId) -> Result<Vec<PermissionRow>, Stop> {
        let rows: Vec<Row> = dsl::permissions
            .filter(dsl::item.eq(item.0.0.to_vec()))
            .order((dsl::at.asc(), dsl::request.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// All permissions that were asked of us and not decided, the oldest first.
    pub fn undecided(&mut self) -> Result<Vec<PermissionRow>, Stop> {
        let rows: Vec<Row> = dsl::permissions
            .filter(dsl::ours.eq(0))
            .filter(dsl::outcome.is_null())
            .order((dsl::at.asc(), dsl::request.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// Notes what was decided, and by which message; the first decision counts: `false`, and no change, after it.
    pub fn decide(
        &mut self,
        request: MessageId,
        outcome: &str,
        until: Option<Date>,
        by: MessageId,
    ) -> Result<bool, Stop> {
        let decided = diesel::update(dsl::permissions.find(request.0.0.to_vec()).filter(dsl::outcome.is_null()))
            .set((
                dsl::outcome.eq(Some(outcome)),
                dsl::until.eq(until.map(|day| day.to_string())),
                dsl::message.eq(Some(by.0.0.to_vec())),
            ))
            .once()
            .execute(self.0.connection)
            .map_err(failed("deciding a permission"))?;
        Ok(decided == 1)
    }
}

fn read(row: Row) -> Result<PermissionRow, Stop> {
    let (request, ours, item, partner, third, exchange, outcome, until, message, at) = row;
    let until = until.map(|day| day.parse()).transpose();
    Ok(PermissionRow {
        request: columns::message(request, READING)?,
        ours: ours != 0,
        item: columns::message(item, READING)?,
        partner: columns::authority(&partner, READING)?,
        third: columns::json(&third, READING)?,
        exchange: columns::exchange(exchange, READING)?,
        outcome,
        until: until.map_err(|_| Failure::new(READING, "its last day is damaged"))?,
        message: message.map(|message| columns::message(message, READING)).transpose()?,
        at: instant::from_row(at),
    })
}
