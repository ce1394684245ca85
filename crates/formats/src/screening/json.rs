//! One JSON object as a subject: plain (`{"id": ..., "name": ..., "dob": ...}`, a value or an array of values under each
//! name) or an entity of FollowTheMoney (`{"id": ..., "schema": ..., "properties": {...}}`).

use super::Listed;
use super::field::{Field, field};
use serde_json::{Map, Value};

/// Schemas of FollowTheMoney that relate entities, or say something about one, and are no subject themselves.
const RELATIONS: &[&str] = &[
    "Associate",
    "ContractAward",
    "CourtCaseParty",
    "Debt",
    "Directorship",
    "Documentation",
    "EconomicActivity",
    "Employment",
    "Family",
    "Membership",
    "Occupancy",
    "Ownership",
    "Payment",
    "Position",
    "ProjectParticipant",
    "Representation",
    "Sanction",
    "Similar",
    "Succession",
    "UnknownLink",
];

/// Reads an object. Returns whether it is a subject; or what is wrong with it, without a value of it.
pub fn read(text: &str, id: &str, into: &mut Listed) -> Result<bool, &'static str> {
    let object: Value = serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Eof => "the object is cut off",
        _ => "the line is no JSON, or holds half a surrogate pair",
    })?;
    let Value::Object(object) = object else { return Err("the line is no JSON object") };
    let named = [id, "id"].into_iter().find_map(|name| object.get(name));
    into.id = match named {
        Some(Value::String(id)) => id.trim().to_owned(),
        Some(Value::Number(id)) => id.to_string(),
        _ => String::new(),
    };
    match object.get("properties") {
        Some(Value::Object(properties)) => {
            if let Some(Value::String(schema)) = object.get("schema") {
                into.take(Field::Schema, schema);
            }
            // The caption repeats one of the names.
            take_all(properties, "", into);
        }
        _ => take_all(&object, id, into),
    }
    Ok(!RELATIONS.contains(&into.schema.as_str()))
}

fn take_all(object: &Map<String, Value>, id: &str, into: &mut Listed) {
    for (name, value) in object.iter().filter(|(name, _)| name.as_str() != id && name.as_str() != "id") {
        if let Some(field) = field(name) {
            match value {
                Value::Array(values) => values.iter().for_each(|value| take(field, value, into)),
                value => take(field, value, into),
            }
        }
    }
}

fn take(field: Field, value: &Value, into: &mut Listed) {
    match value {
        Value::String(text) => into.take(field, text),
        Value::Number(number) => into.take(field, &number.to_string()),
        _ => {}
    }
}
