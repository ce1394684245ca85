//! The walls: arrows between our crates, and which crate may name which outside dependency (`walls.toml`). Nothing
//! else: taste is for people.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Reads every `Cargo.toml` and compares it with `walls.toml`; every breach is named.
#[expect(clippy::print_stdout, reason = "what a command says")]
pub fn run() -> Result<(), String> {
    let walls = Walls::read(Path::new("walls.toml"))?;
    let mut breaches = Vec::new();
    for manifest in manifests()? {
        breaches.extend(walls.breaches(&manifest));
    }
    if breaches.is_empty() {
        println!("tidy: every arrow and every dependency is where the walls allow it");
        Ok(())
    } else {
        Err(breaches.join("\n"))
    }
}

struct Walls {
    arrows: BTreeMap<String, Vec<String>>,
    dependencies: BTreeMap<String, Vec<String>>,
    free: Vec<String>,
}

struct Manifest {
    name: String,
    /// Name of a dependency, and whether only tests use it.
    dependencies: Vec<(String, bool)>,
}

impl Walls {
    fn read(path: &Path) -> Result<Walls, String> {
        let table = parse(path)?;
        let mut dependencies = lists(&table, "dependencies")?;
        let free = dependencies.remove("free").unwrap_or_default();
        Ok(Walls { arrows: lists(&table, "arrows")?, dependencies, free })
    }

    fn breaches(&self, manifest: &Manifest) -> Vec<String> {
        let Some(allowed) = self.arrows.get(&manifest.name) else {
            return vec![format!("{}: not in walls.toml; say which crates it may use", manifest.name)];
        };
        let breach = |(name, test): &(String, bool)| -> Option<String> {
            if self.arrows.contains_key(name) {
                let fine = allowed.contains(name) || *test;
                return (!fine)
                    .then(|| format!("{}: may not use {name} (the arrow points the wrong way)", manifest.name));
            }
            if *test || self.free.contains(name) {
                return None;
            }
            match self.dependencies.get(name) {
                None => Some(format!("{}: {name} is not in walls.toml; say which crate may name it", manifest.name)),
                Some(crates) if !crates.contains(&manifest.name) => {
                    Some(format!("{}: only {} may name {name}", manifest.name, crates.join(", ")))
                }
                Some(_) => None,
            }
        };
        manifest.dependencies.iter().filter_map(breach).collect()
    }
}

fn manifests() -> Result<Vec<Manifest>, String> {
    let mut found = Vec::new();
    let crates = fs::read_dir("crates").map_err(|e| format!("crates: {e}"))?;
    let mut paths: Vec<_> = crates.filter_map(Result::ok).map(|entry| entry.path().join("Cargo.toml")).collect();
    paths.push("xtask/Cargo.toml".into());
    paths.push("bench/Cargo.toml".into());
    paths.push("bench/screening/Cargo.toml".into());
    paths.sort();
    for path in paths {
        found.push(manifest(&path)?);
    }
    Ok(found)
}

fn manifest(path: &Path) -> Result<Manifest, String> {
    let table = parse(path)?;
    let name = table.get("package").and_then(|p| p.get("name")).and_then(toml::Value::as_str);
    let name = name.ok_or_else(|| format!("{}: no package name", path.display()))?.to_owned();
    let mut dependencies = Vec::new();
    for (section, test) in [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)] {
        if let Some(section) = table.get(section).and_then(toml::Value::as_table) {
            dependencies.extend(section.keys().map(|name| (name.clone(), test)));
        }
    }
    Ok(Manifest { name, dependencies })
}

fn parse(path: &Path) -> Result<toml::Table, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.parse().map_err(|e| format!("{}: {e}", path.display()))
}

fn lists(table: &toml::Table, section: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
    let section_table = table.get(section).and_then(toml::Value::as_table);
    let section_table = section_table.ok_or_else(|| format!("walls.toml: no section [{section}]"))?;
    let words = |value: &toml::Value| -> Vec<String> {
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    Ok(section_table.iter().map(|(key, value)| (key.clone(), words(value))).collect())
}
