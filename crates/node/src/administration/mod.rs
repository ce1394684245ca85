//! Who works here, with whom, and from what: officers, arrangements, external lists. Each act is permitted by policy and stands in the log.

pub mod arrangements;
pub mod lists;
pub mod officers;
pub mod peers;
