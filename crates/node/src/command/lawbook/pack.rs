//! `comity lawbook pack`: the folder of a lawbook into one signed file.

use super::super::{Answer, Terminal, Trouble, whole};
use crate::lawbooks::{LARGEST, PackError, Package};
use clap::Args;
use data_encoding::HEXLOWER;
use model::Digest;
use seal::keys::DualSecret;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Check a lawbook and sign it into one file
#[derive(Debug, Args)]
#[command(
    after_help = "The edition is the line in VERSION; give each its own. Situations (tests/) and texts for readers \
                        (*.md) stay behind.\n\nExamples:\n  comity lawbook pack ./lawbook --key publisher.key --out \
                        lawbook-2027.1.json"
)]
pub(in crate::command) struct Pack {
    /// The folder of the lawbook
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The publisher's secret key, as `comity lawbook key` wrote it
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Where the package goes; a file that is there already is not written over
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Shown<'a> {
    file: &'a Path,
    edition: &'a str,
    digest: Digest,
    publisher: Digest,
}

impl Pack {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let key = self.secret()?;
        let mut files = BTreeMap::new();
        collect(&self.folder, &self.folder, &mut files)?;
        if self.out.exists() {
            return Err(Trouble::file(&self.out, &std::io::ErrorKind::AlreadyExists.into()));
        }
        let package = Package::sign(files, &key).map_err(|error| match error {
            PackError::Failed(failure) => Trouble::Failed(failure),
            PackError::Bad(bad) => {
                let remedy = "correct the lawbook; nothing was written";
                Trouble::input(self.folder.display().to_string(), bad.to_string(), remedy)
            }
        })?;
        let bytes = package.to_bytes()?;
        // Made anew: what stands there may be a key.
        let written = File::create_new(&self.out).and_then(|mut file| file.write_all(&bytes));
        if let Err(error) = written {
            if error.kind() != std::io::ErrorKind::AlreadyExists {
                // Half a package is none; what cannot be removed is told by the next run.
                let _ = std::fs::remove_file(&self.out);
            }
            return Err(Trouble::file(&self.out, &error));
        }
        let (file, edition, digest) = (self.out.as_path(), package.edition(), package.digest());
        let shown = Shown { file, edition, digest, publisher: key.public().fingerprint() };
        terminal.show(&shown, || {
            format!("{}: edition {edition}, sha256:{digest}\nsigned by {}\n", file.display(), shown.publisher)
        })?;
        Ok(Answer::Yes)
    }

    fn secret(&self) -> Result<DualSecret, Trouble> {
        let text = Zeroizing::new(whole::text(&self.key, whole::PAGE)?);
        let seeds = HEXLOWER.decode(text.trim().as_bytes()).map(Zeroizing::new).ok();
        match seeds.filter(|seeds| seeds.len() == DualSecret::LEN) {
            Some(seeds) => Ok(DualSecret::from_bytes(&seeds)?),
            None => {
                let remedy = "give the file that `comity lawbook key` wrote";
                Err(Trouble::input(self.key.display().to_string(), "not the key of a publisher", remedy))
            }
        }
    }
}

/// Every file of the lawbook but its situations and what people read, by its path there.
fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) -> Result<(), Trouble> {
    for entry in std::fs::read_dir(folder).map_err(|e| Trouble::file(folder, &e))? {
        let path = entry.map_err(|e| Trouble::file(folder, &e))?.path();
        let name = path.strip_prefix(root).map(|p| p.to_string_lossy().replace('\\', "/")).unwrap_or_default();
        if name == "tests" || name.ends_with(".md") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let text = whole::text(&path, LARGEST)?;
            files.insert(name, text);
        }
    }
    Ok(())
}
