//! XML, one entry at a time, with limits: no document type declaration, no entity but the five predefined ones and
//! numbered characters, bounded depth, text and number of elements. Names are compared as they stand, without namespaces.

use crate::text::line_at;
use crate::{BadDocument, checks};
use model::Check;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Deepest nesting within an entry. The list has 3.
const MAX_DEPTH: usize = 8;
/// Most bytes of text of one element.
const MAX_TEXT: usize = 64 * 1024;
/// Most elements of one entry.
const MAX_ELEMENTS: usize = 20_000;

/// An element with its text and its children.
#[derive(Default)]
pub struct Element {
    /// Its name.
    pub name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// The children of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of that name, without spaces around it; empty if there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.children.iter().find(|child| child.name == name).map_or("", |child| child.text.trim())
    }

    /// Its own text, without spaces around it.
    pub fn text(&self) -> &str {
        self.text.trim()
    }
}

/// A document being read.
pub struct Source<'a> {
    file: &'static str,
    text: &'a str,
    reader: Reader<&'a [u8]>,
    line: (usize, u64),
}

impl<'a> Source<'a> {
    /// Starts at the beginning.
    pub fn new(file: &'static str, text: &'a str) -> Source<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_comments = true;
        Source { file, text, reader, line: (0, 1) }
    }

    /// Bytes read.
    pub fn position(&self) -> usize {
        (self.reader.buffer_position() as usize).min(self.text.len())
    }

    /// Reads to the root and gives its attributes.
    pub fn open_root(&mut self, name: &str) -> Result<Vec<(String, String)>, BadDocument> {
        loop {
            match self.event()? {
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Start(start) if named(&start) == name => return self.attributes(&start),
                _ => {
                    let because = format!("the document does not begin with {name}");
                    return Err(self.bad(
                        &checks::FMT_2_3,
                        name,
                        because,
                        "make sure that it is the consolidated list",
                    ));
                }
            }
        }
    }

    fn attributes(&self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, BadDocument> {
        let mut read = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| self.malformed())?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| self.malformed())?;
            read.push((AsRef::<str>::as_ref(&attribute.key).to_owned(), value.into_owned()));
        }
        Ok(read)
    }

    /// The next section below the root; none at the end of the root.
    pub fn next_section(&mut self) -> Result<Option<String>, BadDocument> {
        Ok(self.next_child()?.map(|start| named(&start).to_owned()))
    }

    /// The next entry of a section, whole, and the line where it begins; none at the end of the section.
    pub fn next_entry(&mut self, name: &str) -> Result<Option<(Element, u64)>, BadDocument> {
        let Some(start) = self.next_child()? else { return Ok(None) };
        if named(&start) != name {
            let because = format!("an element other than {name} stands in the section");
            return Err(self.bad(
                &checks::FMT_2_3,
                name,
                because,
                "the form has changed: a newer version of this program is needed",
            ));
        }
        let line = self.line_here();
        Ok(Some((self.whole(&start)?, line)))
    }

    fn next_child(&mut self) -> Result<Option<BytesStart<'a>>, BadDocument> {
        loop {
            match self.event()? {
                Event::Start(start) => return Ok(Some(start)),
                Event::End(_) => return Ok(None),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                _ => return Err(self.malformed()),
            }
        }
    }

    /// The rest of an element whose start has been read.
    fn whole(&mut self, start: &BytesStart<'_>) -> Result<Element, BadDocument> {
        let mut open = vec![Element { name: named(start).to_owned(), ..Element::default() }];
        let mut elements = 1;
        loop {
            let event = self.event()?;
            let Some(here) = open.last_mut() else { return Err(self.malformed()) };
            match event {
                Event::Start(start) => {
                    elements += 1;
                    if open.len() > MAX_DEPTH || elements > MAX_ELEMENTS {
                        let because = "the entry is nested too deep or has too many elements";
                        return Err(self.bad(&checks::FMT_2_2, "", because, "ask the publisher of the list"));
                    }
                    open.push(Element { name: named(&start).to_owned(), ..Element::default() });
                }
                Event::End(_) => {
                    let done = open.pop();
                    match (done, open.last_mut()) {
                        (Some(done), Some(parent)) => parent.children.push(done),
                        (Some(done), None) => return Ok(done),
                        (None, _) => return Err(self.malformed()),
                    }
                }
                Event::Text(text) => here.text.push_str(&text.xml_content(XmlVersion::Explicit1_0)),
                Event::CData(text) => here.text.push_str(&text.xml_content(XmlVersion::Explicit1_0)),
                Event::GeneralRef(entity) => match character(&entity) {
                    Some(c) => here.text.push(c),
                    None => return Err(self.foreign_entity()),
                },
                Event::Comment(_) | Event::PI(_) => {}
                _ => return Err(self.malformed()),
            }
            if open.last().is_some_and(|here| here.text.len() > MAX_TEXT) {
                let because = format!("a text is longer than {MAX_TEXT} bytes");
                return Err(self.bad(&checks::FMT_2_2, "", because, "ask the publisher of the list"));
            }
        }
    }

    /// Makes sure that nothing but space and comments follows the root.
    pub fn finish(&mut self) -> Result<(), BadDocument> {
        loop {
            match self.event()? {
                Event::Eof => return Ok(()),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                _ => return Err(self.malformed()),
            }
        }
    }

    fn event(&mut self) -> Result<Event<'a>, BadDocument> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(self.foreign_entity()),
            Ok(event) => Ok(event),
            Err(_) => Err(self.malformed()),
        }
    }

    fn line_here(&mut self) -> u64 {
        let position = self.position();
        let (from, line) = self.line;
        let line = line + line_at(&self.text.as_bytes()[from.min(position)..position], usize::MAX) - 1;
        self.line = (position, line);
        line
    }

    fn malformed(&self) -> BadDocument {
        self.bad(&checks::FMT_2_1, "", "the XML is not well formed, or ends before its end", "fetch the list again")
    }

    fn foreign_entity(&self) -> BadDocument {
        let because = "a document type declaration or an entity that is not predefined stands in the list";
        self.bad(&checks::FMT_2_1, "", because, "do not use this file: the list needs neither")
    }

    /// A refusal at the place reached.
    pub fn bad(
        &self,
        check: &'static Check,
        field: &str,
        because: impl Into<String>,
        remedy: &'static str,
    ) -> BadDocument {
        let line = line_at(self.text.as_bytes(), self.position());
        BadDocument::at(check, (self.file, line, field), because, remedy)
    }
}

fn named<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let end = start.find(|c: char| c.is_ascii_whitespace()).unwrap_or(start.len());
    &start[..end]
}

fn character(entity: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Some(c).filter(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'));
    }
    match AsRef::<str>::as_ref(&**entity) {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
