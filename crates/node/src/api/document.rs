//! The OpenAPI document, made from the handlers; what holds for all of them is said here once.

use super::endpoints;
use super::status::Problem;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, Info, OpenApi, Ref, RefOr, Required, ResponseBuilder, ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};

const ABOUT: &str = "The officers' API of one node, on loopback.\n\n\
    Every POST carries `Idempotency-Key`: repeated within 24 hours by the same officer it gives the same answer and has no \
    second effect; with another body it is refused (422). Three sorts of POST are not remembered, because they have no \
    effect to repeat or must not be repeated: reads (each is logged), signing in and enrolment (a TOTP code is good once). \
    A refusal leaves no effect and is weighed anew.\n\n\
    Every change of something that is there carries `If-Match` with the ETag that was shown: 412 if it has moved on, 428 \
    without it.\n\n\
    Errors are problem documents (RFC 9457). 403 is an answer: law or policy says no, with the check, what it cites and \
    what would lead on; or the code of the authenticator that a step asks for was not right.";

/// What the errors mean, by status.
const ERRORS: &[(&str, &str)] = &[
    ("400", "Malformed: not JSON, no Idempotency-Key, a bad query, or the peer's fault"),
    ("401", "Not signed in"),
    ("403", "Refused by law or policy: check, citations, remedy; or the code of a step is not right"),
    ("404", "Nothing has this address"),
    ("503", "The node could not; its own log says why"),
];
const ERRORS_OF_POST: &[(&str, &str)] = &[
    ("408", "The body did not come whole, or not in time"),
    ("413", "Too long"),
    ("415", "Not application/json"),
    ("422", "A field is not right (JSON pointer), or the key was used for another request"),
];
const ERRORS_OF_CHANGE: &[(&str, &str)] = &[("412", "It was changed in between"), ("428", "No If-Match")];

/// POSTs that make something new, or only show: they carry no If-Match.
const NOT_CHANGES: &[&str] = &[
    "/v1/session",
    "/v1/enrolment",
    "/v1/enrolment/finish",
    "/v1/drafts",
    "/v1/exchanges/{id}/answer",
    "/v1/officers",
    "/v1/arrangements",
];

/// The OpenAPI 3.1 document as pretty JSON.
pub fn openapi() -> String {
    document().to_pretty_json().unwrap_or_default()
}

fn document() -> OpenApi {
    let (_, mut document) = endpoints::routes().split_for_parts();
    document.info = Info::new("comity: officers' API", env!("CARGO_PKG_VERSION"));
    document.info.description = Some(ABOUT.to_owned());
    let mut licence = utoipa::openapi::License::new("Apache-2.0");
    licence.identifier = Some("Apache-2.0".to_owned());
    document.info.license = Some(licence);
    document.servers = Some(vec![ServerBuilder::new().url("http://127.0.0.1:7440").build()]);
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    let cookie = ApiKey::Cookie(ApiKeyValue::new(super::signed_in::COOKIE));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    for (path, item) in &mut document.paths.paths {
        if path == "/openapi.json" {
            continue;
        }
        for (method, operation) in [("get", &mut item.get), ("delete", &mut item.delete)] {
            let Some(operation) = operation else { continue };
            name(method, path, operation);
            session(operation);
            errors(operation, ERRORS);
        }
        if let Some(operation) = &mut item.post {
            name("post", path, operation);
            post(path, operation);
        }
    }
    document
}

/// Names an operation after its address, so that no two have one name.
fn name(method: &str, path: &str, operation: &mut Operation) {
    let words: Vec<&str> = path.split(['/', '{', '}', '-']).filter(|word| !word.is_empty() && *word != "v1").collect();
    operation.operation_id = Some(format!("{method}_{}", words.join("_")));
}

fn post(path: &str, operation: &mut Operation) {
    let open = operation.tags.as_ref().is_some_and(|tags| tags.iter().any(|tag| tag == "open"));
    if !open {
        session(operation);
    }
    header(operation, "Idempotency-Key", "1 to 64 of A-Z, a-z, 0-9, `-`, `_`");
    errors(operation, ERRORS);
    errors(operation, ERRORS_OF_POST);
    let shows = path.ends_with("/read") || path.ends_with("/candidates");
    if !NOT_CHANGES.contains(&path) && !shows {
        header(operation, "If-Match", "The ETag of what is changed");
        errors(operation, ERRORS_OF_CHANGE);
    }
}

fn session(operation: &mut Operation) {
    let none: [&str; 0] = [];
    let either = ["cookie", "bearer"].map(|scheme| SecurityRequirement::new(scheme, none));
    operation.security = Some(either.to_vec());
}

fn header(operation: &mut Operation, name: &str, description: &str) {
    let text = RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::String).build()));
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(text))
        .build();
    operation.parameters.get_or_insert_with(Vec::new).push(parameter.into());
}

fn errors(operation: &mut Operation, errors: &[(&str, &str)]) {
    for (status, description) in errors {
        let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response =
            ResponseBuilder::new().description(*description).content("application/problem+json", problem).build();
        operation.responses.responses.insert((*status).to_owned(), RefOr::T(response));
    }
}
