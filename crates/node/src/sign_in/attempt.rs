//! One attempt: what was given against what is kept. The slow hash is computed outside the transaction; what it found is
//! weighed inside, against the row as it is then, so that many attempts at once are counted one by one.

use super::account::plain;
use super::one_time::{self, Stored};
use super::session::{self, Token};
use super::{LEAST_PASSWORD, MOST_PASSWORD, lock, password, totp};
use audit::{Code, Event};
use model::{Chance, Failure, Instant, Officer, OfficerId, Stop};
use store::{OfficerRow, Store, Tx};
use zeroize::Zeroizing;

/// What somebody gives to sign in.
pub struct Given {
    /// Which account he says is his.
    pub officer: String,
    /// The password, or the one-time code.
    pub secret: Zeroizing<String>,
    /// The six digits.
    pub totp: String,
}

/// Why nobody is signed in. The first is one answer for all reasons, on purpose.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSignedIn {
    /// Something was not right, or the account is locked for a while.
    #[error("officer, password or code is not right, or the account is locked for a while")]
    NotRight,
    /// Within an open session: the code that a step asks for again.
    #[error("the code is not right or was used already, or the account is locked for a while; the session stays open")]
    Code,
    /// The new password is too short or too long.
    #[error("a password has at least {LEAST_PASSWORD} characters and at most {MOST_PASSWORD} bytes")]
    Password,
    /// We could not.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<Failure> for NotSignedIn {
    fn from(failure: Failure) -> NotSignedIn {
        NotSignedIn::Stopped(failure.into())
    }
}

/// What an authenticator needs; shown during enrolment alone.
pub struct Enrolment {
    /// The secret in base32.
    pub secret: Zeroizing<String>,
    /// The same as an `otpauth:` address.
    pub address: Zeroizing<String>,
}

/// What was found outside the transaction.
struct Weighed {
    id: Option<OfficerId>,
    right: bool,
    stored: Option<String>,
}

/// What the secret is expected to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Password,
    OneTimeCode,
}

/// Signs in with password and TOTP: a session, or the one answer.
pub fn sign_in(
    store: &Store,
    at: Instant,
    chance: &mut dyn Chance,
    given: &Given,
) -> Result<(Officer, Token), NotSignedIn> {
    let weighed = weigh(store, at, given, Expected::Password)?;
    settle(store, "sign in", at, chance, &weighed, given, |tx, row| {
        tx.audit().append(Event::SignIn { officer: row.officer.id.clone() })?;
        let token = session::open(tx, &row.officer.id)?;
        Ok((row.officer.clone(), token))
    })
}

/// Opens enrolment with the one-time code: what the authenticator needs. May be repeated until it is finished.
pub fn begin_enrolment(
    store: &Store,
    at: Instant,
    chance: &mut dyn Chance,
    node: &str,
    officer: &str,
    code: &str,
) -> Result<Enrolment, NotSignedIn> {
    let given = Given { officer: officer.to_owned(), secret: plain(code), totp: String::new() };
    let weighed = weigh(store, at, &given, Expected::OneTimeCode)?;
    let done = store.tx("begin enrolment", at, chance, |tx| {
        let row = current(tx, &weighed)?;
        match row {
            Some(row) if row.locked_until <= tx.at() => {
                let (secret, address) = totp::shown(&row.totp, node, &row.officer.id);
                Ok(Some(Enrolment { secret: Zeroizing::new(secret), address: Zeroizing::new(address) }))
            }
            _ => failed(tx, &weighed, "code").map(|()| None),
        }
    })?;
    done.ok_or(NotSignedIn::NotRight)
}

/// Finishes enrolment: the code is spent, the password set, the authenticator proved.
pub fn finish_enrolment(
    store: &Store,
    at: Instant,
    chance: &mut dyn Chance,
    given: &Given,
    new_password: &str,
) -> Result<(Officer, Token), NotSignedIn> {
    if new_password.chars().count() < LEAST_PASSWORD || new_password.len() > MOST_PASSWORD {
        return Err(NotSignedIn::Password);
    }
    let given = Given { officer: given.officer.clone(), secret: plain(&given.secret), totp: given.totp.clone() };
    let weighed = weigh(store, at, &given, Expected::OneTimeCode)?;
    let hash = password::hash(new_password, chance)?;
    settle(store, "finish enrolment", at, chance, &weighed, &given, |tx, row| {
        let id = &row.officer.id;
        tx.officers().set_credentials(id, &hash, &row.totp)?;
        tx.audit().append(Event::CredentialReset { subject_account: id.clone(), by: Some(id.clone()) })?;
        tx.audit().append(Event::SignIn { officer: id.clone() })?;
        let token = session::open(tx, id)?;
        Ok((row.officer.clone(), token))
    })
}

