//! The lawbook and the policies of the repository, read from its folders, so that a simulation needs no more of the house
//! than the pipeline does.

use law::Lawbook;
use model::{Failure, RulesetVersion};
use policy::Policies;
use std::path::Path;
use std::sync::Arc;

/// What every node of a simulation decides by.
#[derive(Clone)]
pub struct Rules {
    /// The law.
    pub lawbook: Arc<Lawbook>,
    /// The policies.
    pub policies: Arc<Policies>,
}

impl Rules {
    /// Reads `lawbook/` and the house's policies.
    pub fn read() -> Result<Rules, Failure> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lawbook");
        let mut files = Vec::new();
        collect(&root, &root, &mut files)?;
        files.sort();
        let borrowed: Vec<(&str, &[u8])> =
            files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        let version = RulesetVersion("lawbook of the repository".to_owned());
        let lawbook = Lawbook::read(&borrowed, version).map_err(|e| Failure::new("reading the lawbook", e))?;
        let policies = policy::house::policies().map_err(|e| Failure::new("reading the policies", e))?;
        Ok(Rules { lawbook: Arc::new(lawbook), policies: Arc::new(policies) })
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::new(format!("reading {}", folder.display()), e);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.strip_prefix(root).map(|p| p.to_string_lossy().replace('\\', "/")).unwrap_or_default();
        if name == "tests" || name.ends_with(".md") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push((name, std::fs::read(&path).map_err(failed)?));
        }
    }
    Ok(())
}
