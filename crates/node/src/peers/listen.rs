//! The peer port: its own accept loop. Each handshake is a task of its own with a time limit; how many are under way is
//! limited, in all and from one address, so that whoever opens connections and says nothing keeps nobody else out.

use super::session::session;
use super::{Lines, Peering, limits};
use model::Failure;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// Handshakes under way from each address.
#[derive(Default)]
struct Knocking(Mutex<BTreeMap<IpAddr, usize>>);

/// One of them; it counts until it is dropped.
struct Knock<'a>(&'a Knocking, IpAddr);

impl Knocking {
    fn knock(&self, from: IpAddr) -> Option<Knock<'_>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(from).or_default();
        if *count >= limits::HANDSHAKES_FROM_ONE {
            return None;
        }
        *count += 1;
        Some(Knock(self, from))
    }
}

impl Drop for Knock<'_> {
    fn drop(&mut self) {
        let mut all = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.1);
            }
        }
    }
}

/// Takes connections until the runtime ends.
pub async fn listen(peering: Arc<Peering>, lines: Arc<Lines>, port: TcpListener) -> Result<(), Failure> {
    let config = peering.identity.server(peering.register.clone());
    let config = config.map_err(|error| Failure::new("preparing the peer port", error))?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let handshakes = Arc::new(Semaphore::new(limits::HANDSHAKES));
    let open = Arc::new(Semaphore::new(limits::CONNECTIONS));
    let knocking = Arc::new(Knocking::default());
    loop {
        let Ok(permit) = handshakes.clone().acquire_owned().await else { return Ok(()) };
        let (stream, from) = match port.accept().await {
            Ok(came) => came,
            Err(error) => {
                // Out of file descriptors, mostly: wait for some to come back.
                tracing::warn!(because = %error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (peering, lines, acceptor) = (peering.clone(), lines.clone(), acceptor.clone());
        let (knocking, open) = (knocking.clone(), open.clone());
        tokio::spawn(async move {
            let Some(knock) = knocking.knock(from.ip()) else { return };
            let Ok(_open) = open.try_acquire_owned() else { return };
            let Some(shaken) = shake(&acceptor, stream, from).await else { return };
            drop((knock, permit));
            session(peering, lines, shaken).await;
        });
    }
}

type Shaken = tokio_rustls::server::TlsStream<TcpStream>;

async fn shake(acceptor: &TlsAcceptor, stream: TcpStream, from: SocketAddr) -> Option<Shaken> {
    let _ = stream.set_nodelay(true);
    match timeout(limits::HANDSHAKE, acceptor.accept(stream)).await {
        Ok(Ok(shaken)) => Some(shaken),
        Ok(Err(error)) => {
            tracing::warn!(%from, because = %error, check = "WIRE-2.1", "no handshake");
            None
        }
        Err(_) => {
            tracing::warn!(%from, because = "too slow", "no handshake");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_does_not_take_all_the_handshakes() {
        let knocking = Knocking::default();
        let (a, b) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let mut held: Vec<_> = (0..limits::HANDSHAKES_FROM_ONE).map(|_| knocking.knock(a).unwrap()).collect();
        assert!(knocking.knock(a).is_none());
        assert!(knocking.knock(b).is_some());
        held.pop();
        assert!(knocking.knock(a).is_some());
        drop(held);
        assert!(knocking.0.lock().unwrap().is_empty());
    }
}
