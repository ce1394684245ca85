//! Backups of a node, and what is kept beside them: one file closed under the node key, a journal of what was erased, a mark of
//! how far the node had come.
//!
//! The file holds the database, the settings, the installed lawbooks and the published log. Personal fields in it are sealed
//! twice: as they are in the database, and with the whole file. It opens with the node key alone, which is the administrator's:
//! `comity init` wrote it to a file that lies neither in the directory nor in a backup. Private epoch keys are not in it: what was
//! sealed to them cannot be opened from a backup, and is sealed again by its sender.
//!
//! Next: [`make()`], [`restore()`]; how a restored node begins is [`exchange::begin_anew`].

mod file;
pub mod journal;
mod make;
pub mod mark;
mod members;
mod noted;
mod restore;
mod unpack;

pub use file::{BadBackup, Header};
pub use journal::Journal;
pub use make::make;
pub use noted::{leave_note, take_up_notes};
pub use restore::{Putting, Restored, restore};

model::checks! {
    NOD_6_1 = "NOD-6.1", "a backup opens whole under the node key, in its own format, or not at all", "house";
    NOD_6_2 = "NOD-6.2", "what was erased after a backup is erased again when it is restored, or is named as not known", "house";
    NOD_6_3 = "NOD-6.3", "a restored node begins a later incarnation than any that is known, under its root", "house";
    NOD_6_4 = "NOD-6.4", "a node that is behind what is kept beside its directory sends nothing", "house";
}
