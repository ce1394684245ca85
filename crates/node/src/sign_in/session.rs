//! Sessions: a token of 32 random bytes in the officer's hands, its SHA-256 in the store. Thirty minutes without use or
//! twelve hours end it (NOD-3.3).

use audit::{Code, Event};
use data_encoding::BASE64URL_NOPAD;
use jiff::SignedDuration;
use model::{Chance, Digest, Failure, Officer, OfficerId, Stop};
use seal::digest::sha256;
use store::{SessionRow, Tx};
use zeroize::Zeroizing;

/// Ends a session that is not used.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// Ends any session.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// The token of a session. `Debug` does not show it.
pub struct Token(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<secret>")
    }
}

impl Token {
    fn draw(chance: &mut dyn Chance) -> Token {
        let mut bytes = Zeroizing::new([0; 32]);
        chance.fill(bytes.as_mut());
        Token(bytes)
    }

    /// Reads what a request carries.
    pub fn parse(text: &str) -> Option<Token> {
        let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?);
        Some(Token(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// The token as a cookie or header carries it.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64URL_NOPAD.encode(self.0.as_ref()))
    }

    fn digest(&self) -> Digest {
        sha256(&[b"comity/v1/session", self.0.as_ref()])
    }
}

pub(super) fn open(tx: &mut Tx<'_>, officer: &OfficerId) -> Result<Token, Stop> {
    let token = Token::draw(tx.chance());
    let (begun, seen) = (tx.at(), tx.at());
    let ends = begun.checked_add(LONGEST).map_err(|e| Failure::new("opening a session", e))?;
    tx.sessions().sweep()?;
    tx.sessions().add(&SessionRow { token: token.digest(), officer: officer.clone(), begun, seen, ends })?;
    Ok(token)
}

/// The officer of a session that is still open, and notes that it was used.
pub fn resume(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Officer>, Stop> {
    let digest = token.digest();
    let Some(session) = tx.sessions().get(&digest)? else { return Ok(None) };
    let now = tx.at();
    if now >= session.ends || now.duration_since(session.seen) >= IDLE {
        end(tx, &digest, &session.officer, "time")?;
        return Ok(None);
    }
    let Some(account) = tx.officers().get(&session.officer)? else { return Ok(None) };
    // Once a minute is enough to know that it is in use, and spares a write at each request.
    if now.duration_since(session.seen) >= SignedDuration::from_mins(1) {
        tx.sessions().seen(&digest)?;
    }
    Ok(Some(account.officer))
}

/// Ends a session by its officer.
pub fn sign_out(tx: &mut Tx<'_>, token: &Token) -> Result<(), Stop> {
    let digest = token.digest();
    match tx.sessions().get(&digest)? {
        Some(session) => end(tx, &digest, &session.officer, "officer"),
        None => Ok(()),
    }
}

fn end(tx: &mut Tx<'_>, digest: &Digest, officer: &OfficerId, because: &str) -> Result<(), Stop> {
    if tx.sessions().end(digest)? {
        let because = Code::parse(because).map_err(|e| Failure::new("ending a session", e))?;
        tx.audit().append(Event::SignOut { officer: officer.clone(), because })?;
    }
    Ok(())
}
