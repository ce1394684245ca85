//! May these two authorities do this, on this date? A pure function over the lawbook.
//!
//! Three questions, three findings: [`power`](mod@power) (a treaty, an act of membership, an arrangement, declared reciprocity),
//! [`transfer`](mod@transfer) (a ground for personal data to go there) and [`bars`](mod@bars) (human-rights obstacles, which a person answers).
//! The whole world at once: [`survey`](mod@survey); where it has [`gaps`](mod@gaps); what would change, [`suppose`](mod@suppose),
//! and whom that touches, [`drill`](mod@drill); what comes due, [`calendar`](mod@calendar).
//! After sending: what an arrangement says of handing on and keeping what came under it, [`onward`](mod@onward).
//! Beside them [`parties`](mod@parties) (who is bound by what, since when), [`clock`] (when it is due), and a [`sheet`] of all that is
//! known of one State or one instrument.
//! For extradition and assistance: [`offence`] (do two definitions meet?) and [`grounds`](mod@grounds) (on which grounds may or must it be
//! refused, on these facts?).
//!
//! What is *not* here: reading files (the caller hands over bytes), the present moment (a date is a parameter), whether
//! *this officer* may (`policy`). It is an aid to a lawyer: it cites, and it never says "lawful".
//! Next: [`Lawbook`], then [`Question`].

pub mod bars;
pub mod basis;
pub mod calendar;
pub mod checks;
pub mod clock;
pub mod drill;
pub mod entry;
pub mod gaps;
pub mod grounds;
pub mod lawbook;
pub mod offence;
pub mod onward;
pub mod parties;
pub mod power;
pub mod question;
pub mod sheet;
pub mod standing;
pub mod suppose;
pub mod survey;
pub mod transfer;

pub use bars::{BarQuestion, Cleared, Direction, Facts, Status, bars, bars_answered, reasoned};
pub use lawbook::{BadLawbook, Lawbook};
pub use onward::{Onward, onward};
pub use parties::{Parties, parties};
pub use power::{Power, power};
pub use question::{Fact, Question, Side};
pub use survey::{Extent, Reach, Scope, Survey, World};
pub use transfer::{Derogation, TransferNeed, transfer};
