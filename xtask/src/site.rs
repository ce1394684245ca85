//! `cargo xtask site [COMITY]`: writes the whole register, looks for dead links, and opens every sort of page in a real
//! browser (`xtask/site/check.mjs`). Installs what it needs: Debian's Chromium, and two packages of the npm registry by lock
//! file. Under three minutes, once those are there.

use crate::program::{answers, cargo, install, run, run_in};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where a browser may be.
const BROWSERS: &[&str] = &["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/// Writes a register with the program given, or the one of the dev build, and checks it.
pub fn check(program: Option<&str>) -> Result<(), String> {
    let begun = Instant::now();
    let browser = browser()?;
    if !answers("npm") {
        install(&["npm"])?;
    }
    let tools = Path::new("xtask/site");
    run_in(tools, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"])?;
    let folder = tempfile::tempdir().map_err(|e| format!("a folder for the register: {e}"))?;
    let register = folder.path().join("register");
    write(program, &register)?;
    eprintln!("site: written after {} s", begun.elapsed().as_secs());
    let dead = book::links::dead(&register).map_err(|e| format!("reading the register: {e}"))?;
    if let Some(first) = dead.first() {
        return Err(format!("{} dead links, the first on {} to {}", dead.len(), first.page, first.target));
    }
    let register = register.to_string_lossy();
    run_in(tools, "node", &["check.mjs", &register, &browser.to_string_lossy()])?;
    eprintln!("site: no dead link, no serious finding, {} s in all", begun.elapsed().as_secs());
    Ok(())
}

/// Writes the whole register.
fn write(program: Option<&str>, register: &Path) -> Result<(), String> {
    let out = register.to_string_lossy();
    let words = ["law", "book", "--out", &out];
    match program {
        Some(program) => run_in(Path::new("."), program, &words),
        None => run(cargo().args(["run", "--quiet", "--locked", "-p", "node", "--"]).args(words), "comity law book"),
    }
}

fn browser() -> Result<PathBuf, String> {
    let found = || BROWSERS.iter().map(PathBuf::from).find(|path| path.is_file());
    if let Some(browser) = found() {
        return Ok(browser);
    }
    install(&["chromium"])?;
    found().ok_or_else(|| "no chromium after installing it".to_owned())
}
