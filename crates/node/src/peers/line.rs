//! A line to one peer: connected, greeted, used, and tried again with growing pauses when it breaks. It carries what we hand
//! over, brings back receipts, and asks every now and then for what waits for us there.

use super::lines::{Ends, Lines};
use super::session::stopped;
use super::stream::{Broken, Frame, Frames, send};
use super::taking::{take, with_store};
use super::tls::agreed_version;
use super::{Peering, limits};
use exchange::checks::WIRE_1_2;
use exchange::parcel::Outgoing;
use exchange::peer::frame::{self, Kind, MOST_DIGESTS};
use exchange::peer::{Hello, Peer, common_version};
use exchange::{card_back, card_parcel, note_kept};
use model::{AuthorityId, Chance as _, Digest, Fault};
use rustls::pki_types::ServerName;
use seal::digest::sha256;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::io::{ReadHalf, WriteHalf, split};
use tokio::net::TcpStream;
use tokio::sync::mpsc::Receiver;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Keeps the line to a peer up until the task is ended.
pub(super) async fn keep(
    peering: Arc<Peering>,
    lines: Arc<Lines>,
    id: AuthorityId,
    mut jobs: Receiver<Outgoing>,
    ends: Arc<Ends>,
) {
    let (mut pause, mut told) = (limits::FIRST_PAUSE, String::new());
    loop {
        let Some(peer) = peering.register.get(&id) else { return };
        let broken = match Connected::open(&peering, &lines, &peer).await {
            Ok(mut connected) => {
                tracing::info!(peer = %id, "connected");
                (pause, told) = (limits::FIRST_PAUSE, String::new());
                ends.up.store(true, Ordering::SeqCst);
                peering.node.nudge();
                let broken = connected.work(&mut jobs).await;
                ends.up.store(false, Ordering::SeqCst);
                broken
            }
            Err(broken) => broken,
        };
        // What waited here is in the outbox, or is asked for again.
        while jobs.try_recv().is_ok() {}
        let because = broken.to_string();
        if because != told {
            tracing::warn!(peer = %id, %because, "the line is down");
            told = because;
        }
        let rest = match broken {
            Broken::Busy(seconds) => Duration::from_secs(u64::from(seconds)),
            _ => jittered(pause),
        };
        tokio::select! { () = sleep(rest) => {} () = ends.alive.notified() => {} }
        pause = (pause * 2).min(limits::LONGEST_PAUSE);
    }
}

/// With a random part of up to a quarter, so that many nodes do not knock at the same second.
fn jittered(pause: Duration) -> Duration {
    let [byte] = crate::system::SystemChance.draw::<1>();
    pause + pause.mul_f64(f64::from(byte) / 1024.0)
}

struct Connected {
    peering: Arc<Peering>,
    lines: Arc<Lines>,
    peer: AuthorityId,
    frames: Frames<ReadHalf<TlsStream<TcpStream>>>,
    writer: WriteHalf<TlsStream<TcpStream>>,
    /// What goes back to the peer for what it gave us.
    back: VecDeque<Outgoing>,
    /// Digests of what it gave us at the last poll, which we keep.
    kept: Vec<Digest>,
    /// The number of our card that it holds, or has been handed.
    holds: u64,
}

/// The end of an answer.
enum End {
    Done,
    No(String),
}

impl Connected {
    async fn open(peering: &Arc<Peering>, lines: &Arc<Lines>, peer: &Peer) -> Result<Connected, Broken> {
        let stopped = |because: &str| Broken::Stopped(because.to_owned());
        let address = peer.address.as_deref().ok_or_else(|| stopped("it has no address"))?;
        let version = common_version(&peer.speaks).ok_or_else(|| stopped("no common version of the protocol"))?;
        let config = peering.identity.client(peer.key, version).map_err(|error| stopped(&error.to_string()))?;
        let stream = timeout(limits::CONNECT, TcpStream::connect(address)).await.map_err(|_| Broken::Slow)??;
        stream.set_nodelay(true)?;
        // No name is sent or compared; the library wants one.
        let name = ServerName::try_from("peer.invalid").map_err(|error| stopped(&error.to_string()))?;
        let shaking = TlsConnector::from(Arc::new(config)).connect(name, stream);
        let stream = timeout(limits::HANDSHAKE, shaking).await.map_err(|_| Broken::Slow)??;
        if agreed_version(stream.get_ref().1.alpn_protocol()) != Some(version) {
            return Err(stopped("it agreed on no version of the protocol"));
        }
        let (reader, writer) = split(stream);
        let mut connected = Connected {
            peering: peering.clone(),
            lines: lines.clone(),
            peer: peer.id.clone(),
            frames: Frames::new(reader),
            writer,
            back: VecDeque::new(),
            kept: Vec::new(),
            holds: 0,
        };
        connected.greet(version, peer.card).await?;
        Ok(connected)
    }

