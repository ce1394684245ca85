//! Who works here and with whom: officers and arrangements. Each act is permitted by policy and stands in the log.

pub mod arrangements;
pub mod officers;
