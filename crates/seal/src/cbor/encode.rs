//! Writing deterministic CBOR.

use ciborium::Value;
use model::Failure;
use serde::Serialize;

/// Encodes any value: keys sorted by their encoded bytes, shortest heads, definite lengths. A float, a tag, an integer
/// beyond 64 bits or a key that occurs twice is a Failure: it is our own value that is wrong.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Failure> {
    let mut tree = Value::serialized(value).map_err(|error| Failure::new("encoding", error))?;
    sort(&mut tree)?;
    write(&tree)
}

fn write(value: &Value) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::with_capacity(256);
    ciborium::into_writer(value, &mut bytes).map_err(|error| Failure::new("encoding", error))?;
    Ok(bytes)
}

fn sort(value: &mut Value) -> Result<(), Failure> {
    match value {
        Value::Integer(_) | Value::Bytes(_) | Value::Text(_) | Value::Bool(_) | Value::Null => Ok(()),
        Value::Array(items) => items.iter_mut().try_for_each(sort),
        Value::Map(pairs) => sort_map(pairs),
        _ => Err(Failure::new("encoding", "a float or a tag has no place in a signed document")),
    }
}

fn sort_map(pairs: &mut Vec<(Value, Value)>) -> Result<(), Failure> {
    let mut keyed = Vec::with_capacity(pairs.len());
    for (mut key, mut value) in pairs.drain(..) {
        sort(&mut key)?;
        sort(&mut value)?;
        keyed.push((write(&key)?, key, value));
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    if keyed.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(Failure::new("encoding", "a key occurs twice"));
    }
    pairs.extend(keyed.into_iter().map(|(_, key, value)| (key, value)));
    Ok(())
}
