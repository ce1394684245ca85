//! A peer that came to us: hello, then its requests, each answered in its turn. What it asks for is never more than what
//! waits for it, and what it brings goes through the pipeline's one door.

use super::stream::{Broken, Frame, Frames, send};
use super::taking::{not_cut_off, take, with_store};
use super::tls::{agreed_version, shown_key};
use super::{Lines, Peering, limits};
use exchange::checks::{WIRE_1_2, WIRE_2_1, WIRE_2_2, WIRE_3_1};
use exchange::peer::frame::{self, Kind};
use exchange::peer::{Hello, Peer};
use exchange::{card_back, card_parcel, due_to, note_kept};
use model::{AuthorityId, Fault, Stop};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite, split};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// Serves a peer until it closes, breaks the protocol or is silent for too long.
pub(super) async fn session(peering: Arc<Peering>, lines: Arc<Lines>, stream: TlsStream<TcpStream>) {
    let (key, version) = {
        let (_, connection) = stream.get_ref();
        (shown_key(connection.peer_certificates()), agreed_version(connection.alpn_protocol()))
    };
    let (Some(key), Some(version)) = (key, version) else {
        tracing::warn!(check = WIRE_2_2.id, "a peer named no version of the protocol");
        return;
    };
    let candidates = peering.register.by_key(&key);
    let (reader, writer) = split(stream);
    let mut session = Session { peering, lines, frames: Frames::new(reader), writer, version, holds: 0 };
    match session.greet(&candidates).await {
        Ok(peer) => {
            let peering = session.peering.clone();
            let Some(_seat) = peering.budgets.seat(&peer) else {
                tracing::warn!(%peer, "too many connections of one peer");
                return;
            };
            tracing::info!(%peer, "connected to us");
            let ended = session.serve(&peer).await;
            tracing::info!(%peer, because = %ended, "connection ended");
        }
        Err(broken) => tracing::warn!(because = %broken, "no hello"),
    }
}

struct Session<R, W> {
    peering: Arc<Peering>,
    lines: Arc<Lines>,
    frames: Frames<R>,
    writer: W,
    version: u8,
    /// The number of our card that the peer holds, or was given.
    holds: u64,
}

impl<R: AsyncRead + Unpin, W: AsyncWrite + Unpin> Session<R, W> {
    /// Hello against hello: theirs first. Ours comes with our card, if they hold an older one.
    async fn greet(&mut self, candidates: &[Arc<Peer>]) -> Result<AuthorityId, Broken> {
        let Frame { kind, body } = self.frames.next(limits::HANDSHAKE).await?;
        if kind != Kind::Hello {
            return Err(self.refuse(Fault { check: &WIRE_1_2, place: "hello".to_owned() }).await);
        }
        let read =
            |peer: &Arc<Peer>| Hello::read(&body, self.version, &peer.id).ok().map(|hello| (peer.clone(), hello));
        let Some((peer, hello)) = candidates.iter().find_map(read) else {
            let check = if candidates.is_empty() { &WIRE_2_1 } else { &WIRE_2_2 };
            return Err(self.refuse(Fault { check, place: "hello".to_owned() }).await);
        };
        self.peering.skew(&peer.id, &hello).await;
        let (version, id, theirs) = (self.version, peer.id.clone(), peer.card);
        let node = self.peering.node.clone();
        let (ours, card) = with_store(&node, "greet a peer", move |station, tx| {
            let ours = Hello {
                v: version,
                by: station.us().id.clone(),
                at: tx.at(),
                card: station.card_number(tx)?,
                holds: theirs,
            };
            // He can be reached, or so it seems: what waits for him need not wait for its pause.
            tx.outbox().wake(&id)?;
            let card = if hello.holds < ours.card { Some(card_parcel(station, tx, &id)?) } else { None };
            // It has forgotten a card of its own that we hold: it should know before it sends anything.
            let back = if hello.card < theirs { card_back(tx, &id)? } else { None };
            Ok((ours, card.into_iter().chain(back).collect::<Vec<_>>()))
        })
        .await
        .map_err(stopped)?;
        self.holds = ours.card;
        let mut out = Vec::new();
        frame::write(&mut out, Kind::Hello, &ours.write().map_err(|failure| stopped(failure.into()))?);
        for card in card {
            frame::write(&mut out, Kind::Parcel, card.bytes());
        }
        frame::write(&mut out, Kind::Done, &[]);
        send(&mut self.writer, &out).await?;
        self.lines.knocked(&peer.id);
        self.peering.node.nudge();
        Ok(peer.id.clone())
    }

    async fn serve(&mut self, peer: &AuthorityId) -> Broken {
        loop {
            let first = match self.frames.next(limits::IDLE).await {
                Ok(frame) => frame,
                Err(broken) => return self.part(broken).await,
            };
            // Suspended meanwhile, or known by another key.
            if self.peering.register.get(peer).is_none() {
                return self.refuse(Fault { check: &WIRE_2_1, place: "peer".to_owned() }).await;
            }
            let done = match first.kind {
                Kind::Parcel => self.parcels(peer, first).await,
                Kind::Poll => self.poll(peer, &first.body).await,
                _ => Err(Broken::Fault(Fault { check: &WIRE_1_2, place: "request".to_owned() })),
            };
            if let Err(broken) = done {
                return self.part(broken).await;
            }
        }
    }

