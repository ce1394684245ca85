//! The packages that cargo builds. Which those are, `cargo tree` knows: `cargo metadata` also names what only a weak feature
//! (`name?/feature`) could bring, though nothing ever builds it. What each of them is, `cargo metadata` knows.

use crate::program::{cargo, printed};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// A package as it is built.
#[derive(Debug, Clone)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// As the package states it, an SPDX expression; empty where it states none.
    pub licence: String,
    /// Absent for our own.
    pub source: Option<String>,
    /// Where it lies on this machine.
    pub folder: PathBuf,
    /// What it needs of the others when it runs, by name and version.
    pub needs: BTreeSet<(String, String)>,
}

/// Which packages are asked for.
pub enum Scope<'a> {
    /// All of the workspace with every feature, what builds and tests them included, on this machine.
    Everything,
    /// What ends up in one program for a target: no build scripts, no macros, no tests.
    InProgram { package: &'a str, target: &'a str },
}

/// The packages of a scope, by name and version.
pub fn built(scope: &Scope<'_>) -> Result<Vec<Package>, String> {
    let (target, words): (String, Vec<&str>) = match scope {
        Scope::Everything => (host()?, vec!["--workspace", "--all-features", "--edges", "normal,build,dev"]),
        Scope::InProgram { package, target } => {
            ((*target).to_owned(), vec!["--package", package, "--edges", "normal,no-proc-macro"])
        }
    };
    let tree = ["tree", "--locked", "--prefix", "none", "--format", "{p}", "--target", &target];
    let tree = printed(cargo().args(tree).args(words), "cargo tree")?;
    let built: BTreeSet<(&str, &str)> = tree.lines().filter_map(name_and_version).collect();
    let known = metadata(&target)?;
    let packages: Vec<Package> =
        known.into_iter().filter(|one| built.contains(&(one.name.as_str(), one.version.as_str()))).collect();
    if packages.len() == built.len() {
        Ok(packages)
    } else {
        Err(format!("cargo tree names {} packages, and cargo metadata knows {} of them", built.len(), packages.len()))
    }
}

fn metadata(target: &str) -> Result<Vec<Package>, String> {
    let words = ["metadata", "--locked", "--all-features", "--format-version", "1", "--filter-platform", target];
    let text = printed(cargo().args(words), "cargo metadata")?;
    let metadata: Value = serde_json::from_str(&text).map_err(|e| format!("cargo metadata: {e}"))?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = list(&metadata["packages"]);
    let key = |one: &Value| (text(&one["name"]), text(&one["version"]));
    let by_id: BTreeMap<String, (String, String)> = all.iter().map(|one| (text(&one["id"]), key(one))).collect();
    let mut needs: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for node in list(&metadata["resolve"]["nodes"]) {
        let others = list(&node["deps"]);
        let at_work = |one: &&Value| list(&one["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let others = others.iter().filter(at_work).filter_map(|one| by_id.get(&text(&one["pkg"])).cloned());
        needs.insert(text(&node["id"]), others.collect());
    }
    let package = |one: &Value| Package {
        name: text(&one["name"]),
        version: text(&one["version"]),
        licence: text(&one["license"]),
        source: one["source"].as_str().map(str::to_owned),
        folder: PathBuf::from(text(&one["manifest_path"])).parent().map(PathBuf::from).unwrap_or_default(),
        needs: needs.get(&text(&one["id"])).cloned().unwrap_or_default(),
    };
    Ok(all.iter().map(package).collect())
}

/// `name v1.2.3 (…)`, as cargo tree prints a package.
fn name_and_version(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(' ');
    words.next().zip(words.next()?.strip_prefix('v'))
}

fn host() -> Result<String, String> {
    let text = printed(Command::new("rustc").arg("-vV"), "rustc")?;
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc does not say its host".to_owned())
}
