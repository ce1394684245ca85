//! The OpenAPI document, by its structure.

use serde_json::Value;

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(to)) = map.get("$ref") {
                found.push(to);
            }
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(all) => all.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn it_is_3_1_and_every_reference_resolves() {
    let document: Value = serde_json::from_str(&node::api::openapi()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn every_operation_has_answers_a_name_and_its_headers() {
    let document: Value = serde_json::from_str(&node::api::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 25);
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {path}");
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{place}: name taken");
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with('2')), "{place}");
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let header = |name: &str| parameters.iter().any(|one| one["name"] == name && one["in"] == "header");
            assert_eq!(header("Idempotency-Key"), method == "post", "{place}");
            assert_eq!(header("If-Match"), responses.contains_key("412"), "{place}");
            for segment in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
                assert!(
                    parameters.iter().any(|one| one["name"] == segment && one["in"] == "path"),
                    "{place}: {segment}"
                );
            }
            let open = operation["tags"][0] == "open";
            assert_eq!(operation["security"].is_null(), open, "{place}");
        }
    }
}
