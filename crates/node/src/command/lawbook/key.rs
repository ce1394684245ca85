//! `comity lawbook key`: the key of a publisher of lawbooks. It signs lawbooks and nothing else.

use super::super::secret_file::SecretFile;
use super::super::{Answer, Terminal, Trouble};
use crate::system::SystemChance;
use clap::Args;
use data_encoding::HEXLOWER;
use model::Digest;
use seal::keys::{DualSecret, fingerprint_words};
use serde::Serialize;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Make the key of a publisher of lawbooks
#[derive(Debug, Args)]
#[command(after_help = "Nodes pin the fingerprint: read the words to them on a line you trust.\n\nExamples:\n  \
                        comity lawbook key --out /media/safe/publisher.key")]
pub(in crate::command) struct Key {
    /// Where the secret key goes; the file must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Shown<'a> {
    file: &'a Path,
    fingerprint: Digest,
    fingerprint_words: String,
}

impl Key {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let mut place = SecretFile::make(&self.out)?;
        let key = DualSecret::generate(&mut SystemChance)?;
        place.write(&Zeroizing::new(HEXLOWER.encode(&key.to_bytes()).into_bytes()))?;
        place.keep();
        let fingerprint = key.public().fingerprint();
        let shown = Shown { file: &self.out, fingerprint, fingerprint_words: fingerprint_words(&fingerprint) };
        terminal.show(&shown, || {
            format!(
                "secret key    {}\nfingerprint   {fingerprint}\nin words      {}\n",
                shown.file.display(),
                shown.fingerprint_words
            )
        })?;
        Ok(Answer::Yes)
    }
}
