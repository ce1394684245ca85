//! Frames on a connection, each within its time.

use super::limits;
use exchange::peer::frame::{HEAD, Head, Kind};
use model::Fault;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::timeout;

/// One frame.
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) body: Vec<u8>,
}

/// Why nothing more can be read or written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    /// The other side closed, between two frames.
    #[error("closed by the other side")]
    Closed,
    /// The connection failed.
    #[error("{0}")]
    Failed(#[from] io::Error),
    /// It took too long.
    #[error("too slow")]
    Slow,
    /// It is not the protocol.
    #[error("{0}")]
    Fault(Fault),
    /// The other side refused it, by this check.
    #[error("refused by the other side: {0}")]
    Refused(String),
    /// The other side asked for a pause.
    #[error("the other side asks to wait {0} s")]
    Busy(u16),
    /// We could not go on.
    #[error("{0}")]
    Stopped(String),
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Broken {
        Broken::Fault(fault)
    }
}

/// Reads frames.
pub(super) struct Frames<R> {
    reader: BufReader<R>,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub(super) fn new(reader: R) -> Frames<R> {
        Frames { reader: BufReader::with_capacity(limits::BUFFER, reader) }
    }

    /// The next frame; its first byte may take `patience`.
    pub(super) async fn next(&mut self, patience: Duration) -> Result<Frame, Broken> {
        let mut head = [0; HEAD];
        let (first, rest) = head.split_at_mut(1);
        match timeout(patience, self.reader.read(first)).await.map_err(|_| Broken::Slow)?? {
            0 => return Err(Broken::Closed),
            _ => timeout(limits::frame(0), self.reader.read_exact(rest)).await.map_err(|_| Broken::Slow)??,
        };
        let head = Head::read(head)?;
        // Memory is taken as bytes come, not as they are announced.
        let mut body = Vec::with_capacity(head.length.min(limits::BUFFER));
        let mut limited = (&mut self.reader).take(head.length as u64);
        let read = timeout(limits::frame(head.length), limited.read_to_end(&mut body));
        if read.await.map_err(|_| Broken::Slow)?? < head.length {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok(Frame { kind: head.kind, body })
    }

    /// Waits, between two requests, for what must not come: an end, or a frame that nobody asked for.
    pub(super) async fn until_broken(&mut self) -> Broken {
        match self.reader.fill_buf().await {
            Ok([]) => Broken::Closed,
            Ok(_) => Fault { check: &exchange::checks::WIRE_1_2, place: "unasked".to_owned() }.into(),
            Err(error) => error.into(),
        }
    }

    /// Whether a whole frame has already come.
    pub(super) fn has_whole(&self) -> bool {
        let buffered = self.reader.buffer();
        let Some(head) = buffered.first_chunk::<HEAD>() else { return false };
        Head::read(*head).is_ok_and(|head| buffered.len() >= HEAD + head.length)
    }
}

/// Writes frames that were put together, whole or not at all.
pub(super) async fn send<W: AsyncWrite + Unpin>(writer: &mut W, frames: &[u8]) -> Result<(), Broken> {
    let sending = async {
        writer.write_all(frames).await?;
        writer.flush().await
    };
    timeout(limits::frame(frames.len()), sending).await.map_err(|_| Broken::Slow)??;
    Ok(())
}
