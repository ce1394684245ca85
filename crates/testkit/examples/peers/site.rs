//! One node: founded by `comity init`, at work as `comity serve`, killed and started again.

use crate::fate::Options;
use serde_json::Value;
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// A node in a folder.
pub struct Site {
    /// Its authority.
    pub id: &'static str,
    /// Its directory.
    pub directory: PathBuf,
    /// Where officers reach it.
    pub listen: SocketAddr,
    /// Where it listens for other nodes.
    pub port: SocketAddr,
    /// What `init` said.
    pub founded: Value,
    program: PathBuf,
    running: Mutex<Option<Child>>,
}

/// A free port of this machine; free a moment ago, at least.
pub fn free() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| format!("looking for a port: {e}"))?;
    listener.local_addr().map_err(|e| format!("looking for a port: {e}"))
}

impl Site {
    /// Founds it.
    pub fn found(options: &Options, folder: &Path, id: &'static str, state: &str) -> Result<Site, String> {
        let directory = folder.join(id);
        let mut init = Command::new(&options.program);
        init.args(["init", "--json", "--authority", id, "--state", state, "--name", id, "--dir"]).arg(&directory);
        init.env_remove("COMITY_KEY_FILE").env_remove("CREDENTIALS_DIRECTORY");
        let said = init.output().map_err(|e| format!("{}: {e}", options.program.display()))?;
        if !said.status.success() {
            return Err(format!("init: {}", String::from_utf8_lossy(&said.stderr)));
        }
        let founded = serde_json::from_slice(&said.stdout).map_err(|e| format!("init: {e}"))?;
        let (listen, port, program) = (free()?, free()?, options.program.clone());
        // What waits for the other is fetched often: the run is short.
        let settings = directory.join("comity.toml");
        let text = std::fs::read_to_string(&settings).map_err(|e| format!("{}: {e}", settings.display()))?;
        let text = text.replace("peer-poll-seconds = 20", "peer-poll-seconds = 2");
        std::fs::write(&settings, text).map_err(|e| format!("{}: {e}", settings.display()))?;
        Ok(Site { id, directory, listen, port, founded, program, running: Mutex::default() })
    }

    /// Puts it to work. Whether it is, its API tells.
    pub fn start(&self) -> Result<(), String> {
        let told = self.directory.with_extension("told");
        let open =
            || File::options().create(true).append(true).open(&told).map_err(|e| format!("{}: {e}", told.display()));
        let mut serve = Command::new(&self.program);
        serve.args(["serve", "--listen", &self.listen.to_string(), "--peer-listen", &self.port.to_string(), "--dir"]);
        serve.arg(&self.directory).env_remove("COMITY_KEY_FILE").env_remove("CREDENTIALS_DIRECTORY");
        let child = serve.stdin(Stdio::null()).stdout(open()?).stderr(open()?).spawn();
        let child = child.map_err(|e| format!("starting {}: {e}", self.id))?;
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        Ok(())
    }

    /// Kills it (SIGKILL): nothing is put in order.
    pub fn kill(&self) -> Result<(), String> {
        let Some(mut child) = self.running.lock().unwrap_or_else(PoisonError::into_inner).take() else { return Ok(()) };
        child.kill().and_then(|()| child.wait()).map(drop).map_err(|e| format!("killing {}: {e}", self.id))
    }

    /// Stops it in an orderly way (SIGTERM).
    pub fn stop(&self) -> Result<(), String> {
        let Some(mut child) = self.running.lock().unwrap_or_else(PoisonError::into_inner).take() else { return Ok(()) };
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        asked.map_err(|e| format!("stopping {}: {e}", self.id))?;
        let ended = child.wait().map_err(|e| format!("stopping {}: {e}", self.id))?;
        if ended.success() { Ok(()) } else { Err(format!("{} stopped with {ended}; see its .told file", self.id)) }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
