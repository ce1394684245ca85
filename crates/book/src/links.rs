//! Links within the register: every page and every place in it that a link names must be there. Looked at while pages are
//! written, so that a register with a dead link is never published, and again over a folder by [`dead`]. Pages hold no link
//! that leads out of the register.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

/// A link that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dead {
    /// A page on which it stands.
    pub page: String,
    /// Where it should lead: a path in the register, and a place on that page.
    pub target: String,
}

/// What is there, and what is wanted.
#[derive(Debug, Default)]
pub struct Links {
    there: HashSet<String>,
    wanted: BTreeMap<String, String>,
}

impl Links {
    /// Takes note of a file that is no page.
    pub fn file(&mut self, path: &str) {
        self.there.insert(path.to_owned());
    }

    /// Takes note of a page, its places and its links.
    pub fn page(&mut self, path: &str, html: &str) {
        self.there.insert(path.to_owned());
        for id in values(html, " id=\"") {
            self.there.insert(format!("{path}#{id}"));
        }
        for target in values(html, " href=\"") {
            if target.starts_with("data:") {
                continue;
            }
            let target = resolve(path, target);
            self.wanted.entry(target).or_insert_with(|| path.to_owned());
        }
    }

    /// Every link that leads nowhere, by its target.
    pub fn dead(&self) -> Vec<Dead> {
        let nowhere = self.wanted.iter().filter(|(target, _)| !self.there.contains(*target));
        nowhere.map(|(target, page)| Dead { page: page.clone(), target: target.clone() }).collect()
    }
}

/// Reads a register that was written, and finds every link that leads nowhere.
pub fn dead(register: &Path) -> io::Result<Vec<Dead>> {
    let mut links = Links::default();
    collect(register, register, &mut links)?;
    Ok(links.dead())
}

fn collect(root: &Path, folder: &Path, links: &mut Links) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(root).map(|name| name.to_string_lossy().replace('\\', "/")).unwrap_or_default();
        if path.is_dir() {
            collect(root, &path, links)?;
        } else if name.ends_with(".html") {
            links.page(&name, &fs::read_to_string(&path)?);
        } else {
            links.file(&name);
        }
    }
    Ok(())
}

/// The values of an attribute, written as all pages write it: in double quotes.
fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next())
}

/// The path in the register to which a link on a page leads.
fn resolve(page: &str, target: &str) -> String {
    if target.starts_with('#') {
        return format!("{page}{target}");
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(parts.pop()),
            "." => {}
            step => parts.push(step),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_from_where_they_stand() {
        assert_eq!(resolve("state/FIN.html", "../sources.html#S1"), "sources.html#S1");
        assert_eq!(resolve("state/FIN.html", "KEN.html"), "state/KEN.html");
        assert_eq!(resolve("index.html", "#main"), "index.html#main");
    }

    #[test]
    fn a_page_or_a_place_that_is_not_there_is_dead() {
        let mut links = Links::default();
        links.page("a.html", r#"<a href="b.html#x"><a href="b.html#y"><a href="c.html"><a href="b.html">"#);
        links.page("b.html", r#"<p id="x">"#);
        let targets: Vec<String> = links.dead().into_iter().map(|dead| dead.target).collect();
        assert_eq!(targets, ["b.html#y", "c.html"]);
    }
}
