//! Who is it? Password (argon2id) and TOTP, sessions, lock-out, first sign-in by a one-time code. Not what he may do:
//! that is `policy`, asked at each step.
//!
//! ```text
//! one-time code --enrolment--> password and TOTP --sign in--> session --each request--> Officer
//!                                      `- again for a release or a second person's word: prove
//! ```
//!
//! An unknown officer, a wrong password, a wrong code and a locked account get one answer, after the same work.

mod account;
mod attempt;
pub mod checks;
mod lock;
mod one_time;
mod password;
mod session;
mod totp;

pub use account::{NewAccount, OneTimeCode};
pub use attempt::{Enrolment, Given, NotSignedIn, begin_enrolment, finish_enrolment, prove, sign_in};
pub use lock::{FREE_ATTEMPTS, locked_for};
pub use password::{LEAST_PASSWORD, MOST_PASSWORD};
pub use session::{IDLE, LONGEST, Token, resume, sign_out};
