//! The consolidated list of the United Nations Security Council, in its XML form: individuals and entities with aliases,
//! dates, places, documents. Elements that are not known are passed over, since the form grows; what is known is taken
//! whole or the list is refused.
//!
//! The first birth date is taken; further ones, ranges and approximate ones are kept in the remarks in words.

mod subject;
mod tree;

use crate::{BadDocument, Guards, List, ListEntry, Progress, checks, text};
use std::collections::HashSet;
use tree::{Element, Source};

/// The name under which refusals cite the file.
pub const FILE: &str = "consolidated.xml";
const ROOT: &str = "CONSOLIDATED_LIST";

/// Reads the list, or refuses it whole. `progress` is called every few hundred entries.
pub fn read(xml: &[u8], guards: &Guards, progress: &mut dyn FnMut(Progress)) -> Result<List, BadDocument> {
    let text = text::utf8(FILE, xml, guards, guards.min_bytes)?;
    let mut source = Source::new(FILE, text);
    let root = source.open_root(ROOT)?;
    let generated = root.into_iter().find(|(name, _)| name == "dateGenerated").map(|(_, value)| value);
    let mut entries: Vec<ListEntry> = Vec::new();
    let mut seen = HashSet::new();
    while let Some(section) = source.next_section()? {
        let person = match section.as_str() {
            "INDIVIDUALS" => true,
            "ENTITIES" => false,
            _ => {
                let remedy = "the form has changed: a newer version of this program is needed";
                return Err(source.bad(&checks::FMT_2_3, &section, "the section is not known", remedy));
            }
        };
        while let Some((element, line)) = source.next_entry(if person { "INDIVIDUAL" } else { "ENTITY" })? {
            let entry = entry(&element, person, line)?;
            if !seen.insert(entry.id.clone()) {
                let because = format!("the id {} stands twice", entry.id);
                return Err(bad(line, "DATAID", &checks::FMT_1_4, because, "ask the publisher of the list"));
            }
            if entries.len() >= guards.max_entries {
                let because = format!("there are more than {} entries", guards.max_entries);
                return Err(bad(
                    line,
                    "",
                    &checks::FMT_1_2,
                    because,
                    "make sure that it is the right list, or raise the guard",
                ));
            }
            entries.push(entry);
            if entries.len().is_multiple_of(200) {
                progress(Progress { file: FILE, done: source.position(), total: text.len() });
            }
        }
    }
    source.finish()?;
    if entries.len() < guards.min_entries {
        let because = format!("there are {} entries, fewer than {}", entries.len(), guards.min_entries);
        let remedy = "fetch the list again; a list that shrank is taken only after a person has looked";
        return Err(BadDocument::whole(&checks::FMT_1_2, FILE, because, remedy));
    }
    progress(Progress { file: FILE, done: text.len(), total: text.len() });
    Ok(List { entries, skipped: Vec::new(), generated })
}

fn entry(element: &Element, person: bool, line: u64) -> Result<ListEntry, BadDocument> {
    let id = element.text_of("DATAID");
    if id.is_empty() || id.len() > 20 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad(line, "DATAID", &checks::FMT_1_4, "the id is not a number", "ask the publisher of the list"));
    }
    let Some(subject) = subject::read(element, person) else {
        return Err(bad(line, "FIRST_NAME", &checks::FMT_1_6, "the name is missing", "ask the publisher of the list"));
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(ListEntry {
        id: format!("un-{id}"),
        subject,
        programmes: some(element.text_of("UN_LIST_TYPE")).into_iter().collect(),
        reference: some(element.text_of("REFERENCE_NUMBER")),
    })
}

fn bad(
    line: u64,
    field: &str,
    check: &'static model::Check,
    because: impl Into<String>,
    remedy: &'static str,
) -> BadDocument {
    BadDocument::at(check, (FILE, line, field), because, remedy)
}
