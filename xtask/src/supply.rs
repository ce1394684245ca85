//! What comes into the tree from outside: every package has a licence that `deny.toml` allows, comes from the registry, and
//! is none of the banned. Asks cargo, reads no network. Advisories are not looked up here.

mod licence;

use crate::packages::{Package, Scope, built};
use licence::Expression;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Compares every package that is built here with `deny.toml`.
pub fn run() -> Result<(), String> {
    let rules = Rules::read()?;
    let packages = built(&Scope::Everything)?;
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
        let Package { name, licence, source, .. } = package;
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
