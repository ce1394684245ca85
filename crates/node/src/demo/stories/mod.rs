//! The nine stories.

pub(super) mod exampleland_asks;
pub(super) mod helsinki_asks_nairobi;
pub(super) mod helsinki_takes_it_back;
pub(super) mod insider_rebuilds;
pub(super) mod law_as_data;
pub(super) mod nairobi_passes_on;
pub(super) mod refused_inside;
pub(super) mod relay_and_stick;
pub(super) mod tallinn_asks_helsinki;

mod acts;
mod passing;
