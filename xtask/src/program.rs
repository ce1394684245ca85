//! Other programs: run, asked for what they print, installed where they are missing.

use std::path::Path;
use std::process::Command;

/// Runs a program in a folder; what it prints goes where ours goes.
pub fn run_in(folder: &Path, program: &str, words: &[&str]) -> Result<(), String> {
    run(Command::new(program).args(words).current_dir(folder), &format!("{program} {}", words.join(" ")))
}

/// Runs a command; what it prints goes where ours goes.
pub fn run(command: &mut Command, name: &str) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{name}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} did not pass")) }
}

/// What a command prints.
pub fn printed(command: &mut Command, name: &str) -> Result<String, String> {
    let output = command.output().map_err(|e| format!("{name}: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Whether a program is there and tells its version.
pub fn answers(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Installs packages of Debian; needs the rights to.
pub fn install(packages: &[&str]) -> Result<(), String> {
    eprintln!("installing {}", packages.join(", "));
    run_in(Path::new("."), "apt-get", &["update", "-qq"])?;
    let words: Vec<&str> = ["install", "-y", "-qq"].into_iter().chain(packages.iter().copied()).collect();
    run_in(Path::new("."), "apt-get", &words)
}
