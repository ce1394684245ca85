//! One request, one step: off the runtime, in one transaction with the answer that is remembered under its key.

use super::body::{Change, Post};
use super::node::{Node, Served};
use super::status::{self, Done, Problem};
use super::tag::Thing;
use crate::system::SystemChance;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use exchange::{Station, Trying, attempt};
use model::{Digest, ExchangeId, Failure, Officer, Stop};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Remembered, Tx};

/// Runs work that waits for the disk on a thread of its own.
pub(super) async fn blocking<T: Send + 'static>(
    node: &Node,
    work: impl FnOnce(&Served) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let node = node.clone();
    let done = tokio::task::spawn_blocking(move || work(&node)).await;
    done.unwrap_or_else(|_| Err(Failure::new("working on a request", "the work broke off").into()))
}

/// What is shown, with its ETag where it can be changed.
#[derive(Serialize, Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    tag: Option<String>,
    body: Value,
}

impl Shown {
    /// Shows a document.
    pub(super) fn of<D: Serialize>(document: &D) -> Result<Shown, Stop> {
        let body = serde_json::to_value(document).map_err(|e| Failure::new("writing an answer", e))?;
        Ok(Shown { tag: None, body })
    }

    /// The same with its ETag.
    pub(super) fn tagged(mut self, tag: String) -> Shown {
        self.tag = Some(tag);
        self
    }

