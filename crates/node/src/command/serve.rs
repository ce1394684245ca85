//! `comity serve`: one node at work. Officers reach it on loopback; a worker answers neutrally at the ticks, hands over what
//! is due and publishes the log. Other nodes reach it on the peer port, if it has one; it reaches them by their addresses.

use super::directory::Directory;
use super::{Answer, Terminal, Trouble};
use crate::api;
use crate::api::{Node, Served};
use crate::backup::{Journal, journal};
use crate::peers::{self, Lines, Peering};
use crate::rules::Rules;
use crate::system::{SystemChance, SystemClock};
use crate::worker::Worker;
use ::audit::{Code, Event};
use clap::Args;
use exchange::{PublishedLog, Station};
use model::{Clock, Failure};
use serde::Serialize;
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Requests that are under way at the end get this long.
const GRACE: Duration = Duration::from_secs(10);

/// Serve one node to its officers, on loopback
#[derive(Debug, Args)]
#[command(after_help = "Stops in an orderly way on SIGINT and SIGTERM. The variable COMITY_LOG sets what is told on \
                        stderr (info, debug); ids alone, never content.\nWithout a peer port partners cannot come to this node; it still goes to \
                        those that have an address, and fetches there what waits for it.\n\nExamples:\n  \
                        comity serve --dir /srv/comity/fi-spoc --peer-listen 0.0.0.0:7441\n  \
                        comity serve --dir fi-spoc --listen 127.0.0.1:8000 --key-file /run/keys/fi-spoc.key")]
pub(super) struct Serve {
    #[command(flatten)]
    directory: Directory,
    /// Where officers reach it: a loopback address; else the one in `comity.toml`
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Where other nodes reach it, by mutual TLS: any address; else the one in `comity.toml`, else nowhere
    #[arg(long, value_name = "ADDRESS")]
    peer_listen: Option<SocketAddr>,
}

/// What is said once it listens.
#[derive(Serialize)]
struct Listening<'a> {
    authority: &'a str,
    listen: SocketAddr,
    peer_listen: Option<SocketAddr>,
    openapi: String,
}

impl Serve {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let configuration = self.directory.configuration()?;
        let listen = self.listen.unwrap_or(configuration.listen);
        if !listen.ip().is_loopback() {
            let because = format!("{listen} is not a loopback address");
            let remedy = "listen on 127.0.0.1 or [::1]; officers elsewhere come through a tunnel of yours";
            return Err(Trouble::input("--listen", because, remedy));
        }
        tell();
        let rules = Rules::of(&self.directory.dir).map_err(|e| Failure::new("reading the rules", e))?;
        let store = self.directory.open()?;
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        let Rules { lawbook, policies } = rules;
        let station = Station::open(&store, lawbook, policies, configuration.ways(), at, &mut chance)?;
        let log = PublishedLog::open(&station, &store, at)?;
        let journal = configuration.erasure_journal.clone().unwrap_or_else(|| journal::place(&self.directory.dir));
        let journal = Journal::open(&journal)?;
        let node = Served::new(store, station, Box::new(SystemClock));
        let runtime = tokio::runtime::Runtime::new().map_err(|e| Failure::new("starting to serve", e))?;
        let listener = runtime.block_on(TcpListener::bind(listen)).map_err(|e| {
            let remedy = "stop what listens there, or choose another port";
            Trouble::input("--listen", format!("{listen}: {e}"), remedy)
        })?;
        let peering = Peering::new(node.clone(), configuration.peer_budget, configuration.poll_every())?;
        let lines = Lines::new(peering.clone(), runtime.handle().clone());
        let port = match self.peer_listen.or(configuration.peer_listen) {
            Some(address) => Some(runtime.block_on(TcpListener::bind(address)).map_err(|e| {
                let remedy = "stop what listens there, or choose another port";
                Trouble::input("--peer-listen", format!("{address}: {e}"), remedy)
            })?),
            None => None,
        };
        announce(&node, &listener, port.as_ref(), terminal)?;
        if let Some(port) = port {
            let (peering, lines) = (peering.clone(), lines.clone());
            runtime.spawn(async move {
                if let Err(failure) = peers::listen(peering, lines, port).await {
                    tracing::error!(because = %failure, "the peer port is closed");
                }
            });
        }
        let worker = Worker::start_with(node.clone(), log, peering, lines.clone(), Some(journal));
        let served = runtime.block_on(serve(node.clone(), listener));
        lines.end();
        runtime.shutdown_timeout(GRACE);
        note_stopped(&node)?;
        worker.stop()?;
        served?;
        terminal.say("stopped");
        Ok(Answer::Yes)
    }
}

/// Tells what happens on stderr, by level.
fn tell() {
    let filter = EnvFilter::try_from_env("COMITY_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    let told = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let _ = told.try_init();
}

fn announce(
    node: &Node,
    listener: &TcpListener,
    port: Option<&TcpListener>,
    terminal: &mut Terminal,
) -> Result<(), Trouble> {
    let address = |listener: &TcpListener| listener.local_addr().map_err(|e| Failure::new("starting to serve", e));
    let (listen, peer_listen) = (address(listener)?, port.map(address).transpose()?);
    let authority = node.station().us().id.as_str();
    let listening = Listening { authority, listen, peer_listen, openapi: format!("http://{listen}/openapi.json") };
    terminal.show(&listening, || match peer_listen {
        Some(peers) => format!("{authority} listens on http://{listen}, to other nodes on {peers}"),
        None => format!("{authority} listens on http://{listen}; other nodes cannot come to it"),
    })
}

async fn serve(node: Node, listener: TcpListener) -> Result<(), Failure> {
    let doing = "serving";
    let mut terminate = signal(SignalKind::terminate()).map_err(|e| Failure::new(doing, e))?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|e| Failure::new(doing, e))?;
    let (asked, told) = (std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false)), Duration::from_millis(50));
    let ended = asked.clone();
    let stop = async move {
        tokio::select! { _ = terminate.recv() => {} _ = interrupt.recv() => {} }
        asked.store(true, std::sync::atomic::Ordering::SeqCst);
    };
    let serving = axum::serve(listener, api::router(node)).with_graceful_shutdown(stop);
    let overdue = async move {
        while !ended.load(std::sync::atomic::Ordering::SeqCst) {
            tokio::time::sleep(told).await;
        }
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving => served.map_err(|e| Failure::new(doing, e)),
        () = overdue => Ok(()),
    }
}

fn note_stopped(node: &Node) -> Result<(), Trouble> {
    let program =
        Code::parse(concat!("comity-", env!("CARGO_PKG_VERSION"))).map_err(|e| Failure::new("stopping", e))?;
    node.store().tx("stop", node.now(), &mut SystemChance, |tx| {
        tx.audit().append(Event::NodeStopped { program })?;
        Ok(())
    })?;
    Ok(())
}
