//! The bill of materials of the program, in CycloneDX 1.6 (ECMA-424) as JSON: every package that is in it, with version,
//! licence, digest of the package as the registry gave it (from Cargo.lock), and what needs what. Build scripts, macros and
//! tests are not in the program and not in its bill.

use super::Commit;
use crate::packages::Package;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The bill as text. The same packages and commit give the same text.
pub fn write(packages: &[Package], version: &str, digest: &str, commit: &Commit) -> Result<String, String> {
    let digests = digests()?;
    let names: BTreeSet<(&str, &str)> = packages.iter().map(|one| (one.name.as_str(), one.version.as_str())).collect();
    let components: Vec<Value> = packages.iter().map(|package| component(package, &digests)).collect();
    let needs = |package: &Package| -> Vec<String> {
        let inside = package.needs.iter().filter(|(name, version)| names.contains(&(name.as_str(), version.as_str())));
        inside.map(|(name, version)| purl(name, version)).collect()
    };
    let edges = packages
        .iter()
        .map(|package| json!({ "ref": purl(&package.name, &package.version), "dependsOn": needs(package) }));
    let root = json!({ "ref": "comity", "dependsOn": [purl("node", version)] });
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "comity",
                "name": "comity",
                "version": version,
                "licenses": [{ "expression": "Apache-2.0" }],
                "hashes": [{ "alg": "SHA-256", "content": digest }],
                "properties": [
                    { "name": "comity:commit", "value": commit.id },
                    { "name": "comity:commit-time", "value": commit.at },
                ],
            },
        },
        "components": components,
        "dependencies": std::iter::once(root).chain(edges).collect::<Vec<Value>>(),
    });
    serde_json::to_string_pretty(&bill).map_err(|e| format!("the bill: {e}"))
}

fn component(package: &Package, digests: &BTreeMap<(String, String), String>) -> Value {
    let Package { name, version, licence, .. } = package;
    let mut one = json!({
        "type": "library",
        "bom-ref": purl(name, version),
        "name": name,
        "version": version,
        "licenses": [{ "expression": licence.replace('/', " OR ") }],
    });
    if package.source.is_some() {
        one["purl"] = json!(purl(name, version));
    }
    if let Some(digest) = digests.get(&(name.clone(), version.clone())) {
        one["hashes"] = json!([{ "alg": "SHA-256", "content": digest }]);
    }
    one
}

/// A package URL, type `cargo`; a plus of the version is written as the specification of such addresses asks.
fn purl(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// The digests of the packages of the registry, as locked.
fn digests() -> Result<BTreeMap<(String, String), String>, String> {
    let text = fs::read_to_string("Cargo.lock").map_err(|e| format!("Cargo.lock: {e}"))?;
    let lock: toml::Table = text.parse().map_err(|e| format!("Cargo.lock: {e}"))?;
    let packages = lock.get("package").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let word = |one: &toml::Value, key: &str| one.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    Ok(packages
        .iter()
        .filter_map(|one| Some(((word(one, "name")?, word(one, "version")?), word(one, "checksum")?)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::{Scope, built};

    /// Cargo runs tests in the folder of the package; the commands run in that of the workspace.
    fn in_workspace() {
        std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).unwrap();
    }

    #[test]
    fn the_bill_names_what_is_in_the_program_and_nothing_that_only_builds_or_tests_it() {
        in_workspace();
        let packages = built(&Scope::InProgram { package: "node", target: "x86_64-unknown-linux-gnu" }).unwrap();
        let commit = Commit { id: "0".repeat(40), at: "1790000000".to_owned() };
        let text = write(&packages, "0.1.0", &"a".repeat(64), &commit).unwrap();
        let bill: Value = serde_json::from_str(&text).unwrap();
        let all = bill["components"].as_array().unwrap();
        let found = |name: &str| all.iter().find(|one| one["name"] == name);
        assert!(found("libsqlite3-sys").unwrap()["hashes"][0]["content"].as_str().unwrap().len() == 64);
        assert!(found("exchange").unwrap().get("hashes").is_none(), "ours come from no registry");
        assert!(found("exchange").unwrap().get("purl").is_none(), "nor have they an address there");
        assert!(!text.contains("+zstd\","), "a plus is written as %2B in an address");
        for stranger in ["proptest", "trybuild", "cc", "serde_derive", "xtask", "testkit", "ring"] {
            assert!(found(stranger).is_none(), "{stranger}");
        }
        let refs: BTreeSet<&str> = all.iter().map(|one| one["bom-ref"].as_str().unwrap()).collect();
        assert_eq!(refs.len(), all.len(), "each once");
        let edges = bill["dependencies"].as_array().unwrap();
        assert_eq!(edges.len(), all.len() + 1);
        let targets = edges.iter().flat_map(|edge| edge["dependsOn"].as_array().unwrap());
        assert!(targets.clone().all(|to| refs.contains(to.as_str().unwrap())));
        let reached: BTreeSet<&str> = targets.map(|to| to.as_str().unwrap()).collect();
        assert_eq!(reached, refs, "nothing is in the program that nothing needs");
    }
}