    async fn greet(&mut self, version: u8, theirs: u64) -> Result<(), Broken> {
        let node = self.peering.node.clone();
        let hello = with_store(&node, "greet a peer", move |station, tx| {
            let by = station.us().id.clone();
            Ok(Hello { v: version, by, at: tx.at(), card: station.card_number(tx)?, holds: theirs })
        });
        let ours = hello.await.map_err(stopped)?;
        let mut out = Vec::new();
        frame::write(&mut out, Kind::Hello, &ours.write().map_err(|failure| stopped(failure.into()))?);
        send(&mut self.writer, &out).await?;
        let Frame { kind, body } = self.frames.next(limits::ANSWER).await?;
        match kind {
            Kind::Hello => {}
            Kind::No => return Err(Broken::Refused(frame::read_no(&body)?)),
            _ => return Err(Fault { check: &WIRE_1_2, place: "hello".to_owned() }.into()),
        }
        let hello = Hello::read(&body, version, &self.peer)?;
        self.peering.skew(&self.peer, &hello).await;
        let (_, given) = self.answer().await?;
        self.take(given).await?;
        self.holds = hello.holds;
        let id = self.peer.clone();
        if hello.card < theirs {
            // It has forgotten a card of its own that we hold: it should know before it takes anything.
            let of = id.clone();
            let back = with_store(&node, "give a card back", move |_, tx| card_back(tx, &of)).await.map_err(stopped)?;
            self.hand(back.into_iter().collect()).await?;
        }
        with_store(&node, "wake what waits", move |_, tx| tx.outbox().wake(&id)).await.map_err(stopped)?;
        Ok(())
    }

    /// Hands our newest card over, if the peer does not hold it yet.
    async fn renew(&mut self) -> Result<(), Broken> {
        let (id, holds) = (self.peer.clone(), self.holds);
        let newer = with_store(&self.peering.node, "look at our card", move |station, tx| {
            let number = station.card_number(tx)?;
            if number <= holds { Ok(None) } else { Ok(Some((number, card_parcel(station, tx, &id)?))) }
        });
        if let Some((number, card)) = newer.await.map_err(stopped)? {
            self.hand(vec![card]).await?;
            self.holds = number;
        }
        Ok(())
    }

    /// Hands over and asks until the line breaks.
    async fn work(&mut self, jobs: &mut Receiver<Outgoing>) -> Broken {
        loop {
            if let Err(broken) = self.step(jobs).await {
                return broken;
            }
        }
    }

    async fn step(&mut self, jobs: &mut Receiver<Outgoing>) -> Result<(), Broken> {
        self.renew().await?;
        self.give_back().await?;
        self.ask().await?;
        let polled = sleep(self.peering.poll_every);
        tokio::pin!(polled);
        loop {
            tokio::select! {
                broken = self.frames.until_broken() => return Err(broken),
                job = jobs.recv() => {
                    let Some(job) = job else { return Err(Broken::Closed) };
                    let mut batch = vec![job];
                    let mut size = batch.iter().map(|job| job.bytes().len()).sum::<usize>();
                    while batch.len() < limits::BATCH && size < limits::GO && let Ok(job) = jobs.try_recv() {
                        size += job.bytes().len();
                        batch.push(job);
                    }
                    self.hand(batch).await?;
                    self.give_back().await?;
                }
                () = &mut polled => return Ok(()),
            }
        }
    }