    /// Takes the parcel and those that came right behind it; answers each in turn.
    async fn parcels(&mut self, peer: &AuthorityId, first: Frame) -> Result<(), Broken> {
        let (mut parcels, mut verdicts, mut size, mut behind) = (Vec::new(), Vec::new(), 0, None);
        let mut frame = first;
        loop {
            size += frame.body.len();
            let verdict = self.peering.budgets.take(peer, frame.body.len(), self.peering.clock());
            if verdict.is_ok() {
                parcels.push(frame.body);
            }
            verdicts.push(verdict);
            if verdicts.len() >= limits::BATCH || size >= limits::GO || !self.frames.has_whole() {
                break;
            }
            frame = self.frames.next(limits::IDLE).await?;
            if frame.kind != Kind::Parcel {
                behind = Some(frame);
                break;
            }
        }
        let mut out = Vec::new();
        let mut over = false;
        match take(&self.peering.node, peer, parcels).await {
            Ok(taken) => {
                let mut taken = taken.into_iter();
                for verdict in verdicts {
                    match (verdict, taken.next_if_ok(verdict)) {
                        (Ok(()), Some(one)) => {
                            over |= one.fault.is_some() && self.peering.budgets.fault(peer, self.peering.clock());
                            self.answer(&mut out, peer, one);
                        }
                        (Ok(()), None) => frame::write(&mut out, Kind::Busy, &frame::busy(30)),
                        (Err(seconds), _) => frame::write(&mut out, Kind::Busy, &frame::busy(seconds)),
                    }
                }
            }
            Err(stop) => {
                tracing::error!(%peer, because = %stop, "parcels could not be taken");
                verdicts.iter().for_each(|_| frame::write(&mut out, Kind::Busy, &frame::busy(30)));
            }
        }
        send(&mut self.writer, &out).await?;
        if over {
            self.peering.alarm(peer, "peer-over-budget").await;
            return Err(Broken::Fault(Fault { check: &WIRE_3_1, place: "faults".to_owned() }));
        }
        match behind {
            Some(Frame { kind: Kind::Poll, body }) => self.poll(peer, &body).await,
            Some(_) => Err(Broken::Fault(Fault { check: &WIRE_1_2, place: "request".to_owned() })),
            None => Ok(()),
        }
    }

    fn answer(&self, out: &mut Vec<u8>, peer: &AuthorityId, taken: exchange::Taken) {
        for reply in taken.replies {
            if reply.hop() == peer {
                frame::write(out, Kind::Parcel, reply.bytes());
            } else {
                self.lines.post(reply);
            }
        }
        match taken.fault {
            Some(check) => frame::write(out, Kind::No, &frame::no(check)),
            None => frame::write(out, Kind::Done, &[]),
        }
    }

    /// Gives what waits for the peer; what it says it has kept is let go.
    async fn poll(&mut self, peer: &AuthorityId, body: &[u8]) -> Result<(), Broken> {
        let (kept, id, holds) = (frame::read_poll(body)?, peer.clone(), self.holds);
        let waiting = with_store(&self.peering.node, "give what waits", move |station, tx| {
            not_cut_off(tx, &id)?;
            note_kept(tx, &id, &kept)?;
            let mut waiting = due_to(tx, &id, limits::BATCH, limits::GO)?;
            let number = station.card_number(tx)?;
            if number > holds {
                waiting.insert(0, card_parcel(station, tx, &id)?);
            }
            Ok((number, waiting))
        })
        .await;
        let mut out = Vec::new();
        match waiting {
            Ok((number, waiting)) => {
                self.holds = number;
                let posted = self.lines.posted_for(peer);
                waiting.iter().chain(&posted).for_each(|p| frame::write(&mut out, Kind::Parcel, p.bytes()));
                frame::write(&mut out, Kind::Done, &[]);
            }
            Err(stop) => {
                tracing::error!(%peer, because = %stop, "what waits could not be given");
                frame::write(&mut out, Kind::Busy, &frame::busy(30));
            }
        }
        send(&mut self.writer, &out).await
    }

    async fn refuse(&mut self, fault: Fault) -> Broken {
        let mut out = Vec::new();
        frame::write(&mut out, Kind::No, &frame::no(fault.check));
        let _ = send(&mut self.writer, &out).await;
        Broken::Fault(fault)
    }

    /// Tells the peer which check it broke, if it did.
    async fn part(&mut self, broken: Broken) -> Broken {
        match broken {
            Broken::Fault(fault) => self.refuse(fault).await,
            other => other,
        }
    }
}

/// The next one that was taken, for a verdict that let it through.
trait NextIfOk: Iterator {
    fn next_if_ok(&mut self, verdict: Result<(), u16>) -> Option<Self::Item>;
}

impl<I: Iterator> NextIfOk for I {
    fn next_if_ok(&mut self, verdict: Result<(), u16>) -> Option<I::Item> {
        verdict.ok().and_then(|()| self.next())
    }
}

pub(super) fn stopped(stop: Stop) -> Broken {
    Broken::Stopped(stop.to_string())
}
