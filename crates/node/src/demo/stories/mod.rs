//! The six stories.

pub(super) mod exampleland_asks;
pub(super) mod helsinki_asks_nairobi;
pub(super) mod insider_rebuilds;
pub(super) mod law_as_data;
pub(super) mod refused_inside;
pub(super) mod tallinn_asks_helsinki;

mod acts;
