//! The officers' API over HTTP, as a client of a few lines: what is not heard, because the node was killed meanwhile, is
//! said again under the same idempotency key.

use crate::fate::{Dice, Options};
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long one answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A node as its officers reach it.
pub struct Api<'a> {
    pub address: SocketAddr,
    pub options: &'a Options,
    pub dice: &'a Dice,
}

/// One request.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub token: &'a str,
    pub tag: Option<&'a str>,
    pub body: &'a Value,
}

/// An answer.
pub struct Heard {
    pub status: u16,
    pub tag: String,
    pub body: Value,
}

impl Heard {
    /// The body, if the status is this one.
    pub fn expect(self, status: u16) -> Result<Heard, String> {
        if self.status == status { Ok(self) } else { Err(format!("{}, not {status}: {}", self.status, self.body)) }
    }

    /// A text in the body.
    pub fn text(&self, pointer: &str) -> Result<String, String> {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.map(str::to_owned).ok_or_else(|| format!("no {pointer} in {}", self.body))
    }
}

impl Api<'_> {
    pub fn get(&self, token: &str, path: &str) -> Result<Heard, String> {
        self.insist(Said { method: "GET", path, token, tag: None, body: &Value::Null })
    }

    pub fn post(&self, token: &str, path: &str, body: &Value) -> Result<Heard, String> {
        self.insist(Said { method: "POST", path, token, tag: None, body })
    }

    pub fn change(&self, token: &str, path: &str, tag: &str, body: &Value) -> Result<Heard, String> {
        self.insist(Said { method: "POST", path, token, tag: Some(tag), body })
    }

    /// Says it until it is answered otherwise than by "not now".
    pub fn insist(&self, said: Said<'_>) -> Result<Heard, String> {
        let key = self.dice.name();
        loop {
            if let Ok(heard) = self.say(said, &key)
                && heard.status != 503
            {
                return Ok(heard);
            }
            self.options.in_time(&format!("{} {} is not answered", said.method, said.path))?;
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Whether the node answers at all.
    pub fn is_there(&self) -> bool {
        let said = Said { method: "GET", path: "/openapi.json", token: "", tag: None, body: &Value::Null };
        self.say(said, "none").is_ok_and(|heard| heard.status == 200)
    }

    fn say(&self, said: Said<'_>, key: &str) -> Result<Heard, String> {
        let Said { method, path, token, tag, body } = said;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\n", self.address);
        if !token.is_empty() {
            request.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        if method == "POST" {
            request.push_str(&format!("Content-Type: application/json\r\nIdempotency-Key: {key}\r\n"));
        }
        if let Some(tag) = tag {
            request.push_str(&format!("If-Match: {tag}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        let failed = |error: std::io::Error| error.to_string();
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE).map_err(failed)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
        stream.write_all(request.as_bytes()).map_err(failed)?;
        let mut text = String::new();
        stream.read_to_string(&mut text).map_err(failed)?;
        read(&text).ok_or_else(|| "an answer cut short".to_owned())
    }
}

fn read(text: &str) -> Option<Heard> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    // A killed node may have said only half of it.
    if header("content-length").is_some_and(|length| length.parse() != Ok(body.len())) {
        return None;
    }
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let tag = header("etag").unwrap_or_default().to_owned();
    let body = if body.is_empty() { Value::Null } else { serde_json::from_str(body).ok()? };
    Some(Heard { status, tag, body })
}
