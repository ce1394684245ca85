//! The network between two nodes: it delays each piece by its own chance, cuts connections at any byte, so that a sender
//! does not know what arrived and repeats it, holds new connections back while later ones overtake them, and plays the
//! bytes of an earlier connection again. Inside a connection TLS lets nobody change the order; between connections we do.

use crate::fate::Dice;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What it did.
#[derive(Default)]
pub struct Deeds {
    pub connections: AtomicU64,
    pub cut: AtomicU64,
    pub replayed: AtomicU64,
}

/// The network in front of one node.
pub struct Proxy {
    /// Where the others reach the node.
    pub address: SocketAddr,
    pub deeds: Arc<Deeds>,
    calm: Arc<AtomicBool>,
}

/// At most so much of a connection is kept to be played again.
const KEPT: usize = 64 * 1024;

impl Proxy {
    /// In front of `target`, until the process ends.
    pub fn before(target: SocketAddr, dice: Arc<Dice>) -> Result<Proxy, String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| format!("a proxy: {e}"))?;
        let address = listener.local_addr().map_err(|e| format!("a proxy: {e}"))?;
        let (deeds, calm) = (Arc::new(Deeds::default()), Arc::new(AtomicBool::new(false)));
        let way = Way { target, dice, deeds: deeds.clone(), calm: calm.clone(), earlier: Arc::default() };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let way = way.clone();
                std::thread::spawn(move || way.carry(stream));
            }
        });
        Ok(Proxy { address, deeds, calm })
    }

    /// From now on it only carries.
    pub fn calm(&self) {
        self.calm.store(true, Ordering::SeqCst);
    }
}

#[derive(Clone)]
struct Way {
    target: SocketAddr,
    dice: Arc<Dice>,
    deeds: Arc<Deeds>,
    calm: Arc<AtomicBool>,
    /// What a client said on an earlier connection.
    earlier: Arc<Mutex<Vec<u8>>>,
}

impl Way {
    fn carry(&self, client: TcpStream) {
        self.deeds.connections.fetch_add(1, Ordering::Relaxed);
        if !self.is_calm() {
            self.dice.rest(0, 400);
            if self.dice.below(4) == 0 {
                self.replay();
            }
        }
        let Ok(server) = TcpStream::connect(self.target) else { return };
        let life = Duration::from_millis(200 + self.dice.below(6_000));
        let (Ok(from_client), Ok(from_server)) = (client.try_clone(), server.try_clone()) else { return };
        let (there, back) = (self.clone(), self.clone());
        let begun = Instant::now();
        let thread = std::thread::spawn(move || there.pump(from_client, server, begun, life, true));
        back.pump(from_server, client, begun, life, false);
        let _ = thread.join();
    }

    fn is_calm(&self) -> bool {
        self.calm.load(Ordering::SeqCst)
    }

    fn pump(&self, mut from: TcpStream, mut to: TcpStream, begun: Instant, life: Duration, kept: bool) {
        let mut buffer = [0; 4096];
        let mut said = Vec::new();
        let _ = from.set_read_timeout(Some(Duration::from_millis(100)));
        loop {
            if !self.is_calm() && begun.elapsed() >= life {
                self.deeds.cut.fetch_add(1, Ordering::Relaxed);
                break;
            }
            let read = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                    continue;
                }
                Err(_) => break,
            };
            if !self.is_calm() {
                self.dice.rest(0, 15);
            }
            if kept && said.len() < KEPT {
                said.extend_from_slice(&buffer[..read]);
            }
            if to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
        if kept && !said.is_empty() {
            *self.earlier.lock().unwrap_or_else(PoisonError::into_inner) = said;
        }
    }

    /// Says to the node what somebody has said to it before.
    fn replay(&self) {
        let said = self.earlier.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if said.is_empty() {
            return;
        }
        let Ok(mut server) = TcpStream::connect(self.target) else { return };
        let _ = server.set_read_timeout(Some(Duration::from_millis(300)));
        self.deeds.replayed.fetch_add(1, Ordering::Relaxed);
        if server.write_all(&said).is_ok() {
            let _ = server.read(&mut [0; 4096]);
        }
    }
}
