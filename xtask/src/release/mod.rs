//! `cargo xtask release --key FILE [--out DIR]`: the program as a small State gets it. One statically linked file that needs
//! nothing of the machine it runs on, a bill of what is in it (CycloneDX 1.6), the licence texts of what is in it, the
//! digests of these three, and a signature on the digests that OpenSSH checks.
//!
//! The same commit gives the same bytes with the same compilers: paths are cut from the program. Installs what it needs: the target of the Rust toolchain, Debian's musl-tools and openssh-client.

mod bill;
mod notices;
mod signature;

use crate::packages::{Scope, built};
use crate::program::{answers, cargo, install, printed, run, run_in};
use seal::digest::sha256;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// For which machines.
const TARGET: &str = "x86_64-unknown-linux-musl";

const USAGE: &str = "usage: cargo xtask release --key FILE [--out DIR]\n\
                     FILE is a private key of OpenSSH, made once with `ssh-keygen -t ed25519 -f FILE` and kept by whoever signs";

/// Makes a release of the commit that is checked out.
pub fn make(words: &[&str]) -> Result<(), String> {
    let (key, out) = match words {
        ["--key", key] => (Path::new(*key), PathBuf::from("target/release-files")),
        ["--key", key, "--out", out] => (Path::new(*key), PathBuf::from(out)),
        _ => return Err(USAGE.to_owned()),
    };
    let begun = Instant::now();
    if !key.is_file() {
        return Err(format!("{}: no such key\n{USAGE}", key.display()));
    }
    let commit = commit()?;
    tools()?;
    let program = Path::new("target").join(TARGET).join("dist/comity");
    if program.exists() {
        fs::remove_file(&program).map_err(|e| format!("{}: {e}", program.display()))?;
    }
    build(&commit)?;
    alone(&program)?;
    plays(&program)?;
    if self::commit()?.id != commit.id {
        return Err("another commit was checked out while this one was built; begin again".to_owned());
    }
    fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let version = env!("CARGO_PKG_VERSION");
    let packages = built(&Scope::InProgram { package: "node", target: TARGET })?;
    let name = format!("comity-{version}-{TARGET}");
    let bytes = fs::read(&program).map_err(|e| format!("{}: {e}", program.display()))?;
    let bill = bill::write(&packages, version, &sha256(&[&bytes]).to_string(), &commit)?;
    let files = [
        (name.clone(), bytes),
        (format!("{name}.cdx.json"), bill.into_bytes()),
        (format!("{name}.licences.txt"), notices::write(&packages)?.into_bytes()),
    ];
    let mut sums = String::new();
    for (name, bytes) in &files {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        sums.push_str(&format!("{}  {name}\n", sha256(&[bytes])));
    }
    executable(&out.join(&name))?;
    let sums_file = out.join("SHA256SUMS");
    fs::write(&sums_file, &sums).map_err(|e| format!("{}: {e}", sums_file.display()))?;
    signature::sign(key, &sums_file)?;
    eprintln!(
        "release: commit {}, {} packages in the program, {} s",
        commit.id,
        packages.len(),
        begun.elapsed().as_secs()
    );
    eprint!("{sums}");
    eprintln!("{}", signature::how_to_check(&out));
    Ok(())
}

/// What is released.
struct Commit {
    id: String,
    /// Seconds since 1970.
    at: String,
}

/// A release is of a commit, never of what lies about beside it.
fn commit() -> Result<Commit, String> {
    let git = |words: &[&str]| printed(Command::new("git").args(words), &format!("git {}", words[0]));
    let changed = git(&["status", "--porcelain"])?;
    if let Some(first) = changed.lines().next() {
        return Err(format!("{first}: not committed; a release is of a commit"));
    }
    let one = git(&["log", "-1", "--format=%H %ct"])?;
    let (id, at) = one.trim().split_once(' ').ok_or("git log does not tell the commit")?;
    Ok(Commit { id: id.to_owned(), at: at.to_owned() })
}

fn tools() -> Result<(), String> {
    let missing = |program: &str| !Path::new("/usr/bin").join(program).exists() && !answers(program);
    let wanted: Vec<&str> = [("musl-gcc", "musl-tools"), ("ssh-keygen", "openssh-client"), ("readelf", "binutils")]
        .into_iter()
        .filter(|(program, _)| missing(program))
        .map(|(_, package)| package)
        .collect();
    if !wanted.is_empty() {
        install(&wanted)?;
    }
    run_in(Path::new("."), "rustup", &["--quiet", "target", "add", TARGET])
}

fn build(commit: &Commit) -> Result<(), String> {
    let folder = std::env::current_dir().map_err(|e| format!("the folder: {e}"))?;
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
    let home = home.map_err(|_| "neither CARGO_HOME nor HOME is set")?;
    let folders = [(folder.display().to_string(), "comity"), (home, "cargo")];
    let for_rust: Vec<String> = folders.iter().map(|(from, to)| format!("--remap-path-prefix={from}=/{to}")).collect();
    let for_c: Vec<String> = folders.iter().map(|(from, to)| format!("-ffile-prefix-map={from}=/{to}")).collect();
    let mut command = cargo();
    command.args(["build", "--locked", "--profile", "dist", "--target", TARGET, "--package", "node"]);
    command.args(["--target-dir", "target"]).env_remove("CARGO_ENCODED_RUSTFLAGS");
    command.env("RUSTFLAGS", for_rust.join(" ")).env("CFLAGS_x86_64_unknown_linux_musl", for_c.join(" "));
    command.env("SOURCE_DATE_EPOCH", &commit.at);
    run(&mut command, "cargo build")
}

/// Nothing of the machine is asked for: no interpreter, no library.
fn alone(program: &Path) -> Result<(), String> {
    let text = printed(Command::new("readelf").args(["-lWd"]).arg(program), "readelf")?;
    match text.lines().find(|line| line.contains("INTERP") || line.contains("(NEEDED)")) {
        Some(line) => Err(format!("{}: not statically linked: {}", program.display(), line.trim())),
        None => Ok(()),
    }
}

/// It plays the whole demo in an empty folder, with no variable set.
fn plays(program: &Path) -> Result<(), String> {
    let program = fs::canonicalize(program).map_err(|e| format!("{}: {e}", program.display()))?;
    let folder = tempfile::tempdir().map_err(|e| format!("a folder for the demo: {e}"))?;
    let begun = Instant::now();
    let words = ["demo", "--headless", "--json", "--dir", "d"];
    printed(Command::new(&program).args(words).env_clear().current_dir(folder.path()), "comity demo")?;
    eprintln!("release: the program plays its demo, {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

fn executable(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(|e| format!("{}: {e}", path.display()))
}
