//! Nothing unverified is shown as verified: one row's state of verification is turned over, and every answer that rests on
//! the row changes, and no other. What rests on a row is found without looking at verification: by what the answer shows
//! and, for who is bound, by changing the row's content.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod flip;
mod house;

use flip::{Files, Place, What, all_read, places};
use law::lawbook::StateKind;
use law::standing::{Standing, standing};
use law::transfer::regime_of;
use law::{Direction, Facts, Lawbook, Question, Side, bars, parties, power, sheet, transfer};
use model::time::Date;
use model::{DataCategory, InstrumentId, State};
use proptest::sample::subsequence;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked.
#[derive(Debug)]
enum Ask {
    Basis(Box<Question>),
    Transfer(Box<Question>),
    Bars(Box<Question>),
    Parties(InstrumentId, Date),
    State(State, Date),
    Instrument(InstrumentId, Date),
}

fn word<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(Value::String(text.to_owned())).unwrap()
}

/// The questions of every situation.
fn questions(files: &Files) -> Vec<Question> {
    let mut found = Vec::new();
    let ours =
        |path: &str| path.starts_with("tests/") && !path.starts_with("tests/grounds/") && path.ends_with(".toml");
    for (_, bytes) in files.iter().filter(|(path, _)| ours(path) && !path.ends_with("/arrangements.toml")) {
        let situation: toml::Table = std::str::from_utf8(bytes).unwrap().parse().unwrap();
        let given = situation["given"].as_table().unwrap();
        let text = |key: &str, otherwise: &'static str| given.get(key).map_or(otherwise, |v| v.as_str().unwrap());
        let side = |key: &str| Side::of(State::parse(given[key].as_str().unwrap()).unwrap());
        let facts = given.get("confirmed").into_iter().flat_map(|list| list.as_array().unwrap());
        found.push(Question {
            from: side("from"),
            to: side("to"),
            kind: word(text("kind", "information")),
            offence: model::Offence::parse(text("offence", "")).unwrap(),
            purpose: word(text("purpose", "investigation")),
            category: DataCategory::Personal,
            on: given["on"].as_datetime().unwrap().to_string().parse().unwrap(),
            confirmed: facts.map(|fact| word(fact.as_str().unwrap())).collect(),
        });
    }
    found
}

fn asked(files: &Files, book: &Lawbook) -> Vec<Ask> {
    let today = jiff::civil::date(2026, 11, 23);
    let early = jiff::civil::date(2003, 6, 1);
    let mut asks = Vec::new();
    for question in questions(files) {
        asks.push(Ask::Transfer(Box::new(question.clone())));
        asks.push(Ask::Bars(Box::new(question.clone())));
        asks.push(Ask::Basis(Box::new(question)));
    }
    for instrument in book.instruments() {
        asks.push(Ask::Instrument(instrument.id.clone(), today));
        asks.extend([early, today].map(|on| Ask::Parties(instrument.id.clone(), on)));
    }
    let states = book.states().filter(|(_, entry)| entry.kind == StateKind::State).step_by(4);
    for (state, _) in states {
        asks.push(Ask::State(state, today));
    }
    asks
}

fn answer(book: &Lawbook, ask: &Ask) -> Value {
    let value = match ask {
        Ask::Basis(question) => serde_json::to_value(power(book, question, &[])),
        Ask::Transfer(question) => serde_json::to_value(transfer(book, question, &[])),
        Ask::Bars(question) => serde_json::to_value(bars(book, question, &Facts::unknown(Direction::Out))),
        Ask::Parties(id, on) => serde_json::to_value(parties(book, id, *on)),
        Ask::State(state, on) => serde_json::to_value(sheet::state(book, *state, *on)),
        Ask::Instrument(id, on) => serde_json::to_value(sheet::instrument(book, id, *on)),
    };
    value.unwrap()
}

/// A lawbook, and the same with one row's content changed.
struct Resting<'a> {
    place: &'a Place,
    book: &'a Lawbook,
    changed: Option<Lawbook>,
}

