//! Strict reading of the lawbook's documents (TOML): unknown keys are refused, and a fault names its line.

use super::BadLawbook;
use crate::checks::LAW_1_1;
use model::time::Date;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

/// Reads one document.
pub(crate) fn read<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, BadLawbook> {
    let text = std::str::from_utf8(bytes).map_err(|_| BadLawbook::at(&LAW_1_1, file, 0, "file", "it is not UTF-8"))?;
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| 1 + text.bytes().take(span.start).filter(|b| *b == b'\n').count());
        let message = error.message().to_owned();
        let field = message.split('`').nth(1).unwrap_or("document").to_owned();
        BadLawbook::at(&LAW_1_1, file, u64::try_from(line).unwrap_or(0), field, message)
    })
}

/// A TOML date without a time.
pub(crate) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let found = toml::value::Datetime::deserialize(deserializer)?;
    let wanted = || D::Error::custom(format!("`{found}` is not a day between 1850 and 2100, such as 2003-07-27"));
    let (Some(date), None, None) = (found.date, found.time, found.offset) else { return Err(wanted()) };
    let part = |n: u8| i8::try_from(n).ok();
    let day = i16::try_from(date.year).ok().zip(part(date.month)).zip(part(date.day));
    let day = day.and_then(|((year, month), day)| Date::new(year, month, day).ok());
    day.filter(|day| super::plausible(*day)).ok_or_else(wanted)
}

/// A TOML date that may be left out.
pub(crate) fn maybe_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}
