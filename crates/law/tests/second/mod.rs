//! A second reading of the lawbook: what serves between two States on a day, worked out from the files with a TOML and a CSV
//! reader and nothing of the crate. It is slow and says no reasons; it is there to disagree.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use super::house;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// One row of a table of parties: action, day, day of entry into force.
struct Row {
    action: String,
    on: Option<Date>,
    in_force: Option<Date>,
}

/// A member, since when, until when.
type Member = (String, Option<Date>, Option<Date>);

/// The files, hardly interpreted.
pub struct Second {
    instruments: Vec<Table>,
    rows: BTreeMap<String, BTreeMap<String, Vec<Row>>>,
    successions: BTreeMap<String, Date>,
    members: BTreeMap<String, Vec<Member>>,
    declarations: BTreeMap<String, Vec<Value>>,
    as_charged: BTreeSet<String>,
}

/// What is asked, in the words of the files.
pub struct Asked<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub bodies: [Option<&'a str>; 2],
    pub kind: &'a str,
    pub offence: &'a str,
    pub purpose: &'a str,
    pub on: Date,
    pub confirmed: BTreeSet<&'a str>,
}

/// What serves: instrument, article, first day for both; and what of it another instrument replaces.
#[derive(Default)]
pub struct Found {
    pub serves: BTreeMap<(String, String), Date>,
    pub replaced: BTreeMap<(String, String), Date>,
}

