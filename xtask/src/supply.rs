//! What comes into the tree from outside: every package has a licence that `deny.toml` allows, comes from the registry, and
//! is none of the banned. Asks cargo, reads no network. Advisories are not looked up here.

mod licence;

use licence::Expression;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// Compares every package that is built here with `deny.toml`.
pub fn run() -> Result<(), String> {
    let rules = Rules::read()?;
    let packages = packages()?;
    let mut breaches: Vec<String> = packages.iter().filter_map(|package| rules.breach(package)).collect();
    let names: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let unused = rules.exceptions.keys().filter(|name| !names.contains(name.as_str()));
    breaches.extend(unused.map(|name| format!("deny.toml: the exception for {name} is not needed any more")));
    if breaches.is_empty() {
        eprintln!("supply: {} packages, each under a licence and from a source that deny.toml allows", packages.len());
        Ok(())
    } else {
        Err(breaches.join("\n"))
    }
}

struct Package {
    name: String,
    licence: String,
    /// Absent for our own.
    source: Option<String>,
}

struct Rules {
    allow: BTreeSet<String>,
    exceptions: BTreeMap<String, BTreeSet<String>>,
    banned: BTreeSet<String>,
}

impl Rules {
    fn read() -> Result<Rules, String> {
        let text = fs::read_to_string("deny.toml").map_err(|e| format!("deny.toml: {e}"))?;
        let table: toml::Table = text.parse().map_err(|e| format!("deny.toml: {e}"))?;
        let list = |value: Option<&toml::Value>| value.and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let words = |value: Option<&toml::Value>| -> BTreeSet<String> {
            list(value).iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
        };
        let name = |entry: &toml::Value| entry.get("name").and_then(toml::Value::as_str).map(str::to_owned);
        let licenses = table.get("licenses").ok_or("deny.toml: no section [licenses]")?;
        let exceptions = list(licenses.get("exceptions"));
        let bans = list(table.get("bans").and_then(|bans| bans.get("deny")));
        Ok(Rules {
            allow: words(licenses.get("allow")),
            exceptions: exceptions.iter().filter_map(|one| Some((name(one)?, words(one.get("allow"))))).collect(),
            banned: bans.iter().filter_map(name).collect(),
        })
    }

    fn breach(&self, package: &Package) -> Option<String> {
        let Package { name, licence, source } = package;
        if self.banned.contains(name) {
            return Some(format!("{name}: banned by deny.toml"));
        }
        if source.as_ref().is_some_and(|source| !source.starts_with("registry+")) {
            return Some(format!("{name}: comes from no registry"));
        }
        let exception = self.exceptions.get(name);
        let fine = |word: &str| self.allow.contains(word) || exception.is_some_and(|more| more.contains(word));
        match Expression::parse(licence) {
            Some(expression) if expression.holds(&fine) => None,
            Some(_) => Some(format!("{name}: deny.toml does not allow `{licence}`")),
            None => Some(format!("{name}: `{licence}` is no licence expression")),
        }
    }
}

/// What is built on this machine, every feature and every test included. Which packages those are, `cargo tree` knows:
/// `cargo metadata` also names what only a weak feature (`name?/feature`) could bring, though nothing ever builds it.
fn packages() -> Result<Vec<Package>, String> {
    let host = host()?;
    let edges = "normal,build,dev";
    let tree = cargo(&[
        "tree",
        "--locked",
        "--workspace",
        "--all-features",
        "--edges",
        edges,
        "--target",
        &host,
        "--prefix",
        "none",
        "--no-dedupe",
        "--format",
        "{p}",
    ])?;
    let built: BTreeSet<(&str, &str)> = tree.lines().filter_map(name_and_version).collect();
    let metadata = cargo(&["metadata", "--locked", "--format-version", "1", "--filter-platform", &host])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|e| format!("cargo metadata: {e}"))?;
    let all = metadata["packages"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let is_built = |one: &&Value| {
        let key = one["name"].as_str().zip(one["version"].as_str());
        key.is_some_and(|key| built.contains(&key))
    };
    let package = |one: &Value| Package {
        name: text(&one["name"]),
        licence: text(&one["license"]),
        source: one["source"].as_str().map(str::to_owned),
    };
    let packages: Vec<Package> = all.iter().filter(is_built).map(package).collect();
    if packages.len() == built.len() {
        Ok(packages)
    } else {
        Err(format!("cargo tree names {} packages, and cargo metadata knows {} of them", built.len(), packages.len()))
    }
}

/// `name v1.2.3 (…)`, as cargo tree prints a package.
fn name_and_version(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(' ');
    words.next().zip(words.next()?.strip_prefix('v'))
}

/// What a command of cargo prints.
fn cargo(words: &[&str]) -> Result<String, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    printed(Command::new(cargo).args(words), &format!("cargo {}", words[0]))
}

fn host() -> Result<String, String> {
    let text = printed(Command::new("rustc").arg("-vV"), "rustc")?;
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc does not say its host".to_owned())
}

fn printed(command: &mut Command, name: &str) -> Result<String, String> {
    let output = command.output().map_err(|e| format!("{name}: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}