/// Proves again that it is he: the TOTP alone, within an open session. Returns when.
pub fn prove(
    store: &Store,
    at: Instant,
    chance: &mut dyn Chance,
    officer: &OfficerId,
    code: &str,
) -> Result<Instant, NotSignedIn> {
    let given = Given { officer: officer.to_string(), secret: Zeroizing::default(), totp: code.to_owned() };
    let stored = store.read("prove", at, |tx| Ok(tx.officers().get(officer)?.map(|row| row.password)))?;
    let weighed = Weighed { id: Some(officer.clone()), right: stored.is_some(), stored };
    settle(store, "prove", at, chance, &weighed, &given, |_, _| Ok(at)).map_err(|not| match not {
        NotSignedIn::NotRight => NotSignedIn::Code,
        other => other,
    })
}

fn weigh(store: &Store, at: Instant, given: &Given, expected: Expected) -> Result<Weighed, NotSignedIn> {
    let id = OfficerId::parse(&given.officer).ok();
    let row = match &id {
        Some(id) => store.read("look for an account", at, |tx| tx.officers().get(id))?,
        None => None,
    };
    let id = row.as_ref().map(|row| row.officer.id.clone());
    let stored = row.map(|row| row.password);
    let fitting = stored.as_deref().and_then(|text| match (one_time::read(text), expected) {
        (Stored::Password(hash), Expected::Password) => Some(hash),
        (Stored::OneTime(hash, until), Expected::OneTimeCode) if at < until => Some(hash),
        _ => None,
    });
    let within = given.secret.len() <= MOST_PASSWORD;
    let secret = if within { given.secret.as_str() } else { "" };
    let right = password::verify(secret, fitting)? && within;
    Ok(Weighed { id, right, stored })
}

/// The row, if what was weighed still stands and was right.
fn current(tx: &mut Tx<'_>, weighed: &Weighed) -> Result<Option<OfficerRow>, Stop> {
    let Some(id) = weighed.id.as_ref().filter(|_| weighed.right) else { return Ok(None) };
    Ok(tx.officers().get(id)?.filter(|row| Some(&row.password) == weighed.stored.as_ref()))
}

/// Weighs the second factor and the lock, and either acts or counts a failure; both in one transaction.
fn settle<T>(
    store: &Store,
    name: &str,
    at: Instant,
    chance: &mut dyn Chance,
    weighed: &Weighed,
    given: &Given,
    act: impl FnOnce(&mut Tx<'_>, &OfficerRow) -> Result<T, Stop>,
) -> Result<T, NotSignedIn> {
    let done = store.tx(name, at, chance, |tx| {
        let Some(row) = current(tx, weighed)? else { return failed(tx, weighed, "secret").map(|()| None) };
        if row.locked_until > tx.at() {
            return failed(tx, weighed, "locked").map(|()| None);
        }
        let Some(step) = totp::step(&row.totp, &given.totp, tx.at(), row.totp_used)? else {
            return failed(tx, weighed, "totp").map(|()| None);
        };
        let row = OfficerRow { totp_used: step, failures: 0, locked_until: Instant::UNIX_EPOCH, ..row };
        tx.officers().note_attempt(&row)?;
        act(tx, &row).map(Some)
    })?;
    done.ok_or(NotSignedIn::NotRight)
}

/// Counts a failure. While an account is locked nothing is counted: the lock does not grow by knocking.
fn failed(tx: &mut Tx<'_>, weighed: &Weighed, because: &str) -> Result<(), Stop> {
    let because = Code::parse(because).map_err(|e| Failure::new("noting a sign-in", e))?;
    tx.audit().append(Event::SignInFailed { subject_account: weighed.id.clone(), because })?;
    let Some(id) = &weighed.id else { return Ok(()) };
    let Some(row) = tx.officers().get(id)? else { return Ok(()) };
    if row.locked_until > tx.at() {
        return Ok(());
    }
    let failures = row.failures.saturating_add(1);
    let locked = lock::locked_for(failures);
    let locked_until = locked.and_then(|time| tx.at().checked_add(time).ok()).unwrap_or(row.locked_until);
    tx.officers().note_attempt(&OfficerRow { failures, locked_until, ..row })?;
    if locked.is_some() {
        tx.audit().append(Event::LockedOut { subject_account: id.clone() })?;
    }
    Ok(())
}
