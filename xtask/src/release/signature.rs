//! The signature on the digests of a release, in the format of OpenSSH (SSHSIG, PROTOCOL.sshsig): who checks it needs
//! `ssh-keygen`, which is everywhere, and the public key from a source other than the release itself.

use crate::program::run;
use std::path::Path;
use std::process::{Command, Stdio};

/// What is signed says for what it was signed: a signature made for another purpose does not pass.
const PURPOSE: &str = "comity-release";

/// Signs a file: `FILE.sig` beside it.
pub fn sign(key: &Path, file: &Path) -> Result<(), String> {
    let old = beside(file, "sig");
    if old.exists() {
        std::fs::remove_file(&old).map_err(|e| format!("{}: {e}", old.display()))?;
    }
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-Y", "sign", "-n", PURPOSE, "-f"]).arg(key).arg(file);
    run(&mut command, "ssh-keygen -Y sign")?;
    check(key, file)
}

/// The signature holds under the public key that belongs to the private one.
fn check(key: &Path, file: &Path) -> Result<(), String> {
    let public = crate::program::printed(Command::new("ssh-keygen").arg("-y").arg("-f").arg(key), "ssh-keygen -y")?;
    let allowed = tempfile::NamedTempFile::new().map_err(|e| format!("a list of keys: {e}"))?;
    std::fs::write(allowed.path(), format!("comity {public}")).map_err(|e| format!("a list of keys: {e}"))?;
    let input = std::fs::File::open(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut command = Command::new("ssh-keygen");
    command.args(["-Y", "verify", "-n", PURPOSE, "-I", "comity", "-f"]).arg(allowed.path());
    command.arg("-s").arg(beside(file, "sig")).stdin(input).stdout(Stdio::null());
    run(&mut command, "ssh-keygen -Y verify")
}

/// What a receiver types.
pub fn how_to_check(folder: &Path) -> String {
    format!(
        "in {}, with the public key in a file `signers` as one line `comity ssh-ed25519 AAAA…`:\n  \
         ssh-keygen -Y verify -n {PURPOSE} -I comity -f signers -s SHA256SUMS.sig < SHA256SUMS && sha256sum -c SHA256SUMS",
        folder.display()
    )
}

fn beside(file: &Path, more: &str) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{more}"));
    name.into()
}