    /// Hands parcels over together, and takes what comes back for them.
    async fn hand(&mut self, batch: Vec<Outgoing>) -> Result<(), Broken> {
        let mut out = Vec::with_capacity(batch.iter().map(|parcel| parcel.bytes().len() + frame::HEAD).sum());
        batch.iter().for_each(|parcel| frame::write(&mut out, Kind::Parcel, parcel.bytes()));
        let Connected { frames, writer, .. } = self;
        // Both at once: the other side answers while we still write.
        let reading = async {
            let mut answers = Vec::with_capacity(batch.len());
            for _ in &batch {
                answers.push(answer(frames).await?);
            }
            Ok::<_, Broken>(answers)
        };
        let ((), answers) = tokio::try_join!(send(writer, &out), reading)?;
        let (mut given, mut kept) = (Vec::new(), Vec::new());
        for (parcel, (end, parcels)) in batch.iter().zip(answers) {
            given.extend(parcels);
            match end {
                End::Done => kept.push(sha256(&[parcel.bytes()])),
                End::No(check) => tracing::warn!(peer = %self.peer, %check, "a parcel of ours was refused as a fault"),
            }
        }
        self.take(given).await?;
        if self.peering.node.station().us().body == model::Body::Relay {
            let peer = self.peer.clone();
            let noted = with_store(&self.peering.node, "let go", move |_, tx| note_kept(tx, &peer, &kept));
            noted.await.map_err(stopped)?;
        }
        Ok(())
    }

    /// Asks for what waits for us there, until nothing more does.
    async fn ask(&mut self) -> Result<(), Broken> {
        loop {
            let (mut out, mut digests) = (Vec::new(), Vec::new());
            self.kept.iter().take(MOST_DIGESTS).for_each(|digest| digests.extend(digest.0));
            frame::write(&mut out, Kind::Poll, &digests);
            send(&mut self.writer, &out).await?;
            let (_, given) = self.answer().await?;
            self.kept = given.iter().map(|parcel| sha256(&[parcel])).collect();
            if given.is_empty() {
                return Ok(());
            }
            self.take(given).await?;
            self.give_back().await?;
        }
    }

    /// Hands back what is for the peer.
    async fn give_back(&mut self) -> Result<(), Broken> {
        while !self.back.is_empty() {
            let batch: Vec<_> = self.back.drain(..self.back.len().min(limits::BATCH)).collect();
            // A receipt for a receipt does not exist, so this ends.
            Box::pin(self.hand(batch)).await?;
        }
        Ok(())
    }

    async fn answer(&mut self) -> Result<(End, Vec<Vec<u8>>), Broken> {
        answer(&mut self.frames).await
    }

    /// Takes what the peer gave; what goes back to it is kept for [`Connected::give_back`].
    async fn take(&mut self, given: Vec<Vec<u8>>) -> Result<(), Broken> {
        if given.is_empty() {
            return Ok(());
        }
        for one in take(&self.peering.node, &self.peer, given).await.map_err(stopped)? {
            for reply in one.replies {
                if *reply.hop() == self.peer {
                    self.back.push_back(reply);
                } else {
                    self.lines.post(reply);
                }
            }
            if one.fault.is_some() && self.peering.budgets.fault(&self.peer, self.peering.clock()) {
                self.peering.alarm(&self.peer, "peer-over-budget").await;
                return Err(Broken::Busy(60));
            }
        }
        Ok(())
    }
}

/// Reads one answer: parcels, then its end.
async fn answer<R: tokio::io::AsyncRead + Unpin>(frames: &mut Frames<R>) -> Result<(End, Vec<Vec<u8>>), Broken> {
    let (mut given, mut size) = (Vec::new(), 0);
    loop {
        let Frame { kind, body } = frames.next(limits::ANSWER).await?;
        match kind {
            Kind::Parcel => {
                size += body.len();
                given.push(body);
                // Twice what one go may hold, and one parcel of the longest kind.
                if given.len() > 4 * limits::BATCH || size > 2 * limits::GO + frame::Kind::Parcel.longest() {
                    return Err(Fault { check: &WIRE_1_2, place: "answer".to_owned() }.into());
                }
            }
            Kind::Done => return Ok((End::Done, given)),
            Kind::No => return Ok((End::No(frame::read_no(&body)?), given)),
            Kind::Busy => return Err(Broken::Busy(frame::read_busy(&body)?)),
            Kind::Hello | Kind::Poll => return Err(Fault { check: &WIRE_1_2, place: "answer".to_owned() }.into()),
        }
    }
}