impl Resting<'_> {
    /// Whether where this State stands towards this instrument rests on the row.
    fn rests(&self, state: State, id: &InstrumentId, on: Date) -> bool {
        let found = standing(self.book, self.book.instrument(id).unwrap(), state, on);
        if self.place.sort() == "instruments [participation]" {
            let of_list = matches!(found, Standing::Absent { .. } | Standing::Signed { .. });
            return of_list && id.as_str() == self.place.of();
        }
        let instrument = self.book.instrument(id).unwrap();
        match (self.place.sort().as_str(), &found) {
            // Where the list ends is no statement about this State.
            (_, Standing::Unknown { .. }) => return false,
            ("instruments []", Standing::NotInForce { .. }) => return id.as_str() == self.place.of(),
            // A day that was computed by the rule when the table was made stands in the row, and rests on the rule.
            ("instruments [entry]", Standing::Bound(_) | Standing::NotYet { .. }) if id.as_str() == self.place.of() => {
                let mut given = instrument.acts_of(state).iter().filter(|act| act.entry_into_force.is_some());
                if given.any(|act| act.computed) {
                    return true;
                }
            }
            _ => {}
        }
        let Some(changed) = &self.changed else { return false };
        // A member that has not joined is not on the list, and who is no member is on none: that does not say that anybody
        // is a member, nor how members are bound.
        let by_member = (self.place.path.starts_with("memberships/") || self.place.sort().contains("by_membership"))
            && !matches!(found, Standing::Bound(_) | Standing::NotYet { .. });
        let other = standing(changed, changed.instrument(id).unwrap(), state, on);
        !by_member && format!("{found:?}") != format!("{other:?}")
    }

    /// Whether a membership is what puts a State on its side of an agreement.
    fn on_side(&self, state: State, id: &str, on: Date) -> bool {
        let Some(changed) = self.changed.as_ref().filter(|_| self.place.path.starts_with("memberships/")) else {
            return false;
        };
        let id = InstrumentId::parse(id).unwrap();
        let side = |book: &Lawbook| {
            let sides = book.instrument(&id).unwrap().participation.sides.clone();
            sides.map(|sides| sides.map(|group| group.holds(book, state, on)))
        };
        side(self.book) != side(changed)
    }

    fn cites(&self, ask: &Ask, shown: &Value) -> bool {
        match ask {
            Ask::Basis(question) => self.basis(question, &shown["decision"]),
            Ask::Transfer(question) => self.transfer(question, &shown["decision"]),
            Ask::Bars(_) => {
                self.place.path == "bars.toml" && any(&shown["decision"], |bar| bar["id"] == self.word("id"))
            }
            Ask::Parties(id, on) => self.parties(id, *on, shown),
            Ask::State(state, on) => self.state(*state, *on, shown),
            Ask::Instrument(id, _) => self.instrument(id, shown),
        }
    }

    fn word(&self, key: &str) -> &str {
        self.place.word(key)
    }

    /// A basis, a candidate or what is replaced stands for the sides; what is added to a basis too.
    fn basis(&self, question: &Question, power: &Value) -> bool {
        let (place, of) = (self.place, self.place.of());
        let states = [question.from.state, question.to.state];
        let rests = |id: &Value, state: State| {
            let id = id.as_str().unwrap();
            self.rests(state, &InstrumentId::parse(id).unwrap(), question.on) || self.on_side(state, id, question.on)
        };
        let relied = |id: &Value| states.iter().any(|state| rests(id, *state));
        let party = |missing: &Value| {
            // What a statement excludes is no matter of who is bound.
            let of_party = missing["check"] != "LAW-3.17" && !missing["rests_on"].is_null();
            of_party.then(|| word::<State>(missing["state"].as_str().unwrap()))
        };
        let here = |entry: &Value| entry["instrument"] == of && entry["article"] == self.word("article");
        let says = |entry: &Value| entry["article"] == self.word("article") && entry["says"] == self.word("says");
        match (place.path.split('/').next().unwrap(), &place.what) {
            ("participation" | "memberships" | "successions.csv", _) => {
                any(&power["bases"], |basis| {
                    relied(&basis["instrument"])
                        || any(&basis["additions"], |addition| relied(&addition["instrument"]))
                        || any(&basis["grounds"], |ground| !ground["by"].is_null() && relied(&ground["by"]))
                }) || any(&power["replaced"], |replaced| relied(&replaced["instrument"]))
                    || any(&power["candidates"], |candidate| {
                        any(&candidate["missing"], |missing| {
                            party(missing).is_some_and(|state| {
                                let id = InstrumentId::parse(candidate["instrument"].as_str().unwrap()).unwrap();
                                self.rests(state, &id, question.on)
                            })
                        })
                    })
                    || place.path.starts_with("memberships/") && self.member(question, power)
            }
            ("instruments", What::Entry(table, _)) => match table.as_str() {
                "rule" => ["bases", "candidates", "replaced"].iter().any(|part| any(&power[part], here)),
                "ground" => any(&power["bases"], |basis| {
                    basis["instrument"] == of && any(&basis["grounds"], |ground| ground["by"].is_null() && says(ground))
                }),
                "effect" => {
                    let of_kind = place.lists("kinds", question.kind.as_str());
                    of_kind
                        && (any(&power["bases"], |basis| {
                            any(&basis["additions"], |addition| addition["instrument"] == of && says(addition))
                                || any(&basis["grounds"], |ground| ground["by"] == of && says(ground))
                        }) || any(&power["replaced"], |gone| {
                            gone["by"] == of
                                && gone["by_article"] == self.word("article")
                                && gone["because"] == self.word("says")
                        }))
                }
                _ => {
                    any(&power["bases"], |basis| {
                        relied(&basis["instrument"])
                            || any(&basis["additions"], |addition| relied(&addition["instrument"]))
                    }) || any(&power["replaced"], |replaced| relied(&replaced["instrument"]))
                        || any(&power["candidates"], |candidate| {
                            any(&candidate["missing"], |missing| {
                                party(missing).is_some_and(|state| {
                                    let id = InstrumentId::parse(candidate["instrument"].as_str().unwrap()).unwrap();
                                    self.rests(state, &id, question.on)
                                })
                            })
                        })
                }
            },
            ("declarations", _) => {
                let shown = |entry: &Value| {
                    entry["state"] == self.word("state")
                        && entry["provision"] == self.word("provision")
                        && entry["says"] == self.word("says")
                };
                let kept = format!("{}, statement to {of} art. {}", self.word("state"), self.word("provision"));
                any(&power["bases"], |basis| {
                    basis["instrument"] == of && any(&basis["declarations"], shown)
                        || any(&basis["conditions"], |condition| {
                            let sentence = condition["sentence"].as_str().unwrap();
                            sentence.starts_with(&kept) && sentence.ends_with(self.word("says"))
                        })
                }) || any(&power["candidates"], |candidate| {
                    candidate["instrument"] == of
                        && any(&candidate["missing"], |missing| {
                            let because = missing["because"].as_str().unwrap();
                            missing["check"] == "LAW-3.17" && because.ends_with(self.word("says"))
                        })
                })
            }
            ("clocks.toml", _) => {
                any(&power["bases"], |basis| any(&basis["clocks"], |clock| clock["id"] == self.word("id")))
            }
            ("duties.toml", _) => any(&power["duties"], |duty| duty["id"] == self.word("id")),
            ("channels.toml", _) => any(&power["channels"], |channel| channel["id"] == self.word("id")),
            ("bilateral", _) => any(&power["bilateral"], |treaty| {
                treaty["title"] == place.field(2) && states.iter().any(|state| state.as_str() == place.field(0))
            }),
            _ => false,
        }
    }

    /// A membership on which a duty or a channel that is shown rests.
    fn member(&self, question: &Question, power: &Value) -> bool {
        let (organisation, state) = (self.place.of(), word::<State>(self.place.field(0)));
        let sides = [question.from.state, question.to.state];
        let changed = self.changed.as_ref().unwrap();
        let counts = sides.contains(&state)
            && self.book.member(organisation, state, question.on).is_some()
            && changed.member(organisation, state, question.on).is_none();
        let duty = |duty: &Value| {
            self.book.duties().iter().any(|entry| duty["id"] == *entry.id && entry.binds_members_of == organisation)
        };
        let channel = |channel: &Value| {
            self.book.channels().iter().any(|entry| channel["id"] == *entry.id && entry.members_of == organisation)
        };
        counts && (any(&power["duties"], duty) || any(&power["channels"], channel))
    }

    fn transfer(&self, question: &Question, shown: &Value) -> bool {
        let regime = regime_of(self.book, question.from.state, question.on);
        let same = shown["ground"] == "same-regime";
        match (self.place.path.split('/').next().unwrap(), &self.place.what) {
            ("transfer", What::Entry(table, _)) => match table.as_str() {
                "" => regime.is_some_and(|regime| regime.id == self.word("id")),
                "adequacy" => shown["cite"] == self.word("cite"),
                "derogation" => any(&shown["derogations"], |one| one["cite"] == self.word("cite")),
                _ => false,
            },
            ("memberships", _) => {
                let changed = self.changed.as_ref().unwrap();
                let lost = |state: State| {
                    regime.is_some_and(|regime| regime.members_of.as_deref() == Some(self.place.of()))
                        && state.as_str() == self.place.field(0)
                        && self.book.member(self.place.of(), state, question.on).is_some()
                        && changed.member(self.place.of(), state, question.on).is_none()
                };
                lost(question.from.state) || same && lost(question.to.state)
            }
            _ => false,
        }
    }

    fn parties(&self, id: &InstrumentId, on: Date, shown: &Value) -> bool {
        let of_this = self.place.path == format!("instruments/{id}.toml");
        let whole = ["instruments []", "instruments [participation]"].contains(&self.place.sort().as_str());
        let listed = ["parties", "undated", "territories"].iter().flat_map(|part| shown[part].as_array().unwrap());
        let states: BTreeSet<State> = listed.map(|party| word(party["state"].as_str().unwrap())).collect();
        of_this && whole || states.into_iter().any(|state| self.rests(state, id, on))
    }

    fn state(&self, state: State, on: Date, shown: &Value) -> bool {
        let is = |at: usize| self.place.field(at) == state.as_str();
        match self.place.path.split('/').next().unwrap() {
            "memberships" | "facts" | "successions.csv" if is(0) => true,
            "bilateral" => is(0) || self.place.of() == state.as_str(),
            "transfer" => {
                let regime = matches!(&self.place.what, What::Entry(table, _) if table.is_empty());
                regime && any(&shown["transfer_laws"], |law| law["id"] == self.word("id"))
            }
            _ => self.book.instruments().any(|instrument| self.rests(state, &instrument.id, on)),
        }
    }

    fn instrument(&self, id: &InstrumentId, shown: &Value) -> bool {
        let of_this = self.place.of() == id.as_str();
        match self.place.path.split('/').next().unwrap() {
            "instruments" => {
                let not_shown = ["participation.by_membership", "participation.binds_sides", "participation.founders"];
                of_this && !not_shown.iter().any(|table| self.place.sort().contains(table))
            }
            "declarations" => of_this,
            "clocks.toml" => any(&shown["clocks"], |clock| clock["id"] == self.word("id")),
            _ => false,
        }
    }
}

