//! What must hold at the end, held against the files that the nodes left, not against what they told.

use crate::fate::Options;
use crate::site::Site;
use audit::disk::{Disk as _, Folder};
use audit::{Event, bundle};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Waits until each has a cosignature of the other.
pub fn wait_for_witnesses(options: &Options, sites: &[Site; 2]) -> Result<(), String> {
    for site in sites {
        let beside = site.directory.join("witnessed");
        while !std::fs::read_dir(&beside).is_ok_and(|files| files.count() >= 2) {
            options.in_time(&format!("nobody cosigns the log of {}", site.id))?;
            std::thread::sleep(Duration::from_millis(250));
        }
    }
    Ok(())
}

/// What one log says of messages.
#[derive(Default)]
struct Account {
    /// How often each message was received.
    received: BTreeMap<String, u64>,
    sent: BTreeSet<String>,
    /// How many receipts were taken for each message.
    receipts: BTreeMap<String, u64>,
    repeated: u64,
    started: u64,
    /// What must not be in a log of this run.
    wrong: Vec<&'static str>,
}

/// Proves it all; what was counted at each node.
pub fn prove(options: &Options, sites: &[Site; 2]) -> Result<Value, String> {
    let accounts = [account(&sites[0].directory)?, account(&sites[1].directory)?];
    let mut told = Vec::new();
    for us in [0, 1] {
        let (ours, theirs, id) = (&accounts[us], &accounts[1 - us], sites[us].id);
        if let Some((message, times)) = theirs.received.iter().find(|(_, times)| **times != 1) {
            return Err(format!("message {message} took effect {times} times at {}", sites[1 - us].id));
        }
        if ours.sent != theirs.received.keys().cloned().collect() {
            return Err(format!("what {id} sent is not what {} received", sites[1 - us].id));
        }
        let unmatched = ours.sent.iter().find(|message| ours.receipts.get(*message) != Some(&1));
        if let Some(message) = unmatched {
            let times = ours.receipts.get(message).copied().unwrap_or(0);
            return Err(format!("{id} took {times} receipts for message {message}"));
        }
        if !ours.wrong.is_empty() {
            return Err(format!("the log of {id} has {}", ours.wrong.join(", ")));
        }
        let verdict = verify(options, &sites[us])?;
        told.push(json!({
            "node": id, "sent": ours.sent.len(), "received": ours.received.len(), "repeated_without_effect": ours.repeated,
            "starts": ours.started, "entries": verdict["size"], "rows_compared": verdict["rows"],
            "cosigned_by": verdict["witnessed"].as_array().map_or(0, Vec::len)
        }));
    }
    Ok(Value::from(told))
}

/// The command's own verdict, on the folder alone.
fn verify(options: &Options, site: &Site) -> Result<Value, String> {
    let mut command = Command::new(&options.program);
    command.args(["audit", "verify", "--json", "--quorum", "1", "--dir"]).arg(&site.directory);
    let said = command.output().map_err(|e| format!("audit verify: {e}"))?;
    let text = String::from_utf8_lossy(&said.stdout);
    if !said.status.success() {
        return Err(format!("audit verify of {}: {text}{}", site.id, String::from_utf8_lossy(&said.stderr)));
    }
    serde_json::from_str(&text).map_err(|e| format!("audit verify of {}: {e}", site.id))
}

fn account(directory: &Path) -> Result<Account, String> {
    let folder = Folder::at(&directory.join("log"));
    let failed = |because: String| format!("{}: {because}", directory.display());
    let (mut account, mut n) = (Account::default(), 0);
    let paths = folder.list().map_err(|e| failed(e.to_string()))?;
    for path in paths.iter().filter(|path| path.starts_with("entries/")) {
        let bytes = folder.read(path).map_err(|e| failed(e.to_string()))?.unwrap_or_default();
        for line in bundle::lines(&bytes).ok_or_else(|| failed(format!("{path} is no bundle")))? {
            let (_, entry) = bundle::read_row(line, n).map_err(|e| failed(format!("{path}: {e}")))?;
            n += 1;
            if let Some(entry) = entry {
                account.note(&entry.event);
            }
        }
    }
    Ok(account)
}

impl Account {
    fn note(&mut self, event: &Event) {
        match event {
            Event::Received { message, .. } => *self.received.entry(message.to_string()).or_default() += 1,
            Event::Sent { message, .. } => {
                self.sent.insert(message.to_string());
            }
            Event::ReceiptIn { message, .. } => *self.receipts.entry(message.to_string()).or_default() += 1,
            Event::Repeated { .. } => self.repeated += 1,
            Event::NodeStarted { .. } => self.started += 1,
            Event::Fault { .. } => self.wrong.push("a fault"),
            Event::SendingStopped { .. } => self.wrong.push("a standstill"),
            Event::CheckpointRefused { .. } => self.wrong.push("a checkpoint that was refused"),
            _ => {}
        }
    }
}
