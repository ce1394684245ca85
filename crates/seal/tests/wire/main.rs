//! What goes over the wire: checks, vectors, properties.

mod checks;
mod forge;
mod properties;
mod vectors;