fn any(list: &Value, holds: impl Fn(&Value) -> bool) -> bool {
    list.as_array().into_iter().flatten().any(holds)
}

/// Turns one row over and holds every answer against what it rests on; says how many rest on it.
fn turn(files: &Files, asks: &[Ask], before: &[Value], book: &Lawbook, place: &Place, alone: bool) -> usize {
    let flipped = house::read(&place.flipped(files)).unwrap();
    // A row that cannot be left out alone has no other content to compare with.
    let changed = place.perturbed(files).map(|files| house::read(&files).unwrap());
    let resting = Resting { place, book, changed };
    let mut cited = 0;
    for (ask, shown) in asks.iter().zip(before) {
        let cites = resting.cites(ask, shown);
        let changes = answer(&flipped, ask) != *shown;
        // Where other rows are unverified too, the answer may rest on one of them as well, and say so already.
        let hidden = !alone && cites && !changes;
        assert!(
            changes == cites || hidden,
            "{place:?}\n{ask:?}\nrests on it: {cites}; changes with it: {changes}\n{shown:#}"
        );
        cited += usize::from(cites);
    }
    cited
}

/// Turns over up to so many rows of each sort, drawn by a fixed seed; `alone` where everything else was read.
fn turn_over(files: &Files, alone: bool, each: usize, seed: u64) -> BTreeMap<String, (usize, usize)> {
    let book = house::read(files).unwrap();
    let asks = asked(files, &book);
    let before: Vec<Value> = asks.iter().map(|ask| answer(&book, ask)).collect();
    let mut sorts: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for place in places(files) {
        sorts.entry(place.sort()).or_default().push(place);
    }
    let mut chance = TestRunner::new(Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() });
    let mut done = BTreeMap::new();
    for (sort, places) in sorts {
        let of_sort = if sort == "participation" { each * 4 } else { each }.min(places.len());
        let drawn = subsequence(places, of_sort).new_tree(&mut chance).unwrap().current();
        let cited: usize = drawn.iter().map(|place| turn(files, &asks, &before, &book, place, alone)).sum();
        done.insert(sort, (drawn.len(), cited));
    }
    done
}

fn report(done: &BTreeMap<String, (usize, usize)>) -> String {
    let lines = done.iter().map(|(sort, (rows, cited))| format!("{sort}: {rows} rows, {cited} answers rest on them"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn turning_over_a_row_changes_every_answer_that_rests_on_it_and_no_other() {
    let done = turn_over(&all_read(&house::files()), true, 2, 20_261_123);
    println!("{}", report(&done));
    assert!(done.len() >= 20, "{} sorts of rows", done.len());
    let resting: usize = done.values().map(|(_, cited)| cited).sum();
    assert!(resting > 200, "{resting} answers rest on what was turned over");
}

#[test]
fn on_the_lawbook_as_it_is_nothing_changes_but_what_rests_on_the_row() {
    let gap = "a lawbook in which nothing is unverified has nothing to show";
    assert!(house::lawbook().instruments().any(|i| i.verification == model::Verification::Unverified), "{gap}");
    println!("{}", report(&turn_over(&house::files(), false, 1, 3)));
}

/// The same for many rows: `cargo test --release -p law --test verification -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn turning_over_many_rows() {
    println!("{}", report(&turn_over(&all_read(&house::files()), true, 10, 7)));
}
