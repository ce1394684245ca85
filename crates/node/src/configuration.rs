//! How a node works, as its administrator chose: `comity.toml` in the node's directory. No secret and no law in it.

use crate::peers::Budget;
use exchange::Ways;
use model::UnitId;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of the file in the node's directory.
pub const FILE: &str = "comity.toml";

/// The settings of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Configuration {
    /// The unit whose tray receives what comes in: the single point of contact.
    pub contact: UnitId,
    /// Candidates below this probability, 0 to 1, are shown to nobody.
    #[serde(default = "least_probability")]
    pub least_probability: f64,
    /// At most this many candidates for one subject.
    #[serde(default = "most_candidates")]
    pub most_candidates: usize,
    /// Where officers reach the node; a loopback address.
    #[serde(default = "listen")]
    pub listen: SocketAddr,
    /// Where other nodes reach it, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer_listen: Option<SocketAddr>,
    /// How often, in seconds, a peer that can be reached is asked for what waits for us; 1 to 3600.
    #[serde(default = "peer_poll_seconds")]
    pub peer_poll_seconds: u32,
    /// Where erasures are noted, to be kept with the backups; else beside the directory, as `DIR.journal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure_journal: Option<PathBuf>,
    /// What each peer may cost, by the minute.
    #[serde(default)]
    pub peer_budget: Budget,
}

fn least_probability() -> f64 {
    0.5
}

fn most_candidates() -> usize {
    10
}

fn peer_poll_seconds() -> u32 {
    20
}

fn listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 7440))
}

/// Why a configuration is not taken, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {because}", file = file.display())]
pub struct BadConfiguration {
    /// Which file.
    pub file: PathBuf,
    /// Which line, from 1; 0 where it is the whole.
    pub line: u64,
    /// Which setting, where one can be named.
    pub field: String,
    /// What is wrong.
    pub because: String,
}

impl Configuration {
    /// The settings of a new node.
    pub fn new(contact: UnitId) -> Configuration {
        let (least_probability, most_candidates) = (least_probability(), most_candidates());
        let (peer_listen, peer_budget) = (None, Budget::default());
        let (listen, peer_poll_seconds) = (listen(), peer_poll_seconds());
        Configuration {
            contact,
            least_probability,
            most_candidates,
            listen,
            peer_listen,
            peer_poll_seconds,
            peer_budget,
            erasure_journal: None,
        }
    }

    /// Reads `comity.toml` of a node's directory.
    pub fn read(directory: &Path) -> Result<Configuration, BadConfiguration> {
        let file = directory.join(FILE);
        let bad = |line: u64, field: &str, because: String| BadConfiguration {
            file: file.clone(),
            line,
            field: field.to_owned(),
            because,
        };
        let text = std::fs::read_to_string(&file).map_err(|e| bad(0, "", e.to_string()))?;
        let read: Configuration = toml::from_str(&text).map_err(|e| {
            let line = e.span().map_or(0, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
            bad(line as u64, "", e.message().to_owned())
        })?;
        let line_of = |field: &str| text.lines().position(|line| line.trim_start().starts_with(field)).unwrap_or(0);
        let at = |field: &str, because: &str| bad(line_of(field) as u64 + 1, field, because.to_owned());
        if !(0.0..=1.0).contains(&read.least_probability) {
            return Err(at("least-probability", "not between 0 and 1"));
        }
        if read.most_candidates == 0 || read.most_candidates > 1000 {
            return Err(at("most-candidates", "not between 1 and 1000"));
        }
        if read.peer_poll_seconds == 0 || read.peer_poll_seconds > 3_600 {
            return Err(at("peer-poll-seconds", "not between 1 and 3600"));
        }
        Ok(read)
    }

    /// How often a peer that can be reached is asked for what waits for us.
    pub fn poll_every(&self) -> Duration {
        Duration::from_secs(u64::from(self.peer_poll_seconds))
    }

    /// The file of these settings, as `comity init` writes it.
    pub fn to_toml(&self) -> String {
        let body = toml::to_string(self).unwrap_or_default();
        format!("# How this node works. Changes hold from the next start.\n{body}")
    }

    /// The part that the pipeline needs.
    pub fn ways(&self) -> Ways {
        Ways {
            contact: self.contact.clone(),
            least_probability: self.least_probability,
            most_candidates: self.most_candidates,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Configuration, BadConfiguration> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), text).unwrap();
        Configuration::read(folder.path())
    }

    #[test]
    fn what_init_writes_reads_back() {
        let configuration = Configuration::new(UnitId::parse("spoc").unwrap());
        assert_eq!(read(&configuration.to_toml()).unwrap(), configuration);
    }

    #[test]
    fn a_bad_setting_is_named_with_its_line() {
        let error = read("contact = \"spoc\"\nleast-probability = 1.5\n").unwrap_err();
        assert_eq!((error.line, error.field.as_str()), (2, "least-probability"));
        let error = read("contact = \"spoc\"\nleest = 1\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(read("contact = \"Not A Unit\"\n").is_err());
    }
}