    /// As a response.
    pub(super) fn respond(self, status: StatusCode) -> Response {
        let mut response = (status, axum::Json(self.body)).into_response();
        if let Some(tag) = self.tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// Looks: one transaction, which holds the log entry of the look. A refusal is logged against `exchange`.
pub(super) async fn look(
    node: &Node,
    name: &'static str,
    officer: Officer,
    exchange: Option<ExchangeId>,
    step: impl FnOnce(&Station, &mut Tx<'_>, &Officer) -> Result<Shown, Stop> + Send + 'static,
) -> Result<Response, Problem> {
    blocking(node, move |node| {
        let trying = Trying { name, exchange, officer: Some(&officer.id) };
        let (at, mut chance) = (node.now(), SystemChance);
        let shown = attempt(node.store(), trying, at, &mut chance, |tx| step(node.station(), tx, &officer))?;
        Ok(shown.respond(Done::Shown.status()))
    })
    .await
}

/// What an effect is done under.
struct Under {
    officer: Officer,
    key: String,
    digest: Digest,
    on: Option<(Thing, String)>,
    exchange: Option<ExchangeId>,
    done: Done,
}

/// Makes something new.
pub(super) async fn make<T>(
    node: &Node,
    name: &'static str,
    post: Post<T>,
    exchange: Option<ExchangeId>,
    step: impl FnOnce(&Station, &mut Tx<'_>, &Officer, T) -> Result<Shown, Stop> + Send + 'static,
) -> Result<Response, Problem>
where
    T: Send + 'static,
{
    let Post { officer, key, digest, body } = post;
    let under = Under { officer, key, digest, on: None, exchange, done: Done::Made };
    blocking(node, move |node| effect(node, name, &under, |station, tx| step(station, tx, &under.officer, body))).await
}

/// As [`make`], after the officer proved again that it is he.
pub(super) async fn make_proved<T>(
    node: &Node,
    name: &'static str,
    post: Post<T>,
    code: impl FnOnce(&T) -> String + Send + 'static,
    step: impl FnOnce(&Station, &mut Tx<'_>, &Officer, T) -> Result<Shown, Stop> + Send + 'static,
) -> Result<Response, Problem>
where
    T: Send + 'static,
{
    let Post { officer, key, digest, body } = post;
    let under = Under { officer, key, digest, on: None, exchange: None, done: Done::Made };
    blocking(node, move |node| {
        let code = code(&body);
        proved(node, name, &under, &code, |station, tx| step(station, tx, &under.officer, body))
    })
    .await
}

/// Changes a thing, if it is still as the officer saw it.
pub(super) async fn change<T>(
    node: &Node,
    name: &'static str,
    thing: Thing,
    change: Change<T>,
    step: impl FnOnce(&Station, &mut Tx<'_>, &Officer, T) -> Result<Shown, Stop> + Send + 'static,
) -> Result<Response, Problem>
where
    T: Send + 'static,
{
    let Change { post: Post { officer, key, digest, body }, if_match } = change;
    blocking(node, move |node| {
        let under = changing(node, officer, key, digest, thing, if_match)?;
        effect(node, name, &under, |station, tx| step(station, tx, &under.officer, body))
    })
    .await
}

/// As [`change`], after the officer proved again that it is he: a code is spent only on an effect that is still to come
/// and on a thing that is still as he saw it.
pub(super) async fn change_proved<T>(
    node: &Node,
    name: &'static str,
    thing: Thing,
    change: Change<T>,
    code: impl FnOnce(&T) -> String + Send + 'static,
    step: impl FnOnce(&Station, &mut Tx<'_>, &Officer, T) -> Result<Shown, Stop> + Send + 'static,
) -> Result<Response, Problem>
where
    T: Send + 'static,
{
    let Change { post: Post { officer, key, digest, body }, if_match } = change;
    blocking(node, move |node| {
        let under = changing(node, officer, key, digest, thing, if_match)?;
        let code = code(&body);
        proved(node, name, &under, &code, |station, tx| step(station, tx, &under.officer, body))
    })
    .await
}

/// An effect after the officer proved that it is he, unless it was done before.
fn proved(
    node: &Served,
    name: &'static str,
    under: &Under,
    code: &str,
    step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<Shown, Stop>,
) -> Result<Response, Problem> {
    let at = node.now();
    match node.store().read("recall", at, |tx| before(tx, under))? {
        Before::Go => {}
        before => return before.respond(),
    }
    crate::sign_in::prove(node.store(), at, &mut SystemChance, &under.officer.id, code)?;
    effect(node, name, under, step)
}

fn changing(
    node: &Served,
    officer: Officer,
    key: String,
    digest: Digest,
    thing: Thing,
    if_match: String,
) -> Result<Under, Problem> {
    let exchange = node.store().read("look for a thing", node.now(), |tx| thing.exchange(tx))?;
    Ok(Under { officer, key, digest, on: Some((thing, if_match)), exchange, done: Done::Shown })
}

/// What is found before anything is done.
enum Before {
    Go,
    Again(Remembered),
    KeyReused,
    Changed,
}

impl Before {
    fn respond(self) -> Result<Response, Problem> {
        match self {
            Before::Again(remembered) => {
                let shown: Shown =
                    serde_json::from_slice(&remembered.body).map_err(|e| Failure::new("recalling an answer", e))?;
                Ok(shown.respond(status::remembered(remembered.status)))
            }
            Before::KeyReused => Err(Problem::key_reused()),
            Before::Changed | Before::Go => Err(Problem::changed()),
        }
    }
}

fn before(tx: &mut Tx<'_>, under: &Under) -> Result<Before, Stop> {
    if let Some(remembered) = tx.idempotency().recall(&under.officer.id, &under.key)? {
        let same = remembered.request == under.digest;
        return Ok(if same { Before::Again(remembered) } else { Before::KeyReused });
    }
    if let Some((thing, if_match)) = &under.on
        && let Some(tag) = thing.tag(tx)?
        && tag != *if_match
    {
        return Ok(Before::Changed);
    }
    Ok(Before::Go)
}

/// Recalls, compares, steps and remembers, in one transaction. A refusal leaves nothing behind but its log entry, and is
/// weighed anew when it is asked again.
fn effect(
    node: &Served,
    name: &'static str,
    under: &Under,
    step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<Shown, Stop>,
) -> Result<Response, Problem> {
    let trying = Trying { name, exchange: under.exchange, officer: Some(&under.officer.id) };
    let (at, mut chance) = (node.now(), SystemChance);
    let done = attempt(node.store(), trying, at, &mut chance, |tx| {
        match before(tx, under)? {
            Before::Go => {}
            before => return Ok(Err(before)),
        }
        let shown = step(node.station(), tx)?;
        let body = serde_json::to_vec(&shown).map_err(|e| Failure::new("remembering an answer", e))?;
        let status = under.done.status().as_u16();
        let answer = Remembered { request: under.digest, status, body };
        tx.idempotency().remember(&under.officer.id, &under.key, &answer)?;
        Ok(Ok(shown))
    })?;
    match done {
        Ok(shown) => {
            node.nudge();
            Ok(shown.respond(under.done.status()))
        }
        Err(before) => before.respond(),
    }
}
