//! The licence texts that have to go with the program, as each package of it carries them.

use crate::packages::Package;
use std::fs;
use std::path::PathBuf;

/// All of them in one text. A package that carries none is named with its licence expression.
pub fn write(packages: &[Package]) -> Result<String, String> {
    let own = fs::read_to_string("LICENSE").map_err(|e| format!("LICENSE: {e}"))?;
    let mut text = format!("comity\n\n{own}");
    for package in packages.iter().filter(|package| package.source.is_some()) {
        let Package { name, version, licence, .. } = package;
        text.push_str(&format!("\n{}\n{name} {version}: {licence}\n", "=".repeat(100)));
        for path in texts(package)? {
            let one = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            text.push_str(&format!("\n--- {file}\n\n{}\n", String::from_utf8_lossy(&one).trim_end()));
        }
    }
    Ok(text)
}

/// The files of a package that are licences, by the names in use.
fn texts(package: &Package) -> Result<Vec<PathBuf>, String> {
    let place = |e: std::io::Error| format!("{}: {e}", package.folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(&package.folder).map_err(place)? {
        let entry = entry.map_err(place)?;
        let name = entry.file_name().to_string_lossy().to_ascii_uppercase();
        let is_one = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|word| name.starts_with(word));
        if is_one && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