fn maybe(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn table(path: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(house::folder().join(path)).unwrap().into_records().map(|row| row.unwrap()).collect()
}

fn files(folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(house::folder().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let stem = |path: &std::path::Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    entries.map(|path| (stem(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// A day of a document.
fn day(value: Option<&Value>) -> Option<Date> {
    value.map(|value| value.as_datetime().unwrap().to_string().parse().unwrap())
}

/// Whether a list of words holds this one.
fn holds(value: Option<&Value>, word: &str) -> bool {
    value.and_then(Value::as_array).into_iter().flatten().any(|entry| entry.as_str() == Some(word))
}

fn words(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.and_then(Value::as_array).into_iter().flatten().map(|entry| entry.as_str().unwrap())
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().map(|entry| entry.as_table().unwrap())
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap()
}

impl Second {
    pub fn read() -> Second {
        let mut rows: BTreeMap<String, BTreeMap<String, Vec<Row>>> = BTreeMap::new();
        for (id, _) in files("participation") {
            let of: &mut BTreeMap<String, Vec<Row>> = rows.entry(id.clone()).or_default();
            for row in table(&format!("participation/{id}.csv")) {
                let entry = Row { action: row[1].to_owned(), on: maybe(&row[2]), in_force: maybe(&row[3]) };
                of.entry(row[0].to_owned()).or_default().push(entry);
            }
        }
        let mut members: BTreeMap<String, Vec<Member>> = BTreeMap::new();
        for (organisation, _) in files("memberships") {
            let of = table(&format!("memberships/{organisation}.csv"));
            let of = of.iter().filter(|row| &row[1] == "member" || &row[1] == "former-member");
            let of = of.map(|row| (row[0].to_owned(), maybe(&row[2]), maybe(&row[3]))).collect();
            members.insert(organisation, of);
        }
        let offences: Table = std::fs::read_to_string(house::folder().join("offences.toml")).unwrap().parse().unwrap();
        let charged = |entry: &&Table| entry.get("as_charged").and_then(Value::as_bool) == Some(true);
        let documents = files("declarations").into_iter().map(|(id, text)| (id, text.parse::<Table>().unwrap()));
        Second {
            instruments: files("instruments").iter().map(|(_, text)| text.parse().unwrap()).collect(),
            rows,
            successions: table("successions.csv")
                .iter()
                .map(|row| (row[0].to_owned(), row[2].parse().unwrap()))
                .collect(),
            members,
            declarations: documents
                .map(|(id, document)| (id, document["declaration"].as_array().unwrap().clone()))
                .collect(),
            as_charged: tables(&offences, "offence")
                .filter(charged)
                .map(|entry| text(entry, "id").to_owned())
                .collect(),
        }
    }

    /// The membership of a State on a day: nothing, or since when if that is recorded.
    fn member(&self, organisation: &str, state: &str, on: Date) -> Option<Option<Date>> {
        let rows = self.members.get(organisation).into_iter().flatten();
        let mut here = rows.filter(|(member, since, until)| {
            member == state && since.is_none_or(|since| since <= on) && until.is_none_or(|until| on <= until)
        });
        here.next().map(|(_, since, _)| *since)
    }

    fn on_side(&self, side: &Value, state: &str, on: Date) -> bool {
        holds(side.get("states"), state)
            || words(side.get("members_of")).any(|organisation| self.member(organisation, state, on).is_some())
    }

    /// Since when a State is bound and may rely on it, if it does on that day.
    fn bound(&self, instrument: &Table, state: &str, on: Date) -> Option<Date> {
        let coverage = instrument["participation"].as_table().unwrap();
        let in_force = day(instrument.get("in_force"));
        let begun = day(instrument.get("provisional")).or(in_force)?;
        let rows = self.rows.get(text(instrument, "id")).and_then(|of| of.get(state)).map_or(&[][..], Vec::as_slice);
        let last = |word: &str| {
            rows.iter().filter(|row| row.action == word).filter_map(|row| row.on).filter(|day| *day <= on).max()
        };
        if on < begun || state == "XXA" || last("suspension").is_some() {
            return None;
        }
        let ceased = last("cessation");
        let days = rows.iter().filter(|row| ceased.is_none_or(|ceased| row.on.is_none_or(|day| day > ceased)));
        let days = days.filter_map(|row| self.day_of(instrument, state, row, in_force));
        if let Some((since, relies)) = days.map(|(since, relies)| (since.max(begun), relies)).min() {
            return (since <= on && relies <= on).then_some(since);
        }
        if ceased.is_some() || rows.iter().any(|row| row.action == "not-bound") {
            return None;
        }
        if let Some(rule) = coverage.get("by_membership").and_then(Value::as_table) {
            let from = day(rule.get("from")).unwrap();
            let open = tables(rule, "open").any(|open| text(open, "state") == state);
            let member = self.member(text(rule, "of"), state, on);
            return member.filter(|_| !open && from <= on).map(|since| since.map_or(from, |since| since.max(from)));
        }
        let sides = coverage.get("sides").and_then(Value::as_array).filter(|_| coverage.contains_key("binds_sides"))?;
        let side = sides.iter().find(|side| self.on_side(side, state, on))?;
        let member = words(side.get("members_of")).find_map(|organisation| self.member(organisation, state, on));
        Some(member.flatten().map_or(begun, |since| since.max(begun)))
    }

    /// From when a row binds, and from when the State may rely on it.
    fn day_of(&self, instrument: &Table, state: &str, row: &Row, in_force: Option<Date>) -> Option<(Date, Date)> {
        match row.action.as_str() {
            "ratification"
            | "accession"
            | "acceptance"
            | "approval"
            | "formal-confirmation"
            | "bound-by-membership"
            | "transposed"
            | "territorial-extension" => {
                let since = row.in_force.or_else(|| row.on.map(|on| Second::by_final_clause(instrument, on)))?;
                Some((since, since))
            }
            "succession" => {
                let succeeded = self.successions.get(state).copied();
                let notified = row.on.unwrap_or(Date::MIN);
                let since = row.in_force.or_else(|| row.on.map(|on| succeeded.unwrap_or(on).min(on)))?;
                Some((since, notified.max(since)))
            }
            "party-undated" | "accession-undated" => {
                let founders = instrument["participation"].get("founders").is_some();
                row.in_force.filter(|day| founders || in_force != Some(*day)).map(|day| (day, day))
            }
            _ => None,
        }
    }

    fn by_final_clause(instrument: &Table, deposit: Date) -> Date {
        let Some(rule) = instrument.get("entry").map(|entry| entry["rule"].as_table().unwrap()) else { return deposit };
        let number = |key: &str| rule.get(key).and_then(Value::as_integer);
        match (number("days-after"), number("months-after"), number("first-of-month-after")) {
            (Some(days), ..) => deposit.checked_add(days.days()).unwrap(),
            (_, Some(months), _) => deposit.checked_add(months.months()).unwrap(),
            (.., Some(months)) => {
                let run_out = deposit.checked_add(months.months()).unwrap();
                run_out.last_of_month().tomorrow().unwrap()
            }
            _ => deposit,
        }
    }

    fn about(&self, rule: &Table, asked: &Asked<'_>) -> bool {
        let listed = |offences: &Value| holds(offences.get("listed"), asked.offence);
        let every = |offences: &Value| {
            offences.get("every").and_then(Value::as_bool) == Some(true) && !self.as_charged.contains(asked.offence)
        };
        holds(rule.get("kinds"), asked.kind)
            && rule.get("offences").is_none_or(|offences| listed(offences) || every(offences))
            && words(rule.get("needs")).all(|fact| asked.confirmed.contains(fact))
    }

    fn takes_away(&self, id: &str, article: &str, asked: &Asked<'_>) -> bool {
        self.declarations.get(id).into_iter().flatten().any(|statement| {
            let state = statement["state"].as_str().unwrap();
            holds(statement.get("excludes"), article)
                && (statement.get("kinds").is_none() || holds(statement.get("kinds"), asked.kind))
                && [asked.from, asked.to].contains(&state)
                && day(statement.get("from")).is_none_or(|from| from <= asked.on)
                && day(statement.get("withdrawn")).is_none_or(|until| asked.on < until)
        })
    }

    /// Since when both are bound towards each other.
    fn between(&self, instrument: &Table, asked: &Asked<'_>) -> Option<Date> {
        let one = self.bound(instrument, asked.from, asked.on)?;
        let other = self.bound(instrument, asked.to, asked.on)?;
        if let Some(sides) = instrument["participation"].get("sides").and_then(Value::as_array) {
            let on = |side: usize, state: &str| self.on_side(&sides[side], state, asked.on);
            if !(on(0, asked.from) && on(1, asked.to) || on(1, asked.from) && on(0, asked.to)) {
                return None;
            }
        }
        Some(one.max(other))
    }

    /// Every article of an instrument that serves.
    pub fn find(&self, asked: &Asked<'_>) -> Found {
        let mut found = Found::default();
        if asked.from == asked.to || asked.bodies.contains(&Some("relay")) {
            return found;
        }
        for instrument in &self.instruments {
            let id = text(instrument, "id");
            let rules = tables(instrument, "rule").filter(|rule| {
                let bodies = rule.get("bodies");
                let body = |body: Option<&str>| match body {
                    None => true,
                    Some("regional-body") => holds(bodies, "regional-body"),
                    Some(body) => bodies.is_none_or(|list| list.as_array().unwrap().is_empty()) || holds(bodies, body),
                };
                self.about(rule, asked)
                    && holds(rule.get("purposes"), asked.purpose)
                    && asked.bodies.into_iter().all(body)
                    && !self.takes_away(id, text(rule, "article"), asked)
            });
            let rules: Vec<&Table> = rules.collect();
            if let Some(since) = self.between(instrument, asked).filter(|_| !rules.is_empty()) {
                found
                    .serves
                    .extend(rules.iter().map(|rule| ((id.to_owned(), text(rule, "article").to_owned()), since)));
            }
        }
        self.replace(asked, &mut found);
        found
    }

    /// What replaces the rest, where it serves itself.
    fn replace(&self, asked: &Asked<'_>, found: &mut Found) {
        let serving: BTreeSet<String> = found.serves.keys().map(|(id, _)| id.clone()).collect();
        for instrument in self.instruments.iter().filter(|instrument| serving.contains(text(instrument, "id"))) {
            let effects = tables(instrument, "effect").filter(|effect| text(effect, "does") == "replaces");
            for effect in effects.filter(|effect| self.about(effect, asked)) {
                let goes: Vec<_> = found.serves.keys().filter(|(id, _)| holds(effect.get("on"), id)).cloned().collect();
                for key in goes {
                    let since = found.serves.remove(&key).unwrap();
                    found.replaced.insert(key, since);
                }
            }
        }
    }
}
